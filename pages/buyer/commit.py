"""Commit: what exactly is promised, and who decided it. A decision that was taken is followed, never replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from html import escape
from typing import Any

import streamlit as st

from kpi import service
from kpi.model import Body, Commitment, Decision, Ending, Indicator, Refusal
from pages.buyer import commitment_form as form
from pages.buyer.commitment_words import decision_kinds, state_words
from pages.parts import app, charts, choice, frame, menu, numbers, reports, series, statement, trajectory
from pages.parts.cited import in_dutch
from pages.parts.promise import own_mark
from pages.parts.text import t

NEW = "nieuw"
LAST_FORM = "commit_of"


def main() -> None:
    """The list with the menu, one commitment, or the form; `id`, `concept` and `wijzig` in the address say which."""
    context = app.context()
    if context is None:
        frame.no_body()
        return
    viewer, monitor = app.viewer(), app.monitor()
    indicators = {one.id: one for one in service.indicators(viewer, monitor, context.body.id)}
    commitments = service.commitments(viewer, monitor, context.body.id)
    asked, draft = st.query_params.get("id"), st.query_params.get("concept")
    made = next((one for one in commitments if one.id == asked), None)
    if (asked == NEW or made or draft) and context.body.fictional:
        frame.fictional_notice()
    if asked == NEW or draft or (made and "wijzig" in st.query_params and not made.ended):
        _form(context.body, indicators, made)
    elif made:
        _one(context.body, made, indicators[made.indicator])
    else:
        choice.show(context, departments=False)
        _list(context.body, indicators, commitments)


def _list(body: Body, indicators: dict[str, Indicator], commitments: list[Commitment]) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    links = {one.id: app.link("vastleggen", id=one.id) for one in commitments}
    table = statement.list_table(language, commitments, indicators, links, state_words()) if commitments else ""
    app.show(f"<h1>{escape(statement.headline(language, commitments))}</h1>{table}", "commitments")
    drafts = service.commitment_drafts(viewer, monitor, body.id)
    if drafts:
        addresses = {one.id: app.link("vastleggen", concept=one.id) for one in drafts}
        app.show(statement.drafts_table(language, drafts, indicators, addresses), "drafts")
    if st.button(t("Commit to an ambition"), type="primary"):
        app.go("vastleggen", id=NEW)
    own = escape(app.link("eigen-indicatoren"))
    missing = escape(t("Is what you want to promise not in the catalogue?"))
    app.show(
        f'<p class="small">{missing} <a href="{own}">{escape(t("Make an indicator of your own"))}</a></p>',
        "own_indicators",
    )
    found = service.menu(viewer, monitor, body.id)
    app.show(menu.heading(language, found, app.link("beheer")), "menu_heading")

    def choose(offer: service.Offer, place: int) -> str:
        return app.link("vastleggen", id=NEW, ambitie=offer.indicator.id, doel=place)

    asked = st.query_params.get("thema")
    for theme, rows in menu.by_theme(service.themes(viewer, monitor), found):
        with st.expander(f"{theme.name.in_language(language)} ({len(rows)})", expanded=theme.id == asked):
            offered = menu.offers(language, rows, choose, lambda one: app.link("vastleggen", id=one.id))
            app.show(offered, f"menu_{theme.id}")


def _one(body: Body, made: Commitment, indicator: Indicator) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    version = made.versions[-1]
    back = f'<p class="where"><a href="{escape(app.link("vastleggen"))}">{escape(t("All commitments"))}</a></p>'
    app.show(
        f"{back}<h1>{in_dutch(app.language(), version.text)}{own_mark(language, indicator)}</h1>"
        f'<p class="lead">{escape(state_words()[made.state].capitalize())}. '
        f"{escape(statement.aim(language, indicator, version))}</p>{statement.ended(language, made)}",
        "headline",
    )
    _path(made, indicator)
    app.show(
        f"<h2>{escape(t('Decisions'))}</h2>{statement.versions_list(language, made, indicator)}"
        f'<p class="small">{escape(t("An earlier target always stays visible in the chart."))}</p>',
        "versions",
    )
    with st.container(horizontal=True):
        if not made.ended and st.button(t("Change"), type="primary"):
            app.go("vastleggen", id=made.id, wijzig=1)
        printed = partial(service.statement, viewer, monitor, body.id, made.id, version.version, language)
        reports.statement(printed, f"{made.id}-{version.version}")
        for name, text in service.commitment_files(viewer, monitor, body.id).items():
            if name.removesuffix(".toml") == f"{made.id}-{version.version}":
                st.download_button(t("This decision as a file"), text, name, "application/toml", on_click="ignore")
    if not made.ended:
        _end(body, made)


def _end(body: Body, made: Commitment) -> None:
    """Ending a commitment needs a decision and a reason, like making one."""
    with st.expander(t("End this commitment")):
        st.markdown(
            t("It is judged no longer from the year of the decision on. What was promised and reached stays visible.")
        )
        reason = st.text_input(t("Why does it end? The reason is kept."), key="end_reason").strip()
        kind = st.selectbox(t("Kind of decision"), decision_kinds(body), key="end_kind")
        who = st.text_input(t("Who decided"), value=made.versions[-1].decision.body, key="end_body").strip()
        when = st.date_input(t("Date of the decision"), value=None, format="DD-MM-YYYY", key="end_date")
        reference = st.text_input(t("Reference"), placeholder=t("for example 2026-118"), key="end_reference").strip()
        if not st.button(t("End as decided")):
            return
        if not (reason and who and when and reference):
            st.error(t("Fill in the reason, who decided, the date and the reference of the decision."))
            return
        ending = Ending(Decision(kind, who, when, reference), reason)
        try:
            service.end_commitment(app.viewer(), app.monitor(), made.body, made.id, ending)
        except Refusal as refused:
            st.error(refused.message.in_language(app.language()))
            return
        app.go("vastleggen", id=made.id)


def _form(body: Body, indicators: dict[str, Indicator], made: Commitment | None) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    address = "|".join(st.query_params.get(name, "") for name in ("id", "concept", "ambitie", "doel"))
    if st.session_state.get(LAST_FORM) not in (None, address):
        form.forget()
    st.session_state[LAST_FORM] = address
    heading = st.container()
    left, right = st.columns([6, 5], gap="large")
    with left:
        filled = form.draw(body, indicators, made, _start(body, indicators, made))
    title = t("Change a commitment") if made else t("Commit to an ambition")
    with heading:
        app.show(
            f'<p class="where"><a href="{escape(app.link("vastleggen"))}">{escape(t("All commitments"))}</a></p>'
            f'<h1>{escape(title)}</h1><p class="small">'
            f"{escape(t('Draft: {number} of 6 parts filled in.', number=str(filled.parts)))}</p>",
            "headline",
        )
    with left, st.container(horizontal=True):
        keeping = not made and st.button(t("Keep the draft"))
        saving = st.button(t("Commit as decided"), type="primary", on_click=form.tried)
        if filled.promise:
            draft = _with_earlier(made, filled.promise)
            printed = partial(service.draft_statement, viewer, monitor, draft, filled.missing, language)
            reports.statement(printed, "concept")
    with right:
        _preview(made, filled)
    with left:
        if keeping:
            kept = {name: value for name, value in filled.values.items() if value != "–"}
            saved = service.save_commitment_draft(viewer, monitor, body.id, kept, st.query_params.get("concept"))
            st.session_state[LAST_FORM] = f"|{saved.id}||"
            app.go("vastleggen", concept=saved.id)
        if saving:
            _save(body, made, filled)


def _start(body: Body, indicators: dict[str, Indicator], made: Commitment | None) -> Mapping[str, Any]:
    """What the form starts from: the latest version without its decision and a review day that passed, a draft, a choice from the menu, or nothing."""
    viewer, monitor, params = app.viewer(), app.monitor(), st.query_params
    if made:
        values = service.commitment_values(made, indicators[made.indicator])
        decision = {name: value for name, value in values["decision"].items() if name in ("kind", "body")}
        review = values.get("review")
        if review and review <= date.today():
            review = None  # that day is over: it cannot follow on the decision that is taken now
        return {**values, "decision": decision, "reason": "", "review": review}
    if "concept" in params:
        drafts = service.commitment_drafts(viewer, monitor, body.id)
        return next((one.values for one in drafts if one.id == params["concept"]), {})
    offers = (
        {one.indicator.id: one for one in service.menu(viewer, monitor, body.id).offers} if "ambitie" in params else {}
    )
    offer, place = offers.get(params.get("ambitie", "")), params.get("doel", "0")
    if offer is None and params.get("ambitie") in indicators:
        return {"indicator": params["ambitie"]}
    if offer is None or not place.isdigit() or int(place) >= len(offer.targets):
        return {}
    values = service.chosen_values(offer, int(place), date.today().year + 3, app.language())
    name = offer.indicator.name.in_language(app.language())
    if "target" in values:
        target = menu.goal(app.language(), offer, int(place))
        values["text"] = t("{name}: {target} in {year}", name=name, target=target, year=str(values["target"]["year"]))
    return values


def _with_earlier(made: Commitment | None, promise: Commitment) -> Commitment:
    """The promise as the next version of what was promised before."""
    if made is None:
        return promise
    new = replace(promise.versions[0], version=made.versions[-1].version + 1)
    return replace(made, versions=(*made.versions, new))


def _preview(made: Commitment | None, filled: form.Filled) -> None:
    """How it will read, and its path with the measured years."""
    language, indicator = app.language(), filled.indicator
    if made:
        old = made.versions[-1].target
        target = numbers.target(language, indicator, old.value)
        st.info(t("The old target ({target} in {year}) stays in the chart.", target=target, year=str(old.year)))
    if filled.promise is None:
        words = t("Fill in the target. Then the statement stands here, with its path and what is still missing.")
        shown = f'<h2>{escape(t("This is how the statement will read"))}</h2><p class="spaced">{escape(words)}</p>'
        app.show(f'<div class="panel">{shown}</div>', "no_statement")
    else:
        names = {one.id: one.name for one in app.context().body.departments}  # type: ignore[union-attr]
        scope = ", ".join(names.get(one, one) for one in filled.promise.departments)
        markup = statement.statement(language, indicator, filled.promise.versions[0], filled.missing, scope)
        with st.container(border=True):
            app.show(markup, "statement")
        _path(_with_earlier(made, filled.promise), indicator)


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
    frame.as_table("path", lambda: statement.path_table(language, indicator, made.versions[-1], history))


def _save(body: Body, made: Commitment | None, filled: form.Filled) -> None:
    """Adopts what was decided; a draft of it is kept no longer."""
    viewer, monitor = app.viewer(), app.monitor()
    if filled.missing or filled.promise is None:
        st.error(t("Still missing: {what}.", what=", ".join(filled.missing)), title=t("Not committed yet"))
        return
    identity = made.id if made else service.new_commitment_id(viewer, monitor, body.id, filled.indicator.id)
    try:
        service.commit(viewer, monitor, replace(filled.promise, id=identity))
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Not committed yet"))
        return
    if "concept" in st.query_params:
        service.remove_commitment_draft(viewer, monitor, body.id, st.query_params["concept"])
    form.forget()
    app.go("vastleggen", id=identity)


main()
