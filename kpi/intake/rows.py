"""Which rows are lines, and why the others are not.

A row with a numeric amount and something else beside it is a line, unless it repeats other rows: a total is labelled so,
or only its amount is filled, or it equals the sum of the rows above within a cent and lacks what lines have. So an
ordinary payment that happens to equal the sum above it stays a line.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import Column
from kpi.intake.places import CODE, LINE, Sorted
from kpi.intake.table_rows import TableRows
from kpi.intake.total_labels import label_of
from kpi.intake.totals import set_totals_aside, totals_above
from kpi.intake.values import ERROR_CELL, FORMULA, LOST, NOT_A_NUMBER, Amounts
from kpi.intake.vocabulary import EXACT, match_header, page_words

_LOST_AMOUNT = {
    NOT_A_NUMBER: "amount_not_a_number",
    ERROR_CELL: "amount_error",
    FORMULA: "amount_not_calculated",
    LOST: "amount_lost",
}


def sort_rows(
    columns: Sequence[Column],
    header: Sequence[str],
    amounts: Amounts,
    amount_columns: frozenset[int],
    unsure_count: bool = False,
) -> Sorted:
    """Give each row below the header its place. `amount_columns` are all columns of amounts, not only the one summed.

    Rows that are probably totals, yet not for sure, are set aside and listed as `unsure`; with `unsure_count` they are lines.
    """
    table = TableRows(columns, header, amounts, amount_columns)
    codes = np.zeros(table.size, np.uint8)
    known = amounts.known
    nothing = table.filled == 0
    codes[nothing] = CODE["blank"]
    codes[nothing & (table.spoiled > 0)] = CODE["error_cells"]
    alone = known & (table.others == 0)
    numbers_at = [index for index in amount_columns]
    zero = np.ones(table.size, bool)
    for index in numbers_at:
        zero &= _is_zero(columns[index])
    codes[alone & (amounts.cents == 0) & zero] = CODE["filler"]
    codes[_page_numbers(table)] = CODE["note"]
    totals_alone = alone & (codes == CODE[LINE])
    codes[totals_alone] = CODE["total"]
    candidates = known & (codes == CODE[LINE])
    last = int(np.flatnonzero(candidates)[-1]) if candidates.any() else -1
    result = Sorted(codes)
    for row, cells in table.texts_of(np.flatnonzero(~known & (codes == CODE[LINE]))):
        if _is_other_header(table, cells):
            result.second_header = row
            codes[row:] = CODE["other_table"]
            totals_alone[row:] = False
            break
        codes[row] = CODE[_place_without_amount(table, row, cells, last)]
    set_totals_aside(table, result, totals_alone, unsure_count)
    lines = result.lines
    while len(found := totals_above(table, lines)):  # of departments, then of the programmes above them
        result.totals_above = np.sort(np.append(result.totals_above, found))
        lines[found] = False
    return result


def _page_numbers(table: TableRows) -> np.ndarray:
    """Rows of which the amount is the number of a page: it stands beside that word, and a cell is empty that most rows fill."""
    known = table.amounts.known
    number = table.amounts.cents // 100
    possible = known & (table.others > 0) & (table.amounts.cents % 100 == 0) & (number > 0) & (number <= table.size)
    rows = np.flatnonzero(possible)
    lacking, says = np.zeros(len(rows), bool), np.zeros(len(rows), bool)
    pattern = rf"(?i)(?:^|\W)(?:{'|'.join(page_words())})[\s.:]*$"
    for index, column in enumerate(table.columns if len(rows) else ()):
        if index in table.amount_columns:
            continue
        texts = column.texts.take(pa.array(rows)).fill_null("")
        says |= np.asarray(pc.match_substring_regex(texts, pattern))
        if 2 * table.valid[index][known].sum() > known.sum():
            lacking |= ~table.valid[index][rows]
    return rows[says & lacking]


def _is_other_header(table: TableRows, cells: Sequence[tuple[int, str]]) -> bool:
    """Whether a row names columns, and other ones than the header of this table does."""
    if sum(index not in table.amount_columns for index, _ in cells) < 2:
        return False
    if 2 * sum(text[-1].isdigit() for _, text in cells) >= len(cells):
        return False
    if sum(1 for index, text in cells if text.casefold() == table.header[index]) >= 0.6 * len(cells):
        return False
    named = {
        matches[0].field
        for _, text in cells
        if len(text) <= 60 and (matches := match_header(text, typing_errors=False)) and matches[0].score >= EXACT
    }
    return len(named) >= 3 and len(named) >= 0.6 * len(cells) and any(field.kind == "amount" for field in named)


def _is_zero(column: Column) -> np.ndarray:
    """Cells that hold nothing, a dash or zeroes only."""
    digits = pc.match_substring_regex(column.texts.fill_null(""), "[1-9A-Za-z]")
    return ~np.asarray(digits)


def _place_without_amount(table: TableRows, row: int, cells: Sequence[tuple[int, str]], last_line: int) -> str:
    state = int(table.amounts.state[row])
    same = sum(1 for index, text in cells if text.casefold() == table.header[index])
    if same >= 2 and same >= 0.6 * len(cells):
        return "repeated_header"
    looks_like_line = bool(table.core) and table.missing[row] <= len(table.core) / 3 and len(cells) >= 2
    if state in _LOST_AMOUNT and (looks_like_line or state != NOT_A_NUMBER):
        return _LOST_AMOUNT[state]
    labels = {label_of(text) for _, text in cells if len(text) < 60} - {None}
    alone = len(cells) == 1 and "whole" not in labels and row < last_line  # "Totaal Installatie BV" above its invoices
    if labels and not alone and table.lacks(int(table.missing[row])):
        return "total"
    if looks_like_line:
        return "amount_missing"
    return "group_heading" if len(cells) <= 2 and row < last_line and state != NOT_A_NUMBER else "note"
