"""Runs the expressions of kpi.measure over the lines of submissions, and keeps the results: per submission, never over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ibis
import pyarrow as pa

from kpi.model import FULL, SUM_NAMES
from kpi.store import levels
from kpi.store.adding import Expressions, add_up, add_up_suppliers, sql
from kpi.store.database import Session

MEASURED = ("sums", "counted", "amounts", "supplier_amounts", "at_level")
"""The tables of what is kept of each indicator."""

CELL = ("indicator", "indicator_version", "submission", "department")
KEY_COLUMNS = ("department", "key", "scope_low", "scope_high", "low", "high", "claimed")


def measure(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions | None,
    suggestions: Mapping[str, str],
) -> None:
    """Replaces all that is measured of these submissions, in as many queries as for one. `suggestions` as for `add`."""
    for table in (*MEASURED, "spend"):
        session.execute(f"DELETE FROM {table} WHERE list_contains(?, submission)", [list(submissions)])
    session.execute(
        "INSERT INTO spend SELECT submission, department, sum(amount), coalesce(sum(abs(amount)) FILTER (cpv IS NULL), 0) "
        "FROM line_facts WHERE list_contains(?, submission) AND exclusion IS NULL GROUP BY submission, department",
        [list(submissions)],
    )
    if expressions:
        _measure(session, submissions, expressions, suggestions, "")


def add(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions | None,
    suggestions: Mapping[str, str],
    beside: str = "",
) -> None:
    """Measures these indicators of which nothing is kept yet, beside what is measured already.

    `suggestions` gives a category for open category texts: what would come into scope by them is kept apart, as `suggested`, and
    counts nowhere. `beside` is renewal.NEXT to take the evidence from, and keep the results, where a new version is prepared.
    """
    if expressions:
        _measure(session, submissions, expressions, suggestions, beside)


def remove(session: Session, submissions: Sequence[str], indicators: Sequence[str]) -> None:
    """Removes what is measured of these indicators in these submissions."""
    for table in MEASURED:
        session.execute(
            f"DELETE FROM {table} WHERE list_contains(?, submission) AND list_contains(?, indicator)",
            [list(submissions), list(indicators)],
        )


def _measure(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions,
    suggestions: Mapping[str, str],
    beside: str,
) -> None:
    add_up(
        session,
        expressions,
        "SELECT * FROM line_facts WHERE list_contains($1, submission) AND exclusion IS NULL",
        f"SELECT * FROM {beside}line_evidence WHERE list_contains($1, submission)",
        [list(submissions)],
    )
    add_up_suppliers(session)
    for table, columns, source in (
        (
            "sums",
            f"submission, department, indicator, indicator_version, {', '.join(SUM_NAMES)}, 0",
            sql(expressions.sums),
        ),
        ("counted", f"submission, indicator, indicator_version, {', '.join(KEY_COLUMNS)}, 0", sql(expressions.keys)),
        ("amounts", "submission, department, indicator, indicator_version, low, high", sql(expressions.amounts)),
        (
            "supplier_amounts",
            "submission, department, indicator, supplier_key, amount",
            "FROM supplied JOIN same_scope USING (same)",
        ),
    ):
        session.execute(f"INSERT INTO {beside}{table} SELECT {columns} FROM ({source})")
    if suggestions:
        _measure_suggestions(session, submissions, expressions, suggestions, beside)
    levels.keep_counted(session, submissions, [one.indicator for one in expressions.asked], beside)
    spread = levels.spread("supplied", "submission, same", True)
    session.execute(
        f"INSERT INTO {beside}at_level BY NAME SELECT * EXCLUDE (same) FROM ({spread}) JOIN same_scope USING (same)"
    )


def _measure_suggestions(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions,
    suggestions: Mapping[str, str],
    beside: str,
) -> None:
    """What would come into scope by a suggestion: in scope with it, less what is in scope already without.

    How far these lines meet a criterion does not matter: no evidence is looked up.
    """
    suggested = pa.table({"text": list(suggestions.keys()), "suggested_cpv": list(suggestions.values())})
    with session.lent("suggested", suggested):
        session.execute(
            "CREATE OR REPLACE TEMP TABLE open_facts AS SELECT line_facts.* REPLACE (abs(amount) AS amount), suggested_cpv "
            "FROM line_facts JOIN suggested ON category_text = text "
            "WHERE list_contains(?, submission) AND exclusion IS NULL AND cpv IS NULL",
            [list(submissions)],
        )
    for sign, columns in (
        ("-", "* EXCLUDE (suggested_cpv)"),
        ("+", "* EXCLUDE (suggested_cpv) REPLACE (suggested_cpv AS cpv)"),
    ):
        add_up(session, expressions, f"SELECT {columns} FROM open_facts", "SELECT * FROM line_evidence WHERE false", [])
        session.execute(
            f"UPDATE {beside}sums AS sums SET suggested = suggested {sign} found.base FROM "
            f"(SELECT {', '.join(CELL)}, met + not_met + open_plus AS base FROM ({sql(expressions.sums)})) AS found "
            f"WHERE {_same_cell('sums')}"
        )
        if sign == "+":
            session.execute(
                f"UPDATE {beside}counted AS counted SET suggested = 1 FROM ({sql(expressions.keys)}) AS found "
                f"WHERE {_same_cell('counted')} AND counted.key = found.key AND found.scope_low = {FULL}"
            )


def _same_cell(table: str) -> str:
    return " AND ".join(f"{table}.{name} = found.{name}" for name in CELL)


def prepare_intervals(session: Session, submissions: Sequence[str], expression: ibis.Table) -> None:
    """Lays out `facts`, `evidence` and `intervals` (the expression) of these submissions for queries in this session."""
    for name, table in (("facts", "line_facts"), ("evidence", "line_evidence")):
        session.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {table} WHERE list_contains(?, submission)",
            [list(submissions)],
        )
    session.execute(f"CREATE OR REPLACE TEMP TABLE intervals AS {sql(expression)}")
