"""Toegankelijkheid: the norm, how it is met and checked, and what is not good yet."""

from __future__ import annotations

import streamlit as st

from kpi import texts
from pages.parts import app, explanation
from pages.parts.text import language, t

title = t("Everyone should be able to read and use these screens.")
app.show(explanation.opening(language(), title, app.link("uitleg")), "opening")
st.markdown(texts.prose("accessibility").in_language(language()))
