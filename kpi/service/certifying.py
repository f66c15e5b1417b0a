"""The life of a submission after it is stored: certified by someone else, reopened, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kpi import access
from kpi.language import message, plural_message
from kpi.model import Body, Refusal, Submission, SubmissionState, Viewer
from kpi.service import reasons
from kpi.service.judging import publish
from kpi.service.looking import part_name, stored_submission, totals_of
from kpi.service.monitor import Monitor
from kpi.service.years import refuse_missing
from kpi.store import records
from kpi.store import submissions as stored

INCOMPLETE = "incomplete"
"""What the audit trail says of a part of a year that is whole no longer."""


def certify(viewer: Viewer, monitor: Monitor, body: str, year: int, part: str | None = None) -> list[Submission]:
    """Certifies one part, or with `part` None all parts of the year, which declares the year whole.

    Raises Refusal when there is nothing to certify, the viewer submitted it himself, or rows are unreadable.
    """
    known = monitor.body(body)
    access.require(viewer, "certify", known)
    wanted = None if part is None else part_name(part)
    with monitor.store.reading() as session:
        serving = [one for one in stored.serving(session, body) if one.year == year and wanted in (None, one.part)]
        unreadable = {one.id: totals_of(session, one.id).unreadable for one in serving}
    if not serving:
        raise Refusal(
            "nothing_to_certify",
            message("There is no submission of {year} to certify. Submit a file first.", year=year),
        )
    if wanted is None:
        refuse_missing(known, serving, year)
    for one in (each for each in serving if each.state is not SubmissionState.CERTIFIED):
        if one.submitted_by == viewer.name:
            raise Refusal(
                "same_person",
                message(
                    "You submitted {part} of {year} yourself. Someone else certifies it.", part=one.part, year=year
                ),
            )
        if unreadable[one.id]:
            rows = sum(tally.rows for tally in unreadable[one.id].values())
            raise Refusal(
                "unreadable_rows",
                plural_message(
                    "{part} of {year} has {number} row whose amount cannot be read. Correct it in the file and "
                    "submit it again before it is certified.",
                    "{part} of {year} has {number} rows whose amount cannot be read. Correct them in the file and "
                    "submit it again before it is certified.",
                    rows,
                    part=one.part,
                    year=year,
                ),
            )
    done = [_certified(viewer, monitor, one, whole=part is None) for one in serving]
    _change_states(viewer, monitor, known, "certify", list(zip(serving, done, strict=True)))
    return done


def _certified(viewer: Viewer, monitor: Monitor, one: Submission, whole: bool) -> Submission:
    """The submission as certified; whoever certified it first stays its certifier."""
    complete = one.complete or whole
    if one.state is SubmissionState.CERTIFIED:
        return replace(one, complete=complete)
    return replace(
        one,
        state=SubmissionState.CERTIFIED,
        complete=complete,
        certified_by=viewer.name,
        certified_at=monitor.now(),
    )


def reopen(
    viewer: Viewer, monitor: Monitor, body: str, year: int, reason: str, part: str | None = None
) -> list[Submission]:
    """Reopens a certified year, so that it can be corrected; the certified figures serve until it is replaced."""
    known = monitor.body(body)
    access.require(viewer, "certify", known)
    wanted = None if part is None else part_name(part)
    reason = reasons.given(reason)
    with monitor.store.reading() as session:
        certified = [
            one
            for one in stored.serving(session, body)
            if one.year == year and wanted in (None, one.part) and one.state is SubmissionState.CERTIFIED
        ]
    if not certified:
        raise Refusal("nothing_to_reopen", message("{year} has nothing that is certified.", year=year))
    reopened = [replace(one, state=SubmissionState.REOPENED) for one in certified]
    _change_states(viewer, monitor, known, "reopen", list(zip(certified, reopened, strict=True)), reason)
    return reopened


def withdraw(viewer: Viewer, monitor: Monitor, submission: str, reason: str) -> Submission:
    """Takes a submission out of the figures; its record is kept. A certified one is reopened first."""
    found = stored_submission(monitor, submission)
    known = monitor.body(found.body)
    access.require(viewer, "upload", known)
    reason = reasons.given(reason)
    if found.state not in (SubmissionState.SUBMITTED, SubmissionState.REOPENED):
        raise Refusal(
            "cannot_withdraw",
            message("{submission} is {state}. Only what is submitted or reopened can be withdrawn.",
                    submission=submission, state=found.state.value),
        )  # fmt: skip
    gone = replace(found, state=SubmissionState.WITHDRAWN)
    with monitor.store.reading() as session:
        rest = [one for one in stored.serving(session, known.id) if one.year == found.year and one.id != found.id]
    # A year that lost a part is whole no longer, whichever part had declared it so.
    undone = [(one, replace(one, complete=False)) for one in rest if one.complete]
    _change_states(viewer, monitor, known, "withdraw", [(found, gone), *undone], reason)
    return gone


def _change_states(
    viewer: Viewer,
    monitor: Monitor,
    body: Body,
    action: str,
    changed: Sequence[tuple[Submission, Submission]],
    reason: str = "",
) -> None:
    """Stores each submission as it is after in the place of before: all of them, or none."""
    with monitor.store.transaction() as session:
        for before, after in changed:
            if stored.get(session, after.id) != before:
                raise Refusal(
                    "changed_meanwhile",
                    message(
                        "{submission} was changed by someone else just now. Look again, and try again.",
                        submission=after.id,
                    ),
                )
            done = action if before.state is not after.state else INCOMPLETE
            stored.set_state(session, after, reason)
            monitor.log(session, viewer, body.id, done, after.id, reason)
    if action in ("certify", "withdraw"):
        for before, after in changed:
            if action == "certify" or before.state is not after.state:
                _drop_original(viewer, monitor, after)
    publish(monitor, body)


def _drop_original(viewer: Viewer, monitor: Monitor, submission: Submission) -> None:
    if records.remove_original(monitor.store, submission.id):
        with monitor.store.transaction() as session:
            monitor.log(session, viewer, submission.body, "remove_original", submission.id)
