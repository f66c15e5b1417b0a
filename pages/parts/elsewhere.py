"""What stands at an address where this reader has no page: for whom the page is, or that there is none, and where to go instead."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from kpi.language import text
from kpi.model import Role
from kpi.wording import audience
from pages.parts import addresses, app

LONGEST = 60
"""As much of an address as is repeated to the reader."""


def page(name: str) -> Callable[[], None]:
    """The page that stands at this address for who does not have it; nothing of the page itself runs."""

    def show() -> None:
        language, role = app.language(), app.role()
        first = addresses.MENU[role][0]
        app.show(markup(language, name, role, app.link(first)), "elsewhere")

    return show


def nowhere(asked: str) -> Callable[[], None]:
    """The page that stands at an address of no page, in place of Streamlit's own message, which is in English."""

    def show() -> None:
        first = addresses.MENU[app.role()][0]
        app.show(nowhere_markup(app.language(), asked, app.role(), app.link(first)), "nowhere")

    return show


def nowhere_markup(language: str, asked: str, role: Role, first: str) -> str:
    """That there is no page at this address, and the way to the first page of the audience."""
    heading = text(language, "There is no page at “{asked}”.", asked=asked[:LONGEST])
    what = text(
        language,
        "The address may be mistyped or old. Nothing of yours was changed. Choose a page above, or go on here.",
    )
    return _markup(language, heading, what, role, first)


def markup(language: str, name: str, role: Role, first: str) -> str:
    """For whom the page is, as whom the reader looks, and the way to the first page of that audience."""
    title = addresses.ADDRESSES[name].title.in_language(language)
    heading = text(language, "“{page}” is a page for {audiences}.", page=title, audiences=_all(language, name))
    now = text(
        language,
        "You look as {audience}. Nothing went wrong: choose another audience above, or go on with a page of your own.",
        audience=audience(language, role),
    )
    return _markup(language, heading, now, role, first)


def _markup(language: str, heading: str, what: str, role: Role, first: str) -> str:
    own = addresses.ADDRESSES[addresses.MENU[role][0]].title.in_language(language)
    return (
        f'<h1>{escape(heading)}</h1><p class="lead">{escape(what)}</p>'
        f'<p class="spaced"><a href="{escape(first)}">{escape(own)}</a></p>'
    )


def _all(language: str, name: str) -> str:
    *most, last = [audience(language, role) for role in Role if name in addresses.open_to(role)]
    return text(language, "{first} and {second}", first=", ".join(most), second=last) if most else last
