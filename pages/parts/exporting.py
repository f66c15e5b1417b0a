"""A file of many lines that is made beside the page, and then kept ready to be saved."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from kpi import service
from kpi.language import count
from pages.parts import app, beside
from pages.parts.text import language, plural, t


def show(total: int, label: str, name: str, kind: str, asked: dict[str, Any]) -> None:
    """The button that begins it, or how far it is, or the file. `asked` is that of `service.lines_file`."""
    viewer, monitor = app.viewer(), app.monitor()
    found = service.export_of(viewer, monitor, **asked)
    if found is None:
        if st.button(label, icon=":material/download:", key=f"make_{asked['form']}"):
            service.start_export(viewer, monitor, total, **asked)
            st.rerun()
    elif not found.finished.is_set():
        stop = partial(service.stop_export, viewer, monitor, **asked)
        beside.progress(asked["form"], found, so_far, t("Stop making the file"), stop)
    else:
        st.download_button(
            plural("Save the file of {number} line", "Save the file of {number} lines", found.total),
            found.made,
            file_name=name,
            mime=kind,
            type="primary",
            icon=":material/download:",
            key=f"made_{asked['form']}",
            on_click="ignore",
        )


def so_far(found: service.Work) -> str:
    """How far a file is, in words and numbers."""
    if not found.done:
        return t("The lines are being looked up.")
    return plural(
        "{done} of {number} line is written.",
        "{done} of {number} lines are written.",
        found.total,
        done=count(language(), found.done),
    )
