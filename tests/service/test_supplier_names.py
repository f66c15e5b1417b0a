"""Suppliers of a body: put together without a cent moving, decided once, undone; persons counted and never named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Viewer
from tests.service.conftest import BODY, BUYER, CONTROLLER, NET

SPEND = """\
Crediteur;KvK-nummer;Factuurnummer;Factuurdatum;Omschrijving grootboek;Bedrag excl. btw
Wegenbouwbedrijf Ergens BV;;W1;19-01-2024;Wegen;20.000,00
Wegenbouwbedrijf Ergems;;W2;20-01-2024;Wegen;1.000,00
Zorg Thuis BV;12345678;Z1;17-01-2024;Jeugdhulp;3.000,00
Zorg Thuis B.V.;;Z2;18-01-2024;Jeugdhulp;-500,00
J. de Vries;;P1;18-01-2024;Diversen;90,00
J. de Vriess;;P2;18-01-2024;Diversen;10,00
Anoniem;;P3;18-01-2024;Diversen;5,00
"""
ONE, OTHER = "wegenbouwbedrijf ergens", "wegenbouwbedrijf ergems"


def submit_spend(monitor):
    service.load_body_file(BUYER, monitor, "body.toml", BODY, expected_id="gemeente-proef")
    service.submit(BUYER, monitor, "gemeente-proef", 2024, "spend.csv", SPEND.encode(), answers=NET)


@pytest.fixture
def monitor(store_after):
    return store_after(submit_spend)


def found(monitor):
    return service.suppliers(BUYER, monitor, "gemeente-proef")


def test_a_name_beside_one_number_is_that_supplier_and_a_near_name_is_only_proposed(monitor):
    now = found(monitor)

    assert [one.names for one in now.listed if len(one.names) > 1] == [("Zorg Thuis BV", "Zorg Thuis B.V.")]
    assert [(pair.first.key, pair.second.key) for pair in now.near] == [(OTHER, ONE)]
    assert now.count == 5


def test_a_decision_holds_for_later_files_changes_no_amount_and_can_be_undone(monitor):
    submission = service.submissions(BUYER, monitor, "gemeente-proef", 2024)[0].id
    totals = service.control_totals(BUYER, monitor, submission)

    service.decide_supplier(BUYER, monitor, "gemeente-proef", ONE, OTHER, True)
    service.submit(
        BUYER, monitor, "gemeente-proef", 2025, "later.csv", SPEND.replace("2024", "2025").encode(), answers=NET
    )
    now = found(monitor)
    assert now.near == ()
    assert now.count == 4
    assert [(one.by, one.pair.same) for one in now.decided] == [("anna", True)]
    written = {name for one in now.listed for name in one.names}
    assert {now.decided[0].first, now.decided[0].second} <= written
    assert service.control_totals(BUYER, monitor, submission) == totals

    service.decide_supplier(BUYER, monitor, "gemeente-proef", OTHER, ONE, None)
    assert found(monitor).count == 5
    assert len(found(monitor).near) == 1
    service.decide_supplier(BUYER, monitor, "gemeente-proef", ONE, OTHER, False)
    assert found(monitor).near == ()
    assert found(monitor).count == 5


def test_a_number_that_stands_in_one_file_only_is_proposed_for_the_other(monitor):
    later = SPEND.replace("12345678", "").replace("2024", "2025")
    service.submit(BUYER, monitor, "gemeente-proef", 2025, "later.csv", later.encode(), answers=NET)
    assert [(pair.first.key, pair.score) for pair in found(monitor).near if pair.score == 100] == [
        ("kvk:12345678", 100)
    ]
    service.decide_supplier(BUYER, monitor, "gemeente-proef", "kvk:12345678", "zorg thuis", True)
    assert [one.key for one in found(monitor).listed if "Zorg Thuis BV" in one.names] == ["kvk:12345678"]


def test_persons_and_names_taken_out_are_counted_and_never_named(monitor):
    now = found(monitor)

    assert {kind: (tally.rows, tally.cents) for kind, tally in now.persons.items()} == {
        "person": (2, 10_000),
        "redacted": (1, 500),
    }
    written = json.dumps(service.suppliers_as_json(now))
    assert "vries" not in written.casefold()
    assert now.uploaded.cents == 2_360_500


def test_a_decision_that_contradicts_another_is_refused_and_not_kept(monitor):
    service.decide_supplier(BUYER, monitor, "gemeente-proef", "a", "b", False)
    service.decide_supplier(BUYER, monitor, "gemeente-proef", "b", "c", True)
    with pytest.raises(Refusal) as refused:
        service.decide_supplier(BUYER, monitor, "gemeente-proef", "a", "c", True)
    assert refused.value.code == "contradicts"
    assert len(found(monitor).decided) == 2


@pytest.mark.parametrize(
    "viewer", [Viewer("x", Role.BUYER, "elders"), Viewer("x", Role.MINISTRY), Viewer("x", Role.PUBLIC)]
)
def test_nobody_outside_the_body_sees_its_suppliers_or_decides(monitor, viewer):
    with pytest.raises(Refusal):
        service.suppliers(viewer, monitor, "gemeente-proef")
    with pytest.raises(Refusal):
        service.decide_supplier(viewer, monitor, "gemeente-proef", ONE, OTHER, True)


def test_an_administrator_sees_the_suppliers_and_does_not_decide(monitor):
    alderman = Viewer("x", Role.ADMINISTRATOR, "gemeente-proef")
    assert service.suppliers(alderman, monitor, "gemeente-proef").count == 5
    with pytest.raises(Refusal):
        service.decide_supplier(alderman, monitor, "gemeente-proef", ONE, OTHER, True)


COFFEE = """\
Crediteur;Factuurnummer;Factuurdatum;Omschrijving grootboek;Bedrag excl. btw
Koffiebranderij De Proeverij BV;F1;14-02-2024;Koffie en thee;600,00
Koffiebranderij De Proeverijj;F2;15-02-2024;Koffie en thee;500,00
Theehandel Voorbeeld;F3;15-03-2024;Koffie en thee;400,00
"""


def test_suppliers_that_are_one_count_as_one_in_a_figure_and_in_withholding(monitor):
    service.submit(BUYER, monitor, "gemeente-proef", 2025, "coffee.csv", COFFEE.encode(), answers=NET)
    service.add_mapping(BUYER, monitor, "gemeente-proef", [MappingRule("Koffie en thee", None, cpv="1586")])
    service.save_body(BUYER, monitor, replace(service.body(BUYER, monitor, "gemeente-proef"), consent=frozenset({"*"})))
    service.certify(CONTROLLER, monitor, "gemeente-proef", 2025)
    assert seen_by_the_ministry(monitor).sums is not None
    assert own(monitor).suppliers == 3

    service.decide_supplier(
        BUYER, monitor, "gemeente-proef", "koffiebranderij de proeverij", "koffiebranderij de proeverijj", True
    )
    assert own(monitor).suppliers == 2
    assert seen_by_the_ministry(monitor).sums is None


def own(monitor):
    return service.figures(BUYER, monitor, "gemeente-proef", 2025, indicator="fairtrade_coffee_tea_cocoa")[0]


def seen_by_the_ministry(monitor):
    ministry = Viewer("x", Role.MINISTRY)
    return service.figures(ministry, monitor, "gemeente-proef", 2025, indicator="fairtrade_coffee_tea_cocoa")[0]
