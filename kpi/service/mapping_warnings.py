"""When a remembered mapping may no longer fit: the suppliers of a text changed much, or a file shares little with the mapping."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from kpi import access, evidence
from kpi.model import Viewer
from kpi.service.monitor import Monitor
from kpi.store import classes, registers, submissions

NEW_PART = Fraction(1, 2)
"""From this part of a text's euros on with suppliers that it never had, the text may have come to mean something else."""
LEAST_PART = Fraction(1, 100)
"""Of the year's spend: about texts that are less nobody is asked."""
SHARED_PART = Fraction(1, 4)
"""A year of which less lies in remembered texts has another chart of accounts, or another column was read."""


@dataclass(frozen=True)
class ChangedText:
    """A remembered text (normalised) of which `new_cents` of `cents` went to suppliers that it never had before."""

    text: str
    cents: int
    new_cents: int


@dataclass(frozen=True)
class MappingWarnings:
    """`shared` is the part of the year's euros with a text that lies in remembered texts, None where it says nothing."""

    changed: tuple[ChangedText, ...]
    shared: Fraction | None


def mapping_warnings(viewer: Viewer, monitor: Monitor, body: str, year: int) -> MappingWarnings:
    """What is odd about a year beside the years before it. Nothing where there is no year before, or nothing was decided."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        serving = submissions.serving(session, body)
        now = [one.id for one in serving if one.year == year]
        before = [one.id for one in serving if one.year < year]
        mapping = registers.knowledge(session, body)[1].mapping
        remembered = {evidence.normal_text(rule.text) for rule in mapping if rule.text and not rule.left_open}
        if not (now and before and remembered):
            return MappingWarnings((), None)
        rows = classes.text_euros(session, now, before)
    total = sum(row["cents"] for row in rows)
    known = [row for row in rows if row["category_text"] in remembered]
    shared = Fraction(sum(row["cents"] for row in known), total) if total else None
    changed = [
        ChangedText(row["category_text"], row["cents"], row["new_cents"])
        for row in known
        if row["seen"] and row["cents"] >= LEAST_PART * total and row["new_cents"] >= NEW_PART * row["cents"]
    ]
    return MappingWarnings(tuple(changed), shared if shared is not None and shared < SHARED_PART else None)
