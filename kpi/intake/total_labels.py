"""How a cell says that its row is a total."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kpi.intake.vocabulary import total_words


def simple_text(text: str) -> str:
    """A text as labels are compared: small letters, one space between words, no other marks."""
    return " ".join(re.sub(r"[^\w ]", " ", text.casefold()).split())


@lru_cache(maxsize=20_000)
def label_of(text: str) -> str | None:
    """How a cell names a total: "whole", "start", "end", or None. SAP marks totals with nothing but asterisks."""
    if not text.strip("*∑Σ "):
        return "whole"
    simple = simple_text(text)
    words = total_words()
    if simple in words["whole"]:
        return "whole"
    if any(simple.startswith(word + " ") for word in words["start"]):
        return "start"
    ends = simple.endswith("totaal") or any(simple.endswith(" " + word) for word in words["end"])
    return "end" if ends else None


@cache
def whole_labels() -> str:
    """A regular expression for cells of which `label_of` is "whole": for very many at once."""
    words = (r"\W+".join(map(re.escape, word.split())) for word in total_words()["whole"])
    return rf"(?i)^\W*(?:{'|'.join(words)})\W*$|^[*∑Σ ]+$"


def is_part(text: str) -> bool:
    """Whether a label names a sub-total."""
    return any(simple_text(text).startswith(word) for word in total_words()["part"])
