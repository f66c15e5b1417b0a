"""Own indicators: what a body measures beside the catalogue, made by choosing and seen on its own lines before it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import streamlit as st

from kpi import service
from kpi.model import Body, Refusal
from pages.buyer import own_ending
from pages.buyer import own_form as form
from pages.parts import app, choice, frame, method, own, versions
from pages.parts.text import t

NEW = "nieuw"
LAST_FORM = "last_own_form"
SEEN = "own_seen"


def main() -> None:
    """The list, one indicator with its versions, or the form; `id` and `wijzig` in the address say which."""
    context = app.context()
    if context is None:
        frame.no_body()
        return
    found = service.own_versions(app.viewer(), app.monitor(), context.body.id)
    asked = st.query_params.get("id")
    if asked == NEW or (asked in found and "wijzig" in st.query_params):
        if context.body.fictional:
            frame.fictional_notice()
        _form(context.body, found, asked)
    elif asked in found:
        _one(context.body, found[asked], service.own_endings(app.viewer(), app.monitor(), context.body.id).get(asked))
    else:
        choice.show(context, departments=False)
        _list(context.body, found)


def _list(body: Body, found: Mapping[str, Sequence[service.OwnVersion]]) -> None:
    links = {name: app.link("eigen-indicatoren", id=name) for name in found}
    ended = service.own_endings(app.viewer(), app.monitor(), body.id)
    app.show(frame.trail("eigen-indicatoren") + own.opening(app.language(), body.name, found, ended, links), "own_list")
    if st.button(t("Make an own indicator"), type="primary"):
        app.go("eigen-indicatoren", id=NEW)


def _one(body: Body, kept: Sequence[service.OwnVersion], ending: service.OwnEnding | None) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    now = kept[-1]
    indicator = now.indicator
    promises = [one for one in service.commitments(viewer, monitor, body.id) if one.indicator == indicator.id]
    links = [(app.link("ambitie", id=one.id), one.versions[-1].text) for one in promises]
    if not ending:
        links.append((app.link("vastleggen", id=NEW, ambitie=indicator.id), t("Commit to it")))
    items = "".join(f'<li><a href="{escape(link)}">{escape(words)}</a></li>' for link, words in links)
    said, name = service.describe(viewer, monitor, indicator), indicator.name.in_language(language)
    head = f'{frame.trail("eigen-indicatoren", name)}<h1>{escape(name)}</h1><ul class="links">{items}</ul>'
    if ending:
        app.show(head, "own_headline")
        own_ending.draw_ended(body, now, ending)
        app.show(method.one(language, indicator, said), "own_definition")
        return
    app.show(head + method.one(language, indicator, said), "own_headline")
    with st.container(horizontal=True):
        if form.can_change(now.entry):
            if st.button(t("Change"), type="primary"):
                app.go("eigen-indicatoren", id=indicator.id, wijzig=1)
        else:
            st.info(
                t(
                    "This definition came from a file and has conditions that cannot be chosen here. Change it in its file."
                )
            )
        st.download_button(
            t("This definition as a file"), now.document, f"{indicator.id}.toml", "application/toml", on_click="ignore"
        )
    versions.show(viewer, monitor, indicator, body.id)
    figures = service.history(viewer, monitor, body.id, indicator.id)
    if len(kept) == 1 and figures:
        app.show(f"<h3>{escape(t('Its figures'))}</h3>{versions.figures(language, {1: figures})}", "own_figures")
    own_ending.draw(body, now, promises)


def _form(body: Body, found: Mapping[str, Sequence[service.OwnVersion]], asked: str) -> None:
    entry: Mapping[str, Any] = found[asked][-1].entry if asked in found else {}
    if st.session_state.get(LAST_FORM) not in (None, asked):
        form.forget()
    st.session_state[LAST_FORM] = asked
    title = t("Change an own indicator") if entry else t("Make an own indicator")
    app.show(f"{frame.trail('eigen-indicatoren', title)}<h1>{escape(title)}</h1>", "own_headline")
    filled = form.draw(body, entry)
    if filled.missing:
        st.markdown(t("Still missing: {what}.", what=", ".join(filled.missing)))
    if st.button(t("See what it does with our lines"), type="primary", disabled=bool(filled.missing)):
        st.session_state[SEEN] = filled.values
    if filled.missing or SEEN not in st.session_state:
        return
    if st.session_state[SEEN] != filled.values:
        st.info(t("You changed something. See again what it does before you keep it."))
        return
    _see_and_keep(body, filled.values, entry)


def _see_and_keep(body: Body, values: Mapping[str, Any], entry: Mapping[str, Any]) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    written = values["name"] if isinstance(values["name"], str) else values["name"][language]
    named = values if entry else {**values, "id": service.new_own_id(viewer, monitor, body.id, written)}
    try:
        seen = service.preview_own_indicator(viewer, monitor, body.id, written, named)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("This cannot be measured"))
        return
    with st.container(border=True):
        st.header(t("What it does with your lines"), anchor=False)
        app.show(own.definition(language, seen) + own.totals(language, seen), "own_preview")
        for name, title in own.part_names(language).items():
            if seen.parts[name].lines:
                with st.expander(t("The largest lines: {which}", which=title)):
                    app.show(own.first_lines(language, seen, name), f"own_lines_{name}")
    reason = ""
    if entry and seen.indicator.version > entry["version"]:
        st.markdown(
            t("This measures something else: it becomes version {version}.", version=str(seen.indicator.version))
        )
        reason = st.text_input(t("Why does it change? The reason is kept."), key=f"{form.PREFIX}reason").strip()
    if not st.button(t("Keep it"), type="primary"):
        return
    try:
        made = service.save_own_indicator(viewer, monitor, body.id, written, named, reason)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("Nothing was kept"))
        return
    form.forget()
    app.go("eigen-indicatoren", id=made.id)


main()
