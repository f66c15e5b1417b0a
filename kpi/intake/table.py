"""Where the table is: the header among titles, key/value blocks and parameters, in one row or in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc

from kpi.intake.cells import DATE, NUMBER, Cells, Column
from kpi.intake.dates import read_date
from kpi.intake.numbers import read_number
from kpi.intake.vocabulary import EXACT, TYPING_ERROR, Match, currencies, match_header, months, reduce_header

COMMON_VALUE = r"^(?:-?\d{1,12}(?:[.,]\d{1,2})?|-?\d{1,3}(?:\.\d{3})*,\d\d|-?\d{1,3}(?:,\d{3})*\.\d\d|(?:0[1-9]|[12]\d|3[01])[-/.](?:0[1-9]|1[0-2])[-/.](?:19|20)\d\d|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-[0-3]\d)$"
"""How most numbers and dates are written."""

LOOK_AT_ROWS = 400
"""A header stands in the first rows; report parameters and queries above it take some."""


ABOUT_AMOUNTS = re.compile(r"(?i)\b(?:bedrag|amount|cijfers|figures|values|btw|vat)")
BOM_AS_TEXT = "\u00ef\u00bb\u00bf"
"""A byte order mark that some program took for three letters and wrote out again."""

LAST_ROWS = 20
"""Notes stand in the last rows of a sheet."""

_PERIOD = re.compile(
    rf"(?:(?:{'|'.join(months())})[ .'-]*(?:\d{{2}}|\d{{4}})?|(?:q|kw|kwartaal|quarter)\s*[1-4](?:[ -]*\d{{4}})?|[1-4]e kwartaal)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
LOOK_AT_TYPING_ERRORS = 12
"""Where nothing is known as it is written, errors are looked for in these rows only: it takes time."""


@dataclass(frozen=True)
class Found:
    """A table in a sheet: its header rows, a header for each column, the first row below them, the rows above."""

    header_rows: tuple[int, ...]
    header: tuple[str, ...]
    first_row: int
    fields: frozenset[str]
    about: tuple[str, ...]  # texts of the rows above the header, and of the notes below the lines
    earlier: int | None = None  # the header row of another table with amounts that stands above this one

    @property
    def layout(self) -> tuple[str, ...]:
        """What makes two tables alike: the field that each header names exactly, else its words in one spelling."""
        return tuple(_kind_of_column(text) for text in self.header if text)


def _kind_of_column(header: str) -> str:
    match = best_match(header, typing_errors=False)
    return match.field.name if match and match.score >= EXACT else " ".join(reduce_header(header))


@dataclass(frozen=True)
class _Row:
    index: int
    texts: Sequence[str]
    values: int  # cells that hold a number or a date

    @property
    def filled(self) -> int:
        return sum(1 for text in self.texts if text)


def best_match(text: str, typing_errors: bool = True) -> Match | None:
    """The likeliest field for a header, if any."""
    matches = match_header(text, typing_errors) if 0 < len(text) <= 80 else ()
    return matches[0] if matches and matches[0].score >= TYPING_ERROR - 15 else None


def _fields(texts: Sequence[str], typing_errors: bool = False) -> set[str]:
    """The fields that a row names. Typing errors are looked for only where something else is known: it takes time."""
    known = {match.field.name for text in texts if text and (match := best_match(text, typing_errors=False))}
    if not known and not typing_errors:
        return known
    return {match.field.name for text in texts if text and (match := best_match(text))}


def _amounts(texts: Sequence[str]) -> bool:
    return any((match := best_match(text)) and match.field.kind in ("amount", "band") for text in texts if text)


def _is_header(texts: Sequence[str], values: int) -> bool:
    filled = sum(1 for text in texts if text)
    values -= sum(1 for text in texts if _YEAR.fullmatch(text))  # a column for each year
    if filled < 2 or 6 * values > filled:
        return False
    known = len(_fields(texts))
    spread = sum(1 for text in texts if text and _PERIOD.fullmatch(text.lower()))  # a column for each month or quarter
    return known >= 3 or (known >= 2 and known >= 0.4 * (filled - spread))


def find_table(cells: Cells) -> Found | None:
    """The table of a sheet, or None when no row looks like the header of one."""
    rows = _first_rows(cells)
    candidates: list[tuple[tuple[bool, int, int], tuple[int, ...], Sequence[str]]] = []
    for place, row in enumerate(rows):
        if row.filled < 1:
            continue
        if _is_header(row.texts, row.values):
            candidates.append(((_amounts(row.texts), len(_fields(row.texts)), -row.index), (row.index,), row.texts))
        below = rows[place + 1] if place + 1 < len(rows) else None
        if below is None or below.index != row.index + 1 or row.values or below.values:
            continue
        if row.filled >= 2 and below.filled >= 2:
            joined = _joined(cells, row, below)
            gain = len(_fields(joined)) - max(len(_fields(row.texts)), len(_fields(below.texts)))
            if _is_header(joined, 0) and (gain >= 2 or (gain >= 1 and _amounts(joined) and not _amounts(below.texts))):
                known = len(_fields(joined))
                candidates.append(((_amounts(joined), known, -row.index), (row.index, below.index), joined))
    if not candidates:
        candidates = [
            ((_amounts(row.texts), len(_fields(row.texts)), -row.index), (row.index,), row.texts)
            for row in rows[:LOOK_AT_TYPING_ERRORS]
            if row.filled >= 3 and not row.values and len(_fields(row.texts, typing_errors=True)) >= 3
        ]
    if not candidates:
        return None
    _, header_rows, header = max(candidates, key=lambda candidate: candidate[0])
    header_rows, header = _with_neighbours(rows, header_rows, header)
    above = tuple(text for row in rows if row.index < header_rows[0] for text in row.texts if text)
    about = above + _notes_below(cells, header_rows[-1] + 1)
    earlier = [rank for rank, at, _ in candidates if rank[0] and rank[1] >= 3 and at[-1] < header_rows[0] - 1]
    between = (-min(rank[2] for rank in earlier), header_rows[0]) if earlier else (0, 0)
    filled = any(row.values for row in rows if between[0] < row.index < between[1])
    return Found(
        header_rows,
        tuple(header),
        header_rows[-1] + 1,
        frozenset(_fields(header)),
        about,
        between[0] if filled else None,
    )


def _notes_below(cells: Cells, first_row: int) -> tuple[str, ...]:
    """Texts that stand alone on one of the last rows: they may say in what unit the amounts are, or that VAT is left out."""
    notes = []
    for index in range(max(first_row, cells.height - LAST_ROWS), cells.height):
        filled = [text for text in cells.row(index) if text]
        if len(filled) == 1 and ABOUT_AMOUNTS.search(filled[0]):
            notes.append(filled[0])
    return tuple(notes)


def _first_rows(cells: Cells) -> list[_Row]:
    count = min(cells.height, LOOK_AT_ROWS)
    columns = [Column(column.texts.slice(0, count), column.kinds[:count]) for column in cells.columns]
    values = sum((_values(column) for column in columns), np.zeros(count, np.int64))
    texts = [column.texts.fill_null("").to_pylist() for column in columns]
    if texts and texts[0]:
        texts[0][0] = texts[0][0].removeprefix("\ufeff").removeprefix(BOM_AS_TEXT).strip()
    rows = zip(*texts, strict=True)
    return [_Row(index, row, int(values[index])) for index, row in enumerate(rows) if any(row)]


def _values(column: Column) -> np.ndarray:
    """Which cells of a column hold a number or a date: what is written in a common way is known at once."""
    known = np.isin(column.kinds, (NUMBER, DATE)) | np.asarray(
        pc.match_substring_regex(column.texts, COMMON_VALUE).fill_null(False)
    )
    for index in np.flatnonzero(~known & np.asarray(pc.match_substring_regex(column.texts, r"\d$").fill_null(False))):
        known[index] = _is_value(column.texts[int(index)].as_py())
    return known


def _is_value(text: str) -> bool:
    return read_number(text) is not None or read_date(text) is not None


def _joined(cells: Cells, row: _Row, below: _Row) -> list[str]:
    """Two header rows as one; a text over several columns holds for all of them."""
    spans = {
        column: first[1]
        for first, last in cells.merged
        if first[0] == row.index
        for column in range(first[1], last[1] + 1)
    }
    joined, current = [], ""
    for column, (above, under) in enumerate(zip(row.texts, below.texts, strict=True)):
        current = above or (row.texts[spans[column]] if column in spans else current if under else "")
        if above == under:
            joined.append(above)
            continue
        choices = [f"{current} {under}".strip(), under, current]
        joined.append(max((text for text in choices if text), key=_strength, default=""))
    return joined


def _strength(text: str) -> int:
    match = best_match(text)
    return match.score if match else 0


def _with_neighbours(
    rows: Sequence[_Row], header_rows: tuple[int, ...], header: Sequence[str]
) -> tuple[tuple[int, ...], Sequence[str]]:
    """The header with the rows that belong to it: a second wording of the same header, a row of units."""
    by_index = {row.index: row for row in rows}
    for index in (header_rows[0] - 1, header_rows[-1] + 1):
        row = by_index.get(index)
        if row is None:
            continue
        same = _is_header(row.texts, row.values) and len(_same_fields(row.texts, header)) >= 3
        repeated = [text.casefold() for text in row.texts] == [text.casefold() for text in header]
        units = index > header_rows[-1] and all(text.upper().strip("() ") in currencies() for text in row.texts if text)
        filled = [text for text in row.texts if text]
        numbered = index > header_rows[-1] and len(filled) >= 3 and filled == [str(n + 1) for n in range(len(filled))]
        if units or numbered or (same and not repeated):
            header = (
                [
                    other if not text or (other and _strength(other) > _strength(text)) else text
                    for text, other in zip(header, row.texts, strict=True)
                ]
                if same
                else header
            )
            header_rows = tuple(sorted({*header_rows, index}))
    return header_rows, header


def _same_fields(texts: Sequence[str], header: Sequence[str]) -> list[str]:
    return [
        left.field.name
        for text, other in zip(texts, header, strict=True)
        if (left := best_match(text)) and (right := best_match(other)) and left.field == right.field
    ]
