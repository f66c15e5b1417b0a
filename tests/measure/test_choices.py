"""Conditions made by choosing: what is chosen gives a condition, and the condition gives the choices back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import Choices, choices_of, condition_of
from kpi.measure.conditions import problems

COFFEE = {"field": "cpv", "starts_with": ["1586"]}
LARGE = {"field": "supplier_size", "any_of": ["large"]}
FAIR, ORGANIC = {"property": "fairtrade"}, {"property": "organic"}
LEAVES = (COFFEE, LARGE, FAIR, ORGANIC, {"field": "has_contract", "is": True}, {"field": "amount", "at_least": 5})


@pytest.mark.parametrize(
    ("chosen", "condition"),
    [
        (Choices(), {"all": []}),
        (Choices((COFFEE,)), COFFEE),
        (Choices((FAIR,), together=False), FAIR),
        (Choices((COFFEE, LARGE)), {"all": [COFFEE, LARGE]}),
        (Choices((FAIR, ORGANIC), together=False), {"any": [FAIR, ORGANIC]}),
        (Choices((), (COFFEE,)), {"not": COFFEE}),
        (Choices((LARGE,), (COFFEE,)), {"all": [LARGE, {"not": COFFEE}]}),
        (Choices((FAIR, ORGANIC), (COFFEE,), False), {"all": [{"any": [FAIR, ORGANIC]}, {"not": COFFEE}]}),
    ],
)
def test_what_is_chosen_is_a_condition(chosen: Choices, condition: dict) -> None:
    assert condition_of(chosen) == condition
    assert not list(problems(condition, "criterion", evidence_allowed=True))


@pytest.mark.parametrize(
    "condition",
    [
        {"any": [{"all": [FAIR, ORGANIC]}, COFFEE]},
        {"not": {"any": [FAIR, ORGANIC]}},
        {"all": [{"any": [FAIR, ORGANIC]}, COFFEE]},
        {"all": [COFFEE, {"field": "cpv", "starts_with": ["15"]}]},
    ],
)
def test_a_condition_that_cannot_be_chosen_is_left_to_its_file(condition: dict) -> None:
    assert choices_of(condition) is None


@given(
    leaves=st.lists(st.sampled_from(LEAVES), unique_by=str),
    left_out=st.lists(st.sampled_from(LEAVES), unique_by=str),
    together=st.booleans(),
)
@settings(max_examples=60)
def test_the_condition_gives_the_choices_back(leaves: list, left_out: list, together: bool) -> None:
    chosen = Choices(tuple(leaves), tuple(left_out), together or len(leaves) < 2)
    assert choices_of(condition_of(chosen)) == chosen
