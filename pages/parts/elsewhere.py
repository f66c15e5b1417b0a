"""What stands at the address of a page that another audience has: for whom it is, and where to go instead."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from kpi.language import text
from kpi.model import Role
from pages.parts import addresses, app, frame


def page(name: str) -> Callable[[], None]:
    """The page that stands at this address for who does not have it; nothing of the page itself runs."""

    def show() -> None:
        language, role = app.language(), app.role()
        first = addresses.MENU[role][0]
        app.show(markup(language, name, role, app.link(first)), "elsewhere")

    return show


def markup(language: str, name: str, role: Role, first: str) -> str:
    """For whom the page is, as whom the reader looks, and the way to the first page of that audience."""
    title = addresses.ADDRESSES[name].title.in_language(language)
    heading = text(language, "“{page}” is a page for {audiences}.", page=title, audiences=_all(language, name))
    now = text(
        language,
        "You look as {audience}. Nothing went wrong: choose another audience above, or go on with a page of your own.",
        audience=frame.audience(language, role),
    )
    own = addresses.ADDRESSES[addresses.MENU[role][0]].title.in_language(language)
    return (
        f'<h1>{escape(heading)}</h1><p class="lead">{escape(now)}</p><p><a href="{escape(first)}">{escape(own)}</a></p>'
    )


def _all(language: str, name: str) -> str:
    *most, last = [frame.audience(language, role) for role in Role if name in addresses.open_to(role)]
    return text(language, "{first} and {second}", first=", ".join(most), second=last) if most else last
