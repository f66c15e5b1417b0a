"""The cells of one column of a register: dates, numbers and percentages, decided by all that the column holds.

What can be read in two ways is asked, or left as it is written for the form to refuse with its cell; never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa

from kpi.intake.amounts import answer_to
from kpi.intake.cells import DATE, NUMBER, Column
from kpi.intake.date_orders import ask_order, ask_swapped
from kpi.intake.dates import DMY, MDY, read_date
from kpi.intake.numbers import PLAIN, currency_of, read_number, style_of
from kpi.intake.values import SWAPPED, order_evidence, style_evidence
from kpi.language import message
from kpi.model import Question

HUNDRED, ONE = "hundred", "one"
"""What a whole is written as: 60 of 100, or 0.6 of 1."""

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_SIGNED = re.compile(r"(.*\d)\s*(?:%|procent|percent)")


@dataclass(frozen=True)
class Part:
    """One column of the lines of a register, with its header; `percent` marks the cells that are shown as percentages."""

    header: str
    column: Column
    percent: Sequence[bool]

    def texts(self) -> list[str]:
        return [text or "" for text in self.column.texts.to_pylist()]

    def kinds(self) -> list[int]:
        return self.column.kinds.tolist()


def read_date_columns(
    parts: Mapping[str, Part], answers: Mapping[str, str]
) -> tuple[dict[str, list[date | None]], list[Question]]:
    """The dates of these columns. A column that does not tell the order of day and month follows one that does, else it is asked."""
    evidence = {name: order_evidence(part.column) for name, part in parts.items()}
    decided = {one.order for one in evidence.values()} & {DMY, MDY}
    read: dict[str, list[date | None]] = {}
    questions: list[Question] = []
    for name, part in parts.items():
        one = evidence[name]
        if one.swapped:
            told = answer_to(answers, "swapped_dates", part.header)
            order = SWAPPED if told == "swapped" else DMY
            if told not in ("swapped", "as_typed"):
                questions.append(ask_swapped(part.header))
        else:
            told = one.order or answer_to(answers, "date_order", part.header)
            if told is None and len(decided) == 1 and not one.mixed:
                told = next(iter(decided))
            order = told or DMY
            if told is None:
                questions.append(ask_order(part.header, one.examples[0]))
        read[name] = [_date(text, kind, order) for text, kind in zip(part.texts(), part.kinds(), strict=True)]
    return read, questions


def _date(text: str, kind: int, order: str) -> date | None:
    typed = _ISO.match(text) if kind == DATE else None
    if typed:
        year, month, number = (int(part) for part in typed.groups())
        return date(year, number, month) if order == SWAPPED else date(year, month, number)
    return read_date(text, DMY if order == SWAPPED else order)


def read_numbers(part: Part) -> list[Decimal | None]:
    """The numbers of a column; None for what is no number, is in another currency, or can still be read in two ways."""
    style = style_evidence(part.column).style
    read: list[Decimal | None] = []
    for text, kind in zip(part.texts(), part.kinds(), strict=True):
        if kind == NUMBER:
            read.append(read_number(text, PLAIN))
        elif currency_of(text) not in (None, "EUR") or (style is None and style_of(text) in (".", ",")):
            read.append(None)
        else:
            read.append(read_number(text, style or PLAIN))
    return read


def read_percents(
    parts: Mapping[str, Part], answers: Mapping[str, str]
) -> tuple[dict[str, list[Decimal | None]], list[Question]]:
    """The percentages of these columns: 60 for "60 %", for 60, and for 0.6 where the columns are written as parts of one.

    Cells with a percent sign, or shown as a percentage, are certain. Whether the other numbers are of 100 or of 1 is decided by all
    of them together: of 1 where none is above 1 and some lie between 0 and 1; asked where all are 0 or 1. A number between 0 and 1
    among others above 1 is left as it is.
    """
    plain = [
        number
        for part in parts.values()
        for text, kind, shown in zip(part.texts(), part.kinds(), part.percent, strict=True)
        if not shown and not _SIGNED.fullmatch(text) and (number := _decimal(text, kind)) is not None
    ]
    between = any(0 < number < 1 for number in plain)
    scale: str | None = HUNDRED if any(number > 1 for number in plain) or not any(plain) else ONE if between else None
    questions: list[Question] = []
    if scale is None:
        header = next(iter(parts.values())).header
        scale = answer_to(answers, "percent", header)
        if scale not in (HUNDRED, ONE):
            questions.append(_ask_percent(header))
            scale = HUNDRED
    doubtful = scale == HUNDRED and between
    read = {
        name: [
            _percent(text, kind, shown, scale, doubtful)
            for text, kind, shown in zip(part.texts(), part.kinds(), part.percent, strict=True)
        ]
        for name, part in parts.items()
    }
    return read, questions


def _ask_percent(header: str) -> Question:
    why = message("In the columns with percentages stand only zeros and ones: 1 may be one percent, or all of it.")
    labels = (message("1 is one percent"), message("1 is all of it (100 percent)"))
    return Question("percent", header, why, (HUNDRED, ONE), labels, ONE)


def _decimal(text: str, kind: int) -> Decimal | None:
    if kind == NUMBER:
        return read_number(text, PLAIN)
    return None if style_of(text) in (".", ",") else read_number(text, PLAIN)


def _percent(text: str, kind: int, shown: bool, scale: str, doubtful: bool) -> Decimal | None:
    signed = _SIGNED.fullmatch(text)
    number = _decimal(signed[1].strip() if signed else text, kind)
    if number is None or signed:
        return number
    if shown or scale == ONE:
        return number * 100
    return None if doubtful and 0 < number < 1 else number


def percent_texts(part: Part) -> list[str]:
    """The texts of a column of answers, in which a number that is shown as a percentage is written so: 0.3 is "30%"."""
    return [
        f"{(number * 100).normalize():f}%" if shown and (number := _decimal(text, kind)) is not None else text
        for text, kind, shown in zip(part.texts(), part.kinds(), part.percent, strict=True)
    ]


def part_of(header: str, column: Column, rows: np.ndarray, percent: set[int]) -> Part:
    """The chosen rows of a column; `percent` are the rows of the sheet that are shown as percentages."""
    taken = Column(column.texts.take(pa.array(rows)), column.kinds[rows])
    return Part(header, taken, [int(row) in percent for row in rows])
