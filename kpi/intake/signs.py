"""Which sign an amount has: by marks, by the rule that the file keeps, or as a person says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kpi.intake.amounts import MOSTLY, answer_to
from kpi.intake.values import Amounts
from kpi.language import message
from kpi.model import Question


@dataclass(frozen=True)
class SignDecision:
    """Whether marks give the sign, whether spend is written negative, and what is asked where the file does not settle it."""

    flag: bool
    reverse: bool
    question: Question | None = None


def ask_credit_marks(header: str, credit: Sequence[str], likeliest: str) -> Question:
    """Whether what stands in a column of which nothing is known means that an amount is taken back."""
    why = message(
        "Column “{header}” holds {marks}, which may say credit note; the amounts beside it have the sign of the others.",
        header=header,
        marks=", ".join(f"“{text}”" for text in credit[:3]),
    )
    return Question("credit_marks", header, why, *_CREDIT_OPTIONS, likeliest)


_CREDIT_OPTIONS = (
    ("credit", "as_is"),
    (
        message("It says credit: those amounts take spend back"),
        message("It does not: the amounts count as they stand"),
    ),
)


def ask_credit_below(named: str) -> Question:
    """Whether amounts without a minus below a heading that says credit notes take spend back."""
    why = message("“{sheet}” says credit notes, and no amount below it carries a minus.", sheet=named)
    return Question("credit_marks", named, why, *_CREDIT_OPTIONS, "credit")


def _negative_part(cents: np.ndarray) -> float | None:
    """Which part of the amounts is negative; None where there are none."""
    filled = cents[cents != 0]
    return float((filled < 0).mean()) if len(filled) else None


def decide_signs(
    amounts: Amounts,
    lines: np.ndarray,
    signs: np.ndarray | None,
    header: str,
    answers: Mapping[str, str],
    named: str | None = None,
) -> SignDecision:
    """Whether debit/credit marks still have to be applied, and whether the file writes spend as negative.

    Marks are applied when the amounts they stand beside carry no sign of their own. `named` is the sheet or title that says
    credit notes, if one does: then a minus is as it should be, and amounts without one are asked about.
    """
    cents = amounts.cents[lines]
    flag, mirrored, question = False, False, None
    if signs is not None:
        marks = signs[lines]
        debit, credit = _negative_part(cents[marks > 0]), _negative_part(cents[marks < 0])
        mirrored = credit is not None and debit is not None and debit >= MOSTLY and credit <= 1 - MOSTLY
        both_negative = credit is not None and debit is not None and min(credit, debit) >= MOSTLY
        flag = credit is not None and (credit <= 0.5 or both_negative) and not mirrored
        if credit is not None and 0.01 < credit < 0.99 and not mirrored:
            question = ("flag", flag)
        if flag:
            cents = np.where(marks < 0, -cents, cents)
    answered = answer_to(answers, "sign", header)
    filled = cents[cents != 0]
    negative = float((filled < 0).mean()) if len(filled) >= 3 else 0.0
    below_zero = len(filled) >= 3 and int(filled.sum()) < 0
    mostly_negative = negative >= MOSTLY or (negative >= 0.5 and below_zero)
    if answered in ("as_is", "reverse"):
        return SignDecision(flag, answered == "reverse")
    if named and not flag and len(filled):
        told = answer_to(answers, "credit_marks", named) if not (filled < 0).any() else "as_is"
        return SignDecision(False, told != "as_is", ask_credit_below(named) if told is None else None)
    if mirrored:  # invoices are negative and credit notes are not, by their own marks
        return SignDecision(False, True)
    if not mostly_negative and not below_zero and question is None:
        return SignDecision(flag, False)
    why = (
        message("Nearly all amounts are negative: does this file write what was spent with a minus?")
        if negative >= MOSTLY
        else message("Together the amounts are below zero: does this file write what was spent with a minus?")
        if below_zero
        else message("Some amounts with a credit mark are negative and some are not.")
    )
    labels = (message("As it stands in the file"), message("The other way round: minus is spend"))
    return SignDecision(
        flag,
        mostly_negative,
        Question("sign", header, why, ("as_is", "reverse"), labels, "reverse" if mostly_negative else "as_is"),
    )
