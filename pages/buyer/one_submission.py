"""One submission: its control totals, the rows behind each of them, and what may still be done with it."""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import ControlTotals, Refusal, Role, Severity, Submission, SubmissionState
from pages.parts import app, deliveries, differences, findings, frame, replies, reports, waterfall
from pages.parts.text import t

PER_PAGE = 50
PROCUREMENT = "procurement"
UNREADABLE = "unreadable"


def draw(submission: Submission, all_submissions: list[Submission]) -> None:
    """The page of one submission, under a link back to the list."""
    language = app.language()
    viewer, monitor = app.viewer(), app.monitor()
    totals = service.control_totals(viewer, monitor, submission.id)
    state = deliveries.state_cell(language, submission, service.state_names())
    title = t(
        "{part} of {year}, version {version}",
        part=deliveries.part_name(language, submission.part),
        year=str(submission.year),
        version=str(submission.version),
    )
    places = {place: app.link("leveringen", levering=submission.id, plaats=place) for place in _places(totals)}
    app.show(
        f'{frame.trail("leveringen", title)}<h1>{escape(title)}</h1><p class="lead">{state}</p>'
        f'<h2 class="later">{escape(t("From file to procurement spend"))}</h2>'
        f'<p class="intro">{escape(t("Choose a row to see the lines behind it."))}</p>'
        + waterfall.control_table(language, totals, places)
        + waterfall.agreement(language, totals, submission.ledger_total),
        "control",
    )
    _rows(submission, totals)
    _findings(submission)
    _actions(submission, all_submissions)


def _places(totals: ControlTotals) -> list[str]:
    return [*totals.set_aside, *([UNREADABLE] if totals.unreadable else []), *totals.excluded, PROCUREMENT]


def _rows(submission: Submission, totals: ControlTotals) -> None:
    place = st.query_params.get("plaats")
    if place not in _places(totals):
        return
    language = app.language()
    st.header(service.reason_word(language, place), anchor=False)
    page = st.session_state.get("rows_page", 1)
    found = service.rows(app.viewer(), app.monitor(), submission.id, place, (page - 1) * PER_PAGE, PER_PAGE)
    rows = deliveries.rows_for_reading(language, found.rows)
    st.markdown(plural(language, "{number} row", "{number} rows", found.total))
    amounts = {deliveries.amount_heading(language): st.column_config.TextColumn(alignment="right")}
    st.dataframe(pd.DataFrame(rows), hide_index=True, column_config=amounts, alt=service.reason_word(language, place))
    if found.total > PER_PAGE:
        st.pagination(-(-found.total // PER_PAGE), key="rows_page")


def _findings(submission: Submission) -> None:
    """What was found when it was submitted, and what was explained about it."""
    language = app.language()
    kept = service.explained(app.viewer(), app.monitor(), submission.id)
    if not kept:
        return
    found = [one.finding for one in kept]
    said = {one.finding.rule: one.explanation for one in kept if one.explanation}
    warnings = [one for one in found if one.severity is Severity.WARNING]
    lead = f'<p class="intro">{escape(findings.unexplained(language, warnings, said))}</p>' if warnings else ""
    heading = f'<h2 class="later">{escape(t("Findings and explanations"))}</h2>'
    app.show(heading + lead + findings.findings_list(language, found, service.check_names(), said), "kept_findings")


def _actions(submission: Submission, all_submissions: list[Submission]) -> None:
    certified = submission.state is SubmissionState.CERTIFIED
    open_ = submission.state in (SubmissionState.SUBMITTED, SubmissionState.REOPENED)
    with st.container(horizontal=True):
        reports.control_sheet(submission.id)
        replies.of_submission(submission.id, submission.file_name)
        if certified and app.role() is Role.CONTROLLER:
            with st.popover(t("Reopen")):
                reason = st.text_area(t("Why is this reopened? The reason is kept."), key="reopen_reason")
                if st.button(t("Reopen the year"), type="primary"):
                    _act(submission, "reopen", reason)
        if open_:
            with st.popover(t("Withdraw")):
                reason = st.text_area(t("Why is this withdrawn? The reason is kept."), key="withdraw_reason")
                if st.button(t("Withdraw this submission"), type="primary"):
                    _act(submission, "withdraw", reason)
    versions = [one for one in all_submissions if (one.year, one.part) == (submission.year, submission.part)]
    if len(versions) > 1:
        language = app.language()
        links = {one.id: app.link("leveringen", levering=one.id) for one in versions}
        table = deliveries.list_table(language, versions, service.state_names(), links)
        app.show(f"<h2>{escape(t('All versions'))}</h2>{table}", "versions")
        _compare(submission, [one for one in versions if one.id != submission.id])


def _compare(submission: Submission, others: list[Submission]) -> None:
    """What differs from another version; the one before it unless another is chosen."""
    language = app.language()
    earlier = [one for one in others if one.version < submission.version]
    first = others.index(max(earlier, key=lambda one: one.version)) if earlier else 0
    st.header(t("Compared with another version"), anchor=False)
    chosen = st.selectbox(
        t("Compare with"),
        others,
        index=first,
        format_func=lambda one: t("version {version}", version=str(one.version)),
        key="compare_with",
    )
    before, after = sorted((chosen, submission), key=lambda one: one.version)
    found = service.compare_versions(app.viewer(), app.monitor(), before.id, after.id)
    app.show(differences.whole(language, *found), "difference")


def _act(submission: Submission, action: str, reason: str) -> None:
    try:
        if action == "reopen":
            service.reopen(
                app.viewer(), app.monitor(), submission.body, submission.year, reason=reason, part=submission.part
            )
        else:
            service.withdraw(app.viewer(), app.monitor(), submission.id, reason)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
    else:
        app.go("leveringen", levering=submission.id)
