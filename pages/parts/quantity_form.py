"""The form to type one quantity instead of loading a file."""

from __future__ import annotations

from datetime import date

import streamlit as st

from kpi import service
from kpi.language import message
from kpi.model import Message, Refusal, Unit
from pages.parts import app
from pages.parts.text import language, t


def show(context: app.Context) -> None:
    """One quantity of one year, with what shows it; stored at once, and refused in words where it does not fit."""
    names = service.quantity_names()
    whole = t("whole organisation")
    departments = {"": whole, **{one.id: one.name for one in context.body.departments}}
    with st.form("quantity", clear_on_submit=False):
        st.markdown(f"**{t('Or type one quantity')}**")
        quantity = st.selectbox(t("Quantity"), list(names), format_func=lambda one: _named(names[one]))
        left, right = st.columns(2)
        year = left.text_input(t("Year"), value=str(context.year))
        department = right.selectbox(t("Department"), list(departments), format_func=lambda one: departments[one])
        low = left.text_input(t("At least"))
        high = right.text_input(t("At most"))
        source = left.text_input(t("Source"))
        dated = right.date_input(t("Date of the source"), value=None, max_value=date.today(), format="DD-MM-YYYY")
        reference = left.text_input(t("Document"))
        who = right.text_input(t("Stated by (a role)"))
        withdrawn = st.checkbox(t("Take an earlier registration back"))
        if not st.form_submit_button(t("Register")):
            return
    values = {
        "quantity": quantity, "unit": _unit(names[quantity]), "year": year.strip(), "department": department,
        "low": low.strip(), "high": high.strip(), "source": source.strip(), "date": str(dated or ""),
        "reference": reference.strip(), "who": who.strip(), "withdrawn": "yes" if withdrawn else "no",
    }  # fmt: skip
    try:
        service.register_quantity(app.viewer(), app.monitor(), context.body.id, values)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Not registered"))
        return
    st.session_state["evidence_loaded"] = message("One quantity was registered.")
    st.rerun()


def _named(one: tuple[Message, Unit]) -> str:
    name, unit = one
    return f"{name.in_language(language())} ({unit.many.in_language(language())})"


def _unit(one: tuple[Message, Unit]) -> str:
    return one[1].many.en
