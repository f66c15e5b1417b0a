"""Words of a file in the label of a widget, which takes Markdown."""

from __future__ import annotations

import re

MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#~$:|])")


def literally(words: str) -> str:
    """Words that Markdown would read otherwise, as they are."""
    return MARKDOWN.sub(r"\\\1", words)
