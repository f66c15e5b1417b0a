"""Claims to sample from, samples as they were drawn, and what was found on their lines: every verdict is kept."""

from __future__ import annotations

from collections.abc import Iterable

import pyarrow as pa

from kpi.model import FULL, Sample, Verdict
from kpi.store.database import Session
from kpi.store.documents import pack, unpack


def claims(session: Session, indicator: str) -> pa.Table:
    """The lines of which something is claimed to qualify, over what `measuring.prepare_intervals` laid out.

    The columns of the lines, with `parts` (cent basis points that are claimed), `source` and `properties` (of the evidence that says so).
    """
    return session.table(
        f"""
        SELECT lines.*, line_of.category_text, said.source, coalesce(said.properties, []) AS properties,
               (line_of.amount::HUGEINT * CASE WHEN intervals.claimed THEN intervals.high ELSE intervals.low END)::BIGINT AS parts
        FROM facts AS line_of JOIN intervals USING (submission, line) JOIN lines USING (submission, line)
        LEFT JOIN (
            SELECT submission, line, min(concat_ws(' ', subject, kind, reference)) AS source,
                   list_sort(list(DISTINCT property)) AS properties
            FROM evidence WHERE indicator = ? AND (low > 0 OR claimed) GROUP BY submission, line
        ) AS said USING (submission, line)
        WHERE scope_low = {FULL} AND exclusion IS NULL AND line_of.amount <> 0
              AND CASE WHEN intervals.claimed THEN intervals.high ELSE intervals.low END > 0
        ORDER BY lines.submission, lines.line
        """,
        [indicator],
    )


def save(session: Session, sample: Sample) -> None:
    session.execute("INSERT INTO samples VALUES (?, ?, ?, ?)", [sample.id, sample.body, sample.year, pack(sample)])


def samples(session: Session, body: str, year: int | None = None) -> list[Sample]:
    """The samples of a body, the latest first."""
    found = session.rows("SELECT document FROM samples WHERE body = ? AND (? IS NULL OR year = ?)", [body, year, year])
    drawn: list[Sample] = [unpack(Sample, row["document"]) for row in found]
    return sorted(drawn, key=lambda one: (str(one.drawn_at), one.id), reverse=True)


def add_verdicts(session: Session, sample: str, made: Iterable[Verdict]) -> None:
    """Appends verdicts; earlier ones on the same line stay, and hold no longer."""
    for one in made:
        session.execute("INSERT INTO verdicts VALUES (nextval('verdict_number'), ?, ?)", [sample, pack(one)])


def findings(session: Session, sample: str) -> list[Verdict]:
    """All verdicts that were ever given on a sample, the first ones first."""
    found = session.rows("SELECT document FROM verdicts WHERE sample = ? ORDER BY number", [sample])
    return [unpack(Verdict, row["document"]) for row in found]


def verdicts(session: Session, sample: str) -> dict[int, Verdict]:
    """The latest verdict on each line that was looked at."""
    return {one.number: one for one in findings(session, sample)}
