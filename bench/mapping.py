"""How long a changed mapping takes on one body's lines: a decision about one text, and one that changes every line.

    python -m bench.mapping [--lines 1000000]

Stated apart: `decide` is what a person waits for on Classify; `settle` makes the sums, when a page that shows figures asks for them.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from kpi import service
from kpi.model import LINE_SCHEMA, Body, BodyKind, MappingRule, Role, Submission, SubmissionState, Viewer
from kpi.service.knowing import apply_knowledge
from kpi.store import registers, submissions

TEXTS, SUPPLIERS, DEPARTMENTS = 400, 8000, 8
BODY = Body(id="bench", name="Bench", kind=BodyKind.MUNICIPALITY, fictional=True)
BUYER = Viewer("bench", Role.BUYER, BODY.id)


def lines(count: int) -> pa.Table:
    """Generated lines, always the same."""
    chance = np.random.default_rng(2026)

    def choice(values: list[str]) -> pa.Array:
        return pa.array(values).take(pa.array(chance.integers(len(values), size=count)))

    columns = {
        "line": pa.array(np.arange(count), pa.int32()),
        "amount": pa.array(chance.lognormal(11, 1.6, count).astype("int64")),
        "supplier": choice([f"Leverancier {one} B.V." for one in range(SUPPLIERS)]),
        "category": choice([f"soort {one}" for one in range(TEXTS)]),
        "department": choice([f"afdeling {one}" for one in range(DEPARTMENTS)]),
    }
    return pa.table([columns.get(field.name, pa.nulls(count, field.type)) for field in LINE_SCHEMA], schema=LINE_SCHEMA)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--lines", type=int, default=1_000_000)
    given = options.parse_args()
    home = Path(tempfile.mkdtemp())
    monitor = service.open_monitor(home, isolated=False, beside=True)
    try:
        _fill(monitor, lines(given.lines))
        everything = [MappingRule(f"soort {one}", None, "45") for one in range(TEXTS)]
        for name, rules in (
            ("one text", everything[:1]),
            ("every text", [*everything, MappingRule("nieuw", None, "15")]),
        ):
            _timed(f"{name}: decide", lambda rules=rules: service.add_mapping(BUYER, monitor, BODY.id, rules))
            _timed(f"{name}: the list", lambda: service.worklist(BUYER, monitor, BODY.id, 2025, limit=6))
            _timed(f"{name}: settle", lambda: service.settle(monitor))
    finally:
        monitor.close()
        shutil.rmtree(home)


def _fill(monitor: service.Monitor, table: pa.Table) -> None:
    one = Submission(
        id="bench-2025-all-1", body=BODY.id, year=2025, part="all", version=1, state=SubmissionState.SUBMITTED, complete=True,
        amount_basis="net", year_basis="booking", file_name="bench.csv", sha256="", submitted_by="bench",
        submitted_at=datetime(2025, 1, 1),
    )  # fmt: skip
    monitor.measuring = False
    with monitor.store.transaction() as session:
        registers.save_body(session, BODY)
        submissions.save(session, one, table, {"tables": [], "findings": []}, {})
        apply_knowledge(monitor, session, BODY, {one.id: table})
    monitor.measuring = True


def _timed(what: str, act: Callable[[], object]) -> None:
    clock, processor = time.perf_counter(), time.process_time()
    act()
    print(
        f"{what:24}{time.perf_counter() - clock:8.2f} s{time.process_time() - processor:8.2f} s processor", flush=True
    )


if __name__ == "__main__":
    main()
