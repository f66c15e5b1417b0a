"""Warnings where what was remembered may not fit a new year."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpi import service
from kpi.model import MappingRule
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, NET
from tests.service.spent import HEADER, NAME


@pytest.fixture
def remembered(spent: Monitor) -> Monitor:
    texts = ("Diversen", "Koffie en thee", "Koffie, thee", "Onderhoud wegen")
    service.add_mapping(BUYER, spent, NAME, [MappingRule(text, None, cpv="45") for text in texts])
    return spent


def next_year(monitor: Monitor, *rows: tuple[str, str, str]) -> service.MappingWarnings:
    content = HEADER + "".join(f"{who};N{n};14-02-2025;{text};{amount}\n" for n, (who, text, amount) in enumerate(rows))
    service.submit(BUYER, monitor, NAME, 2025, "b.csv", content.encode(), "all", NET)
    return service.mapping_warnings(BUYER, monitor, NAME, 2025)


def test_a_text_with_the_suppliers_that_it_had_warns_of_nothing(remembered: Monitor) -> None:
    found = next_year(remembered, ("Beton BV", "Diversen", "100,00"), ("Nieuw BV", "Diversen", "99,00"))
    assert found == service.MappingWarnings((), None)


def test_a_text_whose_euros_went_to_new_suppliers_is_named_with_both_sums(remembered: Monitor) -> None:
    found = next_year(remembered, ("Beton BV", "Diversen", "40,00"), ("Nieuw BV", "DIVERSEN", "60,00"))
    assert [(one.text, one.cents, one.new_cents) for one in found.changed] == [("diversen", 10_000, 6_000)]


def test_a_year_that_shares_little_with_the_mapping_is_told(remembered: Monitor) -> None:
    found = next_year(remembered, ("Beton BV", "Diversen", "20,00"), ("Nieuw BV", "4300 Overig", "80,00"))
    assert found.shared == Fraction(20, 100)


def test_the_first_year_of_a_body_has_nothing_to_compare_with(remembered: Monitor) -> None:
    assert service.mapping_warnings(BUYER, remembered, NAME, 2024) == service.MappingWarnings((), None)
