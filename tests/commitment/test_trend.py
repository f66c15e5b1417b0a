"""Change and forecast (semantics.md section 8)."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.commitment import change, forecast
from kpi.commitment.trend import T_90
from kpi.model import Body, BodyKind, Figure, Judgement, Message, Status, YearState
from tests.commitment.cases import indicator, percent, point, share, sums, version

BODY = Body("veldwijk", "Veldwijk", BodyKind.MUNICIPALITY)
NO_JUDGEMENT = Judgement(Status.CANNOT_TELL_YET, "no_commitment", Message("", ""))
DOWN = indicator(higher_is_better=False)


def figure(year, proven, possible=None, indicator_=None, year_state=YearState.FINAL, **more):
    counted = sums(proven, proven if possible is None else possible)
    return Figure(BODY, indicator_ or indicator(), year, year_state, counted, share(counted), NO_JUDGEMENT, **more)


@pytest.mark.parametrize(
    ("before", "after", "indicator_", "difference", "word"),
    [
        pytest.param((5, 7), (8, 9), None, 3, "progress", id="intervals apart, upwards"),
        pytest.param((5, 7), (2, 4), None, -3, "decline", id="intervals apart, downwards"),
        pytest.param((5, 7), (6, 7), None, 1, "more_is_known", id="intervals overlap"),
        pytest.param((5, 7), (7, 9), None, 2, "more_is_known", id="intervals touch"),
        pytest.param((5, 7), (2, 4), DOWN, -3, "progress", id="less is better, downwards"),
        pytest.param((5, 7), (8, 9), DOWN, 2, "decline", id="less is better, upwards"),
    ],
)
def test_change(before, after, indicator_, difference, word):
    result = change(figure(2021, *before, indicator_), figure(2022, *after, indicator_))
    assert (result.previous_year, result.difference, result.word) == (2021, percent(difference), word)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"indicator_": indicator(version=2)}, id="another definition"),
        pytest.param({"amount_basis": "gross"}, id="another amount basis"),
        pytest.param({"year_basis": "invoice"}, id="another year basis"),
    ],
)
def test_years_that_are_counted_differently_are_not_compared(other):
    assert change(figure(2021, 5), figure(2022, 9, **other)).word == "not_comparable"


@pytest.mark.parametrize("state", [YearState.OPEN, YearState.PROVISIONAL])
def test_only_final_years_have_a_change(state):
    assert change(figure(2021, 5), figure(2022, 9, year_state=state)) is None
    assert change(figure(2021, 5, year_state=state), figure(2022, 9)) is None


def test_the_forecast_of_a_straight_line_is_that_line():
    result = forecast([figure(2018, 2), figure(2019, 4), figure(2020, 6)], version(point(2024, 13)))
    assert result.points == tuple(
        (year, percent(value), percent(value), percent(value))
        for year, value in [(2021, 8), (2022, 10), (2023, 12), (2024, 14)]
    )
    assert result.target_reached_in == 2024


def test_the_forecast_of_a_worked_example():
    """32, 35, 35 % in 2018 to 2020: mean 34, slope 1.5, residual sum of squares 1.5 on one degree of freedom."""
    result = forecast([figure(2018, 32), figure(2019, 35), figure(2020, 35)], version(point(2021, 40)))
    year, line, low, high = result.points[0]
    half = 3.078 * math.sqrt(1.5 * (1 + 1 / 3 + 4 / 2)) / 100
    assert (year, line) == (2021, percent(37))
    assert float(high - line) == pytest.approx(half, abs=1e-8)
    assert float(line - low) == pytest.approx(half, abs=1e-8)
    assert result.target_reached_in == 2023


@pytest.mark.parametrize(
    ("values", "promise", "indicator_", "reached"),
    [
        pytest.param((6, 4, 2), version(point(2024, 10)), None, None, id="not with this trend"),
        pytest.param((4, 4, 4), version(point(2024, 10)), None, None, id="no trend at all"),
        pytest.param((8, 10, 12), version(point(2024, 10)), None, 2020, id="reached already"),
        pytest.param((60, 50, 40), version(point(2024, 15)), DOWN, 2023, id="less is better"),
        pytest.param((1, 1, "1.01"), version(point(2024, 90)), None, None, id="too far away to say"),
        pytest.param((2, 4, 6), None, None, None, id="no commitment"),
    ],
)
def test_the_year_in_which_the_target_is_reached(values, promise, indicator_, reached):
    years = zip((2018, 2019, 2020), values, strict=True)
    result = forecast([figure(year, value, indicator_=indicator_) for year, value in years], promise)
    assert result.target_reached_in == reached


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([figure(2019, 1), figure(2020, 2)], id="two years"),
        pytest.param([figure(2018, 1), figure(2019, 2), figure(2020, 3, year_state=YearState.PROVISIONAL)], id="two final years"),
        pytest.param([figure(2018, 1), figure(2019, 2), figure(2020, 3, indicator_=indicator(version=2))], id="a new definition"),
        pytest.param([figure(2018, 1), figure(2019, 2), figure(2020, 3, amount_basis="gross")], id="another amount basis"),
        pytest.param([], id="nothing"),
    ],
)  # fmt: skip
def test_no_forecast_without_three_comparable_final_years(figures):
    assert forecast(figures, version(point(2024, 10))) is None


@given(values=st.lists(st.integers(0, 100), min_size=3, max_size=8), higher=st.booleans())
def test_a_forecast_stays_within_its_interval_and_within_0_and_100_percent(values, higher):
    figures = [
        figure(2010 + place, value, indicator_=indicator(higher_is_better=higher)) for place, value in enumerate(values)
    ]
    for _, line, low, high in forecast(figures, version(point(2025, 50))).points:
        assert 0 <= low <= line <= high <= 1
        assert all(isinstance(each, Fraction) for each in (low, line, high))


@pytest.mark.parametrize("degrees", range(1, len(T_90) + 1))
def test_the_t_quantiles_leave_a_tenth_above_them(degrees):
    constant = math.gamma((degrees + 1) / 2) / (math.sqrt(degrees * math.pi) * math.gamma(degrees / 2))
    steps, quantile = 2_000, T_90[degrees - 1]
    width = quantile / steps
    density = [constant * (1 + (place * width) ** 2 / degrees) ** (-(degrees + 1) / 2) for place in range(steps + 1)]
    simpson = width / 3 * (density[0] + density[-1] + 4 * sum(density[1:-1:2]) + 2 * sum(density[2:-1:2]))
    assert 0.5 + simpson == pytest.approx(0.90, abs=2e-4)
