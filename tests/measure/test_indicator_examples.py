"""Every indicator's own worked example, run through the expressions that the store runs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpi.measure import load_indicators, share
from kpi.model import FULL, Sums
from tests.measure.engine import example_tables, sums_of

EXAMPLES = [
    pytest.param(indicator, example, id=f"{indicator.id}-{number}")
    for indicator in load_indicators().values()
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
