"""Overview: how do we stand, and what must be done? For an administrator with two minutes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Body, Figure, Theme, YearState
from pages.parts import (
    addresses,
    ambitions_of,
    app,
    choice,
    example_page,
    frame,
    opening,
    reports,
    story,
    tables,
    welcome,
)
from pages.parts.text import t

# Where the first two steps of an empty monitor are done.
DOING = ("vastleggen", "inlezen")


def page() -> None:
    context = app.context()
    if context is None or context.year is None:
        empty(context)
        return
    choice.show(context)
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    body, year, department = context.body, context.year, context.department
    commitments = service.commitments(viewer, monitor, body.id)
    promised = {one.indicator for one in commitments} or None
    with frame.loading():
        every_year = service.series(viewer, monitor, body.id, promised, department).figures
        of_year = service.figures(viewer, monitor, body.id, year, by_department=True, indicator=promised)
        spent = service.spend(viewer, monitor, body.id).get(year)
    series = story.by_ambition(every_year)
    ambitions = story.ambitions(story.of_department(of_year, department))

    def years_of(figure: Figure) -> list[Figure]:
        return series.get(story.identity(figure), [])

    classified = spent.classified if spent and department is None else None
    before = year - 1 if year - 1 in context.years else None
    final = context.state is YearState.FINAL
    proof = opening.Proof(
        str(year) if final else choice.period(language, context, year),
        opening.spend(ambitions or service.figures(viewer, monitor, body.id, year)),
        classified,
        opening.last_submission(service.submissions(viewer, monitor, body.id, year)),
        before,
        story.moved(ambitions, years_of, before) if before else None,
    )
    finding = story.finding(language, ambitions, classified)
    if commitments and not ambitions:
        finding = story.not_in_force(language, commitments, year)
    head = opening.title(language, finding, proof, ambitions)
    due = service.next_due(viewer, monitor, body.id, year)
    app.show(
        head + opening.actions(language, ambitions, ambitions_of.link, of_year, due) if ambitions else head, "opening"
    )
    if not ambitions:
        _recorded()
        return
    themes = story.by_theme(service.themes(viewer, monitor), ambitions)
    if st.session_state.get("as_table"):
        app.show(tables.ambitions(language, ambitions, ambitions_of.link), "table")
    else:
        app.show(opening.rows_by_theme(language, themes, years_of, ambitions_of.link), "rows")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.toggle(t("Show as table"), key="as_table")
        reports.board(body.id, year)
    if body.departments:
        app.show(grid(language, of_year, themes, body), "grid")


def grid(language: str, of_year: Sequence[Figure], themes: Sequence[tuple[Theme, Sequence[Figure]]], body: Body) -> str:
    """Themes against departments, one sign for each ambition."""
    rows = [
        (theme.name.in_language(language), app.link("thema", id=theme.id), [figure.indicator.id for figure in figures])
        for theme, figures in themes
    ]
    spend = service.department_spend(app.viewer(), app.monitor(), body.id, of_year[0].year) if of_year else {}
    return ambitions_of.grid(language, t("Themes and departments"), t("Theme"), rows, of_year, body, spend)


def _recorded() -> None:
    """The way to what is recorded, and to recording something."""
    address = next(name for name in ("vastleggen", "ambities", "overzicht") if name in addresses.open_to(app.role()))
    app.show(f'<p><a href="{escape(app.link(address))}">{escape(t("Ambitions"))}</a></p>', "recorded")


def empty(context: app.Context | None) -> None:
    """Nothing submitted yet: the steps to take, and the way to the example."""
    language = app.language()
    if context:
        choice.show(context)
    may = addresses.open_to(app.role())
    if context is None:
        found = welcome.first_steps(language, app.link("beheer") if "beheer" in may else None)
    else:
        promised = len(service.commitments(app.viewer(), app.monitor(), context.body.id))
        found = welcome.steps(language, promised, *(app.link(name) if name in may else None for name in DOING))
    app.show(welcome.markup(language, t("Welcome. There are no figures yet."), found), "welcome")
    if context is None:
        offer_example()


def offer_example() -> None:
    """The way to look first: builds fictional bodies, whose files go through everything a real file goes through."""
    st.markdown(t("Rather look first? The example has invented figures of fictional organisations."))
    st.button(t("Build the example"), type="primary", on_click=example_page.start)


page()
