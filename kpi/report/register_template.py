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
    sheet, explained, lists = book.active, book.create_sheet(texts.explanation), book.create_sheet(texts.lists)
    assert sheet is not None
    sheet.title = texts.register[:31]
    explained.append(texts.headings)
    for place, column in enumerate(columns, 1):
        letter = get_column_letter(place)
        head = sheet.cell(1, place, column.name)
        head.font, head.fill = Font(bold=True), _NEEDED if column.needed else _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="top")
        head.comment = Comment(column.note, "Ambitiemonitor", height=120, width=260)
        sheet.column_dimensions[letter].width = max(14, min(28, len(column.name) + 4))
        sheet.column_dimensions[letter].number_format = FORMATS[column.kind]
        for row in range(2, 102):
            sheet.cell(row, place).number_format = FORMATS[column.kind]
        explained.append((column.name, column.note, ", ".join(column.choices)))
        if column.choices:
            for row, word in enumerate(column.choices, 1):
                lists.cell(row, place, word)
            source = f"'{texts.lists}'!${letter}$1:${letter}${len(column.choices)}" if texts.lists else _inline(column)
        if column.choices and source:
            listed = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=False)
            listed.add(f"{letter}2:{letter}{ROWS}")
            sheet.add_data_validation(listed)
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABC", (28, 60, 80), strict=True):
        explained.column_dimensions[letter].width = width
    for head in explained[1]:
        head.font = Font(bold=True)
    lists.sheet_state = "hidden"
    if not texts.lists:
        book.remove(explained)
        book.remove(lists)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _inline(column: TemplateColumn) -> str:
    """The choices as a list in the cell itself; nothing where a spreadsheet program would not take it."""
    written = ",".join(column.choices)
    fits = len(written) <= LONGEST_LIST and not any("," in choice or '"' in choice for choice in column.choices)
    return f'"{written}"' if fits else ""
