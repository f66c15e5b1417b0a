"""Median and deciles, exact, and fewer of them for fewer bodies."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.compare import bands

shares = st.fractions(0, 1)


def test_under_five_bodies_there_is_only_a_count():
    result = bands([Fraction(1, 4)] * 4)
    assert result.bodies == 4
    assert result.median is result.lowest is result.highest is None
    assert result.deciles == {}


def test_five_to_seven_bodies_have_a_median_and_a_range():
    result = bands([Fraction(value) for value in (9, 1, 4, 2, 3)])
    assert (result.median, result.lowest, result.highest, result.deciles) == (3, 1, 9, {})


@pytest.mark.parametrize(
    ("count", "deciles"),
    [
        pytest.param(11, {10: 1, 25: Fraction(5, 2), 50: 5, 75: Fraction(15, 2), 90: 9}, id="0 to 10"),
        pytest.param(
            8,
            {10: Fraction(7, 10), 25: Fraction(7, 4), 50: Fraction(7, 2), 75: Fraction(21, 4), 90: Fraction(63, 10)},
            id="0 to 7",
        ),
    ],
)
def test_deciles_lie_between_the_order_statistics(count, deciles):
    assert bands(Fraction(value) for value in reversed(range(count))).deciles == deciles


@given(st.lists(shares, min_size=8, max_size=40))
def test_bands_are_ordered(values):
    result = bands(values)
    deciles = [result.deciles[part] for part in (10, 25, 50, 75, 90)]
    line = [result.lowest, *deciles, result.highest]
    assert line == sorted(line)
    assert result.median == result.deciles[50]
    assert sum(value <= result.median for value in values) * 2 >= len(values)


@given(st.lists(st.tuples(shares, shares).map(sorted), min_size=5, max_size=20))
def test_the_bands_of_proven_never_lie_above_those_of_possible(intervals):
    proven, possible = (bands(values) for values in zip(*intervals, strict=True))
    assert proven.median <= possible.median
    assert all(proven.deciles[part] <= possible.deciles[part] for part in proven.deciles)
