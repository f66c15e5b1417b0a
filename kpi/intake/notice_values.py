"""Values that eForms and OCDS share: codes, days and amounts, each refused with its place where it cannot be."""

from __future__ import annotations

import calendar
from datetime import MAXYEAR, date, timedelta
from decimal import Decimal, InvalidOperation

from kpi.intake.notice_place import refusal
from kpi.language import message
from kpi.model import Asked
from kpi.reference import notice_codes

NO_END = 2200
"""From this year on an end date says that there is none."""

MOST_CENTS = 10**15


def code_asked(file: str, where: object, name: str, code: str, way: str = "") -> Asked:
    """A code of a list. Raises Refusal where the list has no such code."""
    known = notice_codes()
    if (name, code) not in known:
        choices = ", ".join(one for listed, one in known if listed == name)
        raise refusal(file, where, code, message("a code of the list {name}: {choices}", name=name, choices=choices))
    return Asked(name, code, way or known[name, code].way or "unstated")


def day_of(file: str, where: object, text: str | None) -> date | None:
    """The day of a date with or without a time or time zone."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        raise refusal(file, where, text, message("a date such as 2025-01-31")) from None


def end_after(start: date, days: int, months: int) -> date | None:
    """The last day of a period of that length; None where it ends beyond any calendar."""
    try:
        if months:
            place = start.year * 12 + start.month - 1 + months
            year, month = divmod(place, 12)
            if year > MAXYEAR:
                return None
            day = min(start.day, calendar.monthrange(year, month + 1)[1])
            return date(year, month + 1, day) - timedelta(days=1)
        return start + timedelta(days=days - 1) if days else start
    except OverflowError:
        return None


def latest(end: date | None) -> date | None:
    """An end date, or None where it is so far away that it stands for no end."""
    return end if end and end.year < NO_END else None


def euro_value(file: str, where: object, text: str, currency: str | None) -> int | None:
    """An amount in cents; None in another currency than the euro."""
    try:
        amount = Decimal(text)
        fits = amount.is_finite() and abs(amount) * 100 < MOST_CENTS
    except (InvalidOperation, ValueError):
        fits = False
    if not fits:
        raise refusal(file, where, text, message("an amount such as 12500.00"))
    return round(amount * 100) if currency == "EUR" else None
