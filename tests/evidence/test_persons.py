"""Which names are those of natural persons, which were taken out, and which are of firms."""

from __future__ import annotations

import pytest

from kpi.evidence.persons import person_kind


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
