"""Definitions that bodies make: what is left out is filled in, and whatever stands in a file is refused in words or measured."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.measure import (
    as_toml,
    completed,
    describe,
    groups,
    load_own,
    own_indicator,
    read_definition,
    scopes,
    told_apart,
)
from kpi.model import Body, BodyKind, Refusal

BODY = Body("gemeente-proef", 'Gemeente "Proef"', BodyKind.MUNICIPALITY)
TODAY = date(2026, 11, 26)
COFFEE: dict[str, Any] = {
    "id": "own_koffie",
    "name": "Onze koffie",
    "themes": ["KET"],
    "scope": {"all": [{"field": "cpv", "starts_with": ["1586"]}, {"not": {"field": "amount", "at_least": "0.50"}}]},
    "criterion": {"any": [{"property": "fairtrade"}, {"field": "supplier_size", "any_of": ["small"]}]},
}


def made(entry: dict[str, Any]):
    return own_indicator("own.toml", completed(entry, BODY, 1, TODAY))


def test_what_a_body_leaves_out_is_filled_in_and_its_name_says_whose_it_is() -> None:
    indicator = made(COFFEE)
    assert (indicator.own, indicator.unit, indicator.pillar, indicator.level) == (True, "share", "people", "realisatie")
    assert indicator.name.nl == "Onze koffie (eigen indicator)"
    assert indicator.source == 'Gemeente "Proef".'
    assert (indicator.since, indicator.next_review) == (TODAY, date(2027, 11, 26))


def test_what_is_written_as_a_file_is_read_as_the_same() -> None:
    strange = {**COFFEE, "name": 'Koffie "zwart"\n\\ é 😀 \x7f', "question": {"nl": "Wat?", "en": "What?"}}
    entry = completed(strange, BODY, 3, TODAY)
    assert read_definition("", as_toml(entry).encode()) == entry
    assert load_own(as_toml(entry)) == own_indicator("own.toml", entry)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"criterion": {"property": ["fairtrade"]}}, "criterion.property"),
        ({"criterion": {"field": ["cpv"]}}, "criterion.field"),
        ({"scope": {"field": "amount", "at_least": "Infinity"}}, "scope.at_least"),
        ({"scope": {"field": "amount", "at_least": "1e30"}}, "scope.at_least"),
        ({"themes": [["KET"]]}, "themes"),
        ({"accepts": [{}]}, "accepts"),
        ({"measure": ["euro"]}, "measure"),
        ({"example": 3}, "example"),
        ({"example": [3]}, "example[0]"),
        ({"name": {"nl": 3, "en": "x"}}, "name.nl"),
        ({"direction": ["more"]}, "direction"),
        ({"since": "gisteren"}, "since"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_of_another_kind_is_refused_with_its_key(change: dict[str, Any], key: str) -> None:
    with pytest.raises(Refusal) as refused:
        made({**COFFEE, **change})
    assert f"own.toml, {key}: found" in refused.value.message.en


def test_conditions_inside_each_other_without_end_are_refused() -> None:
    tree: dict[str, Any] = {"property": "fairtrade"}
    for _ in range(200):
        tree = {"not": tree}
    with pytest.raises(Refusal) as refused:
        made({**COFFEE, "criterion": tree})
    assert "at most 8 conditions inside each other" in refused.value.message.en


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.sampled_from(["", "cpv", "fairtrade", "15", "9" * 40, "euro", "NaN", "\x00", "amount", "more", "2025-01-01"])
    | st.dates(),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["any", "all", "not", "field", "property", "starts_with", "any_of", "is", "at_least", "nl", "en", "x"]
            ),
            inside,
            max_size=3,
        )
    ),
    max_leaves=6,
)


@given(data=st.data())
@settings(max_examples=150)
def test_whatever_stands_in_a_definition_is_refused_in_words_or_can_be_measured_and_said(data: st.DataObject) -> None:
    entry = copy.deepcopy(COFFEE)
    for _ in range(data.draw(st.integers(1, 2))):
        keys = [*entry, "measure", "unit", "accepts", "threshold", "example", "since", "question", "variant", "version"]
        entry[data.draw(st.sampled_from(keys))] = data.draw(VALUES)
    try:
        indicator = made(entry)
    except Refusal:
        return
    for expression in (told_apart([indicator]), scopes([indicator]), groups([indicator])):
        ibis.to_sql(expression, dialect="duckdb")
    assert all(isinstance(said.nl, str) for said in (describe(indicator).part, describe(indicator).whole))
