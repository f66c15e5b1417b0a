"""What layers of government promised together, and a polite reminder to who is late. Pure markup and words."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi import wording
from kpi.language import count, day, plural, text
from kpi.service import Delivery, LayerPromises, Promised
from pages.parts import numbers
from pages.parts.participation import bar, layer
from pages.parts.tables import Heading, table


def headline(language: str, layers: Sequence[LayerPromises]) -> str:
    """How many organisations promised something, and on what most."""
    promising, bodies = sum(one.promising for one in layers), sum(one.bodies for one in layers)
    said = plural(
        language,
        "{number} of the {all} organisations made a promise that you may see.",
        "{number} of the {all} organisations made promises that you may see.",
        promising,
        all=count(language, bodies),
    )
    times: dict[str, int] = {}
    for one in layers:
        for promised in one.indicators:
            name = promised.indicator.name.in_language(language)
            times[name] = times.get(name, 0) + promised.promised
    if not times:
        return said
    most = max(times, key=lambda name: (times[name], name))
    return said + " " + text(language, "Most often on: {name}.", name=most)


def section(language: str, one: LayerPromises) -> str:
    """One layer: its indicators, the most promised first."""
    title = f'<h2 class="later">{escape(layer(language, one.kind))}</h2>'
    if not one.indicators:
        said = text(language, "Nobody of this layer made a promise that you may see.")
        return f'{title}<p class="intro">{escape(said)}</p>'
    headings = [
        Heading(text(language, "Indicator")),
        Heading(text(language, "Promised"), "number"),
        Heading(text(language, "Bar"), "bar", hidden=True),
        Heading(text(language, "Middle target"), "number"),
        Heading(text(language, "Lowest to highest"), "number"),
        Heading(text(language, "By when")),
    ]
    rows = [
        (
            escape(promised.indicator.name.in_language(language)),
            numbers.of_all(language, promised.promised, one.bodies),
            bar(promised.promised, one.bodies),
            *_targets(language, promised),
            escape(_years(language, promised.years)),
        )
        for promised in one.indicators
    ]
    return title + table(layer(language, one.kind), headings, rows)


def _targets(language: str, promised: Promised) -> tuple[str, str]:
    """The middle target and the range; none where so few promised that it would be one organisation's, or in units that differ in size."""
    targets, indicator = promised.targets, promised.indicator
    if targets.median is None or not indicator.is_share:
        return "–", "–"
    low, high = (wording.target(language, indicator, value) for value in (targets.lowest, targets.highest))
    return escape(wording.target(language, indicator, targets.median)), escape(low if low == high else f"{low}–{high}")


def _years(language: str, years: dict[int, int]) -> str:
    """For instance: 2026 (3), 2028 (2)."""
    return ", ".join(f"{year} ({count(language, number)})" for year, number in years.items())


def reminder(language: str, delivery: Delivery, year: int) -> str:
    """A polite letter to an organisation that is late, to copy."""
    paragraphs = (
        text(language, "Dear colleague,"),
        text(
            language,
            "The spend of {body} over {year} was to come in by {due}. We have not received it yet.",
            body=delivery.body.name,
            year=str(year),
            due=day(language, delivery.due) if delivery.due else "–",
        ),
        text(
            language,
            "Could you let us know when we may expect it? An export of your financial system is enough, as it comes. "
            "You upload it in Ambitiemonitor under Upload; your draft is kept in between.",
        ),
        text(language, "If anything stands in your way, we are glad to help."),
        text(language, "With kind regards,"),
    )
    return "\n\n".join(paragraphs)


def reminders_title(language: str, late: int) -> str:
    """The heading above the reminders."""
    return plural(language, "Remind {number} organisation", "Remind {number} organisations", late)
