"""What the pages of explanation share: the way back, the glossary and the sources. Pure markup."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from kpi.language import plural, text
from kpi.texts import Source, Term
from pages.parts.cited import in_dutch
from pages.parts.tables import Heading, table


def glossary(language: str, terms: Sequence[Term]) -> str:
    """The h1 and the words, by name in the language."""
    title = plural(language, "{number} word, with one meaning.", "{number} words, each with one meaning.", len(terms))
    found = sorted(terms, key=lambda term: term.name.in_language(language).casefold())
    items = "".join(
        f"<dt>{escape(term.name.in_language(language))}</dt><dd>{escape(term.meaning.in_language(language))}</dd>"
        for term in found
    )
    return f'<h1>{escape(title)}</h1><dl class="terms">{items}</dl>'


def sources(language: str, found: Sequence[Source]) -> str:
    """What was taken from others, with where from and under which licence."""
    headings = [
        Heading(text(language, "What")),
        Heading(text(language, "Source")),
        Heading(text(language, "Licence")),
    ]
    rows = [
        [
            escape(source.what.in_language(language)),
            in_dutch(language, source.origin),
            in_dutch(language, source.licence),
        ]
        for source in found
    ]
    title = escape(text(language, "What we take from others"))
    return f'<h2 class="later">{title}</h2>{table(text(language, "What we take from others"), headings, rows)}'


def further(language: str, links: Sequence[tuple[str, str]]) -> str:
    """Links to the other pages of explanation: (name, address)."""
    items = "".join(f'<li><a href="{escape(href)}">{escape(name)}</a></li>' for name, href in links)
    return f'<h2 class="later">{escape(text(language, "More explanation"))}</h2><ul class="links">{items}</ul>'
