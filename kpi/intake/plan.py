"""How the amount of a row is made from its cells: all that is needed to do it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from kpi.intake.cells import Column
from kpi.intake.marks import signs_of
from kpi.intake.numbers import UK
from kpi.intake.values import VALUE, Amounts, read_amounts
from kpi.intake.vocabulary import bands

SINGLE, PAIR, BOUNDS, BANDS = "single", "pair", "bounds", "bands"


@dataclass(frozen=True)
class Plan:
    """How the amount of a row is made from its cells. All that is needed to do it again."""

    how: str
    columns: tuple[int, ...]  # single: the amount; pair: debit, credit; bounds: low, high; bands: the code
    styles: tuple[str, ...]  # number style of each
    unit: int = 1
    basis: str = "unknown"
    flag: int | None = None  # column with debit/credit marks that give the sign
    credit: tuple[str, ...] = ()  # its texts that mean credit, where they are not known as marks
    turned: tuple[
        tuple[int, int], ...
    ] = ()  # first and last rows of the sheet that stand below a heading of credit notes
    reverse: bool = False  # the file writes spend as negative
    signed_credit: bool = False  # the credit column carries its own minus
    credit_left_out: bool = False  # the credit column is no spend: its rows are lines of zero


def amounts_of(
    plan: Plan, columns: Sequence[Column], read: Mapping[int, Amounts] | None = None, first_row: int = 0
) -> tuple[Amounts, Amounts | None]:
    """The amount of each row in cents of euros under a plan; with bounds or bands the low and the high one.

    A debit/credit pair is debit minus credit, an empty side counting as nothing. `read` holds columns read before; all columns
    start at `first_row` of the sheet.
    """
    if plan.how == BANDS:
        return _band_amounts(columns[plan.columns[0]])
    known = (read or {}).get(plan.columns[0]) if plan.unit == 1 else None
    first = replace(known) if known else read_amounts(columns[plan.columns[0]], plan.styles[0], plan.unit)
    if plan.how == BOUNDS:
        return first, read_amounts(columns[plan.columns[1]], plan.styles[1], plan.unit)
    if plan.how == PAIR:
        second = read_amounts(columns[plan.columns[1]], plan.styles[1], plan.unit)
        second_sign = 0 if plan.credit_left_out else 1 if plan.signed_credit else -1
        first.cents = first.cents + second_sign * second.cents
        # a value on one side is enough; what cannot be read on either side spoils the row
        spoiled = np.where(first.state > VALUE, first.state, np.where(second.state > VALUE, second.state, 0))
        either = (first.state == VALUE) | (second.state == VALUE)
        first.state = np.where(spoiled > 0, spoiled, np.where(either, VALUE, 0)).astype(np.uint8)
        first.cents[spoiled > 0] = 0  # such a row has no amount, and so takes no part in any sum
        rest = dict(first.left_over)
        for row, part in second.left_over.items():
            rest[row] = rest.get(row, 0) + second_sign * part
        first.left_over = rest
    if plan.flag is not None:
        signs = signs_of(columns[plan.flag], plan.credit)
        first.cents = np.where(signs < 0, -first.cents, first.cents)
        first.left_over = {row: -part if signs[row] < 0 else part for row, part in first.left_over.items()}
    for begin, end in plan.turned:
        below = slice(begin - first_row, end + 1 - first_row)
        first.cents = np.concatenate((first.cents[: below.start], -first.cents[below], first.cents[below.stop :]))
        first.left_over = {
            row: -part if below.start <= row < below.stop else part for row, part in first.left_over.items()
        }
    if plan.reverse:
        first.cents = -first.cents
        first.left_over = {row: -part for row, part in first.left_over.items()}
    return first, None


def _band_amounts(column: Column) -> tuple[Amounts, Amounts]:
    code = read_amounts(column, UK)
    low, high = np.zeros_like(code.cents), np.zeros_like(code.cents)
    state, high_state = code.state.copy(), code.state.copy()
    for row in np.flatnonzero(code.known):
        bounds = bands().get(str(code.cents[row] // 100))
        if bounds is None:
            state[row] = high_state[row] = 2
            continue
        low[row] = (bounds[0] or 0) * 100
        if bounds[1] is None:
            high_state[row] = 0
        else:
            high[row] = bounds[1] * 100
    return Amounts(low, state, {}), Amounts(high, high_state, {})
