"""Where the table is, and which sheets are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from kpi.intake import read
from kpi.model import Reading
from tests.intake.files import saved
from tests.intake.money import assert_money_adds_up
from tests.intake.tables import fields_of, reading_of, rules_of, table_of

HEADER = ["Leverancier", "Factuurnummer", "Factuurdatum", "Bedrag excl. btw"]


def month(number: int, lines: int = 3) -> list[list[Any]]:
    return [[f"L {i}", f"F{number}{i}", datetime(2023, number, i), 100.5 * i + number] for i in range(1, lines + 1)]


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = (), merged: Sequence[str] = ()
) -> Reading:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in merged:
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    return book_of(book)


def book_of(book: openpyxl.Workbook, **answers: str) -> Reading:
    reading = read("book.xlsx", saved(book), answers)
    for table in reading.tables:
        assert_money_adds_up(table)
    return reading


ABOVE = {
    "nothing": "",
    "title rows": "Gemeente Voorbeeld\nCrediteurenoverzicht 2023\n\n",
    "key/value block with an amount": "Organisation | | PfS\nSpend Tolerance | | £25,000\nMonth | | 01.09.2011 to 30.09.2011\n",
    "parameters": "Periode: | 1 t/m 12\nAfgedrukt op: | 31-12-2023\n",
    "a query": "SELECT leverancier, bedrag FROM facturen\nWHERE datum >= '2023-01-01'\n\n",
}


@pytest.mark.parametrize("above", ABOVE.values(), ids=ABOVE)
def test_the_header_is_found_below_what_stands_above_it(above: str) -> None:
    table = table_of(above + "Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1,50\nB | 14-01-2023 | 2,50")

    assert (table.header_rows, table.line_count, table.amount_sum) == ((above.count("\n"),), 2, 400)
    assert table.record["place"].to_pylist() == ["above"] * above.count("\n") + ["header", "line", "line"]


def test_a_header_over_two_rows_is_one_header() -> None:
    table = table_of(
        "Crediteur | | Factuur | | Bedrag |\nNummer | Naam | Nummer | Datum | Excl. btw | Incl. btw\n"
        "1 | Jansen | F1 | 13-01-2023 | 100,00 | 121,00\n2 | De Boer | F2 | 14-01-2023 | 10,00 | 12,10"
    )

    assert (table.header_rows, table.amount_sum) == ((0, 1), 110_00)
    assert fields_of(table) == {
        "supplier_id": "Crediteur Nummer", "supplier": "Crediteur Naam", "invoice_number": "Factuur Nummer",
        "invoice_date": "Factuur Datum", "amount": "Bedrag Excl. btw", "amount_gross": "Bedrag Incl. btw",
    }  # fmt: skip


def test_merged_header_cells_hold_for_all_columns_below_them() -> None:
    rows = [
        ["Overzicht 2023", None, None, None, None, None],
        ["Crediteur", None, "Factuur", None, "Bedrag", None],
        ["nr", "naam", "nr", "datum", "excl. btw", "incl. btw"],
        [1, "Jansen", "F1", datetime(2023, 1, 1), 100, 121],
        ["Totaal", None, None, None, 100, 121],
    ]

    (table,) = workbook({"S": rows}, merged=["A1:F1", "A2:B2", "C2:D2", "E2:F2"]).tables

    assert (table.header_rows, table.line_count, table.amount_sum, table.amount_basis) == ((1, 2), 1, 100_00, "net")


def test_a_header_full_of_typing_errors_is_found() -> None:
    table = table_of("Leverancer | Factuurnumer | Factuurdatm | Bedarg\nA | 1 | 13-01-2023 | 1,50")

    assert set(fields_of(table)) == {"supplier", "invoice_number", "invoice_date", "amount"}


def test_two_wordings_of_one_header_are_one_header() -> None:
    table = table_of(
        "Department Family | Entity | Date | Supplier | Amount\nDEPARTMENT_FAMILY | ENTITY | DATE | SUPPLIER | DISTRIBUTION_AMOUNT\n"
        "X | Y | 13/01/2023 | A | 1.50"
    )

    assert (table.header_rows, table.line_count) == ((0, 1), 1)


def test_a_row_of_units_belongs_to_the_header() -> None:
    table = table_of("Leverancier | Datum | Bedrag\n | | EUR\nA | 13-01-2023 | 1,50")

    assert (table.header_rows, table.line_count) == ((0, 1), 1)


def test_the_months_of_a_year_are_one_table_each() -> None:
    reading = workbook({"jan": [HEADER, *month(1)], "feb": [HEADER, *month(2)], "leeg": []})

    assert reading.outcome == "ok"
    assert [(table.sheet, table.line_count, table.amount_sum) for table in reading.tables] == [
        ("jan", 3, 606_00),
        ("feb", 3, 609_00),
    ]
    assert [line for table in reading.tables for line in table.lines["line"].to_pylist()] == list(range(6))


def test_a_hidden_sheet_is_not_read_and_reported() -> None:
    reading = workbook({"jan": [HEADER, *month(1)], "oud": [HEADER, *month(2)]}, hidden=["oud"])

    assert [table.sheet for table in reading.tables] == ["jan"]
    assert "oud" in rules_of(reading)["sheet_hidden"].message.nl


def test_a_file_with_hidden_sheets_only_is_refused() -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("oud")
    for row in (HEADER, *month(1)):
        hidden.append(row)
    hidden.sheet_state = "hidden"

    reading = book_of(book)

    assert (reading.outcome, reading.findings[0].rule) == ("refuse", "only_hidden_sheets")


def test_a_pivot_and_an_explanation_beside_the_data_are_left_out() -> None:
    reading = workbook(
        {
            "toelichting": [["Dit bestand bevat de uitgaven"], ["van de gemeente"]],
            "draaitabel": [["Rijlabels", "Som van Bedrag"], ["L 1", 101.5], ["Eindtotaal", 606]],
            "data": [HEADER, *month(1)],
        }
    )

    assert (reading.outcome, [table.sheet for table in reading.tables]) == ("ok", ["data"])
    assert "sheet_without_table" in rules_of(reading)


def two_layouts() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "inkoop"
    for row in (HEADER, *month(1)):
        book.active.append(row)
    other = book.create_sheet("betalingen")
    for row in (["Crediteur", "Betaaldatum", "Omschrijving", "Betaald bedrag"], ["X", datetime(2023, 1, 2), "a", 10.5]):
        other.append(row)
    return book


def test_two_layouts_that_may_both_count_are_a_question() -> None:
    reading = book_of(two_layouts())

    assert [(one.id, one.options) for one in reading.questions] == [("sheet", ("inkoop", "betalingen"))]
    answered = book_of(two_layouts(), sheet="betalingen")
    assert (answered.outcome, [table.sheet for table in answered.tables]) == ("ok", ["betalingen"])


def test_a_sheet_that_repeats_all_others_is_a_question_and_not_counted() -> None:
    reading = workbook({"jan": [HEADER, *month(1)], "feb": [HEADER, *month(2)], "jaar": [HEADER, *month(1), *month(2)]})

    assert [(one.id, one.about, one.options) for one in reading.questions] == [
        ("sheet", "jaar", ("jan, feb", "jan, feb, jaar"))
    ]
    assert [table.sheet for table in reading.tables] == ["jan", "feb"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Jansen | 1 | 13-01-2023 | 100,00\nDe Boer | 2 | 14-01-2023 | 200,00", "no_table"),
        ("naam | leeftijd\nPiet | 12\nKlaas | 13", "no_table"),
        ("Leverancier | Datum | Omschrijving\nA | 13-01-2023 | papier", "no_amount_column"),
        ("Supplier | Date | Amount (pence)\nA | 13/01/2023 | 1200", "amounts_in_cents"),
    ],
)
def test_a_file_without_a_table_of_amounts_is_refused_with_what_was_looked_for(text: str, code: str) -> None:
    reading = reading_of(text)

    assert (reading.outcome, reading.findings[0].rule) == ("refuse", code)
    assert reading.reason is not None
    assert reading.reason.nl != reading.reason.en


@pytest.mark.parametrize(
    "text",
    [
        "Spend over £25,000\n\nDepartment family | Entity\nDEFRA | GLA\n\n | Nil Return",
        "Leverancier | Datum | Bedrag\nGeen betalingen in deze maand | |",
        "Leverancier | Datum | Bedrag",
    ],
)
def test_a_nil_return_is_read_as_no_lines(text: str) -> None:
    reading = reading_of(text)

    assert (reading.outcome, reading.tables[0].line_count) == ("ok", 0)
    assert "nil_return" in rules_of(reading)


def test_a_row_that_numbers_the_columns_belongs_to_the_header() -> None:
    table = table_of("Leverancier | Factuurnr | Datum | Bedrag\n1 | 2 | 3 | 4\nA | F1 | 13-01-2024 | 5,00")

    assert (table.header_rows, table.line_count) == ((0, 1), 1)


def test_a_note_below_the_lines_says_unit_and_basis() -> None:
    table = table_of(
        "Leverancier | Jaar | Bedrag\nA | 2024 | 5\nB | 2024 | 6\nBedragen x € 1.000 | | \n* alle bedragen exclusief btw | |"
    )

    assert (table.amount_unit, table.amount_basis, table.line_count) == (1000, "net", 2)


def test_a_sheet_that_goes_on_without_a_header_is_noticed() -> None:
    workbook = openpyxl.Workbook()
    lines = [["A", "F1", "13-01-2024", 1.5], ["B", "F2", "14-01-2024", 2.5], ["C", "F3", "15-01-2024", 3.5]]
    for row in [["Leverancier", "Factuurnr", "Datum", "Bedrag"], *lines]:
        workbook.active.append(row)
    more = workbook.create_sheet("Vervolg")
    for row in lines:
        more.append(row)

    assert "sheet_without_header" in rules_of(read("spend.xlsx", saved(workbook)))
