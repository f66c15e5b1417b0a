"""Submissions with their lines, what is known about the lines, and their sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from kpi.model import (
    DATE_FIELDS,
    FACT_SCHEMA,
    LINE_EVIDENCE_SCHEMA,
    LINE_SCHEMA,
    Submission,
    SubmissionState,
    Tally,
)
from kpi.store import renewal
from kpi.store.database import Session
from kpi.store.documents import pack, unpack

SERVING = ("submitted", "certified", "reopened")
"""States whose figures count: at most one version of a part is in one of these."""

LINES = "(FROM lines WHERE list_contains($1, submission)) AS lines"
"""The lines of the submissions that are the first parameter: joined whole, those of every body would be gone through."""

_SERVING_SQL = "state IN ('submitted', 'certified', 'reopened')"


def save(
    session: Session,
    submission: Submission,
    lines: pa.Table,
    reading: Mapping[str, Any],
    answers: Mapping[str, str],
) -> None:
    """Stores a new version with its lines; the version that it replaces keeps its lines but serves no longer."""
    replaced = session.rows(
        f"SELECT document FROM submissions WHERE body = ? AND year = ? AND part = ? AND {_SERVING_SQL}",
        [submission.body, submission.year, submission.part],
    )
    for earlier in _read(replaced):
        set_state(session, replace(earlier, state=SubmissionState.REPLACED), "")
    session.execute(
        "INSERT INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        [
            submission.id,
            submission.body,
            submission.year,
            submission.part,
            submission.version,
            submission.state.value,
            pack(submission),
            json.dumps(reading, ensure_ascii=False),
            json.dumps(dict(answers), ensure_ascii=False, sort_keys=True),
        ],
    )
    session.insert("lines", submission.id, lines, LINE_SCHEMA)


def replace_lines(session: Session, submission: str, lines_: pa.Table) -> None:
    """Puts these lines in the place of those that are stored."""
    session.execute("DELETE FROM lines WHERE submission = ?", [submission])
    session.insert("lines", submission, lines_, LINE_SCHEMA)


def set_state(session: Session, submission: Submission, reason: str) -> None:
    session.execute(
        "UPDATE submissions SET state = ?, document = ?, reason = ? WHERE id = ?",
        [submission.state.value, pack(submission), reason, submission.id],
    )


def _read(found: Iterable[Mapping[str, Any]]) -> list[Submission]:
    return [unpack(Submission, row["document"]) for row in found]


def submissions(session: Session, body: str | None = None, year: int | None = None) -> list[Submission]:
    """All versions, newest first."""
    found = session.rows(
        "SELECT document FROM submissions WHERE (? IS NULL OR body = ?) AND (? IS NULL OR year = ?) "
        "ORDER BY year DESC, part, version DESC",
        [body, body, year, year],
    )
    return _read(found)


def serving(session: Session, body: str | None = None, year: int | None = None) -> list[Submission]:
    """The versions whose figures count."""
    return [found for found in submissions(session, body, year) if found.state.value in SERVING]


def of_body(session: Session, body: str, submissions_: Sequence[str]) -> list[str]:
    """Which of these submissions are of a body."""
    found = session.rows(
        "SELECT id FROM submissions WHERE body = ? AND list_contains(?, id)", [body, list(submissions_)]
    )
    return [row["id"] for row in found]


def get(session: Session, submission: str) -> Submission | None:
    found = _read(session.rows("SELECT document FROM submissions WHERE id = ?", [submission]))
    return found[0] if found else None


def reading(session: Session, submission: str) -> dict[str, Any]:
    """What was understood of the file: header, columns, tallies in cents."""
    return json.loads(session.value("SELECT reading FROM submissions WHERE id = ?", [submission]))


def answers(session: Session, submission: str) -> dict[str, str]:
    return json.loads(session.value("SELECT answers FROM submissions WHERE id = ?", [submission]))


def lines(session: Session, submission: str) -> pa.Table:
    """The lines of one submission, in the order of the file."""
    return session.table("SELECT * EXCLUDE (submission) FROM lines WHERE submission = ? ORDER BY line", [submission])


def last_day(session: Session, submissions_: Sequence[str], year: int) -> date | None:
    """The last date of their lines within this year; None where no line has one."""
    dated = f"coalesce({', '.join(DATE_FIELDS)})"
    return session.value(
        f"SELECT max({dated}) FROM lines WHERE list_contains(?, submission) AND year({dated}) = ?",
        [list(submissions_), year],
    )


def lines_of_serving(session: Session, body: str) -> dict[str, pa.Table]:
    """The lines of every submission of a body that counts."""
    return {one.id: lines(session, one.id) for one in serving(session, body)}


def repeated_lines(session: Session, others: Sequence[str], lines_: pa.Table) -> Tally:
    """Lines that already stand in one of the other submissions: same supplier, invoice number, date and amount."""
    if not others or "invoice_number" not in lines_.column_names:
        return Tally(0, 0)
    columns = ["supplier", "invoice_number", "amount", *DATE_FIELDS]
    present = [name for name in columns if name in lines_.column_names]
    dates = ", ".join(name for name in DATE_FIELDS if name in present)
    date = f"coalesce({dates}, NULL)" if dates else "NULL::DATE"
    supplier = "supplier" if "supplier" in present else "NULL::VARCHAR"
    with session.lent("incoming", lines_.select(present)):
        found = session.rows(
            f"WITH new AS (SELECT {supplier} AS supplier, invoice_number, amount, {date} AS date FROM incoming "
            "WHERE invoice_number IS NOT NULL), "
            f"kept AS (SELECT supplier, invoice_number, amount, coalesce({', '.join(DATE_FIELDS)}) AS date FROM lines "
            "WHERE list_contains(?, submission)) "
            "SELECT count(*) AS lines, sum(amount)::HUGEINT AS cents FROM new WHERE EXISTS (SELECT 1 FROM kept WHERE "
            "new.supplier IS NOT DISTINCT FROM kept.supplier AND new.invoice_number = kept.invoice_number "
            "AND new.amount = kept.amount AND new.date IS NOT DISTINCT FROM kept.date)",
            [list(others)],
        )[0]
    return Tally(found["lines"], int(found["cents"] or 0))


def save_known(session: Session, submission: str, facts: pa.Table, evidence: pa.Table, knowledge: int) -> None:
    """Replaces what is known about the lines of one submission, which rests on that state of the body's knowledge.

    What was prepared for it of a new version rests on what was known before, and is prepared again.
    """
    renewal.forget(session, submission)
    for table in ("line_facts", "line_evidence", "known"):
        session.execute(f"DELETE FROM {table} WHERE submission = ?", [submission])
    session.insert("line_facts", submission, facts, FACT_SCHEMA)
    session.insert("line_evidence", submission, evidence, LINE_EVIDENCE_SCHEMA)
    session.execute("INSERT INTO known VALUES (?, ?)", [submission, knowledge])


def replace_evidence(session: Session, submission: str, indicator: str, evidence: pa.Table) -> None:
    """Replaces what is known about the lines of one submission for one indicator."""
    session.execute("DELETE FROM line_evidence WHERE submission = ? AND indicator = ?", [submission, indicator])
    session.insert("line_evidence", submission, evidence, LINE_EVIDENCE_SCHEMA)


def knowledge_number(session: Session, submission: str) -> int | None:
    """The number of the last loaded file that what is known about these lines rests on; None where nothing was worked out."""
    return session.value("SELECT knowledge FROM known WHERE submission = ?", [submission])


def open_texts(session: Session, submissions_: Sequence[str]) -> list[str]:
    """The category texts of these submissions that have no category."""
    found = session.rows(
        "SELECT DISTINCT category_text FROM line_facts WHERE list_contains(?, submission) AND cpv IS NULL "
        "AND exclusion IS NULL AND category_text IS NOT NULL ORDER BY category_text",
        [list(submissions_)],
    )
    return [row["category_text"] for row in found]


FIELDS_WITH_TEXTS = ("category_text", "ledger_account", "contract_procedure")
"""Fields of facts whose texts are a body's own words."""

MOST_TEXTS = 1000


def values_of(session: Session, submissions_: Sequence[str], field: str) -> list[str]:
    """The texts of one of FIELDS_WITH_TEXTS in the procurement lines of these submissions, most euros first."""
    assert field in FIELDS_WITH_TEXTS
    found = session.rows(
        f"SELECT {field} AS text FROM line_facts WHERE list_contains(?, submission) AND exclusion IS NULL "
        f"AND {field} IS NOT NULL GROUP BY text ORDER BY sum(abs(amount)) DESC, text LIMIT {MOST_TEXTS}",
        [list(submissions_)],
    )
    return [row["text"] for row in found]


def department_texts(session: Session, submission: str) -> list[str]:
    """The texts by which the lines of a submission name a department."""
    found = session.rows(
        "SELECT DISTINCT department FROM lines WHERE submission = ? AND department IS NOT NULL ORDER BY department",
        [submission],
    )
    return [row["department"] for row in found]


def without_department(session: Session, submissions_: Sequence[str]) -> list[dict[str, Any]]:
    """Procurement lines of which the department is unknown, by their text and year (text None: the line names none)."""
    return session.rows(
        "SELECT lines.department AS text, submissions.year, count(*) AS lines, sum(line_facts.amount)::HUGEINT AS cents "
        f"FROM line_facts JOIN {LINES} USING (submission, line) JOIN submissions ON submissions.id = submission "
        "WHERE list_contains($1, submission) AND line_facts.department = '' AND exclusion IS NULL "
        "GROUP BY ALL ORDER BY text, submissions.year",
        [list(submissions_)],
    )


def spend_of_departments(session: Session, submissions_: Sequence[str]) -> dict[str, int]:
    """The procurement amount of each department ("": unknown), in cents."""
    found = session.rows(
        "SELECT department, sum(amount)::HUGEINT AS cents FROM spend WHERE list_contains(?, submission) "
        "GROUP BY department ORDER BY department",
        [list(submissions_)],
    )
    return {row["department"]: int(row["cents"]) for row in found}


def spend_in_parts(session: Session, submissions_: Sequence[str]) -> list[dict[str, Any]]:
    """By submission and department ("": unknown): the procurement amount, and the absolute amount of it without a category. Cents."""
    return session.rows(
        "SELECT submission, department, amount::HUGEINT AS amount, unclassified::HUGEINT AS unclassified FROM spend "
        "WHERE list_contains(?, submission) ORDER BY submission, department",
        [list(submissions_)],
    )


def excluded(session: Session, submission: str) -> dict[str | None, Tally]:
    """Lines and cents by exclusion reason; under None the procurement lines."""
    found = session.rows(
        "SELECT exclusion, count(*) AS lines, sum(amount)::HUGEINT AS cents FROM line_facts WHERE submission = ? "
        "GROUP BY exclusion ORDER BY abs(sum(amount)) DESC",
        [submission],
    )
    return {row["exclusion"]: Tally(row["lines"], int(row["cents"])) for row in found}


def page(
    session: Session, sql: str, parameters: Sequence[Any], offset: int, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """One page of a query and the number of all its rows."""
    total = session.value(f"SELECT count(*) FROM ({sql})", parameters)
    return total, session.rows(f"{sql} LIMIT ? OFFSET ?", [*parameters, limit, offset])


def spend(session: Session, submissions_: Sequence[Submission]) -> dict[tuple[str, int], tuple[int, int]]:
    """By body and year: the procurement amount, and the absolute amount of it without a category. Cents."""
    rows = session.rows(
        "SELECT submission, sum(amount)::VARCHAR AS amount, sum(unclassified)::VARCHAR AS unclassified "
        "FROM spend WHERE submission IN (SELECT unnest(?)) GROUP BY submission",
        [[one.id for one in submissions_]],
    )
    of_submission = {row["submission"]: (int(row["amount"]), int(row["unclassified"])) for row in rows}
    found: dict[tuple[str, int], tuple[int, int]] = {}
    for one in submissions_:
        if one.id in of_submission:
            amount, unclassified = found.get((one.body, one.year), (0, 0))
            more, of_it = of_submission[one.id]
            found[one.body, one.year] = amount + more, unclassified + of_it
    return found


def open_groups(
    session: Session, submissions_: Sequence[str], department: str | None, mixed: Sequence[str] = ()
) -> list[dict[str, Any]]:
    """Procurement lines without a category by category text; by supplier too where there is no text, or where it is one of the
    `mixed` texts. Most euros first.
    """
    return session.rows(
        f"""
        SELECT category_text, any_value(own_text) AS text,
               CASE WHEN category_text IS NULL OR list_contains($2, category_text) THEN supplier END AS by_supplier,
               sum(amount)::HUGEINT AS cents, coalesce(sum(amount) FILTER (amount > 0), 0)::HUGEINT AS plus,
               sum(abs(amount))::HUGEINT AS absolute,
               count(*) AS lines, count(DISTINCT supplier_key) AS suppliers,
               list_sort(list(DISTINCT line_facts.department)) AS departments
        FROM line_facts JOIN (
            SELECT submission, line, supplier, coalesce(category, ledger_name, ledger_account) AS own_text FROM {LINES}
        ) USING (submission, line)
        WHERE list_contains($1, submission) AND exclusion IS NULL AND cpv IS NULL
              AND ($3::VARCHAR IS NULL OR line_facts.department = $3)
        GROUP BY category_text, by_supplier
        ORDER BY abs(sum(amount)) DESC, category_text, by_supplier
        """,
        [list(submissions_), list(mixed), department],
    )


def classified_groups(
    session: Session, submissions_: Sequence[str], department: str | None, codes: Sequence[str]
) -> list[dict[str, Any]]:
    """Procurement lines that have exactly one of these categories, by category text and category; most euros first."""
    return session.rows(
        """
        SELECT category_text, cpv, any_value(own_text) AS text, sum(amount)::HUGEINT AS cents, count(*) AS lines
        FROM line_facts JOIN (
            SELECT submission, line, coalesce(category, ledger_name, ledger_account) AS own_text FROM lines
        ) USING (submission, line)
        WHERE list_contains(?, submission) AND exclusion IS NULL AND list_contains(?, cpv) AND category_text IS NOT NULL
              AND (? IS NULL OR department = ?)
        GROUP BY category_text, cpv
        ORDER BY abs(sum(amount)) DESC, category_text, cpv
        """,
        [list(submissions_), list(codes), department, department],
    )


def lines_page(
    session: Session, submission: str, exclusion: str | None, offset: int, limit: int
) -> tuple[int, list[dict[str, Any]]]:
    """Lines of one exclusion reason, or of procurement under None, largest first."""
    sql = (
        "SELECT lines.sheet, lines.row, coalesce(invoice_date, booking_date, payment_date) AS date, supplier, "
        "description, invoice_number, lines.amount, category_text FROM lines JOIN line_facts USING (submission, line) "
        "WHERE submission = ? AND exclusion IS NOT DISTINCT FROM ? ORDER BY abs(lines.amount) DESC, line"
    )
    return page(session, sql, [submission, exclusion], offset, limit)
