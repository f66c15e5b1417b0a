"""A body's own file, CSV or TOML, as rows of texts that know where they stand."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from kpi.evidence.categories import normal_text
from kpi.evidence.suppliers import VOCABULARY_FOLDER
from kpi.language import message
from kpi.model import Message, Refusal

DELIMITERS = (";", ",", "\t")
TABLES = ("rule", "evidence", "contract", "supplier", "quantity")
"""The names of the lists in a TOML file; each is one layout."""


@dataclass(frozen=True)
class Row:
    """One filled row: texts (in TOML also numbers, dates and truth values as texts) by the program's own column names."""

    file: str | Message
    place: Message
    values: Mapping[str, str]

    def get(self, column: str) -> str | None:
        return self.values.get(column) or None

    def refuse(self, column: str, found: object, expected: Message) -> Refusal:
        """A refusal that names this file, row and column."""
        return Refusal(
            "own_file",
            message(
                "{file}, {place}, column {column}: found {found}, expected {expected}. "
                "Nothing was loaded; correct the file and load it again.",
                file=self.file,
                place=self.place,
                column=column,
                found="-" if found is None else f"“{found}”",
                expected=expected,
            ),
        )


@dataclass(frozen=True)
class Table:
    """The rows of one list. `layout` is the list's name in TOML, and None in CSV: there the columns tell."""

    file: str
    layout: str | None
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_tables(file: str, content: bytes) -> tuple[Table, ...]:
    """The lists of a file: one in CSV, one or more in TOML. Raises Refusal where it is neither."""
    text = _decode(content)
    if file.lower().endswith(".toml"):
        return tuple(_toml_tables(file, text))
    return (_csv_table(file, text),)


def refuse_file(file: str, found: object, expected: Message) -> Refusal:
    """A refusal about the file as a whole."""
    return Refusal(
        "own_file",
        message(
            "{file}: found {found}, expected {expected}. Nothing was loaded; correct the file and load it again.",
            file=file,
            found="-" if found is None else f"“{found}”",
            expected=expected,
        ),
    )


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv_table(file: str, text: str) -> Table:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise refuse_file(file, error, message("a table in CSV with matching quotes")) from None
    filled = [(number, record) for number, record in enumerate(records, 1) if any(cell.strip() for cell in record)]
    if not filled:
        raise refuse_file(file, None, message("a header row and at least one row"))
    header = [column_name(cell) for cell in filled[0][1]]
    named = [name for name in header if name]
    if len(named) != len(set(named)):
        raise refuse_file(file, ", ".join(header), message("every column once"))
    rows = []
    for number, record in filled[1:]:
        place = message("row {number}", number=number)
        if len(record) > len(header):
            raise Row(file, place, {}).refuse("-", ", ".join(record), message("no more cells than the header has"))
        rows.append(Row(file, place, {name: cell.strip() for name, cell in zip(header, record, strict=False) if name}))
    return Table(file, None, tuple(named), tuple(rows))


def _toml_tables(file: str, text: str) -> Iterator[Table]:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise refuse_file(file, error, message("a TOML file")) from None
    for name, entries in document.items():
        if name not in TABLES or not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise refuse_file(
                file, name, message("one of {choices}", choices=", ".join(f"[[{name}]]" for name in TABLES))
            )
        rows = [
            Row(
                file,
                message("entry {number} of [[{name}]]", number=number, name=name),
                {column_name(key): _toml_text(value) for key, value in entry.items()},
            )
            for number, entry in enumerate(entries, 1)
        ]
        yield Table(file, name, tuple(dict.fromkeys(key for row in rows for key in row.values)), tuple(rows))


def _toml_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()


def column_name(header: str) -> str:
    """The program's own name of a column; an unknown header as it is, in lower case."""
    plain = normal_text(header)
    return words("columns").get(plain) or plain.replace(" ", "_")


@cache
def words(group: str) -> dict[str, str]:
    """What each word of a group of data/vocabulary/own_files.toml means."""
    with (VOCABULARY_FOLDER / "own_files.toml").open("rb") as stream:
        groups = tomllib.load(stream)
    return {word: meaning for meaning, synonyms in groups[group].items() for word in (meaning, *synonyms)}


def check_columns(table: Table, allowed: Sequence[str], needed: Sequence[str]) -> None:
    """Raises Refusal where a column is unknown or a needed one is missing."""
    for column in table.columns:
        if column not in allowed:
            raise refuse_file(table.file, column, message("only the columns {choices}", choices=", ".join(allowed)))
    for column in needed:
        if column not in table.columns:
            raise refuse_file(table.file, ", ".join(table.columns), message("a column {column}", column=column))
