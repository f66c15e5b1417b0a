"""What was submitted, by year and part: state, versions, control totals; certify, reopen, withdraw."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Refusal, Role, Severity, Submission, SubmissionState, YearState
from pages.buyer import one_submission, year_notes
from pages.parts import app, choice, deliveries, findings, frame, sampling, waterfall
from pages.parts.text import t


def main() -> None:
    """The list, or with `levering` in the address that one submission."""
    context = app.context()
    if context is None:
        frame.no_body()
        return
    choice.show(context, departments=False)
    found = service.submissions(app.viewer(), app.monitor(), context.body.id)
    named = next((one for one in found if one.id == st.query_params.get("levering")), None)
    if named:
        one_submission.draw(named, found)
    else:
        _list(context, found)


def _list(context: app.Context, found: list[Submission]) -> None:
    language = app.language()
    app.show(f"{frame.trail('leveringen')}<h1>{escape(deliveries.headline(language, context.years))}</h1>", "headline")
    _drafts(context)
    links = {one.id: app.link("leveringen", levering=one.id) for one in found}
    years = sorted({one.year for one in found}, reverse=True)
    settled = [year for year in years if year != context.year and _settled(context, year, found)]
    for year in years:
        if year not in settled:
            _year(context, year, [one for one in found if one.year == year], links)
    if settled:
        others = [one for one in found if one.year in settled and one.state in deliveries.SERVING]
        of_year = {year: app.link("leveringen", jaar=year) for year in settled}
        note = t("Choose a year to see what was done to it, and its earlier versions.")
        app.show(
            f'<h2>{escape(t("Other certified years"))}</h2><p class="intro">{escape(note)}</p>'
            + deliveries.list_table(language, others, service.state_names(), links, of_year),
            "settled",
        )


def _settled(context: app.Context, year: int, found: list[Submission]) -> bool:
    """Whether nothing is left to do about a year: then one row says it."""
    reopened = any(one.year == year and one.state is SubmissionState.REOPENED for one in found)
    return context.years.get(year) is YearState.FINAL and not reopened


def _year(context: app.Context, year: int, of_year: list[Submission], links: dict[str, str]) -> None:
    """The submissions of one year, what was done to it, and for a controller the way to certify it."""
    language, words = app.language(), service.state_names()
    serving = [one for one in of_year if one.state in deliveries.SERVING]
    others = [one for one in of_year if one.state not in deliveries.SERVING]
    title = f"<h2>{escape(choice.period(language, context, year))}</h2>"
    app.show(title + (deliveries.list_table(language, serving, words, links) if serving else ""), f"year_{year}")
    if others:
        with st.expander(t("Earlier versions of {year}", year=str(year))):
            app.show(deliveries.list_table(language, others, words, links), f"others_{year}")
    if serving:
        year_notes.show(context.body, year)
    reopened = any(one.state is SubmissionState.REOPENED for one in serving)
    if serving and (reopened or context.years.get(year) is not YearState.FINAL):
        _certify(context.body.id, year, serving)


def _drafts(context: app.Context) -> None:
    language = app.language()
    items = "".join(
        f'<li><a href="{escape(app.link("inlezen", levering=one.id, stap=2))}">{escape(one.name)}</a> '
        f'<span class="small">{escape(t("draft for {year}", year=str(one.form.get("year"))))}</span></li>'
        for one in service.drafts(app.viewer(), app.monitor(), context.body.id)
    )
    start = f'<p><a href="{escape(app.link("inlezen"))}">{escape(t("Upload a file"))}</a></p>'
    heading = f'<h2 class="later">{escape(t("Drafts"))}</h2><ul>{items}</ul>' if items else ""
    app.show(start + heading, f"drafts_{language}")


def _explained(submission: Submission) -> None:
    """For who certifies: the warnings of a submission with what was explained, before the button."""
    language = app.language()
    kept = service.explained(app.viewer(), app.monitor(), submission.id)
    warnings = [one.finding for one in kept if one.finding.severity is Severity.WARNING]
    if not warnings:
        return
    said = {one.finding.rule: one.explanation for one in kept if one.explanation}
    title = t("Findings and explanations of {part}", part=deliveries.part_name(language, submission.part))
    with st.expander(f"{title} · {findings.unexplained(language, warnings, said)}"):
        app.show(findings.findings_list(language, warnings, service.check_names(), said), f"explained_{submission.id}")


def _certify(body: str, year: int, serving: list[Submission]) -> None:
    """The controller's act. Others read who does it: there is no greyed button without a reason."""
    if app.role() is not Role.CONTROLLER:
        st.markdown(t("A controller certifies this year; whoever submitted it may not."))
        return
    for one in serving:
        _explained(one)
    _against_ledger(serving)
    _sampled(body, year)
    if all(one.state is SubmissionState.CERTIFIED for one in serving):
        label = t("Certify {year} as complete", year=str(year))
    else:
        label = t("Certify {year}", year=str(year))
    if st.button(label, type="primary", key=f"certify_{year}"):
        try:
            service.certify(app.viewer(), app.monitor(), body, year)
        except Refusal as refused:
            st.error(refused.message.in_language(app.language()), title=t("Not certified"))
        else:
            app.go("leveringen")


def _sampled(body: str, year: int) -> None:
    """What audit samples of the year say, for whoever certifies, with the way to draw one."""
    language = app.language()
    drawn = service.sample_results(app.viewer(), app.monitor(), body, year)
    names = {
        one.id: one.name.in_language(language) for one in service.sampled_indicators(app.viewer(), app.monitor(), body)
    }
    app.show(sampling.beside(language, drawn, names, app.link("steekproef", jaar=year)), f"sampled_{year}")


def _against_ledger(serving: list[Submission]) -> None:
    """What whoever submitted stated from the administration, for whoever certifies to compare with."""
    language = app.language()
    for one in serving:
        if one.ledger_total is not None:
            totals = service.control_totals(app.viewer(), app.monitor(), one.id)
            said = waterfall.ledger_sentence(language, totals, one.ledger_total)
            st.markdown(f"{deliveries.part_name(language, one.part)}: {said}")


main()
