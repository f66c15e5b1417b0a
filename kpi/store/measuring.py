"""Runs the expressions of kpi.measure over the lines of submissions, and keeps the results: per submission, never over all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import ibis
import pyarrow as pa

from kpi.model import FACT_SCHEMA, FULL, GROUP_SCHEMA, SUM_NAMES
from kpi.store.database import Session, columns_of

MOST_ROWS = 2_000_000
"""So many rows of facts times indicators are added up at once."""

CELL = ("indicator", "indicator_version", "submission", "department")
KEY_COLUMNS = ("department", "key", "scope_low", "scope_high", "low", "high", "claimed")


class Expressions(NamedTuple):
    """What is asked of the lines.

    `groups` gives for each indicator and version the lines that count alike (model.GROUP_SCHEMA), and `fields` by which fields of the
    lines they are told apart. The others stand over the groups of
    all of them together, under the name `alike`: sums by cell, counted keys, the least and most of a quantity, and the amounts of each
    supplier in scope.
    """

    groups: Mapping[tuple[str, int], ibis.Table]
    fields: frozenset[str]
    sums: ibis.Table
    keys: ibis.Table
    amounts: ibis.Table
    suppliers: ibis.Table


def measure(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions,
    suggestions: Mapping[str, str],
) -> None:
    """Replaces all that is measured of these submissions, in as many queries as for one. `suggestions` as for `add`."""
    for table in ("sums", "counted", "amounts", "supplier_amounts", "spend"):
        session.execute(f"DELETE FROM {table} WHERE list_contains(?, submission)", [list(submissions)])
    _add_up_alike(session, submissions, expressions, "")
    session.execute(
        "INSERT INTO spend SELECT submission, department, sum(amount), coalesce(sum(abs(amount)) FILTER (cpv IS NULL), 0) "
        "FROM facts GROUP BY submission, department"
    )
    _measure(session, submissions, expressions, suggestions, "")


def add(
    session: Session,
    submissions: Sequence[str],
    expressions: Expressions,
    suggestions: Mapping[str, str],
    beside: str = "",
) -> None:
    """Measures these indicators of which nothing is kept yet, beside what is measured already.

    `suggestions` gives a category for open category texts: what would come into scope by them is kept apart, as `suggested`, and
    counts nowhere. `beside` is renewal.NEXT to take the evidence from, and keep the results, where a new version is prepared.
    """
    _add_up_alike(session, submissions, expressions, beside)
    _measure(session, submissions, expressions, suggestions, beside)


def remove(session: Session, submissions: Sequence[str], indicators: Sequence[str]) -> None:
    """Removes what is measured of these indicators in these submissions."""
    for table in ("sums", "counted", "amounts", "supplier_amounts"):
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
    for _ in _grouped(session, expressions):
        for table, columns, expression in (
            (
                "sums",
                f"submission, department, indicator, indicator_version, {', '.join(SUM_NAMES)}, 0",
                expressions.sums,
            ),
            ("counted", f"submission, indicator, indicator_version, {', '.join(KEY_COLUMNS)}, 0", expressions.keys),
            ("amounts", "submission, department, indicator, indicator_version, low, high", expressions.amounts),
            ("supplier_amounts", "submission, department, indicator, supplier_key, amount", expressions.suppliers),
        ):
            session.execute(f"INSERT INTO {beside}{table} SELECT {columns} FROM ({_sql(expression)})")
    if suggestions:
        _measure_suggestions(session, submissions, expressions, suggestions, beside)


def _grouped(session: Session, expressions: Expressions) -> Iterator[None]:
    """Adds up in `alike` the lines that are laid out, for so many indicators at once that it stays in memory; again until all had
    their turn.
    """
    lines = session.value("SELECT count(*) FROM facts")
    every, together = list(expressions.groups.values()), max(1, MOST_ROWS // max(1, lines))
    for start in range(0, len(every), together):
        session.execute(f"CREATE OR REPLACE TEMP TABLE alike ({columns_of(GROUP_SCHEMA)})")
        for expression in every[start : start + together]:
            session.execute(f"INSERT INTO alike {_sql(expression)}")
        yield


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
            "CREATE OR REPLACE TEMP TABLE open_facts AS SELECT * REPLACE (abs(amount) AS amount) "
            f"FROM ({_alike(expressions.fields, 'suggested_cpv')} FROM line_facts JOIN suggested ON category_text = text "
            "WHERE list_contains(?, submission) AND exclusion IS NULL AND cpv IS NULL GROUP BY ALL)",
            [list(submissions)],
        )
    session.execute("DELETE FROM evidence")
    for sign, columns in (
        ("-", "* EXCLUDE (suggested_cpv)"),
        ("+", "* EXCLUDE (suggested_cpv) REPLACE (suggested_cpv AS cpv)"),
    ):
        session.execute(f"CREATE OR REPLACE TEMP TABLE facts AS SELECT {columns} FROM open_facts")
        for _ in _grouped(session, expressions):
            session.execute(
                f"UPDATE {beside}sums AS sums SET suggested = suggested {sign} found.base FROM "
                f"(SELECT {', '.join(CELL)}, met + not_met + open_plus AS base FROM ({_sql(expressions.sums)})) AS found "
                f"WHERE {_same_cell('sums')}"
            )
            if sign == "+":
                session.execute(
                    f"UPDATE {beside}counted AS counted SET suggested = 1 FROM ({_sql(expressions.keys)}) AS found "
                    f"WHERE {_same_cell('counted')} AND counted.key = found.key AND found.scope_low = {FULL}"
                )


def _same_cell(table: str) -> str:
    return " AND ".join(f"{table}.{name} = found.{name}" for name in CELL)


def _add_up_alike(session: Session, submissions: Sequence[str], expressions: Expressions, beside: str) -> None:
    """Puts the procurement lines of these submissions under the names that the expressions speak of: those with the same evidence that
    no indicator tells apart as one row.
    """
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE every_evidence AS SELECT * FROM {beside}line_evidence "
        "WHERE list_contains(?, submission) AND list_contains(?, indicator)",
        [list(submissions), [indicator for indicator, _ in expressions.groups]],
    )
    session.execute(
        "CREATE OR REPLACE TEMP TABLE shown AS SELECT submission, line, "
        "string_agg(concat_ws(' ', indicator, property, low, high, claimed), ' ' ORDER BY indicator, property) AS shown "
        "FROM every_evidence GROUP BY submission, line"
    )
    session.execute(
        f"CREATE OR REPLACE TEMP TABLE facts AS {_alike(expressions.fields, 'shown')} "
        "FROM line_facts LEFT JOIN shown USING (submission, line) WHERE list_contains(?, submission) AND exclusion IS NULL "
        "GROUP BY ALL",
        [list(submissions)],
    )
    session.execute(
        "CREATE OR REPLACE TEMP TABLE evidence AS SELECT * FROM every_evidence SEMI JOIN facts USING (submission, line)"
    )


def _alike(fields: frozenset[str], beside: str) -> str:
    """The columns of `facts` over lines that are grouped by all of them and by the column `beside`.

    `lines` says how many a row stands for. Its amounts have one sign; where an indicator asks for the amount itself, each line stands
    alone. A field that no indicator asks for is null.
    """
    columns = {name: f"line_facts.{name}" if name in fields | {"cpv"} else "NULL" for name in FACT_SCHEMA.names}
    alone = "line_facts.line" if "amount" in fields else "0"
    columns |= {"line": "min(line_facts.line)", "amount": "sum(line_facts.amount)::HUGEINT"}
    named = ", ".join(f"{column} AS {name}" for name, column in columns.items())
    return (
        f"SELECT submission, {named}, count(*) AS lines, {beside}, line_facts.amount > 0 AS positive, {alone} AS alone"
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
    for name, columns, table in (("facts", "*, 1 AS lines", "line_facts"), ("evidence", "*", "line_evidence")):
        session.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {columns} FROM {table} WHERE list_contains(?, submission)",
            [list(submissions)],
        )
    session.execute(f"CREATE OR REPLACE TEMP TABLE intervals AS {_sql(expression)}")
