"""Deciding in a spreadsheet: the worksheet to download, and what the one that comes back would change before it does."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import Refusal
from pages.parts import app, decisions, returned
from pages.parts.media import WORKBOOK
from pages.parts.text import t

JUST_DONE = "classified_now"
KEY = "worksheet"


def draw(context: app.Context) -> None:
    """The worksheet of the chosen year and department, and the place for the one that comes back."""
    assert context.year is not None
    body, year, department, language = context.body.id, context.year, context.department, app.language()
    viewer, monitor = app.viewer(), app.opened()

    def offer(found: service.WorksheetReading, name: str, content: bytes) -> None:
        app.show(decisions.changes_table(language, found.changes), "worksheet_changes")
        words = plural(language, "Apply {number} change", "Apply {number} changes", len(found.changes))
        st.button(words, type="primary", key="worksheet_apply", on_click=_apply, args=(body, name, content))

    with st.expander(t("Classify in a spreadsheet"), key=KEY):
        st.markdown(
            t(
                "Fill in the last column: pick from the list, type a CPV code, or pick “As suggested”. You may sort, and delete "
                "rows that you leave as they are."
            )
        )
        st.download_button(
            t("Download the worksheet"),
            lambda: service.make_worksheet(viewer, monitor, body, year, department, language),
            file_name=f"{t('classify')}-{body}-{year}.xlsx",
            mime=WORKBOOK,
            on_click="ignore",
        )
        returned.place(
            t("The worksheet, filled in"),
            KEY,
            lambda name, content: service.read_worksheet(viewer, monitor, body, name, content),
            t("This worksheet changes nothing: all decisions in it hold already."),
            offer,
        )


def _apply(body: str, name: str, content: bytes) -> None:
    try:
        loaded = service.apply_worksheet(app.viewer(), app.opened(), body, name, content)
    except Refusal as refused:
        st.session_state[JUST_DONE] = (None, refused.message.in_language(app.language()))
        return
    number = service.mapping_versions(app.viewer(), app.opened(), body)[0].number
    st.session_state[JUST_DONE] = (number, loaded.message.in_language(app.language()))
    returned.done(KEY)
