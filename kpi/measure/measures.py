"""What a definition says about its measure: which keys each measure needs, and the quantity or factors that it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kpi.language import message
from kpi.measure.conditions import Problem
from kpi.model import Message, Registered, Unit
from kpi.reference import factor_sets, quantities, units

ON_LINES = ("scope", "criterion", "accepts", "threshold")
NEEDED: dict[str, tuple[str, ...]] = {
    "euro": ON_LINES,
    "contracts": ON_LINES,
    "suppliers": ON_LINES,
    "quantity": ("quantity",),
    "factor": ("scope", "factors"),
}
"""By measure: the keys of a definition that it needs, and that other measures may not have."""

SPECIFIC = tuple(dict.fromkeys(key for keys in NEEDED.values() for key in keys))


def problems_of_measure(entry: Mapping[str, Any]) -> Iterator[Problem]:
    """Everything wrong with the quantity, the factors or the unit; the keys that the measure needs are there."""
    wrong = [*_quantity_problems(entry), *_factor_problems(entry)]
    yield from wrong
    if not wrong and entry["unit"] != unit_of(entry):
        wanted = message("{unit}: that follows from the measure", unit=unit_of(entry))
        yield Problem("unit", repr(entry["unit"]), wanted)


def _factor_problems(entry: Mapping[str, Any]) -> Iterator[Problem]:
    if entry["measure"] == "factor" and entry["factors"] not in factor_sets():
        yield Problem("factors", repr(entry["factors"]), _one_of(factor_sets()))


def _quantity_problems(entry: Mapping[str, Any]) -> Iterator[Problem]:
    registered = entry.get("quantity")
    if entry["measure"] != "quantity":
        return
    if not isinstance(registered, Mapping) or not {"part"} <= set(registered) <= {"part", "whole"}:
        yield Problem("quantity", repr(registered), message("part, and whole where the value is a share"))
        return
    for key, name in registered.items():
        if name not in quantities():
            yield Problem(f"quantity.{key}", repr(name), _one_of(quantities()))
            return
    part, whole = registered["part"], registered.get("whole", registered["part"])
    if quantities()[part].unit != quantities()[whole].unit:
        yield Problem(
            "quantity.whole",
            f"{whole} ({quantities()[whole].unit})",
            message("a quantity in the unit of its part, {unit}", unit=quantities()[part].unit),
        )


def unit_of(entry: Mapping[str, Any]) -> str:
    """The unit of the value: a share, the unit of a quantity, or that of a set of factors."""
    if entry["measure"] == "factor":
        return factor_sets()[entry["factors"]].unit
    if entry["measure"] == "quantity" and "whole" not in entry["quantity"]:
        return quantities()[entry["quantity"]["part"]].unit
    return "share"


def registered_of(entry: Mapping[str, Any]) -> Registered | None:
    return Registered(**entry["quantity"]) if entry["measure"] == "quantity" else None


def sum_unit(entry: Mapping[str, Any]) -> str:
    """The unit of the sums: euro, contracts, suppliers, or that of the quantity."""
    measure = entry["measure"]
    if measure == "quantity":
        return quantities()[entry["quantity"]["part"]].unit
    return factor_sets()[entry["factors"]].unit if measure == "factor" else measure


def counted_in(entry: Mapping[str, Any]) -> Unit | None:
    """That unit as a reader sees it; None where the sums are spend, which has its own way of writing."""
    return None if entry["measure"] == "euro" else units()[sum_unit(entry)]


def _one_of(choices: Mapping[str, Any]) -> Message:
    return message("one of {choices}", choices=", ".join(choices))
