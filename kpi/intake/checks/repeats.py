"""What occurs more than once: lines, invoices, amounts, a whole month."""

from __future__ import annotations

import re
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.checks.finding import euros, finding
from kpi.intake.checks.table import Checked, dense, months_of, repeated, together
from kpi.language import MONTHS
from kpi.model import Finding, Message

LEAST_CENTS = 1_000_00
"""Below it equal amounts on one day are ordinary: parking, calls, meals."""

FEWEST_DIGITS = 4
"""A shorter number ends many longer ones."""

MOST_DATES = 3
"""A number that comes back on more dates with the same amount is that of a contract, not of an invoice."""

FEWEST_INVOICES = 5
"""So many invoices of several equal lines say that the amount is that of the invoice; fewer may be chance."""

FEWEST_OPPOSITE = 5
"""So many lines taken back are more than the corrections of a short file."""

MANY_OPPOSITE = 0.3
"""Of an ordinary file a smaller part of the lines is taken back by another line."""

ENOUGH_LINES = 50
ENOUGH_IN_A_MONTH = 10


def check_repeats(table: Checked) -> list[Finding]:
    """Findings about repetition."""
    if table.banded:
        return []
    found = _amount_repeats(table)
    if not table.has("supplier"):
        return found
    found += _cancel_out(table)
    if table.has("invoice_number"):
        found += _exact_duplicates(table) + _invoice_total_repeats(table)
    if table.date_names:
        found += _month_occurs_twice(table)
        if table.has("invoice_number"):
            found += _on_two_dates(table) + _under_two_numbers(table)
    return found


def _cancel_out(table: Checked) -> list[Finding]:
    """Lines that stand opposite a line of the same supplier with the other sign, where a large part of all lines do."""
    candidates = np.flatnonzero(table.named & (table.cents != 0))
    cents = table.cents[candidates]
    fewest = max(FEWEST_OPPOSITE, MANY_OPPOSITE * len(candidates) / 2)
    if min((cents > 0).sum(), (cents < 0).sum()) < fewest:
        return []
    pairs = together(table.codes("supplier")[candidates], np.abs(cents))
    above, below = (np.bincount(pairs[chosen], minlength=int(pairs.max()) + 1) for chosen in (cents > 0, cents < 0))
    opposite = np.minimum(above, below)
    if opposite.sum() < fewest:
        return []
    where = np.zeros(len(table.cents), bool)
    where[candidates] = opposite[pairs] > 0
    example = table.texts("supplier")[int(np.flatnonzero(where)[0])].as_py()[:40]
    return table.on_lines("lines_cancel_out", where, example=example)


def _exact_duplicates(table: Checked) -> list[Finding]:
    """Lines that are alike in every field. Only those that share an invoice number and an amount are compared."""
    keys = [name for name in table.lines.column_names if name not in ("sheet", "row", "line")]
    candidates = _of_shared_numbers(table)
    pairs = together(table.codes("invoice_number")[candidates], table.cents[candidates])
    alike = table.lines.take(pa.array(candidates[repeated(pairs)]))
    groups = alike.select([*keys, "row"]).group_by(keys).aggregate([("row", "count"), ("row", "max")])
    twice = groups.filter(pc.greater(groups["row_count"], 1))
    if not twice.num_rows:
        return []
    again = pc.subtract(twice["row_count"], 1)
    cents = int(pc.sum(pc.abs(pc.multiply(again.cast(pa.int64()), twice["amount"]))).as_py())
    rows = sorted(row - table.first_row for row in twice["row_max"].to_pylist())
    count = int(pc.sum(again).as_py())
    return [finding("exact_duplicates", count, cents, table.cells(rows, table.amount_index))]


def _of_shared_numbers(table: Checked) -> np.ndarray:
    """The lines whose invoice number, or the lack of one, stands on another line too."""
    return np.flatnonzero(repeated(table.codes("invoice_number") + 1))


def _invoice_total_repeats(table: Checked) -> list[Finding]:
    """Invoices of several lines that differ in words and have one amount, where nearly all invoices of several lines are so."""
    numbers = table.codes("invoice_number")
    candidates = _of_shared_numbers(table)
    candidates = candidates[(table.named & (numbers >= 0) & (table.cents != 0))[candidates]]
    invoices = together(table.codes("supplier")[candidates], numbers[candidates])
    lines = np.bincount(invoices)
    different = [together(invoices, kind[candidates]) for kind in (table.cents, _wording(table))]
    amounts, wordings = (np.bincount(invoices[np.unique(kind, return_index=True)[1]]) for kind in different)
    alike = (lines > 1) & (amounts == 1) & (wordings > 1)
    if alike.sum() < FEWEST_INVOICES or 10 * alike.sum() < 9 * (lines > 1).sum():
        return []
    again = alike[invoices]
    again[np.unique(invoices, return_index=True)[1]] = False
    return _invoices(table, "invoice_total_repeats", candidates[again])


def _wording(table: Checked) -> np.ndarray:
    """A number for the words of each line."""
    names = [name for name in ("description", "category_text", "department") if table.has(name)]
    return together(*(table.codes(name) for name in names)) if names else np.zeros(len(table.cents), np.int64)


def _on_two_dates(table: Checked) -> list[Finding]:
    """The same supplier, invoice number and amount on another date; the first date is not meant."""
    numbers = table.codes("invoice_number")
    candidates = _of_shared_numbers(table)
    candidates = candidates[(table.named & (numbers >= 0) & (table.cents > 0) & table.dated)[candidates]]
    invoices = together(table.codes("supplier")[candidates], numbers[candidates], table.cents[candidates])
    days = table.days[candidates]
    order = np.lexsort((candidates, days, invoices))
    ordered, when = invoices[order], days[order]
    new_date = np.ones(len(order), bool)
    new_date[1:] = (ordered[1:] != ordered[:-1]) | (when[1:] != when[:-1])
    dates = np.bincount(ordered[new_date], minlength=int(invoices.max(initial=-1)) + 1)
    first = np.ones(len(order), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    later = new_date & ~first & (dates[ordered] <= MOST_DATES)
    return _invoices(table, "invoice_on_two_dates", candidates[order[later]])


def _under_two_numbers(table: Checked) -> list[Finding]:
    """The same supplier, date and amount under an invoice number that is the other written otherwise or in part."""
    numbers = table.codes("invoice_number")
    large = table.paid_again & (table.cents >= LEAST_CENTS)
    candidates = np.flatnonzero(large & table.named & (numbers >= 0) & table.dated)
    payments = together(table.codes("supplier")[candidates], table.days[candidates], table.cents[candidates])
    _, places = np.unique(together(payments, numbers[candidates]), return_index=True)
    kinds = np.bincount(payments[places], minlength=int(payments.max(initial=-1)) + 1)
    lines = np.bincount(payments, minlength=len(kinds))
    twice = places[(kinds[payments[places]] == 2) & (lines[payments[places]] == 2)]
    pairs = twice[np.lexsort((twice, payments[twice]))].reshape(-1, 2)
    written = table.texts("invoice_number")
    later = [
        candidates[second]
        for first, second in pairs.tolist()
        if same_number(written[int(candidates[first])].as_py(), written[int(candidates[second])].as_py())
    ]
    return _invoices(table, "invoice_under_two_numbers", np.array(later, np.int64))


def same_number(one: str, other: str) -> bool:
    """Whether two invoice numbers are one, written with other signs or zeros, or with something before or behind it."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    return len(short) >= FEWEST_DIGITS and (long.startswith(short) or long.endswith(short))


def _plain(number: str) -> str:
    return re.sub(r"[\W_]+", "", number.casefold()).lstrip("0")


def _invoices(table: Checked, rule: str, lines: np.ndarray) -> list[Finding]:
    """The finding of a rule about invoices, with one of them as an example."""
    where = np.zeros(len(table.cents), bool)
    where[lines] = True
    if not where.any():
        return []
    largest = int(np.where(where, np.abs(table.cents), -1).argmax())
    invoice, supplier = (table.texts(name)[largest].as_py()[:40] for name in ("invoice_number", "supplier"))
    return table.on_lines(rule, where, "invoice_number", invoice=invoice, example=supplier)


def _amount_repeats(table: Checked) -> list[Finding]:
    """One amount on more than a tenth of all lines."""
    codes = dense(table.cents)
    counts = np.bincount(codes)
    filled = table.cents != 0
    if filled.sum() < ENOUGH_LINES:
        return []
    counts[codes[~filled]] = 0
    most = int(counts.argmax())
    if 10 * int(counts[most]) <= len(codes):
        return []
    where = codes == most
    return table.on_lines("amount_repeats", where, sum=euros(int(table.cents[where][0])))


def _month_occurs_twice(table: Checked) -> list[Finding]:
    """Months of which at least nine in ten lines have a twin with the same supplier, date and amount."""
    suppliers = table.codes("supplier")
    again = np.flatnonzero(table.paid_again & table.dated & (suppliers >= 0))
    alike = together(suppliers[again], table.days[again], table.cents[again])
    even = np.bincount(alike, minlength=1)[alike] % 2 == 0
    twins, kinds = again[even], alike[even]
    months, twins_in = np.unique(months_of(table.days[twins]), return_counts=True)
    found = []
    for month, count in zip(months.tolist(), twins_in.tolist(), strict=True):
        lines = int((table.months == month).sum())
        if lines < ENOUGH_IN_A_MONTH or 10 * count < 9 * lines:
            continue
        inside = months_of(table.days[twins]) == month
        where = np.zeros(len(table.cents), bool)
        where[twins[inside][np.argsort(kinds[inside], kind="stable")[1::2]]] = True
        found += table.on_lines("month_occurs_twice", where, month=month_name(month))
    return found


def month_name(month: int) -> Message:
    """A month counted from January 1970, in words: "april 2025"."""
    first = date(1970 + month // 12, month % 12 + 1, 1)
    return Message(**{language: f"{MONTHS[language][first.month - 1]} {first.year}" for language in ("nl", "en")})
