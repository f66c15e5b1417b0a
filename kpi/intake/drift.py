"""How a layout differs from one that was seen before, in words, and which earlier answers still hold for it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kpi.intake.checks import finding
from kpi.intake.layout import Layout, LayoutColumn
from kpi.intake.vocabulary import match_header
from kpi.language import message
from kpi.model import DATE_FIELDS, Finding, Message, Remembered
from kpi.wording import person_message

LEAST_ALIKE = 0.6
"""With this part of the columns in common a file has a drifted layout of the other, and not one of its own."""

SIMILAR_NAME = 0.6
_NUMBERED = re.compile(r"\s*(?:#\d+|\[\d+\])$")

ABOUT_ROWS = frozenset({"overlap", "unlabelled_totals", "second_table", "swapped_dates"})
"""Questions about the rows of one file, and not about its layout: their answers hold for that file alone."""

_ABOUT_AMOUNT = frozenset({"amount_basis", "sign", "number_style", "currency"})
_AMOUNTS = ("amount", "amount_debit", "amount_credit", "amount_low")
_PRINCIPAL = ("supplier", *_AMOUNTS, *DATE_FIELDS)


@dataclass(frozen=True)
class Drift:
    """The differences of a layout from an earlier one. Nothing in it: the same columns of the same kinds."""

    gone: tuple[LayoutColumn, ...] = ()
    new: tuple[LayoutColumn, ...] = ()
    renamed: tuple[tuple[LayoutColumn, LayoutColumn], ...] = ()
    moved: tuple[LayoutColumn, ...] = ()
    other_kind: tuple[tuple[LayoutColumn, LayoutColumn], ...] = ()
    other_use: tuple[tuple[LayoutColumn, LayoutColumn], ...] = ()  # for one field: the column then, the column now


def alike(before: Layout, now: Layout) -> float:
    """Which part of the columns two layouts have in common, of the larger one."""
    left, right = [{column.key for column in one.columns} for one in (before, now)]
    return len(left & right) / max(len(left), len(right), 1)


def drift_of(before: Layout, now: Layout) -> Drift:
    """What changed between two layouts."""
    old, new = _by_key(before), _by_key(now)
    common = [key for key in old if key in new]
    gone = [column for key, column in old.items() if key not in new]
    added = [column for key, column in new.items() if key not in old]
    renamed = _renamed(before, now, gone, added)
    return Drift(
        gone=tuple(column for column in gone if column not in [pair[0] for pair in renamed]),
        new=tuple(column for column in added if column not in [pair[1] for pair in renamed]),
        renamed=tuple(renamed),
        moved=tuple(new[key] for key in _moved(common, [key for key in new if key in old])),
        other_kind=tuple((old[key], new[key]) for key in common if _other_kind(old[key], new[key])),
        other_use=tuple(_other_use(before, now, renamed)),
    )


def still_hold(answers: Mapping[str, str], before: Layout, now: Layout) -> dict[str, str]:
    """The earlier answers that may be given again: those about columns that are there once and hold what they held."""

    in_place = [column.key for column in before.columns] == [column.key for column in now.columns]

    def unchanged(header: str, filled: bool = False) -> bool:
        old, new = _named(before, header), _named(now, header)
        if not old or len(old) != len(new) or (len(old) > 1 and not in_place):
            return False
        return not any(map(_other_kind, old, new)) and not (filled and "empty" in [column.kind for column in new])

    amount_key, chosen = next(((key, about or value) for key, value, about in _choices(answers)), (None, None))
    amounts = [column for field in _AMOUNTS if (column := before.of_field(field))]

    def same_amounts() -> bool:
        if not amounts or not all(unchanged(column.header) for column in amounts):
            return False
        return chosen is not None or all(now.of_field(column.field or "") in _same(now, column) for column in amounts)

    known = {column.key for column in before.columns}
    rivals = any(_may_be_amount(column) for column in now.columns if column.key not in known)
    kept = {}
    for key, value in answers.items():
        question, _, about = key.partition(":")
        match question:
            case _ if question in ABOUT_ROWS:
                holds = False
            case "amount_column":
                holds = unchanged(value) and not rivals
            case "date_order":
                dates = (
                    [about] if about else [column.header for column in before.columns if column.field in DATE_FIELDS]
                )
                holds = all(unchanged(header) for header in dates)
            case _ if question in _ABOUT_AMOUNT:
                holds = same_amounts() and (about in ("", "amount") or unchanged(about))
            case "column":
                holds = unchanged(about, filled=value != "none")
            case "totals_above":
                holds = value == "totals"
            case "sheet":
                holds = True  # the reader takes it only where these sheets are there
            case _:
                holds = {column.key for column in now.columns} == known
        if holds:
            kept[key] = value
    if amount_key is not None and amount_key not in kept:
        kept = {key: value for key, value in kept.items() if key.partition(":")[0] not in _ABOUT_AMOUNT}
    return kept


def in_words(changes: Drift) -> tuple[Message, ...]:
    """The differences as short texts, those that weigh most first."""
    return (
        *(
            message("“{now}” is read in the place of “{then}”", now=now.header, then=then.header)
            for then, now in changes.other_use
        ),
        *(
            message("“{header}” held {then} and now holds {now}", header=now.header, then=_kind(then), now=_kind(now))
            for then, now in changes.other_kind
        ),
        *(message("“{header}” is gone", header=column.header) for column in changes.gone),
        *(message("“{then}” is now called “{now}”", then=then.header, now=now.header) for then, now in changes.renamed),
        *(message("“{header}” is new", header=column.header) for column in changes.new),
        *(message("“{header}” stands elsewhere", header=column.header) for column in changes.moved),
    )


def answer_in_words(key: str, value: str) -> Message:
    """An answer as a person would say it."""
    question, _, about = key.partition(":")
    said = {
        ("amount_basis", "net"): message("the amounts are without VAT"),
        ("amount_basis", "gross"): message("the amounts are with VAT"),
        ("date_order", "dmy"): message("dates are day, month, year"),
        ("date_order", "mdy"): message("dates are month, day, year"),
        ("number_style", "nl"): message("amounts are written as 1.234,56"),
        ("number_style", "uk"): message("amounts are written as 1,234.56"),
        ("sign", "reverse"): message("a minus is spend"),
        ("sign", "as_is"): message("the signs are as they stand in the file"),
        ("currency", "converted"): message("all amounts are in one currency"),
        ("totals_above", "totals"): message("totals stand above their lines"),
        ("amount_column", value): message("“{header}” is added up", header=value),
        ("file_kind", "mixed"): message("the file holds procurement"),
        ("file_kind", value): message("the whole file is no procurement"),
        ("sheet", value): message("sheet {sheets} is read", sheets=value),
        ("column", value): message("what “{header}” is was chosen by you", header=about),
    }
    return said.get((question, value), message("{question}: {answer}", question=key, answer=value))


def findings_on(remembered: Remembered) -> list[Finding]:
    """What a person is told of what was remembered."""
    day = remembered.chosen_at.date()
    found = []
    if remembered.changes:
        found.append(finding("layout_changed", changes=_listed(remembered.changes), day=day))
    if remembered.words:
        who = person_message(remembered.chosen_by)
        found.append(finding("layout_remembered", answers=_listed(remembered.words), day=day, who=who))
    return found


def _listed(texts: Sequence[Message]) -> Message:
    return Message(nl="; ".join(one.nl for one in texts), en="; ".join(one.en for one in texts))


def _choices(answers: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The answers that say which column is added up: key, answer, and the column where the key names it."""
    return [
        (key, value, key.partition(":")[2] if key.startswith("column:") else "")
        for key, value in answers.items()
        if key.startswith("amount_column") or (key.startswith("column:") and value == "amount")
    ]


def _named(layout: Layout, header: str) -> list[LayoutColumn]:
    """The columns of that header, or of the header in "Bedrag#2" and "Bedrag [7]", which tell columns alike apart."""
    key = " ".join(header.split()).casefold()
    found = [column for column in layout.columns if column.key == key]
    bare = _NUMBERED.sub("", key)
    return found or [column for column in layout.columns if column.key == bare]


def _kind(column: LayoutColumn) -> Message:
    kinds = {"number": message("numbers"), "date": message("dates"), "text": message("texts")}
    return kinds.get(column.kind, message("nothing"))


def _by_key(layout: Layout) -> dict[str, LayoutColumn]:
    found: dict[str, LayoutColumn] = {}
    for column in layout.columns:
        found.setdefault(column.key, column)
    return found


def _other_kind(old: LayoutColumn, new: LayoutColumn) -> bool:
    return old.kind != new.kind and "empty" not in (old.kind, new.kind)


def _same(now: Layout, column: LayoutColumn) -> list[LayoutColumn]:
    return [one for one in now.columns if one.key == column.key]


def _may_be_amount(column: LayoutColumn) -> bool:
    return column.kind == "number" and any(match.field.kind == "amount" for match in match_header(column.header))


def _moved(then: Sequence[str], now: Sequence[str]) -> list[str]:
    """The columns out of order: all but the longest run that kept its order."""
    place = {key: index for index, key in enumerate(then)}
    ends: list[int] = []
    tails: list[int] = []
    back: list[int] = []
    for at, key in enumerate(now):
        where = bisect_left(ends, place[key])
        back.append(tails[where - 1] if where else -1)
        if where == len(ends):
            ends.append(place[key])
            tails.append(at)
        else:
            ends[where], tails[where] = place[key], at
    kept, at = set(), tails[-1] if tails else -1
    while at >= 0:
        kept.add(at)
        at = back[at]
    return [key for at, key in enumerate(now) if at not in kept]


def _renamed(
    before: Layout, now: Layout, gone: Sequence[LayoutColumn], added: Sequence[LayoutColumn]
) -> list[tuple[LayoutColumn, LayoutColumn]]:
    """Columns that went, each with one that came and is probably it: of one kind, and alike in use, name or place."""
    pairs, left = [], list(added)
    for old in gone:
        for new in left:
            if _other_kind(old, new):
                continue
            same_use = old.field is not None and old.field == new.field
            name = SequenceMatcher(None, old.key, new.key).ratio() >= SIMILAR_NAME
            if same_use or name or _neighbours(before, old) == _neighbours(now, new):
                pairs.append((old, new))
                left.remove(new)
                break
    return pairs


def _neighbours(layout: Layout, column: LayoutColumn) -> tuple[str | None, str | None]:
    keys = [one.key for one in layout.columns]
    at = keys.index(column.key)
    return (keys[at - 1] if at else None, keys[at + 1] if at + 1 < len(keys) else None)


def _other_use(
    before: Layout, now: Layout, renamed: Sequence[tuple[LayoutColumn, LayoutColumn]]
) -> list[tuple[LayoutColumn, LayoutColumn]]:
    found = []
    for field in _PRINCIPAL:
        then, here = before.of_field(field), now.of_field(field)
        if then and here and then.key != here.key and (then, here) not in renamed:
            found.append((then, here))
    return found
