"""The values in a body's own files: percentages, euros, dates, words from a list. Each refuses what it cannot read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kpi.evidence.categories import normal_text
from kpi.evidence.forms import words
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import FULL

ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
PLAIN_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
LARGEST = 10**17
"""In cents; more than any contract, and well within what the store can hold."""
THOUSANDS = re.compile(r"-?[1-9]\d{0,2}(?:[.,]\d{3})+")


def word(row: Row, column: str, group: str, default: str | None = None) -> str | None:
    """One of the words of a group, in the program's own spelling."""
    found = row.get(column)
    if found is None:
        return default
    meaning = words(group).get(normal_text(found))
    if meaning is None:
        choices = ", ".join(dict.fromkeys(words(group).values()))
        raise row.refuse(column, found, message("one of {choices}", choices=choices))
    return meaning


def truth(row: Row, column: str) -> bool | None:
    answer = word(row, column, "answer")
    return None if answer is None else answer == "yes"


def basis_points(row: Row, column: str) -> int | None:
    """A percentage from 0 to 100 with at most two decimals, in basis points: "12,5%" is 1250."""
    found = row.get(column)
    if found is None:
        return None
    plain = found.rstrip("%").strip()
    expected = message("a percentage from 0 to 100 with at most two decimals")
    stated = row.value(column)
    if stated is None and (not PLAIN_NUMBER.fullmatch(plain) or _may_be_of_one(plain, found)):
        raise row.refuse(column, found, expected)
    exact = (Decimal(plain.replace(",", ".")) if stated is None else stated) * 100
    if exact != exact.to_integral_value() or not 0 <= exact <= FULL:
        raise row.refuse(column, found, expected)
    return int(exact)


def _may_be_of_one(plain: str, found: str) -> bool:
    """Whether a number without a sign, such as 0.6, may be a percentage or a part of one."""
    return plain == found and 0 < Decimal(plain.replace(",", ".")) < 1


def euro_cents(row: Row, column: str) -> int | None:
    """Euros in Dutch or English writing, in cents. Groups of three digits are thousands: "250.000" is 250,000."""
    found = row.get(column)
    if found is None:
        return None
    plain = re.sub(r"[€\s]|EUR", "", found).removesuffix(",-")
    point = max(plain.rfind("."), plain.rfind(","))
    if "." in plain and "," in plain:
        plain = re.sub(r"[.,]", "", plain[:point]) + "." + plain[point + 1 :]
    elif THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    else:
        plain = plain.replace(",", ".")
    stated = row.value(column)
    if stated is None and PLAIN_NUMBER.fullmatch(plain):
        stated = Decimal(plain)
    exact = stated * 100 if stated is not None else None
    if exact is None or exact != exact.to_integral_value() or abs(exact) > LARGEST:
        raise row.refuse(column, found, message("an amount in euros, such as 250.000,00"))
    return int(exact)


def day(row: Row, column: str) -> date | None:
    """A date as 2025-01-31 or 31-01-2025."""
    found = row.get(column)
    if found is None:
        return None
    stated = row.value(column)
    if isinstance(stated, date):
        return stated
    iso, dutch = ISO_DATE.fullmatch(found), DUTCH_DATE.fullmatch(found)
    try:
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
        if dutch:
            return date(int(dutch[3]), int(dutch[2]), int(dutch[1]))
    except ValueError:
        pass
    raise row.refuse(column, found, message("a date, as 2025-01-31 or 31-01-2025"))


MOST_DECIMALS = 6
LARGEST_QUANTITY = 10**15
TWO_WAYS = re.compile(r"\d{1,3}[.,]\d{3}")


def quantity(row: Row, column: str) -> Fraction | None:
    """A number of at least 0 with at most six decimals, in Dutch or English writing: "12.500,75" and "12500.75" are one.

    What can be read in two ways ("1.250") is refused rather than guessed.
    """
    found = row.get(column)
    if found is None:
        return None
    plain = re.sub(r"\s", "", found)
    point = max(plain.rfind("."), plain.rfind(","))
    stated = row.value(column)
    if stated is not None:
        plain = f"{stated:f}"
    elif "." in plain and "," in plain:
        plain = re.sub(r"[.,]", "", plain[:point]) + "." + plain[point + 1 :]
    elif TWO_WAYS.fullmatch(plain) and not plain.startswith("0"):
        raise row.refuse(column, found, message("a number that can be read in one way, such as 1250 or 1,25"))
    elif THOUSANDS.fullmatch(plain):
        plain = re.sub(r"[.,]", "", plain)
    else:
        plain = plain.replace(",", ".")
    exact = Decimal(plain) if PLAIN_NUMBER.fullmatch(plain) else None
    if exact is None or not 0 <= exact <= LARGEST_QUANTITY or -int(exact.as_tuple().exponent) > MOST_DECIMALS:
        raise row.refuse(
            column, found, message("a number of at least 0 with at most six decimals, such as 12500 or 8,25")
        )
    return Fraction(exact)


def year(row: Row, column: str) -> int | None:
    """A year of four digits."""
    found = row.get(column)
    if found is not None and not re.fullmatch(r"(?:19|20)\d\d", found):
        raise row.refuse(column, found, message("a year, such as 2025"))
    return None if found is None else int(found)


def name(row: Row, column: str) -> str | None:
    """A number or name by which something is known. A date there was made by a spreadsheet: "2024-01" became 1 January."""
    found = row.get(column)
    if isinstance(row.value(column), date):
        raise row.refuse(column, found, message("a number or name as text; a spreadsheet turned this one into a date"))
    return found


def needed(row: Row, column: str, value: str | None) -> str:
    """A value that may not be left out."""
    if value is None:
        raise row.refuse(column, None, message("a value"))
    return value


def period(row: Row, first: str, last: str) -> tuple[date | None, date | None]:
    """Two dates, the first no later than the last."""
    start, end = day(row, first), day(row, last)
    if start and end and start > end:
        raise row.refuse(last, row.get(last), message("a date that is not before {first}", first=row.headers[first]))
    return start, end
