"""Ambities: everything this body promised, and what became of promises whose year has passed."""

from __future__ import annotations

from html import escape

from kpi import service
from kpi.model import Figure
from pages.parts import app, choice, frame, promises
from pages.parts.text import language, plural


def page() -> None:
    context = app.context()
    if context is None:
        frame.no_body()
        return
    choice.show(context, departments=False)
    viewer, monitor, body = app.viewer(), app.monitor(), context.body
    commitments = service.commitments(viewer, monitor, body.id)
    of_year = service.figures(viewer, monitor, body.id, context.year) if context.year is not None else []
    latest = {figure.commitment.id: figure for figure in of_year if figure.commitment is not None}
    indicators = {indicator.id: indicator for indicator in service.indicators(viewer, monitor, context.body.id)}
    title = plural(
        "{body} recorded {number} ambition.", "{body} recorded {number} ambitions.", len(commitments), body=body.name
    )
    themes = [theme.id for theme in service.themes(viewer, monitor)]
    rows = [
        promises.Row(one, indicators[one.indicator], latest.get(one.id), app.link("ambitie", id=one.id))
        for one in sorted(commitments, key=lambda one: themes.index(indicators[one.indicator].themes[0]))
    ]
    app.show(f"<h1>{escape(title)}</h1>" + promises.standing(language(), rows), "standing")
    earlier = service.earlier_promises(viewer, monitor, body.id)
    app.show(promises.earlier(language(), earlier, link), "earlier")


def link(figure: Figure) -> str:
    """The page of an earlier promise, in the year of its target."""
    assert figure.commitment is not None
    return app.link("ambitie", id=figure.commitment.id, jaar=figure.year)


page()
