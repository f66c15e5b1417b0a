"""Euros times a factor: which factors a line may have, from what is known of its category."""

from __future__ import annotations

from typing import Any

import ibis

from kpi.model import QUANTITY_PARTS
from kpi.reference import Factor, FactorSet

PARTS_PER_CENT = QUANTITY_PARTS // 100
"""A factor is per euro and amounts are in cents, so it is kept in this many parts: six decimals, exactly."""


def factor_bounds(factors: FactorSet, cpv: Any) -> tuple[Any, Any]:
    """The lowest and the highest factor that a line with this category can have, in PARTS_PER_CENT.

    A category that is known precisely enough has one factor. One that is known less precisely, or not at all, may have any
    factor of the categories below it, or that of everything else.
    """
    low, high = _whole(factors.low), _whole(factors.high)
    cases_low, cases_high = [], []
    may_be_low, may_be_high = [ibis.literal(low)], [ibis.literal(high)]
    for factor in factors.factors:
        certain = cpv.startswith(factor.cpv).fill_null(False)
        possible = cpv.isnull() | cpv.isin(_less_precise(factor))
        cases_low.append((certain, _whole(factor.low)))
        cases_high.append((certain, _whole(factor.high)))
        may_be_low.append(ibis.ifelse(possible, _whole(factor.low), low))
        may_be_high.append(ibis.ifelse(possible, _whole(factor.high), high))
    least, most = ibis.least(*may_be_low), ibis.greatest(*may_be_high)
    if not factors.factors:
        return least, most
    return ibis.cases(*cases_low, else_=least), ibis.cases(*cases_high, else_=most)


def _whole(factor: Any) -> int:
    return int(factor * PARTS_PER_CENT)


def _less_precise(factor: Factor) -> list[str]:
    return [factor.cpv[:length] for length in range(2, len(factor.cpv))] or [""]
