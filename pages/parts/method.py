"""The explanation for everyone: how a figure comes about, and what each indicator counts. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from kpi.language import Percent, day, plural, text
from kpi.model import Indicator, Theme
from pages.parts.cited import cited
from pages.parts.promise import terms
from pages.parts.tables import legend


def opening(language: str, indicators: int) -> str:
    """The h1, how a figure comes about, and the seven words."""
    title = plural(
        language, "{number} indicator, each counted one way.", "{number} indicators, each counted one way.", indicators
    )
    paragraphs = (
        text(
            language,
            "Every invoice line counts in one place. A line is in scope, out of scope, or it is not known what kind of "
            "purchase it is.",
        ),
        text(
            language,
            "A share has two bounds. Proven counts only what is shown with evidence. Possible also counts what is not "
            "classified yet.",
        ),
        text(
            language,
            "A status is given only when both bounds agree. As long as the expected value lies between them, it is: "
            "cannot tell yet.",
        ),
        text(
            language,
            "Figures are always rounded to the unfavourable side. A target is never shown as reached too soon.",
        ),
    )
    prose = "".join(f'<p class="prose spaced">{escape(words)}</p>' for words in paragraphs)
    words = escape(text(language, "The seven words"))
    return f'<h1>{escape(title)}</h1>{prose}<h2 class="later">{words}</h2>{legend(language)}'


def _threshold(language: str, indicator: Indicator) -> str:
    """Under which part no status is given."""
    threshold = Percent(indicator.threshold, "up")
    if indicator.counted_in is None:
        return text(language, "{threshold} of the spend classified", threshold=threshold)
    return text(language, "{threshold} of which it is known whether they belong", threshold=threshold)


def page(language: str, trail: str, indicator: Indicator, definition: Any) -> str:
    """The page of one indicator, below its `trail`."""
    name = escape(indicator.name.in_language(language))
    return f"{trail}<h1>{name}</h1>{one(language, indicator, definition)}"


def matching(language: str, indicators: Sequence[Indicator], themes: Sequence[Theme], sought: str) -> list[Indicator]:
    """The indicators of which the name, the question, the reason and the themes hold all words that are sought."""
    names = {theme.id: theme.name.in_language(language) for theme in themes}

    def said(indicator: Indicator) -> str:
        own = (one.in_language(language) for one in (indicator.name, indicator.question, indicator.why))
        return " ".join([*own, *(names[one] for one in indicator.themes)]).casefold()

    return [one for one in indicators if all(word in said(one) for word in sought.casefold().split())]


def listing(
    language: str, found: Sequence[Indicator], themes: Sequence[Theme], link: Callable[[Indicator], str]
) -> str:
    """Under each theme its indicators: the name, which leads to its page, and its question."""
    if not found:
        return f"<p>{escape(text(language, 'No indicator has these words. Try another word, or fewer.'))}</p>"
    names = {theme.id: theme.name.in_language(language) for theme in themes}
    parts = []
    for theme, indicators in by_theme(found, themes):
        heading = theme.name.in_language(language) if theme else text(language, "For every theme")
        rows = []
        for indicator in indicators:
            others = ", ".join(names[one] for one in indicator.themes[1:]) if theme else ""
            question = escape(indicator.question.in_language(language))
            rows.append(
                f'<dt><a href="{escape(link(indicator))}">{escape(indicator.name.in_language(language))}</a></dt>'
                f"<dd>{question}{f'<br/><small>{escape(others)}</small>' if others else ''}</dd>"
            )
        parts.append(f'<h3 class="theme">{escape(heading)}</h3><dl class="terms named">{"".join(rows)}</dl>')
    return "".join(parts)


def one(language: str, indicator: Indicator, definition: Any) -> str:
    """One indicator: its question, why it is asked, and its terms; `definition` is of kpi.service.describe."""
    more = [
        (
            text(language, "Says nothing under"),
            _threshold(language, indicator),
        ),
        (text(language, "Assumptions"), definition.assumptions.in_language(language)),
        (
            text(language, "Not checked in a source"),
            definition.unverified.in_language(language) if definition.unverified else "",
        ),
        (text(language, "Kept by"), indicator.owner),
    ]
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>"
        for term, words in [*terms(language, indicator, definition), *more]
        if words
    )
    rows += f"<dt>{escape(text(language, 'Source'))}</dt><dd>{_source(language, indicator)}</dd>"
    return (
        f"<h2>{escape(indicator.question.in_language(language))}</h2>"
        f'<p class="prose">{escape(indicator.why.in_language(language))}</p><dl class="terms">{rows}</dl>'
    )


def _source(language: str, indicator: Indicator) -> str:
    """Where the definition comes from, and when that was last looked at."""
    named = escape(indicator.source) if indicator.own else cited(indicator.source)
    if indicator.source_date is None:
        return named
    return f"{named} {escape(text(language, 'Last looked at on {day}.', day=day(language, indicator.source_date)))}"


def by_theme(indicators: Sequence[Indicator], themes: Sequence[Theme]) -> list[tuple[Theme | None, list[Indicator]]]:
    """The indicators under their first theme, in the order of the themes; last, under None, those that serve all themes."""
    groups: list[tuple[Theme | None, list[Indicator]]] = [
        (theme, [one for one in indicators if one.themes[0] == theme.id and len(one.themes) < len(themes)])
        for theme in themes
    ]
    groups.append((None, [one for one in indicators if len(one.themes) == len(themes)]))
    return [(theme, found) for theme, found in groups if found]
