"""What the dates tell: missing, unreadable, far off, in the wrong order, and months that are left out."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.checks.finding import finding
from kpi.intake.checks.repeats import month_name
from kpi.intake.checks.table import Checked
from kpi.intake.dates import DMY, MDY, is_lost, order_of, read_date
from kpi.intake.vocabulary import other_dates, reduce_header
from kpi.model import Finding, Message

_EPOCH = date(1970, 1, 1)
EARLIEST, LATEST = (date(1990, 1, 1) - _EPOCH).days, (date(2100, 1, 1) - _EPOCH).days
TWO_YEARS = 2 * 366
FEWEST_MONTHS = 6
ENOUGH_IN_A_MONTH = 10


def check_dates(table: Checked) -> list[Finding]:
    """Findings about dates."""
    names = table.date_names
    if not names:
        term = _term(table)
        if term:
            return [table.on_all("contract_register", start=term[0], end=term[1])]
        known = table.has("year") or table.has("period")
        return [] if known else [table.on_all("date_column_missing")]
    days, dated = table.days, table.dated
    found = table.on_lines("date_missing", ~dated, names[0])
    outside = dated & ((days < EARLIEST) | (days > LATEST))
    if outside.any():
        found += table.on_lines("date_implausible", outside, names[0])
    elif dated.any():
        usual = np.sort(days[dated])[dated.sum() // 2]
        found += table.on_lines("date_far_from_others", dated & (np.abs(days - usual) > TWO_YEARS), names[0])
    for name in names:
        found += _column(table, name)
    return found + _paid_early(table) + _months_left_out(table)


def _term(table: Checked) -> tuple[str, str] | None:
    """The headers of the start and the end of a term, where no number of an invoice says that something was paid."""
    if table.has("invoice_number"):
        return None
    start, end = (
        next((text for text in table.header if not other_dates(sort).isdisjoint(reduce_header(text))), None)
        for sort in ("start", "end")
    )
    return (f"“{start}”", f"“{end}”") if start and end and start != end else None


def _column(table: Checked, name: str) -> list[Finding]:
    """Cells of one date column that are no date, were lost, or stand in the order that fewer of them have."""
    index, evidence = table.index(name), table.orders[name]
    column, header = table.columns[index], table.header[index]
    if not (evidence.votes["lost"] or evidence.votes["none"] or evidence.mixed):
        return []
    texts = pc.unique(column.texts.drop_null()).to_pylist()

    def rows(chosen: list[str]) -> np.ndarray:
        wanted = np.asarray(pc.is_in(column.texts, value_set=pa.array(chosen, pa.string())))
        return np.flatnonzero(wanted & table.places.lines)

    found: list[Finding] = []
    wrong = [text for text in texts if read_date(text) is None and not is_lost(text)]
    unreadable = rows(wrong)
    if len(unreadable):
        example = column.texts[int(unreadable[0])].as_py()[:40]
        found += table.on_rows("date_unreadable", unreadable, index, header=header, example=example)
    found += table.on_rows("date_lost", rows([text for text in texts if is_lost(text)]), index, header=header)
    if evidence.mixed:
        fewer = DMY if evidence.votes[DMY] < evidence.votes[MDY] else MDY
        odd = rows([text for text in texts if order_of(text) == fewer])
        found += table.on_rows("date_order_mixed", odd, index, header=header)
    return found


def _paid_early(table: Checked) -> list[Finding]:
    if not table.has("invoice_date", "payment_date"):
        return []
    early = pc.less(table.lines["payment_date"], table.lines["invoice_date"]).fill_null(False)
    return table.on_lines("payment_before_invoice", np.asarray(early), "payment_date")


def _months_left_out(table: Checked) -> list[Finding]:
    """Months without a line between months that are well filled. A month with a tenth of the usual lines is not filled."""
    months = table.months[table.dated]
    if not len(months):
        return []
    present, counts = np.unique(months, return_counts=True)
    usual = int(np.sort(counts)[len(counts) // 2])
    busy = present[10 * counts >= usual]
    span = int(busy[-1] - busy[0]) + 1
    empty = np.setdiff1d(np.arange(busy[0], busy[-1] + 1), present)
    if usual < ENOUGH_IN_A_MONTH or span < FEWEST_MONTHS or not len(empty) or 4 * len(empty) > span:
        return []
    names = [month_name(int(month)) for month in empty]
    listed = Message(nl=", ".join(one.nl for one in names), en=", ".join(one.en for one in names))
    return [finding("month_without_lines", months=listed)]
