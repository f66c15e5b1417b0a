"""Section 4 once more, in plain Python over plain rows: slow, and written without looking at the expressions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kpi.model import Indicator, Sums


def part_that_holds(
    tree: Mapping[str, Any], line: Mapping[str, Any], found: Mapping[str, tuple[int, int]]
) -> tuple[int, int]:
    """(low, high) of one condition for one line."""
    if "property" in tree:
        return found.get(tree["property"], (0, 10_000))
    if "not" in tree:
        low, high = part_that_holds(tree["not"], line, found)
        return 10_000 - high, 10_000 - low
    if "any" in tree or "all" in tree:
        parts = [part_that_holds(part, line, found) for part in tree.get("any", tree.get("all"))]
        if "any" in tree:
            return max(low for low, _ in parts), min(10_000, sum(high for _, high in parts))
        lows = sum(low for low, _ in parts) - 10_000 * (len(parts) - 1)
        return max(0, lows), min((high for _, high in parts), default=10_000)
    answer = _answer(tree, line)
    return {True: (10_000, 10_000), False: (0, 0), None: (0, 10_000)}[answer]


def _answer(tree: Mapping[str, Any], line: Mapping[str, Any]) -> bool | None:
    field = tree["field"]
    value = line.get(field)
    if field.startswith("contract_") and line.get("has_contract") is False:
        return False
    if value is None:
        return None
    if field == "cpv":
        if any(value.startswith(code) for code in tree["starts_with"]):
            return True
        return None if any(code.startswith(value) for code in tree["starts_with"]) else False
    unit = 100 if field in ("amount", "contract_value") else 1
    return (
        ("starts_with" not in tree or any(value.startswith(text) for text in tree["starts_with"]))
        and ("any_of" not in tree or value in tree["any_of"])
        and ("is" not in tree or value == tree["is"])
        and ("at_least" not in tree or value >= tree["at_least"] * unit)
        and ("at_most" not in tree or value <= tree["at_most"] * unit)
    )


def plain_sums(
    indicator: Indicator,
    lines: Sequence[Mapping[str, Any]],
    evidence: Mapping[int, Mapping[str, tuple[int, int, bool]]],
) -> Sums:
    """The sums of all procurement lines, added one by one."""
    total = Sums()
    for number, line in enumerate(lines):
        if line.get("exclusion"):
            continue
        said = evidence.get(number, {})
        amount = line["amount"]
        scope = part_that_holds(indicator.scope, line, {})
        if scope == (0, 0):
            total += Sums(out_of_scope=amount * 10_000, lines_out_of_scope=1)
        elif scope == (0, 10_000):
            side = "scope_unknown_plus" if amount > 0 else "scope_unknown_minus"
            total += Sums(**{side: amount * 10_000}, lines_scope_unknown=1)
        else:
            total += _in_scope(indicator, line, said)
    return total


def _in_scope(indicator: Indicator, line: Mapping[str, Any], said: Mapping[str, tuple[int, int, bool]]) -> Sums:
    amount = line["amount"]
    found = {name: (low, high) for name, (low, high, _) in said.items()}
    low, high = part_that_holds(indicator.criterion, line, found)
    is_open = amount * (high - low)
    claims = high > low and any(said[name][2] for name in indicator.properties if name in said)
    return Sums(
        met=amount * low,
        not_met=amount * (10_000 - high),
        open_plus=max(0, is_open),
        open_minus=min(0, is_open),
        claimed=amount * low + (is_open if claims else 0),
        lines_met=int(low == 10_000),
        lines_not_met=int(high == 0),
        lines_open=int(low < 10_000 and high > 0),
        lines_claimed=int(claims),
    )
