"""A sheet as columns of text, each cell with the kind it had. The form in which a table is interpreted and recorded.

Kinds: t text, n number, d date, b boolean, e error, u formula without a value, "." empty. Numbers are written at 15
significant digits with a point, dates as 2024-01-31.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.sheet import Cell, Sheet

PART_ROWS = 20_000
"""Rows that are turned into columns at a time: few enough to stay in the processor's cache."""

TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCALCULATED, EMPTY = (ord(letter) for letter in "tndbeu.")

INVISIBLE = "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
"""Characters of no width and marks of direction: nobody sees them, and no word or number with one is recognised."""
FIRST_BYTES_OF_INVISIBLE = (0xE2, 0xEF)


@dataclass(frozen=True)
class Column:
    """One column from row 0 down: trimmed text without invisible characters (null where empty) and kinds as character codes."""

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
    hidden_rows: frozenset[int] = frozenset()

    def row(self, index: int) -> list[str]:
        """The texts of one row, "" where empty."""
        return [column.texts[index].as_py() or "" for column in self.columns]

    def kinds(self, index: int) -> list[int]:
        return [int(column.kinds[index]) for column in self.columns]


def cells_of(sheet: Sheet) -> Cells:
    """The columns of a sheet, ragged rows filled up with empty cells.

    A list of rows is emptied on the way: a million rows are not kept beside their columns.
    """
    if sheet.columns:
        return Cells(sheet.name, sheet.height, tuple(text_column(texts) for texts in sheet.columns))
    height = sheet.height
    parts = []
    for first in range(0, height, PART_ROWS):
        rows = sheet.rows[first : first + PART_ROWS]
        parts.append(_part(rows, sheet.width))
        if isinstance(sheet.rows, list):
            sheet.rows[first : first + PART_ROWS] = [()] * len(rows)
    columns = [_joined([part.pop() for part in parts]) for _ in range(sheet.width)][::-1]  # each part let go at once
    for places, kind in ((sheet.error_cells, ERROR), (sheet.uncalculated_cells, UNCALCULATED)):
        for row, index in places:
            while index >= len(columns):
                columns.append(_column((None,) * height))
            if row < height:
                columns[index].kinds[row] = kind
    return Cells(sheet.name, height, tuple(columns), sheet.merged, sheet.hidden_rows)


def _part(rows: Sequence[Sequence[Cell]], width: int) -> list[Column]:
    """Some rows as columns, empty ones added up to the width of the sheet."""
    rectangular = len({len(row) for row in rows}) <= 1
    columns = [_column(values) for values in (zip(*rows, strict=True) if rectangular else zip_longest(*rows))]
    return columns + [_column((None,) * len(rows)) for _ in range(width - len(columns))]


def _joined(parts: Sequence[Column]) -> Column:
    if len(parts) == 1:
        return parts[0]
    return Column(pa.concat_arrays([part.texts for part in parts]), np.concatenate([part.kinds for part in parts]))


def _column(values: Sequence[Cell]) -> Column:
    types = set(map(type, values)) - {type(None)}
    if types <= {str}:
        return text_column(pa.array(values, pa.string()))
    texts = _trimmed(_texts(values, types))
    letters = {_letter(kind) for kind in types}
    if len(letters) == 1:
        kinds = np.full(len(values), ord(letters.pop()), np.uint8)
    else:
        codes = {kind: ord(_letter(kind)) for kind in (*types, type(None))}
        kinds = np.fromiter((codes[type(value)] for value in values), np.uint8, len(values))
    return Column(texts, np.where(np.asarray(texts.is_null()), np.uint8(EMPTY), kinds))


def text_column(texts: pa.StringArray) -> Column:
    """A column of which all cells are text."""
    trimmed = _trimmed(texts)
    return Column(trimmed, _kinds_of_text(trimmed))


def _kinds_of_text(texts: pa.StringArray) -> np.ndarray:
    return np.where(np.asarray(texts.is_null()), np.uint8(EMPTY), np.uint8(TEXT))


def _may_hold_invisible(texts: pa.StringArray) -> bool:
    characters = texts.buffers()[2]
    written = characters.to_pybytes() if characters else b""
    return any(byte in written for byte in FIRST_BYTES_OF_INVISIBLE)


def _trimmed(texts: pa.StringArray) -> pa.StringArray:
    if _may_hold_invisible(texts):
        texts = pc.replace_substring_regex(texts, INVISIBLE, "")
    texts = pc.utf8_trim_whitespace(texts)
    empty = pc.equal(texts, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), texts) if pc.any(empty).as_py() else texts


def _letter(kind: type) -> str:
    if issubclass(kind, bool):
        return "b"
    if issubclass(kind, (int, float, Decimal)):
        return "n"
    return "d" if issubclass(kind, date) else "t"


def _texts(values: Sequence[Cell], types: set[type]) -> pa.StringArray:
    """The cells as `text_of` writes them: numbers alone and dates alone at once, others each distinct one once."""
    if types == {float}:
        return _numbers(pa.array(values, pa.float64()))
    if types == {date}:
        return pa.array(values, pa.date32()).cast(pa.string())
    if bool in types:  # true and 1 are equal in Python
        return pa.array([None if value is None else text_of(value) for value in values], pa.string())
    written: dict[Any, str | None] = {value: None if value is None else text_of(value) for value in set(values)}
    return pa.array([written[value] for value in values], pa.string())


def _numbers(numbers: pa.FloatArray) -> pa.StringArray:
    """Numbers as text. The shortest text that is the same number is the one at 15 digits, unless it is longer than that."""
    texts = pc.replace_substring_regex(numbers.cast(pa.string()), r"\.0$", "")
    odd = pc.or_(pc.greater(pc.utf8_length(texts), 15), pc.match_substring_regex(texts, "[a-z]")).fill_null(False)
    if not pc.any(odd).as_py():
        return texts
    return pc.replace_with_mask(texts, odd, pa.array([text_of(value) for value in numbers.filter(odd).to_pylist()]))


def text_of(value: Cell | Decimal) -> str:
    """A cell as text: 1234.5, 2024-01-31, 2024-01-31T10:15:00, true."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            short = format(value, ".15g")
            return f"{Decimal(short):f}" if "e" in short else short.removesuffix(".0")
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(timespec="seconds")
        case date() | time():
            return value.isoformat()
    return str(value)
