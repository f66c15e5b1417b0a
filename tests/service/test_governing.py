"""Governance inside the Rijk: what a ministry may see of each department of the Rijk, and of ministries that report themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from kpi import service
from kpi.model import Decision, Ending, Refusal, Role, Status, Viewer, YearState
from tests.service.conftest import BODY, COMMITMENT, CONTROLLER, MAPPING, NET, SPEND, load_body

IDENTITY = "het-rijk"
BUYER = Viewer("anna", Role.BUYER, IDENTITY)
MINISTRY = Viewer("m", Role.MINISTRY)
RIJK = (
    BODY.replace(b"gemeente-proef", IDENTITY.encode())
    .replace(b"Gemeente Proef", b"Het Rijk")
    .replace(b'kind = "municipality"\nsize_class = "50k_100k"', b'kind = "rijk"\nreport_by = "03-31"')
)
OF_ONE = COMMITMENT.replace('"fairtrade"', '"eigen"', 1).replace(
    'indicator = "fairtrade_coffee_tea_cocoa"', 'indicator = "circular_all_spend"\ndepartments = ["stadsbeheer"]'
)


def fill_rijk(monitor):
    """The Rijk with two departments, its year 2024 certified, one promise for all and one for Stadsbeheer, with full consent."""
    load_body(monitor)
    service.load_body_file(BUYER, monitor, "rijk.toml", RIJK)
    service.load_mapping_file(BUYER, monitor, IDENTITY, "m.csv", MAPPING)
    promise(monitor, COMMITMENT)
    promise(monitor, OF_ONE)
    service.submit(BUYER, monitor, IDENTITY, 2024, "s.csv", SPEND.encode(), answers=NET)
    consent(monitor, "*")


@pytest.fixture
def rijk(store_after):
    return store_after(fill_rijk)


def promise(monitor, written, said=""):
    service.load_commitment_file(BUYER, monitor, IDENTITY, "c.toml", (said + written.format(target=70)).encode())


def consent(monitor, *indicators):
    service.save_body(BUYER, monitor, replace(monitor.body(IDENTITY), consent=frozenset(indicators)))


def certify(monitor):
    service.certify(replace(CONTROLLER, body=IDENTITY), monitor, IDENTITY, 2024)


def at(monitor, year=2024):
    return {one.name: one for one in service.ministries(MINISTRY, monitor, year)}


def test_each_department_has_what_holds_for_all_and_what_holds_for_it(rijk):
    found = at(rijk)

    assert {name: [(held.promise.id, held.own) for held in one.promises] for name, one in found.items()} == {
        "Bedrijfsvoering": [("fairtrade", False)],
        "Stadsbeheer": [("eigen", True), ("fairtrade", False)],
    }


def test_a_department_is_as_far_as_what_came_in_of_it(rijk):
    assert {one.state for one in at(rijk).values()} == {YearState.PROVISIONAL}
    assert {one.certified_on for one in at(rijk).values()} == {None}

    certify(rijk)

    assert {one.state for one in at(rijk).values()} == {YearState.FINAL}
    assert None not in {one.certified_on for one in at(rijk).values()}


def test_a_department_of_which_nothing_came_in_is_late_after_the_day(rijk):
    only = "\n".join(line for line in SPEND.splitlines() if "Stadsbeheer" not in line)
    service.submit(BUYER, rijk, IDENTITY, 2023, "s.csv", only.replace("2024", "2023").encode(), answers=NET)

    found = at(rijk, 2023)

    assert (found["Bedrijfsvoering"].state, found["Bedrijfsvoering"].late) == (YearState.PROVISIONAL, False)
    assert (found["Stadsbeheer"].state, found["Stadsbeheer"].late) == (None, True)
    before_the_day = replace(rijk, now=lambda: datetime(2024, 3, 31, 12))
    assert not at(before_the_day, 2023)["Stadsbeheer"].late


def test_the_known_share_is_that_of_the_department_itself(rijk):
    found = at(rijk)

    assert found["Bedrijfsvoering"].classified == 1
    assert found["Stadsbeheer"].classified is not None
    assert 0 < found["Stadsbeheer"].classified < 1


def test_without_consent_no_share_no_promise_and_no_figure_is_seen(rijk):
    certify(rijk)
    consent(rijk)

    assert [(one.classified, one.promises) for one in at(rijk).values()] == [(None, ()), (None, ())]


def test_consent_on_one_indicator_shows_its_promise_and_not_what_is_known_of_all_spend(rijk):
    certify(rijk)
    consent(rijk, "fairtrade_coffee_tea_cocoa")

    (held,) = at(rijk)["Stadsbeheer"].promises

    assert (held.promise.id, at(rijk)["Stadsbeheer"].classified) == ("fairtrade", None)


def test_a_promise_decided_to_be_seen_is_seen_without_a_figure_where_there_is_no_consent(rijk):
    certify(rijk)
    consent(rijk)
    end(rijk, 2021)
    again = COMMITMENT.replace('"fairtrade"', '"zichtbaar"', 1).replace("2020-06-02", "2022-06-02")
    promise(rijk, again, 'visible_to = "peers"\n')

    assert {(held.promise.id, held.figure) for held in at(rijk)["Stadsbeheer"].promises} == {("zichtbaar", None)}


def test_what_rests_on_too_few_suppliers_is_withheld(rijk):
    certify(rijk)

    statuses = {held.figure.judgement.status for one in at(rijk).values() for held in one.promises if held.figure}

    assert statuses == {Status.WITHHELD}


@pytest.mark.parametrize(("review", "late"), [(date(2024, 12, 31), True), (date(2999, 1, 1), False), (None, False)])
def test_a_review_is_overdue_after_its_day(rijk, review, late):
    said = f"review = {review}\n" if review else ""
    later = COMMITMENT.replace("2020-06-02", "2024-06-02").replace("2020-17", "2024-17")
    promise(rijk, later, f'reason = "herzien"\n{said}')

    (held,) = at(rijk)["Bedrijfsvoering"].promises

    assert (held.version.version, held.review_late) == (2, late)


def test_in_an_earlier_year_the_promise_stands_as_it_was_then_and_no_review_is_asked(rijk):
    promise(
        rijk,
        COMMITMENT.replace("2020-06-02", "2024-06-02"),
        'reason = "herzien"\nreview = 2024-12-31\n',
    )

    (held,) = at(rijk, 2023)["Bedrijfsvoering"].promises

    assert (held.version.version, held.review_late) == (1, False)


def test_an_ended_promise_holds_no_more(rijk):
    end(rijk, 2024)

    assert at(rijk)["Bedrijfsvoering"].promises == ()


def test_a_ministry_that_reports_itself_stands_as_a_whole_beside_them(rijk):
    own = RIJK.replace(IDENTITY.encode(), b"ministerie-zee").replace(b'"Het Rijk"', b'"Ministerie van Zee"')
    service.load_body_file(
        Viewer("z", Role.BUYER, "ministerie-zee"), rijk, "z.toml", own.replace(b'"rijk"', b'"ministry"')
    )

    assert [(one.name, one.department) for one in service.ministries(MINISTRY, rijk, 2024)] == [
        ("Bedrijfsvoering", "bedrijfsvoering"),
        ("Ministerie van Zee", None),
        ("Stadsbeheer", "stadsbeheer"),
    ]


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.BUYER, Role.CONTROLLER, Role.PUBLIC])
def test_nobody_but_a_ministry_sees_this(rijk, role):
    with pytest.raises(Refusal) as refusal:
        service.ministries(Viewer("x", role, IDENTITY), rijk, 2024)
    assert refusal.value.code == "not_allowed"


def end(monitor, year):
    ending = Ending(Decision("ministerieel besluit", "minister", date(year, 2, 6), f"{year}-7"), "ander beleid")
    service.end_commitment(BUYER, monitor, IDENTITY, "fairtrade", ending)


def test_the_next_figures_come_by_the_calendar_of_the_body_until_that_day_passed(rijk):
    rijk.now = lambda: datetime(2026, 3, 31)
    assert service.next_due(BUYER, rijk, IDENTITY, 2024) == date(2026, 3, 31)
    rijk.now = lambda: datetime(2026, 4, 1)
    assert service.next_due(BUYER, rijk, IDENTITY, 2024) is None
