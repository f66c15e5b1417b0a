"""Who takes part, by layer of government and by body: counts, spend, what is classified, what is late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from html import escape

from kpi.language import NO_BREAK_SPACE, count, day, percent, plural, text
from kpi.model import BodyKind, Severity, Status, YearState
from kpi.service import Participation
from pages.parts import numbers
from pages.parts.bullet import percent_of
from pages.parts.signs import check_sign, sign
from pages.parts.tables import Heading, table


def layer(language: str, kind: BodyKind) -> str:
    """A layer of government, in the plural."""
    words = {
        BodyKind.RIJK: text(language, "Central government"),
        BodyKind.MINISTRY: text(language, "Ministries"),
        BodyKind.MUNICIPALITY: text(language, "Municipalities"),
        BodyKind.PROVINCE: text(language, "Provinces"),
        BodyKind.WATER_AUTHORITY: text(language, "Water authorities"),
        BodyKind.JOINT_ARRANGEMENT: text(language, "Joint arrangements"),
    }
    return words[kind]


def headline(language: str, year: int, layers: Sequence[Participation]) -> str:
    """How many organisations delivered the year, and how many are late."""
    taking_part = sum(one.taking_part for one in layers)
    late = sum(delivery.late for one in layers for delivery in one.deliveries)
    said = plural(
        language,
        "{number} of the {all} organisations delivered {year}.",
        "{number} of the {all} organisations have delivered {year}.",
        taking_part,
        all=count(language, sum(one.bodies for one in layers)),
        year=str(year),
    )
    if not late:
        return said
    return f"{said} {plural(language, '{number} is late.', '{number} are late.', late)}"


def bar(part: int, whole: int) -> str:
    """A part of a whole as a flat bar."""
    width = percent_of(Fraction(part), Fraction(whole))
    return (
        '<svg class="flat-bar" aria-hidden="true"><rect class="track" y="1" width="100%" height="12"/>'
        f'<rect class="proven" y="1" width="{width}" height="12"/></svg>'
    )


def classified(language: str, part: Fraction | None) -> str:
    """Which part of the spend has a category."""
    return "–" if part is None else percent(language, part)


def by_kind(language: str, layers: Sequence[Participation], link: Callable[[str], str] | None = None) -> str:
    """One row a layer: who takes part, what is classified, the spend, and who is not final yet."""
    headings = [
        Heading(text(language, "Kind")),
        Heading(text(language, "Takes part"), "number"),
        Heading(text(language, "Bar"), "bar", hidden=True),
        Heading(text(language, "Classified"), "number"),
        Heading(text(language, "Spend"), "number"),
        Heading(text(language, "Not comparable")),
    ]
    rows = []
    for one in layers:
        name = escape(layer(language, one.kind))
        rows.append(
            (
                f'<a href="{escape(link(one.kind.value))}">{name}</a>' if link else name,
                numbers.of_all(language, one.taking_part, one.bodies),
                bar(one.taking_part, one.bodies),
                classified(language, one.classified),
                escape(numbers.euro_of_cents(language, one.cents)),
                f'<span class="together">{escape(_not_comparable(language, one.taking_part - one.final))}</span>',
            )
        )
    return table(text(language, "Who takes part"), headings, rows)


def _not_comparable(language: str, number: int) -> str:
    if not number:
        return text(language, "none")
    return plural(language, "{number} not certified yet", "{number} not certified yet", number)


def state_of_year(language: str, state: YearState | None, late: bool) -> str:
    """How far a year is, as a sign with its word."""
    match state:
        case YearState.FINAL:
            return _together(sign(Status.ACHIEVED), text(language, "certified"))
        case YearState.PROVISIONAL:
            return _together(check_sign(Severity.WARNING), text(language, "waits for the controller"))
        case YearState.OPEN:
            return _together(check_sign(Severity.WARNING), text(language, "not complete"))
    if late:
        return _together(check_sign(Severity.ERROR), text(language, "late: nothing delivered"))
    return _together(sign(Status.NO_DATA), text(language, "nothing delivered yet"))


def _together(shape: str, words: str) -> str:
    """A sign with its words on one line, also where the column is narrow."""
    return f'<span class="together">{shape} {escape(words)}</span>'


def date_or_dash(language: str, value: date | None) -> str:
    """A day as tables write it, never broken over lines."""
    return day(language, value, short=True).replace(" ", NO_BREAK_SPACE) if value else "–"


def deliveries(language: str, one: Participation) -> str:
    """The bodies of one layer by name: how far each is, when it delivered, when it was due."""
    headings = [
        Heading(text(language, "Organisation"), share=26),
        Heading(text(language, "State"), share=24),
        Heading(text(language, "Delivered"), share=18),
        Heading(text(language, "Due"), share=12),
        Heading(text(language, "Classified"), "number", share=9),
        Heading(text(language, "Spend"), "number", share=11),
    ]
    rows = []
    for delivery in sorted(one.deliveries, key=lambda delivery: delivery.body.name):
        delivered = delivery.submitted_at.date() if delivery.submitted_at else None
        after = delivered is not None and delivery.due is not None and delivered > delivery.due
        when = escape(date_or_dash(language, delivered))
        rows.append(
            (
                escape(delivery.body.name),
                state_of_year(language, delivery.state, delivery.late),
                f"{when} {escape(text(language, '(after the date)'))}" if after else when,
                escape(date_or_dash(language, delivery.due)),
                classified(language, delivery.classified),
                escape(numbers.euro_of_cents(language, delivery.cents)) if delivery.state else "–",
            )
        )
    return table(layer(language, one.kind), headings, rows)
