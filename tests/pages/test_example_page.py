"""While the example is built no page shows figures, whichever was asked for; a fault is told calmly."""

from __future__ import annotations

import threading

import pytest

from kpi.example.beside import Beside
from kpi.model import Message
from tests.pages.conftest import Run
from tests.pages.shown import markup


def test_the_example_is_built_beside_the_pages_and_opened_when_it_is_done(
    app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = threading.Event()

    def build(monitor: object, progress) -> None:
        progress(3, 12, Message("Duinstede: inkoop van 2019", "Duinstede: spend of 2019"))
        assert may_end.wait(60)

    monkeypatch.setattr("kpi.example.beside.build", build)
    test = app(empty=True)
    test.button[0].click().run()
    assert [title.value for title in test.title] == ["Het voorbeeld wordt gemaakt"]

    again = app(empty=True)  # another visitor, or the same one after a reload
    assert [title.value for title in again.title] == ["Het voorbeeld wordt gemaakt"]
    may_end.set()
    threads = [one for one in threading.enumerate() if one.name == "example"]
    for one in threads:
        one.join()
    assert len(threads) == 1
    assert "Welkom" in markup(again.run())


def test_a_fault_while_building_is_told_and_no_half_example_is_shown(app: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def build(monitor: object, progress) -> None:
        raise RuntimeError("defect")

    monkeypatch.setattr("kpi.example.beside.build", build)
    test = app(empty=True)
    test.button[0].click().run()
    for one in threading.enumerate():
        if one.name == "example":
            one.join()

    assert [title.value for title in test.run().title] == ["Het voorbeeld kon niet worden gemaakt"]


def test_a_fault_that_comes_while_somebody_watches_chooses_no_organisation(
    app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = iter([True])

    def running(building: Beside) -> bool:
        now = next(told, False)
        building.stopped = not now
        return now

    monkeypatch.setattr(Beside, "running", property(running))
    test = app(empty=True)

    assert [title.value for title in test.title] == ["Het voorbeeld kon niet worden gemaakt"]
    assert "org" not in test.query_params
