"""Definitions in plain words, from the conditions themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi.measure import describe, load_indicators
from tests.measure.engine import an_indicator


def test_the_whole_names_its_categories_in_both_languages():
    whole = describe(load_indicators()["fairtrade_coffee_tea_cocoa"]).whole
    assert whole.en == (
        "What we spend on coffee, tea and related products (CPV 1586) or cocoa; chocolate and sugar confectionery (CPV 1584)."
    )
    assert whole.nl == (
        "Wat wij uitgeven aan koffie, thee en aanverwante producten (CPV 1586) of cacao; chocolade en suikerwerk (CPV 1584)."
    )


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        pytest.param({"all": []}, "Everything we spend on procurement.", id="everything"),
        pytest.param(
            {"all": [{"field": "contract_kind", "any_of": ["works", "services"]}, {"field": "contract_value", "at_least": 250_000}]},
            "What we spend where the kind of contract is works or services "
            "and where the value of the contract in euros is at least 250,000.00.",
            id="kind and value",
        ),
        pytest.param(
            {"any": [{"field": "has_contract", "is": True}, {"not": {"field": "cpv", "starts_with": ["45"]}}]},
            "What we spend under a contract or not on construction work (CPV 45).",
            id="any and not",
        ),
        pytest.param(
            {"field": "ledger_account", "starts_with": ["43"]},
            "What we spend where the ledger account is “43”.",
            id="a body's own word",
        ),
    ],
)  # fmt: skip
def test_a_scope_is_said_as_it_stands(scope, expected):
    assert describe(an_indicator(scope, {"property": "fairtrade"})).whole.en == expected


def test_evidence_names_what_is_accepted_and_the_labels():
    evidence = describe(load_indicators()["certified_timber"]).evidence
    assert evidence.en.startswith(
        "A label on the invoice line, a certificate, a statement of the supplier or a decision"
    )
    assert evidence.en.endswith("Labels: FSC, FSC Recycled, PEFC, Keurhout.")
    assert "keurmerk op de factuurregel" in evidence.nl


@pytest.mark.parametrize("indicator", load_indicators().values(), ids=lambda indicator: indicator.id)
def test_every_definition_is_complete_in_both_languages(indicator):
    definition = vars(describe(indicator, load_indicators()))
    others = definition.pop("variants")
    assert len(others) == len(indicator.variants)
    for text in filter(None, (*definition.values(), *others)):
        assert text.nl
        assert text.en
        assert "{" not in text.nl + text.en


def test_a_criterion_on_the_line_itself_needs_no_evidence():
    definition = describe(load_indicators()["contract_coverage"])
    assert definition.part.en == "The part of that spend that qualifies: under a contract."
    assert definition.evidence.en.startswith("None needed")


def test_variants_and_what_was_not_checked_are_said():
    definition = describe(load_indicators()["circular_relevant_categories"], load_indicators())
    assert definition.variants[0].nl.startswith("Circulair deel van alle inkoop. Dat cijfer")
    assert definition.unverified.en.startswith("Which CPV divisions")


def test_many_categories_stand_in_short_by_their_codes():
    definition = describe(load_indicators()["circular_relevant_categories"])
    assert definition.whole_in_short.en.startswith("What we spend on 25 categories (CPV 03, 14, 15, ")
    assert (
        describe(load_indicators()["circular_works"]).whole_in_short
        == describe(load_indicators()["circular_works"]).whole
    )


def test_everything_is_a_word_too():
    everything = replace(load_indicators()["sme_share"], criterion={"all": []})
    assert describe(everything).part.nl == "Het deel van die uitgaven dat voldoet: alles."
