"""What was understood of a register, what is registered, and how things contradict each other: as markup."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from fractions import Fraction
from html import escape

from kpi import service
from kpi.language import count, day, euro, percent, plural, registered, text
from kpi.model import FULL, Contract, Evidence, Finding, RegisterCell, RegisteredQuantity, RegisterTable, Severity
from kpi.wording import person
from pages.parts.signs import check_sign_and_word
from pages.parts.tables import Heading, table

SHOWN_ROWS = 5
SHOWN_CELLS = 5
MOST_FINDINGS = 30
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def understood(language: str, preview: service.RegisterPreview) -> str:
    """In a sentence: which registers, how many rows, what they would change."""
    names = service.register_names()
    found = ", ".join(dict.fromkeys(names[one.form].in_language(language) for one in preview.file.tables))
    rows = plural(language, "{number} row", "{number} rows", preview.rows)
    parts = [text(language, "This is read as: {register}, {rows}.", register=found, rows=rows)]
    if not preview.file.understood.errors:
        parts.append(
            text(
                language,
                "New: {new}. Changed: {changed}. Already registered: {same}.",
                new=count(language, preview.new),
                changed=count(language, preview.changed),
                same=count(language, preview.same),
            )
        )
    if preview.set_aside:
        told = text(
            language, "Withdrawn before, and that stays so: {number}.", number=count(language, preview.set_aside)
        )
        parts.append(told)
    return f"<p>{escape(' '.join(parts))}</p>"


def columns(language: str, read: RegisterTable) -> str:
    """Each column with a header: what it was taken for, and why."""
    names = {one.id: one.name.in_language(language) for one in service.register_columns(read.form)}
    headings = [
        Heading(text(language, "Column in the file")), Heading(text(language, "Cell")),
        Heading(text(language, "Is read as")), Heading(text(language, "Why")),
    ]  # fmt: skip
    rows = [
        (
            escape(one.header),
            escape(one.address or "–"),
            escape(names.get(one.id, one.id)) if one.id else f"<i>{escape(text(language, 'not read'))}</i>",
            escape(one.why.in_language(language)),
        )
        for one in read.columns
    ]
    return table(text(language, "Columns"), headings, rows)


def sample(language: str, read: RegisterTable, asked: Collection[str] = ()) -> str:
    """The first rows as they were read: dates as they were understood, and as they are written in the columns that are `asked` about."""
    used = [one for one in read.columns if one.id]
    headings = [Heading(one.header) for one in used]
    rows = []
    for row in read.rows[:SHOWN_ROWS]:
        cells = [(row.cells.get(one.id), one.header in asked) for one in used]
        rows.append(tuple(escape(_cell(language, cell, asks)) if cell else "–" for cell, asks in cells))
    return table(text(language, "First rows"), headings, rows)


def _cell(language: str, cell: RegisterCell, asked: bool) -> str:
    return day(language, cell.value, short=True) if isinstance(cell.value, date) and not asked else cell.written


def findings(language: str, found: Sequence[Finding]) -> str:
    """What is wrong or odd, the worst first, each with its cells."""
    rows = [
        (
            check_sign_and_word(language, one.severity),
            escape(one.message.in_language(language)),
            escape(", ".join(one.cells[:SHOWN_CELLS]) + (" …" if len(one.cells) > SHOWN_CELLS else "")) or "–",
        )
        for one in sorted(found, key=lambda one: _ORDER.index(one.severity))[:MOST_FINDINGS]
    ]
    headings = [Heading(text(language, "Sort")), Heading(text(language, "What")), Heading(text(language, "Cells"))]
    shown = table(text(language, "What was noticed"), headings, rows)
    if len(found) > MOST_FINDINGS:
        shown += (
            f"<p>{escape(text(language, 'And {number} more.', number=count(language, len(found) - MOST_FINDINGS)))}</p>"
        )
    return shown


def name_of(language: str, one: service.Registered) -> str:
    """A registered thing in a few words: what it says of what."""
    thing = one.thing
    if isinstance(thing, Evidence):
        part = _part(language, thing)
        # The key of a sampled line is the line itself, names and all.
        key = text(language, "a line of an audit sample") if thing.subject == "sample" else thing.key
        return f"{key}: {part} {service.property_names()[thing.property].in_language(language)}"
    if isinstance(thing, Contract):
        worth = euro(language, Fraction(thing.value, 100)) if thing.value is not None else "–"
        return " · ".join([thing.number, thing.supplier or "–", thing.subject or "–", worth])
    if isinstance(thing, RegisteredQuantity):
        name, unit = service.quantity_names()[thing.quantity]
        amounts = dict.fromkeys(registered(language, one, unit) for one in (thing.low, thing.high))
        return " · ".join([str(thing.year), name.in_language(language), "–".join(amounts)])
    return " · ".join(part for part in (thing.key, thing.name if thing.name != thing.key else None, thing.size) if part)


def _part(language: str, said: Evidence) -> str:
    least, most = percent(language, Fraction(said.low, FULL)), percent(language, Fraction(said.high, FULL), "up")
    return least if said.low == said.high else f"{least}–{most}"


def source_of(language: str, one: service.Registered) -> str:
    """Where a thing came from: its document, its file, who loaded it and when, and how long it holds."""
    thing = one.thing
    reference = getattr(thing, "reference", None)
    parts = [
        text(language, "document: {reference}", reference=reference) if reference else "",
        one.file or text(language, "typed on the screen"),
        person(language, one.by),
        day(language, one.at, short=True),
    ]
    first, last = _period(thing)
    if first or last:
        parts.append(
            text(
                language,
                "holds {first} to {last}",
                first=day(language, first, short=True) if first else "…",
                last=day(language, last, short=True) if last else "…",
            )
        )
    return " · ".join(part for part in parts if part)


def _period(thing: object) -> tuple[date | None, date | None]:
    if isinstance(thing, Evidence):
        return thing.valid_from, thing.valid_to
    return (thing.start, thing.end) if isinstance(thing, Contract) else (None, None)


def things_table(language: str, listed: Sequence[service.Registered], shown: int) -> str:
    """Registered things, each with where it came from and whether it counts."""
    rows = [
        (escape(name_of(language, one)), escape(source_of(language, one)), escape(_state(language, one)))
        for one in listed[:shown]
    ]
    headings = [
        Heading(text(language, "What")),
        Heading(text(language, "Where it comes from")),
        Heading(text(language, "Does it count?")),
    ]
    return table(text(language, "What is registered"), headings, rows)


def _state(language: str, one: service.Registered) -> str:
    if one.ruling:
        return text(language, "No, set aside: {reason}", reason=one.ruling.reason)
    if isinstance(one.thing, Evidence) and not one.thing.reference:
        return text(language, "As a claim only: it names no document")
    return text(language, "Yes")
