"""Which names are those of natural persons, which were taken out, and which are of firms."""

from __future__ import annotations

import pyarrow as pa
import pytest

from kpi.evidence import know
from kpi.evidence.persons import person_kind
from kpi.model import Body, BodyKind, Knowledge, MappingRule


@pytest.mark.parametrize(
    "name",
    [
        "J. de Vries", "Dhr. P. Jansen", "Mevr. A.B. Jansen-de Boer", "Jansen, P.", "De Vries, J.P.", "Pieter de Vries", "MR B SMITH",
        "A B Smith", "erven J. Bakker", "Fam. de Groot", "De heer en mevrouw Jansen", "VRIES J.P.", "Chris Smith", "DR LISA BARKER",
    ],
)  # fmt: skip
def test_a_natural_person(name):
    assert person_kind(name) == "person"


@pytest.mark.parametrize(
    "name", ["Anoniem", "REDACTED PERSONAL DATA", "1195 natuurlijke personen", "geanonimiseerd", "Natuurlijk persoon"]
)
def test_a_name_that_was_taken_out(name):
    assert person_kind(name) == "redacted"


@pytest.mark.parametrize(
    "name",
    [
        None, "", "KPMG", "Jansen B.V.", "B.V. Houthandel Noord", "J. Jansen Schilderwerken", "A. van der Berg & Zn", "Albert Heijn",
        "N.V. Nederlandse Gasunie", "Mr. Clean B.V.", "G4S", "E.ON", "St. Anna", "Gemeente Bergen", "12345", "B4U",
    ],
)  # fmt: skip
def test_a_firm_a_body_or_nobody(name):
    assert person_kind(name) is None


def test_the_name_of_a_person_is_no_key_and_still_finds_what_the_body_registered():
    lines = pa.table(
        {"line": [0, 1, 2], "amount": [100, 200, 300], "supplier": ["J. de Vries", "J. DE VRIES", "Bakker BV"]}
    )
    knowledge = Knowledge(mapping=(MappingRule(None, "J. de Vries", cpv="80"),))
    facts = know(lines, Body("b", "B", BodyKind.MUNICIPALITY), knowledge, []).facts
    one, other, firm = facts["supplier_key"].to_pylist()
    assert one == other
    assert one.startswith("person:")
    assert firm == "bakker"
    assert facts["cpv"].to_pylist() == ["80", "80", None]
