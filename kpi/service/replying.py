"""The reply workbook: a file back to who gave it, with the findings marked in place.

It is the user's own file, personal columns and all; whoever may upload for the body may have it back. Nothing of it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath

from kpi import access, intake
from kpi.intake import Reply
from kpi.language import message, text
from kpi.model import Finding, Reading, Refusal, Viewer
from kpi.service.checking import beside_the_year
from kpi.service.drafting import draft
from kpi.service.looking import WHOLE, part_name, stored_submission
from kpi.service.monitor import Monitor
from kpi.service.submitting import read_with_memory
from kpi.store import records
from kpi.store import submissions as stored


def reply_to_draft(viewer: Viewer, monitor: Monitor, identity: str, language: str) -> Reply:
    """The file of a draft with what was found in it. Raises Refusal when the draft is gone or its file cannot be opened."""
    kept, content = draft(viewer, monitor, identity)
    reading, used = read_with_memory(monitor, kept.body, kept.name, content, kept.form.get("answers"))
    form = kept.form
    more = _beside(monitor, kept.body, form.get("year"), form.get("part", WHOLE), form.get("complete", True), reading)
    return _reply(monitor, kept.name, content, reading, used, more, f"draft:{identity}", language)


def reply_to_submission(viewer: Viewer, monitor: Monitor, identity: str, language: str) -> Reply:
    """The file of a submission with what was found in it, as long as the original is kept (semantics.md section 11)."""
    submission = stored_submission(monitor, identity)
    access.require(viewer, "upload", monitor.body(submission.body))
    content = records.read_original(monitor.store, identity)
    if content is None:
        raise Refusal(
            "original_gone",
            message(
                "The original file of {submission} is no longer kept: it was certified or withdrawn, or its term has passed. "
                "Choose the file from your own administration.",
                submission=identity,
            ),
        )
    with monitor.store.reading() as session:
        answers = stored.answers(session, identity)
    reading, used = read_with_memory(monitor, submission.body, submission.file_name, content, answers)
    more = _beside(monitor, submission.body, submission.year, submission.part, submission.complete, reading)
    return _reply(monitor, submission.file_name, content, reading, used, more, f"submission:{identity}", language)


def has_original(viewer: Viewer, monitor: Monitor, identity: str) -> bool:
    """Whether this viewer can have the reply to a submission: its original is kept, and he may upload for its body."""
    submission = stored_submission(monitor, identity)
    try:
        access.require(viewer, "upload", monitor.body(submission.body))
    except Refusal:
        return False
    return records.read_original(monitor.store, identity) is not None


def reply_to_file(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    answers: Mapping[str, str] | None,
    language: str,
) -> Reply:
    """The reply to a file that is kept nowhere, read with what this body answered before."""
    access.require(viewer, "upload", monitor.body(body))
    reading, used = read_with_memory(monitor, body, name, content, answers)
    return _reply(monitor, name, content, reading, used, (), None, language)


def reply_name(language: str, name: str) -> str:
    """The name under which a reply is downloaded: that of the file, and what it is."""
    suffix = f"-{text(language, 'Findings').lower()}"
    return f"{PurePath(name).stem.removesuffix(suffix)}{suffix}.xlsx"


def _beside(
    monitor: Monitor, body: str, year: int | None, part: str, complete: bool, reading: Reading
) -> Sequence[Finding]:
    if not year:
        return ()
    with monitor.store.reading() as session:
        return beside_the_year(session, body, year, part_name(part), reading, complete)


def _reply(
    monitor: Monitor,
    name: str,
    content: bytes,
    reading: Reading,
    answers: Mapping[str, str],
    more: Sequence[Finding],
    reference: str | None,
    language: str,
) -> Reply:
    maker = intake.make_reply_isolated if monitor.isolated else intake.make_reply
    findings = (*reading.findings, *more)
    return maker(name, content, dict(answers), findings, reading.questions, reference, language)
