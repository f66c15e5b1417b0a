"""Spend files as finance systems export them: one function a system, from lines to a file name and its bytes.

Each has dirt that real exports have and that needs no question: title and parameter rows, subtotals, totals, blank rows, a
header on every page, credit notes written in several ways, leading zeros, several texts for one department.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from random import Random

from kpi.example.bodies import ExampleBody
from kpi.example.firms import number
from kpi.example.spend import Line
from kpi.example.words import LOOKUP, category_text
from kpi.example.workbook import Amount, Cell, ods, xlsx

WITH_LABELS = ("exact", "afas", "key2", "unit4")
"""The systems whose export has a column for a label; elsewhere labels are registered apart (see proof)."""

PAGE = 60


@dataclass(frozen=True)
class File:
    """A file as a buyer would send it."""

    name: str
    content: bytes


def write(body: ExampleBody, year: int, lines: Sequence[Line], system: str | None = None) -> File:
    """The file that this body's finance system of that year (or another one) exports."""
    system = system or body.system(year)
    return SYSTEMS[system](body, year, [_row(body, line, system) for line in lines])


@dataclass(frozen=True)
class _Row:
    """A line in the words of one finance system."""

    line: Line
    department: str
    supplier: str
    supplier_number: str
    category: str
    account: int
    document: str
    label: str | None


def _row(body: ExampleBody, line: Line, system: str) -> _Row:
    rng = Random(f"{body.id}:{line.invoice}:{line.cents}")
    aliases = line.department.aliases
    return _Row(
        line=line,
        department=rng.choice(aliases) if rng.random() < 0.12 else line.department.name,
        supplier=line.firm.name.replace("B.V.", "BV") if rng.random() < 0.15 else line.firm.name,
        supplier_number=number(line.firm, body.id),
        category=category_text(system, line.category),
        account=LOOKUP[line.category].account,
        document=f"{line.year}{rng.randrange(1_000_000):06d}",
        label=line.label,
    )


def _exact(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Purchase journal: semicolons, Windows letters, a minus behind the amount, a total at the end."""
    table: list[Sequence[str]] = [
        (
            "Dagboek: Code", "Boekjaar", "Periode", "Boekstuknummer", "Factuurdatum", "Relatiecode", "Naam relatie",
            "Uw ref.", "Grootboekrekening", "Omschrijving grootboek", "Contractnummer", "Bedrag excl. btw",
            "Kostenplaats: Code", "Afdeling", "Keurmerk",
        )
    ]  # fmt: skip
    for row in rows:
        line = row.line
        table.append(
            (
                "60", str(year), str(line.booking_date.month), row.document, f"{line.invoice_date:%d-%m-%Y}",
                row.supplier_number, row.supplier, line.invoice, str(row.account), row.category, line.contract or "",
                dutch(line.cents, "trailing"), f"{row.account % 97:04d}", row.department, row.label or "",
            )
        )  # fmt: skip
    table.append(("Totaal", *[""] * 10, dutch(_total(rows), "trailing"), "", "", ""))
    return File(f"inkoopboek_{body.id}_{year}.csv", csv(table))


def _sap(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Vendor line items: a workbook with parameters above the header, a blank row and a total."""
    table: list[list[Cell]] = [
        ["Openstaande en vereffende posten crediteuren"],
        ["Bedrijfsnummer", "1000", body.name],
        ["Periode", f"01-{year} t/m 12-{year}"],
        [],
        [
            "Boekjaar", "Documentnummer", "Documentdatum", "Boekingsdatum", "Leveranciersnummer", "Naam leverancier",
            "KvK-nummer", "Referentie", "Kostensoort", "Omschrijving kostensoort", "Kostenplaats", "Afdeling",
            "Contractnummer", "Nettobedrag", "Valuta",
        ],
    ]  # fmt: skip
    for row in rows:
        line = row.line
        table.append(
            [
                year, row.document, line.invoice_date, line.booking_date, row.supplier_number, row.supplier,
                line.firm.kvk, line.invoice, row.account, row.category, f"{row.account % 97:06d}", row.department,
                line.contract, Amount(line.cents), "EUR",
            ]
        )  # fmt: skip
    table += [[], ["Totaal", *[None] * 12, Amount(_total(rows)), "EUR"]]
    return File(f"FBL1N {body.name} {year}.xlsx", xlsx({"Posten": table}))


def _afas(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Creditor mutations: a workbook with amounts without a sign and a column that says debit or credit."""
    table: list[list[Cell]] = [
        [f"Crediteurmutaties {body.name}", None, None, f"Boekjaar {year}"],
        [],
        [
            "Crediteurnummer", "Naam crediteur", "Factuurnummer", "Factuurdatum", "Boekdatum", "Boekstuknummer",
            "Afdeling", "Grootboekrekening", "Omschrijving grootboek", "Contractnummer", "Bedrag excl. btw", "D/C",
            "Keurmerk",
        ],
    ]  # fmt: skip
    for row in rows:
        line = row.line
        table.append(
            [
                row.supplier_number, row.supplier, line.invoice, line.invoice_date, line.booking_date, row.document,
                row.department, row.account, row.category, line.contract, Amount(abs(line.cents)),
                "C" if line.cents < 0 else "D", row.label,
            ]
        )  # fmt: skip
    return File(f"Crediteurmutaties_{year}.xlsx", xlsx({"Mutaties": table}))


def _unit4(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Purchase analysis: text in pages with the header again, blank rows, subtotals, credit notes in brackets."""
    header = (
        "Afdeling", "Leverancier", "Leveranciersnummer", "Factuurnummer", "Factuurdatum", "Inkooppakket",
        "Contractnummer", "Bedrag excl. btw", "Keurmerk",
    )  # fmt: skip
    table: list[Sequence[str]] = [
        (f"Inkoopanalyse {body.name}",),
        (f"Selectie: boekjaar {year}, alle afdelingen",),
        (),
        header,
    ]
    for department, group in _by_department(rows):
        for place, row in enumerate(group):
            if place and place % PAGE == 0:
                table += [(), header]
            line = row.line
            table.append(
                (
                    row.department, row.supplier, row.supplier_number, line.invoice, f"{line.invoice_date:%d-%m-%Y}",
                    row.category, line.contract or "", dutch(line.cents, "brackets"), row.label or "",
                )
            )  # fmt: skip
        table += [(f"Subtotaal {department}", *[""] * 6, dutch(_total(group), "brackets"), ""), ()]
    table.append(("Eindtotaal", *[""] * 6, dutch(_total(rows), "brackets"), ""))
    return File(f"inkoopanalyse {year}.csv", csv(table))


def _key2(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Creditor report by department: a workbook with title rows, subtotals and a grand total."""
    table: list[list[Cell]] = [
        ["Crediteurenoverzicht per afdeling"],
        ["Administratie:", body.name],
        ["Boekjaar:", str(year)],
        [],
        [
            "Afdeling", "Crediteurnummer", "Crediteurnaam", "KvK-nummer", "Boekstuknummer", "Factuurnummer",
            "Factuurdatum", "Taakveld", "Inkooppakket", "Contractnummer", "Nettobedrag", "Keurmerk",
        ],
    ]  # fmt: skip
    for department, group in _by_department(rows):
        for row in group:
            line = row.line
            table.append(
                [
                    row.department, row.supplier_number, row.supplier, line.firm.kvk, row.document, line.invoice,
                    line.invoice_date, f"{row.account % 8}.{row.account % 5}", row.category, line.contract,
                    Amount(line.cents), row.label,
                ]
            )  # fmt: skip
        table.append([f"Totaal {department}", *[None] * 9, Amount(_total(group))])
    table.append(["Eindtotaal", *[None] * 9, Amount(_total(rows))])
    return File(f"crediteuren_{body.id}_{year}.xlsx", xlsx({f"Boekjaar {year}": table}))


def _oracle(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Payables extract: commas, ISO dates, decimal points, headers in capitals, a byte order mark."""
    table: list[Sequence[str]] = [
        (
            "ORGANISATIEONDERDEEL", "LEVERANCIER", "LEVERANCIERSNUMMER", "KVK_NUMMER", "FACTUURNUMMER", "FACTUURDATUM",
            "BOEKDATUM", "KOSTENSOORT", "KOSTENSOORT_OMSCHRIJVING", "CONTRACTNUMMER", "BEDRAG_EXCL_BTW", "VALUTA",
        )
    ]  # fmt: skip
    for row in rows:
        line = row.line
        table.append(
            (
                row.department, row.supplier, row.supplier_number, line.firm.kvk, line.invoice, str(line.invoice_date),
                str(line.booking_date), str(row.account), row.category, line.contract or "", str(Amount(line.cents)),
                "EUR",
            )
        )  # fmt: skip
    return File(f"AP_EXTRACT_{year}.csv", csv(table, separator=",", encoding="utf-8-sig"))


def _visma(body: ExampleBody, year: int, rows: Sequence[_Row]) -> File:
    """Cost report: an OpenDocument sheet with a title and a total."""
    table: list[list[Cell]] = [
        [f"Kostenrapport {year}"],
        [
            "Team", "Leverancier", "Leveranciersnr.", "Factuurnr.", "Factuurdatum", "Grootboeknummer",
            "Omschrijving grootboek", "Contractnr.", "Bedrag (EUR)",
        ],
    ]  # fmt: skip
    for row in rows:
        line = row.line
        table.append(
            [
                row.department, row.supplier, row.supplier_number, line.invoice, line.invoice_date, row.account,
                row.category, line.contract, Amount(line.cents),
            ]
        )  # fmt: skip
    table.append(["Totaal", *[None] * 7, Amount(_total(rows))])
    return File(f"kostenrapport-{body.id}-{year}.ods", ods({"Rapport": table}))


SYSTEMS: dict[str, Callable[[ExampleBody, int, Sequence[_Row]], File]] = {
    "exact": _exact,
    "sap": _sap,
    "afas": _afas,
    "unit4": _unit4,
    "key2": _key2,
    "oracle": _oracle,
    "visma": _visma,
}


def _by_department(rows: Iterable[_Row]) -> list[tuple[str, list[_Row]]]:
    def name(row: _Row) -> str:
        return row.line.department.name

    return [(department, list(group)) for department, group in groupby(sorted(rows, key=name), name)]


def _total(rows: Iterable[_Row]) -> int:
    return sum(row.line.cents for row in rows)


def dutch(cents: int, negative: str) -> str:
    """1.234,56, and below zero 1.234,56- or (1.234,56)."""
    text = f"{abs(cents) // 100:,}".replace(",", ".") + f",{abs(cents) % 100:02d}"
    if cents >= 0:
        return text
    return f"({text})" if negative == "brackets" else f"{text}-"


def csv(table: Iterable[Sequence[str]], separator: str = ";", encoding: str = "cp1252") -> bytes:
    """Rows of text as a file."""

    def quoted(text: str) -> str:
        return f'"{text}"' if separator in text or '"' in text else text

    return "".join(separator.join(map(quoted, row)) + "\r\n" for row in table).encode(encoding)
