"""Commit: what exactly is promised, and who decided it. A decision that was taken is followed, never replaced."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Body, Commitment, Indicator, Refusal
from pages.buyer import commitment_form as form
from pages.parts import app, charts, choice, frame, numbers, series, statement, trajectory
from pages.parts.text import t

NEW = "nieuw"


def main() -> None:
    """The list, one commitment, or the form; `id` and `wijzig` in the address say which."""
    context = app.context()
    if context is None:
        st.info(t("Add your organisation first, on the page Manage."), title=t("There is no organisation yet"))
        return
    viewer, monitor = app.viewer(), app.monitor()
    indicators = {one.id: one for one in service.indicators(viewer, monitor)}
    commitments = service.commitments(viewer, monitor, context.body.id)
    asked = st.query_params.get("id")
    made = next((one for one in commitments if one.id == asked), None)
    if (asked == NEW or made) and context.body.fictional:
        frame.fictional_notice()
    if asked == NEW or (made and "wijzig" in st.query_params):
        _form(context.body, indicators, commitments, made)
    elif made:
        _one(made, indicators[made.indicator])
    else:
        st.session_state.pop(form.TRIED, None)
        choice.show(context, departments=False)
        _list(indicators, commitments)


def _list(indicators: dict[str, Indicator], commitments: list[Commitment]) -> None:
    language = app.language()
    links = {one.id: app.link("vastleggen", id=one.id) for one in commitments}
    table = statement.list_table(language, commitments, indicators, links) if commitments else ""
    app.show(f"<h1>{escape(statement.headline(language, commitments))}</h1>{table}", "commitments")
    if st.button(t("Commit to an ambition"), type="primary"):
        app.go("vastleggen", id=NEW)


def _one(made: Commitment, indicator: Indicator) -> None:
    language = app.language()
    version = made.versions[-1]
    back = f'<p class="where"><a href="{escape(app.link("vastleggen"))}">{escape(t("All commitments"))}</a></p>'
    app.show(
        f"{back}<h1>{escape(version.text)}</h1>"
        f'<p class="lead">{escape(statement.aim(language, indicator, version))}</p>',
        "headline",
    )
    _path(made, indicator)
    app.show(
        f"<h2>{escape(t('Decisions'))}</h2>{statement.versions_list(language, made, indicator)}"
        f'<p class="small">{escape(t("An earlier target always stays visible in the chart."))}</p>',
        "versions",
    )
    if st.button(t("Change"), type="primary"):
        app.go("vastleggen", id=made.id, wijzig=1)


def _form(body: Body, indicators: dict[str, Indicator], commitments: list[Commitment], made: Commitment | None) -> None:
    language = app.language()
    title = t("Change a commitment") if made else t("Commit to an ambition")
    app.show(
        f'<p class="where"><a href="{escape(app.link("vastleggen"))}">{escape(t("All commitments"))}</a></p>'
        f"<h1>{escape(title)}</h1>",
        "headline",
    )
    left, right = st.columns([6, 5], gap="large")
    with left:
        filled = form.draw(body, indicators, made)
        saving = st.button(t("Commit as decided"), type="primary", on_click=form.tried)
    with right:
        if filled.version:
            app.show(statement.statement(language, filled.indicator, filled.version, filled.missing), "statement")
            draft = Commitment(
                "draft", body.id, filled.indicator.id, filled.indicator.version,
                (*(made.versions if made else ()), filled.version), filled.departments,
            )  # fmt: skip
            _path(draft, filled.indicator)
        if made:
            old = made.versions[-1].target
            target = numbers.target(language, filled.indicator, old.value)
            st.info(t("The old target ({target} in {year}) stays in the chart.", target=target, year=str(old.year)))
    if saving:
        with left:
            _save(body, commitments, made, filled)


def _path(made: Commitment, indicator: Indicator) -> None:
    """The path with the measured years drawn in; the same in words stands in the statement beside it."""
    language = app.language()
    st.header(t("The path"), anchor=False)
    figures = service.history(app.viewer(), app.monitor(), made.body, made.indicator)
    whole = {figure.year: figure for figure in figures if figure.department is None}
    history = [whole[year] for year in sorted(whole)]
    chart = trajectory.trajectory(language, indicator, history, made, None)
    aim = statement.aim(language, indicator, made.versions[-1])
    app.show(series.key(language, None, history, made), "path_key")
    st.plotly_chart(chart, config=charts.CONFIG, key="path", alt=series.alt(language, indicator, history, aim))
    with st.expander(t("Show these figures as a table")):
        app.show(statement.path_table(language, indicator, made.versions[-1], history), "path_table")


def _save(body: Body, commitments: list[Commitment], made: Commitment | None, filled: form.Filled) -> None:
    language = app.language()
    if filled.missing or filled.version is None:
        st.error(t("Still missing: {what}.", what=", ".join(filled.missing)), title=t("Not committed yet"))
        return
    if made:
        new = replace(made, versions=(filled.version,))
    else:
        identity = _free_id(f"{body.id}-{filled.indicator.id.replace('_', '-')}", {one.id for one in commitments})
        new = Commitment(
            identity, body.id, filled.indicator.id, filled.indicator.version, (filled.version,), filled.departments
        )
    try:
        service.commit(app.viewer(), app.monitor(), new)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("Not committed yet"))
        return
    st.session_state.pop(form.TRIED, None)
    app.go("vastleggen", id=new.id)


def _free_id(wanted: str, taken: set[str]) -> str:
    return next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


main()
