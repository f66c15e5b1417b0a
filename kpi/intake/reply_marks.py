"""Where the findings of a file lie in it, and how a cell of the reply workbook is marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils import column_index_from_string

from kpi.language import text
from kpi.model import Finding, Severity

MOST_MARKS = 20_000
"""Comments in one workbook; spreadsheet programs grow slow with more."""

AUTHOR = "Ambitiemonitor"
FONT = "Calibri"
FILLS = {Severity.ERROR: "FFF4B6B6", Severity.WARNING: "FFFFE08A", Severity.INFO: "FFD3E5F7"}
"""Light enough to read black on. The comment says the same in words."""

ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_LINE = 40  # characters on a line of a comment

Marks = Mapping[str | None, Mapping[tuple[int, int], Sequence[Finding]]]
"""Findings by sheet (None: a text file) and cell (row and column from 1)."""


def in_order(findings: Sequence[Finding]) -> list[Finding]:
    """What must be fixed first; within a severity the most euros first, and then the most rows."""
    return sorted(findings, key=lambda one: (ORDER.index(one.severity), -abs(one.cents or 0), -one.rows))


def place_of(name: str) -> tuple[str | None, int, int] | None:
    """Sheet, row and column (from 1) of a cell as findings name it: "F12" or "Sheet!F12"."""
    sheet, _, cell = name.rpartition("!")
    found = _CELL.fullmatch(cell)
    return (sheet or None, int(found[2]), column_index_from_string(found[1])) if found else None


def marks_of(findings: Sequence[Finding]) -> Marks:
    """The findings of each cell, the gravest first, up to MOST_MARKS cells."""
    marks: dict[str | None, dict[tuple[int, int], list[Finding]]] = defaultdict(lambda: defaultdict(list))
    marked = 0
    for finding in in_order(findings):
        for name in finding.cells:
            place = place_of(name)
            if place is None:
                continue
            sheet, cell = place[0], place[1:]
            if cell not in marks[sheet]:
                marked += 1
                if marked > MOST_MARKS:
                    return marks
            marks[sheet][cell].append(finding)
    return marks


def severity_word(language: str, severity: Severity) -> str:
    """As the screens say it."""
    words = {
        Severity.ERROR: text(language, "Must fix"),
        Severity.WARNING: text(language, "Your call"),
        Severity.INFO: text(language, "For information"),
    }
    return words[severity]


def mark(cell: Cell, findings: Sequence[Finding], language: str) -> None:
    """Fill and comment; what somebody else wrote in a comment stays above ours."""
    cell.fill = PatternFill("solid", fgColor=FILLS[findings[0].severity])
    said = "\n\n".join(
        f"{severity_word(language, one.severity)}: {one.message.in_language(language)}" for one in findings
    )
    before = cell.comment.text + "\n\n" if cell.comment else ""
    lines = sum(-(-len(line) // _LINE) or 1 for line in (before + said).splitlines())
    cell.comment = Comment(before + said, AUTHOR, height=20 + 18 * lines, width=320)


def remove_marks(sheet: Any) -> None:
    """Takes the marks of an earlier reply out, so that those of this one stand alone."""
    ours = {PatternFill("solid", fgColor=colour).fgColor.rgb for colour in FILLS.values()}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment and cell.comment.author == AUTHOR:
                cell.comment = None
                if cell.fill.fgColor.rgb in ours:
                    cell.fill = PatternFill()


def top_left(sheet: Any, row: int, column: int) -> Cell:
    """The cell, or the one that stands for it where cells are merged."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        area = next(area for area in sheet.merged_cells.ranges if cell.coordinate in area)
        cell = sheet.cell(area.min_row, area.min_col)
    return cell
