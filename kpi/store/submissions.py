"""Submissions with their lines, what is known about the lines, and their sums."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import ibis
import pyarrow as pa

from kpi.model import (
    DATE_FIELDS,
    FACT_SCHEMA,
    LINE_EVIDENCE_SCHEMA,
    LINE_SCHEMA,
    SUM_NAMES,
    Submission,
    SubmissionState,
    Sums,
    Tally,
)
from kpi.store.database import Session
from kpi.store.documents import pack, unpack

SERVING = ("submitted", "certified", "reopened")
"""States whose figures count: at most one version of a part is in one of these."""

_SERVING_SQL = "state IN ('submitted', 'certified', 'reopened')"
_SUMS_SQL = ", ".join(f"sum({name})::HUGEINT AS {name}" for name in SUM_NAMES)


def save(
    session: Session,
    submission: Submission,
    lines: pa.Table,
    reading: Mapping[str, Any],
    answers: Mapping[str, str],
) -> None:
    """Stores a new version with its lines; the version that it replaces keeps its lines but serves no longer."""
    for earlier in _read(session.rows(f"SELECT * FROM submissions WHERE {_SERVING_SQL}")):
        if (earlier.body, earlier.year, earlier.part) == (submission.body, submission.year, submission.part):
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
        "SELECT * FROM submissions WHERE (? IS NULL OR body = ?) AND (? IS NULL OR year = ?) "
        "ORDER BY year DESC, part, version DESC",
        [body, body, year, year],
    )
    return _read(found)


def serving(session: Session, body: str | None = None) -> list[Submission]:
    """The versions whose figures count."""
    return [found for found in submissions(session, body) if found.state.value in SERVING]


def get(session: Session, submission: str) -> Submission | None:
    found = _read(session.rows("SELECT * FROM submissions WHERE id = ?", [submission]))
    return found[0] if found else None


def reading(session: Session, submission: str) -> dict[str, Any]:
    """What was understood of the file: header, columns, tallies in cents."""
    return json.loads(session.value("SELECT reading FROM submissions WHERE id = ?", [submission]))


def answers(session: Session, submission: str) -> dict[str, str]:
    return json.loads(session.value("SELECT answers FROM submissions WHERE id = ?", [submission]))


def lines(session: Session, submission: str) -> pa.Table:
    """The lines of one submission, in the order of the file."""
    return session.table("SELECT * EXCLUDE (submission) FROM lines WHERE submission = ? ORDER BY line", [submission])


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
    """Replaces what is known about the lines of one submission, which rests on that state of the body's knowledge."""
    for table in ("line_facts", "line_evidence", "known"):
        session.execute(f"DELETE FROM {table} WHERE submission = ?", [submission])
    session.insert("line_facts", submission, facts, FACT_SCHEMA)
    session.insert("line_evidence", submission, evidence, LINE_EVIDENCE_SCHEMA)
    session.execute("INSERT INTO known VALUES (?, ?)", [submission, knowledge])


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


def measure(
    session: Session,
    submissions_: Sequence[str],
    expressions: Mapping[tuple[str, int], tuple[ibis.Table, ibis.Table]],
    suggestions: Mapping[str, str],
) -> None:
    """Replaces the sums of these submissions, in as many queries as for one.

    `expressions` holds for each indicator and version its sums by cell and its supplier amounts. `suggestions` gives a
    category for open category texts: what would come into scope by them is kept apart, as `suggested`, and counts nowhere.
    """
    for table in ("sums", "supplier_amounts", "spend"):
        session.execute(f"DELETE FROM {table} WHERE list_contains(?, submission)", [list(submissions_)])
    _lay_out(session, submissions_)
    session.execute(
        "INSERT INTO spend SELECT submission, department, sum(amount), coalesce(sum(abs(amount)) FILTER (cpv IS NULL), 0) "
        "FROM facts WHERE exclusion IS NULL GROUP BY submission, department"
    )
    for (indicator, version), (by_cell, by_supplier) in expressions.items():
        session.execute(
            f"INSERT INTO sums SELECT submission, department, ?, ?, {', '.join(SUM_NAMES)}, 0 FROM ({_sql(by_cell)})",
            [indicator, version],
        )
        session.execute(
            f"INSERT INTO supplier_amounts SELECT submission, department, ?, supplier_key, amount FROM ({_sql(by_supplier)})",
            [indicator],
        )
    if suggestions:
        _measure_suggestions(session, expressions, suggestions)


def _measure_suggestions(
    session: Session,
    expressions: Mapping[tuple[str, int], tuple[ibis.Table, ibis.Table]],
    suggestions: Mapping[str, str],
) -> None:
    """What would come into scope by a suggestion: in scope with it, less what is in scope already without."""
    suggested = pa.table({"text": list(suggestions.keys()), "suggested_cpv": list(suggestions.values())})
    with session.lent("suggested", suggested):
        session.execute(
            "CREATE OR REPLACE TEMP TABLE open_facts AS SELECT facts.* REPLACE (abs(amount) AS amount), suggested_cpv "
            "FROM facts JOIN suggested ON category_text = text WHERE cpv IS NULL"
        )
    for sign, columns in (
        ("-", "* EXCLUDE (suggested_cpv)"),
        ("+", "* EXCLUDE (suggested_cpv) REPLACE (suggested_cpv AS cpv)"),
    ):
        session.execute(f"CREATE OR REPLACE TEMP TABLE facts AS SELECT {columns} FROM open_facts")
        for (indicator, version), (by_cell, _) in expressions.items():
            session.execute(
                f"UPDATE sums SET suggested = suggested {sign} found.base FROM "
                f"(SELECT submission, department, met + not_met + open_plus AS base FROM ({_sql(by_cell)})) AS found "
                "WHERE sums.submission = found.submission AND sums.department = found.department "
                "AND indicator = ? AND indicator_version = ?",
                [indicator, version],
            )


def _lay_out(session: Session, submissions_: Sequence[str]) -> None:
    """Puts the lines of these submissions under the names that the expressions speak of."""
    for name, table in (("facts", "line_facts"), ("evidence", "line_evidence")):
        session.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {table} WHERE list_contains(?, submission)",
            [list(submissions_)],
        )


_COMPILED: dict[int, tuple[ibis.Table, str]] = {}


def _sql(expression: ibis.Table) -> str:
    """The SQL of an expression, compiled once: building it costs more than running it."""
    kept = _COMPILED.get(id(expression))
    if kept is None:
        kept = _COMPILED[id(expression)] = (expression, str(ibis.to_sql(expression, dialect="duckdb")))
    return kept[1]


def prepare_intervals(session: Session, submissions_: Sequence[str], expression: ibis.Table) -> None:
    """Lays out `facts`, `evidence` and `intervals` (the expression) of these submissions for queries in this session."""
    _lay_out(session, submissions_)
    session.execute(f"CREATE OR REPLACE TEMP TABLE intervals AS {_sql(expression)}")


def sums(
    session: Session, submissions_: Sequence[str], indicator: str | None = None, year: int | None = None
) -> list[dict[str, Any]]:
    """The sums of these submissions, added over parts: body, year, department (None: all), indicator, sums, what is
    suggested to be in scope (cent basis points), suppliers, the amount of the largest and of all (cents, absolute).
    """
    found = session.rows(
        f"""
        WITH served AS (
            SELECT id, body, year FROM submissions WHERE list_contains(?, id) AND (? IS NULL OR year = ?)
        ),
        suppliers AS (
            SELECT served.body, year, department, indicator, supplier_key, sum(amount) AS amount
            FROM supplier_amounts JOIN served ON served.id = submission WHERE ? IS NULL OR indicator = ? GROUP BY ALL
        ),
        concentration AS (
            SELECT body, year, department, indicator, count(*) AS suppliers, max(amount)::HUGEINT AS largest,
                   sum(amount)::HUGEINT AS amounts
            FROM suppliers WHERE amount > 0 GROUP BY ALL
            UNION ALL
            SELECT body, year, NULL, indicator, count(*), max(amount)::HUGEINT, sum(amount)::HUGEINT FROM (
                SELECT body, year, indicator, supplier_key, sum(amount) AS amount FROM suppliers GROUP BY ALL
            ) WHERE amount > 0 GROUP BY ALL
        ),
        totals AS (
            SELECT body, year, department, indicator, {_SUMS_SQL}, sum(suggested)::HUGEINT AS suggested
            FROM sums JOIN served ON served.id = submission WHERE ? IS NULL OR indicator = ? GROUP BY ALL
            UNION ALL
            SELECT body, year, NULL, indicator, {_SUMS_SQL}, sum(suggested)::HUGEINT
            FROM sums JOIN served ON served.id = submission WHERE ? IS NULL OR indicator = ? GROUP BY ALL
        )
        SELECT totals.*, coalesce(suppliers, 0) AS suppliers, largest, amounts FROM totals
        LEFT JOIN concentration ON totals.body = concentration.body AND totals.year = concentration.year
            AND totals.indicator = concentration.indicator
            AND totals.department IS NOT DISTINCT FROM concentration.department
        ORDER BY totals.body, totals.year, totals.indicator, totals.department NULLS FIRST
        """,
        [list(submissions_), year, year, *[indicator] * 6],
    )
    for row in found:
        row["sums"] = Sums(*(int(row.pop(name)) for name in SUM_NAMES))
    return found


def concentration(
    session: Session, submissions_: Sequence[str], indicator: str, departments: Sequence[str]
) -> dict[str, int]:
    """How the spend in scope of these departments together falls to suppliers: suppliers, and the amount of the largest
    and of all (cents, absolute).
    """
    found = session.rows(
        "SELECT count(*) AS suppliers, coalesce(max(amount), 0)::HUGEINT AS largest, "
        "coalesce(sum(amount), 0)::HUGEINT AS amounts FROM (SELECT supplier_key, sum(amount) AS amount "
        "FROM supplier_amounts WHERE list_contains(?, submission) AND indicator = ? AND list_contains(?, department) "
        "GROUP BY supplier_key) WHERE amount > 0",
        [list(submissions_), indicator, list(departments)],
    )[0]
    return {name: int(value) for name, value in found.items()}


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


def spend(session: Session, submissions_: Sequence[str]) -> dict[tuple[str, int], tuple[int, int]]:
    """By body and year: the procurement amount, and the absolute amount of it without a category. Cents."""
    found = session.rows(
        "SELECT body, year, sum(amount)::HUGEINT AS amount, sum(unclassified)::HUGEINT AS unclassified "
        "FROM spend JOIN submissions ON submissions.id = submission WHERE list_contains(?, submission) GROUP BY body, year "
        "ORDER BY body, year",
        [list(submissions_)],
    )
    return {(row["body"], row["year"]): (int(row["amount"]), int(row["unclassified"])) for row in found}


def open_groups(session: Session, submissions_: Sequence[str], department: str | None) -> list[dict[str, Any]]:
    """Procurement lines without a category by category text, or by supplier where there is no text; most euros first."""
    return session.rows(
        """
        SELECT category_text, any_value(own_text) AS text,
               CASE WHEN category_text IS NULL THEN supplier END AS supplier, sum(amount)::HUGEINT AS cents, count(*) AS lines, count(DISTINCT supplier_key) AS suppliers,
               list_sort(list(DISTINCT line_facts.department)) AS departments
        FROM line_facts JOIN (
            SELECT submission, line, supplier, coalesce(category, ledger_name, ledger_account) AS own_text FROM lines
        ) USING (submission, line)
        WHERE list_contains(?, submission) AND exclusion IS NULL AND cpv IS NULL
              AND (? IS NULL OR line_facts.department = ?)
        GROUP BY category_text, CASE WHEN category_text IS NULL THEN supplier END
        ORDER BY abs(sum(amount)) DESC, category_text, supplier
        """,
        [list(submissions_), department, department],
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
