"""Registers as they are read from spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kpi.model.basics import Message
from kpi.model.reading import FileFacts, Finding, Question


@dataclass(frozen=True)
class FormColumn:
    """A column that a register may have. `kind` is text, date, number, percent or answer; `words` are its headers in lower case, the
    usual Dutch one first. `choices` names the list that its cells are from, if any.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    choices: str = ""


@dataclass(frozen=True)
class RegisterForm:
    """A kind of register (data/vocabulary/registers.toml). Of each list in `needed` a table must have one column.

    `only` says that a table is never taken for it unless a person says so.
    """

    id: str
    name: Message
    columns: tuple[FormColumn, ...]
    needed: tuple[tuple[str, ...], ...]
    only: bool = False


@dataclass(frozen=True)
class RegisterCell:
    """A filled cell: as it was written, where it stands, and its date, number or percentage where that is certain."""

    written: str
    address: str = ""  # "F12" or "Sheet!F12"; empty where there are no cells
    value: date | Decimal | None = None


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register: its filled cells by the ids of the form's columns."""

    place: Message
    cells: Mapping[str, RegisterCell]


@dataclass(frozen=True)
class RegisterColumn:
    """One column with a header: what it was taken for (`id` is empty where it is not used), and why."""

    id: str
    header: str
    address: str
    why: Message


@dataclass(frozen=True)
class RegisterTable:
    """A table of a file that was taken for a register of this form."""

    file: str
    form: str
    sheet: str | None
    columns: tuple[RegisterColumn, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True)
class RegisterReading:
    """The registers in a file, what must be asked before they are certain, and what was noticed."""

    file: FileFacts
    tables: tuple[RegisterTable, ...]
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
