"""Which rows are lines, and why the others are not.

A row with a numeric amount and something else beside it is a line, unless it repeats other rows: a total is labelled so,
or only its amount is filled, or it equals the sum of the rows above within a cent and lacks what lines have. So an
ordinary payment that happens to equal the sum above it stays a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import ERROR, UNCALCULATED, Column
from kpi.intake.dates import read_date
from kpi.intake.values import ERROR_CELL, FORMULA, LOST, NOT_A_NUMBER, Amounts
from kpi.intake.vocabulary import EXACT, currencies, match_header, page_words, total_words

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

FEWEST = 3
"""Fewer lines than this do not show what all lines have in common, nor that a full line repeats them."""

CERTAIN_SUM = 20
"""A last row that equals the sum of so many rows to the cent does not do so by chance."""

MANY_NUMBERS = 50
"""No grouping of lines has so many codes; invoice numbers of a table with several lines an invoice do."""


@dataclass
class StatedTotal:
    """A total that the file states, and what the lines above it add up to, in cents."""

    row: int
    stated: int
    summed: int
    grand: bool
    labelled: bool


@dataclass
class Sorted:
    """The place of every row below the header (index 0 is the first), as codes in PLACES, and the totals stated."""

    codes: np.ndarray  # uint8
    totals: list[StatedTotal] = field(default_factory=list)
    second_header: int | None = None  # where another table begins
    unsure: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # set aside as totals, perhaps lines
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


@lru_cache(maxsize=20_000)
def label_of(text: str) -> str | None:
    """How a cell names a total: "whole", "start", "end", or None. SAP marks totals with nothing but asterisks."""
    if not text.strip("*∑Σ "):
        return "whole"
    simple = _simple(text)
    words = total_words()
    if simple in words["whole"]:
        return "whole"
    if any(simple.startswith(word + " ") for word in words["start"]):
        return "start"
    ends = simple.endswith("totaal") or any(simple.endswith(" " + word) for word in words["end"])
    return "end" if ends else None


def is_part(text: str) -> bool:
    """Whether a label names a sub-total."""
    return any(_simple(text).startswith(word) for word in total_words()["part"])


class _Table:
    """The rows below the header, with what is known of each."""

    def __init__(
        self, columns: Sequence[Column], header: Sequence[str], amounts: Amounts, amount_columns: frozenset[int]
    ):
        self.columns, self.amounts = columns, amounts
        self.header = [text.casefold() for text in header]
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
        common = [
            index
            for index, valid in enumerate(self.valid)
            if index not in amount_columns and count and valid[likely].sum() >= NEARLY_ALWAYS * count
        ]
        # what is the same on every line ("Gemeente X", 2024, EUR) stands on totals as well
        varied = [index for index in common if count < FEWEST or not _is_constant(columns[index])]
        self.core = varied or common
        self.missing = _count([~self.valid[index] for index in self.core], self.size)
        self.likely = likely
        self.half = max(1, (len(self.core) + 1) // 2)

    def shape(self, row: int) -> tuple[int, ...]:
        """Which cells of a row are filled."""
        return tuple(index for index, valid in enumerate(self.valid) if valid[row])

    def texts(self, row: int) -> list[tuple[int, str]]:
        return [(index, self.columns[index].texts[row].as_py()) for index, valid in enumerate(self.valid) if valid[row]]

    def texts_of(self, rows: np.ndarray) -> Iterator[tuple[int, list[tuple[int, str]]]]:
        """As `texts`, for many rows one after the other."""
        taken = [column.texts.take(pa.array(rows)).to_pylist() for column in self.columns]
        for row, cells in zip(rows.tolist(), zip(*taken, strict=True), strict=True):
            yield row, [(index, text) for index, text in enumerate(cells) if text is not None]

    @cached_property
    def numbering(self) -> frozenset[int]:
        """Columns that lines have and that tell them apart by number: an invoice number stands on no total."""
        if self.likely.sum() < FEWEST:
            return frozenset()
        chosen = pa.array(self.likely)
        return frozenset(index for index in self.core if _tells_apart(self.columns[index].texts.filter(chosen)))

    def own_cells(self, row: int, label: str) -> list[int]:
        """The cells of a row that lines have as well, beside its label."""
        return [index for index in self.core if self.columns[index].texts[row].as_py() not in (None, label)]

    def lacks(self, missing: int, without: int = 0) -> bool:
        """Whether a row lacks at least half of what lines have."""
        core = len(self.core) - without
        return missing >= max(1, (core + 1) // 2) if core else False


def _tells_apart(texts: pa.StringArray) -> bool:
    """Whether nearly all texts hold a digit, very many of them differ, and they are no dates."""
    filled = texts.drop_null()
    distinct = pc.count_distinct(filled).as_py()
    if len(filled) < FEWEST or (distinct < len(filled) / 2 and distinct < max(MANY_NUMBERS, len(filled) / 5)):
        return False
    digits = pc.mean(pc.match_substring_regex(filled, r"\d").cast(pa.float64())).as_py()
    first = filled[0].as_py()
    return digits >= NEARLY_ALWAYS and ((first.isdigit() and len(first) != 8) or read_date(first) is None)


def _is_constant(column: Column) -> bool:
    texts = column.texts.drop_null()
    return bool(len(texts)) and bool(pc.all(pc.equal(texts, texts[0])).as_py())


def _count(masks: Sequence[np.ndarray], size: int) -> np.ndarray:
    total = np.zeros(size, np.int32)
    for mask in masks:
        total += mask
    return total


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
    codes[_page_numbers(table)] = _CODE["note"]
    totals_alone = alone & (codes == _CODE[LINE])
    codes[totals_alone] = _CODE["total"]
    candidates = known & (codes == _CODE[LINE])
    last = int(np.flatnonzero(candidates)[-1]) if candidates.any() else -1
    result = Sorted(codes)
    for row, cells in table.texts_of(np.flatnonzero(~known & (codes == _CODE[LINE]))):
        if _is_other_header(table, cells):
            result.second_header = row
            codes[row:] = _CODE["other_table"]
            totals_alone[row:] = False
            break
        codes[row] = _CODE[_place_without_amount(table, row, cells, last)]
    _set_totals_aside(table, result, totals_alone, unsure_count)
    result.totals_above = _totals_above(table, result.lines)
    return result


def _page_numbers(table: _Table) -> np.ndarray:
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


def _is_other_header(table: _Table, cells: Sequence[tuple[int, str]]) -> bool:
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


def _totals_above(table: _Table, lines: np.ndarray) -> np.ndarray:
    """Lines that lack what lines have and equal the sum of the lines that follow, up to the next of their kind."""
    rows = np.flatnonzero(lines)
    if not table.core or len(rows) < 3:
        return rows[:0]
    bare = table.missing[rows] >= table.half
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


def _place_without_amount(table: _Table, row: int, cells: Sequence[tuple[int, str]], last_line: int) -> str:
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


def _suspects(table: _Table, lines: np.ndarray) -> np.ndarray:
    """Rows that may be totals: they lack half of what lines have, or lack something and hold the word for a total."""
    suspect = lines & (table.missing >= table.half) if table.core else np.zeros(table.size, bool)
    worded = lines if len(table.core) <= 3 else lines & (table.missing > 0)
    rows = np.flatnonzero(worded & ~suspect)
    if len(rows):
        words = sorted({re.escape(word) for words in total_words().values() for word in words})
        pattern = "(?i)" + "|".join([*words, r"^[*\x{2211}\x{3a3} ]+$"])
        for index, column in enumerate(table.columns):
            if index not in table.amount_columns:
                texts = column.texts if len(rows) == table.size else column.texts.take(pa.array(rows))
                suspect[rows] |= np.asarray(pc.match_substring_regex(texts.fill_null(""), pattern))
    if lines.any():
        suspect[np.flatnonzero(lines)[-1]] = True
    return np.flatnonzero(suspect)


@dataclass
class _Walk:
    """What one walk down the rows found: rows with their place, what they state, and which are less than certain."""

    places: dict[int, str] = field(default_factory=dict)
    totals: list[StatedTotal] = field(default_factory=list)
    on_top: list[tuple[int, int, bool]] = field(default_factory=list)
    unsure: list[int] = field(default_factory=list)


def _set_totals_aside(table: _Table, result: Sorted, alone: np.ndarray, unsure_count: bool) -> None:
    """Set aside what repeats the lines above it."""
    for place, rows in _full_totals(table, result.lines).items():
        result.codes[rows] = _CODE[place]
    lines = result.lines
    suspects = sorted({*_suspects(table, lines).tolist(), *np.flatnonzero(alone).tolist()})
    proven = _shapes_of_sums(table, lines, [row for row in suspects if not alone[row]])
    walk = _walk(table, lines, alone, suspects, proven, unsure_count)
    for row, place in walk.places.items():
        result.codes[row] = _CODE[place]
    everything = int(table.amounts.cents[result.lines].sum())
    result.totals = walk.totals + [
        StatedTotal(row, cents, everything, True, labelled) for row, cents, labelled in walk.on_top
    ]
    result.unsure = np.array(walk.unsure, np.int64)


def _full_totals(table: _Table, lines: np.ndarray) -> dict[str, np.ndarray]:
    """Rows filled as lines are that say total in one column, two at least, where nearly all equal the sum of the rows since the
    one before: of an invoice, or of a supplier whose name is repeated. And the total of all of them that may follow the last."""
    rows, found = np.flatnonzero(lines), {"sub_total": np.zeros(len(lines), bool), "total": np.zeros(len(lines), bool)}
    full = pa.array(rows)
    for index, column in enumerate(table.columns):
        if index in table.amount_columns or len(rows) < 2 * FEWEST:
            continue
        texts = column.texts.take(full) if len(rows) < table.size else column.texts
        worded = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, "(?i)tota").fill_null(False)))
        at = np.array([place for place in worded if label_of(texts[int(place)].as_py())], np.int64)
        if len(at) < 2:
            continue
        cents = table.amounts.cents[rows]
        plain = cents.copy()
        plain[at] = 0
        so_far, counted = np.cumsum(plain)[at], np.diff(at, prepend=-1) - 1
        of_all = (np.abs(so_far - cents[at]) <= 1) & (cents[at] != 0) & (counted == 0)
        fits = (np.abs(np.diff(so_far, prepend=0) - cents[at]) <= 1) & (cents[at] != 0) & (counted > 0)
        if (~of_all).sum() > 1 and fits[~of_all].mean() >= NEARLY_ALWAYS and (counted[fits] > 1).any():
            found["sub_total"][rows[at[fits]]] = True
            found["total"][rows[at[of_all]]] = True
    return found


def _shapes_of_sums(table: _Table, lines: np.ndarray, suspects: Sequence[int]) -> frozenset[tuple[int, ...]]:
    """The shapes (which cells are filled) whose rows, two at least, equal the sum of the full lines since the one before."""
    by_shape: dict[tuple[int, ...], list[int]] = {}
    for row in suspects:
        if table.lacks(int(table.missing[row])):
            by_shape.setdefault(table.shape(row), []).append(row)
    full = lines & (table.missing < table.half)
    running, counted = np.cumsum(np.where(full, table.amounts.cents, 0)), np.cumsum(full)
    proven = set()
    for shape, found in by_shape.items():
        rows = np.array(found)
        between = np.diff(running[rows], prepend=0)
        fits = (np.abs(between - table.amounts.cents[rows]) <= 1) & (table.amounts.cents[rows] != 0)
        several = fits & (np.diff(counted[rows], prepend=0) >= 2)
        if fits.sum() >= 2 and several.any() and fits.mean() >= NEARLY_ALWAYS:
            proven.add(shape)
    return frozenset(proven)


def _walk(
    table: _Table,
    lines: np.ndarray,
    alone: np.ndarray,
    suspects: Sequence[int],
    proven: frozenset[tuple[int, ...]],
    unsure_count: bool,
) -> _Walk:
    """Walk down the rows that may be totals, with the sum of the lines above each at hand.

    `proven` are the shapes (which cells are filled) of rows that are sums; `unsure_count` takes what is unsure for lines.
    """
    walk = _Walk()
    running = np.cumsum(np.where(lines, table.amounts.cents, 0))
    counted = np.cumsum(lines)
    full = lines & (table.missing < table.half) if table.core else lines
    last = int(np.flatnonzero(full)[-1]) if full.any() else -1
    below_total = False
    removed = removed_rows = 0
    since = 0  # the sum of the lines above the last (sub-)total
    earlier = {0: 0}  # that sum at it and at every total before it, with the number of lines: for totals of totals
    for row in suspects:
        is_alone = bool(alone[row])
        cents = int(table.amounts.cents[row])
        above = int(running[row]) - (0 if is_alone else cents) - removed
        rows_above = int(counted[row]) - (0 if is_alone else 1) - removed_rows
        equals_all = abs(cents - above) <= 1
        equals_part = abs(cents - (above - since)) <= 1
        begin = next((earlier[at] for at in (above - cents, above - cents - 1, above - cents + 1) if at in earlier), -1)
        first = earlier[since] if equals_part else 0 if equals_all else begin if begin >= 0 else rows_above
        summed_rows = rows_above - first
        fits = equals_all or equals_part, begin >= 0
        label, like_a_line = ("", False) if is_alone else _label_beside(table, row, *fits)
        by_sum = (
            not is_alone
            and label is None
            and cents != 0
            and table.lacks(int(table.missing[row]))
            and summed_rows >= (1 if table.shape(row) in proven else 2)
        )
        if label is None and row == last and equals_all and cents:  # also a full row: "All suppliers"
            by_sum |= rows_above >= (FEWEST if len(table.core) <= 1 else CERTAIN_SUM)
        footer = row > last and (below_total or (table.lacks(int(table.missing[row])) and _explains_total(table, row)))
        if not is_alone and label is None and not by_sum and not footer:
            continue
        certain = (footer and below_total and _explains_total(table, row)) or (
            by_sum and _is_certain(table, row, row >= last, summed_rows, proven)
        )
        unsure = like_a_line or (label is None and not certain)
        unsure |= is_alone and rows_above > 0 and row < last and not summed_rows
        if unsure:
            if unsure_count:
                walk.places[row] = LINE
                removed, removed_rows = removed - (cents if is_alone else 0), removed_rows - (1 if is_alone else 0)
                continue
            walk.unsure.append(row)
        if not rows_above and not (label and is_part(label)):  # a total that stands above its lines
            walk.places[row] = "total"
            walk.on_top.append((row, cents, bool(label)))
            removed, removed_rows = removed + (0 if is_alone else cents), removed_rows + (0 if is_alone else 1)
            continue
        partial = row < last or bool(label and is_part(label)) or (equals_part and not equals_all)
        walk.places[row] = "sub_total" if partial else "total"
        summed = (
            cents if begin >= 0 and partial else above if equals_all or not (partial or equals_part) else above - since
        )
        if not footer:
            walk.totals.append(StatedTotal(row, cents, summed, not partial, bool(label)))
        if not is_alone:
            removed, removed_rows = removed + cents, removed_rows + 1
        below_total |= bool(label) and equals_all and row > last
        since, earlier[above] = above, rows_above
    return walk


def _label_beside(table: _Table, row: int, equals: bool, equals_some: bool) -> tuple[str | None, bool]:
    """What labels a row as a total, if anything, and whether the row is yet filled as a line is.

    Where the amount `equals` the sum above, "Totaal" may stand beside a repeated department. Where it equals no sum,
    a text beside an invoice number is no label: "Total Produce" is a supplier.
    """
    label = _total_label(table, row)
    if label is None and equals and (table.others[row] < table.usual or len(table.core) <= 2):
        label = _whole_label(table, row)
    if label is None or equals or equals_some:
        return label, False
    own = table.own_cells(row, label)
    few = (
        2 if label_of(label) == "whole" else 1
    )  # "Totaal" may stand beside a department, "Totaal X" names its group itself
    return (label if table.numbering.isdisjoint(own) else None), len(own) >= few


def _explains_total(table: _Table, row: int) -> bool:
    """Whether a row below the total of all lines says what it is: VAT, a difference, a check."""
    words = {
        word for index, text in table.texts(row) if index not in table.amount_columns for word in _simple(text).split()
    }
    return not words.isdisjoint(total_words()["footer"])


def _is_certain(table: _Table, row: int, is_last: bool, summed_rows: int, proven: frozenset[tuple[int, ...]]) -> bool:
    """Whether a row without a label that equals the sum above is a total for sure, and not a payment with few cells."""
    texts = [text for index, text in table.texts(row) if index not in table.amount_columns]
    if not table.lacks(int(table.missing[row])):
        return len(table.core) <= 1 and summed_rows >= CERTAIN_SUM
    bare = not any(re.search(r"\w", text) and text.upper() not in currencies() for text in texts)
    return bare or table.shape(row) in proven or (is_last and summed_rows >= CERTAIN_SUM)


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
