"""Compare: where comparable organisations stand, and how certain that is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from html import escape

import streamlit as st

from kpi import service
from kpi.model import BodyKind, Indicator, Role, YearState
from kpi.service.comparison import PeerGroup
from pages.ministry import sections
from pages.parts import app, bound, comparing, frame, numbers
from pages.parts import participation as taking_part
from pages.parts.text import t

ALPHABET, VALUE = "alfabet", "stand"


def main() -> None:
    """The comparison that the address names: `ambitie`, `groep`, `jaar`, `volgorde`, `provincie`."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    indicators = {one.id: one for one in service.indicators(viewer, monitor) if one.unit == "share"}
    groups: dict[str, PeerGroup] = {one.id: one for one in service.peer_groups(viewer, monitor)}
    if not groups:
        frame.notice(t("There is nothing to compare yet"), t("No organisation was added here yet."))
        return
    indicator = indicators[bound.chosen("ambitie", list(indicators), _usual_indicator(indicators))]
    group = groups[bound.chosen("groep", list(groups), _usual_group(groups))]
    asked = st.query_params.get("jaar", "")
    with frame.loading():
        found = service.spread(viewer, monitor, indicator.id, group.id, int(asked) if asked.isdecimal() else None)
    comparison = found.comparison
    if comparison is None:
        app.show(f"<h1>{escape(t('There is nothing to compare yet'))}</h1>", "headline")
        _choices(indicators, indicator, groups, group, [], None, ALPHABET)
        st.info(t("No organisation of this group has certified figures yet."), title=t("Too few participants"))
        return
    year = comparison.year
    years = sorted((when for when, one in found.years.items() if one.bodies), reverse=True)
    order = bound.chosen("volgorde", [ALPHABET, VALUE], ALPHABET)
    app.show(
        f"<h1>{escape(comparing.headline(language, comparison, group.kinds[0]))}</h1>"
        f'<p class="intro">{escape(comparing.fairness(language, comparison, group.name.in_language(language), order == VALUE))}</p>',
        "headline",
    )
    _choices(indicators, indicator, groups, group, years, year, order)
    _unknown({"ambitie": list(indicators), "groep": list(groups), "jaar": [str(when) for when in years]})
    if comparison.refusal:
        st.warning(comparison.refusal.in_language(language), title=t("Too few participants"), icon=":material/lock:")
    left, right = st.columns(2, gap="large")
    own = sections.own_figures(viewer, monitor, comparison.indicator)
    with left:
        sections.side_by_side(comparison, own, order == VALUE)
    with right:
        sections.through_the_years(comparison, found.years, own)
        sections.by_province(comparison, found.provinces)
    _participation(year)


def _unknown(known: Mapping[str, Collection[str]]) -> None:
    """Says of what the address asks for and is not there that something else is shown in its place."""
    for parameter, options in known.items():
        asked = st.query_params.get(parameter)
        if asked and asked not in options:
            frame.shown_instead(
                t("“{asked}” is not there to compare", asked=frame.asked(asked)),
                t("You see what the choices above say. Choose another one there."),
            )


def _usual_indicator(indicators: dict[str, Indicator]) -> str:
    return "circular_all_spend" if "circular_all_spend" in indicators else next(iter(indicators))


def _usual_group(groups: dict[str, PeerGroup]) -> str:
    """The closest group of the viewer's own body; for others all municipalities."""
    own = service.own_group(app.viewer(), app.monitor())
    usual = own.id if own else BodyKind.MUNICIPALITY.value
    return usual if usual in groups else next(iter(groups))


def _choices(
    indicators: dict[str, Indicator],
    indicator: Indicator,
    groups: dict[str, PeerGroup],
    group: PeerGroup,
    years: list[int],
    year: int | None,
    order: str,
) -> None:
    language = app.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bound.select(
            "ambitie", t("Ambition"), list(indicators), indicator.id,
            lambda one: indicators[one].name.in_language(language), width=320,
        )  # fmt: skip
        bound.select(
            "groep", t("Comparable group"), list(groups), group.id,
            lambda one: groups[one].name.in_language(language), width=400,
        )  # fmt: skip
        if years:
            bound.select(
                "jaar", t("Year"), years, year, lambda one: numbers.period(language, one, YearState.FINAL), width=180
            )
            words = {ALPHABET: t("Alphabet"), VALUE: t("Value")}
            bound.radio("volgorde", t("Order"), list(words), order, words.__getitem__)


def _by_name(year: int) -> Callable[[str], str]:
    """The addresses of the lists by name, which only a ministry may open."""
    return lambda kind: app.link("deelname", soort=kind, jaar=year)


def _participation(year: int) -> None:
    language = app.language()
    found = service.participation(app.viewer(), app.monitor(), year)
    closing = t("A body is named only if it has given consent itself. Otherwise it is a row without a name.")
    app.show(
        f"<h2>{escape(t('Who takes part, and how complete'))}</h2>"
        + taking_part.by_kind(language, found, _by_name(year) if app.role() is Role.MINISTRY else None)
        + f'<p class="intro">{escape(closing)}</p>',
        "participation",
    )


main()
