"""Step 4: every euro in one place, what changes in the figures, and submitting."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import EXCLUSION_REASONS, KEPT_IN, LeftOut, Outcome, Reading
from pages.buyer import count_after_all, proposals
from pages.buyer.steps import checked, draft, reading, submitting
from pages.parts import app, findings, left_out, numbers, waterfall
from pages.parts.amounts import exact_euro
from pages.parts.changes import changes_table
from pages.parts.text import t

OVERLAP = "overlap"
MOST_RULES = 10


def draw(context: app.Context, work: draft.Work) -> None:
    """The control table, the changes, and the checkbox with which a person stands for the amounts; or how far submitting is."""
    submitting.wait(work.id)
    _refused(work)
    found = reading.of(work)
    if found.outcome is not Outcome.OK or findings.blocking(found.findings):
        app.go("inlezen", levering=work.id, stap=3)
    language = app.language()
    preview = submitting.preview(work, found)
    totals = preview.totals
    counted = t("{counted} counts", counted=numbers.euro_of_cents(language, totals.procurement.cents or 0))
    of = t(
        "of the {uploaded} of lines in your file. Every euro stands in exactly one place.",
        uploaded=numbers.euro_of_cents(language, totals.uploaded.cents or 0),
    )
    app.show(
        f'<p class="lead"><strong>{escape(counted)}</strong> {escape(of)}</p><h2 class="later">{escape(t("From file to procurement spend"))}</h2>'
        + waterfall.control_table(language, totals)
        + waterfall.agreement(language, totals, work.ledger_total),
        "control",
    )
    _by_reason(work.body, preview.exclusions)
    _left_out(work, preview.exclusions)
    app.show(
        f'<h2 class="later">{escape(t("What changes in your figures?"))}</h2>'
        + changes_table(language, preview.changes),
        "changes",
    )
    if preview.findings:
        app.show(findings.findings_list(language, preview.findings), "further_findings")
    _submit(context, work, found)


def _refused(work: draft.Work) -> None:
    """Why it was not submitted; lines that stand in another part too are asked about below."""
    refused = submitting.refused(work.id)
    if refused is None:
        return
    if refused.code == OVERLAP:
        st.session_state[OVERLAP] = {work.id: refused.message}
    else:
        st.error(refused.message.in_language(app.language()), title=t("Not submitted yet"))


def _left_out(work: draft.Work, found: service.Exclusions) -> None:
    """What the whole file holds, care and persons told apart, and the proposals of what is no procurement."""
    language = app.language()
    kinds = [service.MIXED, *EXCLUSION_REASONS]
    given = work.answers.get(service.FILE_KIND)
    now = given if given in kinds else _whole(found)
    said = st.selectbox(
        t("What does this file hold?"),
        kinds,
        index=kinds.index(now),
        format_func=lambda kind: (
            t("Procurement, and perhaps other payments")
            if kind == service.MIXED
            else t("Nothing but: {reason}", reason=service.reason_word(language, kind))
        ),
        key=f"file_kind_{work.id}",
    )
    if said != now:
        draft.keep(work, answers={**work.answers, service.FILE_KIND: said})
        st.rerun()
    app.show(left_out.told_apart(language, found), "told_apart")
    if found.proposed:
        app.show(f'<h2 class="later">{escape(t("Is this procurement?"))}</h2>', "proposed")
    proposals.draw(work.body, found, work.id)


def _by_reason(body: str, found: service.Exclusions) -> None:
    """Of each reason why rows do not count the decisions that left them out, the rows, and the way back; and what counts by decision."""
    language = app.language()
    for reason, tally in found.left_out.items():
        words = f"{service.reason_word(language, reason)}: {exact_euro(language, tally.cents or 0)}"
        with st.expander(words, key=f"left_out_{reason}"):
            decided = [one for one in found.decided if one.reason == reason and one.tally.rows]
            rules = "".join(left_out.decided_words(language, one) for one in decided[:MOST_RULES])
            app.show(rules + left_out.lines_table(language, reason, found), f"left_out_rows_{reason}")
            count_after_all.draw(body, reason, decided)
    kept = [one for one in found.decided if one.reason == KEPT_IN and one.tally.rows]
    if kept:
        with st.expander(t("Decided: counts ({number})", number=str(len(kept))), key="kept_in"):
            app.show("".join(left_out.decided_words(language, one) for one in kept[:MOST_RULES]), "kept_in_rows")


def _whole(found: service.Exclusions) -> str:
    """What a file of this layout was before, where that is remembered."""
    whole = [one.reason for one in found.decided if isinstance(one.decision, LeftOut) and one.decision.kind == "file"]
    return whole[0] if whole else service.MIXED


def _submit(context: app.Context, work: draft.Work, found: Reading) -> None:
    sure = st.checkbox(
        t(
            "I compared the amounts with our administration and submit them on behalf of {body}.",
            body=context.body.name,
        ),
        key="sure",
    )
    answers = dict(work.answers)
    overlap = st.session_state.get(OVERLAP, {}).get(work.id)
    if overlap:
        st.warning(overlap.in_language(app.language()), title=t("Not submitted yet"))
        if st.checkbox(t("The lines that stand in another part as well are other payments."), key="overlap_is_fine"):
            answers[OVERLAP] = "different"
    with st.container(horizontal=True):
        asked = st.button(t("Submit"), type="primary")
        if st.button(t("Back to the checks")):
            app.go("inlezen", levering=work.id, stap=3)
        if st.button(t("Keep and go on later")):
            app.go("leveringen")
    if not asked:
        return
    if not sure:
        st.error(t("Tick the box above first: you stand for these amounts."), title=t("Not submitted yet"))
        return
    submitting.begin(work, answers, checked.explanations(work, found))
    st.rerun()
