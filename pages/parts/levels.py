"""The way down from one ambition: departments, categories, suppliers, invoice lines. Pure markup and words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from kpi.language import euro, euros_from_sum, plural, text
from kpi.model import Figure, Indicator
from kpi.service import Group, LevelTotal
from pages.parts import numbers
from pages.parts.tables import Heading, interval_bar, table


def level(
    language: str,
    heading: str,
    intro: str,
    column: str,
    groups: Sequence[tuple[Group, str, str | None]],
    indicator: Indicator,
    total: Figure | None = None,
) -> str:
    """One level of the way down: (group, its name, the address one level deeper). The last row is the sum, no mean."""
    whole = max((group.met + group.open for group, _, _ in groups), default=Fraction(1)) or Fraction(1)
    rows = [
        [
            f'<a href="{escape(href)}">{escape(name)}</a>' if href else escape(name),
            interval_bar(max(group.met, Fraction(0)), max(group.met + group.open, Fraction(0)), whole),
            escape(euro(language, group.met)),
            _interval(language, indicator, group.proven, group.possible),
            escape(euro(language, group.base)),
        ]
        for group, name, href in groups
    ]
    headings = [
        Heading(column),
        Heading(text(language, "Proven and possible"), "bar"),
        Heading(text(language, "Proven"), "number"),
        Heading(text(language, "Share"), "number"),
        Heading(text(language, "In scope"), "number"),
    ]
    last = None
    if total is not None and total.sums is not None and indicator.measure == "euro":
        last = [
            escape(text(language, "Total")),
            "",
            escape(euro(language, euros_from_sum(total.sums.met))),
            escape(numbers.interval(language, total)),
            escape(euro(language, euros_from_sum(total.sums.base))),
        ]
    body = table(heading, headings, rows, last) if rows else ""
    return f'<h2>{escape(heading)}</h2><p class="intro">{escape(intro)}</p>{body}'


def _interval(language: str, indicator: Indicator, low: Fraction | None, high: Fraction | None) -> str:
    first, last = numbers.bound(language, indicator, low), numbers.bound(language, indicator, high)
    return escape(first if first == last else f"{first}–{last}")


def level_total(language: str, found: LevelTotal) -> str:
    """ "14 leveranciers, 320 regels, € 3,1 mln"."""
    return ", ".join(
        (
            plural(language, "{number} supplier", "{number} suppliers", found.suppliers),
            plural(language, "{number} line", "{number} lines", found.lines),
            numbers.euro_of_cents(language, found.cents),
        )
    )
