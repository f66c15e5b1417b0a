"""Doing what a person asked on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kpi.model import Refusal
from pages.parts import app
from pages.parts.text import t


def do(act: Callable[..., None], *values: Any) -> None:
    """Does it, with the figures worked out again, and shows the page anew; says in words why it is not done."""
    try:
        with st.spinner(t("We are working out your figures again.")):
            act(app.viewer(), app.monitor(), *values)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    st.rerun()
