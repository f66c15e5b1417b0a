"""Figures as a reader sees them: rounded towards the unfavourable side, and never without their word."""

from __future__ import annotations

from fractions import Fraction

from kpi.language import count, euro, points, text
from kpi.wording import bound, coverage, distance, expectation, interval, of_sums, period, target, value, worse_side

__all__ = [
    "bound",
    "coverage",
    "distance",
    "euro_of_cents",
    "expectation",
    "interval",
    "of_all",
    "of_sums",
    "percentage_points",
    "period",
    "target",
    "value",
    "worse_side",
]


def percentage_points(language: str, exact: Fraction, side: str = "up") -> str:
    """ "2,0 procentpunt"."""
    return text(language, "{points} percentage points", points=points(language, exact, side))


def euro_of_cents(language: str, cents: int) -> str:
    """Cents as a headline amount: € 6,6 mln."""
    return euro(language, Fraction(cents, 100))


def of_all(language: str, part: int, whole: int) -> str:
    """ "144 van 342"."""
    return text(language, "{part} of {whole}", part=count(language, part), whole=count(language, whole))
