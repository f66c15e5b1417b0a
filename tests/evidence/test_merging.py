"""Which suppliers are one, whatever the order; and which pairs are proposed as one."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.evidence.merging import check, grouped, resolve
from kpi.evidence.near_names import near_pairs
from kpi.evidence.suppliers import identity, name_key
from kpi.model import Refusal, SameSupplier

ONE, OTHER = "12345678", "87654321"


def keys(rows, decided=()):
    who = [identity(name, kvk, vat, own) for name, kvk, vat, own in rows]
    found = resolve(who, decided)
    return [found[one].key for one in who]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([("Bakker BV", ONE, None, None), ("Bakker B.V.", None, None, None)], ["kvk:" + ONE] * 2, id="a name beside one number only is that number"),
        pytest.param([("Bakker", ONE, None, None), ("Slager", ONE, None, None)], ["kvk:" + ONE] * 2, id="one number, two names"),
        pytest.param(
            [("Bakker", ONE, None, None), ("Bakker", OTHER, None, None), ("Bakker", None, None, None)],
            ["kvk:" + ONE, "kvk:" + OTHER, "bakker"], id="a name beside two numbers stays a name",
        ),
        pytest.param(
            [("A", ONE, "123456789", None), ("B", None, "123456789", None)], ["kvk:" + ONE] * 2, id="a VAT number beside one KvK number"
        ),
        pytest.param(
            [("A", ONE, "123456789", None), ("B", OTHER, "123456789", None), ("C", None, "123456789", None)],
            ["kvk:" + ONE, "kvk:" + OTHER, "vat:NL123456789"], id="a fiscal unity of two stays a VAT number",
        ),
        pytest.param([(None, None, None, "77"), ("Bakker", None, None, "77")], ["id:77", "bakker"], id="an own number is not a name"),
        pytest.param([("Anoniem", None, None, None)], [None], id="a name that was taken out is nobody"),
    ],
)  # fmt: skip
def test_who_is_who(rows, expected):
    assert keys(rows) == expected


def test_what_a_person_put_together_is_one_also_with_the_number_of_either():
    decided = [SameSupplier("wegenbouw ergens", "wegenbouw ergems", True)]
    rows = [("Wegenbouw Ergens BV", None, None, None), ("Wegenbouw Ergems", None, None, None)]
    assert len(set(keys(rows, decided))) == 1
    assert keys([*rows, ("Wegenbouw Ergems", ONE, None, None)], decided) == ["kvk:" + ONE] * 3
    assert len(set(keys(rows, [SameSupplier("wegenbouw ergens", "wegenbouw ergems", False)]))) == 2


def test_evidence_about_one_name_is_found_by_the_other():
    decided = [SameSupplier("wegenbouw ergens", "wegenbouw ergems", True)]
    one = identity("Wegenbouw Ergens BV", None, None, None)
    assert "wegenbouw ergems" in resolve([one], decided)[one].identifiers


NAMES = ("Bakker", "Bakker BV", "Slager", "Kapper & Zn", "Anoniem", None)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from((None, ONE, OTHER)), st.sampled_from((None, "123456789")), st.sampled_from((None, "7"))
    ),
    max_size=8,
)  # fmt: skip
PLAIN = ("bakker", "slager", "kapper en zn", "kvk:" + ONE, "vat:NL123456789")
DECIDED = st.lists(st.builds(SameSupplier, st.sampled_from(PLAIN), st.sampled_from(PLAIN), st.just(True)), max_size=4)


@settings(max_examples=80)
@given(ROWS, DECIDED, st.integers(0, 1000))
def test_the_order_of_lines_and_of_decisions_makes_no_difference(rows, decided, seed):
    mixed, decisions = list(range(len(rows))), list(decided)
    random.Random(seed).shuffle(mixed)
    random.Random(seed).shuffle(decisions)
    before, after = keys(rows, decided), keys([rows[place] for place in mixed], decisions)
    assert [before[place] for place in mixed] == after


@settings(max_examples=80)
@given(ROWS, DECIDED)
def test_resolving_what_is_resolved_changes_no_key(rows, decided):
    once = resolve([identity(*row) for row in rows], decided)
    again = resolve(list(once.values()), decided)
    assert all(again[one].key == one.key for one in once.values())


@settings(max_examples=80)
@given(ROWS, DECIDED)
def test_two_numbers_of_the_chamber_of_commerce_are_never_one(rows, decided):
    for (_, kvk, _, _), key in zip(rows, keys(rows, decided), strict=True):
        assert kvk is None or key == f"kvk:{kvk}"


def test_two_numbers_are_refused_as_one_supplier():
    decided = [SameSupplier("bakker", "kvk:" + ONE, True)]
    with pytest.raises(Refusal) as refused:
        check(decided, SameSupplier("bakker", "kvk:" + OTHER, True))
    assert refused.value.code == "two_numbers"


def test_what_contradicts_an_earlier_decision_is_refused():
    decided = [SameSupplier("a", "b", True), SameSupplier("a", "c", False)]
    with pytest.raises(Refusal) as refused:
        check(decided, SameSupplier("b", "c", True))
    assert refused.value.code == "contradicts"
    check(decided, SameSupplier("a", "b", False))
    assert grouped(decided)["a"] == {"a", "b"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Wegenbouwbedrijf Ergens BV", "Wegenbouwbedrijf Ergems", id="a typing error"),
        pytest.param("Schoonmaakbedrijf Helder", "Schoonmaak bedrijf Helder", id="a space"),
        pytest.param(
            "Installatiebedrijf Jansen en Zonen", "Jansen en Zonen Instalatiebedrijf", id="words in another order"
        ),
        pytest.param("Nationale Drukkerij Directora", "Nationale Drukkerij Directorat", id="cut off"),
        pytest.param("Slaapschepen", "Slaapscheppen", id="one word"),
    ],
)
def test_a_pair_that_is_proposed(one, other):
    assert [pair[:2] for pair in near_pairs({"one": name_key(one), "other": name_key(other)})] == [("one", "other")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Schildersbedrijf Noord 1", "Schildersbedrijf Noord 2", id="digits"),
        pytest.param("Perry Beeches Holding II", "Perry Beeches Holding III", id="roman numerals"),
        pytest.param("Environments for Learning Leeds", "Environments for Learning Leeds Two", id="counting words"),
        pytest.param("Gemeente Bergen op Zoom", "Gemeente Bergen op Zoon", id="governments"),
        pytest.param("Basisschool de Regenboog", "Basisschool de Regenboom", id="schools"),
        pytest.param("Haringey Homes", "Havering Homes", id="two places"),
        pytest.param("123456789", "123456780", id="digits only"),
    ],
)
def test_a_pair_that_is_not_proposed(one, other):
    assert near_pairs({"one": name_key(one), "other": name_key(other)}) == []
