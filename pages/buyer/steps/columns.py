"""Step 2: what was found in the file, which column became what, and the questions that the file cannot answer."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Outcome, Question, Reading
from pages.buyer.steps import correction, draft, moving, reading, remembered
from pages.parts import app, equations, findings, replies
from pages.parts import columns as parts
from pages.parts.text import t

UNKNOWN = "unknown"
BASIS = "amount_basis"


def draw(work: draft.Work) -> None:
    """The tables with their columns, the open questions as radios, and the way on."""
    found = reading.of(work)
    if found.outcome is Outcome.REFUSE:
        _refused(work, found)
        return
    language = app.language()
    asked = {question.about for question in found.questions}
    markup = [f"<h2>{parts.heading(language, len(found.tables))}</h2>"]
    for table in found.tables:
        markup.append(parts.found(language, found.file, table))
    correction.said(work)
    app.show("".join(markup), "found")
    remembered.draw(work, found)
    note = t("On the left your column, then what we make of it. Change what is not right.")
    head = f'<h2>{escape(t("Columns"))}</h2><p class="intro">{escape(note)}</p>'
    shown = "".join(parts.columns_table(language, table, asked) for table in found.tables)
    app.show(head + shown + parts.unused(language, found.tables), "columns")
    answers = _questions(work, found)
    app.show(equations.equations(language, service.reading_totals(found), work.ledger_total), "totals")
    with st.container(horizontal=True):
        onward = st.button(t("Columns are right: go to the checks"), type="primary")
        moving.draw(work, found.tables)
        if found.questions or findings.blocking(found.findings):
            replies.of_draft(work.id, work.name)
        _another(work)
    st.markdown(f":small[:gray[{t('Your work is kept as a draft.')}]]")
    if not onward:
        return
    if None in answers.values():
        st.error(t("Answer every question first. The file itself does not tell."), title=t("A question is still open"))
        return
    draft.answer(work, answers)  # type: ignore[arg-type]
    app.go("inlezen", levering=work.id, stap=3)  # which comes back here where something is left to ask


def _refused(work: draft.Work, found: Reading) -> None:
    """Why the file is not read with these answers, and the way back."""
    reading.refusal(found)
    with st.container(horizontal=True):
        if moving.refused(found):
            moving.undo(work)
        elif work.answers and st.button(t("Answer the questions again"), type="primary"):
            draft.keep(work, answers={})
            st.rerun()
        _another(work)


def _another(work: draft.Work) -> None:
    if st.button(t("Another file")):
        app.go("inlezen", levering=work.id, stap=1)


def _questions(work: draft.Work, found: Reading) -> dict[str, str | None]:
    """Each question as radios, the most euros first; the answers by question, None where one is still open."""
    answers: dict[str, str | None] = {}
    for question in found.questions:
        key = f"{question.id}:{question.about}" if question.about else question.id
        answers[key] = _ask(work, key, question)
    unstated = BASIS in work.answers or any(table.amount_basis == UNKNOWN for table in found.tables)
    if unstated and BASIS not in answers:
        words = {
            "net": t("Excluding VAT"),
            "gross": t("Including VAT"),
        }
        before = _before(work, BASIS)
        answers[BASIS] = st.radio(
            t("Are the amounts excluding or including VAT? We remember your answer for this kind of file."),
            list(words),
            index=list(words).index(before) if before in words else None,
            format_func=words.__getitem__,
            horizontal=True,
            key="question_amount_basis",
            on_change=_keep,
            args=(work.id, BASIS, "question_amount_basis"),
        )
    return answers


def _ask(work: draft.Work, key: str, question: Question) -> str | None:
    language = app.language()
    labels = dict(zip(question.options, question.labels, strict=False))
    before = _before(work, key)
    chosen = st.radio(
        question.why.in_language(language),
        list(question.options),
        index=question.options.index(before) if before in question.options else None,
        format_func=lambda option: labels[option].in_language(language) if option in labels else option,
        key=f"question_{key}",
        on_change=_keep,
        args=(work.id, key, f"question_{key}"),
    )
    shown = parts.examples_table(language, question)
    if shown:
        app.show(shown, f"examples_{key}")
    return chosen


def _before(work: draft.Work, question: str) -> str | None:
    """What was picked before a reload, else what was answered before."""
    return work.chosen.get(question, work.answers.get(question))


def _keep(identity: str, question: str, key: str) -> None:
    draft.choose(identity, question, str(st.session_state[key]))
