"""A sheet as columns of text, each cell with the kind it had. The form in which a table is interpreted and recorded.

Kinds: t text, n number, d date, b boolean, e error, u formula without a value, "." empty. Numbers are written at 15
significant digits with a point, dates as 2024-01-31.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.sheet import Cell, Sheet

TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCALCULATED, EMPTY = (ord(letter) for letter in "tndbeu.")


@dataclass(frozen=True)
class Column:
    """One column from row 0 down: trimmed text (null where empty) and kinds as character codes."""

    texts: pa.StringArray
    kinds: np.ndarray

    def from_row(self, first: int) -> Column:
        return Column(self.texts.slice(first), self.kinds[first:])


@dataclass(frozen=True)
class Cells:
    """All cells of one sheet."""

    sheet: str | None
    height: int
    columns: tuple[Column, ...]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    def row(self, index: int) -> list[str]:
        """The texts of one row, "" where empty."""
        return [column.texts[index].as_py() or "" for column in self.columns]

    def kinds(self, index: int) -> list[int]:
        return [int(column.kinds[index]) for column in self.columns]


def cells_of(sheet: Sheet) -> Cells:
    """The columns of a sheet, ragged rows filled up with empty cells."""
    height = len(sheet.rows)
    listed = list(zip_longest(*sheet.rows)) if height else []
    lost: dict[int, list[tuple[int, int]]] = {}
    for places, kind in ((sheet.error_cells, ERROR), (sheet.uncalculated_cells, UNCALCULATED)):
        for row, index in places:
            lost.setdefault(index, []).append((row, kind))
    width = max([len(listed), *(index + 1 for index in lost)])
    columns = []
    for index in range(width):
        column = _column(listed[index] if index < len(listed) else (None,) * height)
        for row, kind in lost.get(index, ()):
            if row < height:
                column.kinds[row] = kind
        columns.append(column)
    return Cells(sheet.name, height, tuple(columns), sheet.merged)


def _column(values: Sequence[Cell]) -> Column:
    types = set(map(type, values))
    if types <= {str, type(None)}:
        texts = _trimmed(pa.array(values, pa.string()))
        return Column(texts, _kinds_of_text(texts))
    texts = _trimmed(pa.array(_texts(values, types), pa.string()))
    letters = {kind: ord(_letter(kind)) for kind in types}
    kinds = np.fromiter((letters[type(value)] for value in values), np.uint8, len(values))
    return Column(texts, np.where(np.asarray(texts.is_null()), np.uint8(EMPTY), kinds))


def _kinds_of_text(texts: pa.StringArray) -> np.ndarray:
    return np.where(np.asarray(texts.is_null()), np.uint8(EMPTY), np.uint8(TEXT))


def _trimmed(texts: pa.StringArray) -> pa.StringArray:
    texts = pc.utf8_trim_whitespace(texts)
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.string()), texts)


def _letter(kind: type) -> str:
    if issubclass(kind, bool):
        return "b"
    if issubclass(kind, (int, float, Decimal)):
        return "n"
    return "d" if issubclass(kind, date) else "t"


def _texts(values: Sequence[Cell], types: Iterable[type]) -> list[str | None]:
    """Each cell written once, however often it occurs; true and 1 are equal in Python, so booleans go apart."""
    if bool in types:
        return [None if value is None else text_of(value) for value in values]
    written: dict[Any, str | None] = {value: None if value is None else text_of(value) for value in set(values)}
    return [written[value] for value in values]


def text_of(value: Cell | Decimal) -> str:
    """A cell as text: 1234.5, 2024-01-31, 2024-01-31T10:15:00, true."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        short = format(value, ".15g")
        return short if "e" not in short else f"{Decimal(short):f}"
    if isinstance(value, datetime):
        return (
            value.date().isoformat() if value.time().isoformat() == "00:00:00" else value.isoformat(timespec="seconds")
        )
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
