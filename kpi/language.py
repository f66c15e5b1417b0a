"""Texts, numbers and dates in Dutch and English.

The English text stands in the code, the Dutch one in `data/locale/nl/*.po` (one file a room, all read as one catalogue). A
test compares the two. Rounding is always towards the unfavourable side (semantics.md section 5): the caller says which.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from babel.messages.pofile import read_po

from kpi.model import CENT_BASIS_POINTS_PER_EURO, Indicator, Message, Unit

LANGUAGES = ("nl", "en")
LOCALE_FOLDER = Path(__file__).parents[1] / "data" / "locale"
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
MONTHS = {
    "nl": [
        "januari",
        "februari",
        "maart",
        "april",
        "mei",
        "juni",
        "juli",
        "augustus",
        "september",
        "oktober",
        "november",
        "december",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


class Percent(NamedTuple):
    """A share for a message: a fraction of one, and the side to which it is rounded ("down", "up")."""

    value: Fraction
    side: str = "down"


class Points(NamedTuple):
    """A difference of shares for a message."""

    value: Fraction
    side: str = "up"


class Euro(NamedTuple):
    """An amount for a message, in euros; shown short (€ 6,6 mln) unless exact, and then rounded to `side`."""

    value: Fraction
    exact: bool = False
    side: str = "nearest"


class InUnit(NamedTuple):
    """An amount for a message, with its unit: 12,5 fte, 1 contract. `side` is "nearest", "down" or "up"."""

    value: Fraction
    unit: Unit
    side: str = "nearest"


@cache
def _catalogue(language: str) -> dict[Any, Any]:
    texts: dict[Any, Any] = {}
    for path in sorted((LOCALE_FOLDER / language).glob("*.po")):
        with path.open("rb") as stream:
            for entry in read_po(stream, locale=language):
                if entry.id:
                    key = entry.id[0] if isinstance(entry.id, (list, tuple)) else entry.id
                    texts[key] = entry.string
    return texts


def text(language: str, english: str, **values: Any) -> str:
    """The text in a language, its `{names}` filled in with values written as that language writes them."""
    translated = english if language == "en" else _catalogue(language).get(english) or english
    if isinstance(translated, tuple):
        translated = translated[0]
    return (
        translated.format(**{name: write(language, value) for name, value in values.items()}) if values else translated
    )


def plural(language: str, one: str, many: str, number: int, **values: Any) -> str:
    """As `text`, choosing between the two forms by `number`, which fills `{number}`."""
    if language == "en":
        chosen = one if number == 1 else many
    else:
        forms = _catalogue(language).get(one) or (one, many)
        chosen = forms[0] if number == 1 else forms[1]
    return chosen.format(
        number=count(language, number), **{name: write(language, value) for name, value in values.items()}
    )


def message(english: str, **values: Any) -> Message:
    """The same text in both languages, complete."""
    return Message(nl=text("nl", english, **values), en=text("en", english, **values))


def plural_message(one: str, many: str, number: int, **values: Any) -> Message:
    """As `plural`, in both languages."""
    return Message(nl=plural("nl", one, many, number, **values), en=plural("en", one, many, number, **values))


def write(language: str, value: Any) -> str:  # noqa: PLR0911
    """A value as text in a language: Percent, Points, Euro, date, whole number, Message, or as it is."""
    match value:
        case Percent():
            return percent(language, value.value, value.side)
        case Points():
            return points(language, value.value, value.side)
        case Euro():
            return euro(language, value.value, value.side) if not value.exact else amount(language, value.value)
        case InUnit():
            return in_unit(language, value.value, value.unit, value.side)
        case Message():
            return value.in_language(language)
        case date():
            return day(language, value)
    return str(value)


def _separators(language: str) -> tuple[str, str]:
    return (".", ",") if language == "nl" else (",", ".")


def number(language: str, value: Decimal | int, decimals: int = 0, rounding: str = ROUND_HALF_EVEN) -> str:
    """A plain number with thousands separators and that many decimals, with a real minus."""
    thousands, point = _separators(language)
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding)
    whole, _, rest = f"{abs(rounded):,f}".partition(".")
    sign = (MINUS + (NO_BREAK_SPACE if language == "nl" else "")) if rounded < 0 else ""
    return sign + whole.replace(",", thousands) + (point + rest if rest else "")


def count(language: str, value: int) -> str:
    return number(language, value)


def round_share(value: Fraction, side: str, decimals: int = 1) -> Decimal:
    """A fraction of one as a percentage with one decimal, rounded to a side: "down" or "up"."""
    exact = value * 100 * 10**decimals
    whole = exact.numerator // exact.denominator if side == "down" else -(-exact.numerator // exact.denominator)
    return Decimal(whole).scaleb(-decimals)


def _one_decimal(language: str, value: Decimal) -> str:
    return number(language, value, 0 if value == value.to_integral_value() and value in (0, 100) else 1)


@lru_cache(maxsize=4096)  # a table of a group writes the same few values many times over
def percent(language: str, value: Fraction, side: str = "down") -> str:
    """6,4% (nl), 6.4% (en); 0% and 100% without a decimal."""
    return _one_decimal(language, round_share(value, side)) + "%"


def target_percent(language: str, value: Fraction) -> str:
    """A target as it was decided: 10%, 12,5%; never rounded up to one."""
    exact = round_share(value, "down", 4).normalize()
    decimals = max(0, -int(exact.as_tuple().exponent))  # type: ignore[arg-type]
    return number(language, exact, decimals) + "%"


def points(language: str, value: Fraction, side: str = "up") -> str:
    """2,0 (nl) of percentage points, without the word."""
    return number(language, round_share(value, side), 1)


def euro(language: str, value: Fraction | int, side: str = "nearest") -> str:
    """A headline amount: € 118,4 mln; € 31,2 mld; under a million with three digits, under ten thousand to the euro.

    Three digits, so that small parts visibly add up to their sum. `side` is "nearest", or "up" or "down" in size: a gap is rounded
    up, so that it is never shown smaller than it is.
    """
    rounding = {"nearest": ROUND_HALF_EVEN, "up": ROUND_CEILING, "down": ROUND_FLOOR}[side]
    exact = Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator)
    sign = "-" if exact < 0 else ""
    size = abs(exact)
    if size >= Decimal("999_950_000"):
        body, unit = number(language, size / 10**9, 1, rounding), {"nl": f"{NO_BREAK_SPACE}mld", "en": "bn"}[language]
    elif size >= Decimal("995_000"):
        body, unit = number(language, size / 10**6, 1, rounding), {"nl": f"{NO_BREAK_SPACE}mln", "en": "m"}[language]
    elif size >= 10_000:
        step = 1_000 if size >= 100_000 else 100
        body, unit = number(language, (size / step).quantize(Decimal(1), rounding) * step), ""
    else:
        body, unit = number(language, size, 0, rounding), ""
    sign = MINUS + (NO_BREAK_SPACE if language == "nl" else "") if sign and body != "0" else ""
    return f"{sign}€{NO_BREAK_SPACE if language == 'nl' else ''}{body}{unit}"


def in_unit(language: str, value: Fraction, unit: Unit, side: str = "nearest") -> str:
    """12,5 fte (nl), 12.5 FTE (en), 1 contract: one decimal where it says something, from 10,000 on without."""
    rounding = {"nearest": ROUND_HALF_EVEN, "up": ROUND_CEILING, "down": ROUND_FLOOR}[side]
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    decimals = 0 if abs(exact) >= 10_000 else 1
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding)
    whole = rounded == rounded.to_integral_value()
    name = unit.one if abs(rounded) == 1 else unit.many
    return number(language, rounded, 0 if whole else decimals) + NO_BREAK_SPACE + name.in_language(language)


def registered(language: str, value: Fraction, unit: Unit) -> str:
    """A number as it was registered, with its unit: to its last decimal, never rounded."""
    exact = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    decimals = max(0, -int(exact.as_tuple().exponent))  # type: ignore[arg-type]
    name = unit.one if value == 1 else unit.many
    return number(language, exact, decimals) + NO_BREAK_SPACE + name.in_language(language)


def amount(language: str, value: Fraction | int) -> str:
    """Euros to the cent, as control totals show them: 145.217.884,12."""
    exact = Fraction(value)
    return number(language, Decimal(exact.numerator) / Decimal(exact.denominator), 2)


def cents(language: str, value: int) -> str:
    """A whole number of cents, written to the cent: 145.217.884,12."""
    return number(language, Decimal(value).scaleb(-2), 2)


def euros_from_sum(value: int) -> Fraction:
    """Cent basis points as euros."""
    return Fraction(value, CENT_BASIS_POINTS_PER_EURO)


def from_sum(indicator: Indicator, value: int | Fraction) -> Fraction:
    """Whole parts of the sums of an indicator in their unit: euros, contracts, kWh."""
    return Fraction(value) / indicator.sum_parts


def sum_text(language: str, indicator: Indicator, value: Fraction, side: str = "nearest") -> str:
    """An amount of the sums of an indicator, in their unit, as a reader sees it."""
    return write(language, of_sums(indicator, value, side))


def of_sums(indicator: Indicator, value: Fraction, side: str = "nearest") -> Euro | InUnit:
    """The same for a message."""
    return Euro(value, side=side) if indicator.counted_in is None else InUnit(value, indicator.counted_in, side)


def month(language: str, value: date) -> str:
    """maart."""
    return MONTHS[language][value.month - 1]


def day(language: str, value: date, short: bool = False) -> str:
    """14 maart 2026; short: 14 mrt 2026."""
    name = month(language, value)
    if short:
        name = "mrt" if name == "maart" else name[:3]
    return f"{value.day} {name} {value.year}"
