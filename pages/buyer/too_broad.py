"""On Classify: texts that were classified too broadly for what was promised, with the narrower categories to choose from."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.language import plural
from kpi.model import MappingRule, Refusal
from kpi.service.definitions import category_name
from pages.parts import app
from pages.parts.literal import literally
from pages.parts.numbers import euro_of_cents
from pages.parts.text import t

JUST_DONE = "classified_now"
SHOWN = 20


def draw(context: app.Context) -> None:
    """Nothing where every category says of every promise whether it is about it."""
    assert context.year is not None
    language, body = app.language(), context.body.id
    found = service.too_broad(app.viewer(), app.opened(), body, context.year, context.department)
    if not found:
        return
    title = plural(
        language,
        "{number} text is too broad for an ambition",
        "{number} texts are too broad for an ambition",
        len(found),
    )
    with st.expander(title, key="too_broad"):
        st.markdown(t("Their category leaves open whether the ambition is about them. Choose a narrower one."))
        for place, one in enumerate(found[:SHOWN]):
            named = ", ".join(name.in_language(language) for name in one.ambitions)
            st.markdown(
                f"**{euro_of_cents(language, one.cents)} · {literally(one.text)}**: {literally(_called(one.cpv))}  \n"
                f":small[:gray[{literally(t('For: {ambitions}', ambitions=named))}]]"
            )
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.selectbox(
                    t("Narrower category"), one.finer, index=None, format_func=_called, key=f"finer_{place}_{one.text}",
                    placeholder=t("Choose a category"), width=420,
                )  # fmt: skip
                st.button(
                    t("Save"), key=f"finer_save_{place}", on_click=_save, args=(body, one, f"finer_{place}_{one.text}")
                )


def _called(code: str) -> str:
    return f"{code} {category_name(code).in_language(app.language())}"


def _save(body: str, one: service.TooBroad, key: str) -> None:
    chosen = st.session_state[key]
    if chosen is None:
        st.session_state[JUST_DONE] = (None, t("Choose a narrower category first."))
        return
    try:
        number = service.add_mapping(app.viewer(), app.opened(), body, [MappingRule(one.text, None, cpv=chosen)])
    except Refusal as refused:
        st.session_state[JUST_DONE] = (None, refused.message.in_language(app.language()))
        return
    st.session_state[JUST_DONE] = (
        number,
        t("{text}: classified as {category}.", text=one.text, category=_called(chosen)),
    )
