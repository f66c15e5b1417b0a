"""Over de gegevens: where the figures come from, what they say, what is kept, and what was taken from others."""

from __future__ import annotations

import streamlit as st

from kpi import texts
from pages.parts import app, explanation
from pages.parts.text import language, t

title = t("Every figure leads back to invoice lines and a definition.")
app.show(explanation.opening(language(), title, app.link("uitleg")), "opening")
st.markdown(texts.prose("about_data").in_language(language()))
app.show(explanation.sources(language(), texts.sources()), "sources")
