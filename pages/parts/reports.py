"""The buttons with which documents are downloaded. A document is made when its button is pressed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from kpi import service
from pages.parts import app
from pages.parts.text import t


def board(body: str, year: int) -> None:
    """The board report of a body over a year: as PDF to print, and as a page for who reads on a screen."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    for form, label, kind, icon in (
        ("pdf", t("Board report (PDF)"), "application/pdf", ":material/print:"),
        ("html", t("Board report (web page)"), "text/html", ":material/web:"),
    ):
        st.download_button(
            label,
            partial(service.board_report, viewer, monitor, body, year, language, form),
            file_name=f"{body}-{year}.{form}",
            mime=kind,
            icon=icon,
            key=f"board_{form}",
            on_click="ignore",
        )


def control_sheet(submission: str) -> None:
    """The control sheet of a submission, for the controller."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    st.download_button(
        t("Control sheet (PDF)"),
        partial(service.control_report, viewer, monitor, submission, language),
        file_name=f"{submission}.pdf",
        mime="application/pdf",
        icon=":material/print:",
        key="control_sheet",
        on_click="ignore",
    )
