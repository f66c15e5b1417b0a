"""Empty files to fill in, one of each kind that a body may load (docs/files.md). Each has one line as an example."""

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
MAPPING = Template(
    "indeling.csv",
    """text,supplier,cpv,exclusion
Koffie en thee,,1586,
Salarissen,,,salary
""",
)
EVIDENCE = Template(
    "bewijs.csv",
    """subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason
contract,C-2025-014,circular,60,60,contract,inzet,C-2025-014 art. 4,2025-01-01,2028-12-31,,
""",
)
CONTRACTS = Template(
    "contracten.csv",
    """number,supplier,subject,kind,value,start,end,procedure,social_return,reference
C-2025-014,Voorbeeld B.V.,Groenonderhoud,services,250000,2025-01-01,2028-12-31,open,yes,C-2025-014 art. 9
""",
)
SUPPLIERS = Template(
    "leveranciers.csv",
    """key,name,size,social_enterprise
12345678,Voorbeeld B.V.,small,no
""",
)
QUANTITIES = Template(
    "hoeveelheden.csv",
    """year,quantity,unit,department,low,high,source,date,who,reference
2025,electricity,kWh,,960000,1000000,energieleverancier,2026-01-31,facilitair beheer,jaarafrekening 2025
2025,green_electricity,kWh,,600000,750000,CertiQ,2026-02-10,facilitair beheer,certificaat 88
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
