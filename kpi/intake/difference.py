"""What differs between two records of one delivery: rows added, removed and changed, with exact totals.

lines before + added - removed + changes = lines after, in cents. Rows that only stand elsewhere do not differ.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.lines import Understanding, make_lines
from kpi.intake.places import LINE, UNREADABLE
from kpi.intake.plan import amounts_of
from kpi.intake.record import METADATA, record_columns
from kpi.model import DATE_FIELDS, LINE_TEXT_FIELDS, Tally

SHOWN = 20
"""Rows of each sort that are shown; all of them are counted and summed."""

_UNREAD = "amount_as_written"
_FIELDS = ("amount", _UNREAD, *DATE_FIELDS, *LINE_TEXT_FIELDS)
_KEYS = (("supplier", "invoice_number"), ("supplier_id", "invoice_number"), ("invoice_number",), ("document_number",))
"""By which a row that changed is found again, the surest first; then by its place among rows that did not change."""


@dataclass(frozen=True)
class CellChange:
    """One cell, as text: amounts in cents, dates as 2025-01-31, None where it is empty."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class RowChange:
    """A row of the file of now, or of the file before where it was removed. `cents` is what it adds to the lines."""

    sheet: str | None
    row: int  # from 0, as in the file
    supplier: str | None
    invoice_number: str | None
    cents: int
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True)
class Difference:
    """Lines before and after, and all that lies between. Tallies of rows count lines and rows that cannot be read."""

    before: Tally
    after: Tally
    unreadable_before: int
    unreadable_after: int
    added: Tally
    removed: Tally
    changed: Tally  # cents: after minus before
    same: int
    fields_gone: tuple[str, ...] = ()
    fields_new: tuple[str, ...] = ()
    added_rows: tuple[RowChange, ...] = ()
    removed_rows: tuple[RowChange, ...] = ()
    changed_rows: tuple[RowChange, ...] = ()

    def adds_up(self) -> bool:
        """Whether rows and cents of before and after are joined by what was added, removed and changed."""
        cents = _cents(self.before) + _cents(self.added) - _cents(self.removed) + _cents(self.changed)
        rows = self.before.rows + self.unreadable_before + self.added.rows - self.removed.rows
        return cents == _cents(self.after) and rows == self.after.rows + self.unreadable_after

    @property
    def nothing(self) -> bool:
        return not (self.added.rows or self.removed.rows or self.changed.rows or self.fields_gone or self.fields_new)


def _cents(tally: Tally) -> int:
    return tally.cents or 0


def compare(before: Sequence[pa.Table], after: Sequence[pa.Table]) -> Difference:
    """The difference between two deliveries, from the records of their tables."""
    left, right = _rows(before), _rows(after)
    fields = [name for name in _FIELDS if name in left.column_names and name in right.column_names]
    codes = {name: _codes(left[name], right[name]) for name in fields}
    pairs = _matched(left.num_rows, right.num_rows, codes, fields)
    here, there = _amounts(left), _amounts(right)
    alike = np.ones(len(pairs[0]), bool)
    for name in fields:
        alike &= codes[name][0][pairs[0]] == codes[name][1][pairs[1]]
    changed = pairs[0][~alike], pairs[1][~alike]
    gone = np.setdiff1d(np.arange(left.num_rows), pairs[0], assume_unique=True)
    new = np.setdiff1d(np.arange(right.num_rows), pairs[1], assume_unique=True)
    delta = there[changed[1]] - here[changed[0]]
    read_before, read_after = np.asarray(left["counts"]), np.asarray(right["counts"])
    return Difference(
        before=Tally(int(read_before.sum()), int(here.sum())),
        after=Tally(int(read_after.sum()), int(there.sum())),
        unreadable_before=int((~read_before).sum()),
        unreadable_after=int((~read_after).sum()),
        added=Tally(len(new), int(there[new].sum())),
        removed=Tally(len(gone), int(here[gone].sum())),
        changed=Tally(len(delta), int(delta.sum())),
        same=int(alike.sum()),
        fields_gone=tuple(name for name in left.column_names if name in _FIELDS and name not in right.column_names),
        fields_new=tuple(name for name in right.column_names if name in _FIELDS and name not in left.column_names),
        added_rows=_shown(right, new, there[new]),
        removed_rows=_shown(left, gone, here[gone]),
        changed_rows=_shown_changes(left, right, changed, delta, fields),
    )


def _rows(records: Sequence[pa.Table]) -> pa.Table:
    """The lines and unreadable rows of all tables, with `counts` and, where the amount cannot be read, what is written."""
    tables = []
    for kept in records:
        metadata = kept.schema.metadata or {}
        if METADATA not in metadata:
            continue
        record = kept.combine_chunks()
        understanding = Understanding.from_json(metadata[METADATA].decode())
        columns = record_columns(record)
        places = record["place"]
        wanted = np.flatnonzero(np.asarray(pc.is_in(places, value_set=pa.array([LINE, *UNREADABLE]))))
        counts = np.asarray(pc.equal(places, LINE))[wanted]
        amounts, _ = amounts_of(understanding.plan, columns)
        lines = make_lines(understanding, columns, amounts, wanted, 0)
        written = columns[understanding.plan.columns[0]].texts.take(pa.array(wanted))
        at = lines.schema.get_field_index("amount")
        lines = lines.set_column(
            at, "amount", pc.if_else(pa.array(counts), lines["amount"], pa.scalar(None, pa.int64()))
        )
        lines = lines.append_column("counts", pa.array(counts))
        unread = pc.if_else(pa.array(counts), pa.scalar(None, pa.string()), written)
        tables.append(lines.append_column(_UNREAD, unread))
    if not tables:
        empty = {
            "sheet": pa.string(),
            "row": pa.int32(),
            "amount": pa.int64(),
            "counts": pa.bool_(),
            _UNREAD: pa.string(),
        }
        return pa.table({name: pa.array([], kind) for name, kind in empty.items()})
    return pa.concat_tables(tables, promote_options="default").combine_chunks()


def _amounts(rows: pa.Table) -> np.ndarray:
    return np.asarray(rows["amount"].fill_null(0))


def _codes(left: pa.ChunkedArray, right: pa.ChunkedArray) -> tuple[np.ndarray, np.ndarray]:
    """The values of both as numbers: equal where the values are, -1 where there is none."""
    both = pa.chunked_array([*left.chunks, *right.chunks], left.type).combine_chunks()
    if isinstance(both, pa.ChunkedArray):
        both = pa.concat_arrays(both.chunks) if both.num_chunks else pa.array([], left.type)
    codes = both.dictionary_encode().indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64)
    return codes[: len(left)], codes[len(left) :]


Codes = Mapping[str, tuple[np.ndarray, np.ndarray]]


def _matched(left: int, right: int, codes: Codes, fields: Sequence[str]) -> tuple[np.ndarray, np.ndarray]:
    """Rows before and after that are the same row: alike in all, else of one key, else in one place."""
    rest = np.arange(left), np.arange(right)
    found: list[tuple[np.ndarray, np.ndarray]] = []
    for key in (tuple(fields), *_KEYS):
        if not set(key) <= set(fields):
            continue
        pairs = _pairs(codes, key, rest, filled=key != tuple(fields))
        found.append(pairs)
        rest = tuple(np.setdiff1d(one, taken, assume_unique=True) for one, taken in zip(rest, pairs, strict=True))  # type: ignore[assignment]
    found.append(_in_place(found[0], rest, codes, fields))
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _pairs(
    codes: Codes, key: Sequence[str], rest: tuple[np.ndarray, np.ndarray], filled: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Rows with the same key, the first with the first where several have it. `filled`: no part of the key may be empty."""
    sides = [_filled(codes, key, side, rows) if filled else rows for side, rows in enumerate(rest)]
    both = np.zeros(len(sides[0]) + len(sides[1]), np.int64)
    for name in key:
        values = np.concatenate([codes[name][side][rows] for side, rows in enumerate(sides)]) + 1
        both = np.unique(both * (int(values.max(initial=0)) + 1) + values, return_inverse=True)[1]
    here, there = (_numbered(part, len(both)) for part in np.split(both, [len(sides[0])]))
    _, first, second = np.intersect1d(here, there, assume_unique=True, return_indices=True)
    return sides[0][first], sides[1][second]


def _filled(codes: Codes, key: Sequence[str], side: int, rows: np.ndarray) -> np.ndarray:
    """The rows in which no part of the key is empty."""
    whole = np.ones(len(rows), bool)
    for name in key:
        whole &= codes[name][side][rows] >= 0
    return rows[whole]


def _numbered(keys: np.ndarray, most: int) -> np.ndarray:
    """Each key with how many of it came before."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.concatenate([[0], np.flatnonzero(np.diff(ordered)) + 1]) if len(keys) else np.zeros(0, np.int64)
    sizes = np.diff(np.concatenate([starts, [len(keys)]]))
    nth = np.empty(len(keys), np.int64)
    nth[order] = np.arange(len(keys)) - np.repeat(starts, sizes)
    return keys * (most + 1) + nth


def _in_place(
    fixed: tuple[np.ndarray, np.ndarray], rest: tuple[np.ndarray, np.ndarray], codes: Codes, fields: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Rows that stand as far behind the same unchanged row and have half of their filled fields in common."""
    before, after = rest
    if not len(before) or not len(after):
        return before[:0], after[:0]
    order = np.argsort(fixed[0])
    anchors, places = np.concatenate([[-1], fixed[0][order]]), np.concatenate([[-1], fixed[1][order]])
    nearest = np.searchsorted(anchors, before, side="right") - 1
    expected = places[nearest] + (before - anchors[nearest])
    there = np.isin(expected, after)
    _, first = np.unique(expected, return_index=True)
    once = np.zeros(len(expected), bool)
    once[first] = True
    left, right = before[there & once], expected[there & once]
    alike, filled = np.zeros(len(left)), np.zeros(len(left))
    for name in fields:
        here, now = codes[name][0][left], codes[name][1][right]
        alike += (here == now) & (here >= 0)
        filled += (here >= 0) | (now >= 0)
    enough = 2 * alike >= filled
    return left[enough], right[enough]


def _largest(cents: np.ndarray) -> np.ndarray:
    return np.argsort(-np.abs(cents), kind="stable")[:SHOWN]


def _value(rows: pa.Table, name: str, row: int) -> str | None:
    value = rows[name][row].as_py() if name in rows.column_names else None
    return None if value is None else str(value)


def _shown(rows: pa.Table, chosen: np.ndarray, cents: np.ndarray) -> tuple[RowChange, ...]:
    return tuple(_row(rows, int(chosen[at]), int(cents[at])) for at in _largest(cents))


def _row(rows: pa.Table, row: int, cents: int, cells: tuple[CellChange, ...] = ()) -> RowChange:
    return RowChange(
        _value(rows, "sheet", row), rows["row"][row].as_py(), _value(rows, "supplier", row),
        _value(rows, "invoice_number", row), cents, cells,
    )  # fmt: skip


def _shown_changes(
    left: pa.Table, right: pa.Table, changed: tuple[np.ndarray, np.ndarray], delta: np.ndarray, fields: Sequence[str]
) -> tuple[RowChange, ...]:
    shown = []
    for at in _largest(delta):
        before, after = int(changed[0][at]), int(changed[1][at])
        pairs = [(name, _value(left, name, before), _value(right, name, after)) for name in fields]
        cells = tuple(CellChange(name, one, two) for name, one, two in pairs if one != two)
        shown.append(_row(right, after, int(delta[at]), cells))
    return tuple(shown)
