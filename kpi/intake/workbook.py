"""Spreadsheets through calamine, as Sheets from A1, with what calamine loses found by the scans beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from math import isfinite
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from kpi.intake.archive import open_archive, protected, xml_pieces
from kpi.intake.binary_scan import scan_binary_workbook
from kpi.intake.compound import CompoundFile
from kpi.intake.container import Kind
from kpi.intake.old_scan import scan_old_workbook
from kpi.intake.open_document_scan import scan_open_document
from kpi.intake.package import check_parts, sheet_parts, workbook_findings
from kpi.intake.package_scan import check_named_once, scan_sheet
from kpi.intake.sheet import Cell, Limits, Sheet, SheetScan, damaged, too_many
from kpi.language import message
from kpi.model import Finding, Refusal


def read_workbook(content: bytes, kind: Kind, limits: Limits) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """All worksheets of a workbook, and what was noticed about it. Raises Refusal when it cannot be read."""
    scans, findings = _SCANNERS[kind](content, limits)
    try:
        sheets = tuple(_sheets(content, scans, limits))
    except (CalamineError, ValueError, OverflowError, OSError) as error:
        raise _refusal(error) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # calamine's own; derives from BaseException
            raise
        raise damaged() from None
    if not sheets:
        raise Refusal(
            "no_sheet",
            message(
                "This workbook holds charts or macros only, no sheet with cells. Export the table as xlsx or csv and upload that."
            ),
        )
    return sheets, findings


def _sheets(content: bytes, scans: list[SheetScan], limits: Limits) -> Iterator[Sheet]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    cells = 0
    for index, metadata in enumerate(workbook.sheets_metadata):
        if metadata.typ is SheetTypeEnum.WorkSheet:
            scan = scans[index] if index < len(scans) else SheetScan()
            sheet = _sheet(workbook.get_sheet_by_index(index), metadata, scan)
            cells += len(sheet.rows) * sheet.width
            if cells > limits.cells:
                raise too_many("cells", limits.cells)
            yield sheet


def _sheet(source: CalamineSheet, metadata: SheetMetadata, scan: SheetScan) -> Sheet:
    # iter_rows gives the empty rows above the first filled one, yet not the empty columns to its left
    left = [None] * (source.start[1] if source.start else 0)
    rows: list[list[Cell]] = [left + _cells(row) if left else _cells(row) for row in source.iter_rows()]
    for row, column in scan.errors:
        if 0 <= row < len(rows) and column < len(rows[row]):  # a damaged sheet may speak of row 0
            rows[row][column] = None  # some formats give the text of the error
    if scan.parts and scan.values > sum(len(row) - row.count(None) for row in rows) + len(scan.errors):
        check_named_once(scan.parts)
    return Sheet(
        name=metadata.name,
        hidden=metadata.visible is not SheetVisibleEnum.Visible,
        width=len(rows[0]) if rows else 0,
        rows=rows,
        error_cells=frozenset(scan.errors),
        uncalculated_cells=frozenset(scan.uncalculated),
        merged=tuple(source.merged_cell_ranges or ()),
        hidden_rows=frozenset(scan.hidden_rows),
    )


def _cells(row: list[Any]) -> list[Cell]:
    return [
        cell or None
        if type(cell) is str
        else (int(cell) if cell.is_integer() else cell if isfinite(cell) else str(cell))
        if type(cell) is float
        else _clock(cell)
        if type(cell) is timedelta
        else cell
        for cell in row
    ]


def _clock(duration: timedelta) -> str:
    """A duration as hours, minutes and seconds: 26:03:09."""
    seconds = int(duration.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _refusal(error: Exception) -> Refusal:
    if isinstance(error, PasswordError):
        return protected()
    return damaged()


def _scan_package(content: bytes, limits: Limits) -> tuple[list[SheetScan], tuple[Finding, ...]]:
    archive = open_archive(content, limits)
    check_parts(archive, limits)
    scans = [
        scan_sheet(partial(xml_pieces, archive, name), limits) if name else SheetScan() for name in sheet_parts(archive)
    ]
    return scans, workbook_findings(archive)


def _scan_binary_package(content: bytes, limits: Limits) -> tuple[list[SheetScan], tuple[Finding, ...]]:
    archive = open_archive(content, limits)
    return scan_binary_workbook(archive, limits), workbook_findings(archive)


_SCANNERS = {
    Kind.XLSX: _scan_package,
    Kind.XLSM: _scan_package,
    Kind.XLSB: _scan_binary_package,
    Kind.XLS: lambda content, limits: scan_old_workbook(CompoundFile(content), limits),
    Kind.ODS: lambda content, limits: (scan_open_document(open_archive(content, limits), limits), ()),
}
