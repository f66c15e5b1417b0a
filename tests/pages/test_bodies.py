import pytest

from kpi.model import Department
from pages.parts.bodies import departments_of, id_of, names_of, rows_of


@pytest.mark.parametrize(
    ("name", "identity"),
    [("Gemeente Voorbeeldstad", "gemeente-voorbeeldstad"), ("'s-Heerenhöven", "s-heerenhoven"), ("!!", "")],
)
def test_an_id_is_made_from_the_name(name, identity):
    assert id_of(name) == identity


def test_departments_come_back_as_they_went_into_the_rows():
    departments = (Department("sb", "Stadsbeheer", ("SB", "Afdeling SB")), Department("ict", "ICT"))
    assert departments_of(rows_of(departments)) == departments


def test_a_new_row_gets_its_id_from_the_name_and_an_empty_row_is_no_department():
    assert departments_of([{"name": "Sociaal domein", "id": None, "aliases": None}, {"name": " "}]) == (
        Department("sociaal-domein", "Sociaal domein"),
    )


def test_names_are_one_a_line():
    assert names_of(" Ank \n\nBob\n") == frozenset({"Ank", "Bob"})
