"""Who a supplier is: numbers before names, and names that differ only in spelling together."""

from __future__ import annotations

import pytest

from kpi.evidence import supplier_key
from kpi.evidence.suppliers import identifiers_of, identity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Slaapschepen B.V.", "slaapschepen bv", id="B.V. and BV"),
        pytest.param("Slaapschepen B.V.", "Slaapschepen", id="with and without legal form"),
        pytest.param("SPIE Nederland", "Spie  Nederland", id="case and spaces"),
        pytest.param("Justitiële Inrichting", "Justitiele inrichting", id="accents"),
        pytest.param("Jansen & Zn. V.O.F.", "Jansen en Zn", id="ampersand and V.O.F."),
        pytest.param("Smith & Sons Ltd", "Smith and Sons Limited", id="Ltd and Limited"),
        pytest.param("A.B.C. N.V.", "ABC NV", id="dots between letters"),
        pytest.param("UK0479435601 : Serco", "Serco", id="a number in front of the name"),
        pytest.param("Serco ky14820018", "Serco", id="a number behind the name"),
        pytest.param("De Boer t/a De Boer Bloemen", "De Boer", id="a trade name"),
        pytest.param("B.V. Houthandel Noord", "Houthandel Noord B.V.", id="legal form in front"),
        pytest.param("Bakker (Holland) B.V.", "bakker holland", id="brackets"),
    ],
)
def test_one_supplier_in_two_spellings(one, other):
    assert supplier_key(one) == supplier_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("BOM", "BOM Holding B.V.", id="a holding"),
        pytest.param("NCC Group", "NCC Services", id="group and services"),
        pytest.param("ST Stadsring", "ST Stadsring 51", id="a house number"),
        pytest.param("The Bridge Academy", "The Ridge Academy", id="almost the same"),
        pytest.param("Perry Beeches II", "Perry Beeches III", id="roman numerals"),
        pytest.param("Gemeente Bergen (NH)", "Gemeente Bergen (L)", id="what stands between brackets"),
        pytest.param("CV Ketels Noord", "Ketels Noord", id="cv in front is no legal form"),
        pytest.param("12345", "12346", id="names of digits only"),
    ],
)
def test_two_suppliers_stay_two(one, other):
    assert supplier_key(one) != supplier_key(other)


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        pytest.param({"name": "Serco", "kvk": "12345678", "vat_number": "NL123456789B01"}, "kvk:12345678", id="KvK beats all"),
        pytest.param({"name": "Serco", "vat_number": "NL 1234.56.789.B01"}, "vat:NL123456789", id="VAT beats the name"),
        pytest.param({"name": "Serco", "vat_number": "123456789"}, "vat:NL123456789", id="an RSIN is the core of a VAT number"),
        pytest.param({"name": "Serco", "vat_number": "BE0123456789"}, "vat:BE0123456789", id="a foreign VAT number"),
        pytest.param({"name": "Serco", "kvk": "1234567"}, "kvk:01234567", id="a leading zero that a spreadsheet ate"),
        pytest.param({"name": "Serco", "kvk": "onbekend"}, "serco", id="no number in the column"),
        pytest.param({"name": "Serco", "supplier_id": "1001"}, "serco", id="the name beats an own number"),
        pytest.param({"name": None, "supplier_id": " 1001 "}, "id:1001", id="an own number alone"),
        pytest.param({"name": "V.O.F."}, "v.o.f.", id="nothing left of the name: it stays as it is"),
        pytest.param({"name": "20018"}, "20018", id="digits only"),
        pytest.param({"name": "Anoniem"}, None, id="anonymous"),
        pytest.param({"name": "REDACTED"}, None, id="redacted"),
        pytest.param({"name": "1195 natuurlijke personen"}, None, id="natural persons"),
        pytest.param({"name": "Anoniem", "kvk": "12345678"}, "kvk:12345678", id="a number stands when the name is gone"),
        pytest.param({"name": None}, None, id="no name"),
        pytest.param({"name": "  "}, None, id="an empty name"),
    ],
)  # fmt: skip
def test_the_key_of_a_supplier(parts, key):
    assert supplier_key(**{"name": None, **parts}) == key


@pytest.mark.parametrize(
    "key",
    ["12345678", "KvK 12345678", "NL123456789B01", "1001", "Serco B.V.", "SERCO"],
)
def test_a_register_may_name_a_supplier_by_any_of_its_names(key):
    line = identity("Serco", "12345678", "NL123456789B01", "1001")
    assert identifiers_of(key).intersection(line.identifiers)


@pytest.mark.parametrize("key", ["87654321", "Serco Holding", "NL987654321B01", "10011"])
def test_a_register_that_names_another_supplier_is_not_about_this_one(key):
    line = identity("Serco", "12345678", "NL123456789B01", "1001")
    assert not identifiers_of(key).intersection(line.identifiers)
