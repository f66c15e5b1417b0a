"""Suggestions: from word lists, and from a model of example texts."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import numpy as np
import pytest

from kpi.evidence import suggest
from kpi.evidence.fit_text_model import fit, misfit
from kpi.evidence.suggestions import in_full, suggest_category, suggest_exclusion
from kpi.evidence.suppliers import VOCABULARY_FOLDER
from kpi.evidence.text_model import UNKNOWN, Example, examples, fitted, occurrences, weighted
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
        ("Koffie en thee", "1586"),
        ("Koffieautomaten", "42968"),
        ("Elektriciteit", "0931"),
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


@pytest.mark.parametrize(
    ("written", "in_words"),
    [
        ("Trng Soft Skills", "training Soft Skills"),
        ("Veh. maint.", "vehicle maintenance"),
        ("Onderh. gebouwen", "onderhoud gebouwen"),
        ("Temperature", "Temperature"),
        ("", ""),
    ],
)
def test_words_that_a_ledger_shortens_are_read_in_full(written, in_words):
    assert in_full(written) == in_words
    assert suggest(written).cpv == suggest(in_words).cpv


def test_every_exclusion_has_words_in_both_languages():
    with (VOCABULARY_FOLDER / "exclusions.toml").open("rb") as stream:
        lists = tomllib.load(stream)
    assert set(lists) - {"veto", "no_veto"} == set(EXCLUSION_REASONS)
    assert all(lists[reason]["nl"] and lists[reason]["en"] for reason in EXCLUSION_REASONS)


@pytest.mark.parametrize(
    ("text", "code", "agreed"),
    [
        ("Koffie en thee", "1586", True),
        ("Schoonmaakdienst", "909", True),
        pytest.param("Schoonmaakdienst materialen", "909", False, id="a service is no agreement about a thing"),
        ("Schoonmaak stadhuis", "909", True),
        ("Salarissen griffie", "salary", True),
        ("Onderhoud vrachtauto", "50", True),  # the word list alone would say vehicles for many such texts
        ("Brandstof personenauto's", "091", False),  # the longest listed word says vehicles
        ("Diversen", None, False),
        ("Uitbesteed werk", None, False),
        ("Qzx", None, False),
        ("", None, False),
        ("=HYPERLINK(1)\x00 \ud800", None, False),
    ],
)
def test_a_suggestion_weighs_the_word_list_and_similar_texts(text, code, agreed):
    found = suggest(text)
    assert (found.cpv or found.exclusion, found.agreed) == (code, agreed)


def test_a_suggestion_says_what_it_rests_on_and_what_comes_next():
    found = suggest("Schoonmaakdienst stadhuis")
    assert found.word == "schoonmaakdienst*"
    assert "Schoonmaakdienst" in found.similar
    assert len(set(found.others)) == 4
    assert not {found.cpv[:2], UNKNOWN} & set(found.others)


def test_every_example_has_a_code_that_exists_and_stands_once():
    wrong = [one for one in examples() if not (one.code in (*EXCLUSION_REASONS, UNKNOWN) or is_cpv(one.code))]
    assert wrong == []
    texts = [one.text.casefold() for one in examples()]
    assert len(texts) == len(set(texts))


def test_the_kept_model_is_the_one_of_the_example_texts():
    assert misfit(fitted(), examples()) < 0.05, "The example texts changed: run `make model`."
    assert misfit(fitted(), examples()[1:]) > 0.05, "A text more or less is noticed."
    weights = np.zeros(len(examples()))
    for number, weight in zip(*weighted(examples()[7].text, fitted().rarity), strict=True):
        places, heavy = occurrences().of(number)
        weights[places] += weight * heavy
    assert int(weights.argmax()) == 7, "The features kept beside the model are of other texts: run `make model`."
    assert weights[7] == pytest.approx(1, abs=0.01)


def test_a_model_of_few_texts_tells_them_apart():
    known = [Example("Kerstbomen", "03"), Example("Bomen en struiken", "03"), Example("Salarissen", "salary")]
    model = fit(known)
    numbers, weights = weighted("Bomen", model.rarity)
    assert model.classes[int((weights @ model.weights[numbers]).argmax())] == "03"
    assert misfit(model, known) < 0.05


def test_the_documentation_says_how_many_example_texts_there_are():
    page = (Path(__file__).parents[2] / "docs" / "classification.md").read_text(encoding="utf-8")
    assert f"parts of words of {len(examples()):,} example texts" in page


LABELLED = Path(__file__).parents[3] / "shared" / "classify" / "category_texts.csv"


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled texts are not on this machine")
def test_on_labelled_texts_of_other_bodies_suggestions_are_as_often_right_as_the_documentation_says():
    rows = list(csv.DictReader(LABELLED.open(encoding="utf-8")))
    found = [(row, suggest(row["text"])) for row in rows]
    bought = [(row, one) for row, one in found if row["kind"] == "procurement"]
    assert sum((one.cpv or "")[:2] == row["cpv_division"] for row, one in bought) >= 0.85 * len(bought)
    agreed = [(row, one) for row, one in found if one.agreed]
    wrong = [
        row["text"]
        for row, one in agreed
        if (one.cpv or "no category")[:2] not in row["accepted_divisions"] + row["cpv_division"]
        and not (one.exclusion and row["kind"] == "not procurement")
    ]
    assert len(agreed) >= 0.5 * len(rows)
    assert len(wrong) <= 0.05 * len(agreed), wrong
