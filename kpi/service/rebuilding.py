"""All lines, sums and figures again, from the records alone (semantics.md section 11)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from kpi import intake
from kpi.language import Euro, message
from kpi.model import Refusal, Submission
from kpi.service.judging import publish
from kpi.service.knowing import know_lines, measure, register_quantities
from kpi.service.monitor import Monitor
from kpi.store import records, registers
from kpi.store import submissions as stored
from kpi.store.database import Session


@dataclass(frozen=True)
class Rebuilt:
    """How much was made anew."""

    submissions: int
    lines: int


def rebuild(monitor: Monitor) -> Rebuilt:
    """Makes the lines of every version of every submission from its record, what is known about them and their sums.

    A version that no longer counts is worked out from what its body knew while it did. Raises Refusal, and changes nothing,
    where a record is gone, or gives another number of lines or other amounts than were submitted.
    """
    with monitor.store.transaction() as session:
        bodies = {body.id: body for body in registers.bodies(session)}
        kept = stored.submissions(session)
        lines = 0
        for one in kept:
            table = _lines(monitor, session, one)
            lines += len(table)
            stored.replace_lines(session, one.id, table)
            known = stored.knowledge_number(session, one.id)
            know_lines(monitor, session, bodies[one.body], one.id, stored.lines(session, one.id), known)
        measure(monitor, session, [one.id for one in kept])
        for identity in bodies:
            register_quantities(session, identity)
        registers.log(session, monitor.now(), "ambitiemonitor", "system", None, "rebuild", str(len(kept)))
    for body in bodies.values():
        publish(monitor, body)
    return Rebuilt(len(kept), lines)


def _lines(monitor: Monitor, session: Session, submission: Submission) -> pa.Table:
    tables = stored.reading(session, submission.id)["tables"]
    record = records.read_record(monitor.store, submission.id)
    lines = intake.lines_from_record(record)
    expected = sum(table["lines"] for table in tables)
    if len(record) != len(tables) or len(lines) != expected:
        raise Refusal(
            "record_incomplete",
            message(
                "The record of {submission} does not give its lines. Found: {found} lines in {tables} tables. Expected: "
                "{expected} lines in {kept} tables. Nothing was changed; put the folder of records back from a copy.",
                submission=submission.id,
                found=len(lines),
                tables=len(record),
                expected=expected,
                kept=len(tables),
            ),
        )
    submitted, found = sum(table["uploaded"] for table in tables), pc.sum(lines["amount"]).as_py() or 0
    if found != submitted:
        raise Refusal(
            "record_of_other_amounts",
            message(
                "The record of {submission} gives other amounts than were submitted. Found: {found}. Expected: {expected}. Nothing was "
                "changed; put the folder of records back from a copy, or use the version of Ambitiemonitor that it was submitted with.",
                submission=submission.id,
                found=Euro(Fraction(found, 100), exact=True),
                expected=Euro(Fraction(submitted, 100), exact=True),
            ),
        )
    return lines
