"""Suppliers whose name is that of a natural person, or was taken out: kept inside the body, and counted as what they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from functools import cache, lru_cache

from kpi.evidence.suppliers import LEADING_ID, TRAILING_ID, Identity, is_redacted, plain
from kpi.evidence.word_lists import vocabulary

PERSON, REDACTED = "person", "redacted"

INITIALS = re.compile(r"(?:(?!St\.|Fa\.|[BN]\.V\.)[A-Za-z][a-z]?\.\s?){1,5}|[A-Z](?:\s[A-Z]){0,3}(?=\s)")
ENDING_INITIALS = re.compile(r"\s(?:[A-Za-z]\.\s?){1,5}$")
MOST_WORDS = 3


@lru_cache(maxsize=131_072)
def person_kind(name: str | None) -> str | None:
    """ "person" where a name may be that of a natural person, "redacted" where it was taken out, None for all others.

    In doubt it is a person: what is hidden needlessly costs less than a name that leaks. Where there is no name at all it is None.
    """
    written = " ".join((name or "").split())
    if not written:
        return None
    if is_redacted(written):
        return REDACTED
    return PERSON if _is_person(TRAILING_ID.sub("", LEADING_ID.sub("", written))) else None


def without_names(identities: Mapping[Identity, Identity], persons: Collection[Identity]) -> dict[Identity, Identity]:
    """The same with a number that says nothing in the place of a key that is the name of a person.

    A key stands in the address of a page and in the copy of the figures; the name stays among the identifiers, for the body's own rules.
    """
    named = {identities[one].key for one in persons}
    return {
        one: Identity(_number_for(found.key), found.identifiers)
        if found.key in named and not _is_number(found.key)
        else found
        for one, found in identities.items()
    }


def _is_number(key: str | None) -> bool:
    return key is None or key.startswith(("kvk:", "vat:", "id:"))


def _number_for(name: str | None) -> str:
    return f"person:{hashlib.sha256((name or '').encode()).hexdigest()[:16]}"


def _is_person(written: str) -> bool:
    words = _words_of(written)
    said = _vocabulary()
    titled = _without_title(words)
    title = len(words) - len(titled) if titled else 0
    if any(character.isdigit() for character in written) or _is_firm(plain(written.casefold()).split()[title:]):
        return False
    if titled is not None:
        return _is_last_name(_without_initials(titled) or titled)
    rest = _after_initials(written) or _before_initials(written)
    if rest:
        behind = _words_of(rest)
        return _is_last_name(behind) and max(map(len, behind)) > 2
    last, comma, first = written.partition(",")
    if comma and _is_last_name(_words_of(last)):
        given = _words_of(first)
        return bool(given) and (all(len(word) <= 2 for word in given) or given[0] in said["first_names"])
    return len(words) >= 2 and words[0] in said["first_names"] and _is_last_name(_without_initials(words[1:]))


def _is_firm(words: list[str]) -> bool:
    """Whether a word says so; one of two letters, which may be initials, only at the end or between others."""
    telling = [word for place, word in enumerate(words) if len(word) > 2 or place]
    return not _vocabulary()["firm_words"].isdisjoint(telling)


def _after_initials(written: str) -> str | None:
    """What stands behind initials at the start: "J.P. de Vries" gives "de Vries"."""
    found = INITIALS.match(written)
    return written[found.end() :].strip() if found and found.end() < len(written) else None


def _before_initials(written: str) -> str | None:
    """What stands before initials with dots at the end: "VRIES J.P." gives "VRIES"."""
    found = ENDING_INITIALS.search(written)
    return written[: found.start()].strip(" ,") if found else None


def _is_last_name(words: list[str]) -> bool:
    """One or two words behind particles, each of letters."""
    rest = [word for word in words if word not in _vocabulary()["particles"]]
    return 1 <= len(rest) <= 2 and len(words) <= len(rest) + MOST_WORDS and all(len(word) > 1 for word in rest)


def _without_title(words: list[str]) -> list[str] | None:
    """What stands behind a title; None where no title stands in front."""
    for count in (4, 3, 2, 1):
        if len(words) > count and " ".join(words[:count]) in _vocabulary()["titles"]:
            return words[count:]
    return None


def _without_initials(words: list[str]) -> list[str]:
    return [word for word in words if len(word) > 1 or word in _vocabulary()["particles"]]


def _words_of(text: str) -> list[str]:
    return re.sub(r"[^\w'’-]+", " ", text.casefold()).split()


@cache
def _vocabulary() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in vocabulary("persons.toml").items()}
