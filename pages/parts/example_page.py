"""The page while the example is built, whichever was asked for: until it is whole its figures say nothing."""

from __future__ import annotations

import streamlit as st

from kpi.example.beside import Beside
from pages.parts import app
from pages.parts.text import language, plural, t

FULLEST = "voorbeeldstad"
"""The organisation of the example that has the most to see."""


@st.cache_resource(show_spinner=False)
def _of_home(home: str) -> Beside:
    return Beside()


def beside() -> Beside:
    """The building of the example in the one open store of this process."""
    return _of_home(app.home())


def start() -> None:
    beside().start(app.opened())


def draw() -> bool:
    """Draws the page where the example is being built or could not be; gives whether it did."""
    building = beside()
    if building.stopped:
        st.title(t("The example could not be built"), anchor=False)
        st.error(
            t(
                "Something went wrong on our side. Stop the monitor, remove its folder, and start it again: then you can begin anew."
            )
        )
    elif building.running:
        st.title(t("The example is being built"), anchor=False)
        st.markdown(t("This takes one or a few minutes. You may leave this page or reload it: building goes on."))
        _progress()
    return building.stopped or building.running


@st.fragment(run_every="1s")
def _progress() -> None:
    """How far it is; when it is done the organisation with the most to see is opened."""
    building = beside()
    if not building.running:
        if not building.stopped:
            st.query_params["org"] = FULLEST
        st.rerun()
    words = ""
    if building.words:
        so_far = plural(
            "{done} of {number} file.", "{done} of {number} files.", building.total, done=str(building.done)
        )
        words = f"{so_far} {building.words.in_language(language())}"
    st.progress(building.done / building.total, words)
