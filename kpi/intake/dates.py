"""One cell to a date. The order of day and month is decided for a whole column, elsewhere."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from kpi.intake.vocabulary import months

DMY, MDY, YMD, SERIAL = "dmy", "mdy", "ymd", "serial"
_LONGEST = 60  # characters of a cell that can still be one date
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000  # 1954 to 2119 as days since 1899-12-30
_TIME = re.compile(r"[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[AaPp][Mm])?(?:Z|[+-]\d{2}:?\d{2})?$")
_WEEKDAY = re.compile(
    r"(?i)^(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag|s|nes|rs|ur|urs)?(?:day)?[ .,]+(?=\d)"
)
_THREE = re.compile(r"(\d{1,4})\s*([-/. ])\s*(\d{1,2})\s*\2\s*(\d{1,4})")
_NAMED = re.compile(r"(?:[a-z]+,?\s+)?(\d{1,2})(?:st|nd|rd|th|e)?[-/. ]*([a-z]{3,9})\.?[-/., ']*(\d{4}|\d{2})")
_NAMED_FIRST = re.compile(r"([a-z]{3,9})\.?[- ]*(\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\d{4})")
_DIGITS_OF_TIME = re.compile(r"^((?:19|20)\d{6})[0-2]\d[0-5]\d(?:[0-5]\d)?$")
_WORD = r"(?:(?:p|per|periode|period|m|maand|month)[-. ]*)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:[-/. ]?(?={_WORD}0?\d\d)|[-/. ](?=.)|(?=[a-z])){_WORD}0?(\d{{1,2}})")
_YEAR_LAST = re.compile(rf"{_WORD}0?(\d{{1,2}})[-/. ](\d{{4}})")
_LAST_PERIOD = 16
_LOST = re.compile(r"#{3,}")


def is_lost(text: str) -> bool:
    """Whether only the marks of a too narrow column are left ("########")."""
    return _LOST.fullmatch(text) is not None


def _year(digits: str) -> int:
    """A year of two digits lies between 1970 and 2069."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= 70 else 2000)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None


def _bare(text: str) -> str:
    """A date without its time, its weekday, and apostrophes: of a text in a spreadsheet, or for a century ('24)."""
    return _WEEKDAY.sub("", _TIME.sub("", _DIGITS_OF_TIME.sub(r"\1", text.strip()).replace("'", "").replace("’", "")))


@lru_cache(maxsize=50_000)
def order_of(text: str) -> str | None:
    """What one cell says of the order: "dmy", "mdy", "ymd", "serial", "any" (a month name, day and month
    alike), "either" (01/02/2024), or None when it is no date."""
    if len(text) > _LONGEST:
        return None
    bare = _bare(text)
    found = _THREE.fullmatch(bare)
    if found:
        readings = _readings(found)
        if readings is None:
            return YMD if len(found[1]) == 4 and read_date(bare) else None
        dmy, mdy = readings
        if dmy and mdy:
            return "any" if dmy == mdy else "either"
        return DMY if dmy else MDY if mdy else None
    read = read_date(bare)
    if read is None or not bare[:5].isdigit():
        return "any" if read else None
    digits = re.split("[.,]", bare)[0]
    return SERIAL if len(digits) == 5 else YMD if int(digits[:4]) == read.year else DMY


def _readings(found: re.Match[str]) -> tuple[date | None, date | None] | None:
    """Day first and month first, for a date whose year stands last; else None."""
    first, second, last = found[1], int(found[3]), found[4]
    if len(first) > 2 or len(last) not in (2, 4):
        return None
    return _day(_year(last), second, int(first)), _day(_year(last), int(first), second)


@lru_cache(maxsize=50_000)
def read_date(text: str, order: str = DMY) -> date | None:
    """The date in a cell, or None. `order` decides only what could be either (01/02/2024)."""
    if len(text) > _LONGEST:
        return None
    bare = _bare(text)
    found = _THREE.fullmatch(bare)
    if found:
        readings = _readings(found)
        if readings is None:
            return _day(int(found[1]), int(found[3]), int(found[4])) if len(found[1]) == 4 else None
        dmy, mdy = readings
        return (mdy or dmy) if order == MDY else (dmy or mdy)
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?", bare):
        return _from_digits(*re.split("[.,]", bare))
    named = _NAMED.fullmatch(bare.lower())
    if named and named[2] in months():
        return _day(_year(named[3]), months()[named[2]], int(named[1]))
    named = _NAMED_FIRST.fullmatch(bare.lower())
    return _day(int(named[3]), months()[named[1]], int(named[2])) if named and named[1] in months() else None


def _from_digits(digits: str, time: str = "") -> date | None:
    """20240131, 31012024, or the day number of a spreadsheet, with the time of the day as its decimals."""
    if len(digits) == 8 and not time.strip("0"):
        return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:])) or _day(
            int(digits[4:]), int(digits[2:4]), int(digits[:2])
        )
    if len(digits) == 5 and _FIRST_SERIAL <= int(digits) <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(digits))
    return None


def read_period(text: str, year: int | None = None) -> str | None:
    """A month or a year as "2017-01" or "2017", from "jan-17", "2017-01", "201701", "2017-P01", "januari 2017", "1" with a year.

    Periods 13 to 16 are those in which a ledger closes its year, and fall in December.
    """
    lower = text.strip().lower().rstrip(".")
    found = _YEAR_FIRST.fullmatch(lower)
    if found and 1900 <= int(found[1]) <= 2199 and 1 <= int(found[2]) <= _LAST_PERIOD:
        return _month(int(found[1]), int(found[2]))
    found = _YEAR_LAST.fullmatch(lower)
    if found and 1 <= int(found[1]) <= _LAST_PERIOD:
        return _month(int(found[2]), int(found[1]))
    found = re.fullmatch(r"([a-z]{3,9})[-/. ']*(\d{4}|\d{2})?", lower)
    if found and found[1] in months():
        stated = _year(found[2]) if found[2] else year
        return f"{stated}-{months()[found[1]]:02}" if stated else None
    if re.fullmatch(r"(?:19|20|21)\d{2}", lower):
        return lower
    found = re.fullmatch(rf"{_WORD}0?(\d{{1,2}})", lower)
    if found and year and 1 <= int(found[1]) <= _LAST_PERIOD:
        return _month(year, int(found[1]))
    return str(year) if year else None


def _month(year: int, period: int) -> str:
    return f"{year}-{min(period, 12):02}"
