"""Manage: what an organisation decides about itself: departments, size, calendar, consent, who submits and certifies."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Body, BodyKind, Refusal
from pages.buyer import body_form, department_texts
from pages.parts import app, bodies, choice
from pages.parts.text import t

NEW, ADDED = "nieuw", "toegevoegd"
SAVED = "body_saved"


def main() -> None:
    """The form of the chosen organisation, or of a new one."""
    context = app.context()
    if context is None or NEW in st.query_params:
        _new()
        return
    choice.show(context, departments=False)
    body = context.body
    links = (
        f'<li><a href="{escape(app.link("bewijs"))}">{escape(t("Evidence"))}</a></li>'
        f'<li><a href="{escape(app.link("eigen-indicatoren"))}">{escape(t("Own indicators"))}</a></li>'
        f'<li><a href="{escape(app.link("leveranciers"))}">{escape(t("Suppliers"))}</a></li>'
        f'<li><a href="{escape(app.link("telt-niet-mee"))}">{escape(t("What does not count"))}</a></li>'
        f'<li><a href="{escape(app.link("leveringen"))}">{escape(t("Submissions"))}</a></li>'
        f'<li><a href="{escape(app.link("beheer", nieuw=1))}">{escape(t("Add another organisation"))}</a></li>'
    )
    app.show(f'<h1>{escape(t("Manage {name}", name=body.name))}</h1><ul class="links">{links}</ul>', "headline")
    if st.session_state.pop(SAVED, None) == body.id:
        st.success(t("What you changed holds from now on."), title=t("Saved"))
    if ADDED in st.query_params:
        _added(body)
    with st.form("manage", border=False):
        changed = body_form.succession(body_form.calendar(body_form.itself(body)))
        try:
            changed = body_form.departments(changed)
            refused = None
        except Refusal as found:
            refused = found
        changed = body_form.people(body_form.consent(changed))
        if st.form_submit_button(t("Save"), type="primary"):
            _save(changed, refused)
    department_texts.show(body)


def _added(body: Body) -> None:
    """What can be done with an organisation that was just added."""
    st.success(t("Size and departments may follow later."), title=t("{name} is added", name=body.name))
    links = {"vastleggen": t("Commit to an ambition"), "inlezen": t("Upload spend")}
    items = "".join(f'<li><a href="{escape(app.link(page))}">{escape(words)}</a></li>' for page, words in links.items())
    app.show(f'<ul class="links">{items}</ul>', "added")


def _save(changed: Body, refused_before: Refusal | None = None, added: bool = False) -> None:
    viewer = replace(app.viewer(), body=changed.id)
    try:
        if refused_before:
            raise refused_before
        service.save_body(viewer, app.monitor(), changed)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    if added:
        app.go("beheer", org=changed.id, **{ADDED: 1})
    st.session_state[SAVED] = changed.id
    app.go("beheer", org=changed.id)


def _new() -> None:
    app.show(f"<h1>{escape(t('Add an organisation'))}</h1>", "headline")
    language = app.language()
    name = st.text_input(t("Name"), placeholder="Gemeente Voorbeeldstad", key="new_name").strip()
    kinds: list[BodyKind] = list(BodyKind)
    kind = st.selectbox(
        t("Kind of organisation"),
        kinds,
        index=kinds.index(BodyKind.MUNICIPALITY),
        format_func=lambda one: bodies.kind_word(language, one),
        key="new_kind",
    )
    if st.button(t("Add"), type="primary"):
        if not bodies.id_of(name):
            st.error(t("Fill in the name of the organisation. Example: Gemeente Voorbeeldstad."))
        elif bodies.id_of(name) in {one.id for one in app.bodies()}:
            st.error(t("There is an organisation with this name already."))
        else:
            _save(Body(bodies.id_of(name), name, kind), added=True)


main()
