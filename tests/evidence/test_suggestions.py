"""Suggestions from word lists."""

from __future__ import annotations

import tomllib

import pytest

from kpi.evidence import suggest_category, suggest_exclusion
from kpi.evidence.suppliers import VOCABULARY_FOLDER
from kpi.model import EXCLUSION_REASONS
from kpi.reference import is_cpv


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Geldlening o/g", "finance"),
        ("Dienstverlening derden", None),
        ("Voorziening groot onderhoud", "finance"),
        ("Zoetwatervoorziening", None),
        ("Asylum services & provision", None),
        ("IT provision", None),
        ("other IT costs VAT recov", None),
        ("utilities price & business rates recovery", None),
        ("Oracle PA Control Account", None),
        ("Public Div Cap", "finance"),
        ("Grantss", "subsidy"),
        ("Waarvan eigen personeel", "salary"),
        ("Bijdrage NAVO", "transfer"),
        ("Overbruggingskrediet", "finance"),
        ("Projectsubsidies sport", "subsidy"),
        ("Zorgverzekeringswet", "salary"),
        ("Verzekering gebouwen", None),
        ("National insurance", "salary"),
        ("Tax advice", None),
        ("Payment services", None),
        ("Schadevergoeding", "compensation"),
        ("Interne doorbelasting", "internal"),
        ("Koffie en thee", None),
    ],
)
def test_a_suggested_exclusion(text, reason):
    found = suggest_exclusion(text)
    assert (found and found[0]) == reason


@pytest.mark.parametrize(
    ("text", "cpv"),
    [
        ("Koffie en thee", "158"),
        ("Onderhoud hardware", "503"),
        ("Onderhoud", "50"),
        ("Schoonmaakkosten", "909"),
        ("Beheer en onderhoud hardware", "503"),
        ("Kantoormeubilair", "391"),
        ("Diversen", None),
        ("Infrastructuur", None),
    ],
)
def test_a_suggested_category_follows_the_longest_word(text, cpv):
    found = suggest_category(text)
    assert (found and found[0]) == cpv


def test_every_suggested_category_exists_and_every_word_stands_once():
    with (VOCABULARY_FOLDER / "categories.toml").open("rb") as stream:
        entries = tomllib.load(stream)["suggestion"]
    assert [entry["cpv"] for entry in entries if not is_cpv(entry["cpv"])] == []
    words = [word for entry in entries for word in entry["words"]]
    assert sorted(word for word in set(words) if words.count(word) > 1) == []
    assert [word for word in words if word != word.casefold()] == []


def test_every_exclusion_has_words_in_both_languages():
    with (VOCABULARY_FOLDER / "exclusions.toml").open("rb") as stream:
        lists = tomllib.load(stream)
    assert set(lists) - {"veto", "no_veto"} == set(EXCLUSION_REASONS)
    assert all(lists[reason]["nl"] and lists[reason]["en"] for reason in EXCLUSION_REASONS)
