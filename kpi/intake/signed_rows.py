"""The amount of every row and its place, once it is settled which of them are credit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from kpi.intake.amounts import MOSTLY, Decision, answer_to
from kpi.intake.cells import Column as CellColumn
from kpi.intake.columns import Columns
from kpi.intake.marks import CREDIT_NOTE, column_name, likely_credit, names_credit, signs_of
from kpi.intake.places import Sorted
from kpi.intake.plan import SINGLE, Plan, amounts_of
from kpi.intake.rows import sort_rows
from kpi.intake.signs import ask_credit_below, ask_credit_marks, decide_signs
from kpi.intake.table import Found
from kpi.intake.values import Amounts
from kpi.model import Question


def read_amounts_of_rows(
    decision: Decision,
    plan: Plan,
    chosen: Columns,
    columns: Sequence[CellColumn],
    found: Found,
    answers: Mapping[str, str],
    sheet: str | None,
) -> tuple[Plan, Amounts, int, Sorted, list[Question]]:
    """The amount of every row, their sum, and the place of every row, once the sign rule is settled."""
    unsure_count = answer_to(answers, "unlabelled_totals", sheet or "file") == "lines"
    beside = {
        chosen.chosen[name].index for name in ("debit_credit", "currency") if name in chosen.chosen
    }  # part of the amount
    amount_columns = frozenset(decision.evidence) | frozenset(plan.columns) | chosen.numeric | beside
    amounts, high = amounts_of(plan, columns, decision.read)
    column_sum = int(amounts.cents.sum())
    places = sort_rows(columns, found.header, amounts, amount_columns, unsure_count)
    if high is not None:
        return plan, amounts, column_sum, places, []
    flag = chosen.chosen.get("debit_credit")
    signs = signs_of(columns[flag.index]) if flag and plan.how == SINGLE else None
    header = found.header[plan.columns[0]]
    named = next(
        (text for text in (sheet or "", *found.about) if re.search(CREDIT_NOTE, text) and names_credit(text)), None
    )
    decided = decide_signs(amounts, places.lines, signs, header, answers, named)
    questions = [decided.question] if decided.question else []
    marked = _likely_marks(plan, chosen, columns, found, amounts, places, answers) if flag is None else None
    told = answer_to(answers, "credit_marks", column_name(found.header, marked[0])) if marked else None
    if marked and told is None:
        marks = signs_of(columns[marked[0]], marked[1])[places.lines] < 0
        cents = amounts.cents[places.lines]
        part = abs(int(cents[marks].sum()))
        told = "credit" if 2 * part < abs(int(cents.sum())) else "as_is"  # credit notes take back a part
        questions.append(ask_credit_marks(column_name(found.header, marked[0]), marked[1], told))
    if marked and told == "credit":
        plan = replace(plan, flag=marked[0], credit=marked[1])
    if flag and decided.flag:
        plan = replace(plan, flag=flag.index)
    plan = replace(plan, reverse=decided.reverse)
    if plan.how == SINGLE and plan.flag is None and not plan.reverse and not named:
        for heading, rows in _below_credit(columns, amounts, places):
            told = answer_to(answers, "credit_marks", heading)
            if told is None:
                questions.append(ask_credit_below(heading))
            if told != "as_is":
                plan = replace(plan, turned=(*plan.turned, (rows[0] + found.first_row, rows[1] + found.first_row)))
    if plan.flag is not None or plan.reverse or plan.turned:
        amounts, _ = amounts_of(plan, columns, decision.read, found.first_row)
        column_sum = int(amounts.cents.sum())
        places = sort_rows(columns, found.header, amounts, amount_columns, unsure_count)
    return plan, amounts, column_sum, places, questions


def _below_credit(columns: Sequence[CellColumn], amounts: Amounts, places: Sorted) -> list[tuple[str, tuple[int, int]]]:
    """Headings between the lines that say credit notes above amounts without a minus, with the first and last row below each; a
    total of those lines is among them."""
    lines, heads = np.flatnonzero(places.lines), places.rows("group_heading")
    found = []
    for head, end in pairwise([*heads.tolist(), len(places.codes)]):
        heading = next((text for column in columns if (text := column.texts[head].as_py())), "")
        below = lines[(lines > head) & (lines < end)]
        if (
            not (re.search(CREDIT_NOTE, heading) and names_credit(heading))
            or not len(below)
            or len(below) == len(lines)
        ):
            continue
        cents = amounts.cents[below]
        if cents.any() and not (cents < 0).any():
            last = int(below[-1])
            total = last + 1 < end and amounts.known[last + 1] and amounts.cents[last + 1] == cents.sum()
            found.append((heading, (int(below[0]), last + bool(total))))
    return found


def _likely_marks(
    plan: Plan,
    chosen: Columns,
    columns: Sequence[CellColumn],
    found: Found,
    amounts: Amounts,
    places: Sorted,
    answers: Mapping[str, str],
) -> tuple[int, tuple[str, ...]] | None:
    """A column that nothing else is known of and its texts that probably mean credit, beside amounts that all have the sign of
    nearly all others; not one of which was answered that it does not say so."""
    if plan.how != SINGLE:
        return None
    known = {choice.index for choice in (*chosen.chosen.values(), *chosen.amounts)} | {
        *chosen.personal,
        *chosen.decided,
    }
    for index, column in enumerate(columns):
        beside = abs(index - plan.columns[0]) == 1
        if index in known or not (found.header[index] or beside):
            continue
        credit = likely_credit(found.header[index], column)
        if credit and answer_to(answers, "credit_marks", column_name(found.header, index)) != "as_is":
            cents, marks = amounts.cents[places.lines], signs_of(column, credit)[places.lines] < 0
            turned, negative = cents[marks], (cents[~marks] < 0).mean()
            as_others = (
                not (turned < 0).any() if negative < 1 - MOSTLY else negative >= MOSTLY and not (turned > 0).any()
            )
            if turned.any() and as_others:
                return index, credit
    return None
