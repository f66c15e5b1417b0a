"""What a person types in a text field: amounts and percentages, in Dutch or English notation.

Streamlit's own number field shows a point to a Dutch reader, so numbers are typed as text, read here and echoed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from kpi.language import message, number
from kpi.model import Refusal
from kpi.service import typed_amount as amount

__all__ = ["amount", "percentage"]

_PERCENT = re.compile(r"(?P<whole>\d{1,3})(?:[.,](?P<rest>\d{1,6}))?\s*%?")


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


def written_amount(language: str, value: Decimal) -> str:
    """A number as it would be typed: 1.200,5 in Dutch; with as many decimals as it has."""
    exact = value.normalize()
    return number(language, exact, max(0, -int(exact.as_tuple().exponent)))  # type: ignore[operator]
