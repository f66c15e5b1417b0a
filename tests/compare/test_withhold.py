"""What outsiders may not see."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.compare import is_withheld, withhold
from kpi.model import Status, Sums
from tests.compare.cases import figure


@pytest.mark.parametrize(
    ("suppliers", "largest", "withheld"),
    [
        pytest.param(2, Fraction(1, 2), True, id="two suppliers"),
        pytest.param(3, Fraction(1, 2), False, id="three suppliers"),
        pytest.param(30, Fraction(91, 100), True, id="one has more than 90 %"),
        pytest.param(30, Fraction(90, 100), False, id="one has exactly 90 %"),
        pytest.param(0, None, True, id="no supplier is named"),
    ],
)
def test_is_withheld(suppliers, largest, withheld):
    assert is_withheld(suppliers, largest) is withheld


def hidden(figures):
    return [each.body.name for each in figures if each.judgement.status is Status.WITHHELD]


def test_a_withheld_figure_tells_nothing_but_what_was_promised():
    seen = withhold([figure("A", 5, suppliers=2)])[0]
    assert (seen.sums, seen.share, seen.suppliers, seen.largest_supplier) == (None, None, 0, None)
    assert seen.judgement.ahead is None
    assert seen.judgement.target == Fraction(1, 10)


def test_with_one_withheld_the_smallest_other_is_withheld_too():
    figures = [figure("A", 5, base=900), figure("B", 5, base=20, suppliers=1), figure("C", 5, base=300)]
    assert hidden(withhold(figures)) == ["B", "C"]


def test_two_withheld_protect_each_other():
    figures = [figure("A", 5, suppliers=1), figure("B", 5, suppliers=2), figure("C", 5, base=1)]
    assert hidden(withhold(figures)) == ["A", "B"]


def test_a_department_without_spend_in_scope_protects_nobody_and_is_not_withheld():
    empty = replace(figure("A", 0), sums=Sums(out_of_scope=7), suppliers=0)
    assert hidden(withhold([empty, figure("B", 5, suppliers=1), figure("C", 5)])) == ["B", "C"]
    assert hidden(withhold([empty, figure("C", 5)])) == []


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 999)), min_size=2, max_size=8))
def test_nobody_can_find_one_cell_by_subtraction(cells):
    figures = [figure(f"X{place}", 5, base=base, suppliers=count) for place, (count, base) in enumerate(cells)]
    seen = withhold(figures)
    assert len(hidden(seen)) != 1
    assert all(
        each.judgement.status is Status.WITHHELD for each, (count, _) in zip(seen, cells, strict=True) if count < 3
    )
