"""Counts and ratios for all inputs: what plain Python counts, identities, and bounds that hold whatever turns out."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi.measure import ratio, ratio_sums, share
from kpi.model import FULL
from tests.conftest import LONG
from tests.measure.engine import added, evidence_of, facts_of
from tests.measure.plain import part_that_holds
from tests.measure.test_measures import SAMPLES, sums_of_keys

EXAMPLES = 400 if LONG else 15

ISV = SAMPLES["contracts_with_isv"]

pieces = st.sampled_from(
    [(0, FULL, True), (FULL, FULL, False), (0, 0, False), (6000, 6000, False), (3000, FULL, False)]
)
lines = st.fixed_dictionaries(
    {
        "amount": st.integers(-1000, 1000),
        "department": st.sampled_from(["", "a", "b"]),
        "contract_number": st.sampled_from([None, "c-1", "c-2"]),
        "supplier_key": st.sampled_from([None, "s-1", "s-2"]),
        "has_contract": st.sampled_from([None, True, False]),
        "contract_kind": st.sampled_from([None, "works", "supplies"]),
        "exclusion": st.sampled_from([None, None, None, "tax"]),
    }
)
tables = st.lists(st.tuples(lines, st.one_of(st.none(), pieces)), max_size=14)


def counted(table):
    found = {number: {"isv": piece} for number, (_, piece) in enumerate(table) if piece}
    return added(ISV, facts_of([line for line, _ in table]), evidence_of(ISV, found)).keys


def by_hand(table):
    """How many keys meet, do not, are open, unknown and outside: worked out key by key."""
    collected = defaultdict(list)
    for line, piece in table:
        if line["exclusion"]:
            continue
        scope_low, scope_high = part_that_holds(ISV.scope, line, {})
        if line["has_contract"] is False:
            scope_low = scope_high = 0
        elif line["contract_number"] is None:
            scope_low = 0
        key = ("number", line["contract_number"]) if line["contract_number"] else ("supplier", line["supplier_key"])
        collected[key].append((scope_low, scope_high, *(piece[:2] if piece else (0, FULL))))
    tally = dict.fromkeys(("met", "not_met", "open", "unknown", "outside"), 0)
    for found in collected.values():
        possible = [one for one in found if one[1]]
        if not possible:
            tally["outside"] += 1
        elif not any(one[0] for one in possible):
            tally["unknown"] += 1
        else:
            low, high = min(one[2] for one in possible), max(one[3] for one in possible)
            tally["met" if low == FULL else "not_met" if high == 0 else "open"] += 1
    return tally


@settings(max_examples=EXAMPLES)
@given(table=tables)
def test_counts_are_what_plain_python_counts_and_every_key_stands_in_one_place(table):
    sums = sums_of_keys(counted(table))
    expected = by_hand(table)
    assert expected == {
        "met": sums.lines_met,
        "not_met": sums.lines_not_met,
        "open": sums.lines_open,
        "unknown": sums.lines_scope_unknown,
        "outside": sums.lines_out_of_scope,
    }
    assert sums.total == FULL * sum(expected.values())
    value = share(sums)
    if value.proven is not None:
        assert 0 <= value.proven_all <= value.proven <= value.possible <= value.possible_all <= 1


@settings(max_examples=EXAMPLES)
@given(table=tables, cut=st.integers(0, 14))
def test_parts_merge_to_the_same_counts_in_any_order(table, cut):
    together = sums_of_keys(counted(table))
    first, last = counted(table[:cut]), counted(table[cut:])
    assert sums_of_keys(first + last) == sums_of_keys(last + first) == together


parts = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(sorted)


@given(part=parts, whole=parts, at=st.tuples(st.integers(0, 10), st.integers(0, 10)))
def test_the_bounds_of_a_ratio_hold_whatever_the_quantities_turn_out_to_be(part, whole, at):
    sums = ratio_sums(tuple(part), tuple(whole))
    assert sums.base == sums.total == whole[1]
    value = ratio(sums)
    real_part = part[0] + Fraction((part[1] - part[0]) * at[0], 10)
    real_whole = whole[0] + Fraction((whole[1] - whole[0]) * at[1], 10)
    if value.proven is None:
        assert whole[1] == 0 or part[0] > whole[1]
        return
    assert 0 <= value.proven <= value.possible <= 1
    assume(real_whole > 0 and real_part <= real_whole)
    assert value.proven <= real_part / real_whole <= value.possible
