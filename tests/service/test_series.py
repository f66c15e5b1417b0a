"""The years of what merged: added up under the successor, marked and told; never for what was divided."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi import service, succession
from kpi.model import Body, BodyKind, Department, Refusal, Role, Viewer, YearState
from kpi.service.monitor import Monitor
from tests.service.conftest import load_body

NET = {"amount_basis": "net"}
MAPPING = b"text,supplier,cpv,exclusion\nKoffie,,1586,\n"
HEADER = (
    "Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Contractnummer;Keurmerk\n"
)
FAIRTRADE, CONTRACTS = "fairtrade_coffee_tea_cocoa", "isv_contracts"
CERTIFIED, OPEN = YearState.FINAL, YearState.OPEN


def spend(year: int, met: int, rest: int, department: str = "Beheer") -> bytes:
    """Coffee: so many euros with a label and the rest without, each under its own contract number."""
    rows = (
        f"Branderij Proef BV;F1;14-02-{year};{department};Koffie;{met},00;C-1;Fairtrade\n"
        f"Branderij Proef BV;F2;15-02-{year};{department};Koffie;{rest},00;C-2;\n"
    )
    return (HEADER + rows).encode()


def buyer(body: str) -> Viewer:
    return Viewer("anna", Role.BUYER, body)


def controller(body: str) -> Viewer:
    return Viewer("bert", Role.CONTROLLER, body)


def deliver(monitor: Monitor, body: str, year: int, met: int, rest: int, certified: bool = True, **more: str) -> None:
    service.submit(buyer(body), monitor, body, year, "a.csv", spend(year, met, rest, **more), answers=NET)
    if certified:
        service.certify(controller(body), monitor, body, year)


def merge(monitor: Monitor) -> None:
    """Oost and West until 2022, Nieuwland after; Oost submitted 2021 and 2022, West 2022 only."""
    load_body(monitor)
    for name in ("nieuwland", "oost", "west"):
        service.save_body(buyer(name), monitor, Body(name, name.capitalize(), BodyKind.MUNICIPALITY))
        service.load_mapping_file(buyer(name), monitor, name, "map.csv", MAPPING)
    deliver(monitor, "oost", 2021, 100, 900)
    deliver(monitor, "oost", 2022, 200, 800)
    deliver(monitor, "west", 2022, 2_000, 2_000)
    deliver(monitor, "nieuwland", 2023, 3_000, 3_000)
    new = monitor.body("nieuwland")
    service.save_body(buyer("nieuwland"), monitor, replace(new, valid_from=date(2023, 1, 1)))
    for name in ("oost", "west"):
        ended = replace(monitor.body(name), valid_to=date(2022, 12, 31), successors=("nieuwland",))
        service.save_body(buyer(name), monitor, ended)


@pytest.fixture
def merged(store_after) -> Monitor:
    return store_after(merge)


def told(series: service.Series) -> list[tuple]:
    return [
        (one.year, one.joined, one.year_state, one.sums.met // 10**6, one.sums.base // 10**6)
        for one in series.figures
        if one.sums
    ]


def test_the_series_of_the_successor_adds_up_the_years_before_and_says_so(merged: Monitor) -> None:
    found = service.series(buyer("nieuwland"), merged, "nieuwland", FAIRTRADE)
    assert told(found) == [
        (2021, ("Oost",), OPEN, 100, 1_000),
        (2022, ("Oost", "West"), CERTIFIED, 2_200, 5_000),
        (2023, (), CERTIFIED, 3_000, 6_000),
    ]
    assert [one.nl for one in found.notes] == [
        "T/m 2021: de optelling van Oost.",
        "Van 2022 t/m 2022: de optelling van Oost en West.",
        "Zonder West in 2021: daarover is niets aangeleverd. Daarom blijft dat hier voorlopig.",
    ]


def test_contract_numbers_of_two_bodies_are_different_contracts_and_a_supplier_is_the_same(merged: Monitor) -> None:
    found = service.series(buyer("nieuwland"), merged, "nieuwland")
    of_2022 = {one.indicator.id: one for one in found.figures if one.year == 2022}
    counted = of_2022[CONTRACTS].sums
    assert counted is not None
    assert counted.total == 4 * 10_000
    assert of_2022[FAIRTRADE].suppliers == 1


def test_each_body_keeps_its_own_figures_and_all_together_count_nothing_twice(merged: Monitor) -> None:
    every = [one for one in service.status(merged) if one["indicator"] == FAIRTRADE and one["body"] != "gemeente-proef"]
    assert [(one["body"], one["year"], one["base"]) for one in every] == [
        ("nieuwland", 2023, "6000.00"),
        ("oost", 2021, "1000.00"),
        ("oost", 2022, "1000.00"),
        ("west", 2022, "4000.00"),
    ]


def test_what_was_divided_is_in_no_series_and_is_told(merged: Monitor) -> None:
    west = replace(merged.body("west"), successors=("nieuwland", "gemeente-proef"))
    service.save_body(buyer("west"), merged, west)
    found = service.series(buyer("nieuwland"), merged, "nieuwland", FAIRTRADE)
    assert [(one.year, one.joined) for one in found.figures] == [(2021, ("Oost",)), (2022, ("Oost",)), (2023, ())]
    assert "West is na 2022 gesplitst over Nieuwland en Gemeente Proef." in found.notes[-1].nl


@pytest.mark.parametrize(
    ("viewer", "sees"),
    [
        (buyer("nieuwland"), ["nieuwland", "oost", "west"]),
        (buyer("oost"), ["oost"]),
        (buyer("gemeente-proef"), ["gemeente-proef"]),
        (Viewer("m", Role.MINISTRY), []),
        (Viewer("p", Role.PUBLIC), []),
    ],
)
def test_only_the_people_of_the_successor_see_what_its_predecessors_left(
    merged: Monitor, viewer: Viewer, sees: list[str]
) -> None:
    viewer = service.with_heritage(viewer, merged)
    assert [one.id for one in service.bodies(viewer, merged)] == sorted(sees, key=lambda one: merged.body(one).name)
    for name in ("oost", "west"):
        if name in sees:
            assert service.figures(viewer, merged, name, 2022, indicator=FAIRTRADE)
            assert service.submissions(viewer, merged, name)
        elif viewer.role is Role.BUYER:
            with pytest.raises(Refusal):
                service.figures(viewer, merged, name)


def test_what_predecessors_left_may_be_seen_and_not_changed(merged: Monitor) -> None:
    heir = service.with_heritage(buyer("nieuwland"), merged)
    with pytest.raises(Refusal) as refused:
        service.submit(heir, merged, "oost", 2022, "a.csv", spend(2022, 1, 2), answers=NET)
    assert refused.value.code == "not_allowed"
    with pytest.raises(Refusal):
        service.save_body(heir, merged, merged.body("oost"))


def test_no_body_takes_another_as_its_predecessor_only_the_other_itself_says_so(merged: Monitor) -> None:
    taken = replace(merged.body("gemeente-proef"), valid_to=date(2024, 1, 1), successors=("nieuwland",))
    with pytest.raises(Refusal) as refused:
        service.save_body(buyer("nieuwland"), merged, taken)
    assert refused.value.code == "not_allowed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"successors": ("nieuwland",), "valid_to": None}, "bad_succession"),
        ({"successors": ("nergens",), "valid_to": date(2022, 12, 31)}, "bad_succession"),
        ({"successors": ("oost",), "valid_to": date(2022, 12, 31)}, "bad_succession"),
        ({"successors": ("nieuwland",), "valid_to": date(2021, 12, 31)}, "bad_succession"),
    ],
)
def test_a_wrong_end_is_refused(merged: Monitor, change: dict, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        service.save_body(buyer("oost"), merged, replace(merged.body("oost"), **change))
    assert refused.value.code == code


def test_a_body_that_ended_has_no_later_years(merged: Monitor) -> None:
    with pytest.raises(Refusal) as refused:
        service.submit(buyer("oost"), merged, "oost", 2023, "a.csv", spend(2023, 1, 2), answers=NET)
    assert refused.value.code == "body_ended"


def test_each_year_is_compared_over_the_bodies_of_then(merged: Monitor) -> None:
    taking_part = {
        year: {
            one.body.id
            for layer in service.participation(Viewer("m", Role.MINISTRY), merged, year)
            for one in layer.deliveries
        }
        for year in (2022, 2023)
    }
    assert taking_part == {2022: {"gemeente-proef", "oost", "west"}, 2023: {"gemeente-proef", "nieuwland"}}


def test_the_series_of_a_department_adds_up_the_units_that_merged_into_it(monitor: Monitor) -> None:
    departments = (
        Department("beheer", "Stadsbeheer", ("Beheer",)),
        Department("groen", "Groen", valid_to=date(2022, 12, 31), successors=("beheer",)),
        Department("zorg", "Zorg", valid_to=date(2022, 12, 31), successors=("beheer", "jeugd")),
        Department("jeugd", "Jeugd"),
    )
    service.save_body(buyer("oost"), monitor, Body("oost", "Oost", BodyKind.MUNICIPALITY, departments=departments))
    service.load_mapping_file(buyer("oost"), monitor, "oost", "map.csv", MAPPING)
    both = spend(2022, 100, 900) + spend(2022, 50, 50, "Groen").replace(HEADER.encode(), b"").replace(b"BV;F", b"BV;G")
    service.submit(buyer("oost"), monitor, "oost", 2022, "a.csv", both, answers=NET)
    deliver(monitor, "oost", 2023, 400, 600, department="Groen")
    found = service.series(buyer("oost"), monitor, "oost", FAIRTRADE, "beheer")
    assert told(found) == [
        (2022, ("Groen", "Stadsbeheer"), YearState.PROVISIONAL, 150, 1_100),
        (2023, (), CERTIFIED, 400, 1_000),
    ]
    assert {one.department for one in found.figures} == {"beheer"}
    assert "Zorg is na 2022 gesplitst over Stadsbeheer en Jeugd." in found.notes[-1].nl
    rows = service.figures(buyer("oost"), monitor, "oost", 2022, by_department=True, indicator=FAIRTRADE)
    assert {one.department: one.sums.base // 10**6 for one in rows if one.sums} == {
        None: 1_100,
        "beheer": 1_000,
        "groen": 100,
    }


A, B, C, D = "a", "b", "c", "d"


@pytest.mark.parametrize(
    ("year", "unit", "heir"),
    [
        pytest.param(2019, A, A, id="still there"),
        pytest.param(2020, A, B, id="its successor"),
        pytest.param(2022, A, C, id="the successor of its successor"),
        pytest.param(2022, D, D, id="divided: itself"),
        pytest.param(2022, "x", "x", id="nobody knows it"),
    ],
)
def test_in_whom_a_unit_goes_on(year: int, unit: str, heir: str) -> None:
    units = {
        one.id: one
        for one in (
            Department(A, "A", valid_to=date(2019, 12, 31), successors=(B,)),
            Department(B, "B", valid_to=date(2021, 12, 31), successors=(C,)),
            Department(C, "C"),
            Department(D, "D", valid_to=date(2019, 12, 31), successors=(B, C)),
        )
    }
    assert succession.heir(units, unit, year) == heir
    assert [one.id for one in succession.predecessors(units.values(), C)] == [A, B]
    assert [one.id for one in succession.divided(units.values(), C)] == [D]
