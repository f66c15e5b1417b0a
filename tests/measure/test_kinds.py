"""Lines are measured by their kind: what is added up of them is what their own intervals say, at and around every bound that is asked."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from kpi.measure import line_intervals
from kpi.model import FULL
from tests.measure.engine import added, an_indicator, evidence_of, facts_of, rows_of

SHOWN = {"property": "fairtrade"}
BOTH = {
    "any": [{"property": "fairtrade"}, {"all": [{"property": "organic"}, {"field": "cpv", "starts_with": ["1586"]}]}]
}
CONDITIONS = {
    "categories": ({"field": "cpv", "starts_with": ["1586", "15", "45"]}, SHOWN),
    "categories that are not": ({"not": {"field": "cpv", "starts_with": ["1586", "0341"]}}, SHOWN),
    "amounts": ({"field": "amount", "at_least": 100, "at_most": 200}, SHOWN),
    "one amount": ({"field": "amount", "is": 100}, SHOWN),
    "contracts": ({"field": "contract_value", "at_least": 100}, SHOWN),
    "days": ({"field": "date", "at_least": date(2025, 3, 1), "at_most": date(2025, 3, 31)}, SHOWN),
    "the last day": ({"field": "date", "at_most": date.max}, SHOWN),
    "the first day": ({"field": "date", "at_least": date.min}, SHOWN),
    "texts": ({"field": "category_text", "starts_with": ["kof"]}, SHOWN),
    "departments": ({"field": "department", "is": "ict"}, {"field": "has_contract", "is": True}),
    "several properties and a field": ({"field": "amount", "at_least": -100}, BOTH),
    "everything": ({"all": []}, {}),
}
VALUES = {
    "amount": (-10_001, -10_000, -1, 0, 9_999, 10_000, 10_001, 19_999, 20_000, 20_001),
    "department": ("", "ict", "groen"),
    "supplier_key": ("a", "b", None),
    "cpv": (None, "1", "15", "158", "1586", "15861", "1587", "45", "4", "03", "0341", "034", "0342", "99"),
    "has_contract": (None, True, False),
    "contract_value": (None, 9_999, 10_000, 10_001),
    "date": (None, date(2025, 2, 28), date(2025, 3, 1), date(2025, 3, 31), date(2025, 4, 1), date.max, date.min),
    "category_text": (None, "koffie", "kantoor"),
    "exclusion": (None, None, None, "salary"),
}
PIECES = ((FULL, FULL, False), (0, 0, False), (0, FULL, True), (2_500, 6_000, False))


@pytest.mark.parametrize("conditions", CONDITIONS.values(), ids=CONDITIONS.keys())
def test_what_is_added_up_by_kind_is_what_each_line_says(conditions: tuple) -> None:
    chance = Random(1)
    indicator = an_indicator(*conditions)
    lines = [{name: chance.choice(values) for name, values in VALUES.items()} for _ in range(600)]
    facts = facts_of(lines)
    shown = {
        line: {name: chance.choice(PIECES) for name in indicator.properties if chance.random() < 0.6}
        for line in range(600)
    }
    evidence = evidence_of(indicator, shown)
    expected: dict[str, list[int]] = {}
    for row in rows_of(line_intervals(indicator), facts, evidence):
        line = lines[row["line"]]
        found = expected.setdefault(line["department"], [0] * 5)
        if row["scope_low"] == FULL:
            found[0] += line["amount"] * row["low"]
            found[1] += line["amount"] * (FULL - row["high"])
            found[2] += line["amount"] * (row["high"] if row["claimed"] else row["low"])
        elif row["scope_high"] == 0:
            found[3] += line["amount"] * FULL
            found[4] += 1
    names = ("met", "not_met", "claimed", "out_of_scope", "lines_out_of_scope")
    assert {
        row["department"]: [int(row[name]) for name in names] for row in added(indicator, facts, evidence).sums
    } == expected
