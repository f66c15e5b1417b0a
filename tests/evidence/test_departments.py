"""Which department a text means in a year, and the list of departments from a file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi import evidence, intake
from kpi.model import Department, DepartmentRule, FormerName, Refusal
from tests.evidence.known import BODY

ENDED = date(2019, 12, 31)
DEPARTMENTS = (
    Department("beheer", "Stadsbeheer", ("SB",), former_names=(FormerName("Openbare werken", date(2017, 12, 31)),)),
    Department("groen", "Groen en spelen", valid_to=ENDED, successors=("beheer",)),
    Department("zorg", "Zorg & welzijn", valid_to=ENDED, successors=("jeugd", "wmo")),
    Department("jeugd", "Jeugd", valid_from=date(2020, 1, 1), name_en="Youth"),
    Department("wmo", "Wmo", valid_from=date(2020, 1, 1)),
    Department("staf-oud", "Staf", valid_to=ENDED),
    Department("staf", "Staf", valid_from=date(2020, 1, 1)),
)
LISTED = replace(BODY, departments=DEPARTMENTS)
RULES = (DepartmentRule("Kst 4410", "wmo"), DepartmentRule("Jeugd", "staf"), DepartmentRule("Weg", "nowhere"))


@pytest.mark.parametrize(
    ("text", "year", "department"),
    [
        pytest.param("Stadsbeheer", 2021, "beheer", id="its name"),
        pytest.param("sb ", 2021, "beheer", id="its other name"),
        pytest.param("Openbare Werken", 2016, "beheer", id="the name it had then"),
        pytest.param("Openbare werken", 2021, "beheer", id="the name it had before, in a later file"),
        pytest.param("Afdeling STADSBEHEER", 2021, "beheer", id="its name with a word before it"),
        pytest.param("Zorg en Welzijn", 2018, "zorg", id="& written out"),
        pytest.param("youth", 2021, "jeugd", id="its English name, unless the body chose otherwise"),
        pytest.param("Groen en spelen", 2018, "groen", id="a department that was there"),
        pytest.param("Groen en spelen", 2021, "beheer", id="a department that went on in another"),
        pytest.param("Zorg & welzijn", 2021, "zorg", id="a department that was divided stays itself"),
        pytest.param("Staf", 2018, "staf-oud", id="one name, two departments: the one that was there"),
        pytest.param("Staf", 2021, "staf", id="one name, two departments: the other that was there"),
        pytest.param("Kst 4410", 2021, "wmo", id="chosen by the body"),
        pytest.param("JEUGD", 2021, "staf", id="a choice goes before a name"),
        pytest.param("Weg", 2021, None, id="a choice for a department that is gone"),
        pytest.param("Bouw", 2021, None, id="nothing like it"),
    ],
)
def test_a_text_means_the_department_that_the_body_had_in_that_year(text, year, department):
    assert evidence.department_lookup(LISTED, RULES, year)(text) == department


def test_a_name_that_two_departments_have_means_none_of_them():
    both = replace(BODY, departments=(Department("a", "Staf"), Department("b", "STAF")))
    assert evidence.department_lookup(both, (), 2021)("Staf") is None


@settings(max_examples=60)
@given(st.text(max_size=30), st.integers(2000, 2100))
def test_no_text_breaks_the_lookup_and_what_it_gives_is_a_department(text, year):
    found = evidence.department_lookup(LISTED, RULES, year)(text)
    assert found is None or found in {one.id for one in DEPARTMENTS}


def listed(name: str, content: bytes) -> tuple[Department, ...]:
    form = evidence.register_forms()[evidence.DEPARTMENT_FORM]
    return evidence.listed_departments(name, intake.read_register(name, content, (form,)).tables)


FILE = """\
id;naam;naam engels;geldig vanaf;geldig tot en met;opvolgers;andere namen
beheer;Openbare werken;;;31-12-2017;;OW
beheer;Stadsbeheer;City works;2018-01-01;;;SB; 
groen;Groen;;;2019-12-31;beheer;
"""


def test_rows_with_one_id_are_one_department_that_changed_its_name():
    found = listed("a.csv", FILE.replace("; \n", "\n").encode())
    assert found == (
        Department(
            "beheer",
            "Stadsbeheer",
            ("OW", "SB"),
            name_en="City works",
            former_names=(FormerName("Openbare werken", date(2017, 12, 31)),),
        ),
        Department("groen", "Groen", valid_to=date(2019, 12, 31), successors=("beheer",)),
    )
    assert [found[0].name_in(year) for year in (2017, 2018)] == ["Openbare werken", "Stadsbeheer"]


HEAD = "id,name,valid_from,valid_to,successors\n"


@pytest.mark.parametrize(
    ("rows", "column", "expected"),
    [
        ("a,A,,,b\nb,B,,,\n", "valid_to", "the last day, because there are successors"),
        ("a,A,,2019-12-31,c\n", "successors", "ids that are in the list"),
        ("a,A,,2019-12-31,b\nb,B,,2020-12-31,a\n", "successors", "do not come back"),
        ("a,A,2020-01-01,2019-12-31,\n", "valid_to", "not before valid_from"),
        ("a,A,,,\na,B,2020-01-01,,\n", "valid_from", "one name at a time"),
        ("a,,2019-01-01,,\n", "name", "a value"),
        ("a,A,,31-31-2019,\n", "valid_to", "a date"),
    ],
)
def test_a_wrong_list_is_refused_with_the_column_and_what_was_expected(rows, column, expected):
    with pytest.raises(Refusal) as refused:
        listed("a.csv", (HEAD + rows).encode())
    assert f"column {column}" in refused.value.message.en
    assert expected in refused.value.message.en
