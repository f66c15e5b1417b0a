"""The benchmark compares ways that do the same. Written apart from each other, they also check each other."""

from __future__ import annotations

from pathlib import Path

from bench import duckdb_sums, facts, pandas_sums, reading

LINES = 5_000


def test_sums_of_all_indicators_are_those_of_an_independent_reading_of_the_rules(tmp_path: Path) -> None:
    facts.generate(str(tmp_path), str(LINES))()

    assert duckdb_sums.ours(str(tmp_path))() == pandas_sums.pandas_groupby(str(tmp_path))()


def test_one_body_is_measured_anew_in_a_store_of_several(tmp_path: Path) -> None:
    assert duckdb_sums.refresh(str(tmp_path), "2", "100")() > 0


def test_every_reader_finds_the_same_lines_in_a_workbook(tmp_path: Path) -> None:
    path = str(tmp_path / "spend.xlsx")
    reading.write_xlsx(path, "50")()

    assert [way(path)() for way in (reading.ours, reading.bare_calamine, reading.pandas_openpyxl)] == [50, 50, 50]


def test_every_reader_finds_the_same_lines_in_a_text_file(tmp_path: Path) -> None:
    path = str(tmp_path / "spend.csv")
    reading.write_csv(path, "50")()

    assert [way(path)() for way in (reading.ours, reading.bare_csv)] == [50, 50]
