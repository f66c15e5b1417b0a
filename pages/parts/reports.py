"""The buttons with which documents are downloaded. A document is made when its button is pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from kpi import service
from pages.parts import app
from pages.parts.text import t


def board(body: str, year: int) -> None:
    """The board report of a body over a year: as PDF to print, and as a page for who reads on a screen."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    labels = {"pdf": t("Board report (PDF)"), "html": t("Board report (web page)")}
    _in_both_forms(
        partial(service.board_report, viewer, monitor, body, year, language), labels, f"{body}-{year}", "board"
    )


def statement(make: Callable[[str], bytes], name: str) -> None:
    """A promise to sign in both forms; `make` gives it in one of them, `name` becomes that of the file."""
    labels = {"pdf": t("Statement (PDF)"), "html": t("Statement (web page)")}
    _in_both_forms(make, labels, name, "statement")


def _in_both_forms(make: Callable[[str], bytes], labels: Mapping[str, str], name: str, key: str) -> None:
    for form, kind, icon in (
        ("pdf", "application/pdf", ":material/print:"),
        ("html", "text/html", ":material/web:"),
    ):
        st.download_button(
            labels[form],
            partial(make, form),
            file_name=f"{name}.{form}",
            mime=kind,
            icon=icon,
            key=f"{key}_{form}",
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
