"""A question on real rows: what each answer would make of them, and which total would count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

import numpy as np
import pyarrow as pa

from kpi.intake.amounts import Decision
from kpi.intake.cells import Cells, Column
from kpi.intake.columns import Columns
from kpi.intake.marks import column_name, likely_credit, signs_of
from kpi.intake.numbers import NL
from kpi.intake.personal import is_bsn, is_iban
from kpi.intake.places import Sorted
from kpi.intake.plan import SINGLE, Plan, amounts_of
from kpi.intake.table import Found
from kpi.intake.values import Amounts, read_amounts, read_dates, style_evidence
from kpi.language import amount, day, message
from kpi.model import Message, Question

SHOWN = 3
SHOWN_CELLS = 4
LONGEST = 40


@dataclass(frozen=True)
class Asked:
    """The table about which is asked, read with the likeliest answers."""

    cells: Cells
    found: Found
    columns: Sequence[Column]  # from the first row below the header
    chosen: Columns
    decision: Decision
    plan: Plan
    amounts: Amounts
    places: Sorted


def illustrated(question: Question, asked: Asked) -> Question:
    """The question with up to three rows on which the answers differ, and the total of each answer where that is known."""
    makers: dict[str, Callable[[Question, Asked], Question]] = {
        "number_style": _styles,
        "amount_column": _amount_columns,
        "sign": _signs,
        "credit_marks": _credit,
        "credit_column": _credit,
        "currency": _currencies,
        "date_order": _dates,
        "swapped_dates": _dates,
        "totals_above": _totals,
        "unlabelled_totals": _totals,
        "second_table": _second_table,
    }
    maker = makers.get(question.id)
    return maker(question, asked) if maker else question


def most_euros_first(questions: Sequence[Question]) -> list[Question]:
    """The question about the most euros first; which sheet to read goes before everything."""

    def stake(question: Question) -> tuple[bool, int]:
        totals = [total or 0 for total in question.totals] or [0]
        return question.id != "sheet", min(totals) - max(totals)

    return sorted(questions, key=stake)


def _styles(question: Question, asked: Asked) -> Question:
    index = next(index for index in asked.decision.evidence if asked.found.header[index] == question.about)
    read = [read_amounts(asked.columns[index], style, asked.plan.unit) for style in question.options]
    return _by_amounts(question, asked, [(index, one.cents) for one in read])


def _amount_columns(question: Question, asked: Asked) -> Question:
    header = asked.found.header
    by_name = {name: index for index, text in enumerate(header) for name in (f"{text} [{index + 1}]", text)}
    offered = []
    for option in question.options:
        index = by_name[option]
        known = asked.decision.read.get(index)
        if known is None:
            known = read_amounts(asked.columns[index], style_evidence(asked.columns[index]).style or NL)
        offered.append((index, known.cents * asked.plan.unit))
    return _by_amounts(question, asked, offered)


def _signs(question: Question, asked: Asked) -> Question:
    cents = -asked.amounts.cents if asked.plan.reverse else asked.amounts.cents
    index = asked.plan.columns[0]
    return _by_amounts(
        question, asked, [(index, cents if option == "as_is" else -cents) for option in question.options]
    )


def _credit(question: Question, asked: Asked) -> Question:
    """What is taken off as credit, beside the amounts as they stand."""
    index, header = asked.plan.columns[0], asked.found.header
    marks = next((at for at in range(len(header)) if column_name(header, at) == question.about), None)
    whole_sheet = marks is None and asked.plan.how == SINGLE  # taken off by turning the signs of all its amounts
    reverse = asked.plan.reverse and not whole_sheet
    alone = replace(asked.plan, flag=None, turned=(), reverse=reverse, how=SINGLE, columns=asked.plan.columns[:1])
    plain, _ = amounts_of(alone, asked.columns, asked.decision.read)
    turned = asked.amounts.cents
    if question.likeliest == "as_is" and marks is not None:  # so the amounts were not turned
        credit = signs_of(asked.columns[marks], likely_credit(header[marks], asked.columns[marks])) < 0
        turned = np.where(credit, -plain.cents, plain.cents)
    return _by_amounts(question, asked, [(index, turned), (index, plain.cents)])


def _by_amounts(question: Question, asked: Asked, offered: Sequence[tuple[int, np.ndarray]]) -> Question:
    """The rows on which the offered amounts (a column and its cents) differ; all lines count towards the totals."""
    first = offered[0][1]
    differs = asked.places.lines & np.any([cents != first for _, cents in offered[1:]] or [first != 0], axis=0)
    of_several = len({index for index, _ in offered}) > 1
    rows = []
    for row in np.flatnonzero(differs)[:SHOWN]:
        left = _row(asked, row) if of_several else _cell(asked, offered[0][0], row)
        rows.append((left, *(_euro(int(cents[row])) for _, cents in offered)))
    totals = tuple(int(cents[asked.places.lines].sum()) for _, cents in offered)
    return replace(question, examples=tuple(rows), totals=totals)


def _dates(question: Question, asked: Asked) -> Question:
    index = next(
        choice.index
        for choice in asked.chosen.chosen.values()
        if choice.field.kind == "date" and choice.header == question.about
    )
    orders = {"as_typed": "dmy"}
    read = [read_dates(asked.columns[index], orders.get(option, option)) for option in question.options]
    first, second = (np.asarray(one.cast(pa.int32()).fill_null(0)) for one in read)
    rows = np.flatnonzero(asked.places.lines & (first != second))[:SHOWN]
    examples = ((_cell(asked, index, row), *(_day(one[int(row)].as_py()) for one in read)) for row in rows)
    return replace(question, examples=tuple(examples))


def _currencies(question: Question, asked: Asked) -> Question:
    column = asked.chosen.chosen.get("currency")
    texts = asked.columns[column.index].texts.to_pylist() if column else []
    seen: dict[str, int] = {}
    for row in np.flatnonzero(asked.places.lines) if texts else ():
        if texts[row] and asked.amounts.cents[row]:
            seen.setdefault(texts[row].upper(), int(row))
    rows = [
        (_row(asked, row), _euro(int(asked.amounts.cents[row])), message("the file is not used"))
        for row in list(seen.values())[:SHOWN]
    ]
    return replace(question, examples=tuple(rows), totals=(int(asked.amounts.cents[asked.places.lines].sum()), None))


def _totals(question: Question, asked: Asked) -> Question:
    """Rows that are set aside as totals for now, and may be lines."""
    places = asked.places
    rows = places.totals_above if question.id == "totals_above" else np.asarray(places.unsure)
    counted = int(asked.amounts.cents[places.lines].sum())
    waiting = int(asked.amounts.cents[[row for row in rows if not places.lines[row]]].sum())
    examples = tuple(
        (_row(asked, row), message("does not count"), _euro(int(asked.amounts.cents[row]))) for row in rows[:SHOWN]
    )
    return replace(question, examples=examples, totals=(counted, counted + waiting))


def _second_table(question: Question, asked: Asked) -> Question:
    second = asked.places.second_header
    begins = asked.found.earlier if second is None else second + asked.found.first_row
    examples = []
    for row in range(begins or 0, min((begins or 0) + SHOWN, asked.cells.height)):
        words = _listed([text for text in asked.cells.row(row) if text])
        if words:
            examples.append(
                (
                    message("Row {row}: {found}", row=row + 1, found=words),
                    message("does not count"),
                    message("the file is not used"),
                )
            )
    return replace(question, examples=tuple(examples))


def _cell(asked: Asked, column: int, row: int) -> Message:
    text = asked.columns[column].texts[int(row)].as_py() or ""
    return message("Row {row}: {found}", row=int(row) + asked.found.first_row + 1, found=text[:LONGEST])


def _row(asked: Asked, row: int) -> Message:
    texts = [
        column.texts[int(row)].as_py()
        for index, column in enumerate(asked.columns)
        if index not in asked.chosen.personal
    ]
    return message("Row {row}: {found}", row=int(row) + asked.found.first_row + 1, found=_listed(texts))


def _listed(texts: Sequence[str | None]) -> str:
    """The first cells of a row, without what looks like personal data."""
    shown = [text[:LONGEST] for text in texts if text and not is_iban(text) and not is_bsn(text)]
    return " · ".join(shown[:SHOWN_CELLS])


def _euro(cents: int) -> Message:
    exact = Fraction(cents, 100)
    return Message(nl=amount("nl", exact), en=amount("en", exact))


def _day(found: date | None) -> Message:
    return Message(nl=day("nl", found), en=day("en", found)) if found else message("no date")
