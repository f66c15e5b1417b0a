"""From columns of text and an understanding of them to spend lines. Used when reading and when rebuilding from a record."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import Column
from kpi.intake.plan import BANDS, BOUNDS, Plan
from kpi.intake.values import Amounts, read_dates
from kpi.intake.vocabulary import fields
from kpi.model import DATE_FIELDS, LINE_TEXT_FIELDS

_NUMBERS = ("invoice_number", "document_number")
_TELLING = ("supplier", "supplier_id", *_NUMBERS, *DATE_FIELDS, "amount")
FEWEST_TELLING, FEWEST_LINES = 3, 3
NEARLY_ALL = 0.8
"""A sheet of which this part of the lines stands on others repeats them; a correction changes some."""


@dataclass(frozen=True)
class Understanding:
    """All that was decided about a table and is needed to make its lines again."""

    sheet: str | None
    plan: Plan
    fields: Mapping[str, int]  # field to column, amounts left out
    orders: Mapping[str, str]  # date field to the order of day and month
    heading_field: str | None = None  # the field that headings between the lines name
    headings: tuple[tuple[int, str], ...] = ()  # their rows in the sheet, and what they say

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @staticmethod
    def from_json(text: str) -> Understanding:
        values = json.loads(text)
        plan = values["plan"]
        plan |= {name: tuple(plan.get(name, ())) for name in ("columns", "styles", "credit")}
        plan["turned"] = tuple((first, last) for first, last in plan.get("turned", ()))
        headings = tuple((row, text) for row, text in values.get("headings", ()))
        return Understanding(
            values["sheet"], Plan(**plan), values["fields"], values["orders"], values.get("heading_field"), headings
        )


def field_texts(name: str, column: Column) -> pa.Array:
    """The texts of a field; codes that went through a number lose its ".0"."""
    texts = column.texts
    if fields()[name].kind == "code" and pc.any(pc.ends_with(texts, ".0")).as_py():
        texts = pc.replace_substring_regex(texts, r"^(\d+)\.0+$", r"\1")
    return texts


def make_lines(
    understanding: Understanding, columns: Sequence[Column], amounts: Amounts, rows: np.ndarray, first_row: int
) -> pa.Table:
    """The lines of a table, with the part of LINE_SCHEMA that it has.

    `columns` and `amounts` start at `first_row` of the sheet; `rows` are counted from there. Spend bands have no amount.
    """
    banded = understanding.plan.how in (BANDS, BOUNDS)
    made: dict[str, pa.Array] = {
        "sheet": pa.array([understanding.sheet], pa.string()).take(pa.array(np.zeros(len(rows), np.int8))),
        "row": pa.array(rows + first_row, pa.int32()),
        "amount": pa.nulls(len(rows), pa.int64()) if banded else pa.array(amounts.cents[rows], pa.int64()),
    }
    for name in (*DATE_FIELDS, *LINE_TEXT_FIELDS):
        index = understanding.fields.get(name)
        if index is None:
            continue
        if name == understanding.heading_field:
            made[name] = _from_headings(understanding.headings, rows + first_row)
        elif name in DATE_FIELDS:
            made[name] = _at(read_dates(columns[index], understanding.orders[name]), rows)
        else:
            made[name] = _at(field_texts(name, columns[index]), rows)
    return pa.table(made)


def _at(values: pa.Array, rows: np.ndarray) -> pa.Array:
    """The values of some ascending rows; without a copy where they follow each other, as the lines of most files do."""
    if len(rows) and rows[-1] - rows[0] == len(rows) - 1:
        return values.slice(int(rows[0]), len(rows))
    return values.take(pa.array(rows))


def _from_headings(headings: Sequence[tuple[int, str]], rows: np.ndarray) -> pa.Array:
    """For each row of the sheet the text of the last heading above it."""
    above = np.searchsorted([row for row, _ in headings], rows) - 1
    return pa.array([text for _, text in headings], pa.string()).take(pa.array(above, mask=above < 0))


def number_lines(tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables with `line` in front: 0, 1, 2 ... over all of them."""
    numbered, first = [], 0
    for table in tables:
        line = pa.array(np.arange(first, first + table.num_rows, dtype=np.int32))
        numbered.append(table.add_column(0, "line", line))
        first += table.num_rows
    return numbered


def lines_elsewhere(tables: Sequence[pa.Table]) -> list[int]:
    """Which tables hold hardly a line that no other table has, the smallest first; of tables that hold the same lines one is left.

    Lines are the same by supplier, number, date and amount; without a number or a date nothing tells a payment from the next.
    """
    names = [name for name in _TELLING if all(_says(table, name) for table in tables)]
    if "amount" not in names or len(names) < FEWEST_TELLING or not {*DATE_FIELDS, *_NUMBERS} & {*names}:
        return []
    kinds = _numbered([table.select(names) for table in tables])
    found: list[int] = []
    for place in sorted(range(len(tables)), key=lambda one: len(kinds[one])):
        others = [kinds[other] for other in range(len(tables)) if other != place and other not in found]
        if others and len(kinds[place]) >= FEWEST_LINES:
            elsewhere = np.isin(kinds[place], np.concatenate(others))
            if elsewhere.mean() >= NEARLY_ALL:
                found.append(place)
    return sorted(found)


def _says(table: pa.Table, name: str) -> bool:
    return name in table.column_names and table[name].null_count < table.num_rows


def _numbered(tables: Sequence[pa.Table]) -> list[np.ndarray]:
    """The lines of each table as numbers: equal lines have one number, in whatever table they stand."""
    whole = pa.concat_tables(tables).combine_chunks()
    kinds = np.zeros(whole.num_rows, np.int64)
    for name in whole.column_names:
        encoded = whole[name].chunk(0).dictionary_encode() if whole.num_rows else None
        codes = encoded.indices.fill_null(len(encoded.dictionary)).to_numpy() if encoded else kinds
        _, kinds = np.unique(kinds * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)
    return np.split(kinds, np.cumsum([table.num_rows for table in tables])[:-1])
