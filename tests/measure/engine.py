"""Runs the unbound expressions on DuckDB, as the store does, over small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import duckdb
import ibis
import pyarrow as pa

from kpi.measure import groups, sums_by_cell
from kpi.measure.conditions import CONTRACT_FIELDS, cents
from kpi.model import FACT_SCHEMA, LINE_EVIDENCE_SCHEMA, SUM_NAMES, Indicator, Message, Sums


def rows_of(expression: ibis.Table, facts: pa.Table, evidence: pa.Table) -> list[dict[str, Any]]:
    """The rows of an expression over these two tables, all of one submission."""
    return _run(ibis.to_sql(expression, dialect="duckdb"), facts, evidence)


def _run(sql: str, facts: pa.Table, evidence: pa.Table) -> list[dict[str, Any]]:
    of_one_line = facts.append_column("lines", pa.array([1] * facts.num_rows, pa.int64()))
    for name, table in (("facts", of_one_line), ("evidence", evidence)):
        _engine().register(name, table.add_column(0, "submission", pa.array(["s"] * table.num_rows, pa.string())))
    found = _engine().execute(sql)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@cache
def _engine() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(config={"threads": 1})


_SUMS_IN_SQL: dict[str, str] = {}


def sums_of(indicator: Indicator, facts: pa.Table, evidence: pa.Table) -> Sums:
    """The sums of an indicator over all departments together."""
    total = Sums()
    key = repr(indicator)
    if key not in _SUMS_IN_SQL:
        _SUMS_IN_SQL[key] = ibis.to_sql(sums_by_cell(groups(indicator)), dialect="duckdb")
    for row in _run(_SUMS_IN_SQL[key], facts, evidence):
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
