"""Rows as a file to work on: a workbook or a text file. Text stays text: nothing in it is run when the file is opened."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

Value = str | int | Decimal | date | None

MOST_ROWS = 1_048_575
"""That a sheet of a workbook holds below its header."""

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def workbook(
    sheet: str, header: Sequence[str], rows: Iterable[Sequence[Value]], about: tuple[str, Sequence[tuple[str, str]]]
) -> bytes:
    """A workbook with the rows on one sheet, and on a second one (its name, its facts) what they are."""
    book = Workbook(write_only=True)
    listed = book.create_sheet(sheet[:31])
    listed.freeze_panes = "A2"
    for index, name in enumerate(header, 1):
        listed.column_dimensions[get_column_letter(index)].width = max(14, len(name) + 4)
    heading = []
    for name in header:
        cell = _text(listed, name)
        cell.font = Font(bold=True)
        heading.append(cell)
    listed.append(heading)
    kinds = _Kinds(listed)
    for row in rows:
        listed.append(kinds.cell(value) for value in row)
    title, facts = about
    told = book.create_sheet(title[:31])
    told.column_dimensions["A"].width, told.column_dimensions["B"].width = 28, 90
    for name, fact in facts:
        told.append([_text(told, name), _text(told, fact)])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


class _Kinds:
    """One cell of each kind, used again for each value: it is written at once, and making its looks anew takes most of the time."""

    def __init__(self, sheet: object):
        self._texts = _text(sheet, "")
        self._others = {kind: WriteOnlyCell(sheet) for kind in (Decimal, date, int)}
        for kind, cell in self._others.items():
            cell.number_format = {Decimal: "#,##0.00", date: "yyyy-mm-dd"}.get(kind, "0")

    def cell(self, value: Value) -> WriteOnlyCell | None:
        """The cell with this value, until the next is asked for."""
        if value is None:
            return None
        if isinstance(value, str):
            self._texts.value = _NO_CHARACTER.sub(" ", value)
            self._texts.data_type = "s"
            return self._texts
        cell = self._others[type(value)]
        cell.value = value
        return cell


def _text(sheet: object, value: str) -> WriteOnlyCell:
    """A cell of text, also where it reads as a number or begins as a formula does."""
    cell = WriteOnlyCell(sheet, _NO_CHARACTER.sub(" ", value))
    cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top")
    return cell


def separated(language: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """A text file as a spreadsheet of that language opens it: with ; and a decimal comma in Dutch, with , and a point in English.

    Text that begins as a formula does gets an apostrophe before it.
    """
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";" if language == "nl" else ",", lineterminator="\r\n")
    writer.writerow([harmless(name) for name in header])
    for row in rows:
        writer.writerow([_written(language, value) for value in row])
    return made.getvalue().encode("utf-8-sig")


def _written(language: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if language == "nl" else ".")
    return str(value)


def harmless(value: str) -> str:
    """Text that no spreadsheet program runs: with an apostrophe before what begins as a formula does."""
    return f"'{value}" if value.startswith(_STARTS_A_FORMULA) else value
