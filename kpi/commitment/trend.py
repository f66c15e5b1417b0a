"""Change between years, and a forecast (semantics.md section 8)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from kpi.model import Change, CommitmentVersion, Figure, Forecast, Indicator, YearState

YEARS_AHEAD = 25
"""A line through a few years says nothing about a later generation: beyond this the target counts as not reached."""

T_90 = (
    3.078, 1.886, 1.638, 1.533, 1.476, 1.440, 1.415, 1.397, 1.383, 1.372,
    1.363, 1.356, 1.350, 1.345, 1.341, 1.337, 1.333, 1.330, 1.328, 1.325,
)  # fmt: skip
"""The 0.90 quantile of Student's t for 1 to 20 degrees of freedom, which bounds 80 % on two sides.

Source: NIST/SEMATECH e-Handbook of Statistical Methods, table 1.3.6.7.2. A test computes them again.
"""


def change(previous: Figure, current: Figure) -> Change | None:
    """The change from one final year to another, as a fraction of one; None where either is not final or has no value.

    Progress or decline only where the intervals of the two years do not overlap. Where the definition, the amount basis
    or the year basis differs the word is `not_comparable`, and the difference, which would mean nothing, is zero.
    """
    before, after = _interval(previous), _interval(current)
    if before is None or after is None:
        return None
    if not _comparable(previous, current):
        return Change(previous.year, Fraction(0), "not_comparable")
    up = current.indicator.higher_is_better
    difference = after.low - before.low if up else after.high - before.high
    if after.low > before.high:
        word = "progress" if up else "decline"
    elif after.high < before.low:
        word = "decline" if up else "progress"
    else:
        word = "more_is_known"
    return Change(previous.year, difference, word)


def forecast(figures: Iterable[Figure], version: CommitmentVersion | None = None) -> Forecast | None:
    """A least-squares line through the judged bounds of at least three final years, with its 80 % prediction interval.

    The figures are of one body (or department) and indicator. Years that are not comparable with the latest are left
    out. The points run from the year after the latest to the target year, or at least two years. Values are fractions of
    one, clipped to 0..1. The line is exact; only the interval is computed in floats, and kept to nine decimals.
    """
    final = sorted((figure for figure in figures if _interval(figure)), key=lambda figure: figure.year)
    if not final:
        return None
    latest = final[-1]
    indicator = latest.indicator
    values = {figure.year: _judged(figure) for figure in final if _comparable(figure, latest)}
    if len(values) < 3:
        return None
    line = _fit(values)
    until = max(latest.year + 2, version.target.year if version else 0)
    points = []
    for year in range(latest.year + 1, until + 1):
        value, half = line.at(year), line.half_width(year)
        bounds = (_clip(value - half, indicator), _clip(value + half, indicator))
        points.append((year, _clip(value, indicator), *bounds))
    return Forecast(tuple(points), _reached_in(line, latest.year, version, indicator))


class _Interval(NamedTuple):
    low: Fraction
    high: Fraction


def _interval(figure: Figure) -> _Interval | None:
    share = figure.share
    if figure.year_state is not YearState.FINAL or share is None or share.proven is None or share.possible is None:
        return None
    return _Interval(share.proven, share.possible)


def _judged(figure: Figure) -> Fraction:
    interval = _interval(figure)
    assert interval is not None
    return interval.low if figure.indicator.higher_is_better else interval.high


def _comparable(one: Figure, other: Figure) -> bool:
    return (one.indicator.version, one.amount_basis, one.year_basis) == (
        other.indicator.version,
        other.amount_basis,
        other.year_basis,
    )


class _Line(NamedTuple):
    """A fitted line: value at the mean year, slope a year, and what the prediction interval needs."""

    years: int
    mean_year: Fraction
    mean: Fraction
    slope: Fraction
    spread: Fraction  # sum of squared distances of the years to their mean
    variance: Fraction  # of the residuals

    def at(self, year: int) -> Fraction:
        return self.mean + self.slope * (year - self.mean_year)

    def half_width(self, year: int) -> Fraction:
        quantile = T_90[min(self.years - 2, len(T_90)) - 1]
        factor = self.variance * (1 + Fraction(1, self.years) + (year - self.mean_year) ** 2 / self.spread)
        return Fraction(round(quantile * math.sqrt(factor) * 10**9), 10**9)


def _fit(values: dict[int, Fraction]) -> _Line:
    count = len(values)
    mean_year = Fraction(sum(values), count)
    mean = sum(values.values(), Fraction(0)) / count
    spread = sum(((year - mean_year) ** 2 for year in values), Fraction(0))
    slope = sum(((year - mean_year) * (value - mean) for year, value in values.items()), Fraction(0)) / spread
    squares = sum(((value - mean - slope * (year - mean_year)) ** 2 for year, value in values.items()), Fraction(0))
    return _Line(count, mean_year, mean, slope, spread, squares / (count - 2))


def _clip(value: Fraction, indicator: Indicator) -> Fraction:
    return min(max(value, Fraction(0)), Fraction(1)) if indicator.unit == "share" else value


def _reached_in(line: _Line, latest: int, version: CommitmentVersion | None, indicator: Indicator) -> int | None:
    """The first year from the latest on in which the line reaches the target."""
    if version is None:
        return None
    for year in range(latest, latest + YEARS_AHEAD + 1):
        value = line.at(year)
        if value >= version.target.value if indicator.higher_is_better else value <= version.target.value:
            return year
    return None
