"""The rows of a body's own files, from cells or from TOML, that know where they stand; and refusals that say so."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kpi.evidence.categories import normal_text
from kpi.evidence.forms import register_forms
from kpi.language import message
from kpi.model import Message, Refusal, RegisterCell, RegisterColumn, RegisterForm, RegisterRow, RegisterTable

TABLES = ("rule", "evidence", "contract", "certificate", "statement", "supplier", "quantity", "department")
"""The names of the lists in a TOML file; each is one register."""


class WrongCell(Refusal):
    """A refusal of what stands in one cell; `cell` is its address, empty where there are no cells."""

    def __init__(self, text: Message, cell: str):
        super().__init__("own_file", text)
        self.cell = cell


@dataclass(frozen=True)
class Row:
    """One filled row: its cells by the program's own column names, and how the file calls these columns."""

    file: str | Message
    place: Message
    cells: Mapping[str, RegisterCell]
    headers: Mapping[str, str]

    def get(self, column: str) -> str | None:
        """The text of a cell, None where it is empty."""
        cell = self.cells.get(column)
        return cell.written if cell else None

    def value(self, column: str) -> Any:
        """The date, number or percentage of a cell where reading the file made that certain."""
        cell = self.cells.get(column)
        return cell.value if cell else None

    def address(self, *columns: str) -> str:
        """Where the first of these columns that is filled stands; empty where there are no cells."""
        return next((self.cells[one].address for one in columns if one in self.cells), "")

    def refuse(self, column: str, found: object, expected: Message) -> WrongCell:
        """A refusal that names this file, row, column and cell."""
        shown = "-" if found is None else f"“{found}”"
        said = {
            "file": self.file, "place": self.place, "column": self.headers.get(column, column), "found": shown,
            "expected": expected,
        }  # fmt: skip
        cell = self.address(column)
        if cell:
            text = message(
                "{file}, {place}, column {column} (cell {cell}): found {found}, expected {expected}. "
                "Nothing was loaded; correct the file and load it again.",
                cell=cell,
                **said,
            )
            return WrongCell(text, cell)
        text = message(
            "{file}, {place}, column {column}: found {found}, expected {expected}. "
            "Nothing was loaded; correct the file and load it again.",
            **said,
        )
        return WrongCell(text, self.address(*self.headers))


def rows_of(table: RegisterTable) -> Iterator[Row]:
    """The rows of a table."""
    headers = {column.id: column.header for column in table.columns if column.id}
    for row in table.rows:
        yield Row(table.file, row.place, row.cells, headers)


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


def toml_tables(file: str, content: bytes, forms: tuple[RegisterForm, ...]) -> tuple[RegisterTable, ...]:
    """The lists of a TOML file, each of them one of these registers. Raises Refusal where it is something else."""
    try:
        document = tomllib.loads(content.decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise refuse_file(file, error, message("a TOML file")) from None
    allowed = [form.id for form in forms if form.id in TABLES]
    tables = []
    for name, entries in document.items():
        if name not in allowed or not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
            raise refuse_file(
                file, name, message("one of {choices}", choices=", ".join(f"[[{one}]]" for one in allowed))
            )
        tables.append(_toml_table(file, register_forms()[name], entries))
    return tuple(tables)


def _toml_table(file: str, form: RegisterForm, entries: list[dict[str, Any]]) -> RegisterTable:
    known = {normal_text(word): column.id for column in form.columns for word in (column.id, *column.words)}
    rows = []
    headers: dict[str, str] = {}
    for number, entry in enumerate(entries, 1):
        cells = {}
        for key, value in entry.items():
            column = known.get(normal_text(key))
            if column is None:
                names = ", ".join(one.id for one in form.columns)
                raise refuse_file(file, key, message("only the columns {choices}", choices=names))
            headers[column] = key
            text = _toml_text(value)
            if text:
                cells[column] = RegisterCell(text)
        rows.append(RegisterRow(message("entry {number} of [[{name}]]", number=number, name=form.id), cells))
    for needed in form.needed:
        if not headers.keys() & set(needed):
            raise refuse_file(file, ", ".join(headers.values()), message("a column {column}", column=needed[0]))
    columns = tuple(
        RegisterColumn(name, header, "", message("The name of the column.")) for name, header in headers.items()
    )
    return RegisterTable(file, form.id, None, columns, tuple(rows))


def _toml_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).strip()
