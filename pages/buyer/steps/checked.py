"""The checks of a draft for its year, kept for this session as long as nothing changed, and what was explained."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import Reading
from pages.buyer.steps import draft
from pages.parts import app

KEPT = "checks"


def of(work: draft.Work, found: Reading) -> service.Checks:
    """All findings on the draft's file, those beside its year and the year before among them."""
    mark = (work.id, work.year, work.part, work.complete, tuple(sorted(work.answers.items())), app.viewer().name)
    if st.session_state.get(KEPT, (None,))[0] != mark:
        made = service.checks(app.viewer(), app.monitor(), work.body, work.year, found, work.part, work.complete)
        st.session_state[KEPT] = (mark, made)
    return st.session_state[KEPT][1]


def explanations(work: draft.Work, found: Reading) -> dict[str, str]:
    """What was explained of what is still found; a file that was corrected may have lost some."""
    rules = {one.rule for one in of(work, found).findings}
    return {rule: text for rule, text in work.explanations.items() if rule in rules}
