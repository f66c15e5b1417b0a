"""The empty spend file: what is filled in is read without a question."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from kpi import service
from kpi.intake import read
from kpi.language import LANGUAGES
from kpi.model import Body, BodyKind, Department, Outcome, Severity

BODY = Body(
    "proef", "Proef", BodyKind.MUNICIPALITY, departments=(Department("a", "Stadsbeheer"), Department("b", "ICT"))
)
ROW = (
    "Jansen BV",
    "12345678",
    "F1",
    date(2025, 1, 31),
    Decimal("1250.50"),
    "ICT",
    "Laptops",
    "2025-01",
    "levering",
    "",
)


def filled(language: str, rows: int) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(service.empty_spend_file(language, BODY)))
    for place in range(rows):
        for column, value in enumerate(ROW, 1):
            book.worksheets[0].cell(place + 2, column, f"F{place}" if column == 3 else value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_in_file_is_read_without_a_question(language: str) -> None:
    reading = read("leeg.xlsx", filled(language, 5))

    (table,) = reading.tables
    assert (reading.outcome, reading.questions) == (Outcome.OK, ())
    assert {finding.severity for finding in reading.findings} <= {Severity.INFO}
    assert (table.line_count, table.amount_sum, table.amount_basis) == (5, 5 * 1250_50, "net")
    assert {
        "supplier", "kvk", "invoice_number", "invoice_date", "department", "category", "contract_number", "description", "label",
    } <= set(table.lines.column_names)  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_one_holds_nothing_that_could_be_taken_for_spend(language: str) -> None:
    reading = read("leeg.xlsx", service.empty_spend_file(language, BODY))

    assert reading.outcome is Outcome.REFUSE or not sum(table.line_count for table in reading.tables)


def test_the_departments_of_the_body_can_be_chosen() -> None:
    book = openpyxl.load_workbook(io.BytesIO(service.empty_spend_file("nl", BODY)))

    (sheet,) = book.worksheets
    (listed,) = sheet.data_validations.dataValidation
    assert (str(listed.sqref)[:3], listed.formula1) == ("F2:", '"Stadsbeheer,ICT"')


def test_departments_that_make_no_list_of_a_spreadsheet_are_left_to_type() -> None:
    body = replace(BODY, departments=(Department("a", "Werk, inkomen en zorg"), Department("b", "ICT")))

    (sheet,) = openpyxl.load_workbook(io.BytesIO(service.empty_spend_file("nl", body))).worksheets

    assert sheet.data_validations.dataValidation == []
