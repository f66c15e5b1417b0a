"""What was understood of a spend file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

import pyarrow as pa

from kpi.model.basics import Message


class Outcome(StrEnum):
    OK = "ok"
    ASK = "ask"
    REFUSE = "refuse"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class FileFacts:
    name: str
    sha256: str
    bytes: int
    container: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    reply_to: str | None = None  # "draft:..." or "submission:...", where it is a reply workbook of ours


@dataclass(frozen=True)
class Column:
    """One column of the file and what it was taken for. `why` is a reason in words."""

    field: str
    index: int
    header: str
    why: Message
    samples: tuple[str, ...] = ()
    filled: int = 0


@dataclass(frozen=True)
class Tally:
    """Rows and their amounts. `cents` is None where the rows have no readable amount."""

    rows: int = 0
    cents: int | None = None


@dataclass(frozen=True)
class Question:
    """Something the file cannot tell. `id` is from the closed list in docs/command-line.md."""

    id: str
    about: str
    why: Message
    options: tuple[str, ...]
    labels: tuple[Message, ...] = ()  # one for each option, for the screen
    likeliest: str | None = None
    examples: tuple[tuple[Message, ...], ...] = ()  # real rows: what stands there, then what each option makes of it
    totals: tuple[int | None, ...] = ()  # euro cents that count under each option, where that is known


@dataclass(frozen=True)
class Finding:
    rule: str
    severity: Severity
    message: Message
    rows: int = 0
    cents: int | None = None
    cells: tuple[str, ...] = ()  # "F12" or "Sheet!F12", the first 5,000


@dataclass(frozen=True)
class TableReading:
    """One table of a file, as understood.

    `lines` has (a part of) LINE_SCHEMA. `record` is the table as it was read (semantics.md section 11): columns `sheet`,
    `row`, `place` ("above", "header", "line", a set-aside reason, or an unreadable reason), `kinds` (one letter a cell: t text, n number,
    d date, b boolean, e error, . empty; null when all are text) and one text column `c0`, `c1` ... for each kept column;
    columns that hold personal data are all null. Amounts of `set_aside` are in cents of the file's own unit.
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    header: tuple[str, ...]
    columns: Mapping[str, Column]
    number_style: str
    date_order: str
    amount_unit: int
    amount_basis: str  # net, gross, unknown
    line_count: int
    amount_sum: int | None  # cents in the file's own unit; None with bands
    amount_low_sum: int | None
    amount_high_sum: int | None
    negative_lines: int
    earliest: str | None
    latest: str | None
    suppliers: int
    set_aside: Mapping[str, Tally]
    unreadable: Tally
    rounded_lines: int  # lines rounded to cents
    rounding_difference: Fraction  # cents
    lines: pa.Table
    record: pa.Table
    column_cents: int | None = (
        None  # the amount column in euro cents, added up before its rows were divided; None with bands
    )
    others: tuple[Column, ...] = ()  # columns that were taken for nothing; `field` is empty
    set_aside_cents: Mapping[str, int] = field(default_factory=dict)  # as set_aside, in euro cents: exact in any unit
    kinds: Mapping[int, str] = field(
        default_factory=dict
    )  # of the values of each kept column: number, date, text or empty


@dataclass(frozen=True)
class Remembered:
    """What a body answered before for the layout of this file and was answered again, and what changed in the layout."""

    layout: str  # under which it is kept
    answers: Mapping[str, str]  # by question, or question and what it is about
    words: tuple[Message, ...]  # the same as a person would say it
    chosen_by: str
    chosen_at: datetime
    changes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was understood of one file. With outcome `ask` the figures are those of the likeliest answers."""

    outcome: Outcome
    reason: Message | None
    file: FileFacts
    tables: tuple[TableReading, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    remembered: Remembered | None = None
