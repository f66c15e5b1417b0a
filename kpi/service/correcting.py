"""Corrections: which draft or submission a file corrects, and what differs."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pyarrow as pa

from kpi import access
from kpi.intake.difference import Difference, compare
from kpi.intake.drift import ABOUT_ROWS, still_hold
from kpi.intake.layout import Layout, layout_of
from kpi.language import message
from kpi.model import Finding, Message, Reading, Refusal, Severity, Submission, Viewer
from kpi.service.checking import beside_the_year
from kpi.service.drafting import draft, draft_form, drafts
from kpi.service.looking import stored_submission
from kpi.service.monitor import Monitor
from kpi.service.remembering import described_layout, headers_key, layout_key
from kpi.service.submitting import read_with_memory
from kpi.store import records
from kpi.store import submissions as stored

DRAFT, SUBMISSION = "draft", "submission"


@dataclass(frozen=True)
class Correction:
    """What a file corrects. `by_reference`: its reply workbook says so; else it has the layout, year and part of it."""

    of: str  # "draft:ID" or "submission:ID"
    name: str
    year: int
    part: str
    version: int | None  # None: a draft
    by: str | None
    at: datetime
    answers: Mapping[str, str] = field(default_factory=dict)
    by_reference: bool = False
    complete: bool = True


@dataclass(frozen=True)
class FindingsChange:
    """Errors and warnings by rule: solved, still there, and new ones."""

    solved: tuple[Finding, ...]
    remaining: tuple[Finding, ...]
    new: tuple[Finding, ...]


def corrected(
    viewer: Viewer, monitor: Monitor, body: str, reading: Reading, year: int, part: str, of: str | None = None
) -> Correction | None:
    """What this reading is a correction of: what its reply workbook refers to, else `of` (a draft it was put in the place
    of), the submission that serves for the year and part, or the newest draft for them, where that has the same layout.
    None: it corrects nothing.
    """
    access.require(viewer, "upload", monitor.body(body))
    if not reading.tables:
        return None
    named = _referred(viewer, monitor, body, reading.file.reply_to, by_reference=True)
    found = named or _of_layout(viewer, monitor, body, reading, (year, part), of)
    return replace(found, answers=_carried(viewer, monitor, body, found, reading)) if found else None


def _of_layout(
    viewer: Viewer, monitor: Monitor, body: str, reading: Reading, key: tuple[int, str], of: str | None
) -> Correction | None:
    layout = layout_key(reading)
    earlier = _referred(viewer, monitor, body, of, by_reference=False)
    if earlier:
        same = earlier.version is not None or layout_key(_draft_reading(viewer, monitor, earlier.of)) == layout
        return earlier if same else None
    with monitor.store.reading() as session:
        for one in stored.serving(session, body):
            headers = [table["header"] for table in stored.reading(session, one.id)["tables"]]
            if (one.year, one.part) == key and headers_key(headers) == layout:
                return _of_submission(one, stored.answers(session, one.id), by_reference=False)
    for kept in drafts(viewer, monitor, body):
        content = records.read_original(monitor.store, kept.id)
        same_file = content is None or hashlib.sha256(content).hexdigest() == reading.file.sha256
        if (kept.form.get("year"), kept.form.get("part")) != key or same_file:
            continue
        name = f"{DRAFT}:{kept.id}"
        same = layout_key(_draft_reading(viewer, monitor, name)) == layout
        return _referred(viewer, monitor, body, name, by_reference=False) if same else None
    return None


def _carried(viewer: Viewer, monitor: Monitor, body: str, found: Correction, reading: Reading) -> dict[str, str]:
    """The answers that go along: those about columns that hold what they held; about rows only for the same file repaired."""
    before: Layout | None = None
    if found.version is None:
        before = layout_of(_draft_reading(viewer, monitor, found.of))
    else:
        with monitor.store.reading() as session:
            headers = [table["header"] for table in stored.reading(session, found.of.partition(":")[2])["tables"]]
            before = described_layout(session, body, headers_key(headers))
    held = still_hold(found.answers, before, layout_of(reading)) if before else {}
    about_rows = {
        key: value for key, value in found.answers.items() if key.partition(":")[0] in ABOUT_ROWS - {"overlap"}
    }
    return {**held, **(about_rows if found.by_reference else {})}


def correction(viewer: Viewer, monitor: Monitor, body: str, of: str) -> Correction | None:
    """The draft or submission "draft:ID" or "submission:ID" as something to correct; None where it is gone."""
    access.require(viewer, "upload", monitor.body(body))
    return _referred(viewer, monitor, body, of, by_reference=False)


def _referred(viewer: Viewer, monitor: Monitor, body: str, of: str | None, by_reference: bool) -> Correction | None:
    """The draft or submission of that reference, where it is still there and of this body."""
    kind, _, identity = (of or "").partition(":")
    try:
        if kind == DRAFT:
            kept, _ = draft(viewer, monitor, identity)
            if kept.body == body:
                form = kept.form
                return Correction(
                    f"{DRAFT}:{identity}", kept.name, form["year"], form["part"], None, None, kept.saved_at,
                    form.get("answers", {}), by_reference, form.get("complete", True),
                )  # fmt: skip
        elif kind == SUBMISSION:
            found = stored_submission(monitor, identity)
            if found.body == body:
                with monitor.store.reading() as session:
                    return _of_submission(found, stored.answers(session, identity), by_reference)
    except Refusal:
        return None  # it is gone: then this is a file as any other
    return None


def _of_submission(one: Submission, answers: Mapping[str, str], by_reference: bool) -> Correction:
    return Correction(
        f"{SUBMISSION}:{one.id}", one.file_name, one.year, one.part, one.version, one.submitted_by, one.submitted_at,
        answers, by_reference, one.complete,
    )  # fmt: skip


def _draft_reading(viewer: Viewer, monitor: Monitor, of: str) -> Reading:
    kept, content = draft(viewer, monitor, of.partition(":")[2])
    return read_with_memory(monitor, kept.body, kept.name, content, kept.form.get("answers"))[0]


def difference(
    viewer: Viewer, monitor: Monitor, corrects: Correction, reading: Reading
) -> tuple[Difference, FindingsChange]:
    """What a correction changes, and what it does to the findings. Raises Refusal when what it corrects is gone."""
    identity = corrects.of.partition(":")[2]
    if corrects.of.startswith(DRAFT):
        body = draft_form(viewer, monitor, identity).body
        before = _draft_reading(viewer, monitor, corrects.of)
        tables: Sequence[pa.Table] = [table.record for table in before.tables]
        findings: Sequence[Finding] = [*before.findings, *_beside(monitor, body, corrects, before)]
    else:
        body = stored_submission(monitor, identity).body
        tables, findings = _stored(viewer, monitor, identity)
    found = compare(tables, [table.record for table in reading.tables])
    return found, findings_change(findings, [*reading.findings, *_beside(monitor, body, corrects, reading)])


def _beside(monitor: Monitor, body: str, corrects: Correction, reading: Reading) -> list[Finding]:
    with monitor.store.reading() as session:
        return beside_the_year(session, body, corrects.year, corrects.part, reading, corrects.complete)


def compare_versions(viewer: Viewer, monitor: Monitor, before: str, after: str) -> tuple[Difference, FindingsChange]:
    """The difference between two stored submissions of one body, and between what was found in them."""
    one, other = stored_submission(monitor, before), stored_submission(monitor, after)
    if one.body != other.body:
        raise Refusal(
            "other_body",
            message(
                "These are submissions of two organisations. Expected: two of one. Choose another to compare with."
            ),
        )
    left, findings = _stored(viewer, monitor, before)
    right, now = _stored(viewer, monitor, after)
    return compare(left, right), findings_change(findings, now)


def _stored(viewer: Viewer, monitor: Monitor, identity: str) -> tuple[list[pa.Table], list[Finding]]:
    access.require(viewer, "see_lines", stored_submission(monitor, identity).body)
    with monitor.store.reading() as session:
        kept = stored.reading(session, identity)["findings"]
    findings = [Finding(rule, Severity(severity), Message(nl, en)) for rule, severity, nl, en, *_ in kept]
    return records.read_record(monitor.store, identity), findings


def findings_change(before: Sequence[Finding], after: Sequence[Finding]) -> FindingsChange:
    """What became of the errors and warnings, by their rule."""
    old = {one.rule: one for one in before if one.severity is not Severity.INFO}
    new = {one.rule: one for one in after if one.severity is not Severity.INFO}
    return FindingsChange(
        solved=tuple(one for rule, one in old.items() if rule not in new),
        remaining=tuple(one for rule, one in new.items() if rule in old),
        new=tuple(one for rule, one in new.items() if rule not in old),
    )
