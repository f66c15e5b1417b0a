"""Large text files of which every record has the same number of fields, read column by column.

Python's csv module stays the measure of what a record is. Arrow's reader gives the same where every quotation mark stands at the
edge of a field or is doubled inside a quoted one; that is checked first, and all other files are left to the csv module.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from pyarrow import csv

LEAST = 1_000_000
"""Bytes below which it is not worth it."""

MOST_QUOTES = 40_000_000
"""More quotation marks than this take too much memory to look at."""


def steady_columns(content: bytes, delimiter: str, rows: int) -> tuple[pa.StringArray, ...] | None:
    """The fields of a text in UTF-8 as columns, null where empty; None when its records are not all alike.

    `rows` is the most that is read.
    """
    if not _quotes_are_plain(content, delimiter):
        return None
    width = _width(content, delimiter)
    if width is None:
        return None
    names = [str(index) for index in range(width)]
    try:
        table = csv.read_csv(
            pa.BufferReader(content),
            csv.ReadOptions(column_names=names, use_threads=False, block_size=1 << 22),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in content, ignore_empty_lines=False),
            csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows > rows:
        return None
    return tuple(_whole(column) for column in table.columns)


def _whole(column: pa.ChunkedArray) -> pa.StringArray:
    return column.chunk(0) if column.num_chunks == 1 else pa.concat_arrays(column.chunks)


def _width(content: bytes, delimiter: str) -> int | None:
    """The number of fields of the first record, where it holds no quotation marks."""
    first = content[: content.find(b"\n")].rstrip(b"\r")
    return None if b'"' in first or b"\r" in first else first.count(delimiter.encode()) + 1


def _quotes_are_plain(content: bytes, delimiter: str) -> bool:
    """Whether every odd quotation mark begins a field (or is the second of two) and every even one ends it (or is the first)."""
    count = content.count(b'"')
    if not count or count > MOST_QUOTES:
        return not count
    text = np.frombuffer(content, np.uint8)
    quotes = np.flatnonzero(text == ord('"'))
    if len(quotes) % 2:
        return False
    edges = np.array([ord(delimiter), 10, 13], np.uint8)
    opening, closing = quotes[::2], quotes[1::2]
    before = np.isin(text[opening - 1], edges) | (opening == 0)
    after = np.isin(text[np.minimum(closing + 1, len(text) - 1)], edges) | (closing == len(text) - 1)
    doubled = closing[:-1] + 1 == opening[1:]
    before[1:] |= doubled
    after[:-1] |= doubled
    return bool(before.all() and after.all())
