"""Theme: the ambitions of one theme over the years, for the body and for each of its departments."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Figure
from pages.parts import addresses, ambitions_of, app, choice, frame, multiples, opening, story
from pages.parts.text import language, t


def page() -> None:
    context = app.context()
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    theme = next((one for one in service.themes(viewer, monitor) if one.id == st.query_params.get("id")), None)
    if context and context.year is None and theme:
        frame.no_figures(context.body)
        return
    if context is None or context.year is None or theme is None:
        frame.notice(t("This theme is not known here"), t("Choose one from the overview."), "overzicht")
        return
    choice.show(context, departments=False)
    body, year = context.body, context.year
    of_its = [one.id for one in service.indicators(viewer, monitor, body.id) if one.themes[0] == theme.id]
    with frame.loading():
        of_theme = service.figures(viewer, monitor, body.id, year, by_department=True, indicator=of_its)
        judged = story.ambitions(of_theme)
        departments = list(dict.fromkeys(figure.department for figure in judged))
        every_year = service.series_of_departments(viewer, monitor, body.id, departments, of_its)
    series = {department: story.by_ambition(one.figures) for department, one in every_year.items()}

    def years_of(figure: Figure) -> list[Figure]:
        return series[figure.department].get(story.identity(figure), [])

    whole = story.of_department(judged, None)
    name = theme.name.in_language(lang)
    trail = opening.trail(lang, [(t("Overview"), app.link("overzicht")), (name, None)])
    finding = story.headline_of(lang, name, whole)
    app.show(f"{trail}<h1>{escape(finding)}</h1>{opening.tally(lang, whole)}", "head")
    if not whole:
        nothing_promised()
        return
    app.show(opening.actions(lang, whole, ambitions_of.link, of_theme), "actions")
    app.show(opening.rows_by_theme(lang, [(theme, whole)], years_of, ambitions_of.link), "rows")
    label = t("Over the years")
    trajectories = multiples.multiples(lang, whole, years_of, ambitions_of.link)
    app.show(multiples.intro(lang, label) + trajectories, "multiples")
    as_table(label, whole, years_of, "whole")
    if body.departments:
        by_department(context, of_theme, judged, years_of)


def nothing_promised() -> None:
    """What to do where a theme has no ambition: for who may commit the way there, and the way back."""
    name = "vastleggen" if "vastleggen" in addresses.open_to(app.role()) else "ambities"
    words = t("Commit to an ambition") if name == "vastleggen" else t("All ambitions of this organisation")
    app.show(f'<p class="spaced"><a href="{escape(app.link(name))}">{escape(words)}</a></p>', "nothing_promised")


def by_department(context: app.Context, of_theme: list[Figure], judged: list[Figure], years_of) -> None:
    """The signs of every department, and its years."""
    lang, body, year = language(), context.body, context.year
    assert year is not None
    whole = story.of_department(judged, None)
    rows = [
        (figure.indicator.name.in_language(lang), ambitions_of.link(figure), [figure.indicator.id]) for figure in whole
    ]
    spend = service.department_spend(app.viewer(), app.monitor(), body.id, year)
    app.show(ambitions_of.grid(lang, t("By department"), t("Ambition"), rows, of_theme, body, spend), "grid")
    shown = [figure for figure in judged if figure.department is not None and ambitions_of.counts(figure)]
    if not shown:
        return
    label = t("Over the years, by department")
    departments = [
        (
            choice.department_name(lang, body, department, year),
            app.link("afdeling", id=app.told(department)),
            story.of_department(shown, department),
        )
        for department in dict.fromkeys(figure.department for figure in shown)
    ]
    panels = multiples.groups(lang, departments, years_of, ambitions_of.link)
    app.show(multiples.intro(lang, label) + panels, "by_department")
    as_table(label, shown, years_of, "departments")


def as_table(label: str, figures: list[Figure], years_of, key: str) -> None:
    """The trajectories as a table, behind an expander."""
    lang = language()

    def named(figure: Figure) -> str:
        name = figure.indicator.name.in_language(lang)
        return f"{figure.department_name or t('department unknown')}: {name}" if figure.department is not None else name

    frame.as_table(key, lambda: multiples.years_table(lang, label, figures, years_of, ambitions_of.link, named))


page()
