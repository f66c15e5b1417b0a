"""Figures as a reader sees them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi.language import euro
from kpi.model import YearState
from pages.parts import numbers
from tests.pages.make import figure, indicator, percent


@pytest.mark.parametrize(
    ("exact", "more_is_better", "shown"),
    [("9.96", True, "9,9%"), ("9.96", False, "10,0%"), ("0", True, "0%"), ("100", True, "100%")],
)
def test_a_bound_is_rounded_to_the_unfavourable_side(exact: str, more_is_better: bool, shown: str) -> None:
    assert numbers.bound("nl", indicator(more_is_better=more_is_better), percent(exact)) == shown


def test_an_expectation_is_rounded_so_that_it_is_not_met_too_soon() -> None:
    assert numbers.expectation("nl", indicator(), Fraction(16, 300)) == "5,4%"
    assert numbers.expectation("nl", indicator(more_is_better=False), Fraction(16, 300)) == "5,3%"


def test_a_target_is_written_as_decided() -> None:
    assert numbers.target("nl", indicator(), percent("10")) == "10%"
    assert numbers.target("nl", indicator(), percent("12.5")) == "12,5%"


def test_an_interval_has_one_value_when_its_bounds_read_the_same() -> None:
    assert numbers.interval("nl", figure()) == "6,4%–12,0%"
    assert numbers.interval("nl", figure(proven="6.4", possible="6.4")) == "6,4%"
    assert numbers.interval("nl", figure(proven=None, possible=None)) == "–"


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (118_440_000, "€ 118,4 mln"),
        (995_000, "€ 1,0 mln"),
        (770_000, "€ 770.000"),
        (145_640, "€ 146.000"),
        (86_350, "€ 86.400"),
        (7_570, "€ 7.570"),
    ],
)
def test_amounts_under_a_million_keep_three_digits_so_that_parts_visibly_add_up(exact: int, shown: str) -> None:
    assert euro("nl", exact).replace("\u00a0", " ") == shown


def test_a_quantity_has_its_unit() -> None:
    assert numbers.bound("nl", indicator(unit="kWh"), Fraction(123_456)) == "123.456\u00a0kWh"


@pytest.mark.parametrize(
    ("state", "nl", "en"),
    [
        (YearState.FINAL, "2025 (definitief)", "2025 (final)"),
        (YearState.PROVISIONAL, "2025 (voorlopig)", "2025 (provisional)"),
        (YearState.OPEN, "2025 (nog niet compleet)", "2025 (not complete)"),
        (None, "2025", "2025"),
    ],
)
def test_a_year_says_how_far_it_is(state: YearState | None, nl: str, en: str) -> None:
    assert (numbers.period("nl", 2025, state), numbers.period("en", 2025, state)) == (nl, en)


@pytest.mark.parametrize(
    ("state", "until", "nl", "en"),
    [
        (
            YearState.PROVISIONAL,
            date(2026, 9, 30),
            "2026 (voorlopig, t/m september)",
            "2026 (provisional, to September)",
        ),
        (YearState.OPEN, date(2026, 3, 2), "2026 (nog niet compleet, t/m maart)", "2026 (not complete, to March)"),
        (YearState.PROVISIONAL, date(2026, 12, 1), "2026 (voorlopig)", "2026 (provisional)"),
    ],
)
def test_a_year_that_is_not_final_says_up_to_which_month_it_goes(
    state: YearState, until: date, nl: str, en: str
) -> None:
    assert (numbers.period("nl", 2026, state, until), numbers.period("en", 2026, state, until)) == (nl, en)
