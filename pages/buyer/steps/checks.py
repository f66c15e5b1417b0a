"""Step 3: what the checks found; what must be fixed stops the file, a warning asks for an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Finding, Outcome, Severity
from pages.buyer.steps import checked, correction, draft, reading
from pages.parts import app, equations, findings, replies
from pages.parts.text import plural, t

LONGEST = 1000
BELOW_ITS_TEXT = [152, 952]
"""The columns that put a field below the text of its finding: upload.css gives the sign and its word 152 of 1120 pixels."""


def draw(work: draft.Work) -> None:
    """The findings in order, each warning with a place to explain it, and the way on when nothing stops the file."""
    found = reading.of(work)
    if found.outcome is not Outcome.OK:
        app.go("inlezen", levering=work.id, stap=2)
    language = app.language()
    checks = checked.of(work, found)
    explained = _explained(work, checks.findings)
    lead = findings.headline(language, checks.findings, len(checks.passed), explained.keys())
    head = f'<p class="lead">{lead}</p>'
    if checks.findings:
        head += f'<h2 class="later">{escape(t("Findings"))}</h2>'
    app.show(head, "findings")
    _list(work, checks.findings)
    _passed(checks.passed)
    correction.show(work, found)
    app.show(equations.equations(language, service.reading_totals(found), work.ledger_total), "totals")
    stops = bool(findings.blocking(checks.findings))
    if stops:
        st.markdown(
            t(
                "You can go on once every point marked “Must fix” is gone: correct the file and choose it again in "
                "step 1."
            )
        )
    with st.container(horizontal=True):
        if not stops and st.button(t("On to what counts"), type="primary"):
            draft.keep(work, explanations=explained)
            app.go("inlezen", levering=work.id, stap=4)
        if checks.findings:
            replies.of_draft(work.id, work.name)
        if st.button(t("Another file")):
            app.go("inlezen", levering=work.id, stap=1)
    st.markdown(f":small[:gray[{t('Your work is kept as a draft.')}]]")


def _explained(work: draft.Work, found: Sequence[Finding]) -> dict[str, str]:
    """What stands in the fields now; at first what the draft holds, or else the version that this one replaces."""
    asked = {one.rule for one in found if one.severity is Severity.WARNING}
    before = service.earlier_explanations(app.viewer(), app.monitor(), work.body, work.year, work.part)
    for rule in asked:
        st.session_state.setdefault(_key(work, rule), work.explanations.get(rule, before.get(rule, "")))
    return {rule: text for rule in asked if (text := st.session_state[_key(work, rule)].strip())}


def _key(work: draft.Work, rule: str) -> str:
    return f"explain_{work.id}_{rule}"


def _list(work: draft.Work, found: Sequence[Finding]) -> None:
    """Errors, warnings each with its field, then what is for information. A rule is explained once."""
    language, names = app.language(), service.check_names()
    groups: dict[str, list[Finding]] = {}
    for one in findings.in_order(found):
        groups.setdefault(one.rule if one.severity is Severity.WARNING else one.severity, []).append(one)
    for number, (name, group) in enumerate(groups.items()):
        app.show(findings.findings_list(language, group, names, goes_on=number > 0), f"findings_{name}")
        if group[0].severity is Severity.WARNING:
            title = names[name].in_language(language) if name in names else name
            _, beside = st.columns(BELOW_ITS_TEXT)
            beside.text_input(
                t("Your explanation: {about}", about=title),
                key=_key(work, name),
                max_chars=LONGEST,
                placeholder=t("Why this is right, or what you will do about it"),
                on_change=_save,
                args=(work, name),
            )


def _save(work: draft.Work, rule: str) -> None:
    draft.explain(work.id, rule, st.session_state[_key(work, rule)].strip())


def _passed(passed: Sequence[str]) -> None:
    language, names = app.language(), service.check_names()
    if passed:
        with st.expander(
            plural(
                "Show the {number} check that found nothing", "Show the {number} checks that found nothing", len(passed)
            )
        ):
            items = "".join(f"<li>{escape(names[rule].in_language(language))}</li>" for rule in passed)
            app.show(f'<ul class="passed">{items}</ul>', "passed")
