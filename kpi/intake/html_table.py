"""HTML tables, which some systems save under the name .xls: each outermost or nested table with rows of its own is a sheet."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kpi.intake.encoding import detect_encoding
from kpi.intake.sheet import Cell, Limits, Range, Sheet, damaged, too_many
from kpi.language import message
from kpi.model import Refusal

UNSEEN = {"script", "style", "title", "head"}
COMMENT = re.compile(r"<!--|<!|<\?")
ENDS = {"<!--": "-->"}
MOST_OPEN_TAGS = 100  # after the last one that is closed
WIDEST_SPAN = 1000  # as browsers do
COST_OF_TABLE = 20_000  # cells: each is looked at apart
COST_OF_HELD_CELL = 20  # a place held for a merged cell takes as much memory as that many cells


@dataclass
class _Cell:
    text: list[str]
    number: Cell
    columns: int
    rows: int


@dataclass
class _Table:
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)
    held: set[tuple[int, int]] = field(default_factory=set)  # places that a rowspan above takes
    cell: _Cell | None = None


def read_html(content: bytes, limits: Limits) -> tuple[tuple[Sheet, ...], str]:
    """The tables of a page as sheets, numbered where there are several, and the encoding of the page.

    Cells are text as written; a number that Excel stored beside it (x:num) is taken instead. A merged cell stands in its first
    place. Raises Refusal without a table, beyond the limits, or where the page breaks off.
    """
    encoding = detect_encoding(content)
    parser = _Parser(limits)
    parser.feed(_without_comments(content.decode(encoding.name, "replace")))
    parser.close()
    tables = [table for table in parser.found if any(table.rows)]
    if not tables:
        raise Refusal(
            "no_table_in_page",
            message("This web page holds no table. Export the table as xlsx or csv and upload that."),
        )
    return tuple(
        Sheet(
            name=str(number) if len(tables) > 1 else None,
            hidden=False,
            width=max(map(len, table.rows)),
            rows=table.rows,
            merged=tuple(table.merged),
        )
        for number, table in enumerate(tables, start=1)
    ), encoding.name


def _without_comments(page: str) -> str:
    """Comments, declarations and instructions left out, which the parser of Python searches again and again when they are not closed.

    Raises Refusal where one is not closed, or many tags are not.
    """
    kept = []
    position = 0
    while comment := COMMENT.search(page, position):
        end = page.find(ENDS.get(comment.group(), ">"), comment.end())
        if end < 0:
            raise damaged()
        kept.append(page[position : comment.start()])
        position = page.index(">", end) + 1
    if page.count("<", page.rfind(">") + 1) > MOST_OPEN_TAGS:
        raise damaged()
    return "".join(kept) + page[position:]


class _Parser(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[_Table] = []
        self._open: list[_Table] = []
        self._unseen = 0
        self._limits = limits
        self._cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self._count(COST_OF_TABLE)
            table = _Table()
            self.found.append(table)
            self._open.append(table)
        elif self._open and tag == "tr":
            self._end_cell()
            self._open[-1].rows.append([])
        elif self._open and tag in ("td", "th"):
            self._end_cell()
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self._open and self._open[-1].cell:
            self._open[-1].cell.text.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif self._open and tag in ("td", "th", "tr"):
            self._end_cell()
        elif self._open and tag == "table":
            self._end_cell()
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1].cell and not self._unseen:
            self._open[-1].cell.text.append(data)

    def close(self) -> None:
        super().close()
        if any(table.rows for table in self._open):
            raise damaged()  # what is missing cannot be told

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        table = self._open[-1]
        if not table.rows:
            table.rows.append([])
        table.cell = _Cell(
            [], _number(attributes.get("x:num")), *(_span(attributes.get(k)) for k in ("colspan", "rowspan"))
        )

    def _end_cell(self) -> None:
        table = self._open[-1]
        if table.cell is None:
            return
        cell, table.cell = table.cell, None
        row, at = table.rows[-1], len(table.rows) - 1
        while (at, len(row)) in table.held:
            row.append("")
        first = len(row)
        text = " ".join("".join(cell.text).split())
        self._count(cell.columns * cell.rows)
        row.append(text if cell.number is None else cell.number)
        row.extend([""] * (cell.columns - 1))
        if cell.columns * cell.rows > 1:
            self._count(COST_OF_HELD_CELL * cell.columns * cell.rows)
            table.merged.append(((at, first), (at + cell.rows - 1, first + cell.columns - 1)))
            table.held |= {
                (below, column)
                for below in range(at + 1, at + cell.rows)
                for column in range(first, first + cell.columns)
            }

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > self._limits.cells:
            raise too_many("cells", self._limits.cells)


def _span(text: str | None) -> int:
    return max(1, min(int(text), WIDEST_SPAN)) if text and text.isascii() and text.isdigit() and len(text) < 9 else 1


def _number(text: str | None) -> Cell:
    try:
        number = float(text or "")
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() else number
