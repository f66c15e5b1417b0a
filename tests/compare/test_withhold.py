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


def department(name, **more):
    return figure("Veldwijk", 5, department=name, **more)


def hidden(figures):
    return [each.department for each in figures if each.judgement.status is Status.WITHHELD]


def test_a_withheld_figure_tells_nothing_but_what_was_promised():
    seen = withhold([figure("A", 5, suppliers=2)])[0]
    assert (seen.sums, seen.share, seen.suppliers, seen.largest_supplier) == (None, None, 0, None)
    assert seen.judgement.ahead is None
    assert seen.judgement.target == Fraction(1, 10)


def test_with_one_withheld_department_the_smallest_other_is_withheld_too():
    figures = [department("A", base=900), department("B", base=20, suppliers=1), department("C", base=300)]
    assert hidden(withhold(figures)) == ["B", "C"]


def test_two_withheld_departments_protect_each_other():
    figures = [department("A", suppliers=1), department("B", suppliers=2), department("C", base=1)]
    assert hidden(withhold(figures)) == ["A", "B"]


def test_a_department_without_spend_in_scope_protects_nobody_and_is_not_withheld():
    empty = replace(department("A"), sums=Sums(out_of_scope=7), suppliers=0)
    assert hidden(withhold([empty, department("B", suppliers=1), department("C")])) == ["B", "C"]
    assert hidden(withhold([empty, department("C")])) == []


def test_bodies_have_no_known_total_so_one_of_them_may_be_withheld_alone():
    figures = [figure("A", 5), figure("B", 5, suppliers=1), figure("C", 5, base=1)]
    assert [each.judgement.status is Status.WITHHELD for each in withhold(figures)] == [False, True, False]


def test_each_year_is_a_set_of_its_own():
    figures = [department(name, year=year, suppliers=count) for name, year, count in [
        ("A", 2024, 1), ("B", 2024, 9), ("A", 2025, 9), ("B", 2025, 9)
    ]]  # fmt: skip
    assert [each.judgement.status is Status.WITHHELD for each in withhold(figures)] == [True, True, False, False]


def test_a_department_is_withheld_beside_each_of_two_commitments():
    figures = [department("A", suppliers=1), department("B", base=5), department("B", base=5), department("C", base=9)]
    assert hidden(withhold(figures)) == ["A", "B", "B"]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 999)), min_size=2, max_size=8))
def test_nobody_can_find_one_department_by_subtraction(cells):
    figures = [department(f"X{place}", base=base, suppliers=count) for place, (count, base) in enumerate(cells)]
    seen = withhold(figures)
    assert len(hidden(seen)) != 1
    few = [count < 3 for count, _ in cells]
    assert all(each.judgement.status is Status.WITHHELD for each, too_few in zip(seen, few, strict=True) if too_few)
