"""The button with which a file is downloaded again, its findings marked in place."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from kpi import service
from pages.parts import app
from pages.parts.media import WORKBOOK
from pages.parts.text import t


def of_draft(identity: str, name: str) -> None:
    """The button for the file of a draft. The workbook is made when it is pressed."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    _button(lambda: service.reply_to_draft(viewer, monitor, identity, language).content, name)


def of_submission(identity: str, name: str) -> None:
    """The button for the file of a submission; nothing where its original is no longer kept."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if service.has_original(viewer, monitor, identity):
        _button(lambda: service.reply_to_submission(viewer, monitor, identity, language).content, name)


def _button(make: Callable[[], bytes], name: str) -> None:
    st.download_button(
        t("Download your file with the findings"),
        make,
        file_name=service.reply_name(app.language(), name),
        mime=WORKBOOK,
        key="reply",
        on_click="ignore",
        help=t("An Excel file in which each finding is marked. Correct it there and upload it again."),
    )
