"""Later definitions are measured submission by submission, while the earlier figures serve until the last is done."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from kpi.service import renewing
from kpi.service.monitor import Monitor
from kpi.service.renewing import Renewal, renew, renew_one
from tests.conftest import CopyOf
from tests.service.conftest import BUYER, MAPPING, NET, load_body, opened
from tests.service.test_incremental import FAIRTRADE, NAME, REGISTER, definitions, rows

LINES = {"Q1": [0, 1, 3], "Q2": [2, 4], "Q3": [5, 6]}


def fill_by_the_earlier_definitions(home: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kpi.service.opening.shipped", lambda: definitions(False))
        with opened(home) as monitor:
            load_body(monitor)
            service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
            for name, numbers in LINES.items():
                service.submit(BUYER, monitor, NAME, 2024, f"{name}.csv", rows(name, numbers), name, NET)


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with three submissions, measured by the earlier definitions; whoever opens it has the later ones."""
    monkeypatch.setattr("kpi.service.opening.shipped", lambda: definitions(True))
    return copy_of(fill_by_the_earlier_definitions, tmp_path / "home")


def opened_by_the_app(home: Path, monkeypatch: pytest.MonkeyPatch) -> Monitor:
    """With the earlier figures, and without the thread that goes on measuring."""
    monkeypatch.setattr("kpi.service.opening.renew_beside", lambda monitor: None)
    return service.open_monitor(home, isolated=False, beside=True)


def version(monitor: Monitor) -> set[int]:
    return {one["version"] for one in service.status(monitor) if one["indicator"] == FAIRTRADE.id}


def rebuilt(monitor: Monitor) -> list:
    service.rebuild(monitor)
    return service.status(monitor, by_department=True)


def test_the_earlier_figures_serve_until_the_last_submission_is_measured(home: Path, monkeypatch: pytest.MonkeyPatch):
    monitor = opened_by_the_app(home, monkeypatch)
    earlier = service.status(monitor, by_department=True)
    assert version(monitor) == {1}
    for done in range(len(LINES)):
        assert service.renewal_progress(BUYER, monitor) == Renewal(done, len(LINES))
        assert renew_one(monitor)
        assert service.status(monitor, by_department=True) == earlier
    assert not renew_one(monitor)
    assert service.renewal_progress(BUYER, monitor) is None
    assert version(monitor) == {2}
    assert service.status(monitor, by_department=True) == rebuilt(monitor) != earlier
    assert service.published_figures(home) == service.status(monitor)
    monitor.close()


def test_it_goes_on_where_it_stopped_when_the_store_is_opened_again(home: Path, monkeypatch: pytest.MonkeyPatch):
    monitor = opened_by_the_app(home, monkeypatch)
    earlier = service.status(monitor, by_department=True)
    renew_one(monitor)
    renew_one(monitor)
    monitor.close()
    monitor = opened_by_the_app(home, monkeypatch)
    assert service.renewal_progress(BUYER, monitor) == Renewal(2, len(LINES))
    assert service.status(monitor, by_department=True) == earlier
    assert renew(monitor) == 1
    assert service.status(monitor, by_department=True) == rebuilt(monitor)
    monitor.close()


def test_what_changes_meanwhile_is_in_both_the_earlier_and_the_later_figures(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monitor = opened_by_the_app(home, monkeypatch)
    renew_one(monitor)
    renew_one(monitor)
    service.submit(BUYER, monitor, NAME, 2024, "Q1.csv", rows("Q1", [0, 3]), "Q1", NET)
    service.load_evidence_file(BUYER, monitor, NAME, "register.csv", REGISTER[1])
    assert service.renewal_progress(BUYER, monitor) == Renewal(0, len(LINES))
    meanwhile = service.status(monitor, by_department=True)
    assert rebuilt(monitor) == meanwhile
    assert version(monitor) == {1}
    renew(monitor)
    assert version(monitor) == {2}
    assert service.status(monitor, by_department=True) == rebuilt(monitor)
    monitor.close()


def test_a_program_that_goes_back_to_the_earlier_definitions_shows_their_figures(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monitor = opened_by_the_app(home, monkeypatch)
    earlier = service.status(monitor, by_department=True)
    renew_one(monitor)
    monitor.catalogue = definitions(False)
    assert service.renewal_progress(BUYER, monitor) is None
    assert renew(monitor) == 0
    assert service.status(monitor, by_department=True) == earlier == rebuilt(monitor)
    monitor.close()


def test_figures_that_were_not_published_yet_are_published_when_the_store_is_opened_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    monitor = opened_by_the_app(home, monkeypatch)
    monitor.publishing = False
    renew(monitor)
    later = service.status(monitor)
    monitor.close()
    assert service.published_figures(home) != later
    service.open_monitor(home, isolated=False).close()
    assert service.published_figures(home) == later


def test_the_command_line_measures_first_and_the_app_beside_its_pages(home: Path, tmp_path: Path):
    shutil.copytree(home, tmp_path / "other")
    first = service.open_monitor(home, isolated=False)
    assert version(first) == {2}
    monitor = service.open_monitor(tmp_path / "other", isolated=False, beside=True)
    assert monitor.renewing is not None
    monitor.renewing.join(60)
    assert service.status(monitor, by_department=True) == service.status(first, by_department=True)
    monitor.close()
    first.close()


def test_closing_ends_the_work_after_the_submission_at_hand(home: Path):
    monitor = service.open_monitor(home, isolated=False, beside=True)
    monitor.close()
    assert monitor.renewing is not None
    assert not monitor.renewing.is_alive()
    again = service.open_monitor(home, isolated=False)
    assert version(again) == {2}
    again.close()


def test_a_fault_leaves_the_earlier_figures_and_says_that_it_stopped(home: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as broken:
        broken.setattr("kpi.service.renewing.renew_one", lambda monitor: 1 / 0)
        monitor = service.open_monitor(home, isolated=False, beside=True)
        assert monitor.renewing is not None
        monitor.renewing.join(60)
    assert service.renewal_progress(BUYER, monitor) == Renewal(0, len(LINES), stopped=True)
    assert version(monitor) == {1}
    monitor.close()
    again = service.open_monitor(home, isolated=False)
    assert version(again) == {2}
    again.close()


def test_stopped_by_hand_the_earlier_figures_serve_until_somebody_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch):
    monitor = opened_by_the_app(home, monkeypatch)
    service.stop_renewing(BUYER, monitor)
    renewing.renew_beside(monitor)
    monitor.renewing.join()
    assert service.renewal_progress(BUYER, monitor) == Renewal(0, len(LINES), stopped=True, by_hand=True)
    assert version(monitor) == {1}
    service.renew_after_all(BUYER, monitor)
    monitor.renewing.join()
    assert version(monitor) == {2}


def test_who_manages_no_organisation_cannot_stop_it(home: Path, monkeypatch: pytest.MonkeyPatch):
    monitor = opened_by_the_app(home, monkeypatch)
    for ask in (service.stop_renewing, service.renew_after_all):
        with pytest.raises(Refusal):
            ask(Viewer("ministry", Role.MINISTRY), monitor)
