"""Tables written in random dialects, with the dirt of real exports, are read back exactly: every line, every cent, no question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kpi.intake import read
from tests.intake.files import xlsx
from tests.intake.money import assert_money_adds_up
from tests.intake.tables import file_of

MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
SUPPLIERS = (
    "Jansen BV",
    "Café Zuid",
    "Müller & Zn.",
    "De Graaf; Advies",
    "Total Energies",
    "“Het Anker” Catering",
    "KPN",
)
DEPARTMENTS = ("Bestuur", "Ruimte", "Sociaal domein")


@dataclass(frozen=True)
class Line:
    department: str
    supplier: str
    number: str
    day: date
    cents: int


def _grouped(cents: int, thousands: str, decimal: str) -> str:
    return f"{abs(cents) // 100:,}".replace(",", thousands) + f"{decimal}{abs(cents) % 100:02}"


def _leading(text: str, negative: bool) -> str:
    return f"-{text}" if negative else text


NUMBERS: dict[str, Callable[[int], str]] = {
    "1.234,56-": lambda cents: _grouped(cents, ".", ",") + ("-" if cents < 0 else ""),
    "-1.234,56": lambda cents: _leading(_grouped(cents, ".", ","), cents < 0),
    "-1234,56": lambda cents: _leading(_grouped(cents, "", ","), cents < 0),
    "€ -1.234,56": lambda cents: "€ " + _leading(_grouped(cents, ".", ","), cents < 0),
    "EUR 1.234,56 -": lambda cents: "EUR " + _grouped(cents, ".", ",") + (" -" if cents < 0 else ""),
    "-/- 1.234,56": lambda cents: ("-/- " if cents < 0 else "") + _grouped(cents, ".", ","),
    "(1.234,56)": lambda cents: f"({_grouped(cents, '.', ',')})" if cents < 0 else _grouped(cents, ".", ","),
    "-1 234,56": lambda cents: _leading(_grouped(cents, "\u00a0", ","), cents < 0),
    "-1'234.56": lambda cents: _leading(_grouped(cents, "'", "."), cents < 0),
    "-1,234.56": lambda cents: _leading(_grouped(cents, ",", "."), cents < 0),
    "(1,234.56)": lambda cents: f"({_grouped(cents, ',', '.')})" if cents < 0 else _grouped(cents, ",", "."),
    "1234.56 CR": lambda cents: _grouped(cents, "", ".") + (" CR" if cents < 0 else ""),
}  # fmt: skip
DATES: dict[str, Callable[[date], str]] = {
    "31-01-2024": lambda day: f"{day:%d-%m-%Y}",
    "31/01/24": lambda day: f"{day:%d/%m/%y}",
    "31.1.2024": lambda day: f"{day.day}.{day.month}.{day.year}",
    "31 jan 2024": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "31-jan-24": lambda day: f"{day.day}-{MONTHS[day.month - 1]}-{day:%y}",
    "2024-01-31": lambda day: f"{day:%Y-%m-%d}",
    "2024-01-31T00:00:00": lambda day: f"{day:%Y-%m-%d}T00:00:00",
    "20240131": lambda day: f"{day:%Y%m%d}",
    "31-01-2024 09:15": lambda day: f"{day:%d-%m-%Y} 09:15",
    "1/31/2024": lambda day: f"{day.month}/{day.day}/{day.year}",
    "45322": lambda day: str((day - date(1899, 12, 30)).days),
}
SIGNS = ("in the amount", "debit or credit", "two columns", "kind of document")
HEADERS = {
    "department": ("Afdeling", "Organisatieonderdeel", "Dept."),
    "supplier": ("Leverancier", "Naam crediteur", "SUPPLIER_NAME", "Begunstigde (naam)"),
    "number": ("Factuurnr.", "Uw ref.", "invoice_number", "Factuur nummer"),
    "day": ("Factuurdatum", "Datum", "INVOICE DATE", "Fact.dat."),
    "amount": ("Bedrag", "Nettobedrag", "Bedrag excl. BTW (EUR)", "Line amount"),
    "two columns": ("Debet", "Credit"),
    "debit or credit": ("D/C",),
    "kind of document": ("Documentsoort",),
}
TITLES = ("Inkoopfacturen 2024", "Selectie: boekjaar 2024", "Administratie | 0001 Gemeente Testdam", "")
NOTES = ("", "Bron: financiële administratie", "* Correcties zijn verwerkt")

LINES = st.lists(
    st.builds(
        Line,
        st.sampled_from(DEPARTMENTS),
        st.sampled_from(SUPPLIERS),
        st.integers(1, 99_999).map(lambda number: f"F{number:05}"),
        st.integers(0, 365).map(lambda days: date(2024, 1, 1) + timedelta(days)),
        st.integers(-300_000, 9_000_000).filter(bool),
    ),
    min_size=8,
    max_size=25,
).map(
    # what settles the order of dates and the style of numbers, and enough lines that count as spend
    lambda lines: [Line("Bestuur", "KPN", f"A{n}", date(2024, 1, 13 + n), 1_234_56 + n) for n in range(8)] + lines
)


def _written(lines: Sequence[Line], number: str, day: str, sign: str, header: Sequence[str]) -> list[list[str]]:
    """The header and a row for each line."""
    rows = [[*header[:4], *(HEADERS[sign] if sign == "two columns" else (header[4], *HEADERS.get(sign, ())))]]
    for line in lines:
        row = [line.department, line.supplier, line.number, DATES[day](line.day)]
        bare = NUMBERS[number](abs(line.cents))
        negative = line.cents < 0
        match sign:
            case "in the amount":
                row += [NUMBERS[number](line.cents)]
            case "debit or credit":
                row += [bare, "C" if negative else "D"]
            case "two columns":
                row += ["", bare] if negative else [bare, ""]
            case _:
                row += [bare, "Creditnota" if negative else "Factuur"]
        rows.append(row)
    return rows


def _with_totals(rows: list[list[str]], lines: Sequence[Line], number: str, sub_totals: bool) -> list[list[str]]:
    """With a total below each department, or only below everything. Amounts carry their own sign."""

    def total(label: str, of: Sequence[Line]) -> list[str]:
        return [label, "", "", "", NUMBERS[number](sum(line.cents for line in of))]

    made = [rows[0]]
    if sub_totals:
        place = 1
        for department, group in groupby(lines, lambda line: line.department):
            part = list(group)
            made += [*rows[place : place + len(part)], total(f"Totaal {department}", part)]
            place += len(part)
    else:
        made += rows[1:]
    return [*made, total("Eindtotaal", lines)]


@settings(max_examples=150)
@given(
    lines=LINES,
    number=st.sampled_from(sorted(NUMBERS)),
    day=st.sampled_from(sorted(DATES)),
    sign=st.sampled_from(SIGNS),
    header=st.tuples(*(st.sampled_from(HEADERS[name]) for name in ("department", "supplier", "number", "day", "amount"))),
    titles=st.lists(st.sampled_from(TITLES), max_size=4),
    note=st.sampled_from(NOTES),
    totals=st.sampled_from(["none", "total", "sub-totals"]),
    page=st.sampled_from([0, 7]),
    noise=st.booleans(),
    file=st.sampled_from(["; cp1252", "; utf-8-sig", ", utf-8", "\t utf-16", "| cp858", "xlsx"]),
)  # fmt: skip
def test_a_table_in_any_dialect_is_read_back_exactly(
    lines: list[Line],
    number: str,
    day: str,
    sign: str,
    header: Sequence[str],
    titles: list[str],
    note: str,
    totals: str,
    page: int,
    noise: bool,
    file: str,
) -> None:
    assume(sum(line.cents for line in lines) >= 0)  # else it is asked who writes spend with a minus
    lines = sorted(lines, key=lambda line: line.department)
    rows = _written(lines, number, day, sign, header)
    if totals != "none" and sign == "in the amount":
        rows = _with_totals(rows, lines, number, totals == "sub-totals")
    elif page:
        rows = [
            row
            for place, row in enumerate(rows)
            for row in ([[], rows[0], row] if place and place % page == 0 else [row])
        ]
    if noise:
        rows = [[*row[:1], "Kenteken" if row == rows[0] else "x", *row[1:]] if row else row for row in rows]
    above = [title.split(" | ") for title in titles]
    table = [*above, *rows, [], [note]]

    reading = read("export", _content(table, file))

    assert (reading.outcome, reading.questions) == ("ok", ())
    (found,) = reading.tables
    assert_money_adds_up(found)
    assert found.header_rows == (len(above),)
    assert found.amount_sum == sum(line.cents for line in lines)
    made = found.lines.select(["department", "supplier", "invoice_number", "invoice_date", "amount"]).to_pylist()
    assert [Line(*line.values()) for line in made] == [_as_encoded(line, file) for line in lines]


def _content(table: list[list[str]], file: str) -> bytes:
    if file == "xlsx":
        return xlsx(table)
    delimiter, encoding = file.split(" ")
    return file_of(table, delimiter).decode().encode(encoding, "replace")


def _as_encoded(line: Line, file: str) -> Line:
    """The line as its file can write it: a DOS code page knows no curly quotes."""
    encoding = "utf-8" if file == "xlsx" else file.split(" ")[1]
    supplier = line.supplier.encode(encoding, "replace").decode(encoding)
    return Line(line.department, supplier.removeprefix("\ufeff"), line.number, line.day, line.cents)
