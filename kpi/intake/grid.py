"""Bytes to a Grid: sheets of cells, indexed from A1, with what the reader could not give.

This is the boundary inside the intake room: everything below (container, plain text, workbook) knows file formats;
everything above (table, columns, values, rows) knows only Sheets.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from kpi.intake.container import Kind, recognise
from kpi.intake.html_table import read_html
from kpi.intake.one_column import divided, divided_sheets
from kpi.intake.plain_text import read_text
from kpi.intake.reply_reference import take_out_reply
from kpi.intake.sheet import Cell, Grid, Limits, Range, Sheet
from kpi.intake.workbook import read_workbook
from kpi.model import FileFacts

__all__ = ["Cell", "Grid", "Limits", "Range", "Sheet", "facts_of", "garbage_collector_paused", "open_grid"]


@contextmanager
def garbage_collector_paused() -> Iterator[None]:
    """Millions of new lists make the collector look through all of them again and again: half the time of a large file."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def open_grid(name: str, content: bytes, limits: Limits = Limits()) -> Grid:  # noqa: B008  (frozen)
    """The sheets of a file, whatever its name says it is. Raises Refusal with what to do when it cannot be read."""
    with garbage_collector_paused():
        return _open(name, content, limits)


def facts_of(name: str, content: bytes) -> FileFacts:
    """What can be said of a file without opening it."""
    return FileFacts(name, hashlib.sha256(content).hexdigest(), len(content))


def _open(name: str, content: bytes, limits: Limits) -> Grid:
    recognised = recognise(content, limits)
    kind, findings = recognised.kind, recognised.findings
    facts = replace(facts_of(name, content), container=kind.value)
    if kind is Kind.TEXT:
        text = read_text(recognised.content, limits)
        facts = replace(facts, encoding=text.encoding, delimiter=text.delimiter)
        sheet, told = divided(text.sheet, limits, text.delimiter)
        return Grid(facts, (sheet,), findings + text.findings + told)
    if kind is Kind.HTML:
        sheets, encoding = read_html(recognised.content, limits)
        return Grid(replace(facts, encoding=encoding), sheets, findings)
    sheets, noticed = read_workbook(recognised.content, kind, limits)
    sheets, reply, skipped = take_out_reply(sheets)
    sheets, told = divided_sheets(sheets, limits)
    findings += noticed + skipped + told
    if reply is None:
        return Grid(facts, sheets, findings)
    return Grid(replace(facts, reply_to=reply.to), sheets, findings, reply.sheet)
