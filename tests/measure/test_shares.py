"""Section 5: the share, its bounds, and the reasons for having none."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.measure import share
from kpi.model import FULL, Share, Sums

EURO = 100 * FULL


def euros(**amounts: int) -> Sums:
    return Sums(**{name: amount * EURO for name, amount in amounts.items()})


EXAMPLE_A = euros(met=6_400, not_met=1_600, open_plus=1_500)
EXAMPLE_E = euros(met=1_000, not_met=1_000, open_minus=-100)


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        pytest.param(
            EXAMPLE_A,
            {"proven": "64/95", "possible": "79/95", "coverage": "16/19", "scope_coverage": "1"},
            id="example A",
        ),
        pytest.param(
            EXAMPLE_A + euros(scope_unknown_plus=5_000),
            {"proven": "64/95", "possible": "79/95", "proven_all": "64/145", "possible_all": "129/145", "scope_coverage": "19/29"},
            id="example A with unclassified spend",
        ),
        pytest.param(EXAMPLE_E, {"proven": "9/19", "possible": "10/19", "coverage": "18/19"}, id="example E"),
        pytest.param(
            euros(met=100, scope_unknown_minus=-50),
            {"proven": "1", "possible": "1", "proven_all": "1/2", "possible_all": "1"},
            id="an unclassified credit note may be in scope: possible_all is cut off at one",
        ),
        pytest.param(
            euros(met=100, scope_unknown_minus=-100),
            {"proven": "1", "proven_all": "0", "possible_all": None, "scope_coverage": None},
            id="a denominator of zero gives no bound",
        ),
        pytest.param(
            euros(met=10, scope_unknown_plus=100, scope_unknown_minus=-90), {"scope_coverage": "0"},
            id="scope coverage is never below zero",
        ),
    ],
)  # fmt: skip
def test_a_share_is_exact(sums, expected):
    value = share(sums)
    assert value.reason_code is None
    assert {name: getattr(value, name) for name in expected} == {
        name: None if text is None else Fraction(text) for name, text in expected.items()
    }


@pytest.mark.parametrize(
    ("sums", "reason"),
    [
        pytest.param(Sums(), "base_zero", id="no spend at all"),
        pytest.param(euros(out_of_scope=500), "base_zero", id="everything classified, nothing in scope"),
        pytest.param(euros(scope_unknown_plus=500), "nothing_classified", id="example B: nothing classified"),
        pytest.param(euros(met=100, not_met=-100), "base_zero", id="lines in scope that cancel out"),
        pytest.param(euros(met=-100), "credit_notes", id="a negative base"),
        pytest.param(euros(met=150, not_met=-50), "credit_notes", id="over one"),
        pytest.param(euros(met=-50, not_met=150), "credit_notes", id="under zero"),
        pytest.param(
            euros(met=10, not_met=10, open_plus=100, open_minus=-90), "credit_notes", id="only one bound outside"
        ),
    ],
)
def test_without_a_value_the_reason_is_said_and_no_bound_is_given(sums, reason):
    value = share(sums)
    assert value.reason_code == reason
    assert (value.proven, value.possible, value.proven_all, value.possible_all) == (None, None, None, None)


def test_example_b_has_nothing_classified():
    assert share(euros(scope_unknown_plus=100_000)) == Share(
        base=0, proven=None, possible=None, proven_all=None, possible_all=None, coverage=None,
        scope_coverage=Fraction(0), reason_code="nothing_classified",
    )  # fmt: skip


def test_coverage_stands_without_a_value_and_is_never_below_zero():
    value = share(euros(met=90, open_plus=100, open_minus=-90))
    assert value.reason_code == "credit_notes"
    assert value.coverage == 0


amounts = st.integers(-(10**15), 10**15)
positive = st.integers(0, 10**15)


@given(
    st.builds(Sums, amounts, amounts, positive, positive.map(int.__neg__), positive, positive.map(int.__neg__), amounts)
)
def test_bounds_lie_in_order_and_coverage_between_zero_and_one(sums):
    value = share(sums)
    for coverage in (value.coverage, value.scope_coverage):
        assert coverage is None or 0 <= coverage <= 1
    if value.reason_code is None:
        assert 0 <= value.proven <= value.possible <= 1
        assert value.proven_all is None or value.proven_all <= value.proven
        assert value.possible_all is None or value.possible <= value.possible_all <= 1
