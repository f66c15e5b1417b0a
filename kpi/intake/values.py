"""One column to numbers or dates. Style and order come from all evidence in the column, never from a single cell.

Each distinct cell is read once, so a column costs little more than its distinct values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import BOOLEAN, ERROR, NUMBER, UNCALCULATED, Column
from kpi.intake.cells import DATE as DATE_KIND
from kpi.intake.dates import DMY, MDY, SERIAL, YMD, is_lost, order_of, read_date
from kpi.intake.numbers import NL, PLAIN, UK, currency_of, is_dash, read_number, style_of

EMPTY, VALUE, NOT_A_NUMBER, ERROR_CELL, FORMULA, LOST = range(6)
"""States of an amount cell."""

SWAPPED = "swapped"
"""The order of a column in which a spreadsheet took month-day for day-month where it could."""

MIXED_MINORITY = Fraction(1, 100)
"""Below this part a few cells in the other style do not make cells that could be either ambiguous."""


MANY = 20
"""So many different amounts with three digits behind their only separator are thousands: no list of amounts has three
decimals throughout, and none of a thousand."""


def distinct_texts(column: Column, chosen: np.ndarray) -> dict[str, int]:
    """The distinct texts of the chosen cells, with how often each occurs."""
    counts = pc.value_counts(column.texts.filter(pa.array(chosen)).drop_null())
    return dict(zip(counts.field("values").to_pylist(), counts.field("counts").to_pylist(), strict=True))


@dataclass
class StyleEvidence:
    """How many cells of a column speak for which number style, and examples of those that could be either."""

    votes: Counter[str] = field(default_factory=Counter)
    examples: tuple[str, ...] = ()
    currencies: Counter[str] = field(default_factory=Counter)
    distinct: Counter[str] = field(default_factory=Counter)  # different texts that could be either, by their separator
    common: dict[str, np.ndarray] = field(default_factory=dict)  # style to the cells written as most amounts in it are

    @property
    def style(self) -> str | None:
        """What the column itself decides: nl, uk, plain when there is nothing to decide, None when it could be either."""
        dutch, british = self.votes[NL], self.votes[UK]
        either = self.votes["."] + self.votes[","]
        if not dutch and not british:
            if set(self.currencies) == {"GBP"} and not self.votes["."]:
                return UK if either else PLAIN  # nobody writes pounds with a decimal comma
            return self._thousands if either else PLAIN
        style = NL if dutch >= british else UK
        mixed = min(dutch, british) > MIXED_MINORITY * max(dutch, british)
        return None if mixed and either else style

    @property
    def _thousands(self) -> str | None:
        """The style when every separator parts thousands: too many amounts to have three decimals and stay below 1,000."""
        if self.votes["."] and self.votes[","]:
            return None
        separator, style = (".", NL) if self.votes["."] else (",", UK)
        padded = self.distinct["0"] > self.distinct[separator] / 2  # 12,340 may be 12,34 at three decimals
        return style if self.distinct[separator] >= MANY and not padded else None

    @property
    def mixed(self) -> bool:
        return bool(self.votes[NL] and self.votes[UK])

    @property
    def numbers(self) -> int:
        return sum(count for style, count in self.votes.items() if style != "none")


_WHOLE = (r"^-?\d{1,13}$", 100)
_COMMON = {
    NL: ((r"^-?(?:\d{1,13}|\d{1,3}(?:\.\d{3}){1,4}),\d\d$", 1), _WHOLE),
    UK: ((r"^-?(?:\d{1,13}|\d{1,3}(?:,\d{3}){1,4})\.\d\d$", 1), _WHOLE),
    PLAIN: (_WHOLE, (r"^-?\d{1,13}\.\d\d$", 1), (r"^-?\d{1,13}\.\d$", 10)),
}
"""What most amounts look like in a style, and how many cents its digits count for: whole columns are read at once."""


def _matches(texts: pa.Array, pattern: str) -> np.ndarray:
    return np.asarray(pc.match_substring_regex(texts, pattern).fill_null(False))


def style_evidence(column: Column) -> StyleEvidence:
    """All that the cells of a column say of its number style and currencies."""
    evidence = StyleEvidence()
    evidence.votes["typed"] = int((column.kinds == NUMBER).sum())
    either: list[str] = []
    rest = column.kinds != NUMBER
    for certain in (NL, UK):
        if not rest.any():
            break
        common = evidence.common[certain] = _matches(column.texts, _COMMON[certain][0][0]) & rest
        if common.any():
            evidence.votes[certain] += int(common.sum())
            rest &= ~common
    for text, count in distinct_texts(column, rest).items():
        style = style_of(text)
        if style is None:
            evidence.votes["dash" if is_dash(text) else "none"] += count
            continue
        evidence.votes[style] += count
        if style in (".", ","):
            evidence.distinct[style] += 1
            evidence.distinct["0"] += text.rstrip("-+ )€").endswith("0")
            if len(either) < 3:
                either.append(text)
        if not text[0].isdigit() or not text[-1].isdigit():
            currency = currency_of(text)
            if currency:
                evidence.currencies[currency] += count
    evidence.examples = tuple(either)
    return evidence


@dataclass
class Amounts:
    """A column of amounts: euro cents (0 where there is none), the state of each cell, and what rounding left over."""

    cents: np.ndarray  # int64
    state: np.ndarray  # uint8
    left_over: Mapping[int, Fraction]  # row -> exact minus rounded, in cents

    @property
    def known(self) -> np.ndarray:
        return self.state == VALUE


def _to_cents(number: Decimal, unit: int) -> tuple[int, Fraction | None]:
    exact = number * unit * 100
    cents = exact.to_integral_value(ROUND_HALF_EVEN)
    return int(cents), Fraction(exact - cents) if exact != cents else None


def _cents_of(text: str, style: str, unit: int) -> tuple[int, int, Fraction | None]:
    """State, cents and left-over of one cell."""
    number = read_number(text, style)
    if number is not None:
        return VALUE, *_to_cents(number, unit)
    return (VALUE if is_dash(text) else LOST if is_lost(text) else NOT_A_NUMBER), 0, None


def read_amounts(column: Column, style: str, unit: int = 1, common: Mapping[str, np.ndarray] | None = None) -> Amounts:
    """The amounts of a column in cents after its unit; typed numbers as they are, texts in the given style.

    `common` is what the evidence of this column found already.
    """
    size = len(column.texts)
    cents, state = np.zeros(size, np.int64), np.zeros(size, np.uint8)
    left_over: dict[int, Fraction] = {}
    typed = column.kinds == NUMBER
    for chosen, read_as in ((typed, PLAIN), (~typed, style)):
        rest = chosen & np.asarray(column.texts.is_valid())
        for index, (pattern, factor) in enumerate(_COMMON[read_as]):
            if not rest.any():
                break
            found = (common or {}).get(read_as) if index == 0 and chosen is not typed else None
            rows = np.flatnonzero((_matches(column.texts, pattern) if found is None else found) & rest)
            digits = column.texts if len(rows) == size else column.texts.take(pa.array(rows))
            for sign in ".,":
                digits = pc.replace_substring(digits, sign, "")
            cents[rows] = digits.cast(pa.int64()).to_numpy() * (factor * unit)
            state[rows], rest[rows] = VALUE, False
        rows = np.flatnonzero(rest)
        if not len(rows):
            continue
        encoded = column.texts.take(pa.array(rows)).dictionary_encode()
        read = [_cents_of(text, read_as, unit) for text in encoded.dictionary.to_pylist()]
        places = encoded.indices.to_numpy()
        state[rows] = np.array([entry[0] for entry in read], np.uint8)[places]
        cents[rows] = np.array([entry[1] for entry in read], np.int64)[places]
        rest = np.array([entry[2] is not None for entry in read])
        for at in np.flatnonzero(rest[places]):
            left_over[int(rows[at])] = read[places[at]][2] or Fraction(0)
    for kind, meaning in (
        (ERROR, ERROR_CELL),
        (UNCALCULATED, FORMULA),
        (BOOLEAN, NOT_A_NUMBER),
        (DATE_KIND, NOT_A_NUMBER),
    ):
        state[column.kinds == kind] = meaning
    cents[state != VALUE] = 0
    return Amounts(cents, state, left_over)


@dataclass
class OrderEvidence:
    """How many cells of a column speak for which order of day and month."""

    votes: Counter[str] = field(default_factory=Counter)
    examples: tuple[str, ...] = ()
    typed_late: int = 0  # dates typed or written as 2024-01-31, after the twelfth of a month
    text_early: int = 0  # dates in text up to the twelfth

    @property
    def swapped(self) -> bool:
        """Typed dates all up to the twelfth beside text dates all after it: a spreadsheet has swapped day and month."""
        text, typed = self.votes[DMY] + self.votes[MDY], self.votes["typed"] + self.votes[YMD]
        return typed >= 2 and text >= 3 and typed + text >= 6 and not self.typed_late and not self.text_early

    @property
    def order(self) -> str | None:
        """The decided order, "typed" when nothing is left to decide, None when it could be either."""
        if not self.votes["either"]:
            known = {order: self.votes[order] for order in (DMY, MDY, YMD, SERIAL) if self.votes[order]}
            if known:
                return max(known, key=lambda order: known[order])
            return "typed" if self.votes["typed"] or not self.votes["any"] else DMY
        dmy, mdy = self.votes[DMY], self.votes[MDY]
        if dmy == mdy or min(dmy, mdy) > MIXED_MINORITY * max(dmy, mdy):
            return None
        return DMY if dmy > mdy else MDY

    @property
    def mixed(self) -> bool:
        return bool(self.votes[DMY] and self.votes[MDY])

    @property
    def dates(self) -> int:
        return sum(count for order, count in self.votes.items() if order not in ("none", "lost"))


def order_evidence(column: Column) -> OrderEvidence:
    """All that the cells of a column say of its date order."""
    evidence = OrderEvidence()
    typed = column.kinds == DATE_KIND
    evidence.votes["typed"] = int(typed.sum())
    days = pc.utf8_slice_codeunits(column.texts.filter(pa.array(typed)), 8, 10)
    evidence.typed_late = int(pc.sum(pc.greater(days, "12")).as_py() or 0)
    either: list[str] = []
    for text, count in distinct_texts(column, ~typed).items():
        order = order_of(text)
        evidence.votes[order or ("lost" if is_lost(text) else "none")] += count
        if order in ("either", "any"):
            evidence.text_early += count
        if order == YMD and (read := read_date(text)) and read.day > 12:
            evidence.typed_late += count
        if order == "either" and len(either) < 3:
            either.append(text)
    evidence.examples = tuple(either)
    return evidence


def read_dates(column: Column, order: str) -> pa.Array:
    """The dates of a column, null where there is none. Typed dates are taken as they are, unless they were swapped."""
    texts = column.texts
    if order == SWAPPED:
        texts, order = pc.replace_substring_regex(texts, r"^(\d{4})-(\d\d)-(\d\d)", r"\1-\3-\2"), DMY
    encoded = texts.dictionary_encode()
    dates = pa.array([read_date(text, order) for text in encoded.dictionary.to_pylist()], pa.date32())
    return dates.take(encoded.indices)


def sample(column: Column, size: int = 150) -> list[str]:
    """Filled cells of a column: the first ones and some spread over the rest."""
    filled = column.texts.drop_null()
    if len(filled) <= size:
        return filled.to_pylist()
    spread = np.linspace(0, len(filled) - 1, size).astype(np.int64)
    return filled.take(pa.array(spread)).to_pylist()


def share(values: Iterable[bool]) -> float:
    """Which part is true; 0 of nothing."""
    listed = list(values)
    return sum(listed) / len(listed) if listed else 0.0
