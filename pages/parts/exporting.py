"""A file of many lines that is made beside the page: how far it is, a button that stops it, and then the file. A reload finds it again."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi import service
from kpi.language import count
from pages.parts import app
from pages.parts.text import language, plural, t

EVERY = 1.0


def show(total: int, label: str, name: str, kind: str, asked: dict[str, Any]) -> None:
    """The button that begins it, or how far it is, or the file. `asked` is that of `service.lines_file`."""
    found = service.export_of(app.viewer(), app.monitor(), **asked)
    if found is None:
        if st.button(label, icon=":material/download:", key=f"make_{asked['form']}"):
            service.start_export(app.viewer(), app.monitor(), total, **asked)
            st.rerun()
    elif found.made is None:
        _progress(asked)
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


@st.fragment(run_every=EVERY)
def _progress(asked: dict[str, Any]) -> None:
    """How many lines are written, renewed by itself, and the button that stops it."""
    viewer, monitor = app.viewer(), app.opened()
    found = service.export_of(viewer, monitor, **asked)
    if found is None or found.made is not None:
        st.rerun()
    st.progress(found.done / found.total, so_far(found))
    if st.button(t("Stop making the file"), key=f"stop_{asked['form']}"):
        service.stop_export(viewer, monitor, **asked)
        st.rerun()


def so_far(found: service.Export) -> str:
    """How far a file is, in words and numbers."""
    busy = plural("{number} second so far", "{number} seconds so far", found.seconds)
    if not found.done:
        return t("The lines are being looked up. {busy}.", busy=busy)
    return plural(
        "{done} of {number} line is written. {busy}.",
        "{done} of {number} lines are written. {busy}.",
        found.total,
        done=count(language(), found.done),
        busy=busy,
    )
