"""The first sheet of a reply workbook: what was found, what to do, and links to the cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties

from kpi.intake.reply_marks import FILLS, FONT, MOST_MARKS, in_order, place_of, severity_word
from kpi.intake.reply_reference import ReplyReference
from kpi.language import count, plural, text
from kpi.model import Finding, Message, Question

LINKS = 8
"""Cells of one finding that the sheet links to; all of them are marked in place."""

HEADER_ROW = 7
_WIDTHS = (18, 90, 10, 18, *(14 for _ in range(LINKS)))
_WRAP = Alignment(wrap_text=True, vertical="top")
_EXCEL_NUMBER = "#,##0.00"


def fill_findings_sheet(
    sheet: Any,
    name: str,
    findings: Sequence[Finding],
    questions: Sequence[Question],
    notes: Sequence[Message],
    reference: ReplyReference,
    sheets: Mapping[str | None, str],
    language: str,
) -> None:
    """Writes the sheet. `sheets` gives the name in this workbook of each sheet of the file; `notes` say what was changed."""
    sheet["A1"] = text(language, "Findings of {name}", name=name[:120])
    sheet["A1"].font = Font(name=FONT, bold=True, size=14)
    sheet["A1"].data_type = "s"
    sheet["A2"] = text(
        language,
        "Correct the marked cells on the other sheets, save this workbook and upload it again. This sheet may stay.",
    )
    for row, note in enumerate(notes[:2], start=3):
        sheet.cell(row, 1, note.in_language(language))
    sheet["A5"] = text(language, "Leave the next cell as it is: by it we recognise your correction.")
    sheet["B5"] = reference.written()
    sheet["A5"].font = sheet["B5"].font = Font(name=FONT, color="FF595959", size=9)
    headings = (text(language, "How grave"), text(language, "Finding"), text(language, "Rows"), text(language, "Euros"))
    for column, heading in enumerate((*headings, text(language, "Cells")), start=1):
        cell = sheet.cell(HEADER_ROW, column, heading)
        cell.font, cell.fill = Font(name=FONT, bold=True, color="FFFFFFFF"), PatternFill("solid", fgColor="FF154273")
    row = HEADER_ROW
    for question in questions:
        row += 1
        why = question.why.in_language(language)
        _plain(sheet, row, (text(language, "Question"), f"{question.about}: {why}", None, None))
    for finding in in_order(findings):
        row += 1
        _finding(sheet, row, finding, sheets, language)
    if row == HEADER_ROW:
        _plain(sheet, row + 1, (text(language, "Nothing was found."), None, None, None))
    for index, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    sheet.freeze_panes = sheet.cell(HEADER_ROW + 1, 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _plain(sheet: Any, row: int, values: Sequence[Any]) -> None:
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.alignment = _WRAP
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins as a formula does is no formula


def _finding(sheet: Any, row: int, finding: Finding, sheets: Mapping[str | None, str], language: str) -> None:
    euros = None if finding.cents is None else Decimal(finding.cents).scaleb(-2)
    said = finding.message.in_language(language)
    _plain(sheet, row, (severity_word(language, finding.severity), said, finding.rows or None, euros))
    sheet.cell(row, 1).fill = PatternFill("solid", fgColor=FILLS[finding.severity])
    sheet.cell(row, 4).number_format = _EXCEL_NUMBER
    sheet.row_dimensions[row].height = 15.5 * max(1, -(-len(said) // (_WIDTHS[1] - 4)))
    column = 4
    for name in finding.cells:
        place = place_of(name)
        if place is None or place[0] not in sheets:
            continue
        column += 1
        if column > 4 + LINKS:
            break
        _link(sheet.cell(row, column), sheets[place[0]], f"{get_column_letter(place[2])}{place[1]}", len(sheets) > 1)
    left = len(finding.cells) - LINKS
    if left > 0:
        more = plural(language, "{number} more is marked", "{number} more are marked", min(left, MOST_MARKS))
        if finding.rows > len(finding.cells):
            more = text(language, "{cells} are marked, there are more", cells=count(language, len(finding.cells)))
        sheet.cell(row, 5 + LINKS, more).alignment = _WRAP


def _link(cell: Any, sheet: str, place: str, several: bool) -> None:
    cell.value = f"{sheet}!{place}" if several else place
    cell.data_type = "s"
    quoted = sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!{place}")
    cell.font = Font(name=FONT, color="FF01689B", underline="single")
    cell.alignment = Alignment(vertical="top")
