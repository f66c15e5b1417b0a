"""The explanation for everyone: how a figure comes about, and what each indicator counts. Pure markup."""

from __future__ import annotations

from html import escape
from typing import Any

from kpi.language import Percent, plural, text
from kpi.model import Indicator
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


def one(language: str, indicator: Indicator, definition: Any) -> str:
    """One indicator: its question, why it is asked, and its terms; `definition` is of kpi.service.describe."""
    more = [
        (
            text(language, "Says nothing under"),
            text(language, "{threshold} of the spend classified", threshold=Percent(indicator.threshold, "up")),
        ),
        (text(language, "Assumptions"), definition.assumptions.in_language(language)),
        (text(language, "Source"), indicator.source),
        (text(language, "Kept by"), indicator.owner),
    ]
    rows = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>"
        for term, words in [*terms(language, indicator, definition), *more]
        if words
    )
    return (
        f"<h3>{escape(indicator.question.in_language(language))}</h3>"
        f'<p class="prose">{escape(indicator.why.in_language(language))}</p><dl class="terms">{rows}</dl>'
    )
