"""What a condition says about a line: holds, does not hold, or is not known."""

from __future__ import annotations

from datetime import date

import pytest

from kpi.measure import line_intervals
from tests.measure.engine import an_indicator, evidence_of, facts_of, rows_of

HOLDS, FAILS, UNKNOWN = (10_000, 10_000), (0, 0), (0, 10_000)
COFFEE = {"field": "cpv", "starts_with": ["1586", "1584"]}
NESTED = {"field": "cpv", "starts_with": ["15", "15861", "454221"]}
DIVISION = {"field": "cpv", "starts_with": ["30"]}
LARGE = {"field": "contract_value", "at_least": 250_000}
WORKS = {"field": "contract_kind", "any_of": ["works", "services"]}


def scope_of(condition, line):
    """(low, high) of a condition as a scope, by the expressions."""
    indicator = an_indicator(condition, {"property": "fairtrade"})
    (row,) = rows_of(line_intervals(indicator), facts_of([{"amount": 100, **line}]), evidence_of(indicator, {}))
    return row["scope_low"], row["scope_high"]


@pytest.mark.parametrize(
    ("condition", "line", "expected"),
    [
        pytest.param(COFFEE, {"cpv": "1586"}, HOLDS, id="the class itself"),
        pytest.param(COFFEE, {"cpv": "158631"}, HOLDS, id="more precise than asked"),
        pytest.param(COFFEE, {"cpv": "15"}, UNKNOWN, id="only the division is known"),
        pytest.param(COFFEE, {"cpv": "158"}, UNKNOWN, id="only the group is known"),
        pytest.param(COFFEE, {"cpv": None}, UNKNOWN, id="not classified"),
        pytest.param(COFFEE, {"cpv": "1581"}, FAILS, id="another class of the group"),
        pytest.param(COFFEE, {"cpv": "45"}, FAILS, id="another division"),
        pytest.param(NESTED, {"cpv": "158"}, HOLDS, id="between a listed code and a longer one below it"),
        pytest.param(NESTED, {"cpv": "4542"}, UNKNOWN, id="shorter than the only code above it"),
        pytest.param(DIVISION, {"cpv": "3021"}, HOLDS, id="a division with a zero"),
        pytest.param(DIVISION, {"cpv": "31"}, FAILS, id="the division beside it"),
        pytest.param({"all": []}, {}, HOLDS, id="everything"),
        pytest.param(LARGE, {"has_contract": True, "contract_value": 25_000_000}, HOLDS, id="a contract at the threshold"),
        pytest.param(LARGE, {"has_contract": True, "contract_value": 24_999_999}, FAILS, id="a cent under it"),
        pytest.param(LARGE, {"has_contract": True}, UNKNOWN, id="a contract of unknown value"),
        pytest.param(LARGE, {"has_contract": None}, UNKNOWN, id="no contract found, register not complete"),
        pytest.param(LARGE, {"has_contract": False}, FAILS, id="no contract, register complete"),
        pytest.param({"not": LARGE}, {"has_contract": False}, HOLDS, id="not large, without a contract"),
        pytest.param({"not": LARGE}, {"has_contract": None}, UNKNOWN, id="not of unknown is unknown"),
        pytest.param({"field": "has_contract", "is": True}, {"has_contract": False}, FAILS, id="no contract"),
        pytest.param({"field": "has_contract", "is": True}, {"has_contract": None}, UNKNOWN, id="perhaps a contract"),
        pytest.param({"field": "supplier_size", "any_of": ["small"]}, {"supplier_size": None}, UNKNOWN, id="size unknown"),
        pytest.param({"field": "supplier_size", "is": "small"}, {"supplier_size": "large"}, FAILS, id="another size"),
        pytest.param({"field": "department", "is": "a"}, {"department": ""}, UNKNOWN, id="department unknown"),
        pytest.param({"field": "amount", "at_least": 1, "at_most": 2}, {"amount": 200}, HOLDS, id="within two bounds"),
        pytest.param({"field": "amount", "at_least": "0.50"}, {"amount": 49}, FAILS, id="cents count"),
        pytest.param({"field": "date", "at_most": date(2025, 1, 31)}, {"date": date(2025, 1, 31)}, HOLDS, id="on the last day"),
        pytest.param({"field": "ledger_account", "starts_with": ["43"]}, {"ledger_account": "4310"}, HOLDS, id="an account"),
        pytest.param({"any": [COFFEE, LARGE]}, {"cpv": "1586", "has_contract": None}, HOLDS, id="any: one is enough"),
        pytest.param({"any": [COFFEE, LARGE]}, {"cpv": "45", "has_contract": None}, UNKNOWN, id="any: one may yet hold"),
        pytest.param({"any": [COFFEE, LARGE]}, {"cpv": None, "has_contract": None}, UNKNOWN, id="any: both unknown"),
        pytest.param({"any": [COFFEE, LARGE]}, {"cpv": "45", "has_contract": False}, FAILS, id="any: neither"),
        pytest.param({"all": [WORKS, LARGE]}, {"has_contract": True, "contract_kind": "supplies"}, FAILS, id="all: one no"),
        pytest.param({"all": [COFFEE, LARGE]}, {"cpv": "1586", "has_contract": None}, UNKNOWN, id="all: one unknown"),
    ],
)  # fmt: skip
def test_a_scope_is_inside_outside_or_unknown(condition, line, expected):
    assert scope_of(condition, line) == expected


BOTH = {"all": [{"property": "fairtrade"}, {"property": "organic"}]}
EITHER = {"any": [{"property": "fairtrade"}, {"property": "organic"}]}


@pytest.mark.parametrize(
    ("criterion", "found", "expected"),
    [
        pytest.param(EITHER, {"fairtrade": (6000, 6000), "organic": (3000, 3000)}, (6000, 9000), id="either: they may overlap"),
        pytest.param(EITHER, {"fairtrade": (6000, 6000), "organic": (7000, 7000)}, (7000, 10_000), id="either: at most all"),
        pytest.param(BOTH, {"fairtrade": (6000, 6000), "organic": (3000, 3000)}, (0, 3000), id="both: they may not overlap"),
        pytest.param(BOTH, {"fairtrade": (6000, 6000), "organic": (7000, 7000)}, (3000, 6000), id="both: they must overlap"),
        pytest.param(BOTH, {"fairtrade": (6000, 10_000)}, (0, 10_000), id="both: one unknown"),
        pytest.param({"not": {"property": "fairtrade"}}, {"fairtrade": (3000, 10_000)}, (0, 7000), id="not: the rest"),
        pytest.param({"property": "fairtrade"}, {"organic": (0, 0)}, UNKNOWN, id="evidence of something else"),
    ],
)  # fmt: skip
def test_parts_of_a_line_combine_with_bounds_that_always_hold(criterion, found, expected):
    indicator = an_indicator({"all": []}, criterion)
    evidence = evidence_of(indicator, {0: {name: (low, high, False) for name, (low, high) in found.items()}})
    (row,) = rows_of(line_intervals(indicator), facts_of([{"amount": 100}]), evidence)
    assert (row["low"], row["high"]) == expected


def test_evidence_for_another_indicator_says_nothing():
    indicator = an_indicator({"all": []}, {"property": "fairtrade"})
    other = evidence_of(indicator, {0: {"fairtrade": (10_000, 10_000, False)}})
    other = other.set_column(1, "indicator", [["another"]])
    (row,) = rows_of(line_intervals(indicator), facts_of([{"amount": 100}]), other)
    assert (row["low"], row["high"]) == UNKNOWN
