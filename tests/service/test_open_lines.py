"""The lines of a group that is still to classify, and what is suggested where a person decided that a text is procurement."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Viewer
from kpi.service import OpenGroup
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, NET
from tests.service.spent import HEADER, NAME


def groups(monitor: Monitor, year: int = 2024) -> dict[tuple[str | None, str | None], OpenGroup]:
    return {(one.text, one.supplier): one for one in service.worklist(BUYER, monitor, NAME, year).groups}


def lines(monitor: Monitor, group: OpenGroup, year: int = 2024) -> list[tuple[str | None, int, int]]:
    found = service.open_lines(BUYER, monitor, NAME, year, group)
    return [(one["supplier"], one["row"], one["cents"]) for one in found]


def test_the_lines_of_a_text_are_those_of_all_its_suppliers_most_euros_first(spent: Monitor) -> None:
    group = groups(spent)["Diversen", None]

    assert lines(spent, group) == [("Beton BV", 2, 900_000), ("Koffie BV", 3, 100_000)]


def test_where_suppliers_are_decided_about_apart_the_lines_are_those_of_one(spent: Monitor) -> None:
    service.add_mapping(BUYER, spent, NAME, [MappingRule("Diversen", None, left_open="mixed")])

    assert lines(spent, groups(spent)["Diversen", "Koffie BV"]) == [("Koffie BV", 3, 100_000)]


def test_lines_add_up_to_their_group_also_without_a_text_or_a_supplier_and_no_person_is_named(spent: Monitor) -> None:
    rows = ";G1;14-02-2025;;50,00\nBeton BV;G2;14-02-2025;;60,00\nJ. de Vries;G3;14-02-2025;Diversen;70,00\n"
    rows += ";G4;14-02-2025;Diversen;80,00\n"
    service.submit(BUYER, spent, NAME, 2025, "b.csv", (HEADER + rows).encode(), "all", NET)
    service.add_mapping(BUYER, spent, NAME, [MappingRule("Diversen", None, left_open="mixed")])

    found = groups(spent, 2025)

    assert {key: sum(cents for *_, cents in lines(spent, group, 2025)) for key, group in found.items()} == {
        (None, None): 5_000,
        (None, "Beton BV"): 6_000,
        ("Diversen", "J. de Vries"): 7_000,
        ("Diversen", None): 8_000,
    }
    assert lines(spent, found["Diversen", "J. de Vries"], 2025) == [("", 4, 7_000)]
    assert lines(spent, found["Diversen", None], 2025) == [(None, 5, 8_000)]


def test_a_text_that_a_person_decided_is_procurement_is_not_suggested_to_be_left_out(spent: Monitor) -> None:
    rows = "Stichting A;G1;14-02-2025;Subsidies sport;50,00\n"
    service.submit(BUYER, spent, NAME, 2025, "b.csv", (HEADER + rows).encode(), "all", NET)
    before = groups(spent, 2025)["Subsidies sport", None].suggestion
    assert before is not None
    assert before.exclusion == "subsidy"

    service.count_after_all(BUYER, spent, NAME, [MappingRule("Subsidies sport", None)], "het zijn opdrachten")

    after = groups(spent, 2025)["Subsidies sport", None].suggestion
    assert after is not None
    assert (after.exclusion, after.agreed) == (None, False)


@pytest.mark.parametrize("viewer", [Viewer("x", Role.MINISTRY), Viewer("x", Role.BUYER, "other")])
def test_nobody_else_sees_the_lines(spent: Monitor, viewer: Viewer) -> None:
    with pytest.raises(Refusal):
        service.open_lines(viewer, spent, NAME, 2024, groups(spent)["Diversen", None])
