"""Reading beside the page: one reading a draft, kept for who asks again, stopped when asked, and seen by nobody else."""

from __future__ import annotations

import threading

import pytest

from kpi import intake, service
from kpi.intake import sandbox, steps
from kpi.intake.sheet import Limits
from kpi.model import Outcome, Reading, Refusal, Role, Viewer
from kpi.service.readings import MOST_KEPT, Readings
from tests.service.conftest import BUYER, NET, SPEND

BODY = "gemeente-proef"
PATIENCE = 60.0


@pytest.fixture
def draft(monitor) -> str:
    return service.save_draft(BUYER, monitor, BODY, "spend.csv", SPEND.encode(), {"year": 2024}).id


def read(monitor, draft: str, answers=NET) -> Reading:
    found = service.reading_of_draft(BUYER, monitor, draft, answers, PATIENCE)
    assert isinstance(found, Reading)
    return found


def test_a_draft_is_read_once_and_found_again_by_who_asks_again(monitor, draft: str) -> None:
    first = read(monitor, draft)

    assert first.outcome is Outcome.OK
    assert read(monitor, draft) is first
    assert read(monitor, draft, {"amount_basis": "gross"}) is not first


def test_what_was_read_for_the_preview_is_what_is_submitted(monitor, draft: str, monkeypatch) -> None:
    read(monitor, draft)
    monkeypatch.setattr(service.submitting, "read_with_memory", None)  # it would be called to read once more

    made = service.submit(BUYER, monitor, BODY, 2024, "spend.csv", SPEND.encode(), answers=NET)

    assert service.control_totals(BUYER, monitor, made.id).uploaded.cents == 4_250_000


def test_who_may_not_upload_for_the_body_gets_nothing(monitor, draft: str) -> None:
    read(monitor, draft)

    for other in (Viewer("eva", Role.BUYER, "elders"), Viewer("max", Role.MINISTRY), Viewer("pia", Role.PUBLIC)):
        for ask in (service.stop_reading, service.read_again):
            with pytest.raises(Refusal):
                ask(other, monitor, draft)
        with pytest.raises(Refusal):
            service.reading_of_draft(other, monitor, draft, NET, PATIENCE)


def test_progress_is_told_until_the_reading_is_there_and_stopping_leaves_the_draft(
    monitor, draft: str, monkeypatch
) -> None:
    begun = threading.Event()

    def endless(monitor_, body, name, content, answers, stopper):
        begun.set()
        stopper.wait_for_turn()
        sandbox.AT_ONCE.release()
        while not stopper.asked:
            threading.Event().wait(0.01)
        return sandbox.refused(intake.read(name, content).file, "stopped", sandbox._stopped().message), {}

    monkeypatch.setattr("kpi.service.waiting.read_with_memory", endless)
    going = service.reading_of_draft(BUYER, monitor, draft, NET)
    assert isinstance(going, service.Progress)
    assert begun.wait(PATIENCE)
    assert service.reading_of_draft(BUYER, monitor, draft, NET).bytes == len(SPEND.encode())  # type: ignore[union-attr]

    service.stop_reading(BUYER, monitor, draft)
    stopped = read(monitor, draft)
    assert service.was_stopped(stopped)
    assert service.was_stopped(read(monitor, draft))  # it is not begun again by itself
    assert service.draft_form(BUYER, monitor, draft).form == {"year": 2024}

    monkeypatch.undo()
    service.read_again(BUYER, monitor, draft)
    assert read(monitor, draft).outcome is Outcome.OK


def test_a_stopped_call_kills_its_child_process() -> None:
    stopper = intake.Stopper()
    threading.Timer(0.5, stopper.stop).start()

    with pytest.raises(Refusal) as refused:
        sandbox.run_isolated("time:sleep", (PATIENCE,), Limits(seconds=PATIENCE), stopper)

    assert refused.value.code == "stopped"


def test_a_child_process_tells_which_step_it_does() -> None:
    stopper = intake.Stopper()

    reading = sandbox.run_isolated("kpi.intake.reading:read", ("spend.csv", SPEND.encode(), NET), Limits(), stopper)

    assert reading.outcome is Outcome.OK
    assert stopper.step == len(service.reading_steps()) - 1
    with sandbox.AT_ONCE, sandbox.AT_ONCE:
        threading.Timer(0.1, stopper.stop).start()
        with pytest.raises(Refusal):
            stopper.wait_for_turn()
    assert stopper.step is None, "who waits to be read once more does nothing"


def test_every_step_of_reading_is_told_in_the_order_in_which_the_page_names_them() -> None:
    heard: list[int] = []
    with steps.listening(heard.append):
        intake.read("spend.csv", SPEND.encode(), NET)

    assert heard == list(range(len(service.reading_steps())))


@pytest.mark.parametrize("said", ["begins step x", "begins step 99", "begins step ", "x" * 3_000_000])
def test_what_a_child_process_says_that_is_no_step_ends_nothing(said: str) -> None:
    stopper = intake.Stopper()

    assert sandbox.run_isolated("builtins:print", (f"{said}\n{said}",), Limits(), stopper) is None
    assert stopper.step is None


def test_a_call_that_was_stopped_while_it_waits_for_its_turn_is_never_started() -> None:
    stopper = intake.Stopper()
    stopper.stop()
    with sandbox.AT_ONCE, sandbox.AT_ONCE, pytest.raises(Refusal):
        stopper.wait_for_turn()


def test_few_readings_are_kept_and_the_last_asked_for_stay() -> None:
    readings = Readings()
    for number in range(MOST_KEPT + 2):
        job, new = readings.job(f"d{number}", "a", "x.csv", {})
        assert new
        job.result = (intake.read("x.csv", SPEND.encode()), {})
        readings.finish(job)

    assert [bool(readings.done(f"d{number}", "x.csv", {})) for number in range(MOST_KEPT + 2)] == [False] * 2 + [
        True
    ] * MOST_KEPT
    readings.forget(body="a")
    assert readings.done(f"d{MOST_KEPT}", "x.csv", {}) is None
