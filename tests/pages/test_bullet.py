"""Bullet rows: what they draw and say."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from kpi.model import Status
from pages.parts import bullet
from tests.pages.make import commitment, figure, indicator, version


def test_the_target_always_stands_at_four_fifths() -> None:
    for target in ("10", "75", "100"):
        assert 'class="target" x1="80.00%"' in bullet.bar(figure(target=target, proven="5", possible="9"))


def test_proven_is_solid_and_the_rest_up_to_possible_hatched() -> None:
    bar = bullet.bar(figure(proven="5", possible="10", target="10"))

    assert 'class="proven" x="0" y="9" width="40.00%"' in bar
    assert re.search(r'class="possible" x="40.00%".*?width="40.00%".*?url\(#hatch\)', bar)


def test_nothing_is_hatched_when_all_is_classified() -> None:
    shown = figure(proven="5", possible="5")

    assert "possible" not in bullet.bar(shown)
    assert "alles ingedeeld" in bullet.under_bar("nl", shown)


def test_a_value_past_the_edge_is_clipped_and_the_number_tells_the_rest() -> None:
    shown = figure(proven="40", possible="60", target="10")

    assert 'class="proven" x="0" y="9" width="100.00%"' in bullet.bar(shown)
    assert "<strong>40,0%</strong>" in bullet.under_bar("nl", shown)


def test_where_less_is_better_the_scale_reaches_the_value() -> None:
    bar = bullet.bar(figure(of=indicator(more_is_better=False), proven="30", possible="50", target="20"))

    assert 'class="target" x1="40.00%"' in bar


def test_no_value_is_an_empty_dashed_bar_with_the_reason() -> None:
    shown = figure(Status.NO_DATA, proven=None, possible=None)

    assert 'class="empty"' in bullet.bar(shown)
    assert 'class="expected"' not in bullet.bar(shown)
    assert "the reason" in bullet.under_bar("nl", shown)


@pytest.mark.parametrize(
    ("status", "judged", "nl", "en"),
    [
        (Status.ON_TRACK, {"ahead": Fraction(0)}, "precies op het pad", "exactly on the path"),
        (Status.ON_TRACK, {"ahead": Fraction(78, 1000)}, "7,8 procentpunt voor", "7.8 points ahead"),
        (Status.BEHIND, {"gap": Fraction(28, 100)}, "28,0 procentpunt tekort", "28.0 points short"),
        (Status.MISSED, {"gap": Fraction(31, 1000)}, "3,1 procentpunt tekort", "3.1 points short"),
        (Status.CANNOT_TELL_YET, {"to_settle": Fraction(6_600_000)}, "eerst € 6,6 mln indelen", "first €6.6m to classify"),
        (Status.CANNOT_TELL_YET, {}, "the reason", "the reason"),
        (Status.NO_DATA, {}, "", ""),
        (Status.WITHHELD, {}, "te weinig leveranciers", "too few suppliers"),
    ],
    ids=["on it", "ahead", "short", "missed", "to settle", "no path yet", "no data", "withheld"],
)  # fmt: skip
def test_the_second_line_says_how_far_or_what_settles_it(status: Status, judged: dict, nl: str, en: str) -> None:
    shown = figure(status, **judged)

    assert bullet.second_line("nl", shown).replace("\u00a0", " ") == nl
    assert bullet.second_line("en", shown) == en


def test_achieved_says_since_when() -> None:
    assert bullet.second_line("nl", figure(Status.ACHIEVED), achieved_since=2024) == "sinds 2024"


def test_the_trend_says_its_ends_to_who_cannot_see_it() -> None:
    years = [figure(year=2021, proven="2.1", possible="4"), figure(year=2025)]

    line = bullet.trend_line("nl", bullet.trend(years), indicator())

    assert "Van 2,1% in 2021 naar 6,4% in 2025" in line
    assert 'class="proven-line"' in line


def test_one_year_is_no_trend() -> None:
    assert "geen reeks" in bullet.trend_line("nl", bullet.trend([figure()]), indicator())


def test_years_without_a_value_are_left_out_of_the_trend() -> None:
    assert bullet.trend([figure(year=2024, proven=None, possible=None), figure(year=2025)]).years == (2025,)


def test_a_row_escapes_what_it_shows() -> None:
    row = bullet.row("nl", figure(), 'ambitie?id="><script>', bullet.trend([]))

    assert "<script>" not in row
    assert "&lt;script&gt;" in row


def test_less_is_better_says_at_least_and_at_most() -> None:
    shown = figure(of=indicator(more_is_better=False), proven="30", possible="50.01")

    assert bullet.under_bar("nl", shown) == (
        "<span>ten minste <strong>30,0%</strong></span><span>ten hoogste 50,1%</span>"
    )
    assert "minder is beter" in bullet.goal("nl", shown)


@pytest.mark.parametrize(("baseline", "nl"), [(None, "beginstand onbekend"), ((2026, "2"), "nog niets verwacht")])
def test_before_anything_is_expected_the_second_line_says_why(baseline: tuple | None, nl: str) -> None:
    shown = figure(Status.CANNOT_TELL_YET, expected=None, made=commitment(version(baseline=baseline)))

    assert bullet.second_line("nl", shown) == nl
