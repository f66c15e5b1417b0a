"""Bytes to a Grid: sheets of cells, indexed from A1, with what the reader could not give.

This is the boundary inside the intake room: everything below (container, plain text, workbook) knows file formats;
everything above (table, columns, values, rows) knows only Sheets.
"""

from __future__ import annotations

import hashlib

from kpi.intake.container import Kind, recognise
from kpi.intake.plain_text import read_text
from kpi.intake.sheet import Cell, Grid, Limits, Range, Sheet
from kpi.intake.workbook import read_workbook
from kpi.model import FileFacts

__all__ = ["Cell", "Grid", "Limits", "Range", "Sheet", "open_grid"]


def open_grid(name: str, content: bytes, limits: Limits = Limits()) -> Grid:  # noqa: B008  (frozen)
    """The sheets of a file, whatever its name says it is. Raises Refusal with what to do when it cannot be read."""
    kind = recognise(content, limits)
    digest = hashlib.sha256(content).hexdigest()
    if kind is Kind.TEXT:
        text = read_text(content, limits)
        facts = FileFacts(name, digest, len(content), "csv", text.encoding, text.delimiter)
        return Grid(facts, (text.sheet,), text.findings)
    facts = FileFacts(name, digest, len(content), kind.value)
    sheets, findings = read_workbook(content, kind, limits)
    return Grid(facts, sheets, findings)
