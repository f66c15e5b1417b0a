"""Bodies beside each other (semantics.md section 9)."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi.compare import comparable, compare, group_totals
from kpi.model import (
    Commitment,
    CommitmentVersion,
    Decision,
    Judgement,
    Message,
    Point,
    Role,
    Status,
    Viewer,
    YearState,
)
from tests.compare.cases import INDICATOR, body, figure, group, percent

MINISTRY = Viewer("m", Role.MINISTRY)
PUBLIC = Viewer("p", Role.PUBLIC)
OF_A = Viewer("a", Role.ADMINISTRATOR, body="a")


def seen(figures, viewer=MINISTRY):
    return compare(figures, INDICATOR, 2025, viewer)


def names(comparison):
    return [peer.name for peer in comparison.peers]


def test_bodies_stand_in_alphabetical_order_and_the_own_one_is_marked():
    comparison = seen(reversed(group(8)), OF_A)
    assert names(comparison) == list("ABCDEFGH")
    assert [peer.name for peer in comparison.peers if peer.own] == ["A"]
    assert comparison.refusal is None


def test_proven_and_possible_have_bands_of_their_own():
    comparison = seen(group(9))
    assert (comparison.proven.median, comparison.possible.median) == (percent(5), percent(6))


def test_a_ministry_and_the_public_see_the_same():
    figures = [*group(8), figure(body("Q", consent=frozenset()), 3), figure("W", 3, suppliers=1)]
    assert seen(figures, MINISTRY) == seen(figures, PUBLIC)


@pytest.mark.parametrize("count", [0, 1, 4])
def test_under_five_bodies_nothing_is_shown_but_the_own_body(count):
    comparison = seen(group(count), OF_A)
    assert names(comparison) == ["A"][:count]
    assert all(peer.place is None for peer in comparison.peers)
    assert comparison.proven.median is None
    assert f"comparable final figure: {count}." in comparison.refusal.en
    assert seen(group(count)).peers == ()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"year_state": YearState.PROVISIONAL}, "not_final", id="provisional"),
        pytest.param({"year_state": YearState.OPEN}, "not_final", id="open"),
        pytest.param({"indicator": replace(INDICATOR, version=1)}, "other_version", id="another version"),
        pytest.param({"amount_basis": "gross"}, "other_amount_basis", id="another amount basis"),
        pytest.param({"year_basis": "invoice"}, "other_year_basis", id="another year basis"),
    ],
)
def test_what_is_counted_otherwise_is_left_out_and_counted(changes, reason):
    comparison = seen([*group(6), figure("Z", 99, **changes)])
    assert "Z" not in names(comparison)
    assert comparison.left_out == {reason: 1}
    assert comparison.proven.highest == percent(6)


def test_a_refusal_says_how_many_were_left_out():
    comparison = seen([*group(4), figure("Z", 9, amount_basis="gross")])
    assert comparison.refusal.en.endswith("counted in another way: 1.")


def test_a_body_is_compared_with_those_that_count_as_it_does():
    gross = [figure(name, 5, amount_basis="gross") for name in "STUVW"]
    assert seen([*group(6), *gross]).left_out == {"other_amount_basis": 5}
    comparison = seen([*group(6), *gross], Viewer("s", Role.BUYER, body="s"))
    assert comparison.left_out == {"other_amount_basis": 6}
    assert names(comparison) == list("STUVW")


@pytest.mark.parametrize(
    "other", [{"year": 2024}, {"department": "ict"}, {"indicator": replace(INDICATOR, id="biobased")}]
)
def test_other_years_departments_and_indicators_are_passed_over(other):
    comparison = seen([*group(6), figure("Z", 99, **other)])
    assert (len(comparison.peers), comparison.left_out) == (6, {})


def promised(departments=(), decided=date(2016, 3, 1)):
    decision = Decision("collegebesluit", "College van B&W", decided, "2016-118")
    version = CommitmentVersion(1, "Tekst", Point(2030, percent(50)), decision)
    made = Commitment(f"c{decided.year}", "z", INDICATOR.id, 2, (version,), departments)
    return {"commitment": made, "commitment_version": version}


def test_what_only_some_departments_promised_is_no_figure_of_the_body():
    comparison = seen([*group(6), figure("Z", 99, **promised(("ict",)))])
    assert "Z" not in names(comparison)


def test_a_body_with_two_commitments_counts_once_by_the_latest_decision():
    later = figure(
        "Z",
        7,
        judgement=Judgement(Status.MISSED, "target_missed", Message("", "")),
        **promised(decided=date(2021, 1, 1)),
    )
    for pair in permutations([figure("Z", 7, **promised()), later, figure("Z", 7)], 3):
        comparison = seen([*group(6), *pair])
        assert comparison.proven.bodies == 7
        assert comparison.peers[-1].status is Status.MISSED


def test_a_body_without_a_value_is_listed_but_not_ranked_or_counted_as_zero():
    comparison = seen([*group(6), figure("Z")])
    last = comparison.peers[-1]
    assert (last.name, last.proven, last.status, last.place) == ("Z", None, Status.NO_DATA, None)
    assert comparison.proven.bodies == 6
    assert comparison.proven.lowest == percent(1)


def test_a_withheld_body_is_listed_without_figures_and_stays_out_of_the_bands():
    comparison = seen([*group(6), figure("Z", 99, suppliers=2)])
    last = comparison.peers[-1]
    assert (last.name, last.withheld, last.status) == ("Z", True, Status.WITHHELD)
    assert last.proven is last.possible is last.place is None
    assert comparison.proven.highest == percent(6)


def test_a_body_sees_its_own_figure_that_is_withheld_from_others():
    comparison = seen([*group(6), figure("Z", 99, suppliers=2)], Viewer("z", Role.CONTROLLER, body="z"))
    last = comparison.peers[-1]
    assert (last.own, last.proven, last.withheld, last.place) == (True, percent(99), False, None)
    assert comparison.proven.highest == percent(6)


@pytest.mark.parametrize(
    ("consent", "named"),
    [
        pytest.param({"*"}, True, id="consent on everything"),
        pytest.param({"circular_all_spend"}, True, id="consent on this indicator"),
        pytest.param({"biobased"}, False, id="consent on another indicator"),
        pytest.param(set(), False, id="no consent"),
    ],
)
def test_a_body_is_named_only_with_its_consent(consent, named):
    comparison = seen([*group(8), figure(body("Aa", consent=frozenset(consent)), 3)])
    assert ("Aa" in names(comparison)) is named
    assert len(comparison.peers) == 9
    if not named:
        assert (comparison.peers[-1].name, comparison.peers[-1].body) == (None, None)


def test_unnamed_bodies_come_last_in_an_order_that_tells_nothing_of_their_names():
    quiet = [figure(body(name, consent=frozenset()), value) for name, value in [("Aa", 9), ("Bb", 2), ("Cc", 5)]]
    comparison = seen([*quiet, *group(5)])
    assert names(comparison) == [*"ABCDE", None, None, None]
    assert [peer.proven for peer in comparison.peers[-3:]] == [percent(2), percent(5), percent(9)]


def test_in_a_group_of_five_to_seven_unnamed_bodies_count_but_are_not_drawn():
    comparison = seen([*group(6), figure(body("Q", consent=frozenset()), 50)])
    assert names(comparison) == list("ABCDEF")
    assert comparison.proven.bodies == 7
    assert comparison.peers[0].place[1] == 7


def test_a_body_without_consent_sees_itself_by_name():
    quiet = figure(body("Q", consent=frozenset()), 3)
    comparison = seen([*group(5), quiet], Viewer("q", Role.BUYER, body="q"))
    assert names(comparison)[-1] == "Q"


@pytest.mark.parametrize(
    ("higher", "places"),
    [
        pytest.param(True, [(5, 5), (3, 4), (3, 4), (1, 2), (1, 2)], id="more is better"),
        pytest.param(False, [(1, 1), (2, 3), (2, 3), (4, 5), (4, 5)], id="less is better"),
    ],
)
def test_a_place_is_a_range(higher, places):
    indicator = replace(INDICATOR, higher_is_better=higher)
    bounds = [(1, 2), (3, 5), (4, 6), (7, 9), (9, 9)]
    figures = [figure(name, *each, indicator=indicator) for name, each in zip("ABCDE", bounds, strict=True)]
    assert [peer.place for peer in compare(figures, indicator, 2025, MINISTRY).peers] == places


@given(
    bodies=st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100), st.fractions(0, 1)), min_size=5, max_size=12),
    higher=st.booleans(),
)
def test_the_true_place_lies_in_the_range_however_the_intervals_turn_out(bodies, higher):
    indicator = replace(INDICATOR, higher_is_better=higher)
    intervals = [(min(a, b), max(a, b)) for a, b, _ in bodies]
    true = [low + (high - low) * part for (low, high), (_, _, part) in zip(intervals, bodies, strict=True)]
    figures = [figure(f"X{place:02}", *each, indicator=indicator) for place, each in enumerate(intervals)]
    for value, peer in zip(true, compare(figures, indicator, 2025, MINISTRY).peers, strict=True):
        better = sum(other > value if higher else other < value for other in true)
        worse = sum(other < value if higher else other > value for other in true)
        best, worst = peer.place
        assert best <= 1 + better
        assert len(true) - worse <= worst


def test_group_totals_are_sums_of_sums_without_what_is_withheld():
    figures = [
        *group(5, base=100),
        figure("Y", 50, base=900),
        figure("Z", 99, suppliers=1),
        figure("X", 9, amount_basis="gross"),
    ]
    totals = group_totals(comparable(figures, INDICATOR, 2025))
    assert Fraction(totals.met, totals.base) == Fraction(1 + 2 + 3 + 4 + 5 + 450, 1_400)


def test_group_totals_of_fewer_than_five_bodies_are_not_given():
    assert group_totals(comparable(group(4), INDICATOR, 2025)) is None
