"""Registered quantities from a file: read exactly, and refused with row and column where they cannot be."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi.evidence import quantity_of
from kpi.model import Body, BodyKind, Department, Refusal, RegisteredQuantity
from tests.evidence.loading import load_evidence

BODY = Body("b", "Proef", BodyKind.MUNICIPALITY, departments=(Department("sb", "Stadsbeheer", ("SB",)),))
HEADER = "jaar;hoeveelheid;eenheid;afdeling;laag;hoog;bron;datum;verwijzing;wie;ingetrokken\n"
GOOD = "2025;electricity;kWh;;960000,5;1.000.000;leverancier;31-01-2026;jaarafrekening;wethouder;\n"


COLUMN = dict(
    zip(
        ("year", "quantity", "unit", "department", "low", "high", "source", "date", "reference", "who", "withdrawn"),
        HEADER.strip().split(";"),
        strict=True,
    )
)
"""How the file calls the columns."""


def load(rows: str) -> tuple[RegisteredQuantity, ...]:
    return load_evidence("q.csv", (HEADER + rows).encode(), BODY).quantities


def test_a_row_is_read_with_its_source_and_to_the_last_digit():
    (found,) = load(GOOD)
    assert found == RegisteredQuantity(
        "electricity", 2025, "", Fraction("960000.5"), Fraction(1_000_000), "leverancier", date(2026, 1, 31),
        "jaarafrekening", "wethouder",
    )  # fmt: skip


def test_names_and_units_are_known_in_both_languages_and_departments_by_their_aliases():
    jobs = "2025;Jobs placed through social return;FTE;SB;8,25;8.5;punt;2026-02-01;rapport;;\n"
    banen = jobs.replace("Jobs placed through social return;FTE", "geplaatste banen met social return;fte")
    assert load(jobs) == load(banen)
    assert (load(jobs)[0].department, load(jobs)[0].low) == ("sb", Fraction("8.25"))


@pytest.mark.parametrize(
    ("row", "column", "found"),
    [
        pytest.param("25;electricity;kWh;;1;2;b;2026-01-01;r;;", "year", "25", id="no year"),
        pytest.param(";electricity;kWh;;1;2;b;2026-01-01;r;;", "year", "-", id="year missing"),
        pytest.param("2025;warmte;kWh;;1;2;b;2026-01-01;r;;", "quantity", "warmte", id="unknown quantity"),
        pytest.param("2025;electricity;MWh;;1;2;b;2026-01-01;r;;", "unit", "MWh", id="another unit is not converted"),
        pytest.param("2025;electricity;kWh;Elders;1;2;b;2026-01-01;r;;", "department", "Elders", id="unknown department"),
        pytest.param("2025;electricity;kWh;;2;1;b;2026-01-01;r;;", "low", "2", id="low above high"),
        pytest.param("2025;electricity;kWh;;;1;b;2026-01-01;r;;", "low", "-", id="low missing"),
        pytest.param("2025;electricity;kWh;;1;;b;2026-01-01;r;;", "high", "-", id="high missing"),
        pytest.param("2025;electricity;kWh;;-1;2;b;2026-01-01;r;;", "low", "-1", id="under zero"),
        pytest.param("2025;electricity;kWh;;veel;2;b;2026-01-01;r;;", "low", "veel", id="no number"),
        pytest.param("2025;electricity;kWh;;1,1234567;2;b;2026-01-01;r;;", "low", "1,1234567", id="too many decimals"),
        pytest.param("2025;electricity;kWh;;1;9999999999999999999;b;2026-01-01;r;;", "high", "9999", id="absurdly much"),
        pytest.param("2025;electricity;kWh;;1;2;;2026-01-01;r;;", "source", "-", id="no source"),
        pytest.param("2025;electricity;kWh;;1;2;b;;r;;", "date", "-", id="no date"),
        pytest.param("2025;electricity;kWh;;1;2;b;straks;r;;", "date", "straks", id="no such date"),
        pytest.param("2025;electricity;kWh;;1;2;b;2026-01-01;;;", "reference", "-", id="no document"),
        pytest.param("2025;electricity;kWh;;1;2;b;2026-01-01;r;;misschien", "withdrawn", "misschien", id="no answer"),
        pytest.param(GOOD.strip(), "quantity", "electricity", id="twice in one file"),
    ],
)  # fmt: skip
def test_a_wrong_row_is_refused_with_its_place_and_nothing_is_loaded(row, column, found):
    with pytest.raises(Refusal) as refused:
        load(f"{GOOD}{row}\n")
    english = refused.value.message.en
    assert f"q.csv, row 3, column {COLUMN.get(column, column)}" in english
    assert found in english
    assert refused.value.message.nl != english


def test_a_number_for_the_whole_beside_one_of_a_department_is_refused():
    with pytest.raises(Refusal) as refused:
        load(GOOD + GOOD.replace("kWh;;", "kWh;SB;"))
    assert refused.value.code == "quantity_twice"
    assert len(load(GOOD + GOOD.replace("kWh;;", "kWh;SB;").replace("wethouder;", "wethouder;ja"))) == 2


def test_a_missing_column_is_refused():
    with pytest.raises(Refusal, match=r"q\.csv.*source"):
        load_evidence("q.csv", (HEADER.replace(";bron", "") + GOOD).encode(), BODY)


def test_a_number_that_can_be_read_in_two_ways_is_refused_unless_its_column_tells():
    doubtful = "2025;electricity;kWh;;1.250;2000;b;2026-01-01;r;;\n"
    with pytest.raises(Refusal, match=r"column laag \(cell E2\): found “1.250”"):
        load(doubtful)
    assert load(doubtful + GOOD.replace("2025", "2024"))[0].low == 1250


def test_one_number_is_enough_where_it_is_known_exactly():
    header, row = "jaar;wat;aantal;eenheid;bron;datum;document\n", "2025;electricity;1.200.000;kWh;b;2026-01-31;r\n"
    (found,) = load_evidence("q.csv", (header + row).encode(), BODY).quantities
    assert (found.low, found.high) == (1_200_000, 1_200_000)
    typed = {"year": "2025", "quantity": "electricity", "unit": "kWh", "amount": "5", "low": "5", "source": "b"}
    with pytest.raises(Refusal, match="not both"):
        quantity_of(typed | {"date": "2026-01-01", "reference": "r"}, BODY)


def test_what_is_typed_is_read_by_the_same_rules():
    typed = {"year": "2025", "quantity": "electricity", "unit": "kWh", "low": "5", "high": "6", "source": "b"}
    typed |= {"date": "2026-01-01", "reference": "r", "department": "SB"}
    assert quantity_of(typed, BODY).department == "sb"
    with pytest.raises(Refusal, match="column high"):
        quantity_of(typed | {"high": "4,000"}, BODY)
