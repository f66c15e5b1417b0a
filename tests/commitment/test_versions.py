"""Which decision judges which year, and which two may not stand beside each other."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.commitment import add_version, earlier_promises, end, refuse_overlap, version_in_force
from kpi.model import Commitment, Decision, Ending, Refusal
from tests.commitment.cases import point, version

FIRST = version(point(2020, 10), point(2015, 2), decided=date(2016, 3, 1))
SECOND = version(point(2025, 20), point(2020, 8), decided=date(2020, 12, 31))
THIRD = version(point(2030, 50), point(2020, 8), decided=date(2023, 1, 1))


def commitment(*versions, **changes):
    fields = {"id": "circulair", "body": "veldwijk", "indicator": "circular_all_spend", "indicator_version": 1}
    return Commitment(**(fields | {"versions": versions} | changes))


CHANGED_TWICE = add_version(add_version(commitment(FIRST), commitment(SECOND)), commitment(THIRD))


def test_a_new_decision_is_a_new_version_behind_the_old():
    assert [each.version for each in CHANGED_TWICE.versions] == [1, 2, 3]
    assert CHANGED_TWICE.versions[0] == FIRST


@pytest.mark.parametrize(
    ("year", "number"),
    [
        pytest.param(2015, None, id="before the first decision"),
        pytest.param(2016, 1, id="the year of the first decision"),
        pytest.param(2019, 1, id="until the next decision"),
        pytest.param(2020, 2, id="decided on 31 December itself"),
        pytest.param(2022, 2, id="decided a day too late for this year"),
        pytest.param(2023, 3, id="decided on 1 January"),
        pytest.param(2040, 3, id="the last stays in force"),
    ],
)
def test_a_year_is_judged_by_the_version_in_force_on_its_last_day(year, number):
    version_ = version_in_force(CHANGED_TWICE, year)
    assert (version_.version if version_ else None) == number


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"versions": (replace(SECOND, decision=FIRST.decision),)}, "commitment_not_later", id="same day"),
        pytest.param({"versions": (version(point(2025, 20), decided=date(2015, 1, 1)),)}, "commitment_not_later", id="earlier"),
        pytest.param({"indicator": "biobased"}, "commitment_other", id="another indicator"),
        pytest.param({"departments": ("beheer",)}, "commitment_other", id="other departments"),
        pytest.param({"body": "duinrade"}, "commitment_other", id="another body"),
    ],
)  # fmt: skip
def test_what_is_no_new_version_is_refused(changes, code):
    with pytest.raises(Refusal) as refusal:
        add_version(
            commitment(FIRST), commitment(SECOND, **changes) if "versions" not in changes else commitment(**changes)
        )
    assert refusal.value.code == code


def test_a_promise_whose_year_passed_stays_listed_whatever_came_later():
    renewed_later = commitment(
        FIRST, replace(SECOND, version=2, decision=replace(SECOND.decision, date=date(2021, 5, 1)))
    )
    assert earlier_promises(renewed_later, 2020) == ()
    assert earlier_promises(renewed_later, 2021) == (FIRST,)
    assert earlier_promises(renewed_later, 2030) == (FIRST,)


def test_a_promise_that_was_replaced_before_its_year_was_never_due():
    assert earlier_promises(CHANGED_TWICE, 2030) == ()


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        pytest.param({}, True, id="the same body, indicator and scope"),
        pytest.param({"departments": ("beheer",)}, False, id="a department beside its body"),
        pytest.param({"indicator": "biobased"}, False, id="another indicator"),
        pytest.param({"body": "duinrade"}, False, id="another body"),
        pytest.param({"versions": (version(point(2025, 9), decided=date(2021, 1, 1)),)}, False, id="the next, after the target year"),
        pytest.param({"versions": (version(point(2025, 9), decided=date(2020, 1, 1)),)}, True, id="the next, in the target year"),
        pytest.param({"id": "circulair"}, False, id="itself"),
    ],
)  # fmt: skip
def test_two_commitments_for_one_year(changes, refused):
    pair = [commitment(FIRST), commitment(**({"id": "other", "versions": (FIRST,)} | changes))]
    if not refused:
        refuse_overlap(pair)
        return
    with pytest.raises(Refusal, match="circulair and other both hold for circular_all_spend in 20"):
        refuse_overlap(pair)


def test_two_commitments_of_one_department_overlap_even_if_one_names_more():
    pair = [
        commitment(FIRST, departments=("beheer",)),
        commitment(FIRST, id="other", departments=("beheer", "sociaal")),
    ]
    with pytest.raises(Refusal):
        refuse_overlap(pair)


def ending(day: date) -> Ending:
    return Ending(Decision("collegebesluit", "College van B&W", day, "2018-7"), "ander beleid")


def test_an_ended_commitment_judges_nothing_from_the_year_of_its_end():
    ended = end(commitment(FIRST), ending(date(2018, 2, 6)))
    assert [version_in_force(ended, year) for year in (2016, 2017, 2018, 2030)] == [FIRST, FIRST, None, None]
    assert ended.versions == (FIRST,)
    assert ended.state == "ended"


def test_a_promise_that_was_ended_after_its_year_stays_listed_and_one_ended_before_was_never_due():
    assert earlier_promises(end(commitment(FIRST), ending(date(2022, 1, 1))), 2030) == (FIRST,)
    assert earlier_promises(end(commitment(FIRST), ending(date(2019, 1, 1))), 2030) == ()


@pytest.mark.parametrize(
    ("made", "day", "code"),
    [
        pytest.param(commitment(FIRST), date(2016, 3, 1), "commitment_not_later", id="on the day that it was decided"),
        pytest.param(CHANGED_TWICE, date(2022, 1, 1), "commitment_not_later", id="before its last version"),
        pytest.param(end(commitment(FIRST), ending(date(2018, 2, 6))), date(2019, 1, 1), "commitment_ended", id="twice"),
    ],
)  # fmt: skip
def test_an_end_comes_later_and_once(made, day, code):
    with pytest.raises(Refusal) as refusal:
        end(made, ending(day))
    assert refusal.value.code == code


def test_what_was_ended_is_not_changed_any_more_and_makes_room_for_another():
    ended = end(commitment(FIRST), ending(date(2018, 2, 6)))
    with pytest.raises(Refusal) as refusal:
        add_version(ended, commitment(SECOND))
    assert refusal.value.code == "commitment_ended"
    later = replace(FIRST, decision=replace(FIRST.decision, date=date(2018, 5, 1)))
    refuse_overlap([ended, commitment(later, id="other")])
    with pytest.raises(Refusal):
        refuse_overlap([ended, commitment(FIRST, id="other")])


@pytest.mark.parametrize(("made", "state"), [(commitment(FIRST), "adopted"), (CHANGED_TWICE, "revised")])
def test_a_commitment_says_in_which_state_it_is(made, state):
    assert made.state == state
