"""Text files to fill in: an organisation and a commitment (docs/organisations.md, docs/commitments.md). Each is an example."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """A file to download: its name and its text."""

    name: str
    text: str


BODY = Template(
    "organisatie.toml",
    """id = "gemeente-voorbeeldstad"
name = "Gemeente Voorbeeldstad"
kind = "municipality"
inhabitants = 84000
province = "Voorbeeldland"
report_by = "03-31"
contract_register_complete = false

[[department]]
id = "stadsbeheer"
name = "Stadsbeheer"
aliases = ["SB", "Afdeling Stadsbeheer"]
""",
)
COMMITMENT = Template(
    "toezegging.toml",
    """id = "koffie-en-thee"
indicator = "fairtrade_coffee_tea_cocoa"
text = "In 2028 zijn alle koffie, thee en cacao die wij kopen fairtrade."
path = "linear"
responsible = "wethouder Duurzaamheid"
next_move = "teamleider Inkoop"

[baseline]
year = 2024
value = "38%"

[target]
year = 2028
value = "100%"

[decision]
kind = "collegebesluit"
body = "College van burgemeester en wethouders"
date = 2025-03-04
reference = "2025-118"
""",
)
