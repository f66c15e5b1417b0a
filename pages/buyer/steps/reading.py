"""The reading of a draft: made beside the page, with progress and a way to stop it; a reload finds it again."""

from __future__ import annotations

from decimal import Decimal
from typing import NoReturn

import streamlit as st

from kpi import service
from kpi.language import number, plural
from kpi.model import Reading
from pages.buyer.steps import draft
from pages.parts import app
from pages.parts.text import t

PATIENCE = 2.0
"""Seconds that a page waits before it shows progress: most files are read by then."""

EVERY = 1.0
BYTES_PER_MB = 1_000_000


def of(work: draft.Work) -> Reading:
    """What was understood of the draft's file, with the answers given so far. Shows progress until it is there."""
    found = service.reading_of_draft(app.viewer(), app.monitor(), work.id, work.answers, PATIENCE)
    if isinstance(found, service.Progress):
        _progress(work)
        st.stop()
    if service.was_stopped(found):
        _stopped(work)
    return found


@st.fragment(run_every=EVERY)
def _progress(work: draft.Work) -> None:
    """How far reading is, renewed by itself, and the button that stops it."""
    viewer, monitor = app.viewer(), app.opened()
    found = service.reading_of_draft(viewer, monitor, work.id, work.answers)
    if isinstance(found, Reading):
        st.rerun()
    st.info(_so_far(found), title=t("We are reading {name}", name=work.name), icon=":material/hourglass_top:")
    if found.step is not None:
        st.progress(found.step / len(service.reading_steps()), _step(found.step))
    if st.button(t("Stop reading"), key="stop_reading"):
        service.stop_reading(viewer, monitor, work.id)
        st.rerun()


def _so_far(found: service.Progress) -> str:
    language = app.language()
    size = t("{size} MB", size=number(language, Decimal(found.bytes) / BYTES_PER_MB, 1))
    busy = plural(language, "{number} second so far", "{number} seconds so far", found.seconds)
    if found.waiting:
        return t("Other files are being read first; this one follows by itself. {busy}.", busy=busy)
    return t("{size}, {busy}. A large file takes up to a minute. Your draft is kept.", size=size, busy=busy)


def _step(step: int) -> str:
    every = service.reading_steps()
    return t(
        "Step {step} of {all}: {what}.",
        step=str(step + 1),
        all=str(len(every)),
        what=every[step].in_language(app.language()),
    )


def _stopped(work: draft.Work) -> NoReturn:
    st.info(t("Your draft is kept; nothing was submitted."), title=t("You stopped reading {name}", name=work.name))
    with st.container(horizontal=True):
        if st.button(t("Read it again"), type="primary"):
            service.read_again(app.viewer(), app.monitor(), work.id)
            st.rerun()
        if st.button(t("Another file")):
            app.go("inlezen", levering=work.id, stap=1)
    st.stop()


def refusal(found: Reading) -> None:
    """Says that the file was not read, why, and what to do next."""
    st.error(
        found.reason.in_language(app.language()) if found.reason else t("The file could not be read."),
        title=t("File not read"),
        icon=":material/error:",
    )
