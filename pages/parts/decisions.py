"""Decisions about a body's own words, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from html import escape

from kpi.language import Percent, day, percent, plural, text
from kpi.model import MappingRule
from kpi.service import MappingVersion, MappingWarnings, WorksheetChange, outcome
from kpi.wording import person
from pages.parts.numbers import euro_of_cents
from pages.parts.tables import Heading, table

SHOWN = 3


def subject(rule: MappingRule) -> str:
    """What a decision is about: "Diversen · Bouwbedrijf X"."""
    return " · ".join(part for part in (rule.text, rule.supplier) if part)


def version_words(language: str, version: MappingVersion) -> str:
    """Who decided what and when: "3 december 2026 14:05, Jansen: Koffie → 1586 Koffie, thee"."""
    said = [f"{subject(rule)} → {outcome(rule).in_language(language)}" for rule in version.rules[:SHOWN]]
    if len(version.rules) > SHOWN:
        rest = len(version.rules) - SHOWN
        said.append(plural(language, "and {number} other", "and {number} others", rest))
    origin = f" ({version.name})" if version.name else ""
    return f"{moment(language, version.at)}, {person(language, version.by)}{origin}: {'; '.join(said)}"


def undo_words(language: str, version: MappingVersion) -> str:
    """The words of the button that undoes what of a version still holds."""
    if len(version.holding) == 1:
        return text(language, "Undo: {what}", what=subject(version.holding[0]))
    return plural(language, "Undo {number} decision", "Undo {number} decisions", len(version.holding))


def moment(language: str, at: datetime) -> str:
    """Day and time of a decision."""
    return f"{day(language, at, short=True)} {at:%H:%M}"


def changes_table(language: str, changes: Sequence[WorksheetChange]) -> str:
    """What a worksheet would change: the text, its euros, what holds now and what it would be."""
    headings = [
        Heading(text(language, "Text")),
        Heading(text(language, "Euros"), "number"),
        Heading(text(language, "Now")),
        Heading(text(language, "Will be")),
    ]
    rows = [
        (
            escape(subject(one.rule)),
            escape(euro_of_cents(language, one.cents)),
            escape(outcome(one.before).in_language(language)) if one.before else "–",
            escape(outcome(one.rule).in_language(language)),
        )
        for one in changes
    ]
    return table(text(language, "What the worksheet changes"), headings, rows)


def warning_words(language: str, warnings: MappingWarnings) -> list[str]:
    """What may be wrong with what was remembered, and what to do."""
    said = []
    if warnings.shared is not None:
        said.append(
            text(
                language,
                "Texts that you decided about before hold {share} of the euros of this year. Was another column read, or did the "
                "chart of accounts change?",
                share=Percent(warnings.shared),
            )
        )
    if warnings.changed:
        names = ", ".join(
            f"{one.text} ({percent(language, Fraction(one.new_cents, one.cents))})" for one in warnings.changed[:SHOWN]
        )
        said.append(
            plural(
                language,
                "{number} remembered text has mostly new suppliers this year: {names}. Look whether the category still fits.",
                "{number} remembered texts have mostly new suppliers this year: {names}. Look whether the categories still fit.",
                len(warnings.changed),
                names=names,
            )
        )
    return said
