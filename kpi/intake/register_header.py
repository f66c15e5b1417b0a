"""Where the header of a register is, and which of its columns is what, by the words of its form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from kpi.intake.cells import DATE, NUMBER, Cells
from kpi.intake.vocabulary import Spellings, register_words
from kpi.language import message
from kpi.model import Message, RegisterForm

LOOK_AT_ROWS = 100
"""A header stands in the first rows; titles and notes above it take some."""

SHORTEST_WITH_ERROR = 5
EXACT, BESIDE, TYPING_ERROR = 1000, 800, 600


@dataclass(frozen=True)
class Said:
    """How well a header names a column of a form, and by which word."""

    column: str
    score: int
    word: str


@dataclass(frozen=True)
class Header:
    """A header that fits a form: its rows, the text of each column, and which column is what."""

    form: RegisterForm
    rows: tuple[int, ...]
    texts: tuple[str, ...]
    chosen: Mapping[int, Said]  # by the index of the column
    twice: tuple[int, int] | None = None  # two columns with the same header that both name one column

    @property
    def score(self) -> int:
        return sum(said.score for said in self.chosen.values())

    @property
    def fits(self) -> bool:
        """Whether all that is needed is there. One known word is no header, unless it stands alone above a list that a person named."""
        alone = self.form.only and sum(map(bool, self.texts)) == 1
        return not self.missing and (alone or len(self.chosen) > 1)

    @property
    def whole(self) -> bool:
        """Whether each column of the sheet is named here, and spelled as it is known: no row below can name more."""
        by_word = all(said.score > TYPING_ERROR for said in self.chosen.values())
        return self.fits and by_word and 1 < len(self.chosen) == len(self.texts)

    @property
    def missing(self) -> tuple[str, ...]:
        """The first list of columns of which one is needed and none is there."""
        found = {said.column for said in self.chosen.values()}
        return next((names for names in self.form.needed if not found & set(names)), ())


def find_header(cells: Cells, forms: Sequence[RegisterForm]) -> Header | None:
    """The header of a sheet that fits one of the forms best; one that lacks a needed column where none fits, else None."""
    words = [(form, _words(form)) for form in forms]
    candidates: list[Header] = []
    for rows, texts in _possible_headers(cells):
        there = [Header(form, rows, tuple(texts), *_assigned(known, texts)) for form, known in words]
        candidates += [one for one in there if one.chosen]
        if any(one.whole for one in there):
            break
    return max(candidates, key=lambda one: (one.fits, one.score, -len(one.rows), -one.rows[0]), default=None)


def reason(header: str, said: Said) -> Message:
    """Why a column was taken for what it is."""
    if said.score > TYPING_ERROR:
        return message("The header “{header}” means this.", header=header)
    return message("The header “{header}” differs by a letter or two from “{word}”.", header=header, word=said.word)


def _possible_headers(cells: Cells) -> Iterator[tuple[tuple[int, ...], list[str]]]:
    """Rows of texts, alone and with the row above them: a group header, often merged, over the names of its columns."""
    above: tuple[int, list[str]] | None = None
    for index in range(min(cells.height, LOOK_AT_ROWS)):
        texts = cells.row(index)
        if not any(texts):
            continue
        if any(kind in (NUMBER, DATE) for kind in cells.kinds(index)):
            above = None
            continue
        yield (index,), texts
        if above is not None and above[0] == index - 1:
            yield (index - 1, index), _under(cells, above, texts)
        above = (index, texts)


def _under(cells: Cells, above: tuple[int, list[str]], texts: Sequence[str]) -> list[str]:
    """Two rows as one header: a text over several columns holds for all of them."""
    row, upper = above
    spread = list(upper)
    for first, last in cells.merged:
        if first[0] <= row <= last[0]:
            for column in range(first[1], min(last[1] + 1, len(spread))):
                spread[column] = spread[column] or upper[first[1]]
    return [" / ".join(part for part in pair if part) for pair in zip(spread, texts, strict=True)]


def _assigned(words: _Words, texts: Sequence[str]) -> tuple[dict[int, Said], tuple[int, int] | None]:
    """Each column of the form to the header that names it best, and two equal headers where there are such."""
    offers = sorted(
        ((said, index) for index, text in enumerate(texts) if text for said in _matches(words, text)),
        key=lambda offer: (-offer[0].score, offer[1]),
    )
    chosen: dict[int, Said] = {}
    taken: dict[str, int] = {}
    twice = None
    for said, index in offers:
        if said.column in taken:
            first = taken[said.column]
            same = plain_header(texts[first]) == plain_header(texts[index])
            twice = twice or ((first, index) if same and index != first else None)
        elif index not in chosen:
            chosen[index] = said
            taken[said.column] = index
    return chosen, twice


@lru_cache(maxsize=20_000)
def plain_header(text: str) -> tuple[str, ...]:
    """The words of a header: lower case, without accents, signs and what stands between brackets."""
    outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text)
    text = outside if re.search(r"\w", outside) else text
    text = re.sub("kvk", "kvk", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return tuple(re.findall(r"[a-z0-9]+", text))


def _spelling(words: Sequence[str]) -> str:
    return "".join(words)


def _without_beside(words: Sequence[str]) -> str:
    return _spelling([word for word in words if word not in register_words()["beside"]])


@dataclass(frozen=True, eq=False)
class _Words:
    """The headers of a form. `known` is each spelling: its column, its place among the words of that column, and the word."""

    known: Mapping[str, tuple[str, int, str]]
    long: Spellings


@cache
def _words(form: RegisterForm) -> _Words:
    known: dict[str, tuple[str, int, str]] = {}
    for column in form.columns:
        for place, word in enumerate((column.id, *column.words)):
            known.setdefault(_spelling(plain_header(word.replace("_", " "))), (column.id, place, word))
    return _Words(known, Spellings(one for one in known if len(one) >= SHORTEST_WITH_ERROR))


@lru_cache(maxsize=20_000)
def _spelled(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """A header in one spelling, and the spellings that it may be known by: as a whole and by its parts, each also without `beside` words."""
    plain = plain_header(text)
    alternatives = [one for one in (plain, *map(plain_header, re.split(r"\s*/\s*", text))) if one]
    exact = dict.fromkeys(map(_spelling, alternatives))
    return _spelling(plain), tuple(exact), tuple(dict.fromkeys(map(_without_beside, alternatives)))


@lru_cache(maxsize=20_000)
def _matches(words: _Words, text: str) -> tuple[Said, ...]:
    """The columns of a form that a header may name. A word that stands earlier in its list is the better one."""
    known, (spelling, exact, beside) = words.known, _spelled(text)
    for score, spellings in ((EXACT, exact), (BESIDE, beside)):
        found = [known[one] for one in spellings if one in known]
        if found:
            return tuple(Said(column, score - place, word) for column, place, word in dict.fromkeys(found))
    if len(spelling) < SHORTEST_WITH_ERROR:
        return ()
    near = [known[one] for one in words.long.near(spelling)]
    return tuple(Said(column, TYPING_ERROR - place, word) for column, place, word in near)
