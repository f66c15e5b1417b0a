"""Work on distinct values: a column of a million lines holds some hundreds of texts, and each is looked at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa


@dataclass(frozen=True)
class Coded:
    """One value a line: `values[codes[line]]`, and None where the code is -1."""

    codes: np.ndarray
    values: Sequence[Any]

    def map(self, change: Callable[[Any], Any]) -> Coded:
        """The same lines with each distinct value changed; values that become None are unknown, equal ones are one."""
        changed = [change(value) for value in self.values]
        position: dict[Any, int] = {}
        for value in changed:
            if value is not None:
                position.setdefault(value, len(position))
        codes = np.array([-1 if value is None else position[value] for value in changed] + [-1], dtype=np.int64)
        return Coded(codes[self.codes], list(position))

    def take(self, values: Sequence[Any], kind: pa.DataType) -> pa.Array:
        """One value a line from a list beside `values`; null where the code is -1."""
        codes = pa.array(self.codes, mask=self.codes < 0)
        return pa.array(list(values), kind).take(codes)

    def as_text(self) -> pa.Array:
        return self.take(self.values, pa.string())


def coded(lines: pa.Table, name: str) -> Coded:
    """A column of the lines; all unknown where the file has no such column."""
    if name not in lines.column_names:
        return Coded(np.full(lines.num_rows, -1, dtype=np.int64), [])
    return coded_array(lines[name])


def coded_array(array: pa.ChunkedArray | pa.Array) -> Coded:
    if isinstance(array, pa.ChunkedArray):
        array = array.combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks) if array.num_chunks else pa.array([], array.type)
    encoded = array.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return Coded(codes, encoded.dictionary.to_pylist())


def together(*columns: Coded) -> Coded:
    """Several columns as one, its values tuples (None where a part is unknown)."""
    codes = np.zeros(len(columns[0].codes), dtype=np.int64)
    for column in columns:
        codes, _ = pd.factorize(codes * (len(column.values) + 1) + column.codes + 1)
    count = int(codes.max()) + 1 if len(codes) else 0
    first = np.zeros(count, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    parts = [[None if code < 0 else column.values[code] for code in column.codes[first]] for column in columns]
    return Coded(codes.astype(np.int64), list(zip(*parts, strict=True)))


def expand(codes: np.ndarray, matches: Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (line, source) for every line whose code is matched; `matches` are pairs (code, source)."""
    if not matches:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    table = np.array(sorted(matches), dtype=np.int64)
    starts = np.searchsorted(table[:, 0], codes, side="left")
    counts = np.searchsorted(table[:, 0], codes, side="right") - starts
    line = np.repeat(np.arange(len(codes)), counts)
    within = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts)
    return line, table[np.repeat(starts, counts) + within, 1]
