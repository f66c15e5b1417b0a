"""A source of the catalogue as markup that says in which language each part is, so that it is read aloud as it is meant."""

from __future__ import annotations

import re
from html import escape

_TITLE = re.compile(r'"[^"]*"')


def cited(source: str) -> str:
    """Sources of the catalogue are written in English; a Dutch title or word in them stands in quotation marks."""
    marked = _TITLE.sub(lambda found: f'<span lang="nl">{found[0]}</span>', escape(source, quote=False))
    return f'<span lang="en">{marked}</span>'
