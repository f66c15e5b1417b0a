"""The sheets of a reply workbook: those of the original, or sheets written from the cells as they were read."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties

from kpi.intake.grid import Grid
from kpi.intake.reply_marks import FONT, Marks, mark, remove_marks, top_left
from kpi.intake.sheet import Cell, Sheet
from kpi.language import text

NARROWEST, WIDEST = 9, 60
ROWS_MEASURED = 200
LONGEST_TEXT = 32_767
FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheet programs disagree about day numbers; such a date is written as text."""

_STARTS_LIKE_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_REACHES_OUTSIDE = re.compile(r"[|\[!]|https?:|\b(?:WEBSERVICE|HYPERLINK|CALL|REGISTER|EXEC|IMAGE|RTD|DDE)\b", re.I)

Typed = Mapping[tuple[int, int], Cell]
"""Cells of one sheet (row and column from 0) that the reader understood, as number, date or code."""


def original_sheets(content: bytes, grid: Grid, marks: Marks, language: str) -> tuple[Any, dict[str | None, str]]:
    """The workbook itself with its marks, without macros and links, formulas replaced by their last value.

    Gives the workbook and its sheets by the name that the reading gives them. Whatever openpyxl raises on a workbook that it cannot read goes through.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about parts of the workbook that are left out
        workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
        kept = _formulas(content, grid) if any(sheet.uncalculated_cells for sheet in grid.sheets) else {}
    workbook.template = False
    known = {sheet.name for sheet in grid.sheets}
    names: dict[str | None, str] = {}
    for sheet in list(workbook.worksheets):
        if sheet.title == grid.reply_sheet:
            workbook.remove(sheet)
            continue
        name = sheet.title if sheet.title in known else None
        names[name] = sheet.title
        if grid.reply_sheet is not None:
            remove_marks(sheet)
        for (of, row, column), formula in kept.items():
            if of == sheet.title:
                sheet.cell(row, column).value = formula
        for row in sheet.iter_rows():
            for cell in row:
                if (
                    cell.data_type == "s"
                    and isinstance(cell.value, str)
                    and cell.value.startswith(_STARTS_LIKE_FORMULA)
                ):
                    cell.quotePrefix = True
        _ungroup(sheet)
        _widen(sheet)
        _mark_all(sheet, marks.get(name, {}), language)
        sheet.sheet_view.tabSelected = False
        sheet._pivots = []  # their sources may lie in other files
    return workbook, names


def _formulas(content: bytes, grid: Grid) -> dict[tuple[str, int, int], str]:
    """Formulas without a value: only a spreadsheet program can work them out, so they stay formulas."""
    workbook = openpyxl.load_workbook(io.BytesIO(content), keep_links=False)
    found = {}
    for sheet in grid.sheets:
        for row, column in sheet.uncalculated_cells:
            written = workbook[sheet.name].cell(row + 1, column + 1).value
            formula = getattr(written, "text", written)
            if isinstance(formula, str) and formula.startswith("=") and not _REACHES_OUTSIDE.search(formula):
                found[sheet.name or "", row + 1, column + 1] = formula
    return found


def written_sheets(
    grid: Grid,
    typed: Mapping[str | None, Typed],
    headers: Mapping[str | None, Sequence[int]],
    marks: Marks,
    language: str,
) -> tuple[Any, dict[str | None, str]]:
    """A workbook with the cells as they were read, in the same rows and columns. `headers` are rows from 0."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    names: dict[str | None, str] = {}
    for source in grid.sheets:
        sheet = workbook.create_sheet(free_title(source.name or text(language, "Table"), workbook.sheetnames))
        names[source.name] = sheet.title
        _fill(sheet, source, typed.get(source.name, {}))
        _show_header(sheet, headers.get(source.name, ()))
        _widen(sheet)
        if source.hidden:
            sheet.sheet_state = "hidden"
        _mark_all(sheet, marks.get(source.name, {}), language)
    return workbook, names


def _fill(sheet: Any, source: Sheet, known: Typed) -> None:
    for row, values in enumerate(_rows(source), start=1):
        for column, value in enumerate(values, start=1):
            better = known.get((row - 1, column - 1), value)
            if better is not None and better != "":
                _write(sheet, row, column, better, code=better is not value)
    if sheet.max_row < source.height:
        sheet.cell(source.height, 1, " ")  # blank rows below the table are counted, so they stay
    for places, value, kind in ((source.error_cells, "#N/A", "e"), (source.uncalculated_cells, "=NA()", "f")):
        for row, column in places:
            sheet.cell(row + 1, column + 1, value).data_type = kind
    for (first_row, first_column), (last_row, last_column) in source.merged:
        if last_row < source.height and last_column < source.width:
            # as it is read: merging by openpyxl would empty all cells but the first
            sheet.merged_cells.add(CellRange(None, first_column + 1, first_row + 1, last_column + 1, last_row + 1))


def _show_header(sheet: Any, rows: Sequence[int]) -> None:
    for row in rows:
        for cell in sheet[row + 1]:
            cell.font, cell.fill = Font(name=FONT, bold=True), PatternFill("solid", fgColor="FFE6E6E6")
    if rows:
        sheet.freeze_panes = sheet.cell(max(rows) + 2, 1)
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def excerpt_sheets(
    grid: Grid, headers: Mapping[str | None, Sequence[int]], marks: Marks, most: int, language: str
) -> tuple[Any, dict[str | None, str]]:
    """A workbook with the rows that have findings only, their row numbers in front."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for source in grid.sheets:
        marked = marks.get(source.name, {})
        wanted = sorted({row - 1 for row, _ in marked} | set(headers.get(source.name, ())))[:most]
        if not wanted:
            continue
        sheet = workbook.create_sheet(free_title(source.name or text(language, "Table"), workbook.sheetnames))
        _write(sheet, 1, 1, text(language, "Row"))
        chosen = frozenset(wanted)
        at = 0
        for row, values in enumerate(_rows(source)):
            if row not in chosen:
                continue
            at += 1
            if row not in headers.get(source.name, ()):
                _write(sheet, at, 1, row + 1)
            for column, value in enumerate(values, start=1):
                if value is not None and value != "":
                    _write(sheet, at, column + 1, value)
            for column in range(1, len(values) + 1):
                if (row + 1, column) in marked:
                    mark(sheet.cell(at, column + 1), marked[row + 1, column], language)
        _widen(sheet)
    return workbook, {}


def _rows(sheet: Sheet) -> Iterator[Sequence[Cell]]:
    if sheet.columns:
        yield from zip(*(column.to_pylist() for column in sheet.columns), strict=True)
    else:
        yield from sheet.rows


def _write(sheet: Any, row: int, column: int, value: Cell, code: bool = False) -> None:
    """One cell, a text never as a formula. `code`: what the reader understood, so written as such."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value).replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_STARTS_LIKE_FORMULA)
        if code or value.isdigit():
            cell.number_format = "@"
        return
    if isinstance(value, date) and (value.date() if isinstance(value, datetime) else value) < FIRST_DAY:
        cell.value = value.isoformat()
        return
    cell.value = value
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        cell.number_format = "dd-mm-yyyy hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "dd-mm-yyyy"
    elif code and isinstance(value, (int, float)):
        cell.number_format = "#,##0.00"


def _mark_all(sheet: Any, marked: Mapping[tuple[int, int], Sequence[Any]], language: str) -> None:
    for (row, column), findings in marked.items():
        mark(top_left(sheet, row, column), findings, language)


def _ungroup(sheet: Any) -> None:
    """Columns that share one width get their own: one width for several and one for a single column among them clash."""
    for dimension in list(sheet.column_dimensions.values()):
        first, last = dimension.min, min(dimension.max or 0, sheet.max_column)
        if not first or last <= first:
            continue
        for index in range(first + 1, last + 1):
            letter = get_column_letter(index)
            alone = ColumnDimension(
                sheet, index=letter, width=dimension.width, hidden=dimension.hidden, outlineLevel=dimension.outlineLevel,
                customWidth=dimension.customWidth,
            )  # fmt: skip
            alone._style = dimension._style
            sheet.column_dimensions[letter] = alone
        dimension.min = dimension.max = first


def _widen(sheet: Any) -> None:
    """Makes columns as wide as their first rows need; never narrower, and a hidden one stays hidden."""
    longest: dict[int, int] = {}
    for row in sheet.iter_rows(max_row=min(ROWS_MEASURED, sheet.max_row)):
        for cell in row:
            if cell.value is not None:
                size = 10 if isinstance(cell.value, date) else max(len(line) for line in str(cell.value).split("\n"))
                longest[cell.column] = max(longest.get(cell.column, 0), size + 3 * isinstance(cell.value, float))
    for column, size in longest.items():
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.width = max(dimension.width if dimension.customWidth else 0, NARROWEST, min(size + 2, WIDEST))


def free_title(name: str, taken: Sequence[str]) -> str:
    """A name that a workbook may give a sheet, close to the original's."""
    bare = re.sub(r"[\[\]:*?/\\]", "-", name)[:31].strip("'") or "-"
    title, number = bare, 2
    while title.casefold() in {other.casefold() for other in taken}:
        title, number = f"{bare[:26]} ({number})", number + 1
    return title
