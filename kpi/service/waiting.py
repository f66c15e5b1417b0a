"""Reading a draft beside the page that waits for it: progress, a way to stop, and the result for whoever asks again.

Who may not upload for the body of a draft gets none of it: each call opens the draft as that viewer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from kpi.language import message
from kpi.model import Message, Reading, Viewer
from kpi.service.drafting import draft, draft_form
from kpi.service.monitor import Monitor
from kpi.service.readings import Job
from kpi.service.submitting import read_with_memory


@dataclass(frozen=True)
class Progress:
    """What is going on: the size of the file, how long it takes so far, whether it waits for the reading of others, and which step of
    kpi.intake.steps is being done (None: none yet).
    """

    name: str
    bytes: int
    seconds: int
    waiting: bool
    step: int | None = None


def reading_steps() -> tuple[Message, ...]:
    """What is done while a file is read, in the order of kpi.intake.steps. Open to everyone."""
    return (
        message("the cells of the file are read"),
        message("the tables in it are looked for"),
        message("the columns and their values are understood"),
        message("the lines are numbered and checked"),
    )


def reading_of_draft(
    viewer: Viewer, monitor: Monitor, identity: str, answers: Mapping[str, str], patience: float = 0.0
) -> Reading | Progress:
    """The reading of a draft with these answers, or how far it is after `patience` seconds.

    Starts reading where that was not done; a draft is read once at a time, so a reading with other answers is stopped.
    Raises Refusal when the draft is gone.
    """
    kept = draft_form(viewer, monitor, identity)
    job, new = monitor.readings.job(identity, kept.body, kept.name, answers)
    if new:
        threading.Thread(target=_read, args=(viewer, monitor, job), daemon=True, name=f"reading-{identity}").start()
    if not job.finished.wait(patience):
        return Progress(kept.name, job.bytes, job.seconds(), job.stopper.waiting, job.stopper.step)
    if job.fault is not None:
        monitor.readings.forget(identity)
        raise job.fault
    assert job.result is not None
    return job.result[0]


def stop_reading(viewer: Viewer, monitor: Monitor, identity: str) -> None:
    """Stops the reading of a draft; the draft stays as it is."""
    draft_form(viewer, monitor, identity)
    monitor.readings.stop(identity)


def read_again(viewer: Viewer, monitor: Monitor, identity: str) -> None:
    """Forgets what a draft was read as, or that its reading was stopped: the next who asks starts anew."""
    draft_form(viewer, monitor, identity)
    monitor.readings.forget(identity)


def was_stopped(reading: Reading) -> bool:
    """Whether this is no reading, because somebody stopped it."""
    return bool(reading.findings) and reading.findings[0].rule == "stopped"


def _read(viewer: Viewer, monitor: Monitor, job: Job) -> None:
    try:
        _, content = draft(viewer, monitor, job.draft)
        job.bytes = len(content)
        job.result = read_with_memory(monitor, job.body, job.name, content, job.answers, job.stopper)
    except BaseException as fault:
        job.fault = fault
    finally:
        monitor.readings.finish(job)
