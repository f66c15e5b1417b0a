"""The worksheet in which a body decides about its own words in a spreadsheet: written here, and read back whatever was done to it.

Each row names what it is about by an id of its own, so rows may be sorted and deleted and columns moved.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from kpi.evidence.categories import normal_text
from kpi.language import message
from kpi.model import Message

MARK = "ambitiemonitor-worksheet"
"""In the first cell of the sheet that says where a worksheet is from."""

HEADINGS: dict[str, Message] = {
    "id": message("Id (do not change)"),
    "text": message("Text"),
    "supplier": message("Supplier"),
    "euros": message("Euros"),
    "lines": message("Rows"),
    "suggestion": message("Suggestion"),
    "why": message("Why"),
    "decision": message("Your decision"),
}
_WIDTHS = {"id": 18, "text": 44, "supplier": 30, "euros": 16, "lines": 8, "suggestion": 44, "why": 44, "decision": 44}
_FORMULA = ("=", "+", "-", "@")


@dataclass(frozen=True)
class WorksheetOrigin:
    """Which worksheet this is: of which body and year, and after which version of the mapping it was made."""

    body: str
    year: int
    version: int


@dataclass(frozen=True)
class WorksheetRow:
    """One text (or one supplier of it) with what is suggested and what was decided, in words."""

    text: str | None
    supplier: str | None
    cents: int
    lines: int
    suggestion: str
    why: str
    decision: str

    @property
    def id(self) -> str:
        return worksheet_id(self.text, self.supplier)


@dataclass(frozen=True)
class Returned:
    """A row as it came back. `found` holds its cells by the names of their headings, `cells` where they stand."""

    sheet: str
    found: Mapping[str, str]
    cells: Mapping[str, str]


def worksheet_id(text: str | None, supplier: str | None) -> str:
    """The same words always have the same id; a letter in front keeps a spreadsheet from making a number of it."""
    named = f"{normal_text(clean(text or ''))}\x1f{normal_text(clean(supplier or ''))}"
    return "k" + hashlib.sha256(named.encode()).hexdigest()[:12]


def written(origin: WorksheetOrigin, rows: Sequence[WorksheetRow], choices: Sequence[str], language: str) -> bytes:
    """The worksheet as xlsx. `choices` are what can be picked as a decision; other CPV codes may be typed."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = message("Classify").in_language(language)
    for column, (name, heading) in enumerate(HEADINGS.items(), 1):
        _put(sheet, 1, column, heading.in_language(language))
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS[name]
    for number, row in enumerate(rows, 2):
        values: tuple[str | int, ...] = (
            row.id,
            row.text or "",
            row.supplier or "",
            row.cents,
            row.lines,
            row.suggestion,
            row.why,
            row.decision,
        )
        for column, value in enumerate(values, 1):
            _put(sheet, number, column, value)
        sheet.cell(number, 4).value = Decimal(row.cents).scaleb(-2)
        sheet.cell(number, 4).number_format = "#,##0.00"
        sheet.cell(number, 8).fill = PatternFill("solid", start_color="FFF6E5")
        for column in (2, 7):
            sheet.cell(number, column).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:H{len(rows) + 1}"
    listed = workbook.create_sheet(message("Choices").in_language(language))
    for number, choice in enumerate(choices, 1):
        _put(listed, number, 1, choice)
    listed.column_dimensions["A"].width = 70
    offered = DataValidation("list", f"='{listed.title}'!$A$1:$A${len(choices)}", allow_blank=True)
    offered.errorStyle = "warning"
    offered.add(f"H2:H{len(rows) + 1}")
    sheet.add_data_validation(offered)
    about = workbook.create_sheet(message("About").in_language(language))
    facts = ((MARK, "1"), ("body", origin.body), ("year", str(origin.year)), ("version", str(origin.version)))
    for number, pair in enumerate(facts, 1):
        for column, value in enumerate(pair, 1):
            _put(about, number, column, value)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _put(sheet: Any, row: int, column: int, value: str | int) -> None:
    """One cell; a text stays a text, whatever it looks like."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = value.startswith(_FORMULA)
    else:
        cell.value = value


def clean(text: str) -> str:
    """A text without the characters that a workbook cannot hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", text)


Cells = Sequence[Sequence[Any]]


def origin_of(sheets: Sequence[tuple[str | None, Cells]]) -> WorksheetOrigin | None:
    """Where a worksheet is from; None where no sheet says so."""
    for _, rows in sheets:
        facts = {shown(row[0]): shown(row[1]) for row in rows if len(row) > 1}
        if MARK in facts:
            year, version = facts.get("year", ""), facts.get("version", "")
            if facts.get("body") and year.isdigit() and version.isdigit():
                return WorksheetOrigin(facts["body"], int(year), int(version))
    return None


def returned(
    sheets: Sequence[tuple[str | None, Cells]],
    headings: Mapping[str, Message] = HEADINGS,
    needed: tuple[str, ...] = ("id", "decision"),
) -> list[Returned] | None:
    """The filled rows below the header; None where no sheet has its `needed` columns."""
    names = {normal_text(words): name for name, heading in headings.items() for words in (heading.nl, heading.en)}
    for sheet, rows in sheets:
        for place, row in enumerate(rows):
            columns = {
                names[normal_text(shown(cell))]: at for at, cell in enumerate(row) if normal_text(shown(cell)) in names
            }
            if set(needed) <= columns.keys():
                below = enumerate(rows[place + 1 :], place + 2)
                made = [_returned(sheet or "", number, cells, columns) for number, cells in below]
                return [one for one in made if any(one.found.values())]
    return None


def _returned(sheet: str, number: int, cells: Sequence[Any], columns: Mapping[str, int]) -> Returned:
    found = {name: shown(cells[at]) if at < len(cells) else "" for name, at in columns.items()}
    return Returned(sheet, found, {name: f"{get_column_letter(at + 1)}{number}" for name, at in columns.items()})


def shown(cell: Any) -> str:
    """A cell as the text that a person typed."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
