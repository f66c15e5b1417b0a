"""Uitleg: how a figure comes about, and what every indicator counts, in plain language, made from the conditions that compute it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi import service
from kpi.model import Indicator
from pages.parts import addresses, app, explanation, frame, method, versions
from pages.parts.text import language, t


def page() -> None:
    viewer = app.viewer()
    indicators = service.indicators(viewer, app.monitor(), viewer.body)
    asked = st.query_params.get("id")
    indicator = next((one for one in indicators if one.id == asked), None)
    if indicator:
        _one(indicator)
        return
    if asked:
        frame.shown_instead(
            t("There is no indicator “{asked}”", asked=frame.asked(asked)), t("You see all indicators. Choose one.")
        )
    _all(indicators)


def _one(indicator: Indicator) -> None:
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    name = indicator.name.in_language(lang)
    definition = service.describe(viewer, monitor, indicator)
    app.show(method.page(lang, frame.trail("uitleg", name), indicator, definition), "indicator")
    if indicator.version > 1:
        versions.show(viewer, monitor, indicator, viewer.body)


def _all(indicators: Sequence[Indicator]) -> None:
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    app.show(method.opening(lang, len(indicators)), "opening")
    links = [(addresses.ADDRESSES[one].title.in_language(lang), app.link(one)) for one in addresses.EXPLANATION]
    app.show(explanation.further(lang, links), "further")
    later = [(one, app.link("uitleg", id=one.id)) for one in indicators if one.version > 1]
    app.show(versions.changed(lang, later), "changed")
    st.header(t("What each indicator counts"), anchor=False)
    sought = st.text_input(t("Search an indicator"), placeholder=t("for example coffee, timber or climate"), width=400)
    themes = service.themes(viewer, monitor)
    found = method.matching(lang, indicators, themes, sought)
    app.show(method.listing(lang, found, themes, lambda one: app.link("uitleg", id=one.id)), "indicators")


page()
