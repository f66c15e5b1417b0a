"""A linear model that learned from example texts (data/vocabulary/category_examples.toml) which words point where.

Ridge regression on TF-IDF weights of words, pairs of words and parts of words, one output a class. A class is a CPV division
("50"), a reason why it is no procurement ("salary"), or "unknown". Fitted beforehand (fit_text_model.py) and kept as numbers; answering needs only NumPy.
Method and figures: docs/classification.md.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
import zlib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from kpi.evidence.suppliers import VOCABULARY_FOLDER

EXAMPLES = VOCABULARY_FOLDER / "category_examples.toml"
FITTED = VOCABULARY_FOLDER / "category_model.npz"
UNKNOWN = "unknown"
WIDTH = 1 << 15
"""Features are numbered by a checksum; more numbers than features that occur would only make the file larger."""
PART_LENGTHS = (3, 4)
_WORD = re.compile(r"[a-z0-9&]+")


@dataclass(frozen=True)
class Example:
    """A text that a person classified. `code` is a CPV prefix, a reason for exclusion, or "unknown"."""

    text: str
    code: str

    @property
    def class_(self) -> str:
        return self.code[:2] if self.code.isdigit() else self.code


@dataclass(frozen=True)
class Occurrences:
    """By feature, the examples that have it: those of feature n stand from `starts[n]` up to `starts[n + 1]`."""

    starts: np.ndarray
    places: np.ndarray  # which example
    weights: np.ndarray  # its weight in that example

    def of(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        between = slice(self.starts[number], self.starts[number + 1])
        return self.places[between], self.weights[between]


@dataclass(frozen=True)
class Model:
    classes: tuple[str, ...]
    rarity: np.ndarray  # inverse document frequency, a feature
    weights: np.ndarray  # features x classes


@cache
def examples() -> tuple[Example, ...]:
    """All example texts."""
    entries = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))["example"]
    return tuple(Example(text, entry.get("cpv") or entry["exclusion"]) for entry in entries for text in entry["texts"])


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without accents and punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))


def _features(text: str) -> Counter[int]:
    words = plain_words(text)
    named = [f"w {word}" for word in words] + [f"b {one} {two}" for one, two in pairwise(words)]
    for word in words:
        edged = f"<{word}>"
        for length in PART_LENGTHS:
            named += [f"c {edged[start : start + length]}" for start in range(len(edged) - length + 1)]
    return Counter(zlib.crc32(name.encode()) % WIDTH for name in named)


def features(text: str) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of a text's features, and how heavily each occurs in it."""
    counted = _features(text)
    return np.array(list(counted), np.int64), 1 + np.log(np.array(list(counted.values()), np.float32))


def weighted(text: str, rarity: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """A text as TF-IDF: the numbers of its features and their weights, together of length 1."""
    numbers, weights = features(text)
    weights = weights * rarity[numbers]
    length = float(np.linalg.norm(weights))
    return numbers, weights / length if length else weights


@cache
def fitted() -> Model:
    """The model that was fitted at build time."""
    with np.load(FITTED, allow_pickle=False) as kept:
        return Model(
            tuple(str(name) for name in kept["classes"]),
            kept["rarity"].astype(np.float32),
            kept["weights"].astype(np.float32),
        )


@cache
def occurrences() -> Occurrences:
    """Where each feature occurs in the examples, as kept beside the model: working it out takes longer than all answers of a body."""
    with np.load(FITTED, allow_pickle=False) as kept:
        return Occurrences(kept["feature_starts"], kept["feature_places"], kept["feature_weights"].astype(np.float32))


def scores(text: str) -> np.ndarray:
    """How much a text points to each of `fitted().classes`; about 1 is sure, about 0 is nothing."""
    numbers, weights = weighted(text, fitted().rarity)
    return weights @ fitted().weights[numbers]
