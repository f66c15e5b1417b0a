"""What a file is once it has been opened: sheets of cells. And what opening may cost at most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from kpi.model import FileFacts, Finding

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


@dataclass(frozen=True)
class Grid:
    """All sheets of one file, in the file's order."""

    facts: FileFacts
    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Limits:
    """What one file may cost. A file that needs more is refused before or while it is read."""

    bytes: int = 50_000_000  # the file itself
    unpacked_bytes: int = 1_500_000_000  # all parts of a workbook together, unpacked
    compression_ratio: int = 500  # unpacked bytes of one part for each packed byte, for parts over a megabyte
    members: int = 5_000  # parts in a workbook or zip
    rows: int = 2_000_000  # in one sheet
    columns: int = 5_000  # in one sheet, up to the last filled one
    cells: int = 40_000_000  # rows times columns of all sheets together
    characters: int = 1_000_000  # in one cell
    seconds: float = 60.0  # wall clock of the reading process
    memory_bytes: int = 3_000_000_000  # address space of the reading process
