"""Median and deciles of exact fractions (semantics.md section 9)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from kpi.model import Bands

DECILES = (10, 25, 50, 75, 90)
ENOUGH_FOR_DECILES = 8
ENOUGH_FOR_RANGE = 5


def bands(values: Iterable[Fraction]) -> Bands:
    """Median, range and deciles: all of them from 8 bodies on, 5 to 7 without deciles, under 5 nothing but the count."""
    ordered = sorted(values, key=by_size)
    count = len(ordered)
    if count < ENOUGH_FOR_RANGE:
        return Bands(count)
    deciles = {part: quantile(ordered, Fraction(part, 100)) for part in DECILES if count >= ENOUGH_FOR_DECILES}
    return Bands(count, quantile(ordered, Fraction(1, 2)), ordered[0], ordered[-1], deciles)


def by_size(value: Fraction) -> tuple[float, Fraction]:
    """What to compare a value by: its nearest float first, which never turns two around. Comparing fractions takes ten times as long."""
    return float(value), value


def quantile(ordered: list[Fraction], part: Fraction) -> Fraction:
    """Linear interpolation between order statistics: at 0 the first value, at 1 the last."""
    place = (len(ordered) - 1) * part
    below = place.numerator // place.denominator
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
