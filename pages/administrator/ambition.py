"""Ambition: do we reach this target, why or why not, and what helps? Down to the invoice lines."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import streamlit as st

from kpi import service
from kpi.language import euro
from kpi.model import Commitment, Figure, Forecast, Indicator, Message
from pages.parts import (
    addresses,
    app,
    chances,
    charts,
    choice,
    detail,
    drill,
    frame,
    notices,
    promise,
    sampling,
    series,
    story,
    trajectory,
)
from pages.parts.text import language, plural, t

MOST_CHANCES = 6
ALL = "kansen"
CHOSEN = "als"
"""The chances of which the reader wants to see what they would do, in the address: it can be mailed."""


@dataclass(frozen=True)
class Ambition:
    """What the page is about: a promise, its figure of the year, and its years."""

    commitment: Commitment
    figure: Figure
    history: list[Figure]
    forecast: Forecast | None
    notes: tuple[Message, ...] = ()

    @property
    def title(self) -> str:
        return (self.figure.commitment_version or self.commitment.versions[-1]).text


def page() -> None:
    context = app.context()
    app.monitor()  # where figures are worked out again, that is told here and not in the place of the figures
    with frame.loading():
        found = find(context) if context else None
    if context and found is None and promised(context.body.id):
        frame.no_figures(context.body)
        return
    if context is None or found is None:
        frame.notice(t("This ambition is not known here"), t("Choose one from the list."), "ambities", "vastleggen")
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
    short = figure.judgement.gap_euro is not None
    open_chances = service.chances(app.viewer(), app.monitor(), figure) if short else []
    wanted = asked()
    picked = [one for one in open_chances if one.id in wanted]
    imagined = service.what_if(app.viewer(), app.monitor(), figure, picked)
    starting_with(figure, open_chances)
    measures(found)
    decided_by(figure)
    course(found, imagined)
    if not short:
        drill.show(figure, chosen)
    else:
        left, right = st.columns(2, gap="large")
        with left:
            closing(figure, chosen, open_chances, imagined)
        with right:
            drill.show(figure, chosen)
    asked_for(figure)
    checked(figure)
    st.space("small")
    left, right = st.columns(2, gap="large")
    with left:
        counting(found)
    with right:
        earlier = service.earlier_promises(app.viewer(), app.monitor(), body.id)
        results = [one for one in found.history if one in earlier]
        app.show(promise.target_history(language(), figure.indicator, found.commitment, results), "history")


def promised(body: str) -> Commitment | None:
    """The promise that the address names, also where there is no figure about it."""
    known = service.commitments(app.viewer(), app.monitor(), body)
    return next((one for one in known if one.id == st.query_params.get("id")), None)


def find(context: app.Context) -> Ambition | None:
    """The ambition that the address names, at its department; None when this body has none like it."""
    viewer, monitor, body = app.viewer(), app.monitor(), context.body.id
    commitment = promised(body)
    if commitment is None:
        return None
    found = service.series(viewer, monitor, body, commitment.indicator, context.department)
    history = [one for one in found.figures if one.commitment is not None and one.commitment.id == commitment.id]
    figure = next((one for one in history if one.year == context.year), None)
    if figure is not None and figure.joined:
        of_year = service.figures(
            viewer, monitor, body, context.year, by_department=True, indicator=commitment.indicator
        )
        mine = [one for one in story.of_department(of_year, context.department) if one.commitment == commitment]
        figure = next(iter(mine), figure)
    return Ambition(commitment, figure, history, service.forecast(history), found.notes) if figure else None


def measures(found: Ambition) -> None:
    """The four metrics."""
    before = next((one for one in found.history if one.year == found.figure.year - 1), None)
    change = service.change(before, found.figure)
    app.show(detail.metrics_markup(detail.metrics(language(), found.figure, change)), "metrics")


def decided_by(figure: Figure) -> None:
    """That one contract decides the figure, where one does."""
    euros = service.deciding_contract(app.viewer(), app.monitor(), figure)
    if euros is not None:
        said = t("One contract decides this figure ({euros}).", euros=euro(language(), euros))
        app.show(f'<p class="intro">{escape(said)}</p>', "one_contract")


def asked() -> list[str]:
    """The ids of the chances that the address asks to imagine."""
    return [one for one in st.query_params.get(CHOSEN, "").split(",") if one]


def starting_with(figure: Figure, found: list[service.Chance]) -> None:
    """What to classify first where that may settle the status."""
    first = service.first_to_settle(app.viewer(), app.monitor(), figure, found)
    if first:
        said = t("First classify the lines that have “{what}” as their category.", what=first)
        app.show(f"<p>{escape(said)}</p>", "start")


def course(found: Ambition, imagined: service.WhatIf | None) -> None:
    """The chart with its key, what it tells, and the same figures as a table."""
    lang, figure, indicator = language(), found.figure, found.figure.indicator
    definition = service.describe(app.viewer(), app.monitor(), indicator)
    app.show(
        f'<h2>{escape(t("Course and target"))}</h2><p class="intro">'
        f"{escape(_about(definition, indicator))}</p>"
        + series.key(lang, found.forecast, found.history, found.commitment, figure),
        "chart_key",
    )
    st.plotly_chart(
        trajectory.trajectory(
            lang,
            indicator,
            found.history,
            found.commitment,
            found.forecast,
            figure,
            imagined.figure if imagined else None,
        ),
        alt=series.alt(lang, indicator, found.history, figure.judgement.reason.in_language(lang)),
        config=charts.CONFIG,
        key="trajectory",
    )
    said = [one.in_language(lang) for one in (*found.notes, *service.trend(found.history, figure))]
    if imagined:
        said.append(t("The square is imagined: what if what you chose below works out."))
    st.markdown(" ".join(said))
    if not found.commitment.versions[-1].baseline:
        st.markdown(t("The baseline is unknown. That is why there is no path from a starting point."))
    frame.as_table("history", lambda: series.history_table(lang, indicator, found.history))


def _about(definition: Any, indicator: Indicator) -> str:
    """What the chart is a share of; of a quantity what it is."""
    if indicator.is_share:
        whole = definition.whole_in_short.in_language(language())
        return t("Share of {whole}", whole=whole[:1].lower() + whole[1:])
    return definition.part.in_language(language())


def imagining(chosen: drill.Place, ids: list[str], every: bool = False) -> str:
    """The address at which these chances are imagined to work out; with every chance in the list once that was asked."""
    told = {CHOSEN: ",".join(ids) or None, ALL: 1 if every or ALL in st.query_params else None}
    return app.link("ambitie", id=chosen.id, afd=app.told(chosen.department), **told)


def closing(figure: Figure, chosen: drill.Place, found: list[service.Chance], imagined: service.WhatIf | None) -> None:
    """What could close the gap, and what the figure would be if what was chosen came true."""

    def link(chance: service.Chance) -> str:
        lines = chance.lines
        department = lines.department if figure.body.departments and lines.department else chosen.department
        if chance.kind == "renew":
            return drill.Place(chosen.id, department=department, lines=True).link(search=lines.contract)
        return drill.Place(
            chosen.id,
            department=department,
            category=lines.category or "",
            supplier=None if chance.kind == "classify" else lines.supplier or "",
            lines=True,
        ).link()

    def choose(chance: service.Chance) -> str:
        now = [one for one in asked() if one != chance.id]
        return imagining(chosen, now if chance.id in asked() else [*now, chance.id])

    if imagined:
        app.show(chances.imagined(language(), imagined, imagining(chosen, [])), "imagined")
    shown = found if ALL in st.query_params else chances.shortlist(found, MOST_CHANCES, asked())
    markup = chances.markup(language(), shown, figure, link, choose, asked())
    if len(shown) < len(found):
        words = plural("Show all {number} chance", "Show all {number} chances", len(found))
        markup += f'<p class="intro"><a href="{escape(imagining(chosen, asked(), every=True))}">{escape(words)}</a></p>'
    app.show(markup, "chances")


def asked_for(figure: Figure) -> None:
    """What public notices say was asked for, beside what was delivered; nothing where there are none."""
    found = service.intent(app.viewer(), app.monitor(), figure)
    if found is not None:
        app.show(notices.layers(language(), figure, found), "layers")


def checked(figure: Figure) -> None:
    """What audit samples say of what is claimed; whoever may draw one is told where there is none."""
    may_draw = "steekproef" in addresses.open_to(app.role())
    found = service.samples_of(app.viewer(), app.monitor(), figure)
    if found or (may_draw and figure.department is None and figure.indicator.measure == "euro"):
        href = app.link("steekproef") if may_draw else None
        names = {figure.indicator.id: figure.indicator.name.in_language(language())}
        app.show(sampling.beside(language(), found, names, href), "sample")


def counting(found: Ambition) -> None:
    """How we count, from the definition; and that the promise was made on an earlier one, where it was."""
    figure = found.figure
    definition = service.describe(app.viewer(), app.monitor(), figure.indicator)
    terms = [
        *promise.terms(language(), figure.indicator, definition),
        (t("Year"), year_basis(figure) or ""),
        (t("However it turns out"), detail.bounds_over_all(language(), figure)),
    ]
    markup = promise.definition(language(), t("How we count"), terms)
    said = [
        promise.frozen(language(), found.commitment, figure),
        *promise.variant_values(language(), variants(figure)),
    ]
    app.show(markup + "".join(f'<p class="intro">{escape(one)}</p>' for one in said if one), "definition")


def year_basis(figure: Figure) -> str | None:
    """By which date lines belong to the year; nothing of what is registered by year."""
    if figure.indicator.quantity:
        return None
    name = service.year_basis_names()[figure.year_basis]
    return t("{year} is a {kind}.", year=str(figure.year), kind=name)


def variants(figure: Figure) -> list[Figure]:
    """The same body, department and year, by the other indicators that answer the same question."""
    viewer, monitor, body = app.viewer(), app.monitor(), figure.body.id
    found = [
        one
        for variant in figure.indicator.variants
        for one in service.figures(viewer, monitor, body, figure.year, by_department=True, indicator=variant.indicator)
    ]
    return [one for one in found if one.department == figure.department]


page()
