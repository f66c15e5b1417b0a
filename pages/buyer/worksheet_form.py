"""Deciding in a spreadsheet: the worksheet to download, and what the one that comes back would change before it does."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import Refusal
from pages.parts import app, decisions
from pages.parts.media import WORKBOOK
from pages.parts.text import t

JUST_DONE = "classified_now"


def draw(context: app.Context) -> None:
    """The worksheet of the chosen year and department, and the place for the one that comes back."""
    assert context.year is not None
    body, year, department, language = context.body.id, context.year, context.department, app.language()
    viewer, monitor = app.viewer(), app.opened()
    with st.expander(t("Classify in a spreadsheet"), key="worksheet"):
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
        turn = st.session_state.get("worksheet_turn", 0)
        given = st.file_uploader(t("The worksheet, filled in"), type=["xlsx", "xls", "ods"], key=f"worksheet_{turn}")
        if given:
            _show(body, given.name, given.getvalue())


def _show(body: str, name: str, content: bytes) -> None:
    language = app.language()
    try:
        found = service.read_worksheet(app.viewer(), app.opened(), body, name, content)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("File not read"))
        return
    if found.problems:
        words = plural(
            language,
            "{number} cell must be corrected first; nothing was changed.",
            "{number} cells must be corrected first; nothing was changed.",
            len(found.problems),
        )
        st.error(words, title=t("Nothing was changed"))
        app.show(decisions.problem_list(language, found.problems), "worksheet_problems")
        return
    if not found.changes:
        st.info(t("This worksheet changes nothing: all decisions in it hold already."), title=t("Nothing to change"))
        return
    app.show(decisions.changes_table(language, found.changes), "worksheet_changes")
    words = plural(language, "Apply {number} change", "Apply {number} changes", len(found.changes))
    st.button(words, type="primary", key="worksheet_apply", on_click=_apply, args=(body, name, content))


def _apply(body: str, name: str, content: bytes) -> None:
    try:
        loaded = service.apply_worksheet(app.viewer(), app.opened(), body, name, content)
    except Refusal as refused:
        st.session_state[JUST_DONE] = (None, refused.message.in_language(app.language()))
        return
    number = service.mapping_versions(app.viewer(), app.opened(), body)[0].number
    st.session_state[JUST_DONE] = (number, loaded.message.in_language(app.language()))
    st.session_state["worksheet_turn"] = st.session_state.get("worksheet_turn", 0) + 1
