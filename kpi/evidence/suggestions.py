"""Suggestions for a person to confirm. They never count by themselves.

Two sources that know nothing of each other: word lists, and a model that learned from example texts. Where they agree the
suggestion is seldom wrong; how seldom is measured in docs/classification.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import numpy as np

from kpi.evidence.categories import normal_text
from kpi.evidence.similar_texts import NEARLY_THE_SAME, similar
from kpi.evidence.suppliers import VOCABULARY_FOLDER
from kpi.evidence.text_model import UNKNOWN, fitted, scores
from kpi.model import EXCLUSION_REASONS, Suggestion

WORD_WEIGHT = 0.3
"""What a listed word adds to the score of its class: enough to win from a model that is unsure, not from one that is sure."""
LEAST_SCORE = 0.2
"""A text without a listed word that scores less resembles nothing that we know."""
OTHERS = 4


@lru_cache(maxsize=100_000)
def suggest(text: str) -> Suggestion:
    """What a category text probably is."""
    row = scores(text)
    classes = fitted().classes
    category, exclusion = suggest_category(text), suggest_exclusion(text)
    likeliest = classes[int(row.argmax())]
    weighed = row.copy()
    for found in (category, exclusion):
        if found:
            weighed[classes.index(_class_of(found[0]))] += WORD_WEIGHT
    order = [classes[place] for place in np.argsort(-weighed, kind="stable")]
    best = order[0]
    alike = similar(text, best)
    said = next((found for found in (exclusion, category) if found and _class_of(found[0]) == best), None)
    if said is None and (not alike or weighed.max() < LEAST_SCORE):
        best, alike = UNKNOWN, []
    # A veto word makes a text procurement after all, so a listed category beside a listed exclusion is no agreement.
    agreed = (
        likeliest in EXCLUSION_REASONS and best in EXCLUSION_REASONS
        if exclusion
        else category is not None and _class_of(category[0]) == likeliest == best
    )
    return Suggestion(
        cpv=_code(best, category, alike) if best.isdigit() else None,
        exclusion=best if best in EXCLUSION_REASONS else None,
        agreed=agreed,
        word=said[1] if said else None,
        similar=tuple(example.text for example, _ in alike),
        others=tuple(name for name in order if name not in (best, UNKNOWN))[:OTHERS],
    )


def _class_of(code: str) -> str:
    return code[:2] if code.isdigit() else code


def _code(division: str, category: tuple[str, str] | None, alike: list[Any]) -> str:
    """The division, or its group where a listed word or a nearly equal example text fixes it."""
    if category and _class_of(category[0]) == division:
        return category[0]
    return alike[0][0].code if alike and alike[0][1] >= NEARLY_THE_SAME else division


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
