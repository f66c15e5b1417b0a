"""Suggestions for a person to confirm. They never count by themselves.

Two sources that work apart from each other: word lists, and a model that learned from example texts. Where they agree the
suggestion is seldom wrong; how seldom is measured in docs/classification.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np

from kpi.evidence.categories import normal_text
from kpi.evidence.similar_texts import NEARLY_THE_SAME, similar
from kpi.evidence.text_model import UNKNOWN, fitted, scores
from kpi.evidence.word_lists import any_of, expression, vocabulary
from kpi.model import EXCLUSION_REASONS, Suggestion

WORD_WEIGHT = 0.25
"""What a listed word adds to the score of its class: enough to win from a model that is unsure, not from one that is sure."""
LEAST_SCORE = 0.2
"""A text without a listed word that scores less resembles nothing that we know."""
LEAST_AGREED = 0.35
"""A score of the model under this is too weak to count as a second opinion: many texts say nothing, and contain a listed word."""
OTHERS = 4
FIRST_SERVICE = "50"
"""The CPV divisions from here on are services; those before are goods and works."""


@lru_cache(maxsize=100_000)
def suggest(text: str) -> Suggestion:
    """What a category text probably is."""
    text = in_full(text)
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
    agreed = bool(row.max() >= LEAST_AGREED) and (
        likeliest in EXCLUSION_REASONS and best in EXCLUSION_REASONS
        if exclusion
        else category is not None and _class_of(category[0]) == likeliest == best and not _buys_goods(text, *category)
    )
    return Suggestion(
        cpv=_code(best, category, alike) if best.isdigit() else None,
        exclusion=best if best in EXCLUSION_REASONS else None,
        agreed=agreed,
        word=said[1] if said else None,
        similar=tuple(example.text for example, _ in alike),
        others=tuple(name for name in order if name not in (best, UNKNOWN))[:OTHERS],
    )


def in_full(text: str) -> str:
    """A text with the words that ledgers shorten written out: "Trng Svs" is "training services"."""
    return _short_words().sub(lambda found: _in_full()[found.group(1).casefold()], text)


@cache
def _in_full() -> dict[str, str]:
    return vocabulary("abbreviations.toml")["words"]


@cache
def _short_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({'|'.join(_in_full())})(?!\w)\.?", re.IGNORECASE)


def _buys_goods(text: str, code: str, word: str) -> bool:
    """Whether a text names a thing, beside the word for which a service is suggested."""
    return code >= FIRST_SERVICE and not _goods().search(word) and bool(_goods().search(normal_text(text)))


@cache
def _goods() -> re.Pattern[str]:
    return any_of(vocabulary("categories.toml")["goods"])


def _class_of(code: str) -> str:
    return code[:2] if code.isdigit() else code


def _code(division: str, category: tuple[str, str] | None, alike: list[Any]) -> str:
    """The division, or its group where a listed word or a nearly equal example text fixes it."""
    if category and _class_of(category[0]) == division:
        return category[0]
    return alike[0][0].code if alike and alike[0][1] >= NEARLY_THE_SAME else division


def suggest_category(text: str) -> tuple[str, str] | None:
    """The CPV prefix that a category text suggests, and the word that says so; of several words the longest."""
    return _longest(_category_words(), normal_text(text))


def suggest_exclusion(text: str) -> tuple[str, str] | None:
    """Why a category text suggests that this is no procurement (model.EXCLUSION_REASONS), and the word that says so."""
    plain = normal_text(text)
    if not _longest(_exclusion_words(), plain):
        return None
    against = {reason for reason in EXCLUSION_REASONS if vetoed(plain, reason)}
    return _longest([word for word in _exclusion_words() if word.means not in against], plain)


def vetoed(text: str, reason: str) -> bool:
    """Whether a normalised text has a word with which it is procurement after all, or not left out for this reason."""
    veto, no_veto, own = _vetoes(reason)
    return bool(own.search(text) or veto.search(no_veto.sub(" ", text)))


@dataclass(frozen=True)
class ListedWord:
    """A word of the lists and what it means: a CPV prefix, or a reason for exclusion."""

    word: str
    means: str
    stem: str

    @staticmethod
    def longest_first(meanings: dict[str, str]) -> tuple[ListedWord, ...]:
        return tuple(
            ListedWord(word, meanings[word], word.strip("*").partition("*")[0])
            for word in sorted(meanings, key=len, reverse=True)
        )


def _longest(words: Iterable[ListedWord], text: str) -> tuple[str, str] | None:
    """What the longest listed word that stands in a text means, and the word. Looking for its stem first saves nearly all time."""
    return next(((one.means, one.word) for one in words if one.stem in text and _one(one.word).search(text)), None)


@cache
def _one(word: str) -> re.Pattern[str]:
    return re.compile(expression(word))


@cache
def _category_words() -> tuple[ListedWord, ...]:
    return ListedWord.longest_first(
        {word: entry["cpv"] for entry in vocabulary("categories.toml")["suggestion"] for word in entry["words"]}
    )


@cache
def _exclusion_words() -> tuple[ListedWord, ...]:
    return ListedWord.longest_first(
        {
            word: reason
            for reason, entry in vocabulary("exclusions.toml").items()
            if reason in EXCLUSION_REASONS
            for word in (*entry["nl"], *entry["en"])
        }
    )


@cache
def _vetoes(reason: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The words that mean procurement after all, those that only look like it, and those that speak against this reason."""
    lists = vocabulary("exclusions.toml")
    return any_of(lists["veto"]), any_of(lists["no_veto"]), any_of(lists[reason].get("veto", ()))
