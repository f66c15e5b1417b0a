"""Words that may be in another language than the page, as markup that says so: they are read aloud as they are meant."""

from __future__ import annotations

import re
from html import escape

_TITLE = re.compile(r'"[^"]*"')


def cited(source: str) -> str:
    """Sources of the catalogue are written in English; a Dutch title or word in them stands in quotation marks."""
    marked = _TITLE.sub(lambda found: f'<span lang="nl">{found[0]}</span>', escape(source, quote=False))
    return f'<span lang="en">{marked}</span>'


def in_dutch(words: str) -> str:
    """Names and words of Dutch bodies, and what their people write."""
    return f'<span lang="nl">{escape(words)}</span>'
