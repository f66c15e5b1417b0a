"""The sums of section 4: exact, complete, and equal to what plain Python adds up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import load_indicators, share
from kpi.model import EXCLUSION_REASONS
from tests.conftest import LONG
from tests.measure.engine import added, an_indicator, evidence_of, facts_of, sums_of
from tests.measure.plain import plain_sums

EXAMPLES = 400 if LONG else 15

LARGEST = 2**63 - 1
INDICATORS = [
    load_indicators()["fairtrade_coffee_tea_cocoa"],
    load_indicators()["social_return_contracts"],
    an_indicator(
        {"any": [{"field": "cpv", "starts_with": ["15"]}, {"not": {"field": "contract_value", "at_most": 100}}]},
        {"all": [{"any": [{"property": "fairtrade"}, {"property": "organic"}]}, {"not": {"property": "isv"}}]},
    ),
]

shares = st.integers(0, 10_000)
pieces = st.one_of(
    st.just((0, 10_000, True)),
    st.tuples(shares, shares).map(lambda pair: (min(pair), max(pair), False)),
    st.sampled_from([(10_000, 10_000, False), (0, 0, False)]),
)
evidence_by_property = st.dictionaries(st.sampled_from(["fairtrade", "organic", "isv", "social_return"]), pieces)
lines = st.fixed_dictionaries(
    {
        "amount": st.one_of(st.integers(-(10**12), 10**12), st.sampled_from([0, LARGEST, -LARGEST])),
        "department": st.sampled_from(["", "a", "b"]),
        "cpv": st.sampled_from([None, "15", "158", "1586", "15861", "1584", "45", "16"]),
        "exclusion": st.sampled_from([None, None, None, *EXCLUSION_REASONS[:2]]),
        "has_contract": st.sampled_from([None, True, False]),
        "contract_value": st.sampled_from([None, 9_999, 10_000, 10_001, 25_000_000]),
        "contract_kind": st.sampled_from([None, "works", "supplies"]),
    }
)
tables = st.lists(st.tuples(lines, evidence_by_property), max_size=25)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
@settings(max_examples=EXAMPLES)
@given(table=tables)
def test_the_sums_are_what_plain_python_adds_up(indicator, table):
    rows = [row for row, _ in table]
    found = {number: said for number, (_, said) in enumerate(table)}
    assert sums_of(indicator, facts_of(rows), evidence_of(indicator, found)) == plain_sums(indicator, rows, found)


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.id)
@settings(max_examples=EXAMPLES)
@given(table=tables)
def test_all_sums_together_are_the_procurement_amount_exactly(indicator, table):
    rows = [row for row, _ in table]
    found = {number: said for number, (_, said) in enumerate(table)}
    total = sums_of(indicator, facts_of(rows), evidence_of(indicator, found))
    assert total.total == 10_000 * sum(row["amount"] for row in rows if row["exclusion"] is None)


@settings(max_examples=EXAMPLES)
@given(table=tables)
def test_bounds_are_in_order_wherever_there_is_a_value(table):
    rows = [row for row, _ in table]
    found = {number: said for number, (_, said) in enumerate(table)}
    value = share(sums_of(INDICATORS[0], facts_of(rows), evidence_of(INDICATORS[0], found)))
    if value.reason_code is None:
        assert 0 <= value.proven <= value.possible <= 1
        assert value.proven_all <= value.proven
        assert value.possible_all is None or value.possible <= value.possible_all <= 1


def test_each_department_has_its_own_sums():
    indicator = an_indicator({"all": []}, {"property": "fairtrade"})
    facts = facts_of([{"amount": 100, "department": "a"}, {"amount": 50, "department": "b"}, {"amount": 7}])
    evidence = evidence_of(indicator, {0: {"fairtrade": (10_000, 10_000, False)}})
    rows = added(indicator, facts, evidence).sums
    assert {row["department"]: (int(row["met"]), int(row["open_plus"])) for row in rows} == {
        "a": (1_000_000, 0),
        "b": (0, 500_000),
        "": (0, 70_000),
    }


def test_the_amounts_of_suppliers_are_absolute_and_in_scope_only():
    indicator = an_indicator({"field": "cpv", "starts_with": ["15"]}, {"property": "fairtrade"})
    facts = facts_of(
        [
            {"amount": 300, "cpv": "15", "supplier_key": "a"},
            {"amount": -100, "cpv": "15", "supplier_key": "a"},
            {"amount": 900, "cpv": "45", "supplier_key": "b"},
            {"amount": 50, "cpv": "15"},
        ]
    )
    rows = added(indicator, facts, evidence_of(indicator, {})).suppliers
    assert {row["supplier_key"]: int(row["amount"]) for row in rows} == {"a": 400, None: 50}
