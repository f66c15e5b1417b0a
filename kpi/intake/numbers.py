"""One cell to a number. The style (which sign is the decimal one) is decided for a whole column, elsewhere."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache

from kpi.intake.vocabulary import currencies

NL, UK, PLAIN = "nl", "uk", "plain"
LONGEST = 60  # characters of a cell that can still be one number
LARGEST = Decimal(10) ** 15  # euros; above it a number is an account or a mistake, and cents would not fit


@cache
def _pattern() -> re.Pattern[str]:
    signs = "|".join(re.escape(sign) for sign in sorted(currencies(), key=len, reverse=True))
    return re.compile(
        rf"""(?P<lead>{signs})? \s* (?P<open>[(\[])? \s* (?P<sign>[-+−–])? \s* (?P<before>{signs})? \.? \s* (?P<inner>[-+−–])? \s*
             (?P<body>\d(?:[\d.,'’\s]*\d)?|[.,]\d+) (?P<whole>[.,](?:[-–—=]{{1,2}})?)? (?P<power>E[-+]?\d+)? \s*
             (?P<after>{signs})? \s* (?P<behind>[-+−–]|CR|DR|C|D|CRED(?:IT)?|DEB(?:ET|IT)?|DB|H|S)? \s* (?P<last>{signs})? \s* (?P<close>[)\]])?""",
        re.VERBOSE,
    )


_DIGIT = re.compile(r"\d")
_MINUS = str.maketrans(dict.fromkeys("\u2010\u2011\ufe63\uff0d", "-"))
"""Hyphens that stand for a minus where a text was set in type."""
_DAMAGED_EURO = re.compile("â‚¬|Â€|¤")
"""What is left of a euro sign that was read in the wrong encoding."""
_DASH = re.compile(r"(?:[€£$]|EUR|GBP)?\s*[-–—]{1,2}\s*(?:[€£$]|EUR|GBP)?", re.IGNORECASE)
_GROUPED = {
    ".": re.compile(r"\d{1,3}(?:\.\d{3})+"),
    ",": re.compile(r"\d{1,3}(?:,\d{3})+"),
    " ": re.compile(r"\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?"),
}


def is_dash(text: str) -> bool:
    """Whether a cell shows a zero as spreadsheets do: a dash, with or without a currency sign."""
    return _DASH.fullmatch(text) is not None


@lru_cache(maxsize=50_000)
def shape_of(body: str) -> str | None:
    """What digits and separators say of the style: "whole", "nl", "uk", "." or "," (could be either), None: no number."""
    dots, commas = body.count("."), body.count(",")
    if not dots and not commas:
        return "whole"
    if dots and commas:
        thousands, decimal, style = (".", ",", NL) if body.rfind(",") > body.rfind(".") else (",", ".", UK)
        before, _, after = body.partition(decimal)
        return style if _GROUPED[thousands].fullmatch(before) and after.isdigit() else None
    separator = "." if dots else ","
    if dots + commas > 1:
        return (NL if dots else UK) if _GROUPED[separator].fullmatch(body) else None
    before, _, after = body.partition(separator)
    if len(after) == 3 and 1 <= len(before) <= 3 and not before.startswith("0"):
        return separator
    return UK if dots else NL


@lru_cache(maxsize=50_000)
def _take_apart(text: str) -> tuple[str, re.Match[str]] | None:
    """The digits with their separators (no blanks), and the match with signs and currencies."""
    if len(text) > LONGEST or not _DIGIT.search(text):
        return None
    found = _pattern().fullmatch(
        _DAMAGED_EURO.sub("€", text).upper().translate(_MINUS).replace("-/-", "-").strip().lstrip("'").rstrip("*†‡ ")
    )
    if found is None or bool(found["open"]) != bool(found["close"]):
        return None
    body = found["body"]
    if re.search(r"[\s'’]", body):
        if not _GROUPED[" "].fullmatch(body):
            return None
        body = re.sub(r"[\s'’]", "", body)
    if found["whole"]:
        body += found["whole"][0] + "00"  # 1.250,- and 1250, are whole amounts
    return body, found


def style_of(text: str) -> str | None:
    """What one cell says of the number style of its column; as `shape_of`. None when it is no number."""
    parts = _take_apart(text)
    if parts is None:
        return None
    return shape_of(parts[0])


def currency_of(text: str) -> str | None:
    """The ISO code of the currency that stands beside a number, if any."""
    parts = _take_apart(text)
    if parts is None:
        return None
    sign = parts[1]["lead"] or parts[1]["before"] or parts[1]["after"] or parts[1]["last"]
    return currencies()[sign] if sign else None


@lru_cache(maxsize=50_000)
def read_number(text: str, style: str = PLAIN) -> Decimal | None:
    """The number in a cell, or None when it is none or when digits of it are lost.

    `style` decides only what could be either ("1.234"); what can be read in one way is read so. A minus may lead, trail
    or stand behind the currency; brackets, CR and the H of Haben also make a number negative; "1.250,-" is a whole amount.
    """
    parts = _take_apart(text)
    if parts is None:
        return None
    body, found = parts
    shape = shape_of(body)
    if shape is None:
        return None
    style = {"whole": PLAIN, NL: NL, UK: UK}.get(shape, style)
    digits = body.replace(".", "").replace(",", ".") if style == NL else body.replace(",", "")
    number = Decimal(digits)
    if found["power"]:
        power = int(found["power"][1:])
        if power > len(digits.partition(".")[2]):
            return None  # 1,23E+07: the last digits are gone
        number = number.scaleb(power)
    minus = sum(found[name] in ("-", "−", "–") for name in ("sign", "inner", "behind"))
    if minus > 1:
        return None  # --5,00: less than nothing, or more
    negative = bool(found["open"]) or minus > 0 or found["behind"] in ("CR", "C", "CRED", "CREDIT", "H")
    if number > LARGEST:
        return None
    return -number if negative else number
