"""A large text file read column by column gives what Python's csv module gives, or is left to it."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake import read
from kpi.intake.steady_text import LEAST, steady_columns
from tests.intake.money import assert_money_adds_up

PIECES = st.lists(st.sampled_from(["a", '"', ";", "\n", "\r\n", "é", " ", '""', ";;", "\r"]), max_size=12).map("".join)
RECORDS = st.lists(st.tuples(PIECES, PIECES), min_size=1, max_size=4)


def written(records: list[tuple[str, str]]) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows(records)
    return "a;b\r\n" + stream.getvalue()


@settings(max_examples=300)
@given(st.one_of(PIECES, RECORDS.map(written)))
def test_it_reads_what_the_csv_module_reads(text: str) -> None:
    columns = steady_columns(text.encode(), ";", 100)

    if columns is not None:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
        expected = [[cell or None for cell in record] or [None] * len(columns) for record in records]
        assert [list(row) for row in zip(*(column.to_pylist() for column in columns), strict=True)] == expected


@pytest.mark.parametrize(
    "text", ['a;b\n1;"2\n', 'a;b\n1;x"2"\n', 'a;b\n1;"2" \n', "a;b\n1;2;3\n"], ids=["open", "inside", "after", "ragged"]
)
def test_what_is_not_certain_is_left_to_the_csv_module(text: str) -> None:
    assert steady_columns(text.encode(), ";", 100) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_large_file_is_read_to_the_cent_in_any_encoding(encoding: str) -> None:
    lines = "".join(f'Café {number};"F;{number}";13-01-2024;1.000,01\r\n' for number in range(LEAST // 25))
    reading = read("large.csv", ("Leverancier;Factuurnr;Datum;Bedrag\r\n" + lines).encode(encoding))

    assert_money_adds_up(reading.tables[0])
    assert reading.tables[0].amount_sum == LEAST // 25 * 1000_01
    assert reading.tables[0].lines["supplier"][7].as_py() == "Café 7"
