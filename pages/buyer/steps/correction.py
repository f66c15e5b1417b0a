"""A file that corrects an earlier draft or submission: recognised, said, and compared with it."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import day
from kpi.model import Reading, Refusal
from kpi.wording import person
from pages.buyer.steps import draft
from pages.parts import app, deliveries, differences
from pages.parts.text import t

KEPT = "difference"
DRAFT = "draft:"


def adopt(made: draft.Work, found: Reading, replaced: draft.Work | None) -> draft.Work:
    """The draft as a correction, where it is one: with the year, part and answers of what its reply workbook refers to.

    `replaced` is the draft in whose place the file was chosen: kept while this is a correction of it, else thrown away.
    """
    before = replaced if replaced and replaced.id != made.id else None
    of = f"{DRAFT}{before.id}" if before else made.corrects
    correction = service.corrected(app.viewer(), app.monitor(), made.body, found, made.year, made.part, of)
    if correction is None or correction.of == f"{DRAFT}{made.id}":
        if before:
            draft.remove(before)
        return made
    if before and correction.of != f"{DRAFT}{before.id}":
        draft.remove(before, with_corrected=correction.of != before.corrects)
    named = correction.by_reference
    return draft.keep(
        made,
        year=correction.year if named else made.year,
        part=correction.part if named else made.part,
        answers=service.joined_answers(correction.answers, made.answers),
        corrects=correction.of,
        explanations={**(before.explanations if before else {}), **made.explanations},
    )


def said(work: draft.Work) -> None:
    """One line: what this file corrects, and that its year, part and answers were taken over."""
    correction = _correction(work)
    if correction is None:
        return
    language = app.language()
    when = day(language, correction.at.date())
    part = deliveries.part_name(language, correction.part)
    if correction.version is None:
        words = t(
            "This is a correction of your draft {name}, {part} of {year}.",
            name=correction.name,
            part=part,
            year=str(correction.year),
        )
    else:
        words = t(
            "This is a correction of {part} of {year}, version {version}, submitted by {who} on {day}.",
            part=part, year=str(correction.year), version=str(correction.version), who=person(language, correction.by), day=when,
        )  # fmt: skip
    st.info(words + " " + t("Year, part and answers were taken over; in step 1 you can change them."))


def show(work: draft.Work, found: Reading) -> None:
    """What the correction changes; nothing for a file that corrects nothing."""
    correction = _correction(work)
    if correction is None:
        return
    language = app.language()
    mark = (work.id, tuple(work.answers.items()), correction.of)
    if st.session_state.get(KEPT, (None,))[0] != mark:
        with st.skeleton(height=160):
            try:
                made = service.difference(app.viewer(), app.monitor(), correction, found)
            except Refusal:
                return
        st.session_state[KEPT] = (mark, made)
    title = escape(t("What this correction changes"))
    app.show(f'<h2 class="later">{title}</h2>' + differences.whole(language, *st.session_state[KEPT][1]), "difference")


def _correction(work: draft.Work) -> service.Correction | None:
    if not work.corrects:
        return None
    return service.correction(app.viewer(), app.monitor(), work.body, work.corrects)
