"""The one place that divides: sums to a share with its bounds (semantics.md section 5)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kpi.model import QUANTITY_PARTS, Share, Sums


def share(sums: Sums) -> Share:
    """The value of an indicator as fractions of one, with the reason where there is none.

    Without a value all four bounds are None; the two coverages stand wherever they can be computed.
    """
    base, total = sums.base, sums.total
    reason = _no_value(sums, base)
    coverage = _ratio(max(0, base - (sums.open_plus - sums.open_minus)), base)
    unknown = sums.scope_unknown_plus - sums.scope_unknown_minus
    scope_coverage = _ratio(max(0, total - unknown), total)
    if reason:
        return Share(base, None, None, None, None, coverage, scope_coverage, reason)
    shown = sums.met + sums.open_minus
    at_best = sums.met + sums.open_plus
    all_of_it = base + sums.scope_unknown_plus + sums.scope_unknown_minus
    return Share(
        base=base,
        proven=Fraction(shown, base),
        possible=Fraction(at_best, base),
        proven_all=_ratio(shown + sums.scope_unknown_minus, base + sums.scope_unknown_plus),
        possible_all=_ratio(min(all_of_it, at_best + sums.scope_unknown_plus), all_of_it),
        coverage=coverage,
        scope_coverage=scope_coverage,
    )


def amount(low: int, high: int) -> Share:
    """The value of a quantity (semantics.md section 5a), in its unit: no base, no share. `low` and `high` are whole parts."""
    least, most = Fraction(low, QUANTITY_PARTS), Fraction(high, QUANTITY_PARTS)
    return Share(0, least, most, None, None, None, None)


def ratio_sums(part: tuple[int, int] | None, whole: tuple[int, int]) -> Sums:
    """A registered part of a registered whole, as the sums of section 4 in their own unit. Of both the least and the most.

    What may or may not belong to the whole is open, just as what may or may not belong to the part; a part of which nothing is
    registered is open altogether. So `base` is the most that the whole can be, and the bounds hold whatever turns out.
    """
    least, most = whole
    part_least, part_most = part or (0, most)
    not_met = max(0, least - part_most)
    return Sums(met=part_least, not_met=not_met, open_plus=most - part_least - not_met, claimed=part_least)


def ratio(sums: Sums) -> Share:
    """The share of such a part, with the reasons for which it can have none."""
    found = share(sums)
    if found.reason_code is None:
        return found
    return replace(found, reason_code="whole_is_zero" if sums.base == 0 and not sums.met else "part_exceeds_whole")


def _no_value(sums: Sums, base: int) -> str | None:
    """Why no value can be given, as a code of model.Share.reason_code."""
    if base == 0:
        in_scope = sums.met or sums.not_met or sums.open_plus or sums.open_minus
        unknown = sums.scope_unknown_plus or sums.scope_unknown_minus
        return "nothing_classified" if unknown and not in_scope else "base_zero"
    if base < 0:
        return "credit_notes"
    inside = 0 <= sums.met + sums.open_minus <= base and 0 <= sums.met + sums.open_plus <= base
    return None if inside else "credit_notes"


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole > 0 else None
