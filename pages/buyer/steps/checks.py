"""Step 3: what the checks found; what must be fixed stops the file, the rest asks for a judgement."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Outcome
from pages.buyer.steps import correction, draft, reading
from pages.parts import app, equations, findings, replies
from pages.parts.text import t


def draw(work: draft.Work) -> None:
    """The findings in order, and the way on when nothing stops the file."""
    found = reading.of(work)
    if found.outcome is not Outcome.OK:
        app.go("inlezen", levering=work.id, stap=2)
    language = app.language()
    head = f'<p class="lead">{escape(findings.headline(language, found.findings))}</p>'
    if found.findings:
        head += f'<h2 class="later">{escape(t("Findings"))}</h2>' + findings.findings_list(language, found.findings)
    app.show(head, "findings")
    correction.show(work, found)
    app.show(equations.equations(language, service.reading_totals(found), work.ledger_total), "totals")
    stops = bool(findings.blocking(found.findings))
    if stops:
        st.markdown(
            t(
                "You can go on once every point marked “Must fix” is gone: correct the file and choose it again in "
                "step 1."
            )
        )
    with st.container(horizontal=True):
        if not stops and st.button(t("On to what counts"), type="primary"):
            app.go("inlezen", levering=work.id, stap=4)
        if found.findings:
            replies.of_draft(work.id, work.name)
        if st.button(t("Another file")):
            app.go("inlezen", levering=work.id, stap=1)
    st.markdown(f":small[:gray[{t('Your work is kept as a draft.')}]]")
