"""An indicator that a body makes for itself: seen before it is kept, measured like every other, and never compared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kpi import compare, service
from kpi.model import Refusal, Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BODY, BUYER, COMMITMENT, CONTROLLER, EVIDENCE, MAPPING, NET, SPEND, load_body

NAME = "gemeente-proef"
FAIRTRADE = "fairtrade_coffee_tea_cocoa"
COFFEE: dict[str, Any] = {
    "id": "own_koffie",
    "name": "Onze koffie",
    "themes": ["KET"],
    "scope": {"field": "cpv", "starts_with": ["1586", "1584"]},
    "criterion": {"property": "fairtrade"},
    "accepts": ["label", "certificate", "statement", "decision"],
}
WORDS = {**COFFEE, "id": "own_woorden", "scope": {"field": "category_text", "any_of": ["KOFFIE  en thee"]}}


def fill_two_years(monitor: Monitor) -> None:
    """Two years of the same spend, with what is known about it."""
    load_body(monitor)
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, NAME, "evidence.csv", EVIDENCE)
    for year in (2023, 2024):
        spend = SPEND.replace("2024", str(year)).encode()
        service.submit(BUYER, monitor, NAME, year, f"{year}.csv", spend, "all", NET)


@pytest.fixture
def filled(store_after):
    return store_after(fill_two_years)


def sums(monitor: Monitor, indicator: str) -> list:
    return [(one.year, one.sums, one.share) for one in service.history(BUYER, monitor, NAME, indicator)]


def test_it_is_measured_like_the_same_definition_that_comes_with_the_program(filled: Monitor) -> None:
    made = service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    assert (made.version, made.own, made.name.nl) == (1, True, "Onze koffie (eigen indicator)")
    assert sums(filled, "own_koffie") == sums(filled, FAIRTRADE)
    assert len(sums(filled, "own_koffie")) == 2
    before = service.status(filled, by_department=True)
    service.rebuild(filled)
    assert service.status(filled, by_department=True) == before


def test_a_later_upload_is_measured_for_it_too(monitor: Monitor) -> None:
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.save_own_indicator(BUYER, monitor, NAME, "koffie.toml", COFFEE)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", SPEND.encode(), "all", NET)
    assert sums(monitor, "own_koffie") == sums(monitor, FAIRTRADE) != []


def test_the_preview_is_what_keeping_gives_and_keeps_nothing(filled: Monitor) -> None:
    before = service.status(filled)
    seen = service.preview_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    assert {name: (part.lines, part.cents) for name, part in seen.parts.items()} == {
        "met": (2, 550_000),
        "part": (1, 150_000),
        "not_met": (1, 100_000),
        "open": (1, 150_000),
        "scope_unknown": (1, 500_000),
        "out_of_scope": (1, 2_000_000),
    }
    first = seen.parts["met"].first[0]
    assert (first["supplier"], first["amount"]) == ("Koffiebranderij De Proef BV", 600_000)
    assert seen.definition.part.nl == "Het deel van die uitgaven dat voldoet: fairtrade."
    assert service.status(filled) == before
    assert service.own_versions(BUYER, filled, NAME) == {}
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    kept = next(one for one in service.history(BUYER, filled, NAME, "own_koffie") if one.year == seen.year)
    assert kept == seen.figure


def test_the_words_of_a_category_may_be_written_in_any_way(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "woorden.toml", WORDS)
    found, shipped = sums(filled, "own_woorden"), sums(filled, FAIRTRADE)
    assert [(year, one.met, one.not_met) for year, one, _ in found] == [
        (year, one.met, one.not_met) for year, one, _ in shipped
    ]


def test_another_measurement_is_the_next_version_with_a_reason_and_better_words_are_not(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", {**COFFEE, "name": "Koffie en thee"})
    wider = {**COFFEE, "criterion": {"any": [{"property": "fairtrade"}, {"property": "organic"}]}}
    with pytest.raises(Refusal) as refused:
        service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", wider)
    assert refused.value.code == "no_reason"
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", wider, "Biologisch telt ook.")
    (versions,) = service.own_versions(BUYER, filled, NAME).values()
    assert [(one.indicator.version, one.indicator.name.nl, one.reason, one.saved_by) for one in versions] == [
        (1, "Koffie en thee (eigen indicator)", "", "anna"),
        (2, "Onze koffie (eigen indicator)", "Biologisch telt ook.", "anna"),
    ]
    assert {one.indicator.version for one in service.history(BUYER, filled, NAME, "own_koffie")} == {2}


def test_it_can_be_promised_judged_and_followed_down_to_the_lines(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    promise = COMMITMENT.format(target=60).replace(FAIRTRADE, "own_koffie")
    service.load_commitment_file(BUYER, filled, NAME, "t.toml", promise.encode())
    (figure,) = service.figures(BUYER, filled, NAME, 2024, indicator="own_koffie")
    assert figure.judgement.status.value == "on_track"
    assert service.lines(BUYER, filled, NAME, "own_koffie", 2024).total == 5
    assert service.breakdown(BUYER, filled, NAME, "own_koffie", 2024, "supplier")[0].name.startswith("Koffiebranderij")
    page = service.statement(BUYER, filled, NAME, "fairtrade", form="html").decode()
    assert "Onze koffie (eigen indicator)" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"id": "fairtrade_coffee_tea_cocoa"},
            "koffie.toml, id: found 'fairtrade_coffee_tea_cocoa', expected \"own_\"",
        ),
        ({"measure": "quantity"}, "koffie.toml, measure: found 'quantity', expected euro, contracts or suppliers"),
        ({"criterion": {"property": "lekker"}}, "koffie.toml, criterion.property: found lekker, expected one of"),
        (
            {"scope": {"field": "cpv", "starts_with": ["99"]}},
            "koffie.toml, scope.starts_with: found 99, expected a CPV",
        ),
        ({"themes": ["X"]}, "koffie.toml, themes: found ['X'], expected a list from"),
        ({"threshold": 101}, "koffie.toml, threshold: found 101, expected a whole number from 0 to 100"),
        ({"colour": "blue"}, "koffie.toml, colour: found colour, expected one of"),
        ({"name": ""}, "koffie.toml, name.nl: found '', expected a text"),
        ({"version": 7}, "koffie.toml, version: found 7, expected 1"),
        ({"variant": []}, "koffie.toml, variant: found variant, expected no variants"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_wrong_is_refused_with_key_found_and_expected(filled: Monitor, change: dict, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", {**COFFEE, **change})
    assert said in refused.value.message.en
    assert service.own_versions(BUYER, filled, NAME) == {}


@pytest.mark.parametrize(
    ("measure", "lines", "unknown", "base"),
    [("suppliers", 2, 1, 3), ("contracts", 0, 6, 0)],
    ids=["suppliers", "contracts"],
)
def test_it_may_count_contracts_or_suppliers_each_once(
    filled: Monitor, measure: str, lines: int, unknown: int, base: int
) -> None:
    """Without a contract on any line and without a complete register nothing is known of contracts."""
    seen = service.preview_own_indicator(BUYER, filled, NAME, "koffie.toml", {**COFFEE, "measure": measure})
    assert (seen.parts["met"].lines, seen.parts["scope_unknown"].lines) == (lines, unknown)
    made = service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", {**COFFEE, "measure": measure})
    (found,) = (one for one in service.history(BUYER, filled, NAME, made.id) if one.year == 2024)
    assert found == seen.figure
    assert (found.indicator.sum_unit, found.sums.base) == (measure, base * 10_000)
    before = service.status(filled, by_department=True)
    service.rebuild(filled)
    assert service.status(filled, by_department=True) == before


def test_one_that_was_ended_is_measured_no_longer_and_can_be_used_again(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    before = service.status(filled, by_department=True)
    service.end_own_indicator(BUYER, filled, NAME, "own_koffie", "Niemand gebruikt hem.")
    assert "own_koffie" not in {one["indicator"] for one in service.status(filled, by_department=True)}
    assert service.own_endings(BUYER, filled, NAME)["own_koffie"].reason == "Niemand gebruikt hem."
    assert len(service.own_versions(BUYER, filled, NAME)["own_koffie"]) == 1
    service.rebuild(filled)
    assert "own_koffie" not in {one["indicator"] for one in service.status(filled)}
    promise = COMMITMENT.format(target=60).replace(FAIRTRADE, "own_koffie")
    with pytest.raises(Refusal):
        service.load_commitment_file(BUYER, filled, NAME, "t.toml", promise.encode())

    entry = service.own_versions(BUYER, filled, NAME)["own_koffie"][-1].entry
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", entry)
    assert service.status(filled, by_department=True) == before
    assert service.own_endings(BUYER, filled, NAME) == {}


def test_one_with_a_promise_without_a_reason_or_of_the_catalogue_is_not_ended(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    promise = COMMITMENT.format(target=60).replace(FAIRTRADE, "own_koffie")
    service.load_commitment_file(BUYER, filled, NAME, "t.toml", promise.encode())
    before = service.status(filled)
    for name, reason, code in (
        ("own_koffie", "Klaar.", "indicator_promised"),
        ("own_koffie", " ", "no_reason"),
        (FAIRTRADE, "Klaar.", "unknown_indicator"),
        ("own_thee", "Klaar.", "unknown_indicator"),
    ):
        with pytest.raises(Refusal) as refused:
            service.end_own_indicator(BUYER, filled, NAME, name, reason)
        assert refused.value.code == code
    with pytest.raises(Refusal):
        service.end_own_indicator(Viewer("x", Role.ADMINISTRATOR, NAME), filled, NAME, "own_koffie", "Klaar.")
    assert service.status(filled) == before


def test_nobody_outside_the_body_sees_it_and_it_is_never_compared(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    everything = replace(filled.body(NAME), consent=frozenset({"*", "own_koffie"}))
    service.save_body(BUYER, filled, everything)
    for year in (2023, 2024):
        service.certify(CONTROLLER, filled, NAME, year)
    for role in (Role.MINISTRY, Role.PUBLIC):
        outside = Viewer("x", role)
        assert not any(one.indicator.own for one in service.figures(outside, filled, by_department=True))
        assert not any(one["own"] for one in service.status(filled, outside=role))
        with pytest.raises(Refusal):
            service.compare(outside, filled, "own_koffie", "municipality", 2024)
        with pytest.raises(Refusal):
            service.own_versions(outside, filled, NAME)
    with pytest.raises(Refusal):
        service.compare(BUYER, filled, "own_koffie", "municipality", 2024)
    own = service.history(BUYER, filled, NAME, "own_koffie")
    with pytest.raises(Refusal) as refused:
        compare.compare(own, own[0].indicator, 2024, BUYER)
    assert refused.value.code == "own_indicator"
    assert "own_koffie" not in [one.id for one in service.indicators(BUYER, filled)]
    assert "own_koffie" in [one.id for one in service.indicators(BUYER, filled, NAME)]


def test_another_body_has_none_of_it_and_may_use_the_same_id(filled: Monitor) -> None:
    service.save_own_indicator(BUYER, filled, NAME, "koffie.toml", COFFEE)
    service.load_body_file(BUYER, filled, "b.toml", BODY.replace(b"gemeente-proef", b"gemeente-ander"))
    other = Viewer("carla", Role.BUYER, "gemeente-ander")
    assert service.own_versions(other, filled, "gemeente-ander") == {}
    with pytest.raises(Refusal):
        service.preview_own_indicator(other, filled, NAME, "koffie.toml", COFFEE)
    service.save_own_indicator(other, filled, "gemeente-ander", "koffie.toml", {**COFFEE, "name": "Van ons"})
    assert {one.indicator.name.nl for one in service.history(BUYER, filled, NAME, "own_koffie")} == {
        "Onze koffie (eigen indicator)"
    }
