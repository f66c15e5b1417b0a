"""Quantities and factors as they stand in data/reference: known units, ordered bounds, exact numbers, no overlap."""

from __future__ import annotations

from itertools import permutations

import pytest

from kpi.measure.factors import PARTS_PER_CENT
from kpi.reference import factor_sets, is_cpv, quantities, units


def test_every_quantity_has_two_names_and_a_unit_that_has_two_names_too():
    assert quantities()
    for quantity in quantities().values():
        assert quantity.name.nl
        assert quantity.name.en
        assert units()[quantity.unit].many.nl


@pytest.mark.parametrize("used", factor_sets().values(), ids=lambda used: used.id)
def test_factors_are_exact_ordered_and_about_categories_that_do_not_overlap(used):
    assert used.unit in units()
    assert used.source
    for factor in (used, *used.factors):
        assert factor.low <= factor.high
        assert (factor.low * PARTS_PER_CENT).denominator == (factor.high * PARTS_PER_CENT).denominator == 1
    codes = [factor.cpv for factor in used.factors]
    assert all(is_cpv(code) for code in codes)
    assert not any(one.startswith(other) for one, other in permutations(codes, 2))
