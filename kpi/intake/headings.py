"""Headings between the lines: a supplier or department that holds for all lines below it, up to the next heading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi.intake.amounts import answer_to
from kpi.intake.cells import Column
from kpi.intake.dates import read_date, read_period
from kpi.intake.places import LINE, PLACES, Sorted
from kpi.intake.vocabulary import EXACT, match_header
from kpi.language import message
from kpi.model import Message, Question

SUPPLIER, DEPARTMENT, NOTHING = "supplier", "department", "nothing"
FIELDS = (SUPPLIER, DEPARTMENT)
WHAT: Mapping[str, Message] = {SUPPLIER: message("The supplier"), DEPARTMENT: message("The department")}
FEWEST = 2
_LABEL = re.compile(r"^([^:]{3,30}):\s*")
_PER = re.compile(r"\b(?:per|by)\s+([a-z]+)")


@dataclass(frozen=True)
class Headings:
    """What the headings of a table name; no field where they name nothing that lines lack."""

    field: str | None = None
    column: int = 0  # where they stand
    texts: tuple[tuple[int, str], ...] = ()  # rows of the sheet, with what the heading says
    question: Question | None = None


def read_headings(
    columns: Sequence[Column],
    places: Sorted,
    first_row: int,
    chosen: Mapping[str, int],
    about: Sequence[str],
    where: str,
    answers: Mapping[str, str],
) -> Headings:
    """What the headings between the lines say of the lines below them.

    They hold for the lines only when every line stands below one. A label ("Afdeling: Bestuur"), a title ("per leverancier") or
    the column in which they stand says which field they are; where nothing says it and no column names the supplier, it is
    asked. `chosen` are the fields with their columns; one that is empty on all lines names nothing.
    """
    rows, lines = _above_lines(places), np.flatnonzero(places.lines)
    open_fields = [name for name in FIELDS if name not in chosen or not _fills(columns[chosen[name]], lines)]
    if len(rows) < FEWEST or not len(lines) or rows[0] > lines[0] or not open_fields:
        return Headings()
    texts = [_text(columns, int(row)) for row in rows]
    at = next(index for index, column in enumerate(columns) if column.texts[int(rows[0])].is_valid)
    if any(read_period(text, 2000) != "2000" or read_date(text) for text in texts):  # months or days
        return Headings()
    labels = {_named(label[1]) for text in texts if (label := _LABEL.match(text))}
    said = labels if labels else {_named(word) for text in about for word in _PER.findall(text.lower())}
    field = next((name for name in open_fields if name in said or chosen.get(name) == at), None)
    if field is None and not labels and SUPPLIER in open_fields:
        return _asked(texts, rows + first_row, at, where, answers)
    return _headings(field, texts, rows + first_row, at)


def _fills(column: Column, lines: np.ndarray) -> bool:
    return bool(np.asarray(column.texts.is_valid())[lines].any())


def _above_lines(places: Sorted) -> np.ndarray:
    """The headings that a line follows: of two levels the lower one, and no remark below a group."""
    kept = np.isin(places.codes, [PLACES.index(place) for place in ("blank", "repeated_header")], invert=True)
    rows = np.flatnonzero(kept)
    heads = places.codes[rows] == PLACES.index("group_heading")
    followed = np.append(places.codes[rows][1:] == PLACES.index(LINE), False)
    return rows[heads & followed]


def _headings(
    field: str | None, texts: Sequence[str], rows: np.ndarray, at: int, question: Question | None = None
) -> Headings:
    if field is None:
        return Headings(question=question)
    named = zip(rows.tolist(), (_LABEL.sub("", text) for text in texts), strict=True)
    return Headings(field, at, tuple(named), question)


def _asked(texts: Sequence[str], rows: np.ndarray, at: int, where: str, answers: Mapping[str, str]) -> Headings:
    answered = answer_to(answers, "headings", where)
    options = (*FIELDS, NOTHING)
    field = answered if answered in options else SUPPLIER
    question = None
    if answered not in options:
        why = message(
            "Texts such as “{text}” stand between the lines, and no column names the supplier.", text=texts[0][:60]
        )
        labels = (
            message("They name the supplier of the lines below them"),
            message("They name the department of the lines below them"),
            message("They say nothing of the lines below them"),
        )
        question = Question("headings", where, why, options, labels, SUPPLIER)
    return _headings(None if field == NOTHING else field, texts, rows, at, question)


def _text(columns: Sequence[Column], row: int) -> str:
    return " ".join(text for column in columns if (text := column.texts[row].as_py()))


def _named(label: str) -> str | None:
    """The field that a word names."""
    matches = match_header(label)
    return matches[0].field.name if matches and matches[0].score >= EXACT else None
