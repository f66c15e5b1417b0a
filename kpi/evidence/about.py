"""What a row speaks about: a property by its name, the properties that a label shows, a supplier by its number or name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from kpi.evidence.categories import normal_text
from kpi.evidence.cells import name
from kpi.evidence.columns import find_label
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import Message
from kpi.reference import Label, properties


def property_named(row: Row, column: str, text: str) -> str:
    """The property that a text names, in either language, or by the words that claim it: "groene stroom"."""
    found = properties_by_name().get(normal_text(text))
    if found is None:
        raise row.refuse(column, text, one_of(entry.name for entry in properties().values()))
    return found


def one_of(names: Iterable[Message]) -> Message:
    """What was expected: one of these, in the language of whoever reads it."""
    known = list(names)
    written = Message(nl=", ".join(one.nl for one in known), en=", ".join(one.en for one in known))
    return message("one of {choices}", choices=written)


@cache
def properties_by_name() -> dict[str, str]:
    """Properties by their ids and names, and by the words that claim one of them only."""
    claimed = Counter(normal_text(word) for entry in properties().values() for word in entry.claims)
    known = {
        normal_text(word): name
        for name, entry in properties().items()
        for word in entry.claims
        if claimed[normal_text(word)] == 1
    }
    return known | {
        normal_text(written): name
        for name, entry in properties().items()
        for written in (name, name.replace("_", " "), entry.name.nl, entry.name.en)
    }


def shown_by(label: Label) -> tuple[str, ...]:
    """The properties that a label proves."""
    return tuple(name for name, entry in properties().items() if label.id in entry.labels)


def certified_by(text: str) -> tuple[tuple[str, ...], str] | None:
    """The properties that a certificate of a supplier is about, and its name; None where the name is not known.

    Certificates of a company, such as the PSO, are known by the words that claim a property.
    """
    label = find_label(text)
    called = {normal_text(word) for word in ((text, label.name, *label.synonyms) if label else (text,))}
    claimed = tuple(name for name, entry in properties().items() if called & set(map(normal_text, entry.claims)))
    if label:
        return tuple(dict.fromkeys((*shown_by(label), *claimed))), label.name
    return (claimed, text) if claimed else None


def supplier_of(row: Row) -> str:
    """The supplier of a row as a key: its KvK number and its name, with a bar between them where both are there."""
    number, called = kvk_number(row, "kvk"), row.get("supplier")
    parts = [part for part in (number, called) if part]
    if not parts:
        raise row.refuse("supplier", None, message("the name or the KvK number of a supplier"))
    return " | ".join(parts)


def kvk_number(row: Row, column: str) -> str | None:
    """A KvK number; a spreadsheet may have eaten its leading zeros."""
    found = name(row, column)
    return found.zfill(8) if found and found.isdigit() and 5 <= len(found) <= 8 else found
