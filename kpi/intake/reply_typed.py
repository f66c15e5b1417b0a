"""The cells of a file that can be written as what they are: amounts as numbers, dates as dates, codes as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pyarrow as pa

from kpi.intake.cells import NUMBER, TEXT
from kpi.intake.dates import read_date
from kpi.intake.lines import Understanding
from kpi.intake.numbers import read_number
from kpi.intake.places import LINE
from kpi.intake.record import METADATA
from kpi.intake.sheet import Cell
from kpi.intake.values import SWAPPED
from kpi.intake.vocabulary import fields
from kpi.model import Reading, TableReading

MOST_DIGITS = 15
"""More than these a number in a spreadsheet cannot hold."""

_PLAIN_AMOUNT = re.compile(r"[-+]?[\d.,]+-?")


def typed_cells(reading: Reading) -> dict[str | None, dict[tuple[int, int], Cell]]:
    """By sheet the cells of lines that the reader understood; what it asks about stays as it is."""
    asked = {question.about for question in reading.questions}
    return {table.sheet: dict(_of_table(table, asked)) for table in reading.tables}


def _of_table(table: TableReading, asked: set[str]) -> Iterator[tuple[tuple[int, int], Cell]]:
    metadata = table.record.schema.metadata or {}
    if METADATA not in metadata:
        return
    understanding = Understanding.from_json(metadata[METADATA].decode())
    styles = dict(zip(understanding.plan.columns, understanding.plan.styles, strict=False))
    places = table.record["place"].to_pylist()
    lines = [row for row, place in enumerate(places) if place == LINE]
    for name, column in table.columns.items():
        if column.header in asked or column.field in asked:
            continue
        kind, index = fields()[name].kind, column.index
        texts = table.record[f"c{index}"].to_pylist()
        kinds = _kinds(table.record, index)
        order = understanding.orders.get(name)
        for row in lines:
            text = texts[row]
            if text is None:
                continue
            better: Cell = None
            if kind == "amount" and kinds[row] == TEXT:
                better = _number(text, styles.get(index, table.number_style))
            elif kind == "date" and kinds[row] == TEXT and order and order != SWAPPED:
                better = _day(text, order)
            elif kind == "code" and kinds[row] == NUMBER:
                better = text
            if better is not None:
                yield (row, index), better


def _kinds(record: pa.Table, index: int) -> list[int]:
    return [TEXT if kinds is None else ord(kinds[index]) for kinds in record["kinds"].to_pylist()]


def _number(text: str, style: str) -> Cell:
    if not _PLAIN_AMOUNT.fullmatch(text) or sum(letter.isdigit() for letter in text) > MOST_DIGITS:
        return None
    number = read_number(text, style)
    return None if number is None else float(number)


def _day(text: str, order: str) -> date | None:
    return None if ":" in text or text.isdigit() else read_date(text, order)
