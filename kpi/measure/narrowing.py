"""How much less uncertain a share becomes when it is known what unclassified spend is (semantics.md section 5)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kpi.measure.shares import share
from kpi.model import FULL, Sums


def spread(sums: Sums) -> Fraction | None:
    """How far apart the bounds over everything are, however unclassified spend turns out; None where credit notes leave no value."""
    found = share(sums)
    if found.reason_code == "nothing_classified":
        return Fraction(1)
    if found.reason_code == "base_zero":
        return Fraction(0)
    if found.proven_all is None or found.possible_all is None:
        return None
    return found.possible_all - found.proven_all


def narrowing(sums: Sums, plus: int, minus: int, inside: bool) -> Fraction | None:
    """The fraction of one by which the bounds over everything come closer. `plus` and `minus` are the cents of its positive and negative lines.

    Outside the scope that is so once it is classified. `inside` it, that is the most that it can be: once it is also known whether it
    qualifies. No more is moved than is of unknown scope.
    """
    added, taken = min(plus * FULL, sums.scope_unknown_plus), max(minus * FULL, sums.scope_unknown_minus)
    rest = replace(
        sums,
        scope_unknown_plus=sums.scope_unknown_plus - added,
        scope_unknown_minus=sums.scope_unknown_minus - taken,
    )
    moved = added + taken
    after = replace(rest, met=rest.met + moved) if inside else replace(rest, out_of_scope=rest.out_of_scope + moved)
    before, then = spread(sums), spread(after)
    return None if before is None or then is None else max(Fraction(0), before - then)
