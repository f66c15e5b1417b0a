"""The words of spend files, from data/vocabulary: what columns are called, and what stands in cells.

A header and every known word are reduced in the same way before they are compared, so that abbreviations, plurals,
compounds and the two languages meet in one spelling.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kpi.model import Severity

FOLDER = Path(__file__).parents[2] / "data" / "vocabulary"

EXACT, START, PART, TYPING_ERROR = 100, 90, 80, 70
WEAK = 30  # taken off a score when the words come from the weak list


@dataclass(frozen=True)
class Field:
    """One thing a column can hold. `output` tells whether it is given back as a column of that name."""

    name: str
    kind: str
    output: bool
    order: int


@dataclass(frozen=True)
class Match:
    """How well a header says that its column holds a field; `words` is the synonym that said so."""

    field: Field
    score: int
    words: str


@dataclass(frozen=True)
class _Synonym:
    field: Field
    tokens: tuple[str, ...]
    words: str
    whole: bool
    weak: bool


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


@cache
def fields() -> Mapping[str, Field]:
    """All fields by name."""
    return {
        entry["name"]: Field(entry["name"], entry["kind"], entry.get("output", "yes") == "yes", order)
        for order, entry in enumerate(_load("columns.toml")["field"])
    }


@cache
def _reduced() -> dict[str, str]:
    return {word: kept for kept, words in _load("columns.toml")["reduce"].items() for word in words}


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(_load("columns.toml")["heads"]["suffixes"], key=len, reverse=True))


@cache
def _stopped() -> frozenset[str]:
    stop = _load("columns.toml")["stop"]
    return frozenset(stop["words"]) | frozenset(stop["currency"])


@cache
def _heads(of_amount: bool) -> frozenset[str]:
    heads = _load("columns.toml")["heads"]
    harmless = heads["beside_amounts"] if of_amount else ()
    return frozenset(token for word in heads["words"] if word not in harmless for token in reduce_header(word))


def _parts(token: str) -> list[str]:
    """A word in its kept spelling, a Dutch compound cut before its last part."""
    token = _reduced().get(token, token)
    for suffix in _suffixes():
        if token.endswith(suffix) and len(token) > len(suffix) + 2:
            first = token.removesuffix(suffix)
            if first not in _reduced():
                first = first.removesuffix("s") if first.removesuffix("s") in _reduced() else first
            return [_reduced().get(first, first), _reduced().get(suffix, suffix)]
    return [token]


@lru_cache(maxsize=20_000)
def reduce_header(header: str) -> tuple[str, ...]:
    """The words of a header in one spelling: ("factuur", "datum") for "Factuurdatum" and for "INVOICE_DATE"."""
    if header.strip() in ("+/-", "+ / -", "-/+"):
        return ("plus", "min")
    text = re.sub("kvk", "kvk", header, flags=re.IGNORECASE).replace("€", " euro ").replace("£", " gbp ")
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z]{2})", " ", text)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+|\d+", re.sub(r"[x*]\s*1[.,]?000\b|['’]", "", text))
    tokens = tuple(part for word in words if word not in _stopped() for part in _parts(word))
    return tokens or tuple(words)


@cache
def _synonyms() -> tuple[dict[str, list[_Synonym]], dict[str, list[_Synonym]]]:
    """Synonyms by each of their words, and by their spelling without blanks."""
    by_word: dict[str, list[_Synonym]] = {}
    by_spelling: dict[str, list[_Synonym]] = {}
    for entry in _load("columns.toml")["field"]:
        for kind in ("words", "exact", "weak"):
            for words in entry.get(kind, ()):
                tokens = reduce_header(words)
                synonym = _Synonym(fields()[entry["name"]], tokens, words, kind == "exact", kind == "weak")
                by_spelling.setdefault("".join(tokens), []).append(synonym)
                for token in set(tokens):
                    by_word.setdefault(token, []).append(synonym)
    return by_word, by_spelling


@lru_cache(maxsize=20_000)
def match_header(header: str, typing_errors: bool = True) -> tuple[Match, ...]:
    """The fields that a header may name, best first: one match a field. Empty when it says nothing known."""
    tokens = reduce_header(header)
    by_word, by_spelling = _synonyms()
    best: dict[str, tuple[int, _Synonym]] = {}

    def offer(score: int, synonym: _Synonym) -> None:
        score -= WEAK if synonym.weak else 0
        if score > best.get(synonym.field.name, (0, synonym))[0]:
            best[synonym.field.name] = (score, synonym)

    for synonym in by_spelling.get("".join(tokens), ()):
        offer(EXACT, synonym)
    for token in set(tokens):
        for synonym in by_word.get(token, ()):
            offer(_score(tokens, synonym), synonym)
    _offer_with_basis(tokens, best)
    if typing_errors and all(score < TYPING_ERROR for score, _ in best.values()):
        corrected = tuple(_corrected(token) for token in tokens)
        if corrected != tokens:
            for token in set(corrected):
                for synonym in by_word.get(token, ()):
                    offer(min(_score(corrected, synonym), TYPING_ERROR), synonym)
    if typing_errors and not best and 5 <= len("".join(tokens)) <= 30:
        spelling = "".join(tokens)
        for known, synonyms in by_spelling.items():
            likely = known[0] == spelling[0] or known[1:3] == spelling[1:3]
            if likely and abs(len(known) - len(spelling)) <= 2 and is_typing_error(spelling, known):
                for synonym in synonyms:
                    offer(TYPING_ERROR, synonym)
    ranked = sorted(best.values(), key=lambda pair: (-pair[0], pair[1].field.order))
    return tuple(Match(synonym.field, score, synonym.words) for score, synonym in ranked if score > 0)


_BASES = {"excl": "amount_net", "netto": "amount_net", "incl": "amount_gross", "bruto": "amount_gross"}
_AMOUNTS = ("amount", "amount_gross", "amount_net")


def _offer_with_basis(tokens: tuple[str, ...], best: dict[str, tuple[int, _Synonym]]) -> None:
    """An amount beside words that say its basis ("Total (excludes VAT)", "Invoice line net") is a net or a gross one."""
    for place, (token, following) in enumerate(zip(tokens, (*tokens, "")[1:], strict=True)):
        if token not in _BASES or (token in ("excl", "incl") and following != "btw"):
            continue
        rest = tokens[:place] + tokens[place + (2 if following == "btw" else 1) :]
        scores = [
            (_score(rest, synonym), synonym)
            for word in set(rest)
            for synonym in _synonyms()[0].get(word, ())
            if synonym.field.name in _AMOUNTS
        ]
        score, synonym = max(scores, key=lambda pair: pair[0], default=(0, None))
        name = _BASES[token]
        if synonym and score > best.get(name, (0, synonym))[0]:
            best[name] = (score, replace(synonym, field=fields()[name]))


@lru_cache(maxsize=20_000)
def _corrected(token: str) -> str:
    """A word of a header with its typing error taken out, in the kept spelling: "ammount" is "bedrag"."""
    if len(token) < 5 or token in _synonyms()[0]:
        return token
    for word, kept in _reduced().items():
        likely = len(word) >= 5 and word[0] == token[0] and abs(len(word) - len(token)) <= 1
        if likely and is_typing_error(token, word):
            return kept
    return token


def _score(tokens: tuple[str, ...], synonym: _Synonym) -> int:
    words = synonym.tokens
    if tokens == words or sorted(tokens) == sorted(words):
        return EXACT
    if synonym.whole or not set(words) <= set(tokens):
        return 0
    extra = [token for token in tokens if token not in words]
    if synonym.field.kind == "text":
        extra = [token for token in extra if token != "naam"]  # "Begunstigde (naam)" is no more than "Begunstigde"
    if any(token in _heads(synonym.field.kind == "amount") for token in extra):
        return 0
    if synonym.weak and synonym.field.kind == "date" and not other_dates().isdisjoint(extra):
        return 0
    more = min(3 * len(extra), 15) - min(len(words) - 1, 3) * 2
    return (START if tokens[: len(words)] == words else PART) - more


def is_typing_error(written: str, known: str) -> bool:
    """Whether two spellings differ by one letter, or two in a long word (changed, left out, added, swapped)."""
    allowed = 1 if len(known) < 9 else 2
    previous: list[int] = list(range(len(known) + 1))
    before: list[int] = []
    for row, letter in enumerate(written, 1):
        current = [row]
        for column, other in enumerate(known, 1):
            cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (letter != other))
            if before and column > 1 and letter == known[column - 2] and written[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > allowed:
            return False
        before, previous = previous, current
    return previous[-1] <= allowed


class Spellings:
    """Known spellings, to find those that something written with a typing error may be, without comparing it with each letter by letter.

    A typing error changes at most two letters: what differs more in length, or in which letters there are, is none.
    """

    def __init__(self, known: Iterable[str]):
        self._by_length: dict[int, list[tuple[int, str, frozenset[str]]]] = {}
        for place, one in enumerate(known):
            self._by_length.setdefault(len(one), []).append((place, one, frozenset(one)))

    def near(self, written: str) -> list[str]:
        """Those from which it differs by a typing error (`is_typing_error`), in the order in which they were given."""
        letters = frozenset(written)
        found = [
            (place, known)
            for length in range(len(written) - 2, len(written) + 3)
            for place, known, of_known in self._by_length.get(length, ())
            if len(letters - of_known) <= 2 and len(of_known - letters) <= 2 and is_typing_error(written, known)
        ]
        return [known for _, known in sorted(found)]


@cache
def months() -> Mapping[str, int]:
    """Month names and abbreviations in lower case, with their number."""
    return {name: int(number) for number, names in _load("words.toml")["months"].items() for name in names}


@cache
def other_dates(sort: str | None = None) -> frozenset[str]:
    """Words of a header, in the kept spelling, by which a date is not when something was invoiced, booked or paid.

    Of one sort: the `start` or the `end` of a term.
    """
    sorts = _load("words.toml")["other_dates"]
    chosen = sorts.values() if sort is None else [sorts[sort]]
    return frozenset(token for words in chosen for word in words for token in reduce_header(word))


@cache
def currencies() -> Mapping[str, str]:
    """Currency signs and codes in upper case, with their ISO 4217 code."""
    return dict(_load("words.toml")["currency"])


@cache
def flags() -> Mapping[str, int]:
    """Debit (1) and credit (-1) marks in lower case."""
    marks = _load("words.toml")["flags"]
    return {mark: sign for name, sign in (("debit", 1), ("credit", -1)) for mark in marks[name]}


@cache
def credit_words() -> Mapping[str, frozenset[str]]:
    """Words that say credit note (`says`), and words that may stand beside them (`beside`)."""
    return {name: frozenset(words) for name, words in _load("words.toml")["credit_words"].items()}


@cache
def yes_words() -> frozenset[str]:
    """What means yes in a column of yes and no, in lower case."""
    return frozenset(_load("words.toml")["yes"]["words"])


@cache
def total_words() -> Mapping[str, tuple[str, ...]]:
    """Labels of total rows: `whole`, `start`, `end`, `part` (sub-totals) and `footer` (below the total)."""
    return {name: tuple(words) for name, words in _load("words.toml")["total"].items()}


@cache
def page_words() -> tuple[str, ...]:
    """What stands beside the number of a page."""
    return tuple(_load("words.toml")["page"]["words"])


@cache
def nil_phrases() -> tuple[str, ...]:
    """What is written where there was nothing to report."""
    return tuple(_load("words.toml")["nil"]["phrases"])


@cache
def unit_patterns() -> tuple[tuple[int, tuple[re.Pattern[str], ...]], ...]:
    """Units of amounts, the largest first, with the patterns that state them in lower-case text."""
    patterns = _load("words.toml")["units"]
    return tuple(
        (int(unit), tuple(re.compile(pattern) for pattern in patterns[unit]))
        for unit in sorted(patterns, key=int, reverse=True)
    )


@cache
def bands() -> Mapping[str, tuple[int | None, int | None]]:
    """Spend band codes with their low and high bound in whole euros; None where there is no bound."""
    return {str(band["code"]): (band.get("low"), band.get("high")) for band in _load("bands.toml")["band"]}


LOOKS_AT = (
    "sheets", "rows", "amounts", "repeats", "dates", "suppliers", "texts", "codes", "columns", "history",
)  # fmt: skip
"""What a rule of the catalogue may look at."""

_RULE = {"id", "severity", "looks_at", "name_nl", "name_en", "nl", "en"}


@cache
def rules() -> Mapping[str, Mapping[str, str]]:
    """The rule catalogue: id to severity, what it looks at, name and message. Raises ValueError when a rule is malformed."""
    found = {rule["id"]: rule for rule in _load("rules.toml")["rule"]}
    for name, rule in found.items():
        if set(rule) != _RULE or not all(rule.values()):
            raise ValueError(f"rules.toml: rule {name} has {sorted(rule)}. Expected, all filled: {sorted(_RULE)}")
        if rule["severity"] not in {one.value for one in Severity}:
            raise ValueError(f"rules.toml: severity {rule['severity']} of {name}. Expected: error, warning or info")
        if rule["looks_at"] not in LOOKS_AT:
            raise ValueError(f"rules.toml: {name} looks at {rule['looks_at']}. Expected one of: {', '.join(LOOKS_AT)}")
    return found


@cache
def counted() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Words for what is counted in messages, by language: one and several ("line", "lines")."""
    return {
        name: {language: (words[0], words[1]) for language, words in entry.items()}
        for name, entry in _load("rules.toml")["counted"].items()
    }


@cache
def register_words() -> Mapping[str, frozenset[str]]:
    """Words of registers: `nothing` stands in a cell where nothing is known, `beside` in a header without adding to it."""
    return {name: frozenset(words) for name, words in _load("registers.toml")["words"].items()}


@cache
def legal_forms() -> re.Pattern[str]:
    """A legal form at the end of a supplier's name, in lower case with blanks for punctuation."""
    return re.compile(rf"\s(?:{'|'.join(map(re.escape, _load('suppliers.toml')['legal_forms']))})\s*$")
