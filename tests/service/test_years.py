"""A year and its parts, as semantics.md sections 1, 7 and 9 have it: a table of what was done and what the year is then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi import service
from kpi.model import Refusal, Role, SubmissionState, Viewer, YearState
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, CONTROLLER, NET

NAME, YEAR = "gemeente-proef", 2024
OPEN, PROVISIONAL, FINAL = YearState.OPEN, YearState.PROVISIONAL, YearState.FINAL
HEADER = "Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw\n"
OTHER = Viewer("carla", Role.CONTROLLER, NAME)


def act(monitor: Monitor, done: str) -> None:
    """One step: "Q1=100" submits 100 euros as that part, "Q1=100!" as the last of the year; "certify", "certify Q1", "reopen",
    "reopen Q1", "withdraw Q1".
    """
    verb, _, part = done.partition(" ")
    if "=" in done:
        name, amount = done.split("=")
        rows = f"Bureau Proef;{name}-1;14-02-2024;BV;Advies;{amount.strip('!')},00\nBureau Proef;{name}-2;15-02-2024;BV;Advies;1,00\n"
        whole = True if amount.endswith("!") else None
        service.submit(BUYER, monitor, NAME, YEAR, "a.csv", (HEADER + rows).encode(), name, NET, whole)
    elif verb == "certify":
        service.certify(CONTROLLER, monitor, NAME, YEAR, part or None)
    elif verb == "reopen":
        service.reopen(CONTROLLER, monitor, NAME, YEAR, "fout gevonden", part or None)
    else:
        serving = (SubmissionState.SUBMITTED, SubmissionState.REOPENED)
        found = service.submissions(BUYER, monitor, NAME, YEAR)
        one = next(one for one in found if one.part == part and one.state in serving)
        service.withdraw(BUYER, monitor, one.id, "verkeerd bestand")


def year_of(monitor: Monitor) -> tuple[YearState, int, bool]:
    """How far the year is, its spend in euros, and whether it must be certified again."""
    spend = service.spend(BUYER, monitor, NAME)[YEAR].cents // 100
    return (
        service.years(BUYER, monitor, NAME)[YEAR],
        spend,
        service.year_parts(BUYER, monitor, NAME, YEAR).certify_again,
    )


@pytest.mark.parametrize(
    ("done", "state", "euros", "again"),
    [
        pytest.param(["all=100"], PROVISIONAL, 101, False, id="the whole year is complete, not certified"),
        pytest.param(["all=100", "certify"], FINAL, 101, False, id="certified"),
        pytest.param(["Q1=100"], OPEN, 101, False, id="a part is not the year"),
        pytest.param(["Q1=100", "Q2=50!"], PROVISIONAL, 152, False, id="parts add up; the last makes it whole"),
        pytest.param(["Q1=100", "Q1=70"], OPEN, 71, False, id="a corrected part replaces itself"),
        pytest.param(["Q1=100", "certify Q1"], OPEN, 101, False, id="a certified part is not a certified year"),
        pytest.param(["Q1=100", "certify"], FINAL, 101, False, id="whoever certifies the year declares it whole"),
        pytest.param(["Q1=100", "Q2=50!", "certify", "reopen Q1"], FINAL, 152, True, id="reopened: the certified figures serve"),
        pytest.param(["Q1=100", "Q2=50!", "certify", "reopen Q1", "Q1=70"], PROVISIONAL, 122, True, id="replaced: provisional"),
        pytest.param(["Q1=100", "Q2=50!", "certify", "reopen Q1", "Q1=70", "certify"], FINAL, 122, False, id="certified again"),
        pytest.param(["Q1=100", "certify", "reopen", "Q2=50"], PROVISIONAL, 152, True, id="a late part after reopening"),
        pytest.param(["Q1=100", "certify", "reopen", "certify"], FINAL, 101, False, id="reopened and certified unchanged"),
        pytest.param(["Q1=100", "Q2=50!", "withdraw Q1"], OPEN, 51, False, id="a year that lost a part is whole no longer"),
        pytest.param(["Q1=100", "Q2=50!", "certify", "reopen Q1", "withdraw Q1"], OPEN, 51, False, id="also where the rest is certified"),
        pytest.param(["Q1=100", "Q2=50!", "withdraw Q1", "Q1=80", "certify"], FINAL, 132, False, id="and whole again once it is declared"),
    ],
)  # fmt: skip
def test_what_was_done_makes_the_year_what_it_is(
    monitor: Monitor, done: list[str], state: YearState, euros: int, again: bool
) -> None:
    for step in done:
        act(monitor, step)
    assert year_of(monitor) == (state, euros, again)


@pytest.mark.parametrize(
    ("done", "refused_step", "code"),
    [
        pytest.param(["all=100"], "Q1=5", "whole_beside_part", id="a part beside the whole"),
        pytest.param(["Q1=100"], "all=5", "whole_beside_part", id="the whole beside a part"),
        pytest.param(["all=100", "certify"], "all=5", "year_is_certified", id="a correction of a certified year"),
        pytest.param(["Q1=100", "certify"], "Q2=5", "year_is_certified", id="a late part of a certified year"),
        pytest.param(["Q1=100", "Q2=50!", "certify", "reopen Q1"], "Q3=5", "year_is_certified", id="a late part, another reopened"),
        pytest.param(["Q1=100"], "reopen", "nothing_to_reopen", id="nothing to reopen"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_changes_nothing(
    monitor: Monitor, done: list[str], refused_step: str, code: str
) -> None:
    for step in done:
        act(monitor, step)
    before = service.status(monitor), service.submissions(BUYER, monitor, NAME)
    with pytest.raises(Refusal) as refused:
        act(monitor, refused_step)
    assert refused.value.code == code
    assert (service.status(monitor), service.submissions(BUYER, monitor, NAME)) == before


def expect_parts(monitor: Monitor, *parts: str) -> None:
    service.save_body(BUYER, monitor, replace(monitor.body(NAME), parts=parts))


def test_the_last_of_the_expected_parts_makes_the_year_whole(monitor: Monitor) -> None:
    expect_parts(monitor, "Q1", "Q2")
    act(monitor, "q1=100")
    assert service.year_parts(BUYER, monitor, NAME, YEAR).missing == ("Q2",)
    assert year_of(monitor)[0] is OPEN
    act(monitor, "Q2=50")
    assert service.year_parts(BUYER, monitor, NAME, YEAR).missing == ()
    assert year_of(monitor)[0] is PROVISIONAL


@pytest.mark.parametrize("step", ["Q2=50!", "certify"])
def test_a_year_without_an_expected_part_is_not_whole_whoever_says_so(monitor: Monitor, step: str) -> None:
    expect_parts(monitor, "Q1", "Q2", "Q3")
    act(monitor, "Q1=100")
    with pytest.raises(Refusal) as refused:
        act(monitor, step)
    assert refused.value.code == "parts_missing"
    assert "Q3" in refused.value.message.nl
    assert year_of(monitor)[0] is OPEN


def test_a_later_list_of_parts_changes_no_year_that_was_whole(monitor: Monitor) -> None:
    act(monitor, "all=100")
    act(monitor, "certify")
    expect_parts(monitor, "Q1", "Q2")
    assert year_of(monitor)[0] is FINAL


def test_the_trail_says_who_did_what_and_why(monitor: Monitor) -> None:
    for step in ("Q1=100", "certify", "reopen Q1", "Q1=70"):
        act(monitor, step)
    service.certify(OTHER, monitor, NAME, YEAR)
    trail = service.year_events(BUYER, monitor, NAME, YEAR)
    assert [(one.action, one.who, one.part, one.version, one.reason) for one in trail] == [
        ("submit", "anna", "Q1", 1, ""),
        ("certify", "bert", "Q1", 1, ""),
        ("reopen", "bert", "Q1", 1, "fout gevonden"),
        ("submit", "anna", "Q1", 2, ""),
        ("certify", "carla", "Q1", 2, ""),
    ]


def test_whoever_submitted_never_certifies_the_new_version(monitor: Monitor) -> None:
    for step in ("Q1=100", "certify", "reopen Q1"):
        act(monitor, step)
    rows = f"{HEADER}Bureau Proef;F1;14-02-2024;BV;Advies;70,00\nBureau Proef;F2;14-02-2024;BV;Advies;7,00\n"
    service.submit(OTHER, monitor, NAME, YEAR, "b.csv", rows.encode(), "Q1", NET)
    with pytest.raises(Refusal) as refused:
        service.certify(OTHER, monitor, NAME, YEAR)
    assert refused.value.code == "same_person"


def submit_year(monitor: Monitor, year: int, part: str = "all", basis: str | None = None) -> None:
    rows = (
        f"{HEADER}Bureau Proef;{part}1;14-02-{year};BV;Advies;70,00\nBureau Proef;{part}2;14-02-{year};BV;Advies;7,00\n"
    )
    service.submit(BUYER, monitor, NAME, year, "b.csv", rows.encode(), part, NET, year_basis=basis)


def test_a_body_that_changes_its_kind_of_year_is_told_and_its_earlier_years_keep_theirs(monitor: Monitor) -> None:
    submit_year(monitor, 2023)
    service.save_body(BUYER, monitor, replace(monitor.body(NAME), year_basis="invoice"))
    submit_year(monitor, 2024)
    submit_year(monitor, 2023)
    found = service.series(BUYER, monitor, NAME, "circular_all_spend")
    assert [(one.year, one.year_basis) for one in found.figures] == [(2023, "booking"), (2024, "invoice")]
    assert [one.nl for one in found.notes] == [
        "Vanaf 2024 per factuurjaar, daarvoor per boekjaar. Die twee worden niet vergeleken."
    ]
    bases = {(one["year"], one["year_basis"]) for one in service.status(monitor)}
    assert bases == {(2023, "booking"), (2024, "invoice")}


def test_parts_of_one_year_go_by_one_date(monitor: Monitor) -> None:
    submit_year(monitor, 2024, "Q1")
    with pytest.raises(Refusal) as refused:
        submit_year(monitor, 2024, "Q2", "payment")
    assert refused.value.code == "year_basis_mixed"
    submit_year(monitor, 2024, "Q1", "payment")
    submit_year(monitor, 2024, "Q2")
    assert service.year_parts(BUYER, monitor, NAME, 2024).year_basis == "payment"


def test_a_preview_goes_by_the_date_of_the_year_that_it_adds_to(monitor: Monitor) -> None:
    submit_year(monitor, 2024, "Q1", "payment")
    rows = f"{HEADER}Bureau Proef;F1;14-02-2024;BV;Advies;70,00\nBureau Proef;F2;14-02-2024;BV;Advies;7,00\n".encode()
    reading = service.read(BUYER, monitor, NAME, "b.csv", rows, NET)
    shown = service.preview(BUYER, monitor, NAME, 2024, reading, "Q2")
    assert shown.totals.lines == 2
    assert {after.year_basis for _, after in shown.changes} <= {"payment"}


@pytest.mark.parametrize("basis", ["", "calendar", "mixed"])
def test_an_unknown_kind_of_year_is_refused(monitor: Monitor, basis: str) -> None:
    with pytest.raises(Refusal) as refused:
        submit_year(monitor, 2024, basis=basis)
    assert refused.value.code == "bad_year_basis"
    with pytest.raises(Refusal):
        service.save_body(BUYER, monitor, replace(monitor.body(NAME), year_basis=basis))


@pytest.mark.parametrize("viewer", [Viewer("eva", Role.BUYER, "elders"), Viewer("min", Role.MINISTRY)])
def test_nobody_else_sees_the_trail(monitor: Monitor, viewer: Viewer) -> None:
    for ask in (service.year_events, service.year_parts):
        with pytest.raises(Refusal) as refused:
            ask(viewer, monitor, NAME, YEAR)
        assert refused.value.code == "not_allowed"


def test_a_year_that_is_not_final_says_up_to_which_day_its_lines_go(monitor: Monitor) -> None:
    act(monitor, "Q1=100")
    assert service.last_days(BUYER, monitor, NAME) == {YEAR: date(2024, 2, 15)}

    act(monitor, "Q2=100!")
    act(monitor, "certify")
    assert service.last_days(BUYER, monitor, NAME) == {}
