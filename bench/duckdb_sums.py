"""Our way: the expressions of kpi.measure, compiled and run on DuckDB."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import ibis

from bench.facts import euro_indicators, tables
from bench.process import digest
from kpi.measure import groups, sums_by_cell
from kpi.model import GROUP_SCHEMA, SUM_NAMES
from kpi.service.catalogue import expressions_of
from kpi.store import submissions
from kpi.store.database import Store, columns_of
from kpi.store.measuring import measure

REFRESHES = 5


def ours(folder: str) -> Callable[[], str]:
    connection = duckdb.connect()
    for name in ("facts", "evidence"):
        connection.execute(
            f"CREATE TABLE {name} AS SELECT *, 1 AS lines FROM read_parquet(?)", [str(Path(folder) / f"{name}.parquet")]
        )
    queries = [ibis.to_sql(groups(indicator), dialect="duckdb") for indicator in euro_indicators()]
    together = ibis.to_sql(sums_by_cell(), dialect="duckdb")
    columns = ", ".join(("indicator", "submission", "department", *SUM_NAMES))

    def sums(query: str) -> list[tuple[str | int, ...]]:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE alike ({columns_of(GROUP_SCHEMA)})")
        connection.execute(f"INSERT INTO alike {query}")
        return connection.execute(f"SELECT {columns} FROM ({together})").fetchall()

    def work() -> str:
        return digest((*row[:3], *map(int, row[3:])) for query in queries for row in sums(query))

    return work


def refresh(folder: str, bodies: str, lines: str) -> Callable[[], float]:
    """Measures one submission anew in a store that holds that many, each of so many lines; the median of a few, in seconds."""

    expressions = expressions_of(euro_indicators())
    facts, evidence = tables(int(lines), 1)
    facts, evidence = (table.drop_columns("submission") for table in (facts, evidence))
    store = Store(Path(folder) / f"store-{bodies}")
    with store.transaction() as session:
        for number in range(int(bodies)):
            submissions.save_known(session, f"s{number}", facts, evidence, 1)

    def work() -> float:
        times = []
        for _ in range(REFRESHES):
            start = time.perf_counter()
            with store.transaction() as session:
                measure(session, ["s0"], expressions, {})
            times.append(time.perf_counter() - start)
        return statistics.median(times)

    return work
