"""Ambition: do we reach this target, why or why not, and what helps? Down to the invoice lines."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Commitment, Figure, Forecast
from pages.parts import app, chances, charts, choice, detail, drill, frame, promise, series, story, trajectory
from pages.parts.text import language, t

MOST_CHANCES = 5
# More chances than there can be: those of one department are chosen from all.
EVERY = 1_000_000


@dataclass(frozen=True)
class Ambition:
    """What the page is about: a promise, its figure of the year, and its years."""

    commitment: Commitment
    figure: Figure
    history: list[Figure]
    forecast: Forecast | None

    @property
    def title(self) -> str:
        return (self.figure.commitment_version or self.commitment.versions[-1]).text


def page() -> None:
    context = app.context()
    found = find(context) if context else None
    if context is None or found is None:
        frame.message(t("This ambition is not known here"), t("Choose one from the list of ambitions."))
        app.show(f'<p><a href="{escape(app.link("ambities"))}">{escape(t("Ambitions"))}</a></p>', "back")
        return
    choice.show(context, organisations=False)
    chosen = drill.place()
    figure, body = found.figure, context.body
    department = choice.department_name(language(), body, figure.department)
    themes = {theme.id: theme.name.in_language(language()) for theme in service.themes(app.viewer(), app.monitor())}
    theme = figure.indicator.themes[0]
    above = [(t("Overview"), app.link("overzicht")), (themes[theme], app.link("thema", id=theme))]
    crumbs = [*above, *drill.trail(chosen, department, t("Ambition"))]
    app.show(detail.head(language(), figure, found.title, crumbs, drill.total(figure, chosen)), "head")
    if chosen.deep:
        drill.show(figure, chosen)
        return
    measures(found)
    course(found)
    if figure.judgement.gap_euro is None:
        drill.show(figure, chosen)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            closing(figure, chosen)
        with right:
            drill.show(figure, chosen)
    left, right = st.columns(2, gap="large")
    with left:
        counting(figure)
    with right:
        results = [
            one for one in found.history if one in service.earlier_promises(app.viewer(), app.monitor(), body.id)
        ]
        app.show(promise.target_history(language(), figure.indicator, found.commitment, results), "history")


def find(context: app.Context) -> Ambition | None:
    """The ambition that the address names, at its department; None when this body has none like it."""
    viewer, monitor, body = app.viewer(), app.monitor(), context.body.id
    asked = st.query_params.get("id")
    commitment = next((one for one in service.commitments(viewer, monitor, body) if one.id == asked), None)
    if commitment is None:
        return None
    every = service.figures(viewer, monitor, body, by_department=True, indicator=commitment.indicator)
    mine = [one for one in every if one.commitment is not None and one.commitment.id == commitment.id]
    history = story.of_department(mine, context.department)
    figure = next((one for one in history if one.year == context.year), None)
    return Ambition(commitment, figure, history, service.forecast(history)) if figure else None


def measures(found: Ambition) -> None:
    """The four metrics."""
    before = next((one for one in found.history if one.year == found.figure.year - 1), None)
    change = service.change(before, found.figure)
    app.show(detail.metrics_markup(detail.metrics(language(), found.figure, change)), "metrics")


def course(found: Ambition) -> None:
    """The chart with its key, and the same figures as a table."""
    lang, figure, indicator = language(), found.figure, found.figure.indicator
    definition = service.describe(app.viewer(), app.monitor(), indicator)
    app.show(
        f'<h2>{escape(t("Course and target"))}</h2><p class="intro">'
        f"{escape(t('Share of: {whole}', whole=definition.whole))}</p>"
        + series.key(lang, found.forecast, found.history, found.commitment),
        "chart_key",
    )
    st.plotly_chart(
        trajectory.trajectory(lang, indicator, found.history, found.commitment, found.forecast, figure),
        alt=series.alt(lang, indicator, found.history, figure.judgement.reason.in_language(lang)),
        config=charts.CONFIG,
        key="trajectory",
    )
    if not found.commitment.versions[-1].baseline:
        st.markdown(t("The baseline is unknown. That is why there is no path from a starting point."))
    with st.expander(t("Show these figures as a table"), icon=":material/table:"):
        app.show(series.history_table(lang, indicator, found.history), "history_table")


def closing(figure: Figure, chosen: drill.Place) -> None:
    """What could close the gap."""
    found = service.chances(app.viewer(), app.monitor(), figure, limit=EVERY)
    if figure.department is not None:
        found = [chance for chance in found if chance.department == (figure.department_name or "")]

    def link(chance: service.Chance) -> str | None:
        if chance.kind != "classify":
            return None
        department = next((one.id for one in figure.body.departments if one.name == chance.department), "")
        return drill.Place(chosen.id, department if figure.body.departments else None, chance.text, lines=True).link()

    app.show(chances.markup(language(), found[:MOST_CHANCES], figure.judgement.gap_euro, link), "chances")


def counting(figure: Figure) -> None:
    """How we count, from the definition."""
    definition = service.describe(app.viewer(), app.monitor(), figure.indicator)
    terms = promise.terms(language(), figure.indicator, definition)
    markup = promise.definition(language(), t("How we count"), terms)
    wide = detail.bounds_over_all(language(), figure)
    app.show(markup + (f'<p class="intro">{escape(wide)}</p>' if wide else ""), "definition")


page()
