"""What does not count as procurement: by reason, what is proposed, what was decided and by whom, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.model import EXCLUSION_REASONS, KEPT_IN
from kpi.service import reason_word
from pages.buyer import count_after_all, proposals
from pages.parts import app, choice, frame, left_out
from pages.parts.acting import do
from pages.parts.literal import literally
from pages.parts.text import t

SHOWN = 25


def main() -> None:
    """The euros of the chosen year by reason, the proposals, the decisions, and the forms for accounts and whole submissions."""
    context = app.context()
    if context is None or context.year is None:
        frame.no_spend(t("There is nothing to leave out yet"))
        return
    choice.show(context, departments=False)
    language, body = app.language(), context.body.id
    found = service.exclusions(app.viewer(), app.monitor(), body, context.year)
    app.show(f"{frame.trail('telt-niet-mee')}<h1>{escape(left_out.headline(language, found))}</h1>", "headline")
    app.show(left_out.reasons_table(language, found) + left_out.told_apart(language, found), "reasons")
    if found.proposed:
        st.header(t("Proposed"), anchor=False)
    proposals.draw(body, found, "year", main=True)
    _decided(body, found)
    _accounts(body)
    _submissions(body, context.year)


def _decided(body: str, found: service.Exclusions) -> None:
    if not found.decided:
        return
    st.header(t("Decided"), anchor=False)
    language = app.language()
    for reason in (*EXCLUSION_REASONS, KEPT_IN):
        group = [one for one in found.decided if one.reason == reason]
        if group:
            with st.expander(f"{reason_word(language, reason)} ({len(group)})"):
                _of_reason(body, reason, group)
                if reason in found.left_out:
                    app.show(left_out.lines_table(language, reason, found), f"rows_{reason}")
                if reason != KEPT_IN:
                    count_after_all.draw(body, reason, group)


def _of_reason(body: str, reason: str, group: Sequence[service.Decided]) -> None:
    language = app.language()
    for position, one in enumerate(group[:SHOWN]):
        words, undo = st.columns((3, 2), vertical_alignment="center")
        with words:
            app.show(left_out.decided_words(language, one), f"decided_{reason}_{position}")
        what = literally(left_out.subject(language, one.decision))
        with undo:
            if st.button(t("Undo: {what}", what=what), key=f"undo_{reason}_{position}", type="tertiary", wrap=True):
                do(service.take_back, body, [one.decision])
    if len(group) > 1 and st.button(
        t("Undo all of “{reason}”", reason=reason_word(language, reason)), key=f"undo_all_{reason}"
    ):
        do(service.take_back, body, [one.decision for one in group])


def _accounts(body: str) -> None:
    with st.expander(t("Leave out accounts of the ledger")), st.form("accounts", border=False):
        st.markdown(t("All accounts that begin so are left out, now and in later files. Your own words go before it."))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.text_input(t("From account"), key="first_account", placeholder="40000")
            last = st.text_input(t("To account (may stay empty)"), key="last_account", placeholder="40999")
            reason = _reason("account_reason")
        if st.form_submit_button(t("Leave out these accounts")):
            do(service.leave_out_accounts, body, first, last, reason)


def _submissions(body: str, year: int) -> None:
    served = [one.id for one in service.submissions(app.viewer(), app.monitor(), body, year)]
    with st.expander(t("Leave out a whole submission")), st.form("whole", border=False):
        st.markdown(t("For a file that holds nothing but subsidies, or nothing but salaries."))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            chosen = st.selectbox(t("Submission"), served, key="whole_submission")
            reason = _reason("whole_reason")
        if st.form_submit_button(t("Leave out this submission")) and chosen:
            do(service.leave_out_submission, chosen, reason)


def _reason(key: str) -> str:
    language = app.language()
    return st.selectbox(
        t("Reason"), EXCLUSION_REASONS, format_func=lambda reason: reason_word(language, reason), key=key
    )


main()
