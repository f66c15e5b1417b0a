"""Runs the expressions of kpi.measure over the lines of submissions, and keeps the results: per submission, never over all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import ibis
import pyarrow as pa

from kpi.model import FULL, SUM_NAMES
from kpi.store.database import Session

KEY_COLUMNS = ("department", "key", "scope_low", "scope_high", "low", "high", "claimed")


class Expressions(NamedTuple):
    """What is asked of the lines for one indicator and version.

    `cells` gives by `kind` sums by cell ("sums"), counted keys ("keys") or the least and most of a quantity ("amounts");
    `suppliers` the amounts of each supplier in scope.
    """

    kind: str
    cells: ibis.Table
    suppliers: ibis.Table


def measure(
    session: Session,
    submissions: Sequence[str],
    expressions: Mapping[tuple[str, int], Expressions],
    suggestions: Mapping[str, str],
) -> None:
    """Replaces all that is measured of these submissions, in as many queries as for one. `suggestions` as for `add`."""
    for table in ("sums", "counted", "amounts", "supplier_amounts", "spend"):
        session.execute(f"DELETE FROM {table} WHERE list_contains(?, submission)", [list(submissions)])
    _lay_out(session, submissions)
    session.execute(
        "INSERT INTO spend SELECT submission, department, sum(amount), coalesce(sum(abs(amount)) FILTER (cpv IS NULL), 0) "
        "FROM facts WHERE exclusion IS NULL GROUP BY submission, department"
    )
    _measure(session, expressions, suggestions, "")


def add(
    session: Session,
    submissions: Sequence[str],
    expressions: Mapping[tuple[str, int], Expressions],
    suggestions: Mapping[str, str],
    beside: str = "",
) -> None:
    """Measures these indicators of which nothing is kept yet, beside what is measured already.

    `suggestions` gives a category for open category texts: what would come into scope by them is kept apart, as `suggested`, and
    counts nowhere. `beside` is renewal.NEXT to take the evidence from, and keep the results, where a new version is prepared.
    """
    _lay_out(session, submissions, beside)
    _measure(session, expressions, suggestions, beside)


def remove(session: Session, submissions: Sequence[str], indicators: Sequence[str]) -> None:
    """Removes what is measured of these indicators in these submissions."""
    for table in ("sums", "counted", "amounts", "supplier_amounts"):
        session.execute(
            f"DELETE FROM {table} WHERE list_contains(?, submission) AND list_contains(?, indicator)",
            [list(submissions), list(indicators)],
        )


def _measure(
    session: Session,
    expressions: Mapping[tuple[str, int], Expressions],
    suggestions: Mapping[str, str],
    beside: str,
) -> None:
    for (indicator, version), asked in expressions.items():
        _keep(session, indicator, version, asked, beside)
        session.execute(
            f"INSERT INTO {beside}supplier_amounts SELECT submission, department, ?, supplier_key, amount "
            f"FROM ({_sql(asked.suppliers)})",
            [indicator],
        )
    if suggestions:
        _measure_suggestions(session, expressions, suggestions, beside)


def _keep(session: Session, indicator: str, version: int, asked: Expressions, beside: str) -> None:
    found = f"({_sql(asked.cells)})"
    if asked.kind == "sums":
        session.execute(
            f"INSERT INTO {beside}sums SELECT submission, department, ?, ?, {', '.join(SUM_NAMES)}, 0 FROM {found}",
            [indicator, version],
        )
    elif asked.kind == "keys":
        session.execute(
            f"INSERT INTO {beside}counted SELECT submission, ?, ?, {', '.join(KEY_COLUMNS)}, 0 FROM {found}",
            [indicator, version],
        )
    else:
        session.execute(
            f"INSERT INTO {beside}amounts SELECT submission, department, ?, ?, low, high FROM {found}",
            [indicator, version],
        )


def _measure_suggestions(
    session: Session,
    expressions: Mapping[tuple[str, int], Expressions],
    suggestions: Mapping[str, str],
    beside: str,
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
        for (indicator, version), asked in expressions.items():
            if asked.kind == "sums":
                session.execute(
                    f"UPDATE {beside}sums AS sums SET suggested = suggested {sign} found.base FROM "
                    f"(SELECT submission, department, met + not_met + open_plus AS base FROM ({_sql(asked.cells)})) AS found "
                    "WHERE sums.submission = found.submission AND sums.department = found.department "
                    "AND indicator = ? AND indicator_version = ?",
                    [indicator, version],
                )
            elif asked.kind == "keys" and sign == "+":
                session.execute(
                    f"UPDATE {beside}counted AS counted SET suggested = 1 FROM ({_sql(asked.cells)}) AS found "
                    "WHERE counted.submission = found.submission AND counted.department = found.department "
                    f"AND counted.key = found.key AND found.scope_low = {FULL} AND indicator = ? AND indicator_version = ?",
                    [indicator, version],
                )


def _lay_out(session: Session, submissions: Sequence[str], beside: str = "") -> None:
    """Puts the lines of these submissions under the names that the expressions speak of."""
    for name, table in (("facts", "line_facts"), ("evidence", f"{beside}line_evidence")):
        session.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM {table} WHERE list_contains(?, submission)",
            [list(submissions)],
        )


_COMPILED: dict[int, tuple[ibis.Table, str]] = {}
_MOST_COMPILED = 500


def _sql(expression: ibis.Table) -> str:
    """The SQL of an expression, compiled once: building it costs more than running it."""
    kept = _COMPILED.get(id(expression))
    if kept is None:
        if len(_COMPILED) >= _MOST_COMPILED:
            _COMPILED.clear()
        kept = _COMPILED[id(expression)] = (expression, str(ibis.to_sql(expression, dialect="duckdb")))
    return kept[1]


def prepare_intervals(session: Session, submissions: Sequence[str], expression: ibis.Table) -> None:
    """Lays out `facts`, `evidence` and `intervals` (the expression) of these submissions for queries in this session."""
    _lay_out(session, submissions)
    session.execute(f"CREATE OR REPLACE TEMP TABLE intervals AS {_sql(expression)}")
