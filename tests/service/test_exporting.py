"""A file of many lines made beside the page: the same file, that can be stopped, and for those only who may see its lines."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from kpi.service import exporting
from kpi.service.beside import MOST_KEPT
from tests.service.conftest import BUYER, MAPPING, NET, SPEND, load_body

PATIENCE = 30
ASKED: dict[str, Any] = {
    "body": "gemeente-proef", "indicator": "fairtrade_coffee_tea_cocoa", "year": 2024, "asked": service.LineFilter(),
    "language": "nl", "form": "csv",
}  # fmt: skip


def fill(monitor: service.Monitor) -> None:
    load_body(monitor)
    service.load_mapping_file(BUYER, monitor, "gemeente-proef", "map.csv", MAPPING)
    service.submit(BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET)


@pytest.fixture
def filled(store_after):
    return store_after(fill)


def finished(monitor: service.Monitor, **asked: Any) -> service.Work | None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = service.export_of(BUYER, monitor, **asked)
        if found is None or found.finished.is_set():
            return found
        time.sleep(0.01)
    raise TimeoutError


def test_the_file_is_the_one_that_is_made_while_one_waits(filled: service.Monitor) -> None:
    assert service.export_of(BUYER, filled, **ASKED) is None
    service.start_export(BUYER, filled, 5, **ASKED)
    found = finished(filled, **ASKED)
    assert found is not None
    assert (found.made, found.done, found.total) == (service.lines_file(BUYER, filled, **ASKED), 4, 5)
    service.start_export(BUYER, filled, 5, **ASKED)
    assert service.export_of(BUYER, filled, **ASKED) is found


def test_stopping_ends_the_work_and_lets_go_of_it(filled: service.Monitor, monkeypatch: pytest.MonkeyPatch) -> None:
    began, ended = threading.Event(), threading.Event()

    def endless(*values: object, progress: Any, **asked: object) -> bytes:
        try:
            while True:
                progress(1)
                began.set()
        finally:
            ended.set()

    monkeypatch.setattr(exporting, "lines_file", endless)
    service.start_export(BUYER, filled, 5, **ASKED)
    assert began.wait(PATIENCE)
    service.stop_export(BUYER, filled, **ASKED)
    assert ended.wait(PATIENCE)
    assert service.export_of(BUYER, filled, **ASKED) is None


def test_a_file_whose_lines_may_have_changed_is_not_given(filled: service.Monitor) -> None:
    service.start_export(BUYER, filled, 5, **ASKED)
    assert finished(filled, **ASKED) is not None
    service.load_mapping_file(BUYER, filled, "gemeente-proef", "map.csv", MAPPING)
    assert service.export_of(BUYER, filled, **ASKED) is None


def test_what_goes_wrong_is_told_once(filled: service.Monitor) -> None:
    wrong = {**ASKED, "indicator": "no_such_indicator"}
    service.start_export(BUYER, filled, 5, **wrong)
    with pytest.raises(Refusal, match="no_such_indicator"):
        finished(filled, **wrong)
    assert service.export_of(BUYER, filled, **wrong) is None


def test_only_a_few_are_kept(filled: service.Monitor) -> None:
    for year in range(2024, 2025 + MOST_KEPT):
        asked = {**ASKED, "year": year}
        service.start_export(BUYER, filled, 5, **asked)
        finished(filled, **asked)
    assert service.export_of(BUYER, filled, **ASKED) is None


@pytest.mark.parametrize("viewer", [Viewer("m", Role.MINISTRY), Viewer("p", Role.PUBLIC), Viewer("b", Role.BUYER, "x")])
def test_who_may_not_see_the_lines_gets_no_file_of_them(filled: service.Monitor, viewer: Viewer) -> None:
    service.start_export(BUYER, filled, 5, **ASKED)
    finished(filled, **ASKED)
    for act in (service.export_of, service.stop_export):
        with pytest.raises(Refusal):
            act(viewer, filled, **ASKED)
    with pytest.raises(Refusal):
        service.start_export(viewer, filled, 5, **ASKED)
