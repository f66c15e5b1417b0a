"""Which rows are lines, and why the others are not.

A row with a numeric amount and something else beside it is a line, unless it repeats other rows: a total is labelled so,
or only its amount is filled, or it equals the sum of the rows above within a cent and lacks what lines have. So an
ordinary payment that happens to equal the sum above it stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc

from kpi.intake.cells import ERROR, UNCALCULATED, Column
from kpi.intake.values import ERROR_CELL, FORMULA, LOST, NOT_A_NUMBER, Amounts
from kpi.intake.vocabulary import EXACT, match_header, total_words

LINE = "line"
SET_ASIDE = (
    "blank",
    "repeated_header",
    "total",
    "sub_total",
    "note",
    "filler",
    "error_cells",
    "group_heading",
    "other_table",
)
"""Reasons why a row is no line and need not be one."""

UNREADABLE = ("amount_missing", "amount_not_a_number", "amount_error", "amount_not_calculated", "amount_lost")
"""Reasons why a row that looks like a line cannot be one: its amount cannot be read."""

PLACES = (LINE, *SET_ASIDE, *UNREADABLE)
_CODE = {place: code for code, place in enumerate(PLACES)}
_LOST_AMOUNT = {
    NOT_A_NUMBER: "amount_not_a_number",
    ERROR_CELL: "amount_error",
    FORMULA: "amount_not_calculated",
    LOST: "amount_lost",
}
NEARLY_ALWAYS = 0.9
"""A column that is filled on this part of the rows with an amount is one that lines have."""


@dataclass
class StatedTotal:
    """A total that the file states, and what the lines above it add up to, in cents."""

    row: int
    stated: int
    summed: int
    grand: bool


@dataclass
class Sorted:
    """The place of every row below the header (index 0 is the first), as codes in PLACES, and the totals stated."""

    codes: np.ndarray  # uint8
    totals: list[StatedTotal] = field(default_factory=list)
    second_header: int | None = None  # where another table begins
    totals_above: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # lines that sum up those below

    @property
    def lines(self) -> np.ndarray:
        return self.codes == _CODE[LINE]

    def rows(self, place: str) -> np.ndarray:
        return np.flatnonzero(self.codes == _CODE[place])

    def set_aside(self, rows: np.ndarray, place: str) -> None:
        self.codes[rows] = _CODE[place]


def _simple(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())


def label_of(text: str) -> str | None:
    """How a cell names a total: "whole", "start", "end", or None."""
    simple = _simple(text)
    words = total_words()
    if simple in words["whole"]:
        return "whole"
    if any(simple.startswith(word + " ") for word in words["start"]):
        return "start"
    return "end" if any(simple.endswith(" " + word) for word in words["end"]) else None


def is_part(text: str) -> bool:
    """Whether a label names a sub-total."""
    return any(_simple(text).startswith(word) for word in total_words()["part"])


class _Table:
    """The rows below the header, with what is known of each."""

    def __init__(
        self, columns: Sequence[Column], header: Sequence[str], amounts: Amounts, amount_columns: frozenset[int]
    ):
        self.columns, self.header, self.amounts = columns, header, amounts
        self.amount_columns = amount_columns
        self.size = len(amounts.cents)
        self.valid = [np.asarray(column.texts.is_valid()) for column in columns]
        self.filled = _count(self.valid, self.size)
        self.others = _count(
            [valid for index, valid in enumerate(self.valid) if index not in amount_columns], self.size
        )
        self.spoiled = _count(
            [(column.kinds == ERROR) | (column.kinds == UNCALCULATED) for column in columns], self.size
        )
        self.usual = 0.0  # how many cells beside amounts a line fills
        likely = amounts.known & (self.others > 0)
        if likely.any():
            # totals stand between the lines: what hardly fills anything does not say what lines have
            self.usual = float(np.percentile(self.others[likely], 75))
            likely &= self.others >= 0.6 * self.usual
        count = int(likely.sum())
        self.core = [
            index
            for index, valid in enumerate(self.valid)
            if index not in amount_columns and count and valid[likely].sum() >= NEARLY_ALWAYS * count
        ]
        self.missing = _count([~self.valid[index] for index in self.core], self.size)

    def texts(self, row: int) -> list[tuple[int, str]]:
        return [(index, self.columns[index].texts[row].as_py()) for index, valid in enumerate(self.valid) if valid[row]]

    def lacks(self, missing: int, without: int = 0) -> bool:
        """Whether a row lacks at least half of what lines have."""
        core = len(self.core) - without
        return missing >= max(1, (core + 1) // 2) if core else False


def _count(masks: Sequence[np.ndarray], size: int) -> np.ndarray:
    total = np.zeros(size, np.int32)
    for mask in masks:
        total += mask
    return total


def sort_rows(
    columns: Sequence[Column], header: Sequence[str], amounts: Amounts, amount_columns: frozenset[int]
) -> Sorted:
    """Give each row below the header its place. `amount_columns` are all columns of amounts, not only the one summed."""
    table = _Table(columns, header, amounts, amount_columns)
    codes = np.zeros(table.size, np.uint8)
    known = amounts.known
    nothing = table.filled == 0
    codes[nothing] = _CODE["blank"]
    codes[nothing & (table.spoiled > 0)] = _CODE["error_cells"]
    alone = known & (table.others == 0)
    numbers_at = [index for index in amount_columns]
    zero = np.ones(table.size, bool)
    for index in numbers_at:
        zero &= _is_zero(columns[index])
    codes[alone & (amounts.cents == 0) & zero] = _CODE["filler"]
    totals_alone = alone & (codes == _CODE[LINE])
    codes[totals_alone] = _CODE["total"]
    candidates = known & (codes == _CODE[LINE])
    last = int(np.flatnonzero(candidates)[-1]) if candidates.any() else -1
    result = Sorted(codes)
    for row in np.flatnonzero(~known & (codes == _CODE[LINE])):
        if _is_other_header(table, int(row)):
            result.second_header = int(row)
            codes[row:] = _CODE["other_table"]
            totals_alone[row:] = False
            break
        codes[row] = _CODE[_place_without_amount(table, int(row), last)]
    _set_totals_aside(table, result, totals_alone)
    result.totals_above = _totals_above(table, result.lines)
    return result


def _is_other_header(table: _Table, row: int) -> bool:
    """Whether a row names columns, and other ones than the header of this table does."""
    if table.others[row] < 2:
        return False
    cells = table.texts(row)
    if sum(1 for index, text in cells if text.casefold() == table.header[index].casefold()) >= 0.6 * len(cells):
        return False
    named = {
        matches[0].field
        for _, text in cells
        if len(text) <= 60 and (matches := match_header(text, typing_errors=False)) and matches[0].score >= EXACT
    }
    return len(named) >= 3 and len(named) >= 0.6 * len(cells) and any(field.kind == "amount" for field in named)


def _totals_above(table: _Table, lines: np.ndarray) -> np.ndarray:
    """Lines that lack what lines have and equal the sum of the lines that follow, up to the next of their kind."""
    rows = np.flatnonzero(lines)
    if not table.core or len(rows) < 3:
        return rows[:0]
    bare = table.missing[rows] >= max(1, (len(table.core) + 1) // 2)
    heads = np.flatnonzero(bare)
    if not len(heads) or len(heads) == len(rows):
        return rows[:0]
    cents = table.amounts.cents[rows]
    ends = np.append(heads[1:], len(rows))
    running = np.concatenate(([0], np.cumsum(cents)))
    sums = running[ends] - running[heads + 1]
    equal = (np.abs(sums - cents[heads]) <= 1) & (ends - heads > 1) & (cents[heads] != 0)
    enough = equal.sum() >= 2 or bool((equal & (ends - heads > 3)).any())
    return rows[heads[equal]] if enough else rows[:0]


def _is_zero(column: Column) -> np.ndarray:
    """Cells that hold nothing, a dash or zeroes only."""
    digits = pc.match_substring_regex(column.texts.fill_null(""), "[1-9A-Za-z]")
    return ~np.asarray(digits)


def _place_without_amount(table: _Table, row: int, last_line: int) -> str:
    cells = table.texts(row)
    state = int(table.amounts.state[row])
    same = sum(1 for index, text in cells if text.casefold() == table.header[index].casefold())
    if same >= 2 and same >= 0.6 * len(cells):
        return "repeated_header"
    looks_like_line = bool(table.core) and table.missing[row] <= len(table.core) / 3 and len(cells) >= 2
    if state in _LOST_AMOUNT and (looks_like_line or state != NOT_A_NUMBER):
        return _LOST_AMOUNT[state]
    if any(label_of(text) for _, text in cells if len(text) < 60) and table.lacks(int(table.missing[row])):
        return "total"
    if looks_like_line:
        return "amount_missing"
    return "group_heading" if len(cells) <= 2 and row < last_line and state != NOT_A_NUMBER else "note"


def _suspects(table: _Table, lines: np.ndarray) -> np.ndarray:
    """Rows that may be labelled totals: they lack something, or a label is looked for in the few columns there are."""
    suspect = table.missing > 0
    if len(table.core) <= 3:
        pattern = "(?i)" + "|".join(sorted({re.escape(word) for words in total_words().values() for word in words}))
        for index, column in enumerate(table.columns):
            if index not in table.amount_columns:
                suspect |= np.asarray(pc.match_substring_regex(column.texts.fill_null(""), pattern))
    return np.flatnonzero(suspect & lines)


def _set_totals_aside(table: _Table, result: Sorted, alone: np.ndarray) -> None:
    """Walk down the rows that may be totals, with the sum of the lines above each at hand."""
    lines = result.lines
    running = np.cumsum(np.where(lines, table.amounts.cents, 0))
    counted = np.cumsum(lines)
    last = int(np.flatnonzero(lines)[-1]) if lines.any() else -1
    suspects = _suspects(table, lines)
    removed = removed_rows = 0
    on_top: list[tuple[int, int]] = []
    since = since_rows = 0  # sum and number of the lines above the last (sub-)total
    for row in sorted({*suspects.tolist(), *np.flatnonzero(alone).tolist()}):
        is_alone = bool(alone[row])
        cents = int(table.amounts.cents[row])
        above = int(running[row]) - (0 if is_alone else cents) - removed
        rows_above = int(counted[row]) - (0 if is_alone else 1) - removed_rows
        part, rows_in_part = above - since, rows_above - since_rows
        label = "" if is_alone else _total_label(table, row)
        equals_all = abs(cents - above) <= 1
        equals_part = abs(cents - part) <= 1
        lacking = table.lacks(int(table.missing[row]))
        by_sum = cents != 0 and lacking and ((equals_all and rows_above >= 2) or (equals_part and rows_in_part >= 2))
        if label is None and (equals_all or equals_part) and table.others[row] < table.usual:
            label = _whole_label(table, row)  # "Totaal" beside a repeated department
        if not is_alone and label is None and not by_sum:
            continue
        if not rows_above and not (label and is_part(label)):  # a total that stands above its lines
            result.codes[row] = _CODE["total"]
            on_top.append((row, cents))
            removed, removed_rows = removed + (0 if is_alone else cents), removed_rows + (0 if is_alone else 1)
            continue
        partial = row < last or bool(label and is_part(label)) or (equals_part and not equals_all)
        result.codes[row] = _CODE["sub_total" if partial else "total"]
        summed = above if equals_all or not (partial or equals_part) else part
        result.totals.append(StatedTotal(row, cents, summed, not partial))
        if not is_alone:
            removed += cents
            removed_rows += 1
        since, since_rows = above, rows_above
    everything = int(table.amounts.cents[result.lines].sum())
    result.totals += [StatedTotal(row, cents, everything, True) for row, cents in on_top]


def _total_label(table: _Table, row: int) -> str | None:
    """The text that makes a row a total, or None. A supplier called "Total" on a full line does not."""
    cells = [(index, text) for index, text in table.texts(row) if index not in table.amount_columns]
    for index, text in cells:
        how = label_of(text) if len(text) < 80 else None
        if how is None:
            continue
        in_core = index in table.core
        missing = int(table.missing[row])
        if in_core and len(table.core) == 1:
            if how == "whole" or _names_a_group(table, row, index, text):
                return text
            continue
        if table.lacks(missing, without=1 if in_core else 0):
            return text
    return None


def _whole_label(table: _Table, row: int) -> str | None:
    cells = (text for index, text in table.texts(row) if index not in table.amount_columns)
    return next((text for text in cells if label_of(text) == "whole"), None)


def _names_a_group(table: _Table, row: int, column: int, text: str) -> bool:
    """Whether what stands beside the word total names rows above: "Totaal Jansen" below rows of Jansen."""
    words = set(total_words()["start"]) | set(total_words()["end"])
    simple = _simple(text)
    rest = next(
        (simple.removeprefix(word).strip() for word in sorted(words, key=len)[::-1] if simple.startswith(word + " ")),
        "",
    )
    rest = rest or next((simple.removesuffix(word).strip() for word in words if simple.endswith(" " + word)), "")
    above = table.columns[column].texts.slice(0, row).drop_null().to_pylist()[-200:]
    return bool(rest) and any(_simple(other) == rest for other in above)
