"""The total that a person states from the administration, beside what the file adds up to."""

from __future__ import annotations

import re

from kpi.language import cents, message, text
from kpi.model import ControlTotals, Message, Refusal

_AMOUNT = re.compile(
    r"(?P<sign>[-−]?)\s*(?:(?P<dutch>\d{1,3}(?:[. ]\d{3})+)(?:,(?P<cents_nl>\d{1,2}))?"
    r"|(?P<english>\d{1,3}(?:,\d{3})+)(?:\.(?P<cents_en>\d{1,2}))?"
    r"|(?P<plain>\d+)(?:[.,](?P<cents>\d{1,2}))?)"
)
VAT_PERCENTS = (21, 9)
"""The Dutch rates since 2019 (Wet op de omzetbelasting 1968, article 9)."""


def typed_amount(typed: str) -> int | None:
    """The cents of "145.217.884,12", "145,217,884.12", "€ 1250" or "-12,5"; None for an empty field.

    Three digits after a point or comma are thousands: an amount has at most two decimals. Raises Refusal.
    """
    bare = re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", typed.replace("€", "")).strip()
    if not bare:
        return None
    found = _AMOUNT.fullmatch(bare)
    if not found:
        raise Refusal(
            "not_an_amount",
            message('"{typed}" is not an amount. Write it like 145.217.884,12 or 145217884.12.', typed=typed.strip()),
        )
    whole = re.sub(r"\D", "", found["dutch"] or found["english"] or found["plain"])
    decimals = (found["cents_nl"] or found["cents_en"] or found["cents"] or "").ljust(2, "0")
    value = int(whole + decimals)
    return -value if found["sign"] else value


def explain_difference(totals: ControlTotals, ledger: int) -> Message | None:
    """What the difference between the lines and the ledger total (cents) exactly is; None where nothing fits to the cent.

    Looked at are: what is left out as no procurement, what was set aside, thousands, the sign, and VAT. Nothing is
    corrected: it is a hint for the person who compares.
    """
    uploaded = totals.uploaded.cents or 0
    if not uploaded or not ledger or ledger == uploaded:
        return None
    left_out = [tally.cents or 0 for tally in totals.excluded.values()]
    aside = [tally.cents or 0 for tally in totals.set_aside.values()]
    for fits, words in (
        (
            ledger == uploaded - sum(left_out) or ledger in [uploaded - one for one in left_out if one],
            message("The difference is exactly what is left out as no procurement."),
        ),
        (
            ledger == uploaded + sum(aside) or ledger in [uploaded + one for one in aside if one],
            message("The difference is exactly what was set aside as totals or other rows that are no lines."),
        ),
        (
            any(ledger * factor == uploaded or uploaded * factor == ledger for factor in (1_000, 1_000_000)),
            message("One of the two is in thousands or millions: the digits are the same."),
        ),
        (ledger == -uploaded, message("Both are the same amount with the other sign.")),
    ):
        if fits:
            return words
    for percent in VAT_PERCENTS:
        if _with_vat(uploaded, percent, ledger):
            return message("The ledger total is exactly the lines with {percent} % VAT on top.", percent=percent)
        if _with_vat(ledger, percent, uploaded):
            return message("The lines are exactly the ledger total with {percent} % VAT on top.", percent=percent)
    return None


def ledger_difference(totals: ControlTotals, ledger: int | None) -> Message | None:
    """The difference between the lines and the ledger total (cents) in words, and what it is where that fits to the cent; None
    where no total was stated.
    """
    if ledger is None:
        return None
    difference = (totals.uploaded.cents or 0) - ledger
    why = explain_difference(totals, ledger)

    def said(language: str) -> str:
        words = text(
            language,
            "Difference with the ledger (stated: {ledger}): {difference}.",
            ledger=cents(language, ledger),
            difference=cents(language, difference),
        )
        return f"{words} {why.in_language(language)}" if why else words

    return Message(nl=said("nl"), en=said("en"))


def _with_vat(net: int, percent: int, gross: int) -> bool:
    """Whether gross is net plus VAT, rounded to a cent."""
    return abs(gross * 100 - net * (100 + percent)) <= 50
