"""On Classify, after a choice of category: whether what was bought also meets what the body promised, and what shows it."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.model import MappingRule, Refusal
from pages.buyer import mapping_history
from pages.parts import app
from pages.parts.literal import literally
from pages.parts.text import t

ASKED = "asked_whether_it_qualifies"
UNKNOWN, YES, NO = "unknown", "yes", "no"


def draw(body: str, decided: int) -> None:
    """A question for each property that a promise asks of this category. Nothing where none does, or it is about no text.

    `decided` is the number of the choice: answers about one text never stand with another.
    """
    rule: MappingRule | None = st.session_state.get(ASKED)
    if rule is None or rule.text is None or rule.cpv is None:
        return
    properties = service.properties_asked(app.viewer(), app.opened(), body, rule.cpv)
    if not properties:
        return
    language, names, kinds = app.language(), service.property_names(), service.evidence_words()
    answers = {UNKNOWN: t("I do not know"), YES: t("Yes, with evidence"), NO: t("No")}
    about = " · ".join(part for part in (rule.text, rule.supplier) if part)
    with (
        st.expander(t("Does “{group}” qualify too?", group=literally(about))),
        st.form(f"qualifies_{decided}", border=False),
    ):
        st.markdown(
            t("What you do not know stays possible. An answer without a document is a claim, and stays possible too.")
        )
        said = {
            name: st.radio(
                _question(names[name].in_language(language)), list(answers), format_func=answers.__getitem__,
                horizontal=True, key=f"qualifies_{decided}_{name}",
            )
            for name in properties
        }  # fmt: skip
        kind = st.selectbox(
            t("What shows it?"), list(kinds), index=None, format_func=lambda one: kinds[one].in_language(language),
            placeholder=t("Choose one"), key=f"qualifies_{decided}_kind",
        )  # fmt: skip
        reference = st.text_input(
            t("Label, contract number or document"), key=f"qualifies_{decided}_reference", max_chars=200
        )
        if not st.form_submit_button(t("Keep these answers")):
            return
    known = {name: answer for name, answer in said.items() if answer != UNKNOWN}
    if not known or (kind is None and YES in known.values()):
        st.error(t("Answer at least one question, and say with a yes what shows it."), title=t("Nothing was changed"))
        return
    try:
        with st.spinner(t("We are working out your figures again.")):
            for name, answer in known.items():
                part = "100%" if answer == YES else "0%"
                values = {"subject": "category", "key": rule.text, "supplier": rule.supplier or "", "property": name}
                values |= {"low": part, "high": part, "kind": kind or "decision", "reference": reference}
                service.register_typed(app.viewer(), app.monitor(), body, "evidence", values)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("Not registered"))
        return
    number, words = st.session_state[mapping_history.JUST_DONE]
    st.session_state[mapping_history.JUST_DONE] = (number, f"{words} {t('What shows it is kept with the evidence.')}")
    del st.session_state[ASKED]
    st.rerun()


def _question(name: str) -> str:
    return f"{name[:1].upper()}{name[1:]}?"
