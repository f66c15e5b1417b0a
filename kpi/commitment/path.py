"""What a commitment expects in a year (semantics.md section 6)."""

from __future__ import annotations

from fractions import Fraction

from kpi.model import CommitmentVersion, Point

PATH_KINDS = ("linear", "stepped")


def keeps_up(version: CommitmentVersion, *, higher_is_better: bool) -> bool:
    """Whether the baseline already meets the target: then the commitment is to keep it, and the path is flat."""
    if version.baseline is None:
        return False
    start, end = version.baseline.value, version.target.value
    return start >= end if higher_is_better else start <= end


def expected(version: CommitmentVersion, year: int, *, higher_is_better: bool) -> Fraction | None:
    """The value expected in a year, as a fraction of one or in the unit of the indicator; None where nothing is expected.

    Nothing is expected before the baseline year. With an unknown baseline nothing is expected before the first
    milestone, or before the target when there is none. In and after the target year the target is expected.
    """
    points = (*([version.baseline] if version.baseline else []), *version.milestones, version.target)
    if year < points[0].year:
        return None
    if year >= version.target.year or keeps_up(version, higher_is_better=higher_is_better):
        return version.target.value
    before = max((point for point in points if point.year <= year), key=lambda point: point.year)
    if version.path == "stepped":
        return before.value
    after = min((point for point in points if point.year > year), key=lambda point: point.year)
    part = Fraction(year - before.year, after.year - before.year)
    return before.value + (after.value - before.value) * part


def path_points(version: CommitmentVersion, first: int, last: int, *, higher_is_better: bool) -> tuple[Point, ...]:
    """The path from one year to another, both included, without the years in which nothing is expected."""
    values = ((year, expected(version, year, higher_is_better=higher_is_better)) for year in range(first, last + 1))
    return tuple(Point(year, value) for year, value in values if value is not None)
