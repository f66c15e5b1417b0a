"""Earlier versions of a definition: what a later one changed, and the figures by any of them, computed again."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpi import service
from kpi.measure import differences, load_versions
from kpi.model import Refusal, Role, Viewer
from kpi.service.catalogue import Catalogue
from kpi.service.monitor import Monitor
from kpi.service.renewing import renew
from tests.service.conftest import BUYER, EVIDENCE, MAPPING, NET, SPEND, load_body
from tests.service.test_own_indicators import COFFEE, NAME

FOOD = """\
Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Keurmerk
Zuivelboer De Proef BV;F1;14-02-2024;Stadsbeheer;Zuivel;1.000,00;EKO
Voerhandel Ergens BV;F2;15-02-2024;Stadsbeheer;Voer kinderboerderij;300,00;
Winkel Ergens BV;F3;30-03-2024;Stadsbeheer;Levensmiddelen;200,00;
"""
WORDS = b"text,supplier,cpv,exclusion\nZuivel,,155,\nVoer kinderboerderij,,157,\nLevensmiddelen,,15,\n"
ORGANIC = "organic_catering"


def sums(found: list, year: int = 2024) -> tuple:
    figure = next(one for one in found if one.year == year)
    return figure.sums.met, figure.sums.base, figure.sums.scope_unknown_plus, figure.indicator.version


def euros(amount: int) -> int:
    return amount * 1_000_000


def feed(monitor: Monitor) -> None:
    load_body(monitor)
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", WORDS)
    service.submit(BUYER, monitor, NAME, 2024, "food.csv", FOOD.encode(), "all", NET)


@pytest.fixture
def fed(store_after):
    return store_after(feed)


def test_organic_catering_left_feed_and_tobacco_out_in_version_2_and_version_1_is_computed_again(fed: Monitor) -> None:
    before = service.status(fed, by_department=True)
    first, second = service.versions(BUYER, fed, ORGANIC)
    assert (first.indicator.version, second.indicator.version) == (1, 2)
    assert second.reason is not None
    assert second.reason.nl.startswith("Diervoeders en tabak zijn geen eten en drinken")
    assert [change.term.nl for change in second.changes] == ["Van (noemer)"]
    assert "diervoeders (cpv 157)" in second.changes[0].after.nl.lower()
    assert "157" not in second.changes[0].before.nl
    assert sums(service.figures_by_version(BUYER, fed, NAME, ORGANIC, 1)) == (euros(1000), euros(1500), 0, 1)
    assert sums(service.figures_by_version(BUYER, fed, NAME, ORGANIC, 2)) == (euros(1000), euros(1000), euros(200), 2)
    assert sums(service.history(BUYER, fed, NAME, ORGANIC)) == (euros(1000), euros(1000), euros(200), 2)
    assert service.status(fed, by_department=True) == before


def test_every_earlier_version_gives_what_it_gave_when_it_was_the_latest(fed: Monitor) -> None:
    every = load_versions()
    earlier = {**fed.catalogue.current, ORGANIC: every[ORGANIC, 1]}
    later = fed.catalogue
    fed.catalogue = Catalogue(earlier, every)
    renew(fed)
    then = service.history(BUYER, fed, NAME, ORGANIC)
    fed.catalogue = later
    renew(fed)
    assert service.figures_by_version(BUYER, fed, NAME, ORGANIC, 1) == then


def test_an_own_indicator_gives_the_figures_of_each_of_its_versions(monitor: Monitor) -> None:
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, NAME, "evidence.csv", EVIDENCE)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", SPEND.encode(), "all", NET)
    service.save_own_indicator(BUYER, monitor, NAME, "koffie.toml", COFFEE)
    first = service.history(BUYER, monitor, NAME, "own_koffie")
    claims = {**COFFEE, "accepts": ["label"]}
    service.save_own_indicator(BUYER, monitor, NAME, "koffie.toml", claims, "Alleen keurmerken.")
    second = service.history(BUYER, monitor, NAME, "own_koffie")
    assert service.figures_by_version(BUYER, monitor, NAME, "own_koffie", 1) == first != second
    assert service.figures_by_version(BUYER, monitor, NAME, "own_koffie", 2) == second
    _, last = service.versions(BUYER, monitor, "own_koffie", NAME)
    assert (last.by, last.reason and last.reason.nl) == ("anna", "Alleen keurmerken.")
    assert [change.term.en for change in last.changes] == ["Evidence"]


def test_a_version_that_is_not_there_is_refused_and_so_is_somebody_from_outside(fed: Monitor) -> None:
    with pytest.raises(Refusal) as refused:
        service.figures_by_version(BUYER, fed, NAME, ORGANIC, 9)
    assert refused.value.code == "unknown_version"
    with pytest.raises(Refusal):
        service.figures_by_version(Viewer("x", Role.MINISTRY), fed, NAME, ORGANIC, 1)
    assert len(service.versions(Viewer("x", Role.PUBLIC), fed, ORGANIC)) == 2


def test_direction_and_threshold_are_said_in_words_too(fed: Monitor) -> None:
    now = fed.catalogue.current["sme_share"]
    found = differences(now, replace(now, version=2, higher_is_better=False, threshold=Fraction(1, 2)))
    assert [(one.term.en, one.before.en, one.after.en) for one in found] == [
        ("Better is", "more", "less"),
        ("Says nothing under", "60.0% of the spend classified", "50.0% of the spend classified"),
    ]
