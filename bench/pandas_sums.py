"""The same sums with pandas and numpy, written anew from docs/semantics.md sections 3 and 4."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas

from bench.facts import euro_indicators
from bench.process import digest
from kpi.model import FULL, SUM_NAMES


def pandas_groupby(folder: str) -> Callable[[], str]:
    facts = pandas.read_parquet(Path(folder) / "facts.parquet")
    evidence = pandas.read_parquet(Path(folder) / "evidence.parquet")
    indicators = euro_indicators()
    key = ["submission", "line"]

    def sums(indicator: Any, lines: Any) -> Any:
        known, claimed = {}, np.zeros(len(lines), bool)
        for name in indicator.properties:
            mine = evidence[(evidence["indicator"] == indicator.id) & (evidence["property"] == name)]
            found = lines[key].merge(mine[[*key, "low", "high", "claimed"]], on=key, how="left")
            low, high = found["low"].fillna(0), found["high"].fillna(FULL)
            known[name] = low.to_numpy("int64"), high.to_numpy("int64")
            claimed = claimed | found["claimed"].eq(True).to_numpy(bool)
        scope_low, scope_high = interval(indicator.scope, lines, {})
        low, high = interval(indicator.criterion, lines, known)
        amount = lines["amount"].to_numpy()
        inside, outside = scope_low == FULL, scope_high == 0
        unknown = ~inside & ~outside
        plus, minus, said = amount > 0, amount < 0, inside & claimed & (high > low)
        columns = {
            "met": inside * amount * low,
            "not_met": inside * amount * (FULL - high),
            "open_plus": (inside & plus) * amount * (high - low),
            "open_minus": (inside & minus) * amount * (high - low),
            "scope_unknown_plus": (unknown & plus) * amount * FULL,
            "scope_unknown_minus": (unknown & minus) * amount * FULL,
            "out_of_scope": outside * amount * FULL,
            "claimed": inside * amount * low + said * amount * (high - low),
            "lines_met": inside & (low == FULL),
            "lines_not_met": inside & (high == 0),
            "lines_open": inside & (low < FULL) & (high > 0),
            "lines_claimed": said,
            "lines_scope_unknown": unknown,
            "lines_out_of_scope": outside,
        }
        frame = pandas.DataFrame(columns).astype("int64")
        cell = [lines["submission"].to_numpy(), lines["department"].to_numpy()]
        return frame.groupby(cell)[[*SUM_NAMES]].sum()

    def work() -> str:
        lines = facts[facts["exclusion"].isna()].reset_index(drop=True)
        return digest(
            (indicator.id, *cell, *map(int, row))
            for indicator in indicators
            for cell, row in zip(*_cells(sums(indicator, lines)), strict=True)
        )

    return work


def _cells(frame: Any) -> tuple[Any, Any]:
    return frame.index.tolist(), frame.to_numpy().tolist()


def interval(tree: Mapping[str, Any], lines: Any, known: Mapping[str, Any]) -> tuple[Any, Any]:
    """The lowest and highest basis points of a condition for each line, in numpy: an independent reading of the rules."""
    if "property" in tree:
        return known[tree["property"]]
    if "not" in tree:
        low, high = interval(tree["not"], lines, known)
        return FULL - high, FULL - low
    if "field" in tree:
        holds, unknown = field_condition(tree, lines)
        return np.where(holds & ~unknown, FULL, 0), np.where(holds | unknown, FULL, 0)
    lows = [np.full(len(lines), FULL)] if not tree.get("any", tree.get("all")) else []
    highs = list(lows)
    for part in tree.get("any", tree.get("all", [])):
        low, high = interval(part, lines, known)
        lows.append(low)
        highs.append(high)
    if "any" in tree:
        return np.maximum.reduce(lows), np.minimum(FULL, np.sum(highs, axis=0))
    return np.maximum(0, np.sum(lows, axis=0) - FULL * (len(lows) - 1)), np.minimum.reduce(highs)


def field_condition(tree: Mapping[str, Any], lines: Any) -> tuple[Any, Any]:
    """For each line whether the condition holds, and whether that is unknown."""
    name, column = tree["field"], lines[tree["field"]]
    unknown = column.isna().to_numpy(bool)
    holds = np.ones(len(lines), bool)
    if name == "department":
        unknown = unknown | column.eq("").to_numpy(bool)
    if name == "cpv":
        shorter = {code[:length] for code in tree["starts_with"] for length in range(2, len(code))}
        unknown = unknown | column.isin(shorter - set(tree["starts_with"])).to_numpy(bool)
    if name.startswith("contract_"):
        without = lines["has_contract"].eq(False).fillna(False).to_numpy(bool)
        holds = holds & ~without
        unknown = unknown & ~without
    for operator, value in tree.items():
        match operator:
            case "starts_with":
                held = column.str.startswith(tuple(value))
            case "any_of":
                held = column.isin(value)
            case "is":
                held = column.eq(value)
            case "at_least" | "at_most":
                cents = int(value) * 100 if name in ("amount", "contract_value") else value
                held = column.ge(cents) if operator == "at_least" else column.le(cents)
            case _:
                continue
        holds = holds & held.fillna(False).to_numpy(bool)
    return holds, unknown
