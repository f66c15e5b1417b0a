"""A mapping made elsewhere as suggestions: what it says of a text, beside what our own sources say of it."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from kpi.evidence.categories import normal_text
from kpi.evidence.suggestions import OTHERS, suggest
from kpi.model import MappingRule, Suggestion
from kpi.reference import REFERENCE_FOLDER

DIVISION = 2
_CODE_IN_FRONT = re.compile(r"^[\d.]{2,10}\s*[-–:]?\s+(?=\D)")


def without_code(text: str) -> str:
    """A normalised text without the code in front of it: "6110 - aanschaf hardware" is "aanschaf hardware"."""
    return _CODE_IN_FRONT.sub("", normal_text(text))


def borrowed_suggestion(text: str, borrowed: Mapping[str, tuple[str | None, str | None, str]]) -> Suggestion | None:
    """What was borrowed about a text (by normalised text: cpv, exclusion, origin), as a suggestion; None where nothing was.

    It is agreed where our own sources say the same: the same division, or no procurement as well.
    """
    found = borrowed.get(normal_text(text)) or borrowed.get(without_code(text))
    if found is None:
        return None
    cpv, exclusion, origin = found
    own = suggest(text)
    named = cpv[:DIVISION] if cpv else exclusion
    mine = own.cpv[:DIVISION] if own.cpv else own.exclusion
    others = [one for one in (mine, *own.others) if one and one != named]
    return replace(
        own,
        cpv=cpv,
        exclusion=exclusion,
        agreed=mine == named or bool(own.exclusion and exclusion),
        others=tuple(dict.fromkeys(others))[:OTHERS],
        origin=origin,
    )


@cache
def rijk_mapping() -> tuple[MappingRule, ...]:
    """The cost types and purchase categories of the Rijk (data/reference/mappings/rijk.csv)."""
    with (REFERENCE_FOLDER / "mappings" / "rijk.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            MappingRule(row["text"], None, row["cpv"] or None, row["exclusion"] or None)
            for row in csv.DictReader(stream)
        )
