"""All promises of a body, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kpi.model import Decision, Ending, Status
from pages.parts import promises
from tests.pages.make import commitment, figure, indicator, version

CHANGED = commitment(
    version(1, target=(2020, "10"), text="10% in 2020"),
    version(2, target=(2026, "10"), text="10% in 2026", decided=date(2021, 6, 3)),
)


def test_a_promise_is_shown_as_it_was_in_force_in_the_year_looked_at() -> None:
    then = figure(Status.MISSED, year=2020, made=commitment(CHANGED.versions[0]))

    shown = promises.standing("nl", [promises.Row(CHANGED, indicator(), then, "ambitie?id=c1")])

    assert "10% in 2020" in shown
    assert "10% in 2026" not in shown
    assert "Niet gehaald" in shown


def test_without_figures_the_last_version_stands_without_a_status() -> None:
    shown = promises.standing("nl", [promises.Row(CHANGED, indicator(), None, "ambitie?id=c1")])

    assert "10% in 2026" in shown
    assert "3 jun 2021" in shown
    assert 'class="sign' not in shown


def test_an_ended_promise_says_when_it_ended_instead_of_a_status() -> None:
    ending = Ending(Decision("raadsbesluit", "raad", date(2025, 1, 9), "2025-3"), "ander beleid")
    ended = replace(CHANGED, ended=ending)

    shown = promises.standing("nl", [promises.Row(ended, indicator(), figure(), "ambitie?id=c1")])

    assert "Beëindigd op 9 jan 2025" in shown


def test_no_promises_is_said() -> None:
    assert "Er zijn nog geen ambities vastgelegd." in promises.standing("nl", [])
    assert "Er is nog geen doeljaar voorbij." in promises.earlier("nl", [], lambda _: "")


def test_the_newest_result_stands_first_and_leads_to_its_year() -> None:
    results = [figure(Status.MISSED, year=2020), figure(Status.ACHIEVED, year=2025)]

    shown = promises.earlier("nl", results, lambda one: f"ambitie?jaar={one.year}")

    assert shown.index("jaar=2025") < shown.index("jaar=2020")
    assert "blijft hier staan" in shown
