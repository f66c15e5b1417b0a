"""By how much the bounds over everything come closer when unclassified spend is classified: worked by hand, and for all sums."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import narrowing, share
from kpi.model import FULL, Sums

EURO = 100 * FULL
EXAMPLE_A = Sums(met=6_400 * EURO, not_met=1_600 * EURO, open_plus=1_500 * EURO, scope_unknown_plus=5_000 * EURO)
"""Example A of semantics.md section 5, with its 5,000 of unknown scope: 6,400/14,500 to 12,900/14,500."""


@pytest.mark.parametrize(
    ("sums", "plus", "minus", "inside", "expected"),
    [
        (EXAMPLE_A, 500_000, 0, False, Fraction(6_500, 14_500) - Fraction(1_500, 9_500)),
        (EXAMPLE_A, 500_000, 0, True, Fraction(5_000, 14_500)),
        (EXAMPLE_A, 900_000, 0, True, Fraction(5_000, 14_500)),  # no more than is unknown
        (EXAMPLE_A, 0, 0, True, Fraction(0)),
        (Sums(scope_unknown_plus=1_000 * EURO), 50_000, 0, True, Fraction(1, 2)),
        (Sums(scope_unknown_plus=1_000 * EURO), 50_000, 0, False, Fraction(0)),  # still nothing is known of the rest
        (Sums(scope_unknown_plus=1_000 * EURO), 100_000, 0, False, Fraction(1)),  # nothing in scope: nothing uncertain
        (Sums(met=-EURO, scope_unknown_plus=EURO), 100, 0, False, None),  # credit notes: no value
    ],
)
def test_narrowing_by_hand(sums: Sums, plus: int, minus: int, inside: bool, expected: Fraction | None) -> None:
    assert narrowing(sums, plus, minus, inside) == expected


AMOUNT = st.integers(0, 10**9)


@settings(max_examples=150)
@given(st.tuples(AMOUNT, AMOUNT, AMOUNT, AMOUNT), AMOUNT, st.booleans())
def test_it_is_never_negative_nor_more_than_the_bounds_are_apart_and_the_whole_stays_the_whole(
    parts: tuple[int, int, int, int], plus: int, inside: bool
) -> None:
    met, not_met, open_plus, unknown = (part * FULL for part in parts)
    sums = Sums(met=met, not_met=not_met + FULL, open_plus=open_plus, scope_unknown_plus=unknown)
    before = share(sums)
    found = narrowing(sums, plus, 0, inside)

    assert before.possible_all is not None
    assert before.proven_all is not None
    assert found is not None
    assert 0 <= found <= before.possible_all - before.proven_all
    settled = narrowing(sums, unknown // FULL, 0, inside=False)
    known = share(replace(sums, scope_unknown_plus=0))
    assert known.possible is not None
    assert known.proven is not None
    assert settled == max(0, before.possible_all - before.proven_all - (known.possible - known.proven))
