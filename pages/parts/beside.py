"""Long work that is done beside the page: how far it is in words and numbers, and a button that stops it. A reload finds it again."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi import service
from pages.parts.text import plural

EVERY = 1.0
"""Seconds between two looks at how far it is."""


@st.fragment(run_every=EVERY)
def progress(
    key: str, work: service.Work, words: Callable[[service.Work], str], stop_words: str, stop: Callable[[], None] | None
) -> None:
    """Renewed by itself until the work is finished; then the page is made again. Without `stop` there is no button to stop it."""
    if work.finished.is_set():
        st.rerun()
    st.progress(work.done / work.total, f"{words(work)} {busy(work)}")
    if stop and st.button(stop_words, key=f"stop_{key}", disabled=work.stopping.is_set()):
        stop()
        st.rerun()


def busy(work: service.Work) -> str:
    """How long it takes so far, as a sentence."""
    return plural("{number} second so far.", "{number} seconds so far.", work.seconds)
