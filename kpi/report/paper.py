"""A sheet as a tagged PDF (PDF/UA-1) that reads aloud in the right order, with letters of our own; no network, no browser."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from kpi.model import Status
from kpi.report.sheet import Bar, Block, Cell, Facts, Sheet, Sign, Table
from kpi.shapes import COLOURS, SHAPES

TEMPLATE = Path(__file__).parent / "paper.typ"
LETTERS = Path(__file__).parents[2] / "static"
SAME_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""In every file, so that the same sheet gives the same bytes; the day it was made stands on the sheet."""


def pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF for A4."""
    return typst.compile(
        TEMPLATE,
        font_paths=[LETTERS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"sheet": json.dumps(_as_data(sheet), ensure_ascii=False)},
        pdf_standards="ua-1",
        timestamp=SAME_MOMENT,
    )


def _as_data(sheet: Sheet) -> dict[str, Any]:
    return {
        **{
            name: getattr(sheet, name)
            for name in ("language", "title", "left", "right", "opening", "finding", "foot", "page_of")
        },
        "proof": [list(one) for one in sheet.proof],
        "notices": [one.words for one in sheet.notices],
        "blocks": [_block(one) for one in sheet.blocks],
        "signs": {
            status.value: (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20" color="{COLOURS[status]}">'
                f"{SHAPES[status].replace('var(--page,#fff)', '#fff')}</svg>"
            )
            for status in Status
        },
    }


def _block(block: Block) -> dict[str, Any]:
    kind = type(block).__name__.lower()
    if isinstance(block, Facts):
        return {"kind": kind, "rows": [{"name": name, "cell": _cell(cell)} for name, cell in block.rows]}
    if not isinstance(block, Table):
        return {"kind": kind, **asdict(block)}
    return {
        "kind": kind,
        "label": block.label,
        "columns": [asdict(column) for column in block.columns],
        "rows": [{"kind": row.kind, "cells": [_cell(cell) for cell in row.cells]} for row in block.rows],
    }


def _cell(cell: Cell) -> list[dict[str, Any]]:
    pieces: list[dict[str, Any]] = []
    for piece in cell:
        match piece:
            case Sign(status):
                pieces.append({"kind": "sign", "status": status.value})
            case Bar():
                pieces.append({"kind": "bar", **asdict(piece)})
            case _:
                pieces.append({"kind": "words", **asdict(piece)})
    return pieces
