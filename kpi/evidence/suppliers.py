"""Who a supplier is: a registered number before a name, and names that differ only in spelling put together.

Names are merged by case, punctuation, accents, "&", numbers that a system put inside them and legal form, and no further:
words such as "holding" or "groep" tell different parties apart. The steps were measured on published spend files.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

VOCABULARY_FOLDER = Path(__file__).parents[2] / "data" / "vocabulary"

EMBEDDED_ID = r"[a-z]{0,3}\d{5,}"
LEADING_ID = re.compile(rf"^{EMBEDDED_ID}\s*[:;/|-]?\s+(?=.*[a-z]{{2}})")
TRAILING_ID = re.compile(rf"(?<=\S)\s+[(\[]?{EMBEDDED_ID}[)\]]?$")
RSIN = re.compile(r"(?:NL)?(\d{9})(?:B\d{2})?")
FOREIGN_VAT = re.compile(r"[A-Z]{2}[0-9A-Z]{7,12}")


@dataclass(frozen=True)
class Identity:
    """A supplier as a line names it: the key that stands for it, and everything by which it can be looked up.

    `identifiers` run from the surest (KvK number) to the least sure (name).
    """

    key: str | None
    identifiers: tuple[str, ...]


def supplier_key(
    name: str | None, kvk: str | None = None, vat_number: str | None = None, supplier_id: str | None = None
) -> str | None:
    """The merged identity of a supplier: "kvk:12345678", "vat:NL123456789", a plain name, or "id:" with its own number.

    None where nothing names it: no number, and a name that is empty or was taken out ("anoniem").
    """
    return identity(name, kvk, vat_number, supplier_id).key


def identity(name: str | None, kvk: str | None, vat_number: str | None, supplier_id: str | None) -> Identity:
    """The key of a supplier and all its identifiers."""
    number = _own_number(supplier_id)
    found = {"kvk": _kvk(kvk), "vat": _vat(vat_number), "name": name_key(name), "id": number}
    sure = [found[kind] for kind in ("kvk", "vat", "id", "name") if found[kind]]
    best = next((found[kind] for kind in ("kvk", "vat", "name", "id") if found[kind]), None)
    return Identity(best, tuple(text for text in sure if text))


@lru_cache(maxsize=65536)
def identifiers_of(text: str) -> frozenset[str]:
    """All that a key in a register can mean: a KvK number, a VAT number, the body's own number, or a name.

    A key may give several of these with a bar between them: "12345678 | Beans B.V.".
    """
    if "|" in text:
        return frozenset(meaning for part in text.split("|") for meaning in identifiers_of(part))
    meanings = {_kvk(text), _vat(text) if any(letter.isalpha() for letter in text) else None, _own_number(text)}
    return frozenset(meaning for meaning in meanings | {name_key(text)} if meaning)


def _kvk(text: str | None) -> str | None:
    digits = re.sub(r"\D", "", text or "")
    return f"kvk:{digits.zfill(8)}" if len(digits) in (7, 8) and not re.search(r"[A-Za-z]{4}", text or "") else None


def _vat(text: str | None) -> str | None:
    plain = re.sub(r"[^0-9A-Z]", "", (text or "").upper())
    dutch = RSIN.fullmatch(plain)
    if dutch:
        return f"vat:NL{dutch[1]}"
    return f"vat:{plain}" if FOREIGN_VAT.fullmatch(plain) and sum(map(str.isdigit, plain)) >= 6 else None


def _own_number(text: str | None) -> str | None:
    plain = " ".join((text or "").split()).casefold()
    return f"id:{plain}" if plain else None


@lru_cache(maxsize=65536)
def name_key(name: str | None) -> str | None:
    """A name without what does not tell suppliers apart; None where it names nobody."""
    raw = " ".join((name or "").split()).casefold()
    if not raw or is_redacted(raw):
        return None
    text = plain(_without_id(_before_trade_name(raw)))
    return _without_legal_form(text) or raw


def plain(text: str) -> str:
    """Lower case letters and digits with single spaces; "&" and "and" become "en"."""
    decomposed = unicodedata.normalize("NFKD", text)
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).replace("&", " en ")
    letters = re.sub(r"[.'’`]", "", letters)
    words = re.sub(r"[^0-9a-z]+", " ", letters).split()
    return " ".join("en" if word == "and" else word for word in words)


def _without_id(text: str) -> str:
    shorter = LEADING_ID.sub("", text)
    ended = TRAILING_ID.sub("", shorter)
    return ended if re.search(r"[a-z]{2}", ended) else shorter


def _before_trade_name(text: str) -> str:
    for words in _words()["trading_as"]:
        before, found, _ = text.partition(f" {words} ")
        if found:
            return before
    return text


def _without_legal_form(text: str) -> str:
    forms = _words()
    changed = True
    while changed:
        changed = False
        for form in forms["legal_forms"]:
            if text == form or text.endswith(f" {form}"):
                text, changed = text.removesuffix(form).rstrip(), True
        for form in forms["leading_legal_forms"]:
            if text.startswith(f"{form} "):
                text, changed = text.removeprefix(form).lstrip(), True
    return text


def is_redacted(name: str) -> bool:
    """Whether a name says that the name was taken out: "REDACTED", "1195 natuurlijke personen"."""
    return re.sub(r"\b\d+\b", "", plain(name.casefold())).strip() in _words()["redacted"]


@cache
def _words() -> dict[str, Any]:
    with (VOCABULARY_FOLDER / "suppliers.toml").open("rb") as stream:
        return tomllib.load(stream)
