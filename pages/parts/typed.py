"""What a person types in a text field: amounts and percentages, in Dutch or English notation.

Streamlit's own number field shows a point to a Dutch reader, so numbers are typed as text, read here and echoed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from kpi.language import message
from kpi.model import Refusal

_AMOUNT = re.compile(
    r"(?P<sign>[-−]?)\s*(?:(?P<dutch>\d{1,3}(?:[. ]\d{3})+)(?:,(?P<cents_nl>\d{1,2}))?"
    r"|(?P<english>\d{1,3}(?:,\d{3})+)(?:\.(?P<cents_en>\d{1,2}))?"
    r"|(?P<plain>\d+)(?:[.,](?P<cents>\d{1,2}))?)"
)
_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<rest>\d{1,6}))?\s*%?")


def amount(typed: str) -> int | None:
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


def percentage(typed: str) -> Fraction | None:
    """The fraction of one of "10,5%", "10.5" or "100 %"; None for an empty field. Raises Refusal outside 0 to 100."""
    bare = typed.strip()
    if not bare:
        return None
    found = _PERCENT.fullmatch(bare)
    value = Fraction(Decimal(f"{found['whole']}.{found['rest'] or 0}")) / 100 if found else None
    if value is None or value > 1:
        raise Refusal(
            "not_a_percentage",
            message('"{typed}" is not a percentage from 0 to 100. Write it like 10,5% or 10.5.', typed=bare),
        )
    return value
