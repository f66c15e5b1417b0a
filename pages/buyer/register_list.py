"""What is registered, each thing with where it came from; withdraw it, end it on a day, or put it back, always with a reason."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import Contract, Evidence, RegisteredQuantity, Supplier
from pages.parts import app, register_shown
from pages.parts.acting import do
from pages.parts.text import t

SHOWN = 50
MOST_CHOICES = 500


def show(context: app.Context) -> None:
    """The lists, by kind."""
    listed = service.registered_things(app.viewer(), app.monitor(), context.body.id)
    kinds = {
        Evidence: t("Evidence"), Contract: t("Contracts"), Supplier: t("Suppliers"), RegisteredQuantity: t("Quantities"),
    }  # fmt: skip
    for kind, name in kinds.items():
        found = [one for one in listed if isinstance(one.thing, kind)]
        with st.expander(f"{name} ({len(found)})"):
            _of_kind(context.body.id, kind.__name__, found)
    aside = [one for one in listed if one.ruling and one.ruling.subject == one.id]
    if aside:
        with st.expander(t("Withdrawn ({number})", number=str(len(aside)))):
            _withdrawn(context.body.id, aside)


def _of_kind(body: str, kind: str, found: list[service.Registered]) -> None:
    language = app.language()
    if not found:
        st.markdown(t("Nothing is registered here yet."))
        return
    wanted = st.text_input(t("Search"), key=f"search_{kind}").casefold() if len(found) > SHOWN else ""
    shown = [
        one
        for one in found
        if wanted in f"{register_shown.name_of(language, one)} {register_shown.source_of(language, one)}".casefold()
    ]
    if len(shown) > SHOWN:
        st.markdown(f":small[:gray[{t('The first {number}.', number=str(SHOWN))}]]")
    app.show(register_shown.things_table(language, shown, SHOWN), f"registered_{kind}")
    if kind != RegisteredQuantity.__name__:
        _change(body, kind, [one for one in shown if one.ruling is None][:MOST_CHOICES])


def _change(body: str, kind: str, standing: list[service.Registered]) -> None:
    language, by_id = app.language(), {one.id: one for one in standing}
    with st.form(f"change_{kind}", border=False):
        chosen = st.selectbox(
            t("Which one does not hold (any more)?"), list(by_id), index=None, placeholder=t("Choose one"),
            format_func=lambda one: f"{register_shown.name_of(language, by_id[one])} · {register_shown.source_of(language, by_id[one])}",
            key=f"chosen_{kind}",
        )  # fmt: skip
        reason = st.text_input(t("Why?"), key=f"reason_{kind}", max_chars=1000)
        last = None
        if kind != Supplier.__name__:
            last = st.date_input(t("Last day on which it holds"), value=None, format="DD-MM-YYYY", key=f"last_{kind}")
        with st.container(horizontal=True):
            withdraw = st.form_submit_button(t("Withdraw: it never held"))
            end = kind != Supplier.__name__ and st.form_submit_button(t("End it on that day"))
    if not (withdraw or end):
        return
    if chosen is None or (end and last is None):
        st.error(t("Choose one, and a day where you end it."), title=t("Nothing was changed"))
    elif withdraw:
        do(service.set_aside, body, chosen, reason)
    else:
        do(service.end_on, body, chosen, last, reason)


def _withdrawn(body: str, aside: list[service.Registered]) -> None:
    language = app.language()
    app.show(register_shown.things_table(language, aside, len(aside)), "withdrawn")
    for one in aside[:SHOWN]:
        name = register_shown.name_of(language, one)
        if st.button(t("Put back: {what}", what=name), key=f"back_{one.id}", type="tertiary", wrap=True):
            do(service.put_back, body, one.id)
