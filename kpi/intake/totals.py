"""Which rows repeat others: totals below what they sum up, and above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.places import CODE, LINE, Sorted, StatedTotal
from kpi.intake.table_rows import FEWEST, NEARLY_ALWAYS, TableRows
from kpi.intake.total_labels import is_part, label_of, simple_text
from kpi.intake.vocabulary import currencies, total_words

CERTAIN_SUM = 20
"""A last row that equals the sum of so many rows to the cent does not do so by chance."""


def totals_above(table: TableRows, lines: np.ndarray) -> np.ndarray:
    """Lines that equal the sum of the lines that follow, up to the next of their kind: lines that lack what lines have, or
    where no such line is one, nearly all lines that are filled as the first is (an invoice above its lines)."""
    rows = np.flatnonzero(lines)
    if not table.core or len(rows) < 3:
        return rows[:0]
    cents = table.amounts.cents[rows]
    heads = np.flatnonzero(table.missing[rows] >= table.half)
    equal, several = _equal_those_below(cents, heads)
    if equal.sum() >= 2 or (equal & several).any():
        return rows[heads[equal]]
    heads = np.flatnonzero(_filled_as_first(table, rows))
    equal, _ = _equal_those_below(cents, heads)
    if equal.sum() >= 2 and equal.mean() >= NEARLY_ALWAYS and len(rows) > 2 * len(heads):
        return rows[heads[equal]]
    return rows[:0]


def _equal_those_below(cents: np.ndarray, heads: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which heads equal the sum of the amounts up to the next one, and which have more than two of them."""
    if not len(heads) or len(heads) == len(cents):
        return np.zeros(len(heads), bool), np.zeros(len(heads), bool)
    ends = np.append(heads[1:], len(cents))
    running = np.concatenate(([0], np.cumsum(cents)))
    sums = running[ends] - running[heads + 1]
    equal = (np.abs(sums - cents[heads]) <= 1) & (ends - heads > 1) & (cents[heads] != 0)
    return equal, ends - heads > 3


def _filled_as_first(table: TableRows, rows: np.ndarray) -> np.ndarray:
    """Which lines have the same cells filled as the first, amounts aside."""
    same = np.ones(len(rows), bool)
    for index, valid in enumerate(table.valid):
        if index not in table.amount_columns:
            same &= valid[rows] == valid[rows[0]]
    return same


def _suspects(table: TableRows, lines: np.ndarray) -> np.ndarray:
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


def set_totals_aside(table: TableRows, result: Sorted, alone: np.ndarray, unsure_count: bool) -> None:
    """Set aside what repeats the lines above it."""
    for place, rows in _full_totals(table, result.lines).items():
        result.codes[rows] = CODE[place]
    lines = result.lines
    suspects = sorted({*_suspects(table, lines).tolist(), *np.flatnonzero(alone).tolist()})
    proven = _shapes_of_sums(table, lines, [row for row in suspects if not alone[row]])
    walk = _walk(table, lines, alone, suspects, proven, unsure_count)
    for row, place in walk.places.items():
        result.codes[row] = CODE[place]
    if not unsure_count and len(split := _split_below(table, result.lines)):
        result.codes[split] = CODE["sub_total"]
        walk.unsure += split.tolist()
    everything = int(table.amounts.cents[result.lines].sum())
    result.totals = walk.totals + [
        StatedTotal(row, cents, everything, True, labelled) for row, cents, labelled in walk.on_top
    ]
    result.unsure = np.array(walk.unsure, np.int64)


def _split_below(table: TableRows, lines: np.ndarray) -> np.ndarray:
    """The last lines, two at least, where they lack what lines have and together equal all lines above: "Waarvan subsidies"."""
    rows = np.flatnonzero(lines)
    full = np.flatnonzero(table.missing[rows] < table.half) if table.core else rows[:0]
    if not len(full):
        return rows[:0]
    below = rows[full[-1] + 1 :]
    cents, everything = int(table.amounts.cents[below].sum()), int(table.amounts.cents[rows].sum())
    splits = len(below) > 1 and full[-1] > 0 and cents and abs(everything - 2 * cents) <= 1
    return below if splits else rows[:0]


def _full_totals(table: TableRows, lines: np.ndarray) -> dict[str, np.ndarray]:
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


def _shapes_of_sums(table: TableRows, lines: np.ndarray, suspects: Sequence[int]) -> frozenset[tuple[int, ...]]:
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
    table: TableRows,
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
        label, like_a_line = ("", False) if is_alone else _label_beside(table, row, *fits, last)
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


def _label_beside(table: TableRows, row: int, equals: bool, equals_some: bool, last: int) -> tuple[str | None, bool]:
    """What labels a row as a total, if anything, and whether the row is yet filled as a line is.

    Where the amount `equals` the sum above, "Totaal" may stand beside a repeated department. Where it equals no sum,
    a text beside an invoice number is no label: "Total Produce" is a supplier. A full row of which a cell is nothing
    but "Totaal" may be a total where it equals the sum, or is the last and the only one that says so; Total is a supplier.
    """
    label = _total_label(table, row)
    if label is None and (equals or row == last):
        whole = _whole_label(table, row)
        if equals and (table.others[row] < table.usual or len(table.core) <= 2):
            label = whole
        elif whole and "totaal" in simple_text(whole) and (equals or _stands_once(table, whole)):
            return whole, True
    if label is None or equals or equals_some:
        return label, False
    own = table.own_cells(row, label)
    few = (
        2 if label_of(label) == "whole" else 1
    )  # "Totaal" may stand beside a department, "Totaal X" names its group itself
    return (label if table.numbering.isdisjoint(own) else None), len(own) >= few


def _explains_total(table: TableRows, row: int) -> bool:
    """Whether a row below the total of all lines says what it is: VAT, a difference, a check."""
    words = {
        word
        for index, text in table.texts(row)
        if index not in table.amount_columns
        for word in simple_text(text).split()
    }
    return not words.isdisjoint(total_words()["footer"])


def _is_certain(
    table: TableRows, row: int, is_last: bool, summed_rows: int, proven: frozenset[tuple[int, ...]]
) -> bool:
    """Whether a row without a label that equals the sum above is a total for sure, and not a payment with few cells."""
    texts = [text for index, text in table.texts(row) if index not in table.amount_columns]
    if not table.lacks(int(table.missing[row])):
        return len(table.core) <= 1 and summed_rows >= CERTAIN_SUM
    bare = not any(re.search(r"\w", text) and text.upper() not in currencies() for text in texts)
    return bare or table.shape(row) in proven or (is_last and summed_rows >= CERTAIN_SUM)


def _total_label(table: TableRows, row: int) -> str | None:
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


def _whole_label(table: TableRows, row: int) -> str | None:
    cells = (text for index, text in table.texts(row) if index not in table.amount_columns)
    return next((text for text in cells if label_of(text) == "whole"), None)


def _stands_once(table: TableRows, text: str) -> bool:
    """Whether one cell of the table holds this text."""
    return sum(pc.sum(pc.equal(column.texts, text)).as_py() or 0 for column in table.columns) == 1


def _names_a_group(table: TableRows, row: int, column: int, text: str) -> bool:
    """Whether what stands beside the word total names rows above: "Totaal Jansen" below rows of Jansen."""
    words = total_words()
    simple = simple_text(text)
    rests = {simple.removeprefix(word + " ") for word in words["start"]} - {simple}
    rests |= {simple.removesuffix(" " + word) for word in (*words["start"], *words["end"])} - {simple}
    above = table.columns[column].texts.slice(0, row).drop_null().to_pylist()[-200:]
    return any(simple_text(other) in rests for other in above)
