"""Audit sample: does what is claimed hold when a person looks at a random part of it?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Refusal, SampledLine, Verdict
from pages.buyer import sample_file
from pages.parts import app, choice, frame, sampling
from pages.parts.media import WORKBOOK
from pages.parts.text import language, t

PER_PAGE = 10
ALL = ""
OPEN = "open"


def main() -> None:
    """The samples of the year, the form to draw one, and the lines of the chosen one."""
    context = app.context()
    if context is None or context.year is None:
        frame.notice(
            t("Nothing was submitted yet"), t("A sample is drawn from what is claimed in a year with spend."), "inlezen"
        )
        return
    choice.show(context, departments=False)
    intro = t(
        "A person checks a random part of the claimed euros. What is found there says how far the rest can be trusted."
    )
    title = t("Audit sample of {year}", year=str(context.year))
    app.show(f'{frame.trail("steekproef")}<h1>{escape(title)}</h1><p class="intro">{escape(intro)}</p>', "headline")
    names = {
        one.id: one.name.in_language(language())
        for one in service.sampled_indicators(app.viewer(), app.monitor(), context.body.id)
    }
    drawn = service.sample_results(app.viewer(), app.monitor(), context.body.id, context.year)
    if told := st.session_state.pop(sample_file.TOLD, None):
        st.success(told, title=t("Stored"))
    with st.expander(t("Draw a sample"), expanded=not drawn):
        _draw(context.body.id, context.year, names)
    if drawn:
        _chosen(context.body.id, drawn, names)


def _draw(body: str, year: int, names: Mapping[str, str]) -> None:
    with st.form("draw", border=False):
        about = st.selectbox(
            t("Of which ambition?"),
            [ALL, *names],
            format_func=lambda one: names[one] if one else t("all ambitions together"),
        )
        left, right = st.columns(2)
        part = left.number_input(t("Percent of the claimed euros"), min_value=1, max_value=100, value=5)
        seed = right.text_input(
            t("Seed"),
            help=t("A whole number of your own choice, such as one that a committee draws. Empty: a random one."),
        )
        if not st.form_submit_button(t("Draw the sample"), type="primary"):
            return
    if seed.strip() and not (seed.strip().isascii() and seed.strip().isdigit()):
        st.error(t("A seed is a whole number, such as 2025. Found: {found}.", found=seed.strip()), title=t("Not drawn"))
        return
    try:
        found = service.draw_sample(
            app.viewer(),
            app.monitor(),
            body,
            year,
            about or None,
            int(seed) if seed.strip() else None,
            Fraction(int(part), 100),
        )
    except Refusal as refused:
        st.error(refused.message.in_language(language()), title=t("Not drawn"))
        return
    app.go("steekproef", id=found.sample.id)


def _chosen(body: str, drawn: list[service.SampleResult], names: Mapping[str, str]) -> None:
    by_id = {one.sample.id: one for one in drawn}
    asked = st.query_params.get("id", "")
    identity = st.selectbox(
        t("Sample"),
        list(by_id),
        index=list(by_id).index(asked) if asked in by_id else 0,
        format_func=lambda one: sampling.name(language(), by_id[one], names),
    )
    found = by_id[identity]
    app.show(sampling.summary(language(), found), "summary")
    checked = bool(found.verdicts)
    st.download_button(
        t("Download the sample with what was found") if checked else t("Download the sample"),
        partial(
            service.sample_workbook, app.viewer(), app.monitor(), body, identity, language()
        ),  # made when it is asked for
        f"{t('reply') if checked else t('sample')}-{identity}.xlsx",
        WORKBOOK,
        on_click="ignore",
    )
    sample_file.draw(body, names)
    _lines(body, found, names)


def _lines(body: str, found: service.SampleResult, names: Mapping[str, str]) -> None:
    st.header(t("Lines to check"), anchor=False)
    key = f"sample_page_{found.sample.id}"
    pages = -(-len(found.sample.lines) // PER_PAGE)
    first = (st.session_state.get(key, 1) - 1) * PER_PAGE
    shown = list(enumerate(found.sample.lines, 1))[first : first + PER_PAGE]
    with st.form(f"check_{found.sample.id}_{first}", border=False):
        made = [_line(found, number, line, names) for number, line in shown]
        asked = st.form_submit_button(t("Keep what was found"), type="primary")
    if pages > 1:
        st.pagination(pages, key=key)
    if asked:
        try:
            service.judge_sample(
                app.viewer(), app.monitor(), body, found.sample.id, [one for one in made if one is not None]
            )
        except Refusal as refused:
            st.error(refused.message.in_language(language()), title=t("Not stored"))
            return
        st.session_state[sample_file.TOLD] = t("What was found is kept, and the figures are measured again.")
        st.rerun()


def _line(found: service.SampleResult, number: int, line: SampledLine, names: Mapping[str, str]) -> Verdict | None:
    """The fields of one line; None as long as nothing was found."""
    kept = found.verdicts.get(number)
    words = {OPEN: t("not checked yet")} | {
        name: said.in_language(language()) for name, said in service.verdict_names().items()
    }
    key = f"{found.sample.id}_{number}"
    with st.container(border=True):
        app.show(
            sampling.line_markup(language(), number, line, names.get(line.indicator, line.indicator)), f"line_{key}"
        )
        possible = [one for one in words if one != OPEN or kept is None]
        verdict = st.radio(
            t("Line {number}: is it as claimed?", number=str(number)),
            possible,
            index=possible.index(kept.verdict) if kept else 0,
            format_func=lambda one: words[one],
            horizontal=True,
            key=f"verdict_{key}",
        )
        left, right = st.columns(2)
        note = left.text_input(
            t("Note to line {number}", number=str(number)), kept.note if kept else "", key=f"note_{key}"
        )
        document = right.text_input(
            t("Document for line {number}", number=str(number)), kept.reference if kept else "", key=f"document_{key}"
        )
        if kept:
            st.markdown(f":small[{sampling.verdict_words(language(), kept)}]")
    return None if verdict == OPEN else Verdict(number, verdict, note.strip(), document.strip())


main()
