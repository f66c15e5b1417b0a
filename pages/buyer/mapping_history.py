"""What was decided about the body's own words, newest first, with who and when, and the way back for each."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import Refusal
from pages.parts import app, decisions
from pages.parts.text import t

PER_PAGE = 10
JUST_DONE = "classified_now"


def draw(body: str) -> None:
    """One page of the versions of the mapping; nothing where nothing was decided."""
    versions = service.mapping_versions(app.viewer(), app.opened(), body)
    if not versions:
        return
    language = app.language()
    with st.expander(t("What was decided before ({count})", count=len(versions)), key="history"):
        pages = -(-len(versions) // PER_PAGE)
        page = min(st.session_state.get("history_page", 1), pages)
        for version in versions[(page - 1) * PER_PAGE : page * PER_PAGE]:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(decisions.version_words(language, version))
                if version.holding:
                    st.button(
                        decisions.undo_words(language, version),
                        key=f"undo_{version.number}",
                        type="tertiary",
                        wrap=True,
                        on_click=undo,
                        args=(body, version.number),
                    )
        if pages > 1:
            st.pagination(pages, key="history_page")


def undo(body: str, number: int) -> None:
    """Puts back what held before a version, and says so above the worklist."""
    try:
        service.undo_mapping(app.viewer(), app.opened(), body, number)
    except Refusal as refused:
        st.session_state[JUST_DONE] = (None, refused.message.in_language(app.language()))
        return
    st.session_state.pop(JUST_DONE, None)
