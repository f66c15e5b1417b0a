"""Pairs of suppliers whose names are nearly equal, for a person to put together or to keep apart. They are never put together by
themselves: one pair in ten is two suppliers.

Only names that share all words but one, and the beginning or the end of that one, are compared, so work grows with the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations

from kpi.evidence.word_lists import vocabulary

LEAST = 94
"""Of 100. At 94 to 97 nine pairs in ten were one supplier; at 90 to 94 two in three."""
MOST_IN_BLOCK = 60
"""A word that more suppliers share tells nothing; their names are not compared by it."""
MOST_WORDS = 8
SHORT = 3
ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")


def near_pairs(names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    """Pairs of keys whose plain names (`name_key`) score LEAST or more of 100, each once, the keys in order.

    Never where digits, roman numerals or counting words differ, and never for schools, governments or names of digits only.
    """
    blocks: dict[str, list[str]] = {}
    for key, name in names.items():
        if re.search(r"[a-z]{2}", name) and not _never().intersection(name.split()):
            for block in set(_blocks(name)):
                blocks.setdefault(block, []).append(key)
    found: dict[tuple[str, str], int] = {}
    for members in blocks.values():
        if 1 < len(members) <= MOST_IN_BLOCK:
            for one, other in combinations(sorted(members), 2):
                if (one, other) not in found:
                    found[one, other] = _score(names[one], names[other])
    return sorted((one, other, score) for (one, other), score in found.items() if score >= LEAST)


def _blocks(name: str) -> Iterator[str]:
    """What two nearly equal names have in common: all letters, or all words but one and the beginning or end of that one."""
    words = sorted(name.split())[:MOST_WORDS]
    yield "=" + "".join(name.split())
    if len(words) == 1:
        yield f"<{name[:4]}"
        yield f">{name[-4:]}"
        return
    yield "+" + " ".join(words)
    for place, word in enumerate(words):
        rest = " ".join(words[:place] + words[place + 1 :])
        yield f"<{rest}|{word[:2]}"
        yield f">{rest}|{word[-2:]}"
        if len(word) <= SHORT:
            yield "+" + rest


def _score(one: str, other: str) -> int:
    """How equal two names are, 0 to 100: as they are written, or with their words in order, whichever is more."""
    if _numbers(one) != _numbers(other):
        return 0
    written = _ratio(one, other)
    return written if written >= LEAST else max(written, _ratio(_ordered(one), _ordered(other)))


def _ordered(name: str) -> str:
    return " ".join(sorted(name.split()))


def _numbers(name: str) -> tuple[list[str], list[str]]:
    words = name.split()
    return re.findall(r"\d+", name), [word for word in words if ROMAN.fullmatch(word) or word in _counting()]


def _ratio(one: str, other: str) -> int:
    """Twice the letters that the names have in common, in order, of all their letters; in hundredths, rounded down."""
    total = len(one) + len(other)
    if not total or 200 * min(len(one), len(other)) < LEAST * total:
        return 0
    return 200 * _common(one, other) // total


def _common(one: str, other: str) -> int:
    """The length of the longest common subsequence, a row of the table at a time as the bits of one number."""
    places: dict[str, int] = {}
    for place, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << place
    everything = (1 << len(one)) - 1
    row = everything
    for letter in other:
        matches = row & places.get(letter, 0)
        row = (row + matches | row - matches) & everything
    return len(one) - row.bit_count()


@cache
def _never() -> frozenset[str]:
    return frozenset(vocabulary("suppliers.toml")["never_near"])


@cache
def _counting() -> frozenset[str]:
    return frozenset(vocabulary("suppliers.toml")["counting"])
