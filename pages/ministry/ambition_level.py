"""Ambition level: what each layer of government promised, how much and by when."""

from __future__ import annotations

from html import escape

from kpi import service
from pages.parts import app, frame, group_promises
from pages.parts.text import t


def main() -> None:
    language = app.language()
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    layers = service.promises_by_layer(app.viewer(), app.monitor())
    note = t(
        "A promise counts here when its organisation lets you see it. Under five organisations no target is given: it would be "
        "easy to guess whose it is."
    )
    app.show(
        f'{frame.trail("ambitieniveau")}<h1>{escape(group_promises.headline(language, layers))}</h1><p class="intro">{escape(note)}</p>'
        + "".join(group_promises.section(language, one) for one in layers),
        "promises",
    )


main()
