"""Totals of a group: sums of sums, never a mean of percentages (semantics.md sections 4 and 9)."""

from __future__ import annotations

from kpi.compare.bands import ENOUGH_FOR_RANGE
from kpi.compare.comparison import Comparable
from kpi.model import Sums


def group_totals(group: Comparable) -> Sums | None:
    """The sums of the bodies that may be counted together, without those that are withheld; None under 5 bodies, and where
    sums do not add up: one supplier of two bodies is one supplier of the group.
    """
    if len(group.figures) < ENOUGH_FOR_RANGE or not all(figure.adds_up for figure in group.figures):
        return None
    return sum((figure.sums for figure in group.figures if figure.sums), Sums())
