"""A workbook of ours that comes back: its cells, with the same care as any file from outside, and nothing understood of them."""

from __future__ import annotations

from kpi.intake.grid import open_grid
from kpi.intake.sandbox import run_isolated
from kpi.intake.sheet import Cell, Limits

MOST_ROWS = 20_000

SheetCells = tuple[str | None, list[list[Cell]]]


def read_sheets(name: str, content: bytes, limits: Limits | None = None) -> list[SheetCells]:
    """The name and the rows of each sheet. An error such as #N/A stands as a text, so that it can be told. Raises Refusal."""
    grid = open_grid(name, content, limits or Limits(rows=MOST_ROWS))
    found: list[SheetCells] = []
    for sheet in grid.sheets:
        rows = [list(row) for row in sheet.rows]
        for row, column in sheet.error_cells | sheet.uncalculated_cells:
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = "#N/A"
        found.append((sheet.name, rows))
    return found


def read_sheets_isolated(name: str, content: bytes) -> list[SheetCells]:
    """As `read_sheets`, in a child process within the limits."""
    limits = Limits.from_environment()
    return run_isolated("kpi.intake.cells_only:read_sheets", (name, content, limits), limits)
