"""Working out what counts, and submitting: done beside the page, with progress and a way to stop; a reload finds it again."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import NoReturn

import streamlit as st

from kpi import service
from kpi.model import Reading, Refusal, Submission
from pages.buyer.steps import draft
from pages.parts import app, beside
from pages.parts.text import t

PATIENCE = 2.0
"""Seconds that a page waits before it shows progress: most files are done by then."""

STOPPED, REFUSED = "preview_stopped", "submission_refused"


def preview(work: draft.Work, found: Reading) -> service.Preview:
    """What submitting would do. Shows progress until it is there."""
    viewer, monitor = app.viewer(), app.monitor()
    if st.session_state.get(STOPPED) == work.id:
        _stopped()
    with st.skeleton(height=320):
        made = service.preview_of_draft(viewer, monitor, work.id, work.year, found, work.part, work.answers, PATIENCE)
    if not isinstance(made, service.Work):
        return made

    def stop() -> None:
        service.stop_preview(viewer, monitor, work.id, work.year, work.part, work.answers)
        st.session_state[STOPPED] = work.id

    st.markdown(f"**{t('We are working out what counts')}**")
    beside.progress("preview", made, _step, t("Stop working it out"), stop)
    st.stop()


def _stopped() -> NoReturn:
    st.info(t("Your draft is kept; nothing was submitted."), title=t("You stopped working out what counts"))
    if st.button(t("Work it out again"), type="primary"):
        st.session_state.pop(STOPPED)
        st.rerun()
    st.stop()


def begin(work: draft.Work, answers: Mapping[str, str], explanations: Mapping[str, str]) -> None:
    """Begins to submit the draft."""
    service.submit_draft(
        app.viewer(), app.monitor(), work.id, work.year, part=work.part, answers=answers, complete=work.complete,
        ledger_total=work.ledger_total, explanations=explanations,
    )  # fmt: skip


def onward(identity: str, patience: float = 0.0) -> service.Work | None:
    """On to step 5 where this draft has been submitted; gives the work where it is being submitted."""
    try:
        found = service.submission_of_draft(app.viewer(), app.monitor(), identity, patience)
    except Refusal as refusal:
        st.session_state[REFUSED] = {identity: refusal}
        return None
    if isinstance(found, Submission):
        app.go("inlezen", levering=found.id, stap=5)
    return found


def refused(identity: str) -> Refusal | None:
    """Why this draft was not submitted, told once."""
    return st.session_state.pop(REFUSED, {}).get(identity)


def wait(identity: str) -> None:
    """Shows how far submitting is, where this draft is being submitted."""
    viewer, monitor = app.viewer(), app.monitor()
    found = onward(identity, PATIENCE)
    if found is not None:
        stop = partial(service.stop_submitting, viewer, monitor, identity)
        st.markdown(f"**{t('We are storing and measuring your spend')}**")
        beside.progress("submit", found, _step, t("Stop submitting"), stop)
        st.stop()


def _step(work: service.Work) -> str:
    """Which step it is at, in words and numbers."""
    steps = (
        t("The lines are laid out."),
        t("The lines are matched with your words and evidence."),
        t("All ambitions are added up."),
        t("The figures are compared and kept."),
    )
    place = min(work.done, len(steps) - 1)
    said = t("Step {number} of {total}.", number=str(place + 1), total=str(work.total))
    return f"{said} {steps[place]}"
