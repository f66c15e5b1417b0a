"""A changed condition is a new version: what decides the figures is kept by its digest."""

from __future__ import annotations

import csv
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from kpi.measure import check_versions, load_indicators, load_versions, version_notes
from kpi.measure.versions import VERSIONS, digest
from kpi.model import Message, Refusal

INDICATOR = load_indicators()["fairtrade_coffee_tea_cocoa"]


def test_every_definition_measures_what_was_kept_under_its_version():
    """Fails where a condition was changed without a new version; the message says how to go on."""
    check_versions(load_versions().values())


def test_every_kept_row_is_of_an_indicator_and_stands_once():
    with VERSIONS.open(encoding="utf-8", newline="") as stream:
        rows = [(row["indicator"], int(row["version"])) for row in csv.DictReader(stream)]
    assert len(rows) == len(set(rows))
    assert {name for name, _ in rows} == set(load_indicators())


def test_every_version_that_was_ever_published_can_be_computed_again():
    """An earlier version stays as a file in data/indicators/old when the next one comes."""
    with VERSIONS.open(encoding="utf-8", newline="") as stream:
        rows = {(row["indicator"], int(row["version"])) for row in csv.DictReader(stream)}
    assert set(load_versions()) == rows


@pytest.mark.parametrize(
    "change",
    [
        {"scope": {"field": "cpv", "starts_with": ["1586"]}},
        {"criterion": {"property": "organic"}},
        {"measure": "contracts"},
        {"unit": "kWh"},
        {"higher_is_better": False},
        {"threshold": Fraction(61, 100)},
        {"level": "inzet"},
        {"accepts": ("label",)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_measurement_is_refused_under_the_same_version(change):
    with pytest.raises(Refusal) as refused:
        check_versions([replace(INDICATOR, **change)])
    assert "fairtrade_coffee_tea_cocoa, version 1" in refused.value.message.en
    assert "raise the version" in refused.value.message.en
    assert "verhoog de versie" in refused.value.message.nl


def test_better_words_need_no_new_version():
    check_versions([replace(INDICATOR, name=Message(nl="a", en="b"), source="elsewhere", examples=())])


def test_a_new_version_says_which_row_to_add(tmp_path: Path):
    new = replace(INDICATOR, version=2, level="inzet")
    with pytest.raises(Refusal) as refused:
        check_versions([new])
    row = f"{new.id},2,{digest(new)}"
    assert row in refused.value.message.en
    file = tmp_path / "versions.csv"
    file.write_text(VERSIONS.read_text(encoding="utf-8") + row + ",2027-01-01,Beter.,Better.\n", encoding="utf-8")
    check_versions([new, INDICATOR], file)
    assert version_notes(new.id, file)[2].reason == Message("Beter.", "Better.")


def test_a_new_version_says_from_when_it_holds_and_why_it_came(tmp_path: Path):
    new = replace(INDICATOR, version=2, level="inzet")
    file = tmp_path / "versions.csv"
    file.write_text(f"indicator,version,digest,since\n{new.id},2,{digest(new)},2027-01-01\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        check_versions([new], file)
    assert "found no reason_nl, reason_en" in refused.value.message.en
