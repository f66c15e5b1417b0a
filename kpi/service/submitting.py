"""The life of a submission: read, previewed, submitted, certified, reopened, withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kpi import access, intake
from kpi.language import Euro, message
from kpi.model import (
    DATE_FIELDS,
    Body,
    ControlTotals,
    Figure,
    Finding,
    Message,
    Outcome,
    Reading,
    Refusal,
    Severity,
    Submission,
    SubmissionState,
    TableReading,
    Tally,
    Viewer,
    YearState,
)
from kpi.service.judging import figures_at, publish, year_state
from kpi.service.knowing import apply_knowledge
from kpi.service.monitor import Monitor, safe_name
from kpi.store import records
from kpi.store import submissions as stored
from kpi.store.database import Session

WHOLE = "all"
"""The part that is the whole year."""

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Preview:
    """What submitting would do; nothing of it is kept."""

    totals: ControlTotals
    changes: tuple[tuple[Figure | None, Figure], ...]  # before and after, one a commitment
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Page:
    """Some of the rows of a list, and how many there are in all."""

    total: int
    rows: tuple[dict[str, Any], ...]


def read(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    answers: Mapping[str, str] | None = None,
) -> Reading:
    """Reads a file without storing anything. What this body answered before for this layout is answered again."""
    access.require(viewer, "upload", monitor.body(body))
    return _read(monitor, body, name, content, answers)[0]


def _read(
    monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None
) -> tuple[Reading, dict[str, str]]:
    """The reading and the answers that it rests on."""
    reader = intake.read_isolated if monitor.isolated else intake.read
    given = dict(answers or {})
    reading = reader(name, content, given)
    with monitor.store.reading() as session:
        remembered = stored.layout_answers(session, body, layout(reading)) if reading.tables else {}
    together = {**remembered, **given}
    if together != given:
        needed = reading.outcome is Outcome.ASK or any(key != "amount_basis" for key in remembered)
        reading = reader(name, content, together) if needed else _with_basis(reading, together)
    elif "amount_basis" in given:
        reading = _with_basis(reading, given)
    return reading, together


def _with_basis(reading: Reading, answers: Mapping[str, str]) -> Reading:
    """The reading with the amount basis that a person gave, where the file did not state one."""
    stated = answers.get("amount_basis")
    tables = tuple(
        replace(table, amount_basis=stated) if stated and table.amount_basis == "unknown" else table
        for table in reading.tables
    )
    return replace(reading, tables=tables)


def layout(reading: Reading) -> str:
    """A key for the layout of a file: the same headers give the same key, whatever the case or the sheet's name."""
    headers = sorted({"\x1f".join(text.strip().casefold() for text in table.header) for table in reading.tables})
    return hashlib.sha256("\x1e".join(headers).encode()).hexdigest()[:32]


def preview(viewer: Viewer, monitor: Monitor, body: str, year: int, reading: Reading, part: str = WHOLE) -> Preview:
    """What would count and what would change, without storing anything."""
    known = monitor.body(body)
    access.require(viewer, "upload", known)
    with monitor.store.transaction(keep=False) as session:
        submission = _new(session, viewer, monitor, known, year, _part(part), reading, complete=True)
        before = figures_at(session, monitor, [known], year)
        lines = _lines(reading)
        stored.save(session, submission, lines, _kept(reading), {})
        findings = apply_knowledge(monitor, session, known, {submission.id: lines})
        after = figures_at(session, monitor, [known], year)
        totals = _totals(session, submission.id)
    earlier = {figure.commitment.id: figure for figure in before if figure.commitment}
    changes = tuple((earlier.get(new.commitment.id), new) for new in after if new.commitment)
    return Preview(totals, changes, (*_outside_year(lines, year), *findings))


def submit(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    year: int,
    name: str,
    content: bytes,
    part: str = WHOLE,
    answers: Mapping[str, str] | None = None,
    complete: bool | None = None,
) -> Submission:
    """Stores a file as a new version of (body, year, part): record, lines, what is known, sums; all or nothing.

    `complete` says that with this part the year is whole; unsaid it is so for the part "all". Raises Refusal when a
    question is open, the VAT basis is unknown, "all" stands beside a part, the year is certified, or lines already
    stand in another part (answer "overlap" with "different" when they are other payments).
    """
    known = monitor.body(body)
    access.require(viewer, "upload", known)
    part = _part(part)
    _check_key(year, part)
    reading, used = _read(monitor, body, name, content, answers)
    _refuse_unready(reading)
    whole = part == WHOLE if complete is None else complete
    lines = _lines(reading)
    written: str | None = None
    try:
        with monitor.store.transaction() as session:
            submission = _new(session, viewer, monitor, known, year, part, reading, whole)
            _refuse_beside(session, submission, lines, used)
            written = submission.id
            records.save_record(monitor.store, submission.id, [table.record for table in reading.tables])
            stored.save(session, submission, lines, _kept(reading, _outside_year(lines, year)), used)
            stored.remember_layout(session, body, layout(reading), {k: v for k, v in used.items() if k != "overlap"})
            apply_knowledge(monitor, session, known, {submission.id: lines})
            totals = _totals(session, submission.id)
            if not totals.adds_up():
                raise Refusal(
                    "does_not_add_up",
                    message(
                        "The rows of {name} do not add up. Nothing was stored. Please report this file.", name=name
                    ),
                )
            monitor.log(session, viewer, body, "submit", submission.id, reading.file.sha256)
            records.save_original(monitor.store, submission.id, content)
    except BaseException:
        if written is not None:
            records.remove_record(monitor.store, written)
            records.remove_original(monitor.store, written)
        raise
    publish(monitor, known)
    return submission


def _part(written: str) -> str:
    """The name of a part with single blanks; the whole year whatever its capitals."""
    part = " ".join(written.split())
    return WHOLE if part.casefold() == WHOLE else part


def _check_key(year: int, part: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal(
            "bad_year",
            message("{found} is no year of a submission. Expected: 2000 to 2100.", found=year),
        )
    if not part.strip() or len(part) > 80:
        raise Refusal(
            "bad_part",
            message('The name of the part is empty or too long. Expected: at most 80 characters, such as "Q1".'),
        )


def _refuse_unready(reading: Reading) -> None:
    if reading.outcome is Outcome.REFUSE:
        raise Refusal("refused", reading.reason or message("The file could not be read."))
    if reading.outcome is Outcome.ASK:
        question = reading.questions[0]
        raise Refusal(
            "question_open",
            message(
                'A question about {about} is open: {why} Answer "{id}" with one of: {options}.',
                about=question.about,
                why=question.why,
                id=question.id,
                options=", ".join(question.options),
            ),
        )
    bases = sorted({table.amount_basis for table in reading.tables})
    if "unknown" in bases:
        raise Refusal(
            "amount_basis_unknown",
            message(
                "The file does not say whether the amounts are without VAT. "
                'Answer "amount_basis" with "net" (without VAT) or "gross" (with VAT).'
            ),
        )
    if len(bases) > 1:
        raise Refusal(
            "amount_basis_mixed",
            message("Some sheets are with VAT and some without. Expected: one basis. Submit them as separate parts."),
        )
    if any(table.amount_sum is None for table in reading.tables):
        raise Refusal(
            "amounts_in_bands",
            message(
                "The file gives bands instead of amounts, so no sum can be exact. Expected: amounts. "
                "Export the amounts themselves."
            ),
        )


def _refuse_beside(session: Session, new: Submission, lines: pa.Table, answers: Mapping[str, str]) -> None:
    serving = [one for one in stored.serving(session, new.body) if one.year == new.year]
    others = [one for one in serving if one.part != new.part]
    if others and WHOLE in {new.part, *(one.part for one in others)}:
        raise Refusal(
            "whole_beside_part",
            message(
                'The year {year} already has "{there}". A part cannot stand beside the whole year ("all"). '
                "Withdraw the one, or give the other the same name.",
                year=new.year,
                there=", ".join(sorted(one.part for one in others)),
            ),
        )
    same = [one for one in serving if one.part == new.part]
    guarded = same or (serving if year_state(serving) is YearState.FINAL else [])
    certified = [one for one in guarded if one.state is SubmissionState.CERTIFIED]
    if certified:
        raise Refusal(
            "year_is_certified",
            message(
                "The year {year} is certified by {by}. Nothing was stored. Reopen the year first, with a reason.",
                year=new.year,
                by=certified[0].certified_by or "",
            ),
        )
    repeated = stored.repeated_lines(session, [one.id for one in others], lines)
    if repeated.rows and answers.get("overlap") != "different":
        raise Refusal(
            "overlap",
            message(
                "{rows} lines ({amount}) already stand in another part of this year: same supplier, invoice number, "
                'date and amount. Take them out of the file, or answer "overlap" with "different" if these are other '
                "payments.",
                rows=repeated.rows,
                amount=Euro(Fraction(repeated.cents or 0, 100), exact=True),
            ),
        )


def _new(
    session: Session,
    viewer: Viewer,
    monitor: Monitor,
    body: Body,
    year: int,
    part: str,
    reading: Reading,
    complete: bool,
) -> Submission:
    """The next version, numbered inside the transaction that stores it, so that two at once never get one number."""
    earlier = [one.version for one in stored.submissions(session, body.id, year) if one.part == part]
    version = max(earlier, default=0) + 1
    digest = hashlib.sha256(part.encode()).hexdigest()[:6]
    label = safe_name(part) if safe_name(part) == part else f"{safe_name(part)[:40]}-{digest}"
    identity = f"{body.id}-{year}-{label}-{version}"
    if stored.get(session, identity):
        identity = f"{identity}-{hashlib.sha256(f'{body.id} {year} {part}'.encode()).hexdigest()[:12]}"
    return Submission(
        id=identity,
        body=body.id,
        year=year,
        part=part,
        version=version,
        state=SubmissionState.SUBMITTED,
        complete=complete,
        amount_basis=reading.tables[0].amount_basis if reading.tables else "unknown",
        year_basis="booking",
        file_name=reading.file.name,
        sha256=reading.file.sha256,
        submitted_by=viewer.name,
        submitted_at=monitor.now(),
    )


def _lines(reading: Reading) -> pa.Table:
    """The lines of all tables, numbered on."""
    tables, start = [], 0
    for table in reading.tables:
        numbers = pa.array(range(start, start + len(table.lines)), pa.int32())
        rest = table.lines.drop_columns(["line"]) if "line" in table.lines.column_names else table.lines
        tables.append(rest.append_column("line", numbers))
        start += len(table.lines)
    return pa.concat_tables(tables, promote_options="default")


def _outside_year(lines: pa.Table, year: int) -> tuple[Finding, ...]:
    """Lines with a date outside the year of their submission, with their euros; they count in that year all the same."""
    present = [lines[name] for name in DATE_FIELDS if name in lines.column_names]
    if not present:
        return ()
    dates = pc.coalesce(*present)
    strange = pc.fill_null(pc.not_equal(pc.year(dates), year), False)
    outside = lines.filter(strange)
    if not len(outside):
        return ()
    cents = pc.sum(outside["amount"]).as_py()
    extremes = pc.min_max(dates.filter(strange)).as_py()
    return (
        Finding(
            "dates_outside_year",
            Severity.WARNING,
            message(
                "{rows} lines ({amount}) have a date outside {year}: from {first} to {last}. They count in {year}, the "
                "year in which they were booked. Check that this is the file of that year.",
                rows=len(outside),
                amount=Euro(Fraction(cents, 100), exact=True),
                year=year,
                first=extremes["min"],
                last=extremes["max"],
            ),
            rows=len(outside),
            cents=cents,
        ),
    )


def _kept(reading: Reading, more: Sequence[Finding] = ()) -> dict[str, Any]:
    """What is kept of the reading beside the record; amounts in euro cents."""
    return {
        "tables": [
            {
                "sheet": table.sheet,
                "header": list(table.header),
                "header_rows": list(table.header_rows),
                "columns": {name: column.index for name, column in table.columns.items()},
                "set_aside": {
                    reason: [tally.rows, None if tally.cents is None else tally.cents * table.amount_unit]
                    for reason, tally in table.set_aside.items()
                },
                "unreadable": table.unreadable.rows,
                "lines": table.line_count,
                "uploaded": (table.amount_sum or 0) * table.amount_unit,
                "column": _column_sum(table) * table.amount_unit,
            }
            for table in reading.tables
        ],
        "findings": [
            [found.rule, found.severity.value, found.message.nl, found.message.en]
            for found in (*reading.findings, *more)
        ],
    }


def _column_sum(table: TableReading) -> int:
    return (table.amount_sum or 0) + sum(tally.cents or 0 for tally in table.set_aside.values())


def _totals(session: Session, submission: str) -> ControlTotals:
    tables = stored.reading(session, submission)["tables"]
    by_exclusion = stored.excluded(session, submission)
    set_aside: dict[str, Tally] = {}
    for table in tables:
        for reason, (rows, cents) in table["set_aside"].items():
            before = set_aside.get(reason, Tally(0, None))
            both = None if cents is None and before.cents is None else (cents or 0) + (before.cents or 0)
            set_aside[reason] = Tally(before.rows + rows, both)
    set_aside = {reason: tally for reason, tally in set_aside.items() if tally.rows}
    unreadable = sum(table["unreadable"] for table in tables)
    lines = sum(table["lines"] for table in tables)
    return ControlTotals(
        rows=lines + unreadable + sum(tally.rows for tally in set_aside.values()),
        lines=lines,
        set_aside=set_aside,
        unreadable={"amount": Tally(unreadable)} if unreadable else {},
        excluded={reason: tally for reason, tally in by_exclusion.items() if reason},
        procurement=by_exclusion.get(None, Tally(0, 0)),
        uploaded=Tally(lines, sum(table["uploaded"] for table in tables)),
        amount_column=sum(table["column"] for table in tables),
    )


def control_totals(viewer: Viewer, monitor: Monitor, submission: str) -> ControlTotals:
    """The equations of semantics.md section 2 for a submission, with today's exclusions."""
    access.require(viewer, "see_lines", _found(monitor, submission).body)
    with monitor.store.reading() as session:
        return _totals(session, submission)


def _found(monitor: Monitor, submission: str) -> Submission:
    with monitor.store.reading() as session:
        found = stored.get(session, submission)
    if found is None:
        raise Refusal(
            "unknown_submission",
            message('There is no submission "{found}". Choose one from the list.', found=submission),
        )
    return found


def submissions(viewer: Viewer, monitor: Monitor, body: str, year: int | None = None) -> list[Submission]:
    """All versions of all parts, newest year and version first."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        return stored.submissions(session, body, year)


def years(viewer: Viewer, monitor: Monitor, body: str) -> dict[int, YearState]:
    """The years that the body submitted, and how far each is."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        serving = stored.serving(session, body)
    found = sorted({one.year for one in serving})
    return {year: year_state([one for one in serving if one.year == year]) for year in found}


def certify(viewer: Viewer, monitor: Monitor, body: str, year: int, part: str | None = None) -> list[Submission]:
    """Certifies one part, or with `part` None all parts of the year, which declares the year whole.

    Raises Refusal when there is nothing to certify, the viewer submitted it himself, or rows are unreadable.
    """
    known = monitor.body(body)
    access.require(viewer, "certify", known)
    wanted = None if part is None else _part(part)
    with monitor.store.reading() as session:
        serving = [one for one in stored.serving(session, body) if one.year == year and wanted in (None, one.part)]
        unreadable = {one.id: _totals(session, one.id).unreadable for one in serving}
    if not serving:
        raise Refusal(
            "nothing_to_certify",
            message("There is no submission of {year} to certify. Submit a file first.", year=year),
        )
    for one in serving:
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
                message(
                    "{part} of {year} has {rows} rows whose amount cannot be read. Correct them in the file and "
                    "submit it again before it is certified.",
                    part=one.part,
                    year=year,
                    rows=rows,
                ),
            )
    done = [
        replace(
            one,
            state=SubmissionState.CERTIFIED,
            complete=one.complete or part is None,
            certified_by=viewer.name,
            certified_at=monitor.now(),
        )
        for one in serving
    ]
    _change_states(viewer, monitor, known, "certify", done)
    return done


def reopen(
    viewer: Viewer, monitor: Monitor, body: str, year: int, reason: str, part: str | None = None
) -> list[Submission]:
    """Reopens a certified year, so that it can be corrected; the certified figures serve until it is replaced."""
    known = monitor.body(body)
    access.require(viewer, "certify", known)
    wanted = None if part is None else _part(part)
    _require_reason(reason)
    with monitor.store.reading() as session:
        certified = [
            replace(one, state=SubmissionState.REOPENED)
            for one in stored.serving(session, body)
            if one.year == year and wanted in (None, one.part) and one.state is SubmissionState.CERTIFIED
        ]
    if not certified:
        raise Refusal("nothing_to_reopen", message("{year} has nothing that is certified.", year=year))
    _change_states(viewer, monitor, known, "reopen", certified, reason)
    return certified


def withdraw(viewer: Viewer, monitor: Monitor, submission: str, reason: str) -> Submission:
    """Takes a submission out of the figures; its record is kept. A certified one is reopened first."""
    found = _found(monitor, submission)
    known = monitor.body(found.body)
    access.require(viewer, "upload", known)
    _require_reason(reason)
    if found.state not in (SubmissionState.SUBMITTED, SubmissionState.REOPENED):
        raise Refusal(
            "cannot_withdraw",
            message("{submission} is {state}. Only what is submitted or reopened can be withdrawn.",
                    submission=submission, state=found.state.value),
        )  # fmt: skip
    gone = replace(found, state=SubmissionState.WITHDRAWN)
    _change_states(viewer, monitor, known, "withdraw", [gone], reason)
    return gone


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("no_reason", message("Say why, in a few words. The reason is kept."))


def _change_states(
    viewer: Viewer, monitor: Monitor, body: Body, action: str, changed: Sequence[Submission], reason: str = ""
) -> None:
    with monitor.store.transaction() as session:
        for one in changed:
            stored.set_state(session, one, reason)
            monitor.log(session, viewer, body.id, action, one.id, reason)
    if action in ("certify", "withdraw"):
        for one in changed:
            _drop_original(viewer, monitor, one)
    publish(monitor, body)


def _drop_original(viewer: Viewer, monitor: Monitor, submission: Submission) -> None:
    if records.remove_original(monitor.store, submission.id):
        with monitor.store.transaction() as session:
            monitor.log(session, viewer, submission.body, "remove_original", submission.id)


def rows(viewer: Viewer, monitor: Monitor, submission: str, place: str, offset: int = 0, limit: int = 50) -> Page:
    """The rows of one place: an exclusion reason, "procurement", or a set-aside or unreadable reason.

    Lines come with their fields; set-aside rows with their cells as read, under the file's own headers.
    """
    found = _found(monitor, submission)
    access.require(viewer, "see_lines", found.body)
    with monitor.store.reading() as session:
        kept = stored.reading(session, submission)["tables"]
        if place in {reason for table in kept for reason in table["set_aside"]} | {"unreadable"}:
            return _record_rows(monitor, submission, kept, place, offset, limit)
        total, page = stored.lines_page(session, submission, None if place == "procurement" else place, offset, limit)
    return Page(total, tuple(page))


def _record_rows(
    monitor: Monitor, submission: str, kept: Sequence[Mapping[str, Any]], place: str, offset: int, limit: int
) -> Page:
    found: list[dict[str, Any]] = []
    known = {"line", "title", "header"} | {reason for table in kept for reason in table["set_aside"]}
    for table, record in zip(kept, records.read_record(monitor.store, submission), strict=True):
        header = table["header"]
        for row in record.to_pylist():
            if row["place"] == place or (place == "unreadable" and row["place"] not in known):
                cells = {
                    header[index] or f"#{index + 1}": row[f"c{index}"]
                    for index in range(len(header))
                    if row.get(f"c{index}")
                }
                found.append({"sheet": row["sheet"], "row": row["row"], **cells})
    return Page(len(found), tuple(found[offset : offset + limit]))


def blocking(reading: Reading) -> list[Finding]:
    """The findings that must be fixed before the file can be submitted."""
    return [found for found in reading.findings if found.severity is Severity.ERROR]


def state_names() -> dict[SubmissionState, Message]:
    """The words for the states of a submission."""
    return {
        SubmissionState.SUBMITTED: message("submitted"),
        SubmissionState.CERTIFIED: message("certified"),
        SubmissionState.REOPENED: message("reopened"),
        SubmissionState.REPLACED: message("replaced"),
        SubmissionState.WITHDRAWN: message("withdrawn"),
    }
