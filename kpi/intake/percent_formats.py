"""Which cells of a workbook are shown as percentages, for 0.6 and 60 % are one cell that looks otherwise.

Read from the number formats of xlsx (Ecma 376, part 1, 18.8.30) and xls (MS-XLS, records Format and XF), and from the value types of
ods. Other kinds of file do not tell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree

from kpi.intake.archive import open_archive, whole, xml_pieces
from kpi.intake.compound import CompoundFile
from kpi.intake.container import Kind
from kpi.intake.old_scan import percent_cells_of_old
from kpi.intake.open_document_scan import COLUMNS_REPEATED, ROWS_REPEATED, TAG, repeats
from kpi.intake.package import sheet_parts
from kpi.intake.package_scan import column_index, whole_rows
from kpi.intake.sheet import Limits

BUILT_IN = {9, 10}
"""Number formats 0% and 0.00%, which no file defines."""

_CELL = re.compile(rb"<(?:\w+:)?c\b([^<>]*)>")
_REFERENCE = re.compile(rb"\br=\"([A-Z]{1,3})(\d{1,7})\"")
_STYLE = re.compile(rb"\bs=\"(\d{1,6})\"")
_QUOTED = re.compile(r"\"[^\"]*\"|\\.")

Places = set[tuple[int, int]]
"""Rows and columns, from 0."""


def percent_cells(content: bytes, kind: Kind, limits: Limits) -> list[Places]:
    """The cells of each sheet, in order, that are shown as percentages; no sheets where the kind of file does not tell."""
    if kind in (Kind.XLSX, Kind.XLSM):
        archive = open_archive(content, limits)
        styles = _percent_styles(archive)
        return [_in_sheet(archive, name, styles) if name and styles else set() for name in sheet_parts(archive)]
    if kind is Kind.ODS:
        return _in_open_document(whole(open_archive(content, limits), "content.xml"), limits)
    return percent_cells_of_old(CompoundFile(content), BUILT_IN) if kind is Kind.XLS else []


def _percent_styles(archive: zipfile.ZipFile) -> set[int]:
    """The numbers of the cell styles that show percentages."""
    name = next((one for one in archive.namelist() if one.lower().endswith("/styles.xml")), None)
    if name is None:
        return set()
    tree = ElementTree.fromstring(whole(archive, name))
    formats = set(BUILT_IN)
    styles: set[int] = set()
    for element in tree.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt" and "%" in _QUOTED.sub("", element.get("formatCode", "")):
            formats.add(int(element.get("numFmtId", "-1")))
        if tag == "cellXfs":
            styles = {place for place, style in enumerate(element) if int(style.get("numFmtId", "0")) in formats}
    return styles


def _in_sheet(archive: zipfile.ZipFile, name: str, styles: set[int]) -> Places:
    return {place for block in whole_rows(xml_pieces(archive, name)) for place in _in_block(block, styles)}


def _in_block(block: bytes, styles: set[int]) -> Iterator[tuple[int, int]]:
    for cell in _CELL.finditer(block):
        style, reference = _STYLE.search(cell[1]), _REFERENCE.search(cell[1])
        if style and reference and int(style[1]) in styles:
            yield int(reference[2]) - 1, column_index(reference[1])


def _in_open_document(content: bytes, limits: Limits) -> list[Places]:
    sheets: list[Places] = []
    row = next_row = column = 0
    for match in TAG.finditer(content):
        tag, attributes = match[1], match[2]
        if tag == b"table":
            sheets.append(set())
            row = next_row = column = 0
        elif tag == b"table-row":
            row, column = next_row, 0
            next_row += repeats(ROWS_REPEATED, attributes)
        elif sheets:
            last = column + repeats(COLUMNS_REPEATED, attributes)
            if b'office:value-type="percentage"' in attributes and (next_row - row) * (last - column) <= limits.columns:
                sheets[-1].update((one, two) for one in range(row, next_row) for two in range(column, last))
            column = last
    return sheets
