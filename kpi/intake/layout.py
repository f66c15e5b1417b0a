"""What the columns of a file are called, what they were taken for and what kind of values they hold: its layout, without data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import DATE, TEXT, Column
from kpi.intake.columns import look
from kpi.intake.places import LINE, UNREADABLE
from kpi.model import Reading, TableReading

ROWS_LOOKED_AT = 20_000

MOST_OF_COLUMN = 0.8
"""A column of which this part are dates is a column of dates; and so for numbers."""


@dataclass(frozen=True)
class LayoutColumn:
    """One column. `kind` is number, date, text or empty; `field` what it was taken for, if anything."""

    header: str
    kind: str
    field: str | None = None

    @property
    def key(self) -> str:
        """The header as it is compared: without capitals and double blanks."""
        return " ".join(self.header.split()).casefold()


@dataclass(frozen=True)
class Layout:
    """The named columns in the order of the file; columns of further sheets behind them."""

    columns: tuple[LayoutColumn, ...]

    def to_json(self) -> list[dict[str, Any]]:
        return [asdict(column) for column in self.columns]

    @staticmethod
    def from_json(columns: Sequence[dict[str, Any]]) -> Layout:
        return Layout(tuple(LayoutColumn(**column) for column in columns))

    def of_field(self, field: str) -> LayoutColumn | None:
        return next((column for column in self.columns if column.field == field), None)


def layout_of(reading: Reading) -> Layout:
    """The layout of a file that was read."""
    columns: list[LayoutColumn] = []
    for table in reading.tables:
        known = {column.key for column in columns}
        columns += [column for column in _columns(table) if column.key not in known]
    return Layout(tuple(columns))


def _columns(table: TableReading) -> list[LayoutColumn]:
    fields = {column.index: name for name, column in table.columns.items()}
    return [LayoutColumn(table.header[index], kind, fields.get(index)) for index, kind in table.kinds.items()]


def kinds_of(header: Sequence[str], record: pa.Table) -> dict[int, str]:
    """What kind of values the lines of a record hold, for each column with a header that is kept: `LayoutColumn.kind`."""
    record = record.slice(0, ROWS_LOOKED_AT)
    rows = record.filter(pc.is_in(record["place"], value_set=pa.array([LINE, *UNREADABLE])))
    return {
        index: _kind(rows, index)
        for index, text in enumerate(header)
        if text.strip() and f"c{index}" in rows.column_names
    }


def _kind(rows: pa.Table, index: int) -> str:
    texts = rows[f"c{index}"].combine_chunks()
    if texts.null_count == len(texts):
        return "empty"
    if isinstance(texts, pa.ChunkedArray):
        texts = pa.concat_arrays(texts.chunks)
    if rows["kinds"].null_count == len(rows):
        kinds = np.full(len(texts), TEXT, np.uint8)
    else:
        letters = pc.utf8_slice_codeunits(rows["kinds"], index, index + 1)
        kinds = np.where(np.asarray(pc.equal(letters, chr(DATE)).fill_null(False)), np.uint8(DATE), np.uint8(TEXT))
    seen = look(Column(texts, kinds))
    if seen.dates >= MOST_OF_COLUMN:
        return "date"
    return "number" if seen.numbers >= MOST_OF_COLUMN else "text"
