"""Answers that are given again: only to the same viewer, only while nothing was written, and never past the one who decides who may."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from kpi.service.answers import MOST_KEPT, Answers
from kpi.service.kept import kept_at
from tests.service.conftest import BUYER, COMMITMENT, NET, SPEND

BODY = "gemeente-proef"

MINISTRY = Viewer("ministry", Role.MINISTRY)
STRANGER = Viewer("stranger", Role.BUYER, "elders")


@pytest.fixture
def never_read(submitted, monkeypatch):
    """From when it is called nothing may be read from the store any more."""

    def from_now_on():
        monkeypatch.setattr(submitted.store, "reading", lambda: pytest.fail("the store was read"))
        monkeypatch.setattr(submitted.store, "transaction", lambda **_: pytest.fail("the store was read"))

    return from_now_on


def test_the_same_question_is_answered_without_reading_the_store_again(submitted, never_read):
    before = service.figures(BUYER, submitted, BODY)
    never_read()
    assert before
    assert service.figures(BUYER, submitted, BODY) == before


def test_after_something_was_written_it_is_read_again(submitted):
    assert service.body(BUYER, submitted, BODY).name in {one.name for one in service.bodies(BUYER, submitted)}
    service.save_body(BUYER, submitted, replace(submitted.body(BODY), name="Renamed"))
    assert [one.name for one in service.bodies(BUYER, submitted)] == ["Renamed"]


def test_a_trial_that_is_not_kept_changes_no_answer(submitted, never_read):
    before = service.figures(BUYER, submitted, BODY)
    with submitted.store.transaction(keep=False) as session:
        session.execute("DELETE FROM sums")
    never_read()
    assert service.figures(BUYER, submitted, BODY) == before


def test_whoever_may_not_see_figures_is_refused_also_after_somebody_else_was_answered(submitted):
    service.figures(BUYER, submitted, BODY)
    service.worklist(BUYER, submitted, BODY, 2024)
    for ask in (service.figures, service.series, service.commitments, service.years):
        with pytest.raises(Refusal):
            ask(STRANGER, submitted, BODY)
    with pytest.raises(Refusal):
        service.worklist(STRANGER, submitted, BODY, 2024)
    service.series_of_departments(BUYER, submitted, BODY, (None, "stadsbeheer"))
    with pytest.raises(Refusal):
        service.series_of_departments(STRANGER, submitted, BODY, (None, "stadsbeheer"))


def test_somebody_from_outside_sees_the_figures_of_outside_also_after_the_body_itself_asked(submitted):
    assert service.figures(BUYER, submitted, BODY)
    assert service.figures(MINISTRY, submitted, BODY) == []


def test_figures_of_no_body_in_particular_are_those_of_the_own_body_alone(submitted):
    elsewhere = replace(submitted.body(BODY), id="elders", name="Elders")
    service.save_body(STRANGER, submitted, elsewhere)
    service.submit(STRANGER, submitted, "elders", 2024, "spend.csv", SPEND.encode(), answers=NET)

    for viewer, own in ((BUYER, BODY), (STRANGER, "elders")):
        for indicator in (None, "fairtrade_coffee_tea_cocoa"):
            assert {one.body.id for one in service.figures(viewer, submitted, indicator=indicator)} == {own}


def test_what_is_kept_of_some_bodies_holds_no_promise_of_another(submitted):
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", COMMITMENT.format(target=70).encode())
    others = [replace(submitted.body(BODY), id=name) for name in ("elders", "ergens")]
    with submitted.store.reading() as session:
        assert kept_at(session, submitted, others).promised == {"elders": [], "ergens": []}
        assert [one.id for one in kept_at(session, submitted, [submitted.body(BODY)]).promised[BODY]] == ["fairtrade"]


def test_who_sorts_an_answer_changes_nobody_elses(submitted):
    service.figures(BUYER, submitted, BODY).clear()
    assert service.figures(BUYER, submitted, BODY)


def test_on_another_day_it_is_worked_out_anew(submitted, never_read):
    service.figures(BUYER, submitted, BODY)
    tomorrow = submitted.now() + timedelta(days=1)
    submitted.now = lambda: tomorrow
    never_read()
    with pytest.raises(pytest.fail.Exception):
        service.figures(BUYER, submitted, BODY)


def test_an_answer_that_rests_on_earlier_data_is_not_kept():
    answers = Answers()
    answers.get(1, "question")
    answers.get(2, "question")
    answers.keep(1, "question", "of before")
    assert answers.get(2, "question") == (False, None)
    assert answers.get(1, "question") == (False, None)


def test_what_was_asked_longest_ago_is_let_go():
    answers = Answers()
    for question in range(MOST_KEPT + 1):
        answers.get(1, question)
        answers.keep(1, question, str(question))
    assert answers.get(1, 0) == (False, None)
    assert answers.get(1, MOST_KEPT) == (True, str(MOST_KEPT))
