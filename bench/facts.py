"""Generated facts and evidence (model.FACT_SCHEMA, model.LINE_EVIDENCE_SCHEMA), always the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from kpi.measure import load_indicators
from kpi.model import EXCLUSION_REASONS, FACT_SCHEMA, LINE_EVIDENCE_SCHEMA, Indicator
from kpi.reference import cpv_codes

SUBMISSIONS = 50
DEPARTMENTS = 8


def euro_indicators() -> list[Indicator]:
    """The indicators that add up spend: those whose sums are compared here."""
    return [one for one in load_indicators().values() if one.measure == "euro"]


def generate(folder: str, lines: str) -> Callable[[], int]:
    """Writes facts.parquet and evidence.parquet: lines of 50 submissions, and evidence for a quarter of them."""

    def work() -> int:
        facts, evidence = tables(int(lines), SUBMISSIONS)
        parquet.write_table(facts, Path(folder) / "facts.parquet")
        parquet.write_table(evidence, Path(folder) / "evidence.parquet")
        return facts.num_rows

    return work


def tables(
    lines: int,
    submissions: int,
    indicators: Sequence[Indicator] | None = None,
    shown: float = 0.25,
    seed: int = 2025,
) -> tuple[pa.Table, pa.Table]:
    """(facts, evidence) as Arrow tables of the model's schemas with a submission, generated, for a seed always the same.

    There is evidence for the part `shown` of the lines on each property of the euro indicators, unless others are given.
    """
    chance = np.random.default_rng(seed)
    codes = sorted({code.rstrip("0").ljust(2, "0")[:length] for code in cpv_codes() for length in (2, 3, 4, 8)})

    def choice(values: Iterable[Any], missing: float, kind: Any = None) -> Any:
        drawn = np.array([*values], dtype=object)[chance.integers(len([*values]), size=lines)]
        drawn[chance.random(lines) < missing] = None
        return pa.array(drawn, kind or pa.string())

    per_submission = -(-lines // submissions)
    names = pa.array(np.char.mod("s%05d", np.arange(lines) // per_submission))
    number = np.arange(lines) % per_submission
    amounts = (chance.lognormal(11, 1.6, lines) * np.where(chance.random(lines) < 0.03, -1, 1)).astype("int64")
    drawn = {
        "line": pa.array(number, pa.int32()),
        "amount": pa.array(amounts),
        "department": choice([f"d{one}" for one in range(DEPARTMENTS)], 0).fill_null(""),
        "supplier_key": choice([f"leverancier {one}" for one in range(4000)], 0.02),
        "supplier_size": choice(["micro", "small", "medium", "large"], 0.5),
        "category_text": choice([f"soort {one}" for one in range(300)], 0.05),
        "cpv": choice(codes, 0.2),
        "exclusion": choice(EXCLUSION_REASONS, 0.95),
        "ledger_account": choice([str(4000 + one) for one in range(90)], 0.1),
        "has_contract": choice([True, False], 0.6, pa.bool_()),
        "contract_value": pa.array(chance.integers(1_000_000, 100_000_000, lines), pa.int64()),
        "contract_kind": choice(["works", "services", "supplies"], 0.5),
        "contract_procedure": choice(["open", "restricted", "innovation partnership"], 0.5),
    }
    columns = [drawn.get(field.name, pa.nulls(lines, field.type)) for field in FACT_SCHEMA]
    facts = pa.table([names, *columns], FACT_SCHEMA.insert(0, pa.field("submission", pa.string())))
    pieces = []
    for indicator in euro_indicators() if indicators is None else indicators:
        for name in indicator.properties:
            at = np.flatnonzero(chance.random(lines) < shown)
            low = chance.choice(np.array([0, 0, 3000, 6000, 10_000]), at.size)
            high = np.where(chance.random(at.size) < 0.3, 10_000, low)
            piece = {
                "submission": names.take(pa.array(at)),
                "line": pa.array(number[at], pa.int32()),
                "indicator": pa.array([indicator.id] * at.size),
                "property": pa.array([name] * at.size),
                "low": pa.array(low, pa.int32()),
                "high": pa.array(high, pa.int32()),
                "claimed": pa.array((low == 0) & (high == 10_000)),
            }
            fields = LINE_EVIDENCE_SCHEMA.insert(0, pa.field("submission", pa.string()))
            pieces.append(pa.table([piece.get(field.name, pa.nulls(at.size, field.type)) for field in fields], fields))
    return facts, pa.concat_tables(pieces)
