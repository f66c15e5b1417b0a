"""Bodies beside each other: judged by promises that the viewer may see, and their lines never mixed up."""

from __future__ import annotations

import pytest

from kpi import service
from kpi.model import Body, BodyKind, Role, Status, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import COMMITMENT, NET

FAIRTRADE, GROUP, YEAR = "fairtrade_coffee_tea_cocoa", "municipality", 2024
BODIES = tuple(f"gemeente-{letter}" for letter in "abcde")
MINISTRY = Viewer("min", Role.MINISTRY)
MAPPING = b"text,supplier,cpv,exclusion\nKoffie,,1586,\n"
SPEND = """\
Crediteur;Factuurnummer;Factuurdatum;Omschrijving grootboek;Bedrag excl. btw;Keurmerk
Branderij Een BV;F1;14-02-2024;Koffie;600,00;Fairtrade
Branderij Twee BV;F2;15-02-2024;Koffie;200,00;
Branderij Drie BV;F3;16-02-2024;Koffie;200,00;
"""


def buyer(body: str) -> Viewer:
    return Viewer("anna", Role.BUYER, body)


def certify_five(monitor: Monitor) -> None:
    """Five municipalities that bought the same, of 2024, with full consent."""
    for name in BODIES:
        service.save_body(
            buyer(name), monitor, Body(name, name.title(), BodyKind.MUNICIPALITY, consent=frozenset({"*"}))
        )
        service.load_mapping_file(buyer(name), monitor, name, "map.csv", MAPPING)
        service.submit(buyer(name), monitor, name, YEAR, "a.csv", SPEND.encode(), answers=NET)
        service.certify(Viewer("bert", Role.CONTROLLER, name), monitor, name, YEAR)


@pytest.fixture
def five(store_after) -> Monitor:
    return store_after(certify_five)


def status(monitor: Monitor, viewer: Viewer) -> Status | None:
    """Of the first of them, as somebody sees it."""
    found = service.compare(viewer, monitor, FAIRTRADE, GROUP, YEAR)
    return next(peer.status for peer in found.peers if peer.body == BODIES[0])


@pytest.mark.parametrize(("visible_to", "seen"), [("body", False), ("public", True)])
def test_a_body_is_judged_for_others_by_a_promise_that_they_may_see(five: Monitor, visible_to: str, seen: bool) -> None:
    unpromised = status(five, MINISTRY)
    promise = f'visible_to = "{visible_to}"\n' + COMMITMENT.format(target=50)
    service.load_commitment_file(buyer(BODIES[0]), five, BODIES[0], "c.toml", promise.encode())

    assert status(five, buyer(BODIES[0])) is Status.ACHIEVED
    assert status(five, MINISTRY) is (Status.ACHIEVED if seen else unpromised)
    assert unpromised is not Status.ACHIEVED


def test_lines_of_one_body_and_year_are_never_those_of_another(five: Monitor) -> None:
    """They are laid out once for many questions, by what was asked."""
    other = SPEND.replace("-2024", "-2023").replace(";F", ";G")
    service.submit(buyer(BODIES[0]), five, BODIES[0], 2023, "b.csv", other.encode(), answers=NET)
    service.submit(buyer(BODIES[1]), five, BODIES[1], 2023, "b.csv", other.replace(";G", ";H").encode(), answers=NET)

    found = {
        (name, year): {one["invoice_number"][0] for one in service.lines(buyer(name), five, name, FAIRTRADE, year).rows}
        for name in BODIES[:2]
        for year in (2023, 2024)
    }

    assert found == {
        (BODIES[0], 2023): {"G"},
        (BODIES[0], 2024): {"F"},
        (BODIES[1], 2023): {"H"},
        (BODIES[1], 2024): {"F"},
    }
