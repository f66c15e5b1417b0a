"""Our way: the expressions of kpi.measure, compiled and run on DuckDB, with all that is kept of them in the store."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from bench.facts import euro_indicators, tables
from bench.process import digest
from kpi.model import SUM_NAMES
from kpi.service.catalogue import expressions_of
from kpi.store import submissions
from kpi.store.database import Store
from kpi.store.measuring import measure

REFRESHES = 5


def ours(folder: str) -> Callable[[], str]:
    store = Store(Path(folder) / "store")
    expressions = expressions_of(euro_indicators())
    with store.transaction() as session:
        for name in ("facts", "evidence"):
            session.execute(f"INSERT INTO line_{name} FROM read_parquet(?)", [str(Path(folder) / f"{name}.parquet")])
        measured = [row["submission"] for row in session.rows("SELECT DISTINCT submission FROM line_facts")]
    columns = ", ".join(("indicator", "submission", "department", *SUM_NAMES))

    def work() -> str:
        with store.transaction() as session:
            measure(session, measured, expressions, {})
            rows = session.rows(f"SELECT {columns} FROM sums")
        return digest((row[0], row[1], row[2], *map(int, row[3:])) for row in map(tuple, map(dict.values, rows)))

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
