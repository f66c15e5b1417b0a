"""The reading of a draft: made in a process of its own, kept for this session as long as nothing changed."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import Reading
from pages.buyer.steps import draft
from pages.parts import app
from pages.parts.text import t

KEPT = "reading"


def of(work: draft.Work) -> Reading:
    """What was understood of the draft's file, with the answers given so far."""
    mark = (work.id, work.saved_at, tuple(sorted(work.answers.items())))
    if st.session_state.get(KEPT, (None,))[0] != mark:
        words = st.empty()
        words.markdown(
            t("We are reading {name}. This takes a few seconds, a large file up to a minute.", name=work.name)
        )
        with st.skeleton(height=240):
            found = service.read(app.viewer(), app.monitor(), work.body, work.name, work.content, work.answers)
        words.empty()
        st.session_state[KEPT] = (mark, found)
    return st.session_state[KEPT][1]


def refusal(found: Reading) -> None:
    """Says that the file was not read, why, and what to do next."""
    st.error(
        found.reason.in_language(app.language()) if found.reason else t("The file could not be read."),
        title=t("File not read"),
        icon=":material/error:",
    )
