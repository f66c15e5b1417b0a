"""What a commitment expects in a year: worked example C and section 6 of semantics.md."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.commitment import expected, path_points
from kpi.model import Point
from tests.commitment.cases import percent, point, version

C = version(point(2020, 10), point(2015, 2))
C_MILESTONE = version(point(2020, 10), point(2015, 2), (point(2017, 3),))
C_STEPPED = version(point(2020, 10), point(2015, 2), (point(2017, 3),), path="stepped")
NO_BASELINE = version(point(2020, 10), None, (point(2017, 3),))
KEEP = version(point(2025, 50), point(2020, 60), (point(2022, 55),))


@pytest.mark.parametrize(
    ("promise", "year", "value"),
    [
        pytest.param(C, 2018, "6.8", id="example C, linear"),
        pytest.param(C_MILESTONE, 2018, Fraction(16, 3), id="example C, with a milestone"),
        pytest.param(C_STEPPED, 2018, 3, id="example C, stepped"),
        pytest.param(C, 2014, None, id="before the baseline nothing"),
        pytest.param(C, 2015, 2, id="in the baseline year the baseline"),
        pytest.param(C, 2020, 10, id="in the target year the target"),
        pytest.param(C, 2031, 10, id="after the target year still the target"),
        pytest.param(C_STEPPED, 2016, 2, id="stepped, before the first milestone"),
        pytest.param(C_STEPPED, 2019, 3, id="stepped, the year before the target"),
        pytest.param(NO_BASELINE, 2016, None, id="unknown baseline, before the first milestone"),
        pytest.param(NO_BASELINE, 2017, 3, id="unknown baseline, at the first milestone"),
        pytest.param(NO_BASELINE, 2018, Fraction(16, 3), id="unknown baseline, after the first milestone"),
        pytest.param(version(point(2020, 10)), 2019, None, id="unknown baseline, no milestone, before the target"),
        pytest.param(version(point(2020, 10)), 2020, 10, id="unknown baseline, no milestone, in the target year"),
        pytest.param(KEEP, 2019, None, id="keeping up, before the baseline"),
        pytest.param(KEEP, 2020, 50, id="keeping up, from the baseline on the target"),
        pytest.param(KEEP, 2022, 50, id="keeping up, whatever the milestones say"),
    ],
)
def test_expectation(promise, year, value):
    assert expected(promise, year, higher_is_better=True) == (None if value is None else percent(value))


@pytest.mark.parametrize(
    ("promise", "value"),
    [
        pytest.param(version(point(2024, 40), point(2020, 60)), 50, id="what must fall, falls in a straight line"),
        pytest.param(
            version(point(2024, 35), point(2020, 30)), 35, id="what is low enough, must stay under the target"
        ),
    ],
)
def test_expectation_where_less_is_better(promise, value):
    assert expected(promise, 2022, higher_is_better=False) == percent(value)


def test_path_points_leave_out_the_years_in_which_nothing_is_expected():
    assert path_points(C, 2013, 2016, higher_is_better=True) == (Point(2015, percent(2)), Point(2016, percent("3.6")))


@given(
    values=st.lists(st.fractions(0, 1), min_size=2, max_size=5),
    steps=st.lists(st.integers(1, 6), min_size=5, max_size=5),
    kind=st.sampled_from(["linear", "stepped"]),
    higher=st.booleans(),
)
def test_the_path_lies_between_its_points_and_passes_through_them(values, steps, kind, higher):
    years = [2010 + sum(steps[:index]) for index in range(len(values))]
    values = sorted(values, reverse=not higher)
    if values[0] == values[-1]:
        return
    baseline, *milestones, target = [Point(year, value) for year, value in zip(years, values, strict=True)]
    promise = version(target, baseline, tuple(milestones), kind)
    for point_ in (baseline, *milestones, target):
        assert expected(promise, point_.year, higher_is_better=higher) == point_.value
    path = [point_.value for point_ in path_points(promise, baseline.year, target.year + 3, higher_is_better=higher)]
    assert len(path) == target.year + 3 - baseline.year + 1
    assert path == sorted(path, reverse=not higher)
    assert min(values) <= min(path) <= max(path) <= max(values)
