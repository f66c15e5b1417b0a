"""Sums that follow decisions about words, made beside the page: how far it is, and a way to stop that leaves the figures of before."""

from __future__ import annotations

import threading

import pytest

from kpi import service
from kpi.model import MappingRule, Message, Refusal, Role, Viewer
from kpi.service import reclassifying
from kpi.store import classes
from tests.service.conftest import BUYER, NET, SPEND

BODY = "gemeente-proef"
ADMINISTRATOR = Viewer("alderman", Role.ADMINISTRATOR, BODY)


@pytest.fixture
def decided(submitted, monkeypatch):
    """The monitor of the app, just after a decision that changes lines; nothing but what the test asks makes the sums."""
    monkeypatch.setattr("kpi.service.mapping.settle_later", lambda monitor: None)
    earlier = SPEND.replace("-2024", "-2023").encode()
    service.submit(BUYER, submitted, BODY, 2023, "spend.csv", earlier, answers=NET)
    submitted.beside = True
    before = service.status(submitted)
    service.add_mapping(BUYER, submitted, BODY, [MappingRule("Wegen", None, "15861000", None)])
    assert service.unsettled(submitted) == 2
    return submitted, before


@pytest.fixture
def held(monkeypatch):
    """Measuring begins when this is set."""
    may_go_on, measure = threading.Event(), reclassifying.measure

    def measure_later(*asked):
        may_go_on.wait(30)
        measure(*asked)

    monkeypatch.setattr(reclassifying, "measure", measure_later)
    return may_go_on


def test_the_figures_follow_once_it_is_done(decided):
    monitor, before = decided
    assert service.settling(BUYER, monitor, patience=30) is None
    assert service.unsettled(monitor) == 0
    assert service.status(monitor) != before


def test_meanwhile_it_says_how_far_it_is_and_the_figures_of_before_serve(decided, held):
    monitor, before = decided
    found = service.settling(BUYER, monitor, patience=0)
    assert found is not None
    assert (found.done, found.total) == (0, 2)
    assert service.settling(BUYER, monitor, patience=0) is found
    assert service.status(monitor) == before
    held.set()
    assert service.settling(BUYER, monitor, patience=30) is None
    assert service.status(monitor) != before


def test_stopped_it_leaves_the_figures_of_before_until_somebody_wants_them_after_all(decided, held):
    monitor, before = decided
    found = service.settling(BUYER, monitor, patience=0)
    service.stop_settling(BUYER, monitor)
    held.set()
    assert found.finished.wait(30)
    assert service.settling(BUYER, monitor, patience=0) is None
    assert service.settling_stopped(BUYER, monitor) == 2
    service.settle_after_all(BUYER, monitor)
    assert service.settling(BUYER, monitor, patience=30) is None
    assert service.settling_stopped(BUYER, monitor) == 0
    assert service.status(monitor) != before


def test_stopped_between_two_groups_none_of_the_sums_change(decided, monkeypatch):
    monitor, before = decided
    monkeypatch.setattr(reclassifying, "LINES_AT_ONCE", 1)
    told = []

    def stop(done, total):
        told.append((done, total))
        if done:
            raise Refusal("stopped", Message("gestopt", "stopped"))

    with pytest.raises(Refusal):
        reclassifying.settle(monitor, stop)
    assert told == [(0, 2), (1, 2)]
    assert service.unsettled(monitor) == 2
    assert service.status(monitor) == before


def test_stopped_before_the_moment_that_it_would_begin_by_itself_it_does_not_begin(decided, held):
    monitor, _ = decided
    reclassifying.settle_later(monitor)
    service.settling(BUYER, monitor, patience=0)
    service.stop_settling(BUYER, monitor)
    monitor.timer.join(30)
    assert monitor.work.get(reclassifying.SETTLING) is None
    held.set()


def test_a_decision_that_comes_in_between_is_counted_along(decided, held):
    monitor, _ = decided
    with monitor.store.transaction() as session:
        waiting = classes.unmeasured(session)
        classes.mark_measured(session)
        classes.mark_unmeasured(session, waiting[:1])
    with monitor.settling:  # somebody else makes the sums at that moment
        found = service.settling(BUYER, monitor, patience=0)
        assert found.total == 1
        with monitor.store.transaction() as session:
            classes.mark_unmeasured(session, waiting)
    held.set()
    assert found.finished.wait(30)
    assert found.total == 2


def test_a_later_decision_takes_the_stop_back(decided):
    monitor, _ = decided
    service.stop_settling(BUYER, monitor)
    reclassifying.settle_later(monitor)
    monitor.timer.cancel()
    assert service.settling_stopped(BUYER, monitor) == 0


def test_who_decides_nothing_about_words_cannot_stop_it(decided):
    monitor, _ = decided
    assert not service.may_stop_settling(ADMINISTRATOR)
    for ask in (service.stop_settling, service.settle_after_all):
        with pytest.raises(Refusal):
            ask(ADMINISTRATOR, monitor)


def test_submissions_are_taken_together_up_to_a_number_of_lines():
    many = reclassifying.LINES_AT_ONCE
    groups = reclassifying._together({"a": 1, "b": many, "c": 5, "d": 5})
    assert groups == [["a", "b"], ["c", "d"]]
