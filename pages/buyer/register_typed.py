"""One row of a register, typed in instead of loaded from a file."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import Refusal
from pages.parts import app, quantity_form
from pages.parts.text import t

QUANTITY = "quantity"
LISTS = ("sme_list", "social_enterprise_list")


def show(context: app.Context) -> None:
    """A form with a field for each column of the chosen register; what does not fit is refused in words."""
    language, names = app.language(), service.register_names()
    with st.expander(t("Or type one in")):
        register = st.selectbox(
            t("What do you want to register?"), [name for name in names if name not in LISTS],
            format_func=lambda one: names[one].in_language(language).capitalize(), key="typed_register",
        )  # fmt: skip
        if register == QUANTITY:
            quantity_form.show(context)
        else:
            _form(context, register)


def _form(context: app.Context, register: str) -> None:
    language, about = app.language(), service.property_names()
    columns = service.register_columns(register)
    values: dict[str, str] = {}
    with st.form(f"typed_{register}"):
        left, right = st.columns(2)
        for number, one in enumerate([column for column in columns if column.id not in about]):
            values[one.id] = _field((left, right)[number % 2], one, register)
        asked = [column.id for column in columns if column.id in about]
        if asked:
            chosen = st.multiselect(
                t("What the contract asks for"), asked, format_func=lambda name: about[name].in_language(language)
            )
            values |= dict.fromkeys(chosen, "yes")
        if not st.form_submit_button(t("Register this")):
            return
    try:
        with st.spinner(t("We are working out your figures again.")):
            loaded = service.register_typed(app.viewer(), app.monitor(), context.body.id, register, values)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("Not registered"))
        return
    st.session_state["evidence_loaded"] = loaded.message
    st.rerun()


def _field(place: st.delta_generator.DeltaGenerator, column: service.ColumnWords, register: str) -> str:
    language, key = app.language(), f"typed_{register}_{column.id}"
    label = column.name.in_language(language) + (" *" if column.needed else "")
    if column.choices:
        words = [word.in_language(language) for word in column.choices]
        return place.selectbox(label, words, index=None, placeholder=t("not filled in"), key=key) or ""
    hints = {"date": t("31-01-2025"), "percent": t("60%"), "number": t("12500 or 8,25")}
    return place.text_input(label, placeholder=hints.get(column.kind), key=key)
