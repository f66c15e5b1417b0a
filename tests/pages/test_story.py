"""The sentences of the overview."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi.model import Figure, Status, YearState
from pages.parts import opening, story
from tests.pages.make import commitment, figure, indicator, percent, version

A, T, B, M, C, N = (
    Status.ACHIEVED,
    Status.ON_TRACK,
    Status.BEHIND,
    Status.MISSED,
    Status.CANNOT_TELL_YET,
    Status.NO_DATA,
)


@pytest.mark.parametrize(
    ("statuses", "nl", "en"),
    [
        (
            [A] * 2 + [T] * 3 + [B] * 3 + [C] * 2 + [N],
            "Van de 11 ambities zijn er 2 gehaald en liggen er 3 op koers. Er lopen 3 achter. "
            "Van 2 is het nog niet te zeggen.",
            "Of 11 ambitions, 2 are achieved and 3 are on track. 3 are behind. For 2 we cannot tell yet.",
        ),
        (
            [A, B, M],
            "Van de 3 ambities is er 1 gehaald. Er loopt 1 achter. Er is 1 niet gehaald.",
            "Of 3 ambitions, 1 is achieved. 1 is behind. 1 is missed.",
        ),
        ([B, B, C], "Van de 3 ambities lopen er 2 achter. Van 1 is het nog niet te zeggen.",
         "Of 3 ambitions, 2 are behind. For 1 we cannot tell yet."),
        ([N, N], "Van de 2 ambities zijn er geen gegevens.", "For the 2 ambitions there are no data."),
        ([A, A, A], "De 3 ambities zijn gehaald.", "The 3 ambitions are achieved."),
        ([T], "De enige ambitie ligt op koers.", "The only ambition is on track."),
        ([], "Er zijn nog geen ambities vastgelegd.", "No ambitions have been recorded yet."),
    ],
    ids=["the picture", "one of each", "nothing reached", "no data only", "achieved only", "one ambition", "no ambitions"],
)  # fmt: skip
def test_the_headline_counts_in_words(statuses: list[Status], nl: str, en: str) -> None:
    figures = [figure(status) for status in statuses]

    assert (story.headline("nl", figures), story.headline("en", figures)) == (nl, en)


def test_the_headline_has_at_most_four_sentences() -> None:
    assert story.headline("en", [figure(status) for status in Status]).count(".") == 4


@pytest.mark.parametrize(("classified", "said"), [("43/100", True), ("599/1000", True), ("60/100", False)])
def test_too_little_classified_is_said_first(classified: str, said: bool) -> None:
    found = story.finding("nl", [figure(C)], Fraction(classified))

    assert found.startswith("Er is te weinig ingedeeld om iets te zeggen") is said


def test_the_tally_has_a_fixed_order_and_no_empty_groups() -> None:
    figures = [figure(status) for status in (N, B, A, B)]

    assert story.tally(figures) == [(A, 1), (B, 2), (N, 1)]


def test_the_largest_euros_ask_for_action_first() -> None:
    small = figure(B, gap_euro=Fraction(10))
    large = figure(C, to_settle=Fraction(500), gap_euro=Fraction(1))
    middle = figure(M, gap_euro=Fraction(100))
    fine = figure(T, gap_euro=None)

    assert story.worst_first([small, fine, large, middle]) == [large, middle, small]
    assert story.worst_first([small, large, middle], limit=2) == [large, middle]


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [
        (T, A, (1, 0)),
        (A, T, (0, 1)),
        (A, A, (0, 0)),
        (B, M, (0, 0)),
        (C, A, (0, 0)),
        (A, C, (0, 0)),
    ],
    ids=["reached", "fell", "stayed", "behind to missed", "could not be told before", "cannot be told now"],
)
def test_movement_counts_only_what_can_be_told_in_both_years(before: Status, now: Status, moved: tuple) -> None:
    earlier, later = figure(before, year=2024), figure(now, year=2025)

    found = story.moved([later], lambda _: [earlier, later], 2024)

    assert (found.achieved, found.fell_back) == moved


def test_where_nothing_asks_for_action_no_heading_says_so() -> None:
    assert opening.actions("nl", [figure(A)], lambda _: "") == '<p class="lead">Er is nu niets nodig.</p>'
    assert "Hier is iets te doen" in opening.actions("nl", [figure(B)], lambda _: "")


def test_where_nothing_asks_for_action_it_says_until_when() -> None:
    said = opening.actions("nl", [figure(A)], lambda _: "", next_due=date(2027, 3, 31))

    assert "Er is nu niets nodig. De volgende cijfers komen uiterlijk 31 maart 2027." in said


def test_the_cause_says_the_numbers_where_most_of_it_is_and_who_acts() -> None:
    made = commitment(version(next_move="directeur ICT"))
    whole = figure(B, made=made, gap=percent("2"), gap_euro=Fraction(2_400_000))
    little = figure(B, made=made, department="stad", gap_euro=Fraction(400_000))
    most = figure(B, made=made, department="ict", gap_euro=Fraction(1_900_000))
    fine = figure(A, made=made, department="ict")

    assert story.cause("nl", whole, [whole, little, most, fine]).replace("\N{NO-BREAK SPACE}", " ") == (
        "Verwacht nu is 8,4%, bewezen is 6,4%. Het grootste tekort is van ICT: € 1,9 mln. Aan zet: directeur ICT."
    )
    assert "tekort is van" not in story.cause("nl", most, [whole, little, most])


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (figure(M, gap=percent("3.6")), "Het doel was 10% in 2026, bewezen is 6,4%."),
        (figure(C, gap=percent("2")), "Verwacht nu is 8,4%; bewezen is 6,4%, mogelijk 12,0%."),
        (figure(C, expected=None), "the reason"),
        (figure(B, proven=None), "the reason"),
        (figure(B, of=indicator(more_is_better=False), gap=percent("2")), "the reason"),
    ],
    ids=["missed", "between the bounds", "nothing expected", "no value", "lower is better"],
)
def test_the_cause_is_the_reason_where_the_numbers_alone_do_not_say_it(found: Figure, said: str) -> None:
    assert story.cause("nl", found, []) == said


def test_achieved_since_is_the_first_of_an_unbroken_row() -> None:
    years = [figure(A, year=2021), figure(T, year=2022), figure(A, year=2023), figure(A, year=2024)]

    assert story.achieved_since(years, 2024) == 2023
    assert story.achieved_since(years, 2022) is None


def test_a_result_is_a_final_year_that_was_the_target_year_then() -> None:
    passed, coming = commitment(version(target=(2025, "10"))), commitment(version(target=(2030, "10")))
    result = figure(M, year=2025, made=passed)
    unfinished = figure(M, year=2025, made=passed, state=YearState.OPEN)
    later = figure(B, year=2025, made=coming)

    assert story.results([result, unfinished, later]) == [result]


def test_a_year_before_the_first_promise_says_from_when_it_holds() -> None:
    made = [commitment(version(decided=date(2026, 3, 4)))]
    assert story.not_in_force("nl", made, 2025) == "Over 2025 gold nog geen ambitie. De eerste geldt vanaf 2026."
    assert story.not_in_force("en", made, 2030) == "None of the recorded ambitions holds here in 2030."
