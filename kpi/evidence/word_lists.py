"""Lists of words of data/vocabulary: whole words, `*` at an end for any ending or beginning, as expressions to look for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from kpi.evidence.suppliers import VOCABULARY_FOLDER


def expression(word: str) -> str:
    """The expression of one listed word; a word boundary on both sides, but where it has a `*`."""
    body = re.escape(word.strip("*")).replace(r"\*", r".*")
    start = r"\w*" if word.startswith("*") else ""
    return rf"(?<!\w){start}{body}" + (r"\w*" if word.endswith("*") else r"(?!\w)")


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """One expression for all words, the longest first; of no words, one that nothing matches."""
    return re.compile("|".join(expression(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """A file of data/vocabulary."""
    with (VOCABULARY_FOLDER / name).open("rb") as stream:
        return tomllib.load(stream)
