"""The form in which a person confirms what is no procurement: proposals in order of euros, the sure ones ticked."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import Refusal
from pages.parts import app, left_out
from pages.parts.numbers import euro_of_cents
from pages.parts.text import t

SHOWN = 15
JUST_DONE = "left_out_now"


def draw(body: str, found: service.Exclusions, key: str, main: bool = False) -> None:
    """The proposals with their ticks; nothing where there are none. What is confirmed holds from then on, also for later files.

    `main` says that it is what the page is for: a page has one button that stands out.
    """
    _just_done()
    if not found.proposed:
        return
    sure = [one for one in found.proposed if one.proposal.sure]
    look = [one for one in found.proposed if not one.proposal.sure]
    st.markdown(
        t("Nothing of this is left out before you confirm it. What you confirm is remembered for your later files.")
    )
    with st.form(f"proposals_{key}", border=False):
        ticked = _list(t("Probably no procurement"), sure, key, True) + _list(t("Look yourself"), look, key, False)
        rest = st.checkbox(
            t("What I see here without a tick is procurement: do not propose it again."), key=f"rest_{key}"
        )
        if st.form_submit_button(t("Leave out what is ticked"), type="primary" if main else "secondary"):
            _save(body, ticked, [one for one in (*sure[:SHOWN], *look[:SHOWN]) if one not in ticked] if rest else [])


def _list(title: str, proposed: list[service.Proposed], key: str, tick: bool) -> list[service.Proposed]:
    """The first of these, each with a tick; the ticked ones. The others of a ticked list come along with one tick of their own."""
    if not proposed:
        return []
    language, bases = app.language(), service.basis_names()
    st.markdown(f"**{title}**")
    ticked = []
    for one in proposed[:SHOWN]:
        about = one.proposal.decision
        if st.checkbox(left_out.proposal_words(language, one, bases), value=tick, key=f"proposal_{key}_{about}"):
            ticked.append(one)
    others = proposed[SHOWN:]
    if others:
        euros = euro_of_cents(language, sum(one.tally.cents or 0 for one in others))
        words = plural(
            language, "and {number} other, {euros}", "and {number} others, {euros}", len(others), euros=euros
        )
        if st.checkbox(words, value=tick, key=f"proposal_{key}_others_{tick}"):
            ticked += others
    return ticked


def _save(body: str, ticked: list[service.Proposed], inside: list[service.Proposed]) -> None:
    viewer, monitor = app.viewer(), app.monitor()
    try:
        with st.spinner(t("We are working out your figures again.")):
            service.confirm_exclusions(viewer, monitor, body, [one.proposal.decision for one in ticked])
            service.keep_in(viewer, monitor, body, [one.proposal.decision for one in inside])
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    st.session_state[JUST_DONE] = plural(
        app.language(), "{number} decision kept.", "{number} decisions kept.", len(ticked) + len(inside)
    )
    st.rerun()


def _just_done() -> None:
    if words := st.session_state.pop(JUST_DONE, None):
        st.success(words, title=t("Saved"))
