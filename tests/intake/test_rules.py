"""The rule catalogue: for each rule a file that it speaks about, and one that looks like it about which it is silent.

The table is closed: a rule without a pair fails, and so does a pair of which the first does not fire.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest

from kpi.intake import Earlier, check_submission, read
from kpi.intake.drift import answer_in_words, drift_of, findings_on, in_words
from kpi.intake.layout import layout_of
from kpi.intake.vocabulary import LOOKS_AT, rules
from kpi.model import Finding, Remembered
from tests.intake.files import saved
from tests.intake.tables import reading_of

HEADER = "Leverancier | Factuurnr | Factuurdatum | Bedrag excl. btw"
DESCRIBED = HEADER + " | Omschrijving"
LINES = "Bakker | 1001 | 13-01-2024 | 1.234,50\nSmid | 1002 | 14-01-2024 | -34,50\n"


@dataclass(frozen=True)
class Text:
    """A csv file, cells parted by |."""

    lines: str
    header: str = HEADER


@dataclass(frozen=True)
class Book:
    """A workbook: rows of each sheet by its name."""

    sheets: dict[str, Sequence[Sequence[Any]]]
    hidden: str = ""
    hidden_rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class Submission:
    """A file for 2025, and what was submitted for 2024."""

    now: str
    before: str = ""
    header: str = HEADER
    basis_before: str = "net"
    whole: bool = False  # it is said to be all of 2025


@dataclass(frozen=True)
class Layouts:
    """A header that was remembered, the header of now, and what was asked then."""

    before: str
    now: str
    answered: str = ""


Case = Text | Book | Submission | Layouts


@dataclass(frozen=True)
class Pair:
    fires: Case
    silent: Case
    euros: str | None = field(default=None)  # that the finding touches, where the rule knows them


def many(count: int, line: str = "L{n} | {n} | 13-01-2024 | {n},00", first: int = 1001) -> str:
    return "".join(line.format(n=n) + "\n" for n in range(first, first + count))


def year(months: Sequence[int], in_each: int = 12, of: int = 2024) -> str:
    """So many lines in each of these months, each with a supplier, number and amount of its own."""
    return "".join(
        f"L{month}-{n} | {month * 1000 + n} | {n + 1:02}-{month:02}-{of} | {month * 100 + n},50\n"
        for month in months
        for n in range(in_each)
    )


def departments(*sums: tuple[str, int]) -> str:
    """Ten equal lines of each department, by its name and whole euros a line."""
    return "".join(f"L{n} | {name}{n} | 13-01-2025 | {euros},00 | {name}\n" for name, euros in sums for n in range(10))


COLUMNS = ["Leverancier", "Factuurnr", "Factuurdatum", "Bedrag excl. btw"]
ROWS = [["A", "F1", "13-01-2024", 1.5], ["B", "F2", "14-01-2024", 2.5], ["C", "F3", "15-01-2024", 3.5]]
WITH_DEPARTMENT = HEADER + " | Afdeling"
COUNTED = "Leverancier | Factuurnr | Aantal | Bedrag"
BELOW = "Kostenplaats | Omschrijving | Boekdatum | Totaal bedrag\n100 | Bestuur | 31-01-2024 | 1.200,00"
AS_MANY = many(20, "L{n} | {n} | 13-01-2025 | 10,50")
WIDE = [["Afdeling", "Omschrijving", *COLUMNS], *(["Groen", "Bomen", *row] for row in ROWS)]
WIDE_GROSS = [
    ["Afdeling", "Omschrijving", *COLUMNS[:3], "Bedrag incl. btw"],
    ["Groen", "Bomen", "D", "F4", "16-01-2024", 4.5],
]
DEBIT = "Leverancier | Datum | Debet | Credit"
WITH_TEXT = "Leverancier | Factuurnr | Factuurdatum | Omschrijving | Bedrag excl. btw"
WITH_KVK = "Leverancier | KvK | Factuurdatum | Bedrag excl. btw"
WITH_VAT = "Leverancier | Btw-nummer | Factuurdatum | Bedrag excl. btw"
WITH_ID = "Leverancier | Crediteurnr | Factuurdatum | Bedrag excl. btw"
CUT = [f"Leverancier nummer {n} met een lange naam" for n in range(1000, 1010)]
TWICE = many(12, "L{n} | {n} | 13-01-2024 | {n},50")

PAIRS = {
    # sheets
    "sheet_without_header": Pair(
        Book({"jan": [COLUMNS, *ROWS], "Vervolg": ROWS}), Book({"jan": [COLUMNS, *ROWS], "feb": [COLUMNS, *ROWS]})
    ),
    "sheet_hidden": Pair(
        Book({"jan": [COLUMNS, *ROWS], "oud": [COLUMNS, *ROWS]}, hidden="oud"),
        Book({"jan": [COLUMNS, *ROWS], "oud": []}, hidden="oud"),
    ),
    "sheet_without_table": Pair(
        Book({"uitleg": [["De uitgaven"], ["van de gemeente"]], "jan": [COLUMNS, *ROWS]}),
        Book({"leeg": [], "jan": [COLUMNS, *ROWS]}),
    ),
    "sheet_of_other_layout": Pair(
        Book({"jan": [COLUMNS, *ROWS], "som": [["Leverancier", "Bedrag", "Regio"], ["A", 1.5, "N"], ["B", 2.5, "Z"], ["C", 3.5, "Z"]]}),
        Book({"jan": [COLUMNS, *ROWS], "feb": [COLUMNS, *ROWS]}),
    ),
    "amount_basis_mixed": Pair(
        Book({"jan": WIDE, "feb": WIDE_GROSS}),
        Book({"jan": WIDE, "feb": WIDE}),
        "4.50",
    ),
    "nil_return": Pair(Text("Geen uitgaven in deze periode | | | "), Text(LINES)),
    # rows
    "no_lines": Pair(Text("Totaal | | | 0,00"), Text(LINES)),
    "rows_hidden": Pair(
        Book({"jan": [COLUMNS, *ROWS]}, hidden_rows=(2,)), Book({"jan": [COLUMNS, *ROWS]}, hidden_rows=(1, 9))
    ),
    "second_table": Pair(Text(LINES + BELOW), Text(LINES + HEADER + "\n" + LINES)),
    "amount_missing": Pair(Text(LINES + "C | 3 | 15-01-2024 | "), Text(LINES + "C | | | ")),
    "amount_not_a_number": Pair(Text(LINES + "C | 3 | 15-01-2024 | volgt"), Text(LINES + "C | 3 | 15-01-2024 | 1.250,-")),
    "amount_error": Pair(
        Book({"S": [COLUMNS, *ROWS, ["D", "F4", "16-01-2024", "#N/A"]]}), Book({"S": [COLUMNS, *ROWS]})
    ),
    "amount_not_calculated": Pair(
        Book({"S": [COLUMNS, *ROWS, ["D", "F4", "16-01-2024", "=1+1"]]}), Book({"S": [COLUMNS, *ROWS]})
    ),
    "amount_lost": Pair(Text(LINES + "C | 3 | 15-01-2024 | ######"), Text(LINES + "C | ##### | 15-01-2024 | 1,00")),
    "error_cells": Pair(
        Book({"S": [COLUMNS, *ROWS, ["#REF!", "F4", "16-01-2024", 4.5]]}), Book({"S": [COLUMNS, *ROWS]}), "4.50"
    ),
    "formulas_not_calculated": Pair(
        Book({"S": [COLUMNS, *ROWS, ["=A2", "F4", "16-01-2024", 4.5]]}), Book({"S": [COLUMNS, *ROWS]}), "4.50"
    ),
    "stated_total_differs": Pair(
        Text(LINES + "Totaal | | | 1.201,00"), Text(LINES + "Totaal | | | 1.200,00"), "1.00"
    ),
    "total_without_label": Pair(Text(LINES + " | | | 1.200,00"), Text(LINES + "Totaal | | | 1.200,00"), "1200.00"),
    "header_repeated": Pair(Text(LINES + HEADER), Text(LINES)),
    "rows_undivided": Pair(
        Text(LINES + "Slager;1003;15-01-2024;7,50\n" + LINES),
        Text(LINES + "Bron: administratie; versie 2; 15-01-2024; concept\n" + LINES),
    ),
    "filled_from_headings": Pair(
        Text("Crediteur: A\n1 | 13-01-2024 | 1,00\nCrediteur: B\n2 | 14-01-2024 | 2,00", "Factuurnr | Datum | Bedrag"),
        Text("Crediteur: A\n1 | 13-01-2024 | 1,00\n2 | 14-01-2024 | 2,00", "Factuurnr | Datum | Bedrag"),
    ),
    "rows_set_aside_as_note": Pair(Text(LINES + "Bron: administratie | | | "), Text(LINES + "Bron | 3 | 15-01-2024 | 1,00")),
    "cells_beyond_header": Pair(
        Text(many(20, "A | {n} | 1 | 5,50") + "B | V | 21 | 1 | 5,00", COUNTED),
        Text(many(20, "A | {n} | 1 | 5,50") + "B | 21 | 1 | 5,00", COUNTED),
        "1.00",
    ),
    # amounts
    "debit_equals_credit": Pair(
        Text("A | 13-01-2024 | 5,00 |\nA | 13-01-2024 | | 5,00\nB | 14-01-2024 | 3,00 |\nB | 14-01-2024 | | 3,00", DEBIT),
        Text("A | 13-01-2024 | 5,00 |\nA | 13-01-2024 | | 5,00\nB | 14-01-2024 | 3,00 |\nB | 14-01-2024 | 1,00 |", DEBIT),
        "16.00",
    ),
    "debit_and_credit_filled": Pair(
        Text("A | 13-01-2024 | 5,00 | 3,00\nB | 14-01-2024 | 4,00 |\nC | 14-01-2024 | 3,00 |", DEBIT),
        Text("A | 13-01-2024 | 5,00 | 0,00\nB | 14-01-2024 | 4,00 |\nC | 14-01-2024 | | 3,00", DEBIT),
        "2.00",
    ),
    "net_and_vat_not_gross": Pair(
        Text("A | 100,00 | 21,00 | 121,00\nB | 200,00 | 42,00 | 224,00", "Leverancier | Bedrag excl. btw | Btw-bedrag | Bedrag incl. btw"),
        Text("A | 100,01 | 21,00 | 121,00\nB | 200,00 | 42,00 | 242,00", "Leverancier | Bedrag excl. btw | Btw-bedrag | Bedrag incl. btw"),
        "200.00",
    ),
    "amounts_rounded": Pair(Text(LINES + "C | 3 | 15-01-2024 | 0,0149"), Text(LINES + "C | 3 | 15-01-2024 | 0,01"), "0.01"),
    "amounts_without_cents": Pair(Text(many(20)), Text(many(20) + "C | 3 | 15-01-2024 | 0,50"), "20210.00"),
    "number_style_mixed": Pair(
        Text(LINES + "C | 3 | 15-01-2024 | 1,000.50"), Text(LINES + "C | 3 | 15-01-2024 | 1.000,50"), "1000.50"
    ),
    "amount_basis_unknown": Pair(Text(LINES, HEADER.removesuffix(" excl. btw")), Text(LINES), "1269.00"),
    "amounts_in_bands": Pair(Text("A | 9 | ICT | 2024\nB | 1 | ICT | 2024", "leverancier | staffel | categorie | jaar"), Text(LINES)),
    "amounts_in_thousands": Pair(Text(LINES, HEADER + " (x 1.000)"), Text(LINES), "1269000.00"),
    "currency_other_than_euro": Pair(
        Text("A | 1 | 13-01-2024 | £34.50\nB | 2 | 13-01-2024 | £1.25"), Text(LINES.replace("-34,50", "€ 34,50")), "35.75"
    ),
    "credit_basis_unknown": Pair(
        Text("A | 13-01-2024 | 50,00 |\nB | 14-01-2024 | | 34,50", "Leverancier | Datum | Bedrag excl. btw | Credit"),
        Text("A | 13-01-2024 | 50,00 |\nB | 14-01-2024 | | 34,50", "Leverancier | Datum | Debet excl. btw | Credit excl. btw"),
        "34.50",
    ),
    "credit_without_minus": Pair(
        Text("A | 1 | 13-01-2024 | 50,00 | Inkt\nB | 2 | 14-01-2024 | 34,50 | Creditnota inkt", DESCRIBED),
        Text("A | 1 | 13-01-2024 | 50,00 | Creditcard\nB | 2 | 14-01-2024 | -34,50 | Creditnota inkt", DESCRIBED),
        "34.50",
    ),
    "negative_lines": Pair(Text(LINES), Text("A | 1 | 13-01-2024 | 1,50"), "34.50"),
    "zero_lines": Pair(Text(LINES + "C | 3 | 15-01-2024 | 0,00"), Text(LINES), "0.00"),
    "one_line_weighs_most": Pair(
        Text(many(11, "L | {n} | 13-01-2024 | 1,50") + "B | 2 | 13-01-2024 | 17,00"),
        Text(many(11, "L | {n} | 13-01-2024 | 1,50") + "B | 2 | 13-01-2024 | 16,00"),
        "17.00",
    ),
    "amount_hundredfold": Pair(
        Text("A | 1 | 13-01-2024 | 57,13\nA | 2 | 13-02-2024 | 61,20\nA | 3 | 13-03-2024 | 5.713,00"),
        Text("A | 1 | 13-01-2024 | 57,10\nA | 2 | 13-02-2024 | 61,20\nB | 3 | 13-03-2024 | 5.710,00"),
        "5713.00",
    ),
    # repeats
    "exact_duplicates": Pair(
        Text(LINES + "Smid | 1002 | 14-01-2024 | -34,50"), Text(LINES + "Smid | 1003 | 14-01-2024 | -34,50"), "34.50"
    ),
    "lines_cancel_out": Pair(
        Text(many(5, "A | {n} | 13-01-2024 | -{n},50") + many(5, "A | B{n} | 13-02-2024 | {n},50") + LINES),
        Text(  # four corrections, and a fifth line of another supplier
            many(5, "A | {n} | 13-01-2024 | -{n},50")
            + many(4, "A | B{n} | 13-02-2024 | {n},50")
            + many(1, "B | B{n} | 13-02-2024 | {n},50", first=1005)
            + LINES
        ),
        "10035.00",
    ),
    "invoice_total_repeats": Pair(
        Text("".join(many(5, f"A | {{n}} | 13-01-2024 | {{n}},00 | {words}") for words in ("papier", "inkt")), DESCRIBED),
        Text(many(5, "A | {n} | 13-01-2024 | {n},00 | papier") + many(5, "A | {n} | 13-01-2024 | 2{n},00 | inkt"), DESCRIBED),
        "5015.00",
    ),
    "invoice_on_two_dates": Pair(
        Text(LINES + "Bakker | 1001 | 20-02-2024 | 1.234,50"),
        Text(LINES + many(5, "Huur | 7 | {n}-01-2024 | 800,50", first=10)),  # a contract, paid again and again
        "1234.50",
    ),
    "invoice_under_two_numbers": Pair(
        Text(LINES + "Bakker | F-1001 | 13-01-2024 | 1.234,50"), Text(LINES + "Bakker | 1003 | 13-01-2024 | 1.234,50"), "1234.50"
    ),
    "amount_repeats": Pair(
        Text(many(50) + many(6, "M{n} | {n} | 13-01-2024 | 99,99")), Text(many(50) + many(5, "M{n} | {n} | 13-01-2024 | 99,99")), "599.94"
    ),
    "month_occurs_twice": Pair(
        Text(TWICE + many(12, "L{n} | 9{n} | 13-01-2024 | {n},50")), Text(TWICE + many(12, "L{n} | 9{n} | 13-02-2024 | {n},50")), "12084.00"
    ),
    # dates
    "date_missing": Pair(Text(LINES + "C | 3 | | 5,00"), Text(LINES), "5.00"),
    "date_column_missing": Pair(
        Text("A | 1 | 1,50", "Leverancier | Factuurnr | Bedrag"), Text("A | 2024 | 1,50", "Leverancier | Jaar | Bedrag"), "1.50"
    ),
    "contract_register": Pair(
        Text("C-1 | A | 01-01-2024 | 31-12-2027 | 1,50", "Contract | Leverancier | Ingangsdatum | Einddatum | Jaarlijkse waarde"),
        Text("F-1 | A | 01-01-2024 | 31-12-2027 | 1,50", "Factuurnr | Leverancier | Ingangsdatum | Einddatum | Bedrag"), "1.50"
    ),
    "date_unreadable": Pair(Text(LINES + "C | 3 | onbekend | 5,00"), Text(LINES + "C | 3 | 5 jan 2024 | 5,00"), "5.00"),
    "date_lost": Pair(Text(LINES + "C | 3 | ######## | 5,00"), Text(LINES + "C | ####### | 13-01-2024 | 5,00"), "5.00"),
    "date_implausible": Pair(Text(LINES + "C | 3 | 01-01-1900 | 5,00"), Text(LINES + "C | 3 | 01-01-1990 | 5,00"), "5.00"),
    "date_far_from_others": Pair(Text(LINES + "C | 3 | 01-01-2021 | 5,00"), Text(LINES + "C | 3 | 01-02-2022 | 5,00"), "5.00"),
    "date_order_mixed": Pair(
        Text(LINES + "C | 3 | 01-15-2024 | 5,00\n"), Text(LINES + "C | 3 | 15-01-2024 | 5,00"), "5.00"
    ),
    "dates_outside_year": Pair(
        Submission("A | 1 | 31-12-2024 | 5,00\nB | 2 | 01-01-2025 | 6,00"), Submission("B | 2 | 01-01-2025 | 6,00"), "5.00"
    ),
    "payment_before_invoice": Pair(
        Text("A | 14-01-2024 | 13-01-2024 | 5,00", "Leverancier | Factuurdatum | Betaaldatum | Bedrag"),
        Text("A | 14-01-2024 | 14-01-2024 | 5,00", "Leverancier | Factuurdatum | Betaaldatum | Bedrag"),
        "5.00",
    ),
    "month_without_lines": Pair(
        Text(year([1, 2, 3, 4, 6, 7, 8])), Text(year([1, 2, 3, 4, 5, 6, 7]) + "A | 7 | 13-11-2024 | 5,50")
    ),
    "year_in_part": Pair(
        Submission(year([11, 12], of=2025), whole=True), Submission(year([3, 6, 9, 12], of=2025), whole=True)
    ),
    # suppliers
    "supplier_column_missing": Pair(Text("1 | 13-01-2024 | 5,00", "Factuurnr | Factuurdatum | Bedrag"), Text(LINES), "5.00"),
    "supplier_missing": Pair(Text(LINES + " | 3 | 15-01-2024 | 5,00"), Text(LINES), "5.00"),
    "supplier_redacted": Pair(Text(LINES + "Geanonimiseerd | 3 | 15-01-2024 | 5,00"), Text(LINES + "Anomaly BV | 3 | 15-01-2024 | 5,00"), "5.00"),
    "supplier_is_a_number": Pair(Text(LINES + "100234 | 3 | 15-01-2024 | 5,00"), Text(LINES + "247 Time | 3 | 15-01-2024 | 5,00"), "5.00"),
    "supplier_with_two_numbers": Pair(
        Text("A | 1 | 13-01-2024 | 1,50\nA | 2 | 13-01-2024 | 2,50\nB | 3 | 13-01-2024 | 3,50", WITH_ID),
        Text("A | 1 | 13-01-2024 | 1,50\nA | 1 | 13-01-2024 | 2,50\nB | 3 | 13-01-2024 | 3,50", WITH_ID),
        "4.00",
    ),
    "number_of_two_suppliers": Pair(
        Text("Bakker | 1 | 13-01-2024 | 1,50\nSmid | 1 | 13-01-2024 | 2,50", WITH_ID),
        Text("Bakker | 1 | 13-01-2024 | 1,50\nBakker BV | 1 | 13-01-2024 | 2,50\nBAKKER B.V. | 1 | 13-01-2024 | 2,50", WITH_ID),
        "4.00",
    ),
    "supplier_written_in_two_ways": Pair(
        Text("Jansen Groen BV | 1 | 13-01-2024 | 1,50\nJansen Groen B.V. | 2 | 13-01-2024 | 2,50"),
        Text("Jansen Groen BV | 1 | 13-01-2024 | 1,50\nJansen Groep BV | 2 | 13-01-2024 | 2,50"),
        "4.00",
    ),
    "supplier_negative_in_total": Pair(
        Text(LINES), Text(LINES + "Smid | 1000 | 12-01-2024 | 34,50"), "34.50"
    ),
    "one_supplier_weighs_most": Pair(
        Text(many(19) + many(2, "Smid | {n} | 13-01-2024 | 10.000,00")), Text(many(19) + many(2, "Smid | {n} | 13-01-2024 | 9.000,00")), "20000.00"
    ),
    # texts
    "text_cut_off": Pair(
        Text("\n".join(f"{name[:30]} | 1 | 13-01-2024 | 1,50" for name in CUT)),
        Text("\n".join(f"{name[: 20 + n]} | 1 | 13-01-2024 | 1,50" for n, name in enumerate(CUT))),
        "15.00",
    ),
    "text_misread": Pair(Text(LINES + "CafÃ© Zuid | 3 | 15-01-2024 | 5,00"), Text(LINES + "Café São Pão | 3 | 15-01-2024 | 5,00"), "5.00"),
    "iban_in_text": Pair(
        Text("A | 1 | 13-01-2024 | Terug op NL91 ABNA 0417 1643 00 | 5,00", WITH_TEXT),
        Text("A | 1 | 13-01-2024 | Order NL91 ABNA 0417 1643 01 | 5,00", WITH_TEXT),
        "5.00",
    ),
    "bsn_in_text": Pair(
        Text("A | 1 | 13-01-2024 | vergoeding bsn 111222333 | 5,00", WITH_TEXT),
        Text("A | 1 | 13-01-2024 | order 111222333 | 5,00", WITH_TEXT),
        "5.00",
    ),
    "description_missing": Pair(
        Text("A | 1 | 13-01-2024 | Brood | 5,00\nB | 2 | 13-01-2024 | Melk | 5,00\nC | 3 | 13-01-2024 | | 6,00", WITH_TEXT),
        Text("A | 1 | 13-01-2024 | Brood | 5,00\nB | 2 | 13-01-2024 | | 5,00\nC | 3 | 13-01-2024 | | 6,00", WITH_TEXT),
        "6.00",
    ),
    "category_missing": Pair(
        Text("A | ICT | 13-01-2024 | 5,00\nB | ICT | 13-01-2024 | 5,00\nC | | 13-01-2024 | 6,00", "Leverancier | Inkooppakket | Factuurdatum | Bedrag"),
        Text("A | ICT | 13-01-2024 | 5,00\nB | ICT | 13-01-2024 | 5,00", "Leverancier | Inkooppakket | Factuurdatum | Bedrag"),
        "6.00",
    ),
    "department_missing": Pair(
        Text("A | 1 | 13-01-2024 | 5,00 | Groen\nB | 2 | 13-01-2024 | 5,00 | Groen\nC | 3 | 13-01-2024 | 6,00 |", WITH_DEPARTMENT),
        Text("A | 1 | 13-01-2024 | 5,00 | Groen\nB | 2 | 13-01-2024 | 5,00 | Wegen", WITH_DEPARTMENT),
        "6.00",
    ),
    # codes
    "code_lost_digits": Pair(Text(LINES + "C | 1,8E+13 | 15-01-2024 | 5,00"), Text(LINES + "C | 18E-13 x | 15-01-2024 | 5,00"), "5.00"),
    "code_became_date": Pair(
        Book({"S": [COLUMNS, *ROWS, ["D", datetime(2024, 2, 1), "16-01-2024", 4.5]]}),
        Book({"S": [COLUMNS, *ROWS, ["D", "2024-2", "16-01-2024", 4.5]]}),
        "4.50",
    ),
    "invoice_number_missing": Pair(Text(LINES + "C | | 15-01-2024 | 5,00"), Text(LINES), "5.00"),
    "kvk_not_eight_digits": Pair(
        Text("A | 1234567 | 13-01-2024 | 1,50\nB | 12345678 | 13-01-2024 | 1,00", WITH_KVK),
        Text("A | 01234567 | 13-01-2024 | 1,50\nB | 12 34 56 78 | 13-01-2024 | 1,00", WITH_KVK),
        "1.50",
    ),
    "vat_number_wrong": Pair(
        Text("A | NL111222334B01 | 13-01-2024 | 1,50", WITH_VAT),
        Text("A | NL111222333B01 | 13-01-2024 | 1,50\nB | NL000099998B57 | 13-01-2024 | 1,00\nC | BE0123456789 | 13-01-2024 | 1,00", WITH_VAT),
        "1.50",
    ),
    # columns
    "personal_data_removed": Pair(
        Text("A | NL91ABNA0417164300 | 13-01-2024 | 1,50", "Leverancier | IBAN | Factuurdatum | Bedrag"),
        Text("A | 4300 | 13-01-2024 | 1,50", "Leverancier | Kostenplaats | Factuurdatum | Bedrag"),
    ),
    "columns_unknown": Pair(
        Text("A | x | 13-01-2024 | 1,50", "Leverancier | Kleurcode | Factuurdatum | Bedrag"), Text(LINES)
    ),
    "layout_remembered": Pair(Layouts(HEADER, HEADER, "date_order"), Layouts(HEADER, HEADER)),
    "layout_changed": Pair(Layouts(HEADER, HEADER.replace("Factuurnr", "Factuurcode")), Layouts(HEADER, HEADER)),
    # history
    "lines_of_last_year": Pair(
        Submission(AS_MANY, AS_MANY), Submission(AS_MANY, AS_MANY.replace("13-01", "14-01")), "210.00"
    ),
    "total_jumped": Pair(
        Submission(many(20, "L{n} | {n} | 13-01-2025 | 16,00"), AS_MANY), Submission(many(20, "L{n} | {n} | 13-01-2025 | 15,75"), AS_MANY), "110.00"
    ),
    "line_count_jumped": Pair(
        Submission(many(31, "L{n} | {n} | 13-01-2025 | 6,50"), AS_MANY), Submission(many(30, "L{n} | {n} | 13-01-2025 | 6,50"), AS_MANY)
    ),
    "department_jumped": Pair(
        Submission(departments(("Groen", 100), ("Wegen", 21)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        Submission(departments(("Groen", 100), ("Wegen", 20)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        "110.00",
    ),
    "department_gone": Pair(
        Submission(departments(("Groen", 100), ("Zorg", 10)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        Submission(departments(("groen ", 100), ("Wegen", 10)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        "100.00",
    ),
    "department_new": Pair(
        Submission(departments(("Groen", 100), ("Zorg", 10)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        Submission(departments(("Groen", 100), ("WEGEN", 10)), departments(("Groen", 100), ("Wegen", 10)), WITH_DEPARTMENT),
        "100.00",
    ),
    "supplier_gone": Pair(
        Submission(AS_MANY, AS_MANY + "Groot | 1 | 13-01-2025 | 50,00"), Submission(AS_MANY + "groot | 1 | 13-01-2025 | 1,00", AS_MANY + "Groot | 1 | 13-01-2025 | 50,00"), "50.00"
    ),
    "basis_changed": Pair(Submission(AS_MANY, AS_MANY, basis_before="gross"), Submission(AS_MANY, AS_MANY)),
}  # fmt: skip


def findings_of(file: Case) -> dict[str, Finding]:
    if isinstance(file, Book):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in file.sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
            for number in file.hidden_rows:
                sheet.row_dimensions[number].hidden = True
            sheet.sheet_state = "hidden" if name == file.hidden else "visible"
        reading = read("spend.xlsx", saved(book))
        return {found.rule: found for found in reading.findings}
    if isinstance(file, Text):
        return {found.rule: found for found in reading_of(f"{file.header}\n{file.lines}").findings}
    if isinstance(file, Layouts):
        before, after = (layout_of(reading_of(f"{header}\n{LINES}")) for header in (file.before, file.now))
        words = (answer_in_words(file.answered, "dmy"),) if file.answered else ()
        changes = in_words(drift_of(before, after))
        remembered = Remembered("key", {}, words, "anna", datetime(2024, 2, 1), changes)
        return {found.rule: found for found in findings_on(remembered)}
    now = reading_of(f"{file.header}\n{file.now}")
    earlier = None
    if file.before:
        before = reading_of(f"{file.header}\n{file.before}").tables[0].lines
        earlier = Earlier(2024, before, file.basis_before)
    return {found.rule: found for found in check_submission(now, 2025, earlier, file.whole)}


@pytest.mark.parametrize("rule", PAIRS)
def test_a_rule_speaks_where_it_should_and_is_silent_where_it_only_seems_so(rule: str) -> None:
    pair = PAIRS[rule]

    found = findings_of(pair.fires)

    assert rule in found
    if pair.euros is not None:
        assert found[rule].cents == round(float(pair.euros) * 100)
    assert rule not in findings_of(pair.silent)


def test_every_rule_of_the_catalogue_has_a_pair() -> None:
    assert set(PAIRS) == set(rules())


def test_a_rule_on_lines_names_its_cells() -> None:
    whole = {
        "date_column_missing", "contract_register", "supplier_column_missing", "amount_basis_unknown", "amounts_in_thousands",
        "amounts_without_cents", "currency_other_than_euro", "debit_equals_credit", "amount_basis_mixed",
    }  # fmt: skip
    for rule, pair in PAIRS.items():
        found = findings_of(pair.fires)[rule]
        if pair.euros is not None and rules()[rule]["looks_at"] != "history" and rule not in whole:
            assert found.cells, rule
            assert all(re.fullmatch(r"(?:S!)?[A-Z]+[1-9]\d*", cell) for cell in found.cells), rule


def test_a_message_says_in_both_languages_what_to_do_next_and_leaves_no_brace() -> None:
    for pair in PAIRS.values():
        for found in findings_of(pair.fires).values():
            assert "{" not in found.message.nl + found.message.en
    for rule, entry in rules().items():
        assert len(re.findall(r"[.:;] ", entry["nl"] + " ")) >= 2 or rule == "amount_basis_mixed", rule


def test_everything_that_can_be_looked_at_has_rules() -> None:
    assert {rule["looks_at"] for rule in rules().values()} == set(LOOKS_AT)


def test_a_year_of_ordinary_lines_gives_no_warning() -> None:
    first = date(2025, 1, 1)
    lines = "".join(
        f"Leverancier {n % 23} | F-{n} | {(first + timedelta(days=n)):%d-%m-%Y} | {n * 37 % 911 + 12},{n % 90 + 10}\n"
        for n in range(365)
    )

    warnings = [found.rule for found in findings_of(Text(lines)).values() if found.severity != "info"]

    assert warnings == []


WHOLE_YEAR = range(1, 13)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        pytest.param(year([12], 30, of=2025), "januari tot en met november", id="December only"),
        pytest.param(year([1], 1, of=2025) + year([12], 30, of=2025), "januari tot en met november", id="and a stray line"),
        pytest.param(
            year([4, 5, 6, 7], of=2025),
            "januari tot en met maart en augustus tot en met december", id="a middle",
        ),
        pytest.param(year(range(1, 12), of=2025), "december", id="one month, while the others are well filled"),
        pytest.param(year([4], 30, of=2025) + year([11, 12], 2, of=2024), "januari tot en met maart", id="April, with older invoices"),
    ],
)  # fmt: skip
def test_what_lacks_of_a_whole_year_is_told_in_months(lines: str, said: str) -> None:
    found = check_submission(reading_of(f"{HEADER}\n{lines}"), 2025, whole=True)

    told = next(one.message.nl for one in found if one.rule == "year_in_part")
    assert f"van {said}" in told
    assert "kolom “Factuurdatum”" in told


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(year(WHOLE_YEAR, of=2025), id="a whole year"),
        pytest.param(year(WHOLE_YEAR, 2, of=2025), id="a small body"),
        pytest.param(year(range(2, 13), 3, of=2025), id="a small body that paid nothing in January"),
        pytest.param(year([12], 19, of=2025), id="too few lines"),
        pytest.param(year([6, 12], 30, of=2025), id="booked by the half year"),
        pytest.param(year([1, 4, 7, 10], of=2025), id="booked at the start of a quarter"),
        pytest.param(many(30, "L{n} | {n} | 31-12-2025 | {n},00"), id="dates that only stand for the year"),
        pytest.param(many(30, "L{n} | {n} | 01-01-2025 | {n},00"), id="or for its start"),
        pytest.param(year([12], 30, of=2025) + many(400, "L{n} | {n} | | 5,00"), id="hardly any dates"),
        pytest.param(year(range(4, 13), of=2025) + year([1, 2, 3], of=2026), id="a year from April"),
        pytest.param(year(WHOLE_YEAR, 5, of=2025) + year([12], 20, of=2025), id="a busy December"),
    ],
)
def test_a_file_of_a_whole_year_is_not_said_to_be_a_part(lines: str) -> None:
    found = check_submission(reading_of(f"{HEADER}\n{lines}"), 2025, whole=True)

    assert "year_in_part" not in [one.rule for one in found]


def test_of_a_file_that_is_said_to_be_a_part_nothing_is_missed() -> None:
    assert check_submission(reading_of(f"{HEADER}\n{year([12], 30, of=2025)}"), 2025) == []
