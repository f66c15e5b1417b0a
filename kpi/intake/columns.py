"""Which column holds what: the header says it, and the values must agree.

Every choice carries its reason. Amount columns are only named here; which of them is summed is decided in amounts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from kpi.intake.cells import DATE, Column
from kpi.intake.dates import is_lost, read_date, read_period
from kpi.intake.marks import are_marks, only_marks
from kpi.intake.moves import moved
from kpi.intake.numbers import is_dash, read_number
from kpi.intake.personal import personal_columns
from kpi.intake.values import sample, share
from kpi.intake.vocabulary import EXACT, PART, Field, Match, fields, match_header, other_dates, reduce_header
from kpi.language import message
from kpi.model import Message

LEAST_SCORE = 40
BY_HAND = 1_000
"""The score of a choice that a person made."""

_CODE = re.compile(r"\d[\d./ -]*|[A-Z]{1,2}-?\d{3,}", re.IGNORECASE)
_DECIMALS = re.compile(r"[.,]\d{1,2}\D*$")
_WEB = re.compile(r"https?://", re.IGNORECASE)
_PERCENTAGE = re.compile(r"^\W*%|(?<!\d)\s*%\W*$")
"""How a header says that its column holds percentages: "% van totaal", "Aandeel (%)"; not the 21 % of a VAT rate."""


@dataclass(frozen=True)
class Seen:
    """What the values of a column look like: parts of its filled cells (of a sample)."""

    filled: int
    numbers: float
    dates: float
    codes: float
    amounts: float  # numbers with decimals
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Choice:
    """A column taken for a field."""

    field: Field
    index: int
    header: str
    score: int
    why: Message


def look(column: Column, header: str = "") -> Seen:
    """What a column's values look like; its header, repeated on every page, is no value."""
    texts = [text for text in sample(column) if text != header]
    numbers = [read_number(text) is not None for text in texts]
    typed = float((column.kinds == DATE).sum())
    filled = len(column.texts) - column.texts.null_count
    return Seen(
        filled,
        share(number or is_dash(text) for text, number in zip(texts, numbers, strict=True)),
        max(share(read_date(text) is not None or is_lost(text) for text in texts), typed / filled if filled else 0.0),
        share(_CODE.fullmatch(text) is not None for text in texts),
        share(number and _DECIMALS.search(text) is not None for text, number in zip(texts, numbers, strict=True)),
        tuple(texts),
    )


def _agrees(field: Field, seen: Seen, match: Match) -> int | None:
    """What the values add to or take off the score of the header; None when they contradict it."""
    if not seen.filled:
        return None if field.kind == "amount" else -60
    if field.kind == "text":
        return _agrees_with_text(field, seen)
    return 0 if _holds(field, seen, match) else None


def _holds(field: Field, seen: Seen, match: Match) -> bool:
    """Whether enough of the values are what the field holds."""
    texts, least = seen.texts, 0.8
    match field.kind, field.name:
        case "date", _:
            part, least = seen.dates, 0.5
        case "amount", _:
            part, least = seen.numbers, 0.3 if match.score >= PART else 0.6
        case "year", _:
            part, least = share(re.search(r"(?:19|20)\d\d", text) is not None for text in texts), 0.5
        case "flag", _:
            part = are_marks(texts, sure=match.score >= PART)
        case "band", _:
            part = share(text.isdigit() and int(text) <= 20 for text in texts)
        case "period", _:
            part, least = max(_periods(texts, named=match.score < EXACT), seen.dates), 0.5
        case _, "currency":
            part = share(len(text) <= 4 and not text[:1].isdigit() for text in texts)
        case _:
            part = 1.0
    return part >= least


def _periods(texts: Sequence[str], named: bool) -> float:
    """Which part are months, quarters or years; `named` when a bare number (a month without a year) proves nothing."""
    if named:
        return share(read_period(text) is not None and not text.isdigit() for text in texts)
    return share(read_period(text, 2000) is not None or text[:1] in "QqKk" for text in texts)


def _agrees_with_text(field: Field, seen: Seen) -> int | None:
    if seen.amounts >= 0.5:
        return None
    if share(_WEB.match(text) is not None for text in seen.texts) > 0.5:
        return -50
    if seen.codes < 0.8:
        return 0
    return None if field.name in ("supplier", "description") else -15


def _matches(header: str, seen: Seen) -> list[Match]:
    """What the header may name, with a supplier column that holds numbers read as the supplier's number."""
    matches = list(match_header(header)) if header else []
    if _PERCENTAGE.search(header):
        matches = [match for match in matches if match.field.kind != "amount"]
    for match in list(matches):
        if match.field.name == "supplier" and seen.codes >= 0.8 and seen.filled:
            known = {other.field.name for other in matches}
            if "supplier_id" not in known:
                matches.append(Match(fields()["supplier_id"], match.score - 5, match.words))
        if match.field.kind == "date" and seen.dates < 0.5:
            matches.append(Match(fields()["period"], match.score - 20, match.words))
    return matches


@dataclass(frozen=True)
class Columns:
    """The columns of a table: those taken for a field, all that hold amounts of some sort, all personal ones."""

    chosen: dict[str, Choice]
    amounts: tuple[Choice, ...]
    personal: dict[int, str]
    numeric: frozenset[int]  # columns of numbers with decimals, whatever they are called
    decided: frozenset[int] = frozenset()  # columns that a person decided about


def choose_columns(header: Sequence[str], columns: Sequence[Column], answers: Mapping[str, str]) -> Columns:
    """What each column is taken for: as a person says, else by its header and its values.

    Each field gets one column and each column one field, the best scores first; a header of higher score wins, then
    the order of the vocabulary, then the leftmost column.
    """
    seen_by = [look(column, text) for column, text in zip(columns, header, strict=True)]
    personal = personal_columns(header, columns)
    by_hand = moved(header, columns, personal, answers)
    chosen: dict[str, Choice] = {}
    amounts: list[Choice] = []
    taken: set[int] = set(personal)
    for index, field in by_hand.items():
        if field is not None:
            _take(Choice(field, index, header[index], BY_HAND, message("You chose this.")), chosen, amounts)
    taken |= set(by_hand)
    for score, _, index, match in _offers(header, seen_by, by_hand):
        if index in taken or match.field.name in chosen:
            continue
        choice = Choice(match.field, index, header[index], -score, _why(header[index], match))
        taken.add(index)
        _take(choice, chosen, amounts)
    number = chosen.get("supplier_id")
    named = number and number.score < BY_HAND and match_header(number.header)
    if "supplier" not in chosen and named and any(match.field.name == "supplier" for match in named):
        chosen["supplier"] = replace(
            chosen.pop("supplier_id"), field=fields()["supplier"]
        )  # all there is of a supplier
    if not chosen.keys() & {"invoice_date", "booking_date", "payment_date"}:
        unnamed = _date_without_name(header, seen_by, taken)
        if unnamed is not None:
            why = message("No header names a date; this column holds dates.")
            chosen["invoice_date"] = Choice(fields()["invoice_date"], unnamed, header[unnamed], LEAST_SCORE, why)
    if "debit_credit" not in chosen:
        marks = [i for i, text in enumerate(header) if text and i not in taken and only_marks(text, columns[i])]
        if len(marks) == 1:
            why = message("No header names debit and credit; this column holds the marks.")
            chosen["debit_credit"] = Choice(fields()["debit_credit"], marks[0], header[marks[0]], LEAST_SCORE, why)
    numeric = frozenset(index for index, seen in enumerate(seen_by) if seen.amounts >= 0.5 and index not in personal)
    return Columns(
        chosen, tuple(sorted(amounts, key=lambda choice: choice.index)), personal, numeric, frozenset(by_hand)
    )


def _offers(
    header: Sequence[str], seen_by: Sequence[Seen], by_hand: Mapping[int, Field | None]
) -> list[tuple[int, int, int, Match]]:
    """What each column may be as far as nobody decided it, the best first: score (negative), order of field, column, match."""
    given = {field.name for field in by_hand.values() if field}
    offers = []
    for index, text in enumerate(header):
        if not text or index in by_hand:
            continue
        for match in _matches(text, seen_by[index]):
            change = _agrees(match.field, seen_by[index], match)
            if match.field.name not in given and change is not None and match.score + change >= LEAST_SCORE:
                offers.append((-(match.score + change), match.field.order, index, match))
    return sorted(offers, key=lambda offer: offer[:3])


def _take(choice: Choice, chosen: dict[str, Choice], amounts: list[Choice]) -> None:
    if choice.field.kind in ("amount", "band"):
        amounts.append(choice)
    else:
        chosen[choice.field.name] = choice


def _date_without_name(header: Sequence[str], seen_by: Sequence[Seen], taken: Collection[int]) -> int | None:
    """The column that holds dates under a header that says nothing known: the one called a date, or the only one."""
    most = max((seen.filled for seen in seen_by), default=0)
    found = [
        index
        for index, seen in enumerate(seen_by)
        if header[index] and index not in taken and seen.dates >= 0.9 and 2 * seen.filled > most
        and not all(text.isdigit() for text in seen.texts)
        and other_dates().isdisjoint(reduce_header(header[index]))
    ]  # fmt: skip
    called = [index for index in found if "datum" in reduce_header(header[index])]
    return called[0] if called else found[0] if len(found) == 1 else None


def _why(header: str, match: Match) -> Message:
    if match.score >= EXACT:
        return message("The header “{header}” means this.", header=header)
    if match.score >= PART - 15:
        return message("The header “{header}” contains “{words}”.", header=header, words=match.words)
    return message(
        "The header “{header}” is closest to “{words}”; no other column fits better.", header=header, words=match.words
    )


def holds_amounts(columns: Sequence[Column]) -> bool:
    """Whether rows without a header look like lines of spend: texts beside numbers with decimals, on several rows."""
    seen = [one for one in map(look, columns) if one.filled >= 3]
    return len(seen) >= 3 and any(one.numbers >= 0.8 and one.amounts >= 0.2 for one in seen)


def unknown_numbers(header: Sequence[str], columns: Sequence[Column], known: Mapping[int, object]) -> list[int]:
    """Columns of numbers with decimals whose header says nothing: one of them may be the amount."""
    found = []
    for index, column in enumerate(columns):
        matches = match_header(header[index])
        if index in known or (matches and matches[0].field.kind == "amount"):
            continue
        seen = look(column)
        if seen.filled and seen.numbers >= 0.8 and seen.amounts >= 0.2:
            found.append(index)
    return found
