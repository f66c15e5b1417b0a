"""Show HTML that we built ourselves, and follow the link that was clicked in it.

The markup is not sanitised by Streamlit: whoever builds it escapes every value (html.escape).
"""

from __future__ import annotations

import json
from contextvars import ContextVar
from pathlib import Path

import streamlit as st

from pages.parts.text import language

_FOLDER = Path(__file__).parent
_HATCHES = (
    '<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>'
    + "".join(
        f'<pattern id="{name}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<line class="{name}" x1="1.3" x2="1.3" y1="0" y2="5"/></pattern>'
        for name in ("hatch", "hatch-open")
    )
    + "</defs></svg>"
)
"""Fills for what is possible and for what is open: `fill="url(#hatch)"`; they survive grey printing."""

STYLE = "\n".join(path.read_text("utf-8") for path in sorted(_FOLDER.glob("*.css")))

_SHOW = st.components.v2.component(
    "ambitiemonitor_markup",
    html=_HATCHES + '\n<div id="root"></div>',
    js=(_FOLDER / "markup.js").read_text("utf-8"),
)


def style_script() -> str:
    """A script that gives the style of all markup to the browser: once, where Streamlit would send it with each piece on each click."""
    return f"(window.ambitiemonitorStyle ??= new CSSStyleSheet()).replaceSync({json.dumps(STYLE)});"


_TITLED: ContextVar[bool] = ContextVar("titled", default=False)
"""Whether the page that is being drawn has its title already."""


def begin() -> None:
    """The page has no title yet."""
    _TITLED.set(False)


def heading(words: str) -> None:
    """The title of the page, or a heading below the title that it has already."""
    (st.header if _TITLED.get() else st.title)(words, anchor=False)
    _TITLED.set(True)


def show(markup: str, key: str) -> str | None:
    """Show the markup; give the address of the link that was just followed in it, or None.

    `key` is unique on the page. Links are addresses made by `pages.parts.addresses.link`.
    """
    if "<h1" in markup:
        _TITLED.set(True)
    result = _SHOW(data={"markup": markup, "language": language()}, key=key, on_followed_change=_nothing)
    return result.followed


def _nothing() -> None:
    """Streamlit gives the result its attribute only when there is a callback."""
