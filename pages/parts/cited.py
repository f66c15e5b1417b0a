"""Words that may be in another language than the page, as markup that says so: they are read aloud as they are meant."""

from __future__ import annotations

import re
from html import escape

from kpi.model import Indicator

_TITLE = re.compile(r'"[^"]*"')


def cited(source: str) -> str:
    """Sources of the catalogue are written in English; a Dutch title or word in them stands in quotation marks."""
    marked = _TITLE.sub(lambda found: f'<span lang="nl">{found[0]}</span>', escape(source, quote=False))
    return f'<span lang="en">{marked}</span>'


def named(language: str, indicator: Indicator) -> str:
    """The name of an indicator. A body gives its own ones a name in Dutch, which may stand in the place of the English one too."""
    name = indicator.name
    return in_dutch(language, name.nl) if indicator.own and name.nl == name.en else escape(name.in_language(language))


def in_dutch(language: str, words: str) -> str:
    """What people of Dutch bodies write, on a page in this language."""
    return escape(words) if language == "nl" or not words else f'<span lang="nl">{escape(words)}</span>'
