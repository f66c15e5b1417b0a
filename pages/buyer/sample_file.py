"""The audit sample that comes back as a workbook: what it would change, before it does."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import Refusal
from pages.parts import app, returned, sampling
from pages.parts.text import t

TOLD = "sample_told"
REFUSED = "sample_refused"
KEY = "sample_back"


def draw(body: str, names: Mapping[str, str]) -> None:
    """The place for a filled-in sample, and what it would change. `names` are the ambitions in words."""
    language = app.language()

    def offer(found: service.SampleReading, name: str, content: bytes) -> None:
        app.show(sampling.changes_table(language, found.changes, names), "sample_changes")
        words = plural(language, "Keep {number} finding", "Keep {number} findings", len(found.changes))
        st.button(words, type="primary", key="sample_keep", on_click=_keep, args=(body, name, content))

    with st.expander(t("Fill in a spreadsheet"), key="sample_file"):
        st.markdown(
            t(
                "Download the sample and fill in the columns Finding, Note and Document. You may sort, and delete rows that you leave as "
                "they are."
            )
        )
        if refused := st.session_state.pop(REFUSED, None):
            st.error(refused, title=t("Not stored"))
        returned.place(
            t("The sample, filled in"),
            KEY,
            lambda name, content: service.read_sample(app.viewer(), app.monitor(), body, name, content),
            t("Nothing in this file is new: all that was found in it is kept already."),
            offer,
        )


def _keep(body: str, name: str, content: bytes) -> None:
    try:
        service.keep_sample(app.viewer(), app.monitor(), body, name, content)
    except Refusal as refused:
        st.session_state[REFUSED] = refused.message.in_language(app.language())
        return
    st.session_state[TOLD] = t("What was found is kept, and the figures are measured again.")
    returned.done(KEY)
