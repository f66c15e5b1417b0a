"""What reading notices, as findings from the rule catalogue (data/vocabulary/rules.toml)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.amounts import BANDS, BOUNDS, PAIR, Decision
from kpi.intake.cells import ERROR, UNCALCULATED, Column
from kpi.intake.columns import Choice
from kpi.intake.dates import is_lost, read_date
from kpi.intake.lines import Understanding
from kpi.intake.rows import UNREADABLE, Sorted
from kpi.intake.values import Amounts, OrderEvidence
from kpi.intake.vocabulary import currencies as codes
from kpi.intake.vocabulary import rules
from kpi.language import Euro, write
from kpi.model import DATE_FIELDS, Finding, Message, Severity

MARKED_CELLS = 5_000
"""Cells of one rule that the reply workbook marks; the screen and the JSON show fewer."""
FEW_LINES = 10
"""In a table of fewer lines one may well weigh more than all others."""
FEW_BEYOND = 0.1
"""Cells beyond the header on fewer lines than this part are no column without a name but lines that shifted."""
_REDACTED = re.compile(
    r"(?i)\b(?:redact|anoniem|anonymi|withheld|witheld|geanonimiseerd|afgeschermd|weggelakt|name withheld|privacy|vertrouwelijk|avg\b)"
)
_DAMAGED = r"(?i)^\d+(?:[.,]\d+)?E[+-]?\d+$"
_KVK = r"^\d{2} ?\d{2} ?\d{2} ?\d{2}$"
_CUT_LENGTHS = range(20, 129)
_EARLIEST, _LATEST = date(1990, 1, 1), date(2100, 1, 1)


def cell_name(row: int, column: int, sheet: str | None = None) -> str:
    """F12 or Sheet!F12, from 0-based indices."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{sheet}!{letters}{row + 1}" if sheet else f"{letters}{row + 1}"


def finding(rule: str, rows: int = 0, cents: int | None = None, cells: Iterable[str] = (), **values: Any) -> Finding:
    """A finding of a rule, its message filled in for both languages."""
    entry = rules()[rule]
    values.setdefault("number", rows)
    texts = {
        language: entry[language].format(**{name: write(language, value) for name, value in values.items()})
        for language in ("nl", "en")
    }
    return Finding(rule, Severity(entry["severity"]), Message(**texts), rows, cents, tuple(cells)[:MARKED_CELLS])


@dataclass
class Checked:
    """A table as the checks see it: everything below the header, and which rows of it are lines."""

    header: Sequence[str]
    columns: Sequence[Column]
    first_row: int
    understanding: Understanding
    choices: Mapping[str, Choice]
    decision: Decision
    amounts: Amounts
    places: Sorted
    lines: pa.Table
    personal: Mapping[int, str]
    orders: Mapping[str, OrderEvidence]

    def cells(self, rows: Iterable[int], column: int) -> list[str]:
        """Names of cells, for rows counted below the header."""
        return [
            cell_name(int(row) + self.first_row, column, self.understanding.sheet)
            for row, _ in zip(rows, range(MARKED_CELLS), strict=False)
        ]

    @property
    def amount_index(self) -> int:
        return self.understanding.plan.columns[0]


def euros(cents: int) -> Euro:
    """Cents for a message, to the cent."""
    return Euro(Fraction(cents, 100), exact=True)


def check(table: Checked) -> list[Finding]:
    """All findings on one table."""
    found: list[Finding] = []
    for part in (_check_rows, _check_amounts, _check_dates, _check_suppliers, _check_texts, _check_columns):
        found += part(table)
    return found


def _check_rows(table: Checked) -> list[Finding]:
    found = []
    for reason in UNREADABLE:
        rows = table.places.rows(reason)
        if len(rows):
            example = table.columns[table.amount_index].texts[int(rows[0])].as_py() or ""
            found.append(finding(reason, len(rows), cells=table.cells(rows, table.amount_index), example=example[:40]))
    for rule, kind in (("error_cells", ERROR), ("formulas_not_calculated", UNCALCULATED)):
        cells = [
            cell_name(int(row) + table.first_row, index, table.understanding.sheet)
            for index, column in enumerate(table.columns)
            for row in np.flatnonzero(column.kinds == kind)
        ]
        if cells:
            found.append(
                finding(
                    rule,
                    len({re.sub(r"^.*![A-Z]+|^[A-Z]+", "", cell) for cell in cells}),
                    cells=cells,
                    number=len(cells),
                )
            )
    found += _check_totals(table)
    unlabelled = [total.row for total in table.places.totals if not total.labelled]
    if unlabelled:
        found.append(finding("total_without_label", len(unlabelled), cells=table.cells(unlabelled, table.amount_index)))
    for rule, place in (("header_repeated", "repeated_header"), ("rows_set_aside_as_note", "note")):
        rows = table.places.rows(place)
        if len(rows):
            found.append(finding(rule, len(rows), cells=table.cells(rows, 0)))
    if table.places.second_header is not None:
        row, count = table.places.second_header, len(table.places.rows("other_table"))
        found.append(finding("second_table", count, cells=table.cells([row], 0), row=row + table.first_row + 1))
    return found


def _check_totals(table: Checked) -> list[Finding]:
    """Stated totals that differ from their lines: each grand total, and the sub-totals together."""
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
    return found


def _check_amounts(table: Checked) -> list[Finding]:
    found = []
    plan, lines = table.understanding.plan, table.places.lines
    cents = table.amounts.cents[lines]
    if plan.how in (BANDS, BOUNDS):
        return [finding("amounts_in_bands", len(cents))]
    evidence = [table.decision.evidence[index] for index in plan.columns]
    rounded = [row for row in table.amounts.left_over if lines[row]]
    if rounded:
        left_over = sum((table.amounts.left_over[row] for row in rounded), Fraction(0))
        found.append(
            finding(
                "amounts_rounded",
                len(rounded),
                cells=table.cells(rounded, table.amount_index),
                difference=f"{float(left_over):.4f}",
            )
        )
    if any(one.mixed for one in evidence):
        found.append(finding("number_style_mixed", header=table.header[table.amount_index]))
    if plan.basis == "unknown":
        found.append(finding("amount_basis_unknown"))
    if plan.unit > 1:
        found.append(finding("amounts_in_thousands", unit=plan.unit))
    currencies = Counter(currency for one in evidence for currency in one.currencies.elements())
    if "currency" in table.understanding.fields:
        named = table.columns[table.understanding.fields["currency"]].texts.filter(pa.array(lines)).drop_null()
        counts = pc.value_counts(named).to_pylist()
        currencies += Counter(
            {codes().get(one["values"].upper(), one["values"].upper()): one["counts"] for one in counts}
        )
    if currencies and set(currencies) != {"EUR"}:
        found.append(
            finding("currency_other_than_euro", sum(currencies.values()), currency=", ".join(sorted(currencies)))
        )
    if len(cents) >= 4 and (plan.how == PAIR or plan.flag is not None) and cents.any() and not cents.sum():
        found.append(finding("debit_equals_credit", len(cents)))
    negative, zero = cents[cents < 0], int((cents == 0).sum())
    if len(negative):
        total = int(negative.sum())
        found.append(finding("negative_lines", len(negative), abs(total), sum=euros(total)))
    if zero:
        found.append(finding("zero_lines", zero))
    if len(cents) >= FEW_LINES:
        largest = int(np.abs(cents).argmax())
        others = int(np.abs(cents).sum()) - abs(int(cents[largest]))
        if abs(int(cents[largest])) > others:
            row = np.flatnonzero(lines)[largest]
            cell = table.cells([int(row)], table.amount_index)
            found.append(
                finding("one_line_weighs_most", 1, abs(int(cents[largest])), cell, sum=euros(int(cents[largest])))
            )
    return found


def _check_dates(table: Checked) -> list[Finding]:
    found: list[Finding] = []
    present = [name for name in DATE_FIELDS if name in table.lines.column_names]
    if not present:
        return [] if {"year", "period"} & set(table.lines.column_names) else [finding("date_column_missing")]
    dates = pc.coalesce(*(table.lines[name] for name in present))
    missing = dates.null_count
    rows = table.lines["row"].to_numpy() - table.first_row
    if missing:
        empty = rows[np.asarray(dates.is_null())]
        found.append(finding("date_missing", missing, cells=table.cells(empty, table.understanding.fields[present[0]])))
    outside = np.asarray(pc.or_(pc.less(dates, _EARLIEST), pc.greater(dates, _LATEST)).fill_null(False))
    if outside.any():
        cells = table.cells(rows[outside], table.understanding.fields[present[0]])
        found.append(finding("date_implausible", int(outside.sum()), cells=cells))
    elif len(dates) > missing:
        days = dates.cast(pa.int32()).drop_null().to_numpy()
        far = np.abs(days - np.median(days)) > 2 * 366
        if far.any():
            found.append(finding("date_far_from_others", int(far.sum())))
    for name in present:
        index = table.understanding.fields[name]
        column, evidence = table.columns[index], table.orders[name]
        lost, bad = evidence.votes["lost"], 0
        if evidence.votes["none"]:
            on_lines = column.texts.filter(pa.array(table.places.lines)).drop_null()
            wrong = [text for text in pc.unique(on_lines).to_pylist() if read_date(text) is None and not is_lost(text)]
            bad = int(pc.sum(pc.is_in(on_lines, value_set=pa.array(wrong, pa.string()))).as_py() or 0) if wrong else 0
            if bad:
                found.append(finding("date_unreadable", bad, header=table.header[index], example=wrong[0][:40]))
        if lost:
            found.append(finding("date_lost", lost, header=table.header[index]))
        if evidence.mixed:
            found.append(finding("date_order_mixed", header=table.header[index]))
    return found


def _check_suppliers(table: Checked) -> list[Finding]:
    if "supplier" not in table.lines.column_names:
        return [finding("supplier_column_missing")]
    found = []
    suppliers = table.lines["supplier"].combine_chunks()
    rows = table.lines["row"].to_numpy() - table.first_row
    if suppliers.null_count:
        empty = rows[np.asarray(suppliers.is_null())]
        found.append(
            finding("supplier_missing", len(empty), cells=table.cells(empty, table.understanding.fields["supplier"]))
        )
    redacted = pa.array(
        [name for name in pc.unique(suppliers).to_pylist() if name and _REDACTED.search(name)], pa.string()
    )
    if len(redacted):
        found.append(finding("supplier_redacted", int(pc.sum(pc.is_in(suppliers, value_set=redacted)).as_py() or 0)))
    if "supplier_id" in table.lines.column_names:
        pairs = (
            table.lines.select(["supplier", "supplier_id"])
            .drop_null()
            .group_by(["supplier", "supplier_id"])
            .aggregate([])
        )
        counts = pairs.group_by("supplier").aggregate([("supplier_id", "count")])
        several = counts.filter(pc.greater(counts["supplier_id_count"], 1))
        if several.num_rows:
            found.append(finding("supplier_with_two_numbers", several.num_rows, example=several["supplier"][0].as_py()))
    return found


def _check_texts(table: Checked) -> list[Finding]:
    found = []
    for name in ("supplier", "description", "category"):
        if name not in table.lines.column_names:
            continue
        texts = pc.unique(table.lines[name].drop_null())
        lengths = pc.utf8_length(texts).to_numpy()
        longest = int(lengths.max()) if len(lengths) else 0
        at_longest = int((lengths == longest).sum())
        if longest in _CUT_LENGTHS and at_longest >= 5 and at_longest >= 0.03 * len(lengths):
            cut = texts.filter(pa.array(lengths == longest))
            count = int(
                pc.sum(
                    pc.is_in(
                        table.lines[name], value_set=cut.combine_chunks() if hasattr(cut, "combine_chunks") else cut
                    )
                ).as_py()
            )
            found.append(finding("text_cut_off", count, header=table.choices[name].header, length=longest))
    for rule, pattern, expected, names in (
        ("code_lost_digits", _DAMAGED, True, ("kvk", "vat_number", "supplier_id", "invoice_number", "order_number")),
        ("kvk_not_eight_digits", _KVK, False, ("kvk",)),
    ):
        for name in names:
            if name in table.lines.column_names:
                texts = table.lines[name].combine_chunks().drop_null()
                if rule == "code_lost_digits":  # a plain search first: it costs a fraction of the pattern
                    texts = texts.filter(pc.or_(pc.match_substring(texts, "E"), pc.match_substring(texts, "e")))
                wrong = texts.filter(pc.equal(pc.match_substring_regex(texts, pattern), expected)).unique()
                if len(wrong):
                    header, example = table.choices[name].header, wrong[0].as_py()[:40]
                    found.append(finding(rule, len(wrong), header=header, example=example))
    return found + _check_duplicates(table)


def _check_duplicates(table: Checked) -> list[Finding]:
    """Lines that are alike in every field. Only those that share an invoice number and an amount are compared."""
    keys = [name for name in table.lines.column_names if name not in ("sheet", "row", "line")]
    if not {"supplier", "invoice_number"} <= set(keys) or table.understanding.plan.how in (BANDS, BOUNDS):
        return []
    numbers = table.lines["invoice_number"].combine_chunks().dictionary_encode().indices.fill_null(-1).to_numpy()
    shared = np.flatnonzero(np.bincount(numbers + 1)[numbers + 1] > 1)
    pairs = numbers[shared].astype(np.int64) * 1_000_003 + table.lines["amount"].to_numpy()[shared]
    _, which, counts = np.unique(pairs, return_inverse=True, return_counts=True)
    alike = table.lines.take(pa.array(shared[counts[which] > 1]))
    groups = alike.select([*keys, "row"]).group_by(keys).aggregate([("row", "count"), ("row", "max")])
    twice = groups.filter(pc.greater(groups["row_count"], 1))
    if not twice.num_rows:
        return []
    again = pc.subtract(twice["row_count"], 1)
    cents = int(pc.sum(pc.abs(pc.multiply(again.cast(pa.int64()), twice["amount"]))).as_py())
    rows = sorted(row - table.first_row for row in twice["row_max"].to_pylist())
    return [finding("exact_duplicates", int(pc.sum(again).as_py()), cents, table.cells(rows, table.amount_index))]


def _are_decimals(columns: Sequence[Column]) -> bool:
    """Whether a column holds nothing but two digits: a decimal comma that was taken for the delimiter."""
    texts = columns[0].texts.drop_null() if columns else ()
    return len(texts) > 0 and bool(pc.all(pc.match_substring_regex(texts, r"^\d\d?$")).as_py())


def _check_columns(table: Checked) -> list[Finding]:
    found = [
        finding("personal_data_removed", header=table.header[index] or cell_name(0, index)[:-1])
        for index in table.personal
    ]
    used = (
        {choice.index for choice in table.choices.values()}
        | set(table.personal)
        | set(table.understanding.plan.columns)
    )
    used |= set(table.decision.evidence)
    last = max((index for index, text in enumerate(table.header) if text), default=0)
    beyond = np.zeros(len(table.places.lines), bool)
    for column in table.columns[last + 1 :]:
        beyond |= np.asarray(column.texts.is_valid())
    rows = np.flatnonzero(beyond & table.places.lines)
    shifted = 0 < len(rows) < FEW_BEYOND * table.places.lines.sum()
    if shifted or (last == table.amount_index and _are_decimals(table.columns[last + 1 : last + 2])):
        found.append(finding("cells_beyond_header", len(rows), cells=table.cells(rows, last + 1)))
    unknown = [text for index, text in enumerate(table.header) if text and index not in used]
    if unknown:
        found.append(finding("columns_unknown", number=len(unknown), headers=", ".join(unknown[:12])))
    return found
