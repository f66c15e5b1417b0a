"""Runs the unbound expressions on DuckDB, as the store does, over small tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from kpi.measure.conditions import CONTRACT_FIELDS, cents
from kpi.model import FACT_SCHEMA, LINE_EVIDENCE_SCHEMA, SUM_NAMES, Indicator, Message, Sums
from kpi.service.catalogue import expressions_of
from kpi.store.adding import add_up, add_up_suppliers, sql
from kpi.store.database import Session


def rows_of(expression: ibis.Table, facts: pa.Table, evidence: pa.Table) -> list[dict[str, Any]]:
    """The rows of an expression over these two tables, all of one submission."""
    with _engine(facts=facts, evidence=evidence) as session:
        return session.rows(ibis.to_sql(expression, dialect="duckdb"))


@dataclass(frozen=True)
class Added:
    """What is kept of one indicator, as rows."""

    sums: list[dict[str, Any]]
    keys: list[dict[str, Any]]
    amounts: list[dict[str, Any]]
    suppliers: list[dict[str, Any]]


def added(indicator: Indicator, facts: pa.Table, evidence: pa.Table) -> Added:
    """What the store adds up over these two tables, all of one submission."""
    expressions = expressions_of([indicator])
    with _engine(line_facts=facts, line_evidence=evidence) as session:
        add_up(
            session, expressions, "SELECT * FROM line_facts WHERE exclusion IS NULL", "SELECT * FROM line_evidence", []
        )
        add_up_suppliers(session)
        over_groups = (expressions.sums, expressions.keys, expressions.amounts)
        return Added(
            *(session.rows(sql(one)) for one in over_groups), session.rows("FROM supplied JOIN same_scope USING (same)")
        )


@contextmanager
def _engine(**tables: pa.Table) -> Iterator[Session]:
    for name, table in tables.items():
        _connection().register(name, table.add_column(0, "submission", pa.array(["s"] * table.num_rows, pa.string())))
    yield Session(_connection())


@cache
def _connection() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


def sums_of(indicator: Indicator, facts: pa.Table, evidence: pa.Table) -> Sums:
    """The sums of an indicator over all departments together."""
    total = Sums()
    for row in added(indicator, facts, evidence).sums:
        total += Sums(*(int(row[name]) for name in SUM_NAMES))
    return total


def an_indicator(scope: Mapping[str, Any], criterion: Mapping[str, Any]) -> Indicator:
    """An indicator with these conditions and nothing else of interest."""
    text = Message(nl="proef", en="trial")
    return Indicator("trial", 1, text, text, text, ("KET",), "people", scope, criterion, "realisatie", ("label",))


def facts_of(lines: Sequence[Mapping[str, Any]]) -> pa.Table:
    """FACT_SCHEMA from a few fields a line; `amount` in cents, and lines without a department have "" """
    rows = [
        {name: line.get(name, "" if name == "department" else None) for name in FACT_SCHEMA.names} | {"line": number}
        for number, line in enumerate(lines)
    ]
    return pa.Table.from_pylist(rows, FACT_SCHEMA)


def evidence_of(indicator: Indicator, found: Mapping[int, Mapping[str, tuple[int, int, bool]]]) -> pa.Table:
    """LINE_EVIDENCE_SCHEMA from (low, high, claimed) by line and property."""
    rows = [
        {
            "line": line, "indicator": indicator.id, "property": name, "low": low, "high": high, "claimed": claimed,
            "subject": "line", "kind": "label", "reference": None,
        }
        for line, properties in found.items()
        for name, (low, high, claimed) in properties.items()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, LINE_EVIDENCE_SCHEMA)


def example_tables(indicator: Indicator, example: Mapping[str, Any]) -> tuple[pa.Table, pa.Table]:
    """The two tables of a worked example as it stands in a definition."""
    lines, found = [], {}
    for number, row in enumerate(example["line"]):
        line = {name: value for name, value in row.items() if name not in ("text", "evidence", "claimed")}
        for name in ("amount", "contract_value"):
            if name in line:
                line[name] = cents(line[name])
        if any(name in line for name in CONTRACT_FIELDS):
            line.setdefault("has_contract", True)
        lines.append(line)
        found[number] = {name: (low, high, False) for name, (low, high) in row.get("evidence", {}).items()}
        found[number] |= {name: (0, 10_000, True) for name in row.get("claimed", ())}
    return facts_of(lines), evidence_of(indicator, found)
