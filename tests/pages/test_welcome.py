"""The first screen of an empty monitor."""

from __future__ import annotations

from pages.parts import welcome


def test_who_may_do_a_step_gets_there_by_a_link() -> None:
    shown = welcome.markup("nl", "Welkom", welcome.steps("nl", 0, "vastleggen?org=a", "inlezen?org=a"))

    assert '<a href="vastleggen?org=a">Ambitie kiezen</a>' in shown
    assert '<a href="inlezen?org=a">Bestand kiezen</a>' in shown


def test_who_may_not_reads_who_does() -> None:
    shown = welcome.markup("nl", "Welkom", welcome.steps("nl", 0, None, None))

    assert "<a " not in shown
    assert "inkoop doet dit onder Inlezen" in shown


def test_a_step_that_is_done_says_so() -> None:
    shown = welcome.markup("nl", "Welkom", welcome.steps("nl", 11, "vastleggen", "inlezen"))

    assert "11 vastgelegd" in shown
    assert "Ambitie kiezen" not in shown


def test_who_has_no_organisation_adds_it_first() -> None:
    shown = welcome.markup("nl", "Welkom", welcome.first_steps("nl", "beheer"))

    assert '<a href="beheer">Organisatie toevoegen</a>' in shown
    assert shown.count("na stap 1") == 2
    assert "inkoop doet dit onder Beheer" in welcome.markup("nl", "Welkom", welcome.first_steps("nl", None))
