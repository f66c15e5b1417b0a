"""Uitleg: what every indicator counts, in plain language, made from the conditions that compute it."""

from __future__ import annotations

import streamlit as st

from kpi import service
from pages.parts import addresses, app, explanation, method, versions
from pages.parts.text import language, t


def page() -> None:
    viewer, monitor, lang = app.viewer(), app.monitor(), language()
    indicators = service.indicators(viewer, monitor, viewer.body)
    app.show(method.opening(lang, len(indicators)), "opening")
    links = [(addresses.ADDRESSES[one].title.in_language(lang), app.link(one)) for one in addresses.EXPLANATION]
    app.show(explanation.further(lang, links), "further")
    later = [(one, app.link("uitleg", id=one.id)) for one in indicators if one.version > 1]
    app.show(versions.changed(lang, later), "changed")
    themes = service.themes(viewer, monitor)
    names = {theme.id: theme.name.in_language(lang) for theme in themes}
    asked = st.query_params.get("id")
    st.header(t("What each indicator counts"), anchor=False)
    for theme, found in method.by_theme(indicators, themes):
        st.subheader(theme.name.in_language(lang) if theme else t("For every theme"), anchor=False)
        for indicator in found:
            definition = service.describe(viewer, monitor, indicator)
            label = indicator.name.in_language(lang)
            others = ", ".join(names[one] for one in indicator.themes[1:]) if theme else ""
            with st.expander(f"{label} · {others}" if others else label, expanded=indicator.id == asked):
                app.show(method.one(lang, indicator, definition), f"indicator_{indicator.id}")
                if indicator.version > 1:
                    versions.show(viewer, monitor, indicator, viewer.body)


page()
