"""A whole country of lines in one store: 400 bodies, six years, eight departments, measured submission by submission as they come in.

    python -m bench.country [--lines 1000000] [--home FOLDER]

A body submits 41,667 lines a year, so that 100,000,000 lines are 400 bodies; fewer lines are fewer bodies. They are drawn from a few
generated submissions (bench.facts: evidence for a quarter of the lines on each property; a few of the suppliers send most of the
invoices), and kept and measured by the functions that an upload goes through. Stated are the time and peak memory of all, whether it
grows on the way, the time of one body's submission at the end, and the size on disk. `python -m bench.screens --home FOLDER` then
times the screens and their queries on it.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute
from pyarrow import parquet

from bench.facts import tables
from bench.national import DEPARTMENTS, YEARS, add_bodies, submission
from bench.process import peak_megabytes, run
from kpi import service
from kpi.measure import load_indicators
from kpi.model import Indicator
from kpi.service.catalogue import expressions_of
from kpi.store import submissions
from kpi.store.adding import Expressions
from kpi.store.database import Store
from kpi.store.measuring import measure

LINES = 41_667
"""Of one submission."""

VARIANTS, SUPPLIERS = 8, 4_000
SHOWN = 0.1
"""There is evidence for so many of the lines on each property."""

TOGETHER = 12
"""So many submissions are kept and measured in one transaction; each anew alone, to see whether that grows, AGAIN times at each tenth."""

AGAIN = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=1_000_000)
    options.add_argument("--home", type=Path)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run("bench.country", "generate", folder, str(LINES))
        fill(chosen.home or Path(folder) / "home", -(-chosen.lines // (LINES * len(YEARS))), Path(folder))


def generate(folder: str, lines: str) -> Callable[[], None]:
    """Writes the variants as parquet: drawing them in a process of its own leaves the peak of the store to the store."""

    def work() -> None:
        indicators = [one for one in load_indicators().values() if one.quantity is None]
        for number in range(VARIANTS):
            for name, table in _variant(int(lines), indicators, number).items():
                parquet.write_table(table, Path(folder) / f"{name}-{number}.parquet")

    return work


def _variant(lines: int, indicators: list[Indicator], number: int) -> dict[str, pa.Table]:
    """The lines, facts and evidence of one generated submission."""
    chance = np.random.default_rng(number)
    facts, evidence = tables(lines, 1, indicators, SHOWN, number)
    supplier = np.minimum(chance.zipf(1.3, lines), SUPPLIERS) - 1
    at_home = chance.random(lines) < 0.7
    department = np.where(at_home, supplier, chance.integers(len(DEPARTMENTS), size=lines)) % len(DEPARTMENTS)
    contract = pa.array(np.char.mod("C-%05d", supplier), mask=~(chance.random(lines) < 0.4))
    texts = {
        "supplier_key": np.char.mod("leverancier %d", supplier),
        "department": np.array([one.id for one in DEPARTMENTS])[department],
    }
    given = {name: pa.array(values) for name, values in texts.items()} | {
        "contract_number": contract,
        "has_contract": pa.compute.or_kleene(contract.is_valid(), pa.nulls(lines, pa.bool_())),
        "date": pa.array(np.datetime64("2025-01-01") + chance.integers(365, size=lines)),
    }
    facts = _with(facts, given)
    at = np.arange(lines)
    lines_ = {
        "line": pa.array(at, pa.int32()),
        "sheet": pa.array(["Inkoop"] * lines),
        "row": pa.array(at + 1, pa.int32()),
        "amount": facts["amount"],
        "invoice_date": given["date"],
        "supplier": pa.array(np.char.mod("Leverancier %d B.V.", supplier)),
        "department": given["department"],
        "invoice_number": pa.array(np.char.mod("F%07d", chance.integers(10_000_000, size=lines))),
        "category": facts["category_text"],
        "ledger_account": facts["ledger_account"],
        "description": pa.array(np.char.mod("omschrijving %d", chance.integers(2_000, size=lines))),
    }
    size = evidence.num_rows
    source = {
        "subject": pa.array(["supplier"] * size),
        "kind": pa.array(["register"] * size),
        "reference": pa.array(np.char.mod("bron %d", chance.integers(1_500, size=size))),
    }
    return {"lines": pa.table(lines_), "facts": facts, "evidence": _with(evidence, source)}


def _with(table: pa.Table, columns: dict[str, pa.Array]) -> pa.Table:
    for name, values in columns.items():
        table = table.set_column(table.column_names.index(name), name, values)
    return table.drop_columns("submission")


def fill(home: Path, bodies: int, folder: Path) -> None:
    """Submits everything, year after year, and prints what it took."""
    monitor = service.open_monitor(home, isolated=False)
    indicators = list(monitor.indicators.values())
    expressions = expressions_of(indicators)
    with monitor.store.transaction() as session:
        bodies_ = add_bodies(session, indicators, bodies, np.random.default_rng(2026))
    every = [submission(body, year) for year in YEARS for body in bodies_]
    variants = [
        {name: parquet.read_table(folder / f"{name}-{number}.parquet") for name in ("lines", "facts", "evidence")}
        for number in range(VARIANTS)
    ]
    start, processor = time.perf_counter(), time.process_time()
    tenth = -(-len(every) // 10)
    for first in range(0, len(every), TOGETHER):
        part = every[first : first + TOGETHER]
        with monitor.store.transaction() as session:
            for number, one in enumerate(part, first):
                drawn = variants[number % VARIANTS]
                submissions.save(session, one, drawn["lines"], {"tables": [], "findings": []}, {})
                submissions.save_known(session, one.id, drawn["facts"], drawn["evidence"], 1)
            measure(session, [one.id for one in part], expressions, {})
        done = first + len(part)
        if done // tenth > first // tenth:
            again = statistics.median(_measure_again(monitor.store, one.id, expressions) for one in part[:AGAIN])
            clock, used = time.perf_counter() - start, time.process_time() - processor
            print(
                f"{done * LINES:13,} lines: {clock:7,.0f} s, {used:7,.0f} s processor; one anew {again:.2f} s processor",
                flush=True,
            )
    clock, used = time.perf_counter() - start, time.process_time() - processor
    monitor.close()
    count = len(every) * LINES
    print(
        f"\n{count:,} lines, {len(every):,} submissions: {clock:,.0f} s ({used:,.0f} s processor), {1_000_000 * used / count:.1f} s "
        f"processor a million; peak {peak_megabytes():,.0f} MB; on disk {(home / 'store.duckdb').stat().st_size / 1e9:.1f} GB"
    )


def _measure_again(store: Store, submission: str, expressions: Expressions) -> float:
    start = time.process_time()
    with store.transaction() as session:
        measure(session, [submission], expressions, {})
    return time.process_time() - start


if __name__ == "__main__":
    main()
