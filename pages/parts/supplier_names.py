"""The suppliers of a body in words: how many, which names were put together, and which may be one."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.language import day, plural, text
from kpi.service import DecidedPair, Named, NearPair, Suppliers
from kpi.wording import person
from pages.parts.amounts import exact_euro
from pages.parts.tables import Heading, table

SHOWN = 50


def headline(language: str, found: Suppliers) -> str:
    """How many suppliers there are."""
    return plural(language, "{number} supplier", "{number} suppliers", found.count)


def lead(language: str, found: Suppliers) -> str:
    """From how many names, and what is never done by itself."""
    names = plural(
        language,
        "Your files write them in {number} way.",
        "Your files write them in {number} ways.",
        found.names,
    )
    rule = text(
        language,
        "Names are put together by themselves only where capitals, punctuation, a number inside or the legal form differ; a "
        "registered number goes before the name. No amount changes by it.",
    )
    return f"{names} {rule}"


def persons(language: str, found: Suppliers) -> str:
    """What natural persons and names that were taken out amount to; they are never listed."""
    words = {"person": text(language, "Natural persons"), "redacted": text(language, "Name taken out")}
    said = [
        text(
            language,
            "{who}: {euros}, {rows}. They are not listed here.",
            who=words[kind],
            euros=exact_euro(language, tally.cents or 0),
            rows=plural(language, "{number} row", "{number} rows", tally.rows),
        )
        for kind, tally in found.persons.items()
    ]
    return "".join(f"<p>{escape(one)}</p>" for one in said)


def pair_table(language: str, pair: NearPair) -> str:
    """Two suppliers beside each other: name, number, euros and lines."""
    headings = [
        Heading(text(language, "Supplier")),
        Heading(text(language, "Number")),
        Heading(text(language, "Euros"), "number"),
    ]
    rows = [(escape(one.name), escape(number(one.key)), _euros(language, one)) for one in (pair.first, pair.second)]
    return table(text(language, "Two suppliers that may be one"), headings, rows)


def _euros(language: str, one: Named) -> str:
    return escape(exact_euro(language, one.tally.cents or 0))


def number(key: str) -> str:
    """The number in a key, as a person knows it; a dash where it is a name."""
    kind, colon, digits = key.partition(":")
    kinds = {"kvk": "KvK", "vat": "btw"}
    return f"{kinds[kind]} {digits}" if colon and kind in kinds else "–"


def together_table(language: str, listed: Sequence[Named]) -> str:
    """The suppliers that files write in several ways, with these ways; the most euros first."""
    headings = [
        Heading(text(language, "Supplier")),
        Heading(text(language, "Also written as")),
        Heading(text(language, "Number")),
        Heading(text(language, "Euros"), "number"),
    ]
    rows = [
        (escape(one.name), escape(" · ".join(one.names[1:])), escape(number(one.key)), _euros(language, one))
        for one in listed
        if len(one.names) > 1
    ]
    return table(text(language, "Names that were put together"), headings, rows[:SHOWN])


def decided_words(language: str, one: DecidedPair) -> str:
    """A decision about two suppliers, by whom and when."""
    said = {
        "first": one.first,
        "second": one.second,
    }
    what = (
        text(language, "“{first}” and “{second}” are one supplier", **said)
        if one.pair.same
        else text(language, "“{first}” and “{second}” are two suppliers", **said)
    )
    if not one.at:
        return what
    return f"{what} · " + text(
        language,
        "decided by {who} on {day}",
        who=person(language, one.by),
        day=day(language, one.at.date(), short=True),
    )
