"""Theme: the ambitions of one theme, for the body and for each of its departments."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Figure
from pages.parts import ambitions_of, app, choice, frame, opening, story
from pages.parts.text import language, t


def page() -> None:
    context = app.context()
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    theme = next((one for one in service.themes(viewer, monitor) if one.id == st.query_params.get("id")), None)
    if context is None or context.year is None or theme is None:
        frame.message(t("This theme is not known here"), t("Choose one from the overview."))
        app.show(f'<p><a href="{escape(app.link("overzicht"))}">{escape(t("Overview"))}</a></p>', "back")
        return
    choice.show(context, departments=False)
    of_year = service.figures(viewer, monitor, context.body.id, context.year, by_department=True)
    of_theme = [figure for figure in story.ambitions(of_year) if figure.indicator.themes[0] == theme.id]
    whole = story.of_department(of_theme, None)
    series = story.by_ambition(service.series(viewer, monitor, context.body.id).figures)

    def years_of(figure: Figure) -> list[Figure]:
        return series.get(story.identity(figure), [])

    trail = [(t("Overview"), app.link("overzicht")), (theme.name.in_language(lang), None)]
    app.show(opening.trail(lang, trail) + f"<h1>{escape(story.headline(lang, whole))}</h1>", "head")
    if not whole:
        return
    app.show(opening.rows_by_theme(lang, [(theme, whole)], years_of, ambitions_of.link), "rows")
    if context.body.departments:
        rows = [
            (figure.indicator.name.in_language(lang), ambitions_of.link(figure), [figure.indicator.id])
            for figure in whole
        ]
        spend = service.department_spend(viewer, monitor, context.body.id, context.year)
        markup = ambitions_of.grid(lang, t("By department"), t("Ambition"), rows, of_theme, context.body, spend)
        app.show(markup, "grid")


page()
