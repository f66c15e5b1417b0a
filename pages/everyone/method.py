"""Uitleg: what every indicator counts, in plain language, made from the conditions that compute it."""

from __future__ import annotations

import streamlit as st

from kpi import service
from pages.parts import app, method
from pages.parts.text import language, t


def page() -> None:
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    indicators = service.indicators(viewer, monitor)
    app.show(method.opening(lang, len(indicators)), "opening")
    names = {theme.id: theme.name.in_language(lang) for theme in service.themes(viewer, monitor)}
    asked = st.query_params.get("id")
    st.header(t("What each indicator counts"), anchor=False)
    for indicator in indicators:
        definition = service.describe(viewer, monitor, indicator)
        label = f"{indicator.name.in_language(lang)} · {', '.join(names[theme] for theme in indicator.themes)}"
        with st.expander(label, expanded=indicator.id == asked):
            app.show(method.one(lang, indicator, definition), f"indicator_{indicator.id}")


page()
