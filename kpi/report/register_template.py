"""An empty register to fill in: a workbook with a header, notes, lists to choose from and a sheet that explains the columns."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

ROWS = 2_000
"""Rows below the header that are given their format and their list."""

LONGEST_LIST = 255
"""Characters of a list that does not stand in cells."""

FORMATS = {"date": "DD-MM-YYYY", "number": "#,##0.00", "percent": "0%", "text": "@", "answer": "@"}
"""Texts are marked as such, so that no spreadsheet makes a date of contract number 2024-01."""

_HEAD = PatternFill("solid", fgColor="FFE4ECF6")
_NEEDED = PatternFill("solid", fgColor="FFFBF3D9")


@dataclass(frozen=True)
class TemplateColumn:
    """One column: its name, what is expected in it, whether it is needed, and the words to choose from."""

    name: str
    kind: str
    note: str
    needed: bool
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class TemplateTexts:
    """The names of the sheets, and the headings of the sheet that explains.

    Without the names of the other two sheets there is only the first, with its notes, and short lists that stand in it.
    """

    register: str
    explanation: str = ""
    lists: str = ""
    headings: tuple[str, str, str] = ("", "", "")  # column, what is expected, choices


def register_template(columns: Sequence[TemplateColumn], texts: TemplateTexts) -> bytes:
    """The workbook as bytes. Needed columns have a warmer colour; a hidden sheet holds the lists."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = texts.register[:31]
    for place, column in enumerate(columns, 1):
        _column(sheet, place, column)
        listed = _cells(texts.lists, place, column) if texts.lists else _inline(column)
        if column.choices and listed:
            _choose_from(sheet, place, listed)
    sheet.freeze_panes = "A2"
    if texts.explanation:
        _explain(book.create_sheet(texts.explanation), columns, texts)
    if texts.lists:
        _list(book.create_sheet(texts.lists), columns)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _column(sheet: Worksheet, place: int, column: TemplateColumn) -> None:
    letter = get_column_letter(place)
    head = sheet.cell(1, place, column.name)
    head.font, head.fill = Font(bold=True), _NEEDED if column.needed else _HEAD
    head.alignment = Alignment(wrap_text=True, vertical="top")
    head.comment = Comment(column.note, "Ambitiemonitor", height=120, width=260)
    sheet.column_dimensions[letter].width = max(14, min(28, len(column.name) + 4))
    sheet.column_dimensions[letter].number_format = FORMATS[column.kind]
    for row in range(2, 102):
        sheet.cell(row, place).number_format = FORMATS[column.kind]


def _choose_from(sheet: Worksheet, place: int, listed: str) -> None:
    letter = get_column_letter(place)
    validation = DataValidation(type="list", formula1=listed, allow_blank=True, showErrorMessage=False)
    validation.add(f"{letter}2:{letter}{ROWS}")
    sheet.add_data_validation(validation)


def _explain(sheet: Worksheet, columns: Sequence[TemplateColumn], texts: TemplateTexts) -> None:
    """What stands in each column, and what there is to choose from."""
    sheet.append(texts.headings)
    for column in columns:
        sheet.append((column.name, column.note, ", ".join(column.choices)))
    for letter, width in zip("ABC", (28, 60, 80), strict=True):
        sheet.column_dimensions[letter].width = width
    for head in sheet[1]:
        head.font = Font(bold=True)


def _list(sheet: Worksheet, columns: Sequence[TemplateColumn]) -> None:
    """The choices of each column in the column of the same place, hidden."""
    for place, column in enumerate(columns, 1):
        for row, word in enumerate(column.choices, 1):
            sheet.cell(row, place, word)
    sheet.sheet_state = "hidden"


def _cells(lists: str, place: int, column: TemplateColumn) -> str:
    """Where `_list` puts the choices of a column."""
    letter = get_column_letter(place)
    return f"'{lists}'!${letter}$1:${letter}${len(column.choices)}"


def _inline(column: TemplateColumn) -> str:
    """The choices as a list in the cell itself; nothing where a spreadsheet program would not take it."""
    written = ",".join(column.choices)
    fits = len(written) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in column.choices)
    return f'"{written}"' if fits else ""
