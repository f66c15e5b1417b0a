"""Suggestions from word lists, for a person to confirm. They never count by themselves."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from kpi.evidence.categories import normal_text
from kpi.evidence.suppliers import VOCABULARY_FOLDER


def suggest_category(text: str) -> tuple[str, str] | None:
    """The CPV prefix that a category text suggests, and the word that says so; of several words the longest."""
    found = _longest(_category_words(), normal_text(text))
    return (_category_words()[1][found], found) if found else None


def suggest_exclusion(text: str) -> tuple[str, str] | None:
    """Why a category text suggests that this is no procurement (model.EXCLUSION_REASONS), and the word that says so."""
    plain = normal_text(text)
    words, veto, no_veto = _exclusion_words()
    found = _longest(words, plain)
    if not found or veto.search(no_veto.sub(" ", plain)):
        return None
    return words[1][found], found


Words = tuple[re.Pattern[str], dict[str, str]]


def _longest(words: Words, text: str) -> str | None:
    """The listed word that speaks longest in a text; of equally long ones the first."""
    pattern, meanings = words
    best: tuple[int, str] | None = None
    for match in pattern.finditer(text):
        for word, found in ((word, _one(word).match(text, match.start())) for word in meanings):
            if found and (best is None or len(word) > best[0]):
                best = (len(word), word)
    return best[1] if best else None


def _expression(word: str) -> str:
    body = re.escape(word.strip("*"))
    start = r"\w*" if word.startswith("*") else ""
    return rf"(?<!\w){start}{body}" + (r"\w*" if word.endswith("*") else r"(?!\w)")


@cache
def _one(word: str) -> re.Pattern[str]:
    return re.compile(_expression(word))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(_expression(word) for word in sorted(words, key=len, reverse=True)))


def _load(name: str) -> dict[str, Any]:
    with (VOCABULARY_FOLDER / name).open("rb") as stream:
        return tomllib.load(stream)


@cache
def _category_words() -> Words:
    meanings = {word: entry["cpv"] for entry in _load("categories.toml")["suggestion"] for word in entry["words"]}
    return _any_of(meanings), meanings


@cache
def _exclusion_words() -> tuple[Words, re.Pattern[str], re.Pattern[str]]:
    """The words, those that mean procurement after all, and those that only look like the latter."""
    lists = _load("exclusions.toml")
    reasons = {
        word: reason
        for reason, entry in lists.items()
        if reason not in ("veto", "no_veto")
        for word in (*entry["nl"], *entry["en"])
    }
    return (_any_of(reasons), reasons), _any_of(lists["veto"]), _any_of(lists["no_veto"])
