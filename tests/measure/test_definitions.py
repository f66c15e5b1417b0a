"""Indicator files: complete, checked whole, and refused with a place and a reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from kpi.measure import load_indicator, load_indicators, load_themes
from kpi.measure.definitions import INDICATOR_FOLDER
from kpi.model import MEASURES, Refusal

FILE = "fairtrade_coffee_tea_cocoa.toml"
GOOD = (INDICATOR_FOLDER / FILE).read_text(encoding="utf-8")

INDICATORS = load_indicators()


def test_every_indicator_stands_under_its_own_name():
    assert {path.stem for path in INDICATOR_FOLDER.glob("*.toml")} == set(INDICATORS)


def test_the_catalogue_holds_what_was_promised():
    assert len(INDICATORS) >= 40
    assert {indicator.measure for indicator in INDICATORS.values()} == set(MEASURES)
    for theme in load_themes():
        assert [one for one in INDICATORS.values() if one.themes[0] == theme], theme


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda indicator: indicator.id)
def test_an_indicator_says_in_both_languages_where_it_comes_from_and_when_it_is_looked_at_again(indicator):
    texts = [
        indicator.name, indicator.question, indicator.why, indicator.exclusions, indicator.assumptions,
        indicator.counts, indicator.counts_not, *(variant.difference for variant in indicator.variants),
    ]  # fmt: skip
    assert all(text.nl.strip() and text.en.strip() and text.nl != text.en for text in texts)
    assert indicator.source
    assert indicator.owner
    assert indicator.source_date <= indicator.since < indicator.next_review
    assert indicator.pillar == load_themes()[indicator.themes[0]].pillar or len(indicator.themes) > 1


def test_a_share_of_all_spend_and_one_of_relevant_categories_name_each_other():
    for whole, relevant in (("circular_all_spend", "circular_relevant_categories"), ("biobased_all_spend", "biobased")):
        assert [variant.indicator for variant in INDICATORS[whole].variants] == [relevant]
        assert INDICATORS[whole].criterion == INDICATORS[relevant].criterion
        assert INDICATORS[whole].scope == {"all": []} != INDICATORS[relevant].scope


def test_every_theme_has_two_names_and_a_pillar():
    themes = load_themes()
    assert list(themes) == ["MIL", "KLI", "CIR", "BIO", "KET", "SRO", "DIV", "INN", "MKB"]
    assert {theme.pillar for theme in themes.values()} == {"people", "planet", "profit"}
    assert all(theme.name.nl and theme.name.en for theme in themes.values())


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda indicator: indicator.id)
def test_an_example_shows_every_kind_of_line(indicator):
    (example,) = indicator.examples
    expected = example["expected"]
    if indicator.quantity:
        assert any(row["low"] != row["high"] for row in example["registered"])
        assert {row["quantity"] for row in example["registered"]} >= {indicator.quantity.part}
        return
    assert any(line["amount"].startswith("-") for line in example["line"])
    if indicator.factors:
        assert any("cpv" not in line and "exclusion" not in line for line in example["line"])
        assert any("exclusion" in line for line in example["line"])
        return
    assert expected["lines_met"]
    assert expected["lines_not_met"] or expected["lines_open"] > expected["lines_claimed"]
    assert expected["lines_open"]
    assert expected["lines_out_of_scope"] or indicator.scope == {"all": []}
    assert expected["lines_scope_unknown"] or indicator.scope == {"all": []}


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
        pytest.param("source_date = 2026-11-23", "", "source_date", "nothing", id="source without a date"),
        pytest.param('unit = "share"', 'unit = "share"\nunverified = { nl = "x" }', "unverified.en", "nl", id="one language"),
        pytest.param('unit = "share"', 'unit = "share"\nvariant = [{ indicator = "x" }]', "variant[0]", "indicator", id="a variant without difference"),
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


def test_a_variant_must_exist_and_name_the_indicator_back(tmp_path: Path):
    variant = '[[variant]]\nindicator = "sme_share"\ndifference = { nl = "a", en = "b" }\n\n[[example]]'
    (tmp_path / FILE).write_text(GOOD.replace("[[example]]", variant, 1), encoding="utf-8")
    with pytest.raises(Refusal, match=r"variant\.indicator: found sme_share, expected the id of another"):
        load_indicators(tmp_path)
    (tmp_path / "sme_share.toml").write_bytes((INDICATOR_FOLDER / "sme_share.toml").read_bytes())
    with pytest.raises(Refusal, match=r"names fairtrade_coffee_tea_cocoa as its variant too"):
        load_indicators(tmp_path)


def test_a_definition_holds_no_target():
    indicator = load_indicator(FILE, GOOD.encode())
    assert not [name for name in vars(indicator) if "target" in name]
