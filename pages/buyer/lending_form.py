"""Our mapping to give away, and one of another organisation as suggestions with their origin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import Refusal
from pages.parts import app
from pages.parts.text import t

FAILED = "lending_failed"
LARGEST_MB = 20


def draw(body: str) -> None:
    """The form, with what was borrowed so far."""
    viewer, monitor, language = app.viewer(), app.opened(), app.language()
    ready = service.ready_mappings(viewer, monitor, body)
    borrowed = service.borrowed_mappings(viewer, monitor, body)
    with st.expander(t("Help from another organisation"), key="lending"):
        if failed := st.session_state.pop(FAILED, None):
            st.error(failed, title=t("File not read"))
        st.markdown(
            t(
                "The mapping of another organisation gives suggestions, with its name as the origin. They count once you confirm "
                "them."
            )
        )
        for origin, count in borrowed.items():
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(
                    plural(language, "{origin}: {number} text", "{origin}: {number} texts", count, origin=origin)
                )
                st.button(
                    t("Suggest no longer: {origin}", origin=origin), type="tertiary", key=f"return_{origin}",
                    on_click=_do, args=(service.return_mapping, body, origin),
                )  # fmt: skip
        for name in ready:
            if name not in borrowed:
                words = t("Use the cost types of the Rijk as suggestions")
                st.button(words, key=f"ready_{name}", on_click=_do, args=(service.borrow_ready, body, name))
        given = st.file_uploader(
            t("A mapping of another organisation"),
            type=["csv", "xlsx", "toml"],
            max_upload_size=LARGEST_MB,
            key="borrow_file",
        )
        if given:
            st.button(
                t("Use as suggestions"), key="borrow", on_click=_do,
                args=(service.borrow_mapping, body, given.name, given.getvalue()),
            )  # fmt: skip
        st.download_button(
            t("Download our mapping"),
            lambda: service.export_mapping(viewer, monitor, body),
            file_name=f"{t('our-mapping')}-{body}.csv",
            mime="text/csv",
            on_click="ignore",
        )


def _do(act: Callable[..., Any], body: str, *values: Any) -> None:
    try:
        act(app.viewer(), app.opened(), body, *values)
    except Refusal as refused:
        st.session_state[FAILED] = refused.message.in_language(app.language())
