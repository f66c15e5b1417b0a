"""Exports in the manner of Dutch finance systems, with the dirt that they have, are read without help to the cent.

The names of the systems say whose habits a layout has; the rows are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pytest

from kpi.intake import lines_from_record, read
from kpi.model import TableReading
from tests.intake.files import xls, xlsx
from tests.intake.money import assert_money_adds_up
from tests.intake.tables import file_of, rules_of


@dataclass(frozen=True)
class Invoice:
    department: str
    supplier: str
    number: str
    day: date
    cents: int

    @property
    def vat(self) -> int:
        return self.cents * 21 // 100

    @property
    def code(self) -> str:
        return str(100000 + 37 * SUPPLIERS.index(self.supplier))

    @property
    def paid(self) -> date:
        return self.day + timedelta(24)


SUPPLIERS = (
    "Totaal Installatie BV",
    "Café De Zon",
    "De Graaf; Advies",
    "Müller & Zn.",
    "Saldo Accountants",
    "Total Nederland",
)
INVOICES = [
    Invoice(department, SUPPLIERS[number % 6], f"F24{number:03}", date(2024, 1, 3) + timedelta(9 * number), cents)
    for number, (department, cents) in enumerate(
        (department, cents)
        for department in ("Bestuur", "Ruimte", "Sociaal domein")
        for cents in (1_234_56, -250_00, 98_765_43, 1_000_00, 45_10, 7_777_77, 1_234_56, -12_34, 600_00)
    )
]  # fmt: skip


def dutch(cents: int, trailing: bool = False) -> str:
    text = f"{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02}"
    return text if cents >= 0 else f"{text}-" if trailing else f"-{text}"


def total(invoices: Sequence[Invoice]) -> int:
    return sum(invoice.cents for invoice in invoices)


def by(key: str) -> Iterator[tuple[str, list[Invoice]]]:
    def value(invoice: Invoice) -> str:
        return str(getattr(invoice, key))

    return ((name, list(group)) for name, group in groupby(sorted(INVOICES, key=value), value))


def exact() -> bytes:
    rows: list[list[str]] = [["Inkoopboek"], ["Administratie: 12 - Gemeente Testdam"], ["Periode: 1 t/m 12, 2024"], []]
    rows += [
        [
            "Dagboek",
            "Boekstuk",
            "Datum",
            "Per.",
            "Relatiecode",
            "Relatienaam",
            "Uw ref.",
            "Bedrag",
            "Valuta",
            "BTW-bedrag",
        ]
    ]
    rows += [
        ["60", str(n), f"{one.day:%d-%m-%Y}", str(one.day.month), one.code, one.supplier, one.number, dutch(one.cents), "EUR",
         dutch(one.vat)]
        for n, one in enumerate(INVOICES)
    ]  # fmt: skip
    rows += [["Totaal", *[""] * 6, dutch(total(INVOICES)), "", dutch(sum(one.vat for one in INVOICES))]]
    return encoded(rows)


def afas() -> bytes:
    rows: list[list[Any]] = [["Crediteurmutaties"], [], ["Crediteurnr.", "Naam crediteur", "Factuurnr.", "Factuurdatum",
                             "Boekstukdatum", "Bedrag debet", "Bedrag credit", "Afdeling"]]  # fmt: skip
    for one in INVOICES:
        sides = [one.cents / 100, None] if one.cents > 0 else [None, -one.cents / 100]
        rows.append([one.code, one.supplier, one.number, one.day, one.paid, *sides, one.department])
    return xlsx(rows)


def sap() -> bytes:
    """Line items of vendors: invoices are negative, credit notes are not; a sum of each vendor is marked with an asterisk."""
    rows = [["Gemeente Testdam"], ["Lijst posten crediteuren"], [],
            ["St", "Toewijzing", "Documentnr", "Soort", "Doc.datum", "Leverancier", "Naam 1", "Bedrag in EV", "EV"]]  # fmt: skip
    for _, group in by("supplier"):
        for one in group:
            kind = "KR" if one.cents > 0 else "KG"
            row = ["", one.number, f"51{one.number[1:]}", kind, f"{one.day:%d.%m.%Y}", one.code, one.supplier]
            rows.append([*row, dutch(-one.cents, trailing=True), "EUR"])
        rows.append(["*", *[""] * 4, group[0].code, "", dutch(-total(group), trailing=True), "EUR"])
    rows.append(["**", *[""] * 6, dutch(-total(INVOICES), trailing=True), "EUR"])
    return encoded(rows, delimiter="\t")


def unit4() -> bytes:
    rows = [["Query: GL07 inkoop"], ["Rekening", "Rekening (T)", "Kpl", "Kpl (T)", "Lev/Klant", "Lev/Klant (T)", "Factuurnr",
             "Transactiedatum", "Periode", "Bedrag"]]  # fmt: skip
    for one in INVOICES:
        rows.append(["4300", "Inhuur", "6100", one.department, one.code, one.supplier, one.number, f"{one.day:%d-%m-%Y}",
                     f"{one.day:%Y%m}", dutch(one.cents)])  # fmt: skip
    return encoded([*rows, ["Σ", *[""] * 8, dutch(total(INVOICES))]], encoding="utf-8-sig")


def key2() -> bytes:
    rows = [["Gemeente Testdam"], ["Crediteurenoverzicht per afdeling"], ["Dienstjaar", "2024"], ["Blad 1"], [],
            ["FCL", "FCL omschrijving", "Crediteurnr", "Crediteurnaam", "Factuurnr", "Factuurdatum", "Bedrag"]]  # fmt: skip
    for department, group in by("department"):
        rows += [["6100", department, one.code, one.supplier, one.number, f"{one.day:%d-%m-%Y}", dutch(one.cents, True)]
                 for one in group]  # fmt: skip
        rows += [[f"Totaal {department}", *[""] * 5, dutch(total(group), True)], []]
    return encoded([*rows, ["Eindtotaal", *[""] * 5, dutch(total(INVOICES), True)]])


def civision() -> bytes:
    """Invoices below a heading with the supplier."""
    rows = [
        ["Facturen per leverancier"],
        [],
        ["Factuurnr", "Factuurdatum", "Afdeling", "Bedrag excl. BTW", "BTW", "Bedrag incl. BTW"],
    ]
    for supplier, group in by("supplier"):
        rows += [[supplier], *([one.number, f"{one.day:%d-%m-%Y}", one.department, dutch(one.cents), dutch(one.vat),
                 dutch(one.cents + one.vat)] for one in group)]  # fmt: skip
        rows += [["Subtotaal", "", "", dutch(total(group)), "", ""]]
    return encoded([*rows, ["Totaal", "", "", dutch(total(INVOICES)), "", ""]])


def oracle() -> bytes:
    rows = [["OPERATING_UNIT", "VENDOR_NAME", "VENDOR_NUMBER", "INVOICE_NUM", "INVOICE_DATE", "DIST_LINE_AMOUNT"]]
    for one in INVOICES:
        rows.append(
            [
                one.department,
                one.supplier,
                one.code,
                one.number,
                f"{one.day:%d-%b-%Y}".upper(),
                f"{one.cents / 100:.2f}",
            ]
        )
    return encoded(rows, delimiter=",", encoding="utf-8")


def twinfield() -> bytes:
    """Journal lines with two sides and a running balance."""
    rows = [["Dagboek", "Boekdatum", "Crediteur", "Naam", "Factuurnummer", "Debet", "Credit", "Saldo"]]
    for number, one in enumerate(INVOICES):
        sides = [dutch(one.cents), ""] if one.cents > 0 else ["", dutch(-one.cents)]
        rows.append(
            [
                "INK",
                f"{one.day:%d-%m-%Y}",
                one.code,
                one.supplier,
                one.number,
                *sides,
                dutch(total(INVOICES[: number + 1])),
            ]
        )
    return encoded(rows)


def pages() -> bytes:
    """A printed list: the title, the header and the sum so far on every page."""
    rows: list[list[str]] = []
    for first in range(0, len(INVOICES), 10):
        rows += [
            ["Gemeente Testdam", "", "", f"Blad {first // 10 + 1}"],
            ["Crediteurnaam", "Factuurnr", "Factuurdatum", "Bedrag"],
        ]
        rows += [["Transport", "", "", dutch(total(INVOICES[:first]), True)]] if first else []
        rows += [
            [one.supplier, one.number, f"{one.day:%d-%m-%y}", dutch(one.cents, True)]
            for one in INVOICES[first : first + 10]
        ]
        last = first + 10 >= len(INVOICES)
        rows += [["Totaal" if last else "Te transporteren", "", "", dutch(total(INVOICES[: first + 10]), True)], []]
    return encoded(rows, encoding="cp850")


def water_authority() -> bytes:
    header = ["Afdeling", "Crediteur", "Fact. nr", "Fact.datum", "Netto", "Btw", "Bruto", "Betaaldatum"]
    rows: list[list[Any]] = [["Betaalde facturen", "Waterschap Testrijn"], header]
    for one in INVOICES:
        money = [one.cents / 100, one.vat / 100, (one.cents + one.vat) / 100]
        rows.append([one.department, one.supplier, one.number, f"{one.day:%d-%m-%Y}", *money, f"{one.paid:%d-%m-%Y}"])
    return xls([*rows, ["Totaal", "", "", "", total(INVOICES) / 100]])


def encoded(rows: list[list[str]], delimiter: str = ";", encoding: str = "cp1252") -> bytes:
    return file_of(rows, delimiter).decode().encode(encoding, "replace")


SYSTEMS: dict[str, tuple[Callable[[], bytes], str]] = {
    "Exact": (exact, "Bedrag"),
    "AFAS": (afas, ""),
    "SAP": (sap, "Bedrag in EV"),
    "Unit4": (unit4, "Bedrag"),
    "Key2Financien": (key2, "Bedrag"),
    "CiVision": (civision, "Bedrag excl. BTW"),
    "Oracle": (oracle, "DIST_LINE_AMOUNT"),
    "Twinfield": (twinfield, ""),
    "a printed list": (pages, "Bedrag"),
    "a water authority": (water_authority, "Netto"),
}
"""The export, and the header of what is summed; debit and credit columns are summed without one."""


@pytest.mark.parametrize(("export", "amount"), SYSTEMS.values(), ids=SYSTEMS)
def test_the_export_of_a_finance_system_is_read_to_the_cent_without_a_question(
    export: Callable[[], bytes], amount: str
) -> None:
    reading = read("export", export())

    assert (reading.outcome, reading.questions) == ("ok", ())
    (table,) = reading.tables
    assert_money_adds_up(table)
    assert "stated_total_differs" not in rules_of(reading)
    assert (amount_header(table), table.unreadable.rows) == (amount, 0)
    assert read_lines(table) == sorted((one.supplier, one.number, one.day, one.cents) for one in INVOICES)
    assert lines_from_record([table.record]).equals(table.lines)


def amount_header(table: TableReading) -> str:
    return table.columns["amount"].header if "amount" in table.columns else ""


def read_lines(table: TableReading) -> list[tuple[str, str, date, int]]:
    day = "invoice_date" if "invoice_date" in table.columns else "booking_date"
    rows = table.lines.select(["supplier", "invoice_number", day, "amount"]).to_pylist()
    return sorted((row["supplier"], row["invoice_number"], row[day], row["amount"]) for row in rows)
