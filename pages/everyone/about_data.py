"""Over de gegevens: where the figures come from, what they say, what is kept, and what was taken from others."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import texts
from pages.parts import app, explanation, frame
from pages.parts.text import language, t

title = t("Every figure leads back to invoice lines and a definition.")
app.show(f"{frame.trail('gegevens')}<h1>{escape(title)}</h1>", "opening")
st.markdown(texts.prose("about_data").in_language(language()))
app.show(explanation.sources(language(), texts.sources()), "sources")
