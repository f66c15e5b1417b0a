"""The same sums with polars, lazily, written anew from docs/semantics.md sections 3 and 4."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from bench.facts import euro_indicators
from bench.process import digest
from kpi.model import FULL, SUM_NAMES, Indicator

KEY = ["submission", "line"]
CELL = ["submission", "department"]


def polars_lazy(folder: str) -> Callable[[], str]:
    facts = pl.read_parquet(Path(folder) / "facts.parquet")
    evidence = pl.read_parquet(Path(folder) / "evidence.parquet")

    def work() -> str:
        lines = facts.filter(pl.col("exclusion").is_null())
        found = ((one.id, sums(one, lines.lazy(), evidence.lazy())) for one in euro_indicators())
        return digest((name, *row[:2], *map(int, row[2:])) for name, frame in found for row in frame.rows())

    return work


def sums(indicator: Indicator, lines: pl.LazyFrame, evidence: pl.LazyFrame) -> pl.DataFrame:
    """One row a submission and department, with the columns of SUM_NAMES."""
    known: dict[str, tuple[pl.Expr, pl.Expr]] = {}
    claimed = pl.lit(False)
    for number, name in enumerate(indicator.properties):
        mine = evidence.filter((pl.col("indicator") == indicator.id) & (pl.col("property") == name))
        named = {one: f"{one}_{number}" for one in ("low", "high", "claimed")}
        lines = lines.join(mine.select(*KEY, *named).rename(named), on=KEY, how="left")
        low, high = pl.col(named["low"]).fill_null(0), pl.col(named["high"]).fill_null(FULL)
        known[name] = low.cast(pl.Int64), high.cast(pl.Int64)
        claimed = claimed | pl.col(named["claimed"]).fill_null(False)
    scope_low, scope_high = interval(indicator.scope, {})
    low, high = interval(indicator.criterion or {"all": []}, known)
    measured = lines.select(
        *CELL, "amount", scope_low=scope_low, scope_high=scope_high, low=low, high=high, claimed=claimed
    )
    amount, low, high = pl.col("amount"), pl.col("low"), pl.col("high")
    inside, outside = pl.col("scope_low") == FULL, pl.col("scope_high") == 0
    unknown = ~inside & ~outside
    said = inside & pl.col("claimed") & (high > low)
    columns = {
        "met": inside * amount * low,
        "not_met": inside * amount * (FULL - high),
        "open_plus": (inside & (amount > 0)) * amount * (high - low),
        "open_minus": (inside & (amount < 0)) * amount * (high - low),
        "scope_unknown_plus": (unknown & (amount > 0)) * amount * FULL,
        "scope_unknown_minus": (unknown & (amount < 0)) * amount * FULL,
        "out_of_scope": outside * amount * FULL,
        "claimed": inside * amount * low + said * amount * (high - low),
        "lines_met": inside & (low == FULL),
        "lines_not_met": inside & (high == 0),
        "lines_open": inside & (low < FULL) & (high > 0),
        "lines_claimed": said,
        "lines_scope_unknown": unknown,
        "lines_out_of_scope": outside,
    }
    return measured.group_by(CELL).agg(*(columns[name].sum().alias(name) for name in SUM_NAMES)).collect()


def interval(tree: Mapping[str, Any], known: Mapping[str, tuple[pl.Expr, pl.Expr]]) -> tuple[pl.Expr, pl.Expr]:
    """The lowest and highest basis points of a condition, as expressions over the lines."""
    if "property" in tree:
        return known[tree["property"]]
    if "not" in tree:
        low, high = interval(tree["not"], known)
        return FULL - high, FULL - low
    if "field" in tree:
        holds, unknown = field_condition(tree)
        return (holds & ~unknown).cast(pl.Int64) * FULL, (holds | unknown).cast(pl.Int64) * FULL
    parts = [interval(part, known) for part in tree.get("any", tree.get("all", []))]
    if not parts:
        return pl.lit(FULL, pl.Int64), pl.lit(FULL, pl.Int64)
    lows, highs = [low for low, _ in parts], [high for _, high in parts]
    if "any" in tree:
        return pl.max_horizontal(lows), pl.min_horizontal(pl.lit(FULL), pl.sum_horizontal(highs))
    least = pl.sum_horizontal(lows) - FULL * (len(parts) - 1)
    return pl.max_horizontal(pl.lit(0), least), pl.min_horizontal(highs)


def field_condition(tree: Mapping[str, Any]) -> tuple[pl.Expr, pl.Expr]:
    """For each line whether the condition holds, and whether that is unknown."""
    name, column = tree["field"], pl.col(tree["field"])
    unknown, holds = column.is_null(), pl.lit(True)
    if name == "department":
        unknown = unknown | (column == "")
    if name == "cpv":
        shorter = {code[:length] for code in tree["starts_with"] for length in range(2, len(code))}
        unknown = unknown | column.is_in(sorted(shorter - set(tree["starts_with"]))).fill_null(False)
    if name.startswith("contract_"):
        without = (~pl.col("has_contract")).fill_null(False)
        holds, unknown = holds & ~without, unknown & ~without
    for operator, value in tree.items():
        match operator:
            case "starts_with":
                held = pl.any_horizontal([column.str.starts_with(one) for one in value])
            case "any_of":
                held = column.is_in(value)
            case "is":
                held = column == value
            case "at_least" | "at_most":
                cents = int(value) * 100 if name in ("amount", "contract_value") else value
                held = column >= cents if operator == "at_least" else column <= cents
            case _:
                continue
        holds = holds & held.fill_null(False)
    return holds, unknown
