"""What a file is once it has been opened: sheets of cells. And what opening may cost at most."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from typing import Any

import pyarrow as pa

from kpi.language import message
from kpi.model import FileFacts, Finding, Refusal

Cell = str | int | float | bool | date | datetime | time | None
"""A cell as it was stored. Blank is None in a workbook and "" in a text file, where every cell is text."""

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged range: ((row, column), (row, column)), 0-based, both included."""


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[i]` is row i from A1 (or record i of Python's csv reader); rows may be shorter than `width`."""

    name: str | None  # None: a text file
    hidden: bool
    width: int  # cells in the longest row
    rows: Sequence[Sequence[Cell]]
    error_cells: frozenset[tuple[int, int]] = frozenset()  # #N/A and the like; the cell itself is None
    uncalculated_cells: frozenset[tuple[int, int]] = frozenset()  # a formula without a value; the cell is None
    merged: tuple[Range, ...] = ()
    hidden_rows: frozenset[int] = frozenset()  # by a filter, a group or by hand; of an xlsx only
    columns: tuple[pa.StringArray, ...] = ()  # instead of the rows: a large text file, read column by column

    @property
    def height(self) -> int:
        return len(self.columns[0]) if self.columns else len(self.rows)


@dataclass(frozen=True)
class Grid:
    """All sheets of one file, in the file's order."""

    facts: FileFacts
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()
    reply_sheet: str | None = None  # the sheet of ours that was left out, where the file is a reply workbook


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A file that needs more is refused before or while it is read."""

    bytes: int = 200_000_000  # the file itself; the upload screen takes less
    unpacked_bytes: int = 1_500_000_000  # all parts of a workbook together, unpacked
    compression_ratio: int = 250  # unpacked bytes of one part for each packed byte, for parts over a megabyte
    members: int = 5_000  # parts in a workbook or zip
    rows: int = 2_000_000  # in one sheet
    columns: int = 16_384  # in one sheet, up to the last filled one
    filled_columns: int = 2_000  # in one sheet: what each of them is takes a few milliseconds
    cells: int = 40_000_000  # rows times columns of all sheets together
    texts: int = 5_000_000  # different texts in one workbook
    characters: int = 1_000_000  # in one cell
    seconds: float = 60.0  # wall clock of the reading process
    memory_bytes: int = 3_000_000_000  # address space of the reading process

    @staticmethod
    def from_environment() -> Limits:
        """The limits as set in the environment, such as AMBITIEMONITOR_LIMIT_SECONDS; the others as they stand here.

        Raises ValueError where a setting is not a number above zero.
        """
        chosen: dict[str, Any] = {}
        for limit in fields(Limits):
            name = f"AMBITIEMONITOR_LIMIT_{limit.name.upper()}"
            if stated := os.environ.get(name):
                chosen[limit.name] = float(stated) if limit.name == "seconds" else int(stated)
                if not chosen[limit.name] > 0:
                    raise ValueError(f"{name} must be a number above 0, found {stated}")
        return Limits(**chosen)


@dataclass
class SheetScan:
    """What calamine loses of a sheet. Cells are (row, column), 0-based; `rows` and `columns` reach to the last filled cell.

    `values` is how many values an xlsx sheet states outside its error cells, or more; `parts` gives its XML again.
    """

    errors: set[tuple[int, int]] = field(default_factory=set)
    uncalculated: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    rows: int = 0
    columns: int = 0
    values: int = 0
    parts: Callable[[], Iterator[bytes]] | None = None

    def reach(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)

    def check(self, limits: Limits) -> None:
        """Raises Refusal when the rectangle up to the last filled cell is larger than the limits allow."""
        if self.columns > limits.columns:
            raise too_many("columns", limits.columns)
        if self.rows > limits.rows:
            raise too_many("rows", limits.rows)
        if self.rows * self.columns > limits.cells:
            raise too_many("cells", limits.cells)


def address(row: int, column: int, sheet: str | None = None) -> str:
    """The cell as a spreadsheet names it: (11, 5) is F12, or Sheet!F12."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def too_many(what: str, most: int) -> Refusal:
    """The refusal of a file with more rows, columns or cells than a limit allows."""
    texts = {
        "rows": message(
            "This file has more than {most} rows. Split it, for instance by quarter, and upload the parts.", most=most
        ),
        "columns": message(
            "This file has a row of more than {most} columns. Export it again with the columns of the spend table only.",
            most=most,
        ),
        "filled_columns": message(
            "A sheet of this file has more than {most} columns with something in them. Expected is a row for each invoice or "
            "payment. Export it again with the columns of the spend table only.",
            most=most,
        ),
        "cells": message(
            "This file spans more than {most} cells. Often one stray cell far below or to the right of the table is the cause: "
            "copy the table alone to a new sheet, save that and upload it.",
            most=most,
        ),
    }
    return Refusal("too_large", texts[what])


def damaged() -> Refusal:
    """The refusal of a file that is broken or cut off."""
    return Refusal(
        "damaged",
        message(
            "This file is damaged or was not received whole. Open it in a spreadsheet program, save it as xlsx, and upload that; "
            "if it does not open there either, export it again."
        ),
    )
