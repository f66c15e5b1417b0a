"""Which rows stand out: amounts that cannot be read, totals, headers and notes between the lines, cells out of place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow.compute as pc

from kpi.intake.cells import ERROR, UNCALCULATED, Column
from kpi.intake.checks.finding import euros, finding
from kpi.intake.checks.table import Checked
from kpi.intake.dates import read_date
from kpi.intake.numbers import read_number
from kpi.intake.places import UNREADABLE
from kpi.intake.plain_text import DELIMITERS
from kpi.model import Finding

MOST_LOOKED_AT = 2_000
"""Rows with one cell that are looked at for cells in it: where there are more, those are told."""

FEW_BEYOND = 0.1
"""Cells beyond the header on fewer lines than this part are no column without a name but lines that shifted."""


def check_rows(table: Checked) -> list[Finding]:
    """Findings about rows."""
    found: list[Finding] = []
    for reason in UNREADABLE:
        rows = table.places.rows(reason)
        if len(rows):
            example = table.columns[table.amount_index].texts[int(rows[0])].as_py() or ""
            found += table.on_rows(reason, rows, table.amount_index, example=example[:40])
    found += _spoiled("error_cells", ERROR, table) + _spoiled("formulas_not_calculated", UNCALCULATED, table)
    found += _totals(table)
    for rule, place in (("header_repeated", "repeated_header"), ("rows_set_aside_as_note", "note")):
        found += table.on_rows(rule, table.places.rows(place), 0)
    found += table.on_rows("rows_undivided", _undivided(table), 0)
    if table.places.second_header is not None:
        row, count = table.places.second_header, len(table.places.rows("other_table"))
        found.append(finding("second_table", count, cells=table.cells([row], 0), row=row + table.first_row + 1))
    return found + _beyond_header(table)


def _undivided(table: Checked) -> np.ndarray:
    """Rows set aside with one cell that would be a line if it were divided: as many pieces as the header has names, a date and a number."""
    fewest = sum(1 for text in table.header if text)
    rows = np.sort(np.concatenate([table.places.rows(place) for place in ("note", "group_heading")]))
    found = []
    for row in rows[:MOST_LOOKED_AT].tolist():
        texts = [text for column in table.columns if (text := column.texts[row].as_py())]
        for delimiter in DELIMITERS if len(texts) == 1 else ():
            pieces = [piece.strip() for piece in texts[0].split(delimiter)]
            numbers = sum(read_number(piece) is not None for piece in pieces)
            if len(pieces) >= fewest > 2 and numbers and any(read_date(piece) for piece in pieces):
                found.append(row)
                break
    return np.array(found, np.int64)


def _spoiled(rule: str, kind: int, table: Checked) -> list[Finding]:
    """Cells with an error or without a value, wherever they stand."""
    places = [(index, np.flatnonzero(column.kinds == kind)) for index, column in enumerate(table.columns)]
    cells = [cell for index, rows in places for cell in table.cells(rows, index)]
    if not cells:
        return []
    rows = np.unique(np.concatenate([rows for _, rows in places]))
    cents = table.touched(np.isin(table.rows, rows))
    return [finding(rule, len(rows), cents, cells, number=sum(len(rows) for _, rows in places))]


def _totals(table: Checked) -> list[Finding]:
    """Stated totals that differ from their lines, each grand total and the sub-totals together; totals without the word."""
    grand = [[total] for total in table.places.totals if total.grand and total.stated != total.summed]
    parts = [total for total in table.places.totals if not total.grand and abs(total.stated - total.summed) > 1]
    found = []
    for totals in [*grand, *([parts] if parts else [])]:
        first, off = totals[0], sum(abs(total.stated - total.summed) for total in totals)
        found.append(
            finding(
                "stated_total_differs",
                len(totals),
                off,
                table.cells([total.row for total in totals], table.amount_index),
                stated=euros(first.stated),
                summed=euros(first.summed),
                difference=euros(first.stated - first.summed),
            )
        )
    unlabelled = [total for total in table.places.totals if not total.labelled]
    if unlabelled:
        cells = table.cells([total.row for total in unlabelled], table.amount_index)
        cents = sum(abs(total.stated) for total in unlabelled)
        found.append(finding("total_without_label", len(unlabelled), cents, cells))
    return found


def _beyond_header(table: Checked) -> list[Finding]:
    last = max((index for index, text in enumerate(table.header) if text), default=0)
    beyond = np.zeros(len(table.places.lines), bool)
    for column in table.columns[last + 1 :]:
        beyond |= np.asarray(column.texts.is_valid())
    rows = np.flatnonzero(beyond & table.places.lines)
    shifted = 0 < len(rows) < FEW_BEYOND * table.places.lines.sum()
    if shifted or (last == table.amount_index and _are_decimals(table.columns[last + 1 : last + 2])):
        return table.on_rows("cells_beyond_header", rows, last + 1)
    return []


def _are_decimals(columns: Sequence[Column]) -> bool:
    """Whether a column holds nothing but two digits: a decimal comma that was taken for the delimiter."""
    texts = columns[0].texts.drop_null() if columns else ()
    return len(texts) > 0 and bool(pc.all(pc.match_substring_regex(texts, r"^\d\d?$")).as_py())
