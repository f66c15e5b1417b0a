"""Marks of debit and credit: which texts are one, and which columns hold them, whatever their header says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

import numpy as np
import pyarrow.compute as pc

from kpi.intake.cells import Column
from kpi.intake.sheet import address
from kpi.intake.vocabulary import PART, credit_words, flags, match_header, reduce_header, yes_words

MOST_KINDS = 12
"""A column of marks or kinds of documents has so many different texts at most."""

_PLAIN = {frozenset({"dr", "cr"}), frozenset({"db", "cr"})}
"""Pairs of marks that mean debit and credit and nothing else, as D and C or + and - may: classes, and what somebody thinks of a thing."""

_NUMBERED = [{"40", "50"}, {"31", "21"}, {"31", "21", "40", "50"}, {"380", "381"}, {"160", "161"}, {"1", "-1"}]
"""Numbers that may be marks where they stand together, and anything where they stand beside others."""


@lru_cache(maxsize=20_000)
def mark_of(text: str) -> int:
    """1 for a debit mark, -1 for a credit mark, 0 for neither."""
    sign = flags().get(text.casefold())
    return (-1 if names_credit(text) else 0) if sign is None else sign


@lru_cache(maxsize=20_000)
def names_credit(text: str) -> bool:
    """Whether a text says credit note in words, and nothing that is no invoice: "Inkoop credit", "Creditfacturen", no "Creditcard"."""
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’]", "", text.casefold()))
    listed = credit_words()
    says = {word for word in words if _says_credit(word, listed)}
    return bool(says) and set(words) <= says | listed["beside"]


def _says_credit(word: str, listed: Mapping[str, frozenset[str]]) -> bool:
    """Whether a word is one of a credit note, or one made of two: "inkoopcreditnota"."""
    rests = (word.removeprefix(other) for other in listed["beside"] if word.startswith(other))
    return word in listed["says"] or any(rest in listed["says"] for rest in rests)


CREDIT_NOTE = r"(?i)^\W*(?:inkoop ?)?(?:credit ?not[ae]|kredietnota|credit ?factu(?:ur|ren)|credit ?invoice|credit ?memo|creditering|storno)(?:'?s)?\b"
"""How a description of a credit note begins."""


def signs_of(column: Column, credit: Collection[str] = ()) -> np.ndarray:
    """1 for a debit mark, -1 for a credit mark, 0 for neither. `credit` are the texts that mean credit in this column, if it has its own."""
    encoded = column.texts.dictionary_encode()
    texts = encoded.dictionary.to_pylist()
    signs = np.array([(-1 if text in credit else 0) if credit else mark_of(text) for text in texts] + [0], np.int64)
    return signs[encoded.indices.fill_null(len(signs) - 1).to_numpy()]


def are_marks(texts: Sequence[str], sure: bool) -> float:
    """Which part of the values of a column that is called so are marks; 1 where kinds of documents stand beside a credit note.

    Unless `sure`, digits are none: 21 and 40 are posting keys below "Posting key", and anything below "Type".
    """
    if not texts:
        return 0.0
    kinds = set(texts)
    marks = {text: mark_of(text) for text in kinds if sure or not text.lstrip("+-").isdigit()}
    part = sum(marks.get(text, 0) != 0 for text in texts) / len(texts)
    few = len(kinds) <= MOST_KINDS
    codes = {marks[text] for text in marks if len(text) > 1 and marks[text]}
    if few and (any(map(names_credit, kinds)) or (len(codes) == 2 and part >= 0.5)):
        return 1.0
    return part if part == 1 or -1 in marks.values() else 0.0  # 1 for debit, and who knows what for credit


_WITH_INVOICE = ({"f", "c"}, {"i", "c"})
"""Letters of which the second is a credit note where the first, an invoice, is all that stands beside it."""

_NUMBERS_A_THING = {"nummer", "dagboek", "journaal"}
"""Words of a header below which 40 and 50 number something."""

_MEANS_OF_PAYMENT = re.compile(r"(?i)card|kaart|betaal|payment|methode?\b|wijze")
"""Words of a header below which debit and credit may be sorts of cards."""


def only_marks(header: str, column: Column) -> bool:
    """Whether a column holds marks of debit and credit that mean nothing else, both of them and no other text."""
    if _MEANS_OF_PAYMENT.search(header):
        return False
    kinds = [text.casefold() for text in _kinds(header, column)]
    signs = {mark_of(text) for text in kinds}
    return signs == {1, -1} and (frozenset(kinds) in _PLAIN or any(len(text) > 2 and text.isalpha() for text in kinds))


def likely_credit(header: str, column: Column) -> tuple[str, ...]:
    """The texts of a column that probably mean credit: marks that may mean something else, yes below "Creditnota".

    A column without a header holds nothing but marks; where it is empty the amount is debit.
    """
    kinds = _kinds(header, column)
    if not header:
        credit = tuple(text for text in kinds if mark_of(text) < 0)
        only = all(map(mark_of, kinds)) and not any(text.isdigit() for text in kinds)
        return credit if only and (len(credit) < len(kinds) or column.texts.null_count) else ()
    if names_credit(header):
        return tuple(text for text in kinds if text.casefold() in yes_words())
    if "NL" in kinds:  # countries: CN and CR are two
        return ()
    named = tuple(text for text in kinds if names_credit(text) or (mark_of(text) < 0 and _is_code(text)))
    if named:
        return named if len(named) < len(kinds) or column.texts.null_count else ()
    if of_two := _likely_of_two(kinds, header, column):
        return of_two
    signs = {text: mark_of(text) for text in kinds}
    numbers = {text for text in kinds if text.lstrip("+-").isdigit()}
    may_be = not numbers or (numbers in _NUMBERED and _NUMBERS_A_THING.isdisjoint(reduce_header(header)))
    return tuple(text for text, sign in signs.items() if sign < 0) if may_be and set(signs.values()) == {1, -1} else ()


def _likely_of_two(kinds: Sequence[str], header: str, column: Column) -> tuple[str, ...]:
    """Which of two texts means credit: C beside F, and below a header that says debit and credit the one of fewer lines."""
    if {text.casefold() for text in kinds} in _WITH_INVOICE:
        return tuple(text for text in kinds if text.casefold() == "c")
    sides = any(match.field.name == "debit_credit" and match.score >= PART for match in match_header(header))
    if not sides or len(kinds) != 2:
        return ()
    times = {one["values"]: one["counts"] for one in pc.value_counts(column.texts).to_pylist()}
    return (min(kinds, key=lambda text: (mark_of(text), times[text])),)


def column_name(header: Sequence[str], index: int) -> str:
    """The header of a column, or its letter where it has none."""
    return header[index] or address(0, index).rstrip("1")


def _is_code(text: str) -> bool:
    """Whether a mark is a word or code of its own, and no unit of weight or time."""
    return len(text) > 1 and text.isalpha() and text.casefold() not in ("kg", "min")


def _kinds(header: str, column: Column) -> list[str]:
    """The different texts of a column without its header, which stands on every page; none where they are too many for marks."""
    for texts in (column.texts.slice(0, 1000), column.texts):
        kinds = [text for text in pc.unique(texts.drop_null()).to_pylist() if text != header]
        if len(kinds) > MOST_KINDS:
            return []
    return kinds
