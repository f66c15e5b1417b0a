"""Every indicator's own worked example, run through the expressions that the store runs."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi.commitment import judge
from kpi.measure import load_indicators, share
from kpi.model import FULL, CommitmentVersion, Decision, Point, Sums, YearState
from tests.measure.engine import example_tables, sums_of

EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.id}-{number}")
    for indicator in load_indicators().values()
    if indicator.measure == "euro"  # the others: test_measures.py
    for number, example in enumerate(indicator.examples)
]
AMOUNTS = (
    "met", "not_met", "open_plus", "open_minus", "scope_unknown_plus", "scope_unknown_minus", "out_of_scope", "claimed",
)  # fmt: skip


def _expected_sums(expected: dict) -> Sums:
    amounts = {name: int(Fraction(expected[name]) * 100 * FULL) for name in AMOUNTS}
    return Sums(**amounts, **{name: value for name, value in expected.items() if name.startswith("lines_")})


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_an_example_gives_the_sums_it_states(indicator, example):
    assert sums_of(indicator, *example_tables(indicator, example)) == _expected_sums(example["expected"])


@pytest.mark.parametrize(("indicator", "example"), EXAMPLES)
def test_an_example_gives_the_share_it_states(indicator, example):
    value = share(_expected_sums(example["expected"]))
    stated = {name: example["expected"][name] for name in ("proven", "possible", "coverage")}
    assert {name: str(getattr(value, name)) for name in stated} == stated


@pytest.mark.parametrize(
    ("indicator", "example"), [case for case in EXAMPLES if "target" in case.values[1]]
)  # fmt: skip
def test_an_example_that_names_a_target_gives_the_status_it_states(indicator, example):
    sums = _expected_sums(example["expected"])
    target = Point(2025, Fraction(example["target"]) / 100)
    decision = Decision("collegebesluit", "college", date(2024, 1, 1), "1")
    judged = judge(
        share=share(sums),
        sums=sums,
        indicator=indicator,
        version=CommitmentVersion(1, "example", target, decision),
        year=2025,
        year_state=YearState.FINAL,
    )
    assert judged.status == example["status"]
