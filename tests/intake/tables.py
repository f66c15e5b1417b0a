"""Small spend files written in the tests, and how they are read."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from kpi.intake import read
from kpi.model import Reading, TableReading
from tests.intake.money import assert_money_adds_up


def file_of(rows: Sequence[Sequence[str]], delimiter: str = ";") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode()


def rows_of(text: str) -> list[list[str]]:
    """Rows as they stand in a test: one a line, cells parted by |."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


def reading_of(text: str, **answers: str) -> Reading:
    """A table from a test, read as a csv file; its money is checked on the way."""
    reading = read("spend.csv", file_of(rows_of(text)), answers)
    for table in reading.tables:
        assert_money_adds_up(table)
    return reading


def table_of(text: str, **answers: str) -> TableReading:
    reading = reading_of(text, **answers)
    assert reading.outcome == "ok", (reading.reason, reading.questions)
    return reading.tables[0]


def places_of(table: TableReading) -> list[str]:
    """The place of each row below the header."""
    return [place for place in table.record["place"].to_pylist() if place not in ("above", "header")]


def fields_of(table: TableReading) -> dict[str, str]:
    return {field: column.header for field, column in table.columns.items()}


def rules_of(reading: Reading) -> dict[str, Any]:
    return {finding.rule: finding for finding in reading.findings}
