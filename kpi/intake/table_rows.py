"""The rows below the header, and what lines among them have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import ERROR, UNCALCULATED, Column
from kpi.intake.dates import read_date
from kpi.intake.total_labels import whole_labels
from kpi.intake.values import Amounts

NEARLY_ALWAYS = 0.9
"""A column that is filled on this part of the rows with an amount is one that lines have."""

FEWEST = 3
"""Fewer lines than this do not show what all lines have in common, nor that a full line repeats them."""

MANY_NUMBERS = 50
"""No grouping of lines has so many codes; invoice numbers of a table with several lines an invoice do."""


class TableRows:
    """The rows below the header, with what is known of each."""

    def __init__(
        self, columns: Sequence[Column], header: Sequence[str], amounts: Amounts, amount_columns: frozenset[int]
    ):
        self.columns, self.amounts = columns, amounts
        self.header = [text.casefold() for text in header]
        self.amount_columns = amount_columns
        self.size = len(amounts.cents)
        self.valid = [np.asarray(column.texts.is_valid()) for column in columns]
        self.filled = _count(self.valid, self.size)
        self.others = _count(
            [valid for index, valid in enumerate(self.valid) if index not in amount_columns], self.size
        )
        self.spoiled = _count(
            [(column.kinds == ERROR) | (column.kinds == UNCALCULATED) for column in columns], self.size
        )
        self.usual = 0.0  # how many cells beside amounts a line fills
        likely = amounts.known & (self.others > 0)
        if likely.any():
            # totals stand between the lines: what hardly fills anything does not say what lines have
            self.usual = float(np.percentile(self.others[likely], 75))
            likely &= self.others >= 0.6 * self.usual
            likely[self._labelled(np.flatnonzero(likely & (self.others < self.usual)))] = False
        count = int(likely.sum())
        common = [
            index
            for index, valid in enumerate(self.valid)
            if index not in amount_columns and count and valid[likely].sum() >= NEARLY_ALWAYS * count
        ]
        # what is the same on every line ("Gemeente X", 2024, EUR) stands on totals as well
        varied = [index for index in common if count < FEWEST or not _is_constant(columns[index])]
        self.core = varied or common
        self.missing = _count([~self.valid[index] for index in self.core], self.size)
        self.likely = likely
        self.half = max(1, (len(self.core) + 1) // 2)

    def _labelled(self, rows: np.ndarray) -> np.ndarray:
        """Those of some rows on which a cell says nothing but that the row is a total, or carries one over."""
        says = np.zeros(len(rows), bool)
        for index, column in enumerate(self.columns if len(rows) else ()):
            if index not in self.amount_columns:
                texts = column.texts.take(pa.array(rows)).fill_null("")
                says |= np.asarray(pc.match_substring_regex(texts, whole_labels()))
        return rows[says]

    def shape(self, row: int) -> tuple[int, ...]:
        """Which cells of a row are filled."""
        return tuple(index for index, valid in enumerate(self.valid) if valid[row])

    def texts(self, row: int) -> list[tuple[int, str]]:
        return [(index, self.columns[index].texts[row].as_py()) for index, valid in enumerate(self.valid) if valid[row]]

    def texts_of(self, rows: np.ndarray) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """As `texts`, for many rows one after the other."""
        taken = [column.texts.take(pa.array(rows)).to_pylist() for column in self.columns]
        for row, cells in zip(rows.tolist(), zip(*taken, strict=True), strict=True):
            yield row, [(index, text) for index, text in enumerate(cells) if text is not None]

    @cached_property
    def numbering(self) -> frozenset[int]:
        """Columns that lines have and that tell them apart by number: an invoice number stands on no total."""
        if self.likely.sum() < FEWEST:
            return frozenset()
        chosen = pa.array(self.likely)
        return frozenset(index for index in self.core if _tells_apart(self.columns[index].texts.filter(chosen)))

    def own_cells(self, row: int, label: str) -> list[int]:
        """The cells of a row that lines have as well, beside its label."""
        return [index for index in self.core if self.columns[index].texts[row].as_py() not in (None, label)]

    def lacks(self, missing: int, without: int = 0) -> bool:
        """Whether a row lacks at least half of what lines have."""
        core = len(self.core) - without
        return missing >= max(1, (core + 1) // 2) if core else False


def _tells_apart(texts: pa.StringArray) -> bool:
    """Whether nearly all texts hold a digit, very many of them differ, and they are no dates."""
    filled = texts.drop_null()
    distinct = pc.count_distinct(filled).as_py()
    if len(filled) < FEWEST or (distinct < len(filled) / 2 and distinct < max(MANY_NUMBERS, len(filled) / 5)):
        return False
    digits = pc.mean(pc.match_substring_regex(filled, r"\d").cast(pa.float64())).as_py()
    first = filled[0].as_py()
    return digits >= NEARLY_ALWAYS and ((first.isdigit() and len(first) != 8) or read_date(first) is None)


def _is_constant(column: Column) -> bool:
    texts = column.texts.drop_null()
    return bool(len(texts)) and bool(pc.all(pc.equal(texts, texts[0])).as_py())


def _count(masks: Sequence[np.ndarray], size: int) -> np.ndarray:
    total = np.zeros(size, np.int32)
    for mask in masks:
        total += mask
    return total
