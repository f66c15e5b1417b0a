"""A table as the checks see it, with what several checks need of its lines, worked out once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.amounts import Decision
from kpi.intake.cells import Column
from kpi.intake.checks.finding import MARKED_CELLS, column_letters, finding
from kpi.intake.columns import Choice
from kpi.intake.lines import Understanding
from kpi.intake.places import Sorted
from kpi.intake.plan import BANDS, BOUNDS
from kpi.intake.values import Amounts, OrderEvidence
from kpi.model import DATE_FIELDS, Finding

_REDACTED = re.compile(
    r"(?i)\b(?:redact|anoniem|anonymi|withheld|witheld|geanonimiseerd|afgeschermd|weggelakt|name withheld|privacy|vertrouwelijk|avg\b)"
)

MOST_COMBINATIONS = 1 << 62
"""As many as one whole number of 64 bits can tell apart."""


def dense(values: np.ndarray) -> np.ndarray:
    """The same values as numbers from 0 on, equal where they are equal."""
    return pa.array(values).dictionary_encode().indices.to_numpy().astype(np.int64)


def together(*keys: np.ndarray) -> np.ndarray:
    """One number for each combination of whole keys, from 0 on."""
    joined, count = np.zeros(len(keys[0]), np.int64), 1
    for key in keys:
        from_zero = key.astype(np.int64) - int(key.min(initial=0))
        if count * (int(from_zero.max(initial=0)) + 1) > MOST_COMBINATIONS:
            joined, from_zero = dense(joined), dense(key)
            count = int(joined.max(initial=0)) + 1
        values = int(from_zero.max(initial=0)) + 1
        joined, count = joined * values + from_zero, count * values
    return dense(joined)


def sums(codes: np.ndarray, cents: np.ndarray) -> np.ndarray:
    """The exact sum of the cents of each code."""
    added = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
    np.add.at(added, codes, cents)
    return added


def months_of(days: np.ndarray) -> np.ndarray:
    """The month of each day, both counted from January 1970."""
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def repeated(codes: np.ndarray) -> np.ndarray:
    """Where a number from 0 on stands that stands elsewhere too."""
    return np.bincount(codes)[codes] > 1 if len(codes) else np.zeros(0, bool)


@dataclass
class Checked:
    """Everything below the header of a table, and which rows of it are lines."""

    header: Sequence[str]
    columns: Sequence[Column]
    first_row: int
    understanding: Understanding
    choices: Mapping[str, Choice]
    decision: Decision
    amounts: Amounts
    places: Sorted
    lines: pa.Table
    personal: Mapping[int, str]
    orders: Mapping[str, OrderEvidence]

    def has(self, *names: str) -> bool:
        return set(names) <= set(self.lines.column_names)

    @cached_property
    def banded(self) -> bool:
        """Whether the file has bands instead of amounts, so that no line has euros."""
        return self.understanding.plan.how in (BANDS, BOUNDS)

    @cached_property
    def cents(self) -> np.ndarray:
        """The euro cents of each line; 0 in bands."""
        return self.lines["amount"].combine_chunks().fill_null(0).to_numpy()

    @cached_property
    def rows(self) -> np.ndarray:
        """The row of each line, counted below the header."""
        return self.lines["row"].to_numpy() - self.first_row

    def texts(self, name: str) -> pa.Array:
        """A field of all lines."""
        return self.lines[name].combine_chunks()

    def index(self, name: str) -> int:
        """The column of a field."""
        return self.amount_index if name == "amount" else self.understanding.fields[name]

    def header_of(self, name: str) -> str:
        return self.header[self.index(name)]

    @cached_property
    def _encoded(self) -> dict[str, tuple[np.ndarray, pa.Array]]:
        return {}

    def codes(self, name: str) -> np.ndarray:
        """A text field as numbers, equal where the texts are; -1 where there is none."""
        if name not in self._encoded:
            encoded = self.texts(name).dictionary_encode()
            codes = encoded.indices.fill_null(-1).to_numpy().astype(np.int64)
            self._encoded[name] = (codes, encoded.dictionary)
        return self._encoded[name][0]

    def distinct(self, name: str) -> pa.Array:
        """The texts of a field, each once, in the order of their `codes`."""
        self.codes(name)
        return self._encoded[name][1]

    @cached_property
    def redacted(self) -> np.ndarray:
        """Lines whose supplier was taken out."""
        names = self.distinct("supplier").to_pylist()
        return np.isin(self.codes("supplier"), [code for code, name in enumerate(names) if _REDACTED.search(name)])

    @cached_property
    def named(self) -> np.ndarray:
        """Lines that name their supplier."""
        return (self.codes("supplier") >= 0) & ~self.redacted

    @cached_property
    def paid_again(self) -> np.ndarray:
        """Lines whose supplier and amount occur together on another line too."""
        return repeated(together(self.codes("supplier"), self.cents))

    @property
    def date_names(self) -> list[str]:
        return [name for name in DATE_FIELDS if name in self.lines.column_names]

    @cached_property
    def days(self) -> np.ndarray:
        """The date of each line as days since 1970: the first date that it has; the lowest number where it has none."""
        dates = pc.coalesce(*(self.lines[name] for name in self.date_names)).combine_chunks()
        return dates.cast(pa.int32()).fill_null(np.iinfo(np.int32).min).to_numpy()

    @cached_property
    def months(self) -> np.ndarray:
        """The month of each line, counted from January 1970; nonsense where it has no date."""
        return months_of(self.days)

    @property
    def dated(self) -> np.ndarray:
        return self.days > np.iinfo(np.int32).min

    def cells(self, rows: Iterable[int], column: int) -> list[str]:
        """Names of cells, for rows counted below the header."""
        sheet = self.understanding.sheet
        start = f"{sheet}!{column_letters(column)}" if sheet else column_letters(column)
        return [f"{start}{int(row) + self.first_row + 1}" for row in islice(rows, MARKED_CELLS)]

    def touched(self, where: np.ndarray | slice) -> int | None:
        """The absolute euro cents of some lines; None in bands."""
        return None if self.banded else int(np.abs(self.cents[where]).sum())

    def on_lines(self, rule: str, where: np.ndarray, field: str = "amount", **values: Any) -> list[Finding]:
        """The finding of a rule on the lines where it holds, its cells in the column of `field`; none where it holds nowhere."""
        chosen = np.flatnonzero(where)
        if not len(chosen):
            return []
        cells = self.cells(self.rows[chosen], self.index(field))
        return [finding(rule, len(chosen), self.touched(chosen), cells, **values)]

    def on_all(self, rule: str, **values: Any) -> Finding:
        """The finding of a rule on the table as a whole: all lines and their euros, no cells."""
        everything = slice(None)
        return finding(rule, self.lines.num_rows, self.touched(everything), **values)

    def on_rows(self, rule: str, rows: np.ndarray, column: int, **values: Any) -> list[Finding]:
        """As `on_lines`, for rows below the header of which some may be no lines; those have no euros."""
        if not len(rows):
            return []
        lines = np.isin(self.rows, rows)
        cents = self.touched(lines) if lines.any() else None
        return [finding(rule, len(rows), cents, self.cells(rows, column), **values)]

    @property
    def amount_index(self) -> int:
        return self.understanding.plan.columns[0]
