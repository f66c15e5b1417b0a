"""From a file to a stored submission: read, previewed, submitted."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from kpi import access, intake
from kpi.language import Euro, message, plural_message
from kpi.model import (
    YEAR_BASES,
    Body,
    ControlTotals,
    Figure,
    Finding,
    Knowledge,
    LeftOut,
    Outcome,
    Reading,
    Refusal,
    Submission,
    SubmissionState,
    TableReading,
    Tally,
    Viewer,
    YearState,
)
from kpi.service.beside import Told, unheard
from kpi.service.checking import beside_the_year, explanations_for
from kpi.service.drafting import draft_id
from kpi.service.judging import figures_at, publish
from kpi.service.knowing import apply_knowledge
from kpi.service.leaving_out import FILE_KIND, MIXED, Exclusions, exclusions_of, refuse_unknown_reason
from kpi.service.looking import WHOLE, part_name, totals_from, totals_of
from kpi.service.monitor import Monitor, safe_name
from kpi.service.remembering import recall, remember, told
from kpi.service.year_figures import year_state
from kpi.service.years import basis_in_use, makes_whole, refuse_other_basis, unknown_year_basis
from kpi.store import records, registers
from kpi.store import submissions as stored
from kpi.store.database import Session

FIRST_YEAR, LAST_YEAR = 2000, 2100
STEPS = 4
"""Of previewing and submitting: the lines are laid out, matched with what the body knows, added up, and compared or kept."""


@dataclass(frozen=True)
class Preview:
    """What submitting would do; nothing of it is kept. The findings are those of matching with the body's own words and evidence."""

    totals: ControlTotals
    changes: tuple[tuple[Figure | None, Figure], ...]  # before and after, one a commitment
    findings: tuple[Finding, ...]
    exclusions: Exclusions


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
    return read_with_memory(monitor, body, name, content, answers)[0]


def read_with_memory(
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    answers: Mapping[str, str] | None,
    stopper: intake.Stopper | None = None,
) -> tuple[Reading, dict[str, str]]:
    """The reading and the answers that it rests on."""
    reader = partial(intake.read_isolated, stopper=stopper) if monitor.isolated else intake.read
    given = dict(answers or {})
    reading = reader(name, content, given)
    with monitor.store.reading() as session:
        recalled = recall(session, body, reading)
    together = intake.joined(recalled.answers if recalled else {}, given)
    if together != given:
        needed = reading.outcome is Outcome.ASK or any(key != "amount_basis" for key in together if key not in given)
        again = reader(name, content, together) if needed else _with_basis(reading, together)
        if again.outcome is Outcome.REFUSE and reading.outcome is not Outcome.REFUSE:
            return reading, given  # what was remembered does not fit this file after all
        reading = again
    elif "amount_basis" in given:
        reading = _with_basis(reading, given)
    return told(reading, recalled, given) if recalled else reading, together


def _with_basis(reading: Reading, answers: Mapping[str, str]) -> Reading:
    """The reading with the amount basis that a person gave, where the file did not state one."""
    stated = answers.get("amount_basis")
    tables = tuple(
        replace(table, amount_basis=stated) if stated and table.amount_basis == "unknown" else table
        for table in reading.tables
    )
    known = stated is not None and all(table.amount_basis != "unknown" for table in tables)
    findings = tuple(one for one in reading.findings if not (known and one.rule == "amount_basis_unknown"))
    return replace(reading, tables=tables, findings=findings)


def preview(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    year: int,
    reading: Reading,
    part: str = WHOLE,
    answers: Mapping[str, str] | None = None,
    progress: Told = unheard,
) -> Preview:
    """What would count and what would change, without storing anything. Of the answers only FILE_KIND matters here. `progress` hears
    how many of STEPS are done.
    """
    known = monitor.body(body)
    access.require(viewer, "upload", known)
    with monitor.store.transaction(keep=False) as session:
        submission = _new(session, viewer, monitor, known, year, part_name(part), reading, complete=True)
        before = figures_at(session, monitor, [known], year)
        lines = lines_of(reading)
        stored.save(session, submission, lines, _kept(reading), {})
        remembered = reading.remembered.answers if reading.remembered else {}
        _leave_out_whole(session, viewer, monitor, submission, {**remembered, **(answers or {})})
        progress(1)
        findings = apply_knowledge(monitor, session, known, {submission.id: lines}, lambda: progress(2))
        progress(3)
        after = figures_at(session, monitor, [known], year)
        totals = totals_of(session, submission.id)
        left_out = exclusions_of(session, body, [submission.id])
    earlier = {figure.commitment.id: figure for figure in before if figure.commitment}
    changes = tuple((earlier.get(new.commitment.id), new) for new in after if new.commitment)
    return Preview(totals, changes, findings, left_out)


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
    ledger_total: int | None = None,
    explanations: Mapping[str, str] | None = None,
    year_basis: str | None = None,
    progress: Told = unheard,
) -> Submission:
    """Stores a file as a new version of (body, year, part): record, lines, what is known, sums; all or nothing.

    `complete` says that with this part the year is whole; unsaid it is so for the part "all", and for the last of the parts that the
    body expects. `year_basis` (model.YEAR_BASES) is by which date the lines belong to the year; unsaid that of what stands in the
    year already, else that of the body. `ledger_total` (cents) is
    what the administration says; it is kept and shown, and a difference refuses nothing. `explanations` says, for
    rules of which something was found, why that is right. Raises Refusal when one is about a rule that found nothing, a
    question is open, the VAT basis is unknown, "all" stands beside a part, the year is certified, or lines already
    stand in another part (answer "overlap" with "different" when they are other payments). `progress` hears how many of STEPS are done;
    what it raises leaves nothing stored.
    """
    known = monitor.body(body)
    access.require(viewer, "upload", known)
    part = part_name(part)
    _check_key(year, part)
    _refuse_after_end(known, year)
    if year_basis is not None and year_basis not in YEAR_BASES:
        raise unknown_year_basis(year_basis)
    reading, used = _read_before(monitor, body, name, content, answers) or read_with_memory(
        monitor, body, name, content, answers
    )
    _refuse_unready(reading)
    lines = lines_of(reading)
    written: str | None = None
    try:
        with monitor.store.transaction() as session:
            there = [one for one in stored.serving(session, body) if one.year == year]
            submission = replace(
                _new(session, viewer, monitor, known, year, part, reading, makes_whole(known, there, part, complete)),
                ledger_total=ledger_total,
            )
            submission = replace(submission, year_basis=year_basis or submission.year_basis)
            refuse_other_basis(submission, there)
            _refuse_beside(session, submission, lines, used)
            written = submission.id
            records.save_record(monitor.store, submission.id, [table.record for table in reading.tables])
            more = beside_the_year(session, body, year, part, reading, submission.complete)
            explained = explanations_for(explanations or {}, (*reading.findings, *more))
            stored.save(session, submission, lines, _kept(reading, more, explained), used)
            remember(session, viewer, monitor, body, reading, used)
            _leave_out_whole(session, viewer, monitor, submission, used)
            progress(1)
            apply_knowledge(monitor, session, known, {submission.id: lines}, lambda: progress(2))
            progress(3)
            totals = totals_of(session, submission.id)
            if not totals.adds_up():
                raise Refusal(
                    "does_not_add_up",
                    message(
                        "The rows of {name} do not add up. Nothing was stored. Please report this file.", name=name
                    ),
                )
            monitor.log(session, viewer, body, "submit", submission.id, reading.file.sha256)
            for rule, why in explained.items():
                monitor.log(session, viewer, body, "explain", submission.id, f"{rule}: {why}")
            records.save_original(monitor.store, submission.id, content)
    except BaseException:
        if written is not None:
            records.remove_record(monitor.store, written)
            records.remove_original(monitor.store, written)
        raise
    monitor.readings.forget(body=body)
    publish(monitor, known)
    return submission


def _leave_out_whole(
    session: Session, viewer: Viewer, monitor: Monitor, submission: Submission, answers: Mapping[str, str]
) -> None:
    """Keeps what a person answered that the whole file is, where that is no procurement."""
    said = answers.get(FILE_KIND, MIXED)
    if said == MIXED:
        return
    refuse_unknown_reason(said)
    added = Knowledge(left_out=(LeftOut("file", submission.id, said),))
    registers.add_knowledge(session, submission.body, "exclusions", "", viewer.name, monitor.now(), added)


def _read_before(
    monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None
) -> tuple[Reading, dict[str, str]] | None:
    """What was read of these very bytes with these answers for the preview, where it is still kept."""
    asked_of_file = {key: value for key, value in (answers or {}).items() if key != "overlap"}
    done = monitor.readings.done(draft_id(body, content), name, asked_of_file)
    return (done[0], {**done[1], **(answers or {})}) if done else None


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


def _refuse_after_end(body: Body, year: int) -> None:
    if body.valid_to and year > body.valid_to.year:
        raise Refusal(
            "body_ended",
            message(
                "{name} ended on {day}, so it has no year {year}. Expected: a year up to then. Submit the file at {successors}.",
                name=body.name,
                day=body.valid_to.isoformat(),
                year=str(year),
                successors=", ".join(body.successors) or "-",
            ),
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
    if not set(bases) <= {"net", "gross"}:
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
            plural_message(
                "{number} line ({amount}) already stands in another part of this year: same supplier, invoice number, "
                'date and amount. Take it out of the file, or answer "overlap" with "different" if this is another '
                "payment.",
                "{number} lines ({amount}) already stand in another part of this year: same supplier, invoice number, "
                'date and amount. Take them out of the file, or answer "overlap" with "different" if these are other '
                "payments.",
                repeated.rows,
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
        year_basis=basis_in_use(body, [one for one in stored.serving(session, body.id) if one.year == year]),
        file_name=reading.file.name,
        sha256=reading.file.sha256,
        submitted_by=viewer.name,
        submitted_at=monitor.now(),
    )


def lines_of(reading: Reading) -> pa.Table:
    """The lines of all tables, numbered on."""
    tables, start = [], 0
    for table in reading.tables:
        numbers = pa.array(range(start, start + len(table.lines)), pa.int32())
        rest = table.lines.drop_columns(["line"]) if "line" in table.lines.column_names else table.lines
        tables.append(rest.append_column("line", numbers))
        start += len(table.lines)
    return pa.concat_tables(tables, promote_options="default")


def _kept(
    reading: Reading, more: Sequence[Finding] = (), explanations: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """What is kept of the reading beside the record; amounts in euro cents."""
    return {
        "tables": [
            {
                "sheet": table.sheet,
                "header": list(table.header),
                "header_rows": list(table.header_rows),
                "columns": {name: column.index for name, column in table.columns.items()},
                "set_aside": {
                    reason: [tally.rows, None if tally.cents is None else table.set_aside_cents[reason]]
                    for reason, tally in table.set_aside.items()
                },
                "unreadable": table.unreadable.rows,
                "lines": table.line_count,
                "rows": _rows_below_header(table),
                "uploaded": _uploaded(table),
                "column": table.column_cents or 0,
            }
            for table in reading.tables
        ],
        "findings": [
            [found.rule, found.severity.value, found.message.nl, found.message.en, found.rows, found.cents]
            for found in (*reading.findings, *more)
        ],
        "explanations": dict(explanations or {}),
    }


def _rows_below_header(table: TableReading) -> int:
    """Counted in the record, apart from the tallies, so that the two can be held against each other."""
    return sum(place not in ("above", "header") for place in table.record["place"].to_pylist())


def _uploaded(table: TableReading) -> int:
    """Euro cents. From the lines: in a file in thousands the sum in the file's own unit is rounded."""
    return pc.sum(table.lines["amount"]).as_py() or 0


def reading_totals(reading: Reading) -> ControlTotals:
    """The equations as far as reading goes: nothing is left out as no procurement yet."""
    tables = _kept(reading)["tables"]
    lines = Tally(sum(table["lines"] for table in tables), sum(table["uploaded"] for table in tables))
    return totals_from(tables, {None: lines})
