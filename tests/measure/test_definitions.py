"""Indicator files: complete, checked whole, and refused with a place and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.measure import load_indicator, load_indicators, load_themes
from kpi.measure.definitions import INDICATOR_FOLDER
from kpi.model import Refusal

FILE = "fairtrade_coffee_tea_cocoa.toml"
GOOD = (INDICATOR_FOLDER / FILE).read_text(encoding="utf-8")

IDS = {
    "fairtrade_coffee_tea_cocoa", "circular_all_spend", "circular_relevant_categories", "biobased", "organic_catering",
    "certified_timber", "isv_risk_categories", "social_return_contracts", "innovation", "sme_share",
}  # fmt: skip


def test_the_ten_indicators_are_there_each_under_its_own_name():
    assert set(load_indicators()) == IDS
    assert {path.stem for path in INDICATOR_FOLDER.glob("*.toml")} == IDS


def test_every_theme_has_two_names_and_a_pillar():
    themes = load_themes()
    assert list(themes) == ["MIL", "KLI", "CIR", "BIO", "KET", "SRO", "DIV", "INN", "MKB"]
    assert {theme.pillar for theme in themes.values()} == {"people", "planet", "profit"}
    assert all(theme.name.nl and theme.name.en for theme in themes.values())


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda indicator: indicator.id)
def test_an_example_shows_every_kind_of_line(indicator):
    lines = [line for example in indicator.examples for line in example["line"]]
    expected = indicator.examples[0]["expected"]
    assert expected["lines_met"]
    assert expected["lines_not_met"] or expected["lines_open"] > expected["lines_claimed"]
    assert expected["lines_open"]
    assert expected["lines_out_of_scope"] or indicator.scope == {"all": []}
    assert expected["lines_scope_unknown"] or indicator.scope == {"all": []}
    assert any(line["amount"].startswith("-") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "key", "found"),
    [
        pytest.param('starts_with = ["1586", "1584"]', 'starts_with = ["1599999"]', "scope.starts_with", "1599999", id="no such CPV"),
        pytest.param('starts_with = ["1586", "1584"]', 'starts_with = ["158600"]', "scope.starts_with", "158600", id="zeros"),
        pytest.param('field = "cpv"', 'field = "colour"', "scope.field", "colour", id="unknown field"),
        pytest.param('starts_with = ["1586", "1584"]', "at_least = 3", "scope", "at_least", id="operator of another field"),
        pytest.param('property = "fairtrade"', 'property = "nice"', "criterion.property", "nice", id="unknown property"),
        pytest.param('field = "cpv"\nstarts_with = ["1586", "1584"]', 'property = "fairtrade"', "scope", "property", id="scope on evidence"),
        pytest.param('field = "cpv"\nstarts_with = ["1586", "1584"]', "any = []", "scope.any", "any", id="any of nothing"),
        pytest.param('field = "cpv"\nstarts_with = ["1586", "1584"]', 'field = "amount"\nat_least = 5\nat_most = 4', "scope", "5 > 4", id="bounds crossed"),
        pytest.param('field = "cpv"\nstarts_with = ["1586", "1584"]', 'field = "amount"\nat_least = 0.5', "scope.at_least", "0.5", id="a float amount"),
        pytest.param('en = "Fairtrade coffee, tea and cocoa"', "", "name.en", "Fairtrade koffie", id="missing language"),
        pytest.param('level = "realisatie"', 'level = "dream"', "level", "dream", id="unknown level"),
        pytest.param('themes = ["KET"]', 'themes = ["XXX"]', "themes", "XXX", id="unknown theme"),
        pytest.param("threshold = 60", "threshold = 600", "threshold", "600", id="threshold over a hundred"),
        pytest.param('owner = "Category management"', "", "owner", "nothing", id="missing key"),
        pytest.param('unit = "share"', 'unit = "share"\nvalue = 10', "value", "value", id="a key too many"),
        pytest.param('accepts = ["label"', 'accepts = ["hearsay"', "accepts", "hearsay", id="unknown kind of evidence"),
        pytest.param("since = 2026-11-23", 'since = "autumn"', "since", "autumn", id="no date"),
        pytest.param("fairtrade = [10000, 10000]", "fairtrade = [10000, 5]", "evidence.fairtrade", "[10000, 5]", id="impossible interval"),
        pytest.param('id = "fairtrade', "id = fairtrade", "-", "line 1", id="no TOML"),
    ],
)  # fmt: skip
def test_a_wrong_definition_is_refused_with_its_place(old, new, key, found):
    assert old in GOOD
    with pytest.raises(Refusal) as refused:
        load_indicator(FILE, GOOD.replace(old, new, 1).encode())
    english = refused.value.message.en
    assert FILE in english
    assert key in english
    assert found in english
    assert refused.value.message.nl != english


def test_the_highest_version_counts_and_one_version_stands_once(tmp_path: Path):
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.toml").write_text(GOOD.replace("version = 1", "version = 2"), encoding="utf-8")
    assert load_indicators(tmp_path)["fairtrade_coffee_tea_cocoa"].version == 2
    (tmp_path / "c.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(Refusal, match=r"c\.toml, version"):
        load_indicators(tmp_path)


def test_a_definition_holds_no_target():
    indicator = load_indicator(FILE, GOOD.encode())
    assert not [name for name in vars(indicator) if "target" in name]
