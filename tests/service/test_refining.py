"""Texts that were classified more broadly than a promise asks for, and what a narrower choice does."""

from __future__ import annotations

from kpi import service
from kpi.model import MappingRule
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, COMMITMENT
from tests.service.spent import NAME


def decide(monitor: Monitor, text: str, cpv: str, supplier: str | None = None) -> None:
    service.add_mapping(BUYER, monitor, NAME, [MappingRule(text, supplier, cpv=cpv)])


def broad(monitor: Monitor) -> list[tuple[str, str, int, tuple[str, ...]]]:
    return [(one.text, one.cpv, one.cents, one.finer) for one in service.too_broad(BUYER, monitor, NAME, 2024)]


def test_a_category_is_too_broad_where_a_promise_asks_for_a_part_of_it(spent: Monitor) -> None:
    decide(spent, "Koffie en thee", "158")
    decide(spent, "Onderhoud wegen", "50")
    assert broad(spent) == []
    service.load_commitment_file(BUYER, spent, NAME, "c.toml", COMMITMENT.format(target=85).encode())
    assert broad(spent) == [("Koffie en thee", "158", 500_00, ("1584", "1586"))]
    (one,) = service.too_broad(BUYER, spent, NAME, 2024)
    assert [name.en for name in one.ambitions] == ["Fairtrade coffee, tea and cocoa"]
    decide(spent, "Koffie en thee", "1586")
    assert broad(spent) == []


def test_what_was_decided_about_one_supplier_of_a_text_is_not_changed_for_all(spent: Monitor) -> None:
    service.load_commitment_file(BUYER, spent, NAME, "c.toml", COMMITMENT.format(target=85).encode())
    decide(spent, "Koffie en thee", "158", "Koffie BV")
    assert broad(spent) == []
