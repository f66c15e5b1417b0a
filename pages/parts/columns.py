"""What was understood of a file: its table, and which column became what."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from html import escape

from kpi.language import count, day, number, percent, plural, text
from kpi.model import Column, FileFacts, Question, Severity, TableReading
from pages.parts.amounts import exact_euro
from pages.parts.fields import field_word
from pages.parts.signs import check_sign
from pages.parts.tables import Heading
from pages.parts.tables import table as html_table

SHOWN_SAMPLES = 3
BYTES_PER_KB, BYTES_PER_MB = 1_000, 1_000_000
ISO_DATE = len("2025-01-31")


def _sheet(language: str, table: TableReading) -> str:
    return f"“{table.sheet}”" if table.sheet else text(language, "no sheets: a text file")


def _header(language: str, table: TableReading) -> str:
    if not table.header_rows:
        return text(language, "none found")
    return text(language, "Row {rows}", rows=", ".join(str(row + 1) for row in table.header_rows))


def _size(language: str, size: int) -> str:
    if size < BYTES_PER_MB:
        return f"{number(language, Decimal(size) / BYTES_PER_KB)} kB"
    return f"{number(language, Decimal(size) / BYTES_PER_MB, 1)} MB"


def _day(language: str, written: str | None) -> str:
    """A reading gives dates as 2025-01-31, or only a month or a year."""
    if written is None:
        return "–"
    return day(language, date.fromisoformat(written), short=True) if len(written) == ISO_DATE else written


def _style(language: str, table: TableReading) -> str:
    match table.number_style:
        case "nl":
            return text(language, "Dutch: 1.234,56")
        case "uk":
            return text(language, "English: 1,234.56")
    return text(language, "as numbers")


def _basis(language: str, table: TableReading) -> str:
    match table.amount_basis:
        case "net":
            return text(language, "excluding VAT")
        case "gross":
            return text(language, "including VAT")
    return text(language, "excluding or including VAT is unknown")


def found(language: str, file: FileFacts, table: TableReading) -> str:
    """The facts of one table: file, sheet, header, lines and what was set aside, how amounts are written."""
    set_aside = sum(tally.rows for tally in table.set_aside.values())
    facts = {
        text(language, "File"): f"{file.name} ({_size(language, file.bytes)})",
        text(language, "Sheet"): _sheet(language, table),
        text(language, "Header"): _header(language, table),
        text(language, "Lines"): plural(
            language, "{lines}, and {number} row set aside", "{lines}, and {number} rows set aside", set_aside,
            lines=count(language, table.line_count),
        ),
        text(language, "Amounts"): f"{_style(language, table)}, {_basis(language, table)}",
        text(language, "Period"): text(
            language, "{first} to {last}", first=_day(language, table.earliest), last=_day(language, table.latest)
        ),
    }  # fmt: skip
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts.items())
    return f'<dl class="terms">{items}</dl>'


def _row(language: str, header: str, column: Column | None, lines: int, doubted: bool) -> tuple[str, ...]:
    name = f'<span class="code">{escape(header)}</span>'
    if column is None:
        return name, escape(text(language, "(not used)")), "", "", ""
    used = (
        f"<b>{escape(field_word(language, column.field))}</b>" if column.field else escape(text(language, "(not used)"))
    )
    samples = " · ".join(sample or text(language, "(empty)") for sample in column.samples[:SHOWN_SAMPLES])
    filled = percent(language, Fraction(min(column.filled, lines), lines)) if lines else ""
    why = escape(column.why.in_language(language))
    return (
        name,
        used,
        f'<span class="small">{escape(samples)}</span>',
        filled,
        f"{check_sign(Severity.WARNING)} <b>{why}</b>" if doubted else f'<span class="small">{why}</span>',
    )


def columns_table(language: str, table: TableReading, doubted: Collection[str] = ()) -> str:
    """Every column of the file in its own order: what it becomes, samples, how well filled, why we think so.

    `doubted` are the headers about which there is a question.
    """
    by_index = {column.index: column for column in (*table.others, *table.columns.values())}
    return html_table(
        text(language, "Columns"),
        [
            Heading(text(language, "Your column")),
            Heading(text(language, "Becomes")),
            Heading(text(language, "Examples from the file")),
            Heading(text(language, "Filled"), "number"),
            Heading(text(language, "Why")),
        ],
        [
            _row(language, header, by_index.get(index), table.line_count, header in doubted)
            for index, header in enumerate(table.header)
            if header or index in by_index
        ],
    )


def examples_table(language: str, question: Question) -> str:
    """What each answer would make of real rows, side by side, and the total that it gives; "" where nothing can be shown."""
    if not question.examples:
        return ""
    headings = [
        Heading(text(language, "In your file")),
        *(Heading(label.in_language(language), "number" if question.totals else "text") for label in question.labels),
    ]
    rows = [tuple(escape(cell.in_language(language)) for cell in row) for row in question.examples]
    total = None
    if question.totals:
        amounts = ["–" if one is None else exact_euro(language, one) for one in question.totals]
        total = (escape(text(language, "Lines together")), *(escape(amount) for amount in amounts))
    return html_table(text(language, "What each answer makes of your rows"), headings, rows, total)


def unused(language: str, tables: Sequence[TableReading]) -> str:
    """Which columns are not used, in one sentence; "" where all are."""
    names = list(dict.fromkeys(column.header for table in tables for column in table.others))
    if not names:
        return ""
    words = plural(
        language, "{number} column is not used: {names}.", "{number} columns are not used: {names}.", len(names),
        names=", ".join(f"“{name}”" for name in names),
    )  # fmt: skip
    return f'<p class="small">{escape(words)}</p>'


def heading(language: str, tables: int) -> str:
    """How many tables were found."""
    return plural(language, "We found {number} table", "We found {number} tables", tables)
