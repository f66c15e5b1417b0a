"""Toegankelijkheid: the norm, how it is met and checked, and what is not good yet."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import texts
from pages.parts import app, frame
from pages.parts.text import language, t

title = t("Everyone should be able to read and use these screens.")
app.show(f"{frame.trail('toegankelijkheid')}<h1>{escape(title)}</h1>", "opening")
st.markdown(texts.prose("accessibility").in_language(language()))
