"""The way down from one ambition: departments, categories, suppliers, invoice lines. Pure markup and words."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from kpi.language import euro, euros_from_sum, percent, plural, text
from kpi.model import Figure, Indicator
from kpi.service import Group
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
            escape(euro(language, group.base)),
            _interval(language, indicator, group.proven, group.possible),
        ]
        for group, name, href in groups
    ]
    headings = [
        Heading(column),
        Heading(text(language, "Proven and possible"), "bar"),
        Heading(text(language, "Proven"), "number"),
        Heading(text(language, "In scope"), "number"),
        Heading(text(language, "Share"), "number"),
    ]
    last = None
    if total is not None and total.sums is not None and indicator.measure == "euro":
        last = [
            escape(text(language, "Total")),
            "",
            escape(euro(language, euros_from_sum(total.sums.met))),
            escape(euro(language, euros_from_sum(total.sums.base))),
            escape(numbers.interval(language, total)),
        ]
    body = table(heading, headings, rows, last) if rows else ""
    return f'<h2>{escape(heading)}</h2><p class="intro">{escape(intro)}</p>{body}'


def _interval(language: str, indicator: Indicator, low: Fraction | None, high: Fraction | None) -> str:
    first, last = numbers.bound(language, indicator, low), numbers.bound(language, indicator, high)
    return escape(first if first == last else f"{first}–{last}")


def level_total(language: str, groups: Sequence[Group]) -> str:
    """ "14 leveranciers, 320 regels, € 3,1 mln" of groups that are one supplier each."""
    return ", ".join(
        (
            plural(language, "{number} supplier", "{number} suppliers", len(groups)),
            plural(language, "{number} line", "{number} lines", sum(group.lines for group in groups)),
            euro(language, sum((group.base for group in groups), Fraction(0))),
        )
    )


def counted_as(language: str, counts: str, low: int, high: int) -> str:
    """What a line counts as, in words. `low` and `high` are basis points."""
    words = {
        "met": text(language, "proven"),
        "not_met": text(language, "does not count"),
        "claimed": text(language, "claimed, not proven"),
        "open": text(language, "to classify"),
    }
    if counts in words:
        return words[counts]
    first, last = (percent(language, Fraction(bound, 10_000), "down") for bound in (low, high))
    return first if first == last else f"{first}–{last}"


def why(language: str, subject: str | None, kind: str | None, reference: str | None) -> str:
    """The winning source of a line in words; nothing is known without one."""
    if subject is None:
        return text(language, "nothing is known about this line")
    subjects = {
        "sample": text(language, "of the audit sample"),
        "line": text(language, "on the line"),
        "contract": text(language, "in the contract"),
        "supplier": text(language, "of the supplier"),
        "category": text(language, "of the category"),
    }
    kinds = {
        "label": text(language, "label"),
        "contract": text(language, "clause"),
        "certificate": text(language, "certificate"),
        "statement": text(language, "statement"),
        "decision": text(language, "decision"),
    }
    parts = [kinds.get(kind or "", kind or ""), subjects.get(subject, subject), reference or ""]
    return " ".join(part for part in parts if part)
