"""Spreadsheets through calamine, as Sheets from A1."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from kpi.intake.container import Kind
from kpi.intake.sheet import Cell, Limits, Sheet
from kpi.model import Finding


def read_workbook(content: bytes, kind: Kind, limits: Limits) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """All worksheets of a workbook, and what was noticed about it."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = tuple(
        _sheet(workbook.get_sheet_by_index(index), metadata.visible is not SheetVisibleEnum.Visible)
        for index, metadata in enumerate(workbook.sheets_metadata)
        if metadata.typ is SheetTypeEnum.WorkSheet
    )
    return sheets, ()


def _sheet(sheet: CalamineSheet, hidden: bool) -> Sheet:
    # iter_rows gives the empty rows above the first filled one, yet not the empty columns to its left
    left = [None] * (sheet.start[1] if sheet.start else 0)
    rows = [left + _cells(row) for row in sheet.iter_rows()] if left else [_cells(row) for row in sheet.iter_rows()]
    merged = tuple(sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, hidden, len(rows[0]) if rows else 0, rows, merged=merged)


def _cells(row: Iterable[Any]) -> list[Cell]:
    return [
        None
        if cell == ""
        else int(cell)
        if type(cell) is float and cell.is_integer()
        else _clock(cell)
        if type(cell) is timedelta
        else cell
        for cell in row
    ]


def _clock(duration: timedelta) -> str:
    """A duration as hours, minutes and seconds: 26:03:09."""
    seconds = int(duration.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
