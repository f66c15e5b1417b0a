"""Adds up the lines that count alike for an indicator, for all indicators at once: one pass over the lines and one over their evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import ibis
import pyarrow as pa

from kpi.model import COUNTED
from kpi.store.database import Session


class Asked(NamedTuple):
    """An indicator that is measured. `of_kind` says whether how far a line counts depends on its kind, beside its evidence."""

    indicator: str
    indicator_version: int
    measure: str
    of_kind: bool
    properties: tuple[str, ...]


class Expressions(NamedTuple):
    """What is asked of the lines (kpi.measure.expressions): what tells them apart and by which fields, what each kind is in scope of, how
    far groups of them count; and over the groups, under the name `alike`: sums by cell, counted keys, and the least and most of a quantity.
    """

    asked: tuple[Asked, ...]
    told_apart: ibis.Table
    fields: tuple[str, ...]
    scopes: ibis.Table
    groups: ibis.Table
    sums: ibis.Table
    keys: ibis.Table
    amounts: ibis.Table


def add_up(session: Session, expressions: Expressions, lines: str, evidence: str, parameters: Sequence[Any]) -> None:
    """Lays out `alike` (model.GROUP_SCHEMA).

    `lines` and `evidence` are queries, both with these parameters, of procurement lines (model.FACT_SCHEMA) and of what is known of them
    (model.LINE_EVIDENCE_SCHEMA), each with its submission.
    """
    _lay_out(session, expressions, lines, parameters)
    _tally(session, expressions, evidence, parameters)
    _make(session, "alike", sql(expressions.groups))


def add_up_suppliers(session: Session) -> None:
    """Lays out `supplied`, the absolute cents in scope of each supplier, over the lines that were added up last: once for the indicators
    that have the same lines in scope, whose names stand in `same_scope`.
    """
    _make(
        session,
        "same_scope",
        "SELECT indicator, min(number) OVER (PARTITION BY kinds) AS same FROM "
        "(SELECT number, list(kind ORDER BY kind) AS kinds FROM scopes WHERE scope_low > 0 GROUP BY number) JOIN asked USING (number)",
    )
    _make(
        session,
        "supplied",
        "SELECT submission, department, number AS same, supplier_key, sum(amount)::HUGEINT AS amount FROM "
        "(SELECT kind, cell, supplier_key, sum(abs(amount)) AS amount FROM placed GROUP BY ALL) "
        "JOIN scopes USING (kind) JOIN cells USING (cell) "
        "WHERE scope_low > 0 AND number IN (SELECT same FROM same_scope) GROUP BY ALL",
    )


def _make(session: Session, name: str, query: str, parameters: Sequence[Any] = ()) -> None:
    session.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", parameters)


def _lay_out(session: Session, expressions: Expressions, lines: str, parameters: Sequence[Any]) -> None:
    """Each line by the number of its kind and of its cell (submission and department), and the scope of each kind."""
    asked = pa.Table.from_pylist(
        [
            {"number": number, "counted": one.measure in COUNTED, **one._asdict()}
            for number, one in enumerate(expressions.asked)
        ],
        _ASKED_SCHEMA,
    )
    with session.lent("lent_asked", asked):
        _make(session, "asked", "SELECT * FROM lent_asked")
    _make(session, "told", f"WITH procurement AS ({lines}) SELECT * FROM ({sql(expressions.told_apart)})", parameters)
    fields = [f"asked_{name}" for name in expressions.fields]
    _make(session, "cells", _numbered("cell", ["submission", "department"]))
    _make(session, "kinds", _numbered("kind", fields))
    _make(
        session,
        "placed",
        "SELECT told.submission, line, kind, cell, supplier_key, contract, amount, amount > 0 AS positive FROM told "
        f"JOIN cells ON {_same('cells', ['submission', 'department'])} JOIN kinds ON {_same('kinds', fields)}",
    )
    _make(
        session,
        "scopes",
        f"SELECT * FROM ({sql(expressions.scopes)}) JOIN (SELECT number, measure, counted, of_kind FROM asked) USING (number) "
        "WHERE scope_high > 0 OR counted",
    )
    session.execute("DROP TABLE told")


_ASKED_SCHEMA = pa.schema(
    [
        ("number", pa.int32()),
        ("indicator", pa.string()),
        ("indicator_version", pa.int32()),
        ("measure", pa.string()),
        ("counted", pa.bool_()),
        ("of_kind", pa.bool_()),
        ("properties", pa.list_(pa.string())),
    ]
)


def _numbered(name: str, columns: Sequence[str]) -> str:
    if not columns:
        return f"SELECT 1::BIGINT AS {name}"
    return f"SELECT row_number() OVER () AS {name}, * FROM (SELECT DISTINCT {', '.join(columns)} FROM told)"


def _same(table: str, columns: Sequence[str]) -> str:
    return " AND ".join(f"told.{name} IS NOT DISTINCT FROM {table}.{name}" for name in columns) or "true"


_OF_KIND = "CASE WHEN of_kind THEN kind END AS kind"
_KEY = "CASE measure WHEN 'contracts' THEN contract WHEN 'suppliers' THEN coalesce(supplier_key, '') END AS key"
_SCOPE = "number, cell, key, kind, scope_low, scope_high"


def _tally(session: Session, expressions: Expressions, evidence: str, parameters: Sequence[Any]) -> None:
    """Adds up per indicator the lines that are or may be in scope and agree in their evidence.

    Those of which nothing is known are all less those of which something is, and what is out of scope is all less what is or may be in it:
    neither is looked at line by line. Where keys are counted, each key stands apart, also out of scope.
    """
    positions = range(max((len(one.properties) for one in expressions.asked), default=0))
    bounds = [f"{side}_{position}" for position in positions for side in ("low", "high")]
    _make(
        session,
        "shown",
        f"SELECT number, cell, {_KEY}, {_OF_KIND}, scope_low, scope_high, {', '.join([*bounds, 'claimed'])}, positive, "
        f"sum(amount)::HUGEINT AS amount, count(*) AS lines FROM ({_said(evidence, positions)}) "
        "JOIN placed USING (submission, line) JOIN scopes USING (number, kind) GROUP BY ALL",
        parameters,
    )
    _make(
        session,
        "inside",
        "FROM shown UNION ALL BY NAME "
        f"SELECT {_SCOPE}, false AS claimed, positive, sum(amount)::HUGEINT AS amount, sum(lines)::BIGINT AS lines FROM ("
        f"SELECT number, cell, NULL AS key, {_OF_KIND}, scope_low, scope_high, positive, amount, lines FROM "
        "(SELECT kind, cell, positive, sum(amount) AS amount, count(*) AS lines FROM placed GROUP BY ALL) "
        "JOIN scopes USING (kind) WHERE NOT counted "
        f"UNION ALL SELECT number, cell, {_KEY}, {_OF_KIND}, scope_low, scope_high, positive, amount, 1 "
        "FROM placed JOIN scopes USING (kind) WHERE counted "
        f"UNION ALL SELECT {_SCOPE}, positive, -amount, -lines FROM shown"
        ") GROUP BY ALL HAVING sum(lines) > 0",
    )
    _make(
        session,
        "outside",
        "SELECT number, cell, 0 AS scope_low, 0 AS scope_high, false AS claimed, false AS positive, "
        "sum(amount)::HUGEINT AS amount, sum(lines)::BIGINT AS lines FROM ("
        "SELECT number, cell, amount, lines FROM asked, "
        "(SELECT cell, sum(amount) AS amount, count(*) AS lines FROM placed GROUP BY cell) WHERE NOT counted "
        "UNION ALL SELECT number, cell, -amount, -lines FROM inside JOIN asked USING (number) WHERE NOT counted"
        ") GROUP BY ALL",
    )
    _make(
        session,
        "tally",
        "SELECT * EXCLUDE (cell) REPLACE (amount::DECIMAL(38, 0) AS amount) "
        "FROM (FROM inside UNION ALL BY NAME FROM outside) JOIN cells USING (cell)",
    )


def _said(evidence: str, positions: Sequence[int]) -> str:
    """What is known of each line for each indicator, with the bounds of its first, second ... property beside each other."""
    joined = (
        f"FROM ({evidence}) AS evidence JOIN asked ON asked.indicator = evidence.indicator "
        "AND list_contains(properties, property)"
    )
    one, several = ["submission", "line", "number"], ["submission", "line", "number"]
    for position in positions:
        for side in ("low", "high"):
            one.append(f"{'NULL::INTEGER' if position else side} AS {side}_{position}")
            several.append(f"max({side}) FILTER (property = properties[{position + 1}]) AS {side}_{position}")
    found = f"SELECT {', '.join(one)}, coalesce(claimed, false) AS claimed {joined} WHERE len(properties) = 1"
    if len(positions) < 2:
        return found
    return (
        f"{found} UNION ALL SELECT {', '.join(several)}, coalesce(bool_or(claimed), false) AS claimed {joined} "
        "WHERE len(properties) > 1 GROUP BY submission, line, number"
    )


_COMPILED: dict[int, tuple[ibis.Table, str]] = {}
_MOST_COMPILED = 500


def sql(expression: ibis.Table) -> str:
    """The SQL of an expression, compiled once: building it costs more than running it."""
    kept = _COMPILED.get(id(expression))
    if kept is None:
        if len(_COMPILED) >= _MOST_COMPILED:
            _COMPILED.clear()
        kept = _COMPILED[id(expression)] = (expression, str(ibis.to_sql(expression, dialect="duckdb")))
    return kept[1]
