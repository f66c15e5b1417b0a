"""Decisions about own words: versions, undo, leaving open, and sums that follow at once or when they are asked for."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, NET
from tests.service.spent import HEADER, NAME


def open_texts(monitor: Monitor, order: str = service.BY_EUROS) -> list[tuple[str | None, str | None]]:
    work = service.worklist(BUYER, monitor, NAME, 2024, order=order)
    return [(one.text, one.supplier) for one in work.groups]


def decide(monitor: Monitor, *rules: MappingRule) -> int:
    return service.add_mapping(BUYER, monitor, NAME, rules)


def test_open_texts_stand_in_order_of_euros_with_those_that_look_alike_together(spent: Monitor) -> None:
    assert open_texts(spent) == [
        ("Diversen", None),
        ("Onderhoud wegen", None),
        ("Koffie en thee", None),
        ("Koffie, thee", None),
    ]
    work = service.worklist(BUYER, spent, NAME, 2024)
    assert [one.stands_with for one in work.groups] == [None, None, None, "Koffie en thee"]


def test_the_first_texts_are_as_many_as_make_up_nine_tenths_of_the_open_euros(spent: Monitor) -> None:
    work = service.worklist(BUYER, spent, NAME, 2024)
    assert (work.first, float(work.first_share)) == (2, pytest.approx(10_700 / 11_600))


def test_a_mixed_text_stands_by_supplier_and_each_is_decided_apart(spent: Monitor) -> None:
    decide(spent, MappingRule("Diversen", None, left_open="mixed"))
    assert open_texts(spent)[:2] == [("Diversen", "Beton BV"), ("Diversen", "Koffie BV")]
    decide(spent, MappingRule("Diversen", "Beton BV", cpv="45"))
    assert ("Diversen", "Koffie BV") in open_texts(spent)
    assert ("Diversen", "Beton BV") not in open_texts(spent)


def test_what_is_left_open_comes_last_and_counts_for_nothing(spent: Monitor) -> None:
    before = service.worklist(BUYER, spent, NAME, 2024).total_cents
    decide(spent, MappingRule("Diversen", None, left_open="cannot_tell"))
    work = service.worklist(BUYER, spent, NAME, 2024)
    assert (work.groups[-1].text, work.groups[-1].left_open) == ("Diversen", "cannot_tell")
    assert work.total_cents == before


def test_a_text_that_was_left_open_does_not_stop_a_decision_about_its_supplier(spent: Monitor) -> None:
    decide(spent, MappingRule("Diversen", None, left_open="later"), MappingRule(None, "Beton BV", cpv="45"))
    assert service.worklist(BUYER, spent, NAME, 2024).groups[-1].cents == 100_000


def test_undo_puts_back_what_held_before_also_for_an_earlier_decision(spent: Monitor) -> None:
    first = decide(spent, MappingRule("Diversen", None, cpv="45"))
    second = decide(spent, MappingRule("diversen", None, cpv="15"), MappingRule("Onderhoud wegen", None, cpv="45"))
    decide(spent, MappingRule("Koffie en thee", None, cpv="1586"))
    service.undo_mapping(BUYER, spent, NAME, second)
    held = {rule.text: rule.cpv for rule in service.knowledge(BUYER, spent, NAME).mapping}
    assert held == {"Diversen": "45", "Koffie en thee": "1586"}
    assert ("Onderhoud wegen", None) in open_texts(spent)
    with pytest.raises(Refusal) as refused:
        service.undo_mapping(BUYER, spent, NAME, first)
    assert refused.value.code == "nothing_to_undo"


def test_the_versions_say_who_decided_and_what_still_holds(spent: Monitor) -> None:
    decide(spent, MappingRule("Diversen", None, cpv="45"))
    decide(spent, MappingRule("Diversen", None, cpv="15"))
    latest, earlier = service.mapping_versions(BUYER, spent, NAME)
    assert (latest.by, latest.name, len(latest.holding)) == (BUYER.name, "", 1)
    assert earlier.holding == ()
    assert earlier.rules == (MappingRule("Diversen", None, cpv="45"),)


def test_a_decision_applies_by_itself_to_a_later_file(spent: Monitor) -> None:
    decide(spent, MappingRule("Diversen", None, cpv="45"))
    later = (HEADER + "Nieuw BV;N1;14-02-2025;DIVERSEN;50,00\n").encode()
    service.submit(BUYER, spent, NAME, 2025, "b.csv", later, "all", NET)
    assert service.worklist(BUYER, spent, NAME, 2025).group_count == 0


@pytest.mark.parametrize("viewer", [Viewer("x", Role.MINISTRY), Viewer("x", Role.BUYER, "other")])
def test_nobody_else_sees_or_changes_what_was_decided(spent: Monitor, viewer: Viewer) -> None:
    number = decide(spent, MappingRule("Diversen", None, cpv="45"))
    for act in (
        lambda: service.add_mapping(viewer, spent, NAME, [MappingRule("Diversen", None, cpv="15")]),
        lambda: service.mapping_versions(viewer, spent, NAME),
        lambda: service.undo_mapping(viewer, spent, NAME, number),
    ):
        with pytest.raises(Refusal):
            act()


def test_beside_the_pages_sums_follow_when_they_are_asked_for_and_are_those_of_a_rebuild(spent: Monitor) -> None:
    spent.beside = spent.measuring = True
    service.measure_all(spent)
    before = service.status(spent)
    decide(spent, MappingRule("Koffie en thee", None, cpv="1586"))
    assert ("Koffie en thee", None) not in open_texts(spent)
    assert (service.status(spent), service.unsettled(spent)) == (before, 1)
    service.settle(spent)
    assert service.unsettled(spent) == 0
    after = service.status(spent)
    assert after != before
    service.rebuild(spent)
    assert service.status(spent) == after


def test_what_was_not_measured_when_the_app_stopped_is_measured_when_it_opens(spent: Monitor) -> None:
    spent.beside = spent.measuring = True
    service.measure_all(spent)
    decide(spent, MappingRule("Koffie en thee", None, cpv="1586"))
    home = spent.store.home
    spent.close()
    opened = service.open_monitor(home, isolated=False)
    stood = service.status(opened)
    service.rebuild(opened)
    assert service.status(opened) == stood
    opened.close()
