"""The one place that divides: sums to a share with its bounds (semantics.md section 5)."""

from __future__ import annotations

from fractions import Fraction

from kpi.model import Share, Sums


def share(sums: Sums) -> Share:
    """The value of an indicator as fractions of one, with the reason where there is none.

    Without a value all four bounds are None; the two coverages stand wherever they can be computed.
    """
    base = sums.base
    reason = _no_value(sums)
    coverage = _at_least_zero(1 - Fraction(sums.open_plus - sums.open_minus, base)) if base > 0 else None
    unknown = sums.scope_unknown_plus - sums.scope_unknown_minus
    scope_coverage = _at_least_zero(1 - Fraction(unknown, sums.total)) if sums.total > 0 else None
    if reason:
        return Share(base, None, None, None, None, coverage, scope_coverage, reason)
    shown = sums.met + sums.open_minus
    at_best = sums.met + sums.open_plus
    proven_all = _ratio(shown + sums.scope_unknown_minus, base + sums.scope_unknown_plus)
    possible_all = _ratio(at_best + sums.scope_unknown_plus, base + sums.scope_unknown_plus + sums.scope_unknown_minus)
    return Share(
        base=base,
        proven=Fraction(shown, base),
        possible=Fraction(at_best, base),
        proven_all=proven_all,
        possible_all=None if possible_all is None else min(Fraction(1), possible_all),
        coverage=coverage,
        scope_coverage=scope_coverage,
    )


def _no_value(sums: Sums) -> str | None:
    """Why no value can be given, as a code of model.Share.reason_code."""
    base = sums.base
    if base == 0:
        in_scope = sums.met or sums.not_met or sums.open_plus or sums.open_minus
        unknown = sums.scope_unknown_plus or sums.scope_unknown_minus
        return "nothing_classified" if unknown and not in_scope else "base_zero"
    if base < 0:
        return "credit_notes"
    bounds = (sums.met + sums.open_minus, sums.met + sums.open_plus)
    return None if all(0 <= bound <= base for bound in bounds) else "credit_notes"


def _ratio(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole > 0 else None


def _at_least_zero(value: Fraction) -> Fraction:
    return max(Fraction(0), value)
