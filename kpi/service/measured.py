"""One value of one indicator at one level: from what was added, counted or registered there to a share or an amount."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from kpi import measure
from kpi.commitment import Quantity
from kpi.model import Indicator, Share, Sums
from kpi.store.sums import Cell

Amount = tuple[int, int]
MIXED = "mixed"


@dataclass(frozen=True)
class Measured:
    """What a figure shows. `quantity` is there for an amount with a value, `sums` for a share."""

    sums: Sums | None
    share: Share | None
    quantity: Quantity | None = None
    suggested: int = 0
    suppliers: int = 0
    largest_supplier: Fraction | None = None


def value_of_lines(indicator: Indicator, cell: Cell | None, submitted: bool, amount_basis: str) -> Measured:
    """The value of an indicator that rests on spend lines; nothing where nothing was submitted."""
    cell = cell or Cell()
    if not submitted:
        return Measured(None, None)
    if indicator.measure == "factor":
        found = _amount(cell.amount or (0, 0))
        if amount_basis == MIXED:
            found = Measured(None, _without(measure.amount(0, 0), "mixed_basis"))
    else:
        sums = cell.sums or Sums()
        share = measure.share(sums)
        mixed = indicator.measure == "euro" and amount_basis == MIXED and share.proven is not None
        found = Measured(sums, _without(share, "mixed_basis") if mixed else share)
    largest = Fraction(cell.largest, cell.amounts) if cell.amounts else None
    return Measured(found.sums, found.share, found.quantity, cell.suggested, cell.suppliers, largest)


def value_of_quantities(indicator: Indicator, registered: Mapping[str, Amount]) -> Measured:
    """The value of an indicator that rests on registered quantities, by their names."""
    asked = indicator.quantity
    assert asked is not None
    part = registered.get(asked.part)
    needed = part if asked.whole is None else registered.get(asked.whole)
    if needed is None:
        return Measured(None, _without(measure.amount(0, 0), "not_registered"))
    if asked.whole is None:
        return _amount(needed)
    sums = measure.ratio_sums(part, needed)
    return Measured(sums, measure.ratio(sums))


def _amount(amount: Amount) -> Measured:
    share = measure.amount(*amount)
    assert share.proven is not None
    assert share.possible is not None
    return Measured(None, share, Quantity(share.proven, share.possible))


def without_value(found: Measured, reason: str) -> Measured:
    """The same without a value, for a reason; what has none already keeps its own."""
    if found.share is None or found.share.proven is None:
        return found
    return replace(found, share=_without(found.share, reason), quantity=None)


def _without(share: Share, reason: str) -> Share:
    return replace(share, proven=None, possible=None, proven_all=None, possible_all=None, reason_code=reason)
