"""The order of day and month of the date columns: by their own dates, by each other, by what stands around them, or asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pyarrow.compute as pc

from kpi.intake.amounts import answer_to
from kpi.intake.cells import Column
from kpi.intake.columns import Columns
from kpi.intake.dates import DMY, MDY, order_of, read_date, read_period
from kpi.intake.values import SWAPPED, OrderEvidence
from kpi.intake.vocabulary import months
from kpi.language import day, message
from kpi.model import Message, Question

ORDERS = (DMY, MDY)
FEWEST_DAYS = 4
"""So many different days of one month do not stand for the same day of so many months by chance."""
MOST, LEAD = 0.6, 0.5
"""The part of dates that must fall in the period beside them, and by how much more than in the other order."""
_DATE = re.compile(r"\b\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}\b")
_NAMED = re.compile(r"([a-z]{3,9})\.?[ '_+-]*((?:19|20)\d\d)")


@dataclass(frozen=True)
class Around:
    """What stands around the dates of a table and may settle their order."""

    period: Column | None
    about: Sequence[str]  # the rows above the header, the notes below the lines, the name of the sheet
    file_name: str


def date_orders(
    evidence: Mapping[str, OrderEvidence],
    around: Around,
    columns: Sequence[Column],
    chosen: Columns,
    answers: Mapping[str, str],
) -> tuple[dict[str, str], list[Question]]:
    """The order of day and month of each date column, and what must be asked.

    A column that is silent follows one that is not, else what stands around it.
    """
    decided = {one.order for one in evidence.values()} & {DMY, MDY}
    orders: dict[str, str] = {}
    questions: list[Question] = []
    for name, one in evidence.items():
        header = chosen.chosen[name].header
        if one.swapped:
            told = answer_to(answers, "swapped_dates", header)
            orders[name] = (one.order or DMY) if told == "as_typed" else SWAPPED
            if told not in ("swapped", "as_typed"):
                questions.append(ask_swapped(header))
            continue
        told = one.order or answer_to(answers, "date_order", header)
        if told is None and len(decided) == 1 and not one.mixed:
            told = next(iter(decided))
        if told is None and not one.mixed:
            told = order_around(columns[chosen.chosen[name].index], around)
        orders[name] = told or DMY
        if told is None:
            questions.append(ask_order(header, one.examples[0]))
    return orders, questions


def ask_swapped(header: str) -> Question:
    """Whether a spreadsheet program swapped day and month in a column."""
    why = message("All real dates fall on day 1 to 12, all later days are text: day and month were probably swapped.")
    labels = (message("Swap day and month back"), message("The dates are right as they are"))
    return Question("swapped_dates", header, why, ("swapped", "as_typed"), labels, "swapped")


def ask_order(header: str, example: str) -> Question:
    """In which order day and month stand in a column, with both readings of an example."""
    why = message(
        "Dates such as {example} can be read in two ways, and nothing in the column settles it.", example=example
    )
    return Question("date_order", header, why, (DMY, MDY), (_shown(example, DMY), _shown(example, MDY)), DMY)


def _shown(example: str, order: str) -> Message:
    read = read_date(example, order)
    assert read is not None
    return Message(nl=f"{example}: {day('nl', read)}", en=f"{example}: {day('en', read)}")


def order_around(dates: Column, around: Around) -> str | None:
    """The order that the period beside them, the texts around the table, the month in the name of the file or the single
    month of the dates decide, else None."""
    return (
        _by_period(dates, around.period) or _by_texts(dates, around.about, around.file_name) or _by_single_month(dates)
    )


def _unsure(column: Column) -> list[str]:
    return [text for text in pc.unique(column.texts.drop_null()).to_pylist() if order_of(text) == "either"]


def _months(texts: Sequence[str], order: str) -> set[str]:
    read = (read_date(text, order) for text in texts)
    return {f"{one:%Y-%m}" for one in read if one}


def _by_period(dates: Column, period: Column | None) -> str | None:
    """The order in which the dates fall in the month that stands beside them."""
    if period is None:
        return None
    pairs = [
        (text, stated[5:])
        for text, beside in zip(dates.texts.to_pylist(), period.texts.to_pylist(), strict=True)
        if text and beside and order_of(text) == "either" and (stated := read_period(beside, 2000)) and len(stated) > 4
    ]
    if not pairs:
        return None
    fits = {
        order: sum(_months([text], order) == {f"{_year(text, order)}-{month}"} for text, month in pairs)
        for order in ORDERS
    }
    best = max(ORDERS, key=lambda order: fits[order])
    lead = 2 * fits[best] - fits[DMY] - fits[MDY]
    return best if fits[best] >= MOST * len(pairs) and lead >= LEAD * len(pairs) else None


def _year(text: str, order: str) -> str:
    read = read_date(text, order)
    return f"{read:%Y}" if read else ""


def _by_texts(dates: Column, about: Sequence[str], file_name: str) -> str | None:
    """The order in which all dates fall in the months that stand above or below the table; or that its dates have."""
    written = {order_of(text) for line in about for text in _DATE.findall(line)}
    if len(written & {DMY, MDY}) == 1:
        return DMY if DMY in written else MDY
    named = {
        f"{year}-{months()[name]:02}"
        for line in (*about, file_name)
        for name, year in _NAMED.findall(line.lower())
        if name in months()
    }
    texts = _unsure(dates)
    inside = [order for order in ORDERS if texts and _months(texts, order) <= named]
    return inside[0] if len(inside) == 1 else None


def _by_single_month(dates: Column) -> str | None:
    """Day first, when that puts many days in one month and month first would put all on one day of many months.

    Not for January: the first of every month is when rents are paid.
    """
    texts = _unsure(dates)
    single = _months(texts, DMY)
    return DMY if len(texts) >= FEWEST_DAYS and len(single) == 1 and not single.pop().endswith("-01") else None
