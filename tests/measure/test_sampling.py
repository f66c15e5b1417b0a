"""Monetary unit sampling: who is selected with which chance, and whether the interval holds as often as it says."""

from __future__ import annotations

import random
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import binomial_interval, draw, error_rate, sampling_interval
from kpi.measure.sampling import LEAST_UNITS

FIVE = Fraction(5, 100)
VALUES = st.lists(st.integers(1, 10**15), min_size=1, max_size=60)


def named(values: list[int]) -> list[str]:
    return [f"line {number}" for number in range(len(values))]


@settings(max_examples=50)
@given(VALUES, st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_sample_in_whatever_order_the_lines_come(values, seed, shuffle) -> None:
    keys = named(values)
    first = draw(keys, values, seed, FIVE)
    order = list(range(len(values)))
    shuffle.shuffle(order)
    second = draw([keys[place] for place in order], [values[place] for place in order], seed, FIVE)

    assert [keys[place] for place in first.selected] == [keys[order[place]] for place in second.selected]


@settings(max_examples=50)
@given(VALUES, st.integers(0, 10**6))
def test_every_amount_of_at_least_the_interval_is_always_selected(values, seed) -> None:
    drawn = draw(named(values), values, seed, FIVE)

    assert {place for place, value in enumerate(values) if value >= drawn.interval} == drawn.always
    assert drawn.always <= set(drawn.selected)
    assert len(set(drawn.selected)) == len(drawn.selected)


@settings(max_examples=50)
@given(VALUES, st.sampled_from([Fraction(1, 100), FIVE, Fraction(1, 2), Fraction(1)]))
def test_the_interval_is_the_largest_with_which_enough_is_expected(values, part) -> None:
    interval = sampling_interval(values, part)

    def expected(length: int) -> tuple[Fraction, Fraction]:
        chances = [min(Fraction(1), Fraction(value, length)) for value in values]
        return sum(value * chance for value, chance in zip(values, chances, strict=True)), sum(chances)

    def enough(length: int) -> bool:
        held, units = expected(length)
        return held >= part * sum(values) and units >= min(LEAST_UNITS, len(values))

    assert enough(interval)
    assert interval == sum(values) or not enough(interval + 1)


def test_the_chance_to_be_selected_is_proportional_to_the_amount() -> None:
    """Over many seeds each line is selected as often as its amount over the interval says, within five standard errors."""
    values = [100 * number for number in range(1, 201)]
    keys, seeds = named(values), 2_000
    counts = [0] * len(values)
    for seed in range(seeds):
        drawn = draw(keys, values, seed, FIVE)
        for place in drawn.selected:
            counts[place] += 1
    interval = sampling_interval(values, FIVE)

    assert max(values) < interval
    for value, found in zip(values, counts, strict=True):
        chance = value / interval
        assert abs(found - seeds * chance) <= 5 * (seeds * chance * (1 - chance)) ** 0.5 + 1


def test_few_lines_are_all_selected() -> None:
    values = [5, 1_000, 20]
    assert draw(named(values), values, 1, FIVE).selected == (1, 2, 0)


def test_equal_lines_give_five_percent_of_them() -> None:
    values = [1_000] * 2_000
    assert len(draw(named(values), values, 3, FIVE).selected) == 100


def test_nothing_claimed_gives_nothing() -> None:
    assert draw([], [], 1, FIVE).selected == ()


@pytest.mark.parametrize(
    ("found", "number", "low", "high"),
    [
        (0, 59, 0.0, 0.06060),  # tables of Clopper and Pearson, 95 % two-sided
        (1, 10, 0.00253, 0.44502),
        (5, 10, 0.18709, 0.81291),
        (10, 10, 0.69150, 1.0),
        (3, 100, 0.00623, 0.08518),
        (0, 1, 0.0, 0.975),
    ],
)
def test_the_exact_binomial_interval_is_that_of_the_tables(found: int, number: int, low: float, high: float) -> None:
    bounds = binomial_interval(found, number)

    assert [round(float(bound), 4) for bound in bounds] == pytest.approx([low, high], abs=1.01e-4)


def test_of_no_draws_nothing_is_known() -> None:
    assert binomial_interval(0, 0) == (0, 1)


def test_large_numbers_are_no_trouble() -> None:
    low, high = binomial_interval(2_500, 5_000)
    assert 0.485 < low < Fraction(1, 2) < high < 0.515


@pytest.mark.parametrize(
    ("total", "always", "others", "expected"),
    [
        pytest.param(100, [(60, True), (40, False)], [], (Fraction(60, 100), Fraction(60, 100), Fraction(60, 100)), id="all is known exactly"),
        pytest.param(100, [(60, None), (40, False)], [], (0, Fraction(60, 100), None), id="what is not checked may be either"),
        pytest.param(0, [], [], (0, 0, None), id="nothing claimed"),
        pytest.param(100, [], [], (0, 1, None), id="nothing selected"),
    ],
)  # fmt: skip
def test_what_is_always_selected_is_not_extrapolated(total, always, others, expected) -> None:
    found = error_rate(total, always, others)

    assert (found.low, found.high, found.estimate) == expected


def test_the_rest_is_extrapolated_and_added() -> None:
    found = error_rate(1_000, [(400, True)], [True, *[False] * 9])
    low, high = binomial_interval(1, 10)

    assert found.estimate == Fraction(400 + 60, 1_000)
    assert (found.low, found.high) == ((400 + 600 * low) / 1_000, (400 + 600 * high) / 1_000)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(1, 10**9), st.sampled_from([True, False, None])), max_size=5),
    st.lists(st.sampled_from([True, False, None]), max_size=30),
    st.integers(1, 10**9),
    st.booleans(),
)
def test_checking_more_never_widens_the_interval(always, others, rest, rejected) -> None:
    total = rest + sum(value for value, _ in always)
    before = error_rate(total, always, others)
    after = error_rate(
        total,
        [(value, rejected if found is None else found) for value, found in always],
        [rejected if found is None else found for found in others],
    )

    assert before.low <= after.low <= after.high <= before.high
    assert after.estimate is None or after.low <= after.estimate <= after.high


@pytest.mark.parametrize(
    ("spread", "wrong"),
    [
        pytest.param(0.0, 0.05, id="equal amounts, few wrong"),
        pytest.param(1.5, 0.02, id="skewed amounts, very few wrong"),
        pytest.param(1.5, 0.20, id="skewed amounts, many wrong"),
        pytest.param(2.5, 0.10, id="very skewed amounts"),
        pytest.param(1.5, 0.0, id="nothing wrong"),
    ],
)
def test_the_interval_holds_at_least_as_often_as_it_says(spread: float, wrong: float) -> None:
    """Populations with fixed seeds, sampled again and again: the true part that is wrong lies within the interval in 95 % of the
    samples, less three standard errors of the simulation.
    """
    chance = random.Random(20261126)
    values = [int(10_000 * chance.lognormvariate(0, spread)) + 1 for _ in range(600)]
    rejected = [chance.random() < wrong for _ in values]
    truth = Fraction(sum(value for value, no in zip(values, rejected, strict=True) if no), sum(values))
    keys, samples, held = named(values), 300, 0
    for seed in range(samples):
        drawn = draw(keys, values, seed, FIVE)
        found = error_rate(
            sum(values),
            [(values[place], rejected[place]) for place in drawn.selected if place in drawn.always],
            [rejected[place] for place in drawn.selected if place not in drawn.always],
        )
        held += found.low <= truth <= found.high

    assert held >= samples * 0.95 - 3 * (samples * 0.95 * 0.05) ** 0.5


def test_the_estimate_is_right_on_average() -> None:
    chance = random.Random(7)
    values = [int(10_000 * chance.lognormvariate(0, 1)) + 1 for _ in range(400)]
    rejected = [chance.random() < 0.3 for _ in values]
    truth = sum(value for value, no in zip(values, rejected, strict=True) if no) / sum(values)
    estimates = []
    for seed in range(300):
        drawn = draw(named(values), values, seed, FIVE)
        found = error_rate(
            sum(values),
            [(values[place], rejected[place]) for place in drawn.selected if place in drawn.always],
            [rejected[place] for place in drawn.selected if place not in drawn.always],
        )
        assert found.estimate is not None
        estimates.append(float(found.estimate))

    assert sum(estimates) / len(estimates) == pytest.approx(truth, abs=0.02)
