"""Previewing and submitting a draft beside the page that waits for it: how far it is, a way to stop, and the result for whoever asks again.

Who may not upload for the body of a draft gets none of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from kpi import access
from kpi.model import Reading, Submission, Viewer
from kpi.service.beside import Work
from kpi.service.drafting import draft, draft_form, remove_draft
from kpi.service.monitor import Monitor
from kpi.service.submitting import STEPS, Preview, preview, submit
from kpi.store import registers


def preview_of_draft(
    viewer: Viewer,
    monitor: Monitor,
    identity: str,
    year: int,
    reading: Reading,
    part: str,
    answers: Mapping[str, str],
    patience: float = 0.0,
) -> Preview | Work:
    """What submitting a draft would do (`preview`), or how far working that out is after `patience` seconds. `reading` is what was
    understood of its file with these answers.

    Worked out again once something was stored since somebody saw it. Raises Refusal when the draft is gone.
    """
    body, version = draft_form(viewer, monitor, identity).body, monitor.store.data_version
    key = _preview_key(identity, year, part, answers)
    found = monitor.work.get(key)
    if found is not None and found.given and found.data_version != version:
        monitor.work.remove(key)
        found = None
    if found is None:
        work = Work(body, STEPS, version)
        make = partial(preview, viewer, monitor, body, year, reading, part, answers, work.told)
        found = monitor.work.start(key, work, make)
    found.finished.wait(patience)
    found = monitor.work.get(key) or found
    if not found.finished.is_set():
        return found
    found.given = True
    return found.made


def stop_preview(
    viewer: Viewer, monitor: Monitor, identity: str, year: int, part: str, answers: Mapping[str, str]
) -> None:
    """Stops working out a preview; the draft stays as it is."""
    draft_form(viewer, monitor, identity)
    monitor.work.remove(_preview_key(identity, year, part, answers))


def _preview_key(identity: str, year: int, part: str, answers: Mapping[str, str]) -> tuple[Any, ...]:
    return "preview", identity, year, part, *sorted(answers.items())


def submit_draft(viewer: Viewer, monitor: Monitor, identity: str, year: int, **more: Any) -> None:
    """Begins to submit a draft (`submit`), and throws it away once that is done. What is going on already is left alone."""
    body = draft_form(viewer, monitor, identity).body
    submission_of_draft(viewer, monitor, identity)
    work = Work(body, STEPS, monitor.store.data_version)
    monitor.work.start(("submit", identity), work, partial(_submit, viewer, monitor, identity, year, work, more))


def submission_of_draft(
    viewer: Viewer, monitor: Monitor, identity: str, patience: float = 0.0
) -> Submission | Work | None:
    """The submission that a draft has become, or how far submitting is after `patience` seconds; None where nobody submits it, or the
    same file is a draft again.

    Raises, once, what went wrong.
    """
    key = ("submit", identity)
    found = monitor.work.get(key)
    if found is None:
        return None
    access.require(viewer, "upload", monitor.body(found.body))
    found.finished.wait(patience)
    monitor.work.get(key)
    if not found.finished.is_set():
        return found
    with monitor.store.reading() as session:
        if registers.draft(session, identity) is None:
            return found.made
    monitor.work.remove(key)
    return None


def stop_submitting(viewer: Viewer, monitor: Monitor, identity: str) -> None:
    """Asks to stop submitting a draft: then nothing of it is stored, and the draft stays. What is stored by then stays stored."""
    found = monitor.work.get(("submit", identity))
    if found is not None:
        access.require(viewer, "upload", monitor.body(found.body))
        found.stopping.set()


def _submit(
    viewer: Viewer, monitor: Monitor, identity: str, year: int, work: Work, more: Mapping[str, Any]
) -> Submission:
    kept, content = draft(viewer, monitor, identity)
    made = submit(viewer, monitor, kept.body, year, kept.name, content, **more, progress=work.told)
    remove_draft(viewer, monitor, identity)
    return made
