"""Suppliers: which names were put together, which may be one, and what was decided about them."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.model import Refusal
from pages.parts import app, choice, frame, supplier_names
from pages.parts.literal import literally
from pages.parts.text import t

PER_PAGE = 10


def main() -> None:
    """The proposals in order of euros, the decisions, and the names that were put together."""
    context = app.context()
    if context is None or context.year is None:
        frame.no_spend(t("There are no suppliers yet"))
        return
    choice.show(context, departments=False)
    language, body = app.language(), context.body.id
    found = service.suppliers(app.viewer(), app.monitor(), body)
    app.show(
        f"{frame.trail('leveranciers')}<h1>{escape(supplier_names.headline(language, found))}</h1>"
        f'<p class="lead">{escape(supplier_names.lead(language, found))}</p>' + supplier_names.persons(language, found),
        "headline",
    )
    _near(body, found)
    _decided(body, found)
    if any(len(one.names) > 1 for one in found.listed):
        st.header(t("Put together"), anchor=False)
        st.markdown(f":small[:gray[{t('The first {number}.', number=str(supplier_names.SHOWN))}]]")
        app.show(supplier_names.together_table(language, found.listed), "together")


def _near(body: str, found: service.Suppliers) -> None:
    """Pairs with nearly the same name, a few at a time."""
    st.header(t("One supplier or two?"), anchor=False)
    if not found.near:
        st.markdown(t("No two names are nearly the same."))
        return
    st.markdown(t("The pair with the most euros at stake stands first. About one pair in ten is two suppliers."))
    pages = -(-len(found.near) // PER_PAGE)
    page = min(st.session_state.get("near_page", 1), pages)
    for position, pair in enumerate(found.near[(page - 1) * PER_PAGE : page * PER_PAGE]):
        first, second = pair.first, pair.second
        with st.container(border=True):
            app.show(supplier_names.pair_table(app.language(), pair), f"pair_{position}")
            with st.container(horizontal=True):
                names = {"first": literally(first.name), "second": literally(second.name)}
                if st.button(t("One: {first} and {second}", **names), key=f"same_{position}", wrap=True):
                    _decide(body, first.key, second.key, True)
                if st.button(t("Two: {first} and {second}", **names), key=f"two_{position}", wrap=True):
                    _decide(body, first.key, second.key, False)
    if pages > 1:
        st.pagination(pages, key="near_page")


def _decided(body: str, found: service.Suppliers) -> None:
    if not found.decided:
        return
    st.header(t("Decided"), anchor=False)
    for position, one in enumerate(reversed(found.decided)):
        words = supplier_names.decided_words(app.language(), one)
        said, undo = st.columns((3, 2), vertical_alignment="center")
        with said:
            app.show(f'<p class="small">{escape(words)}</p>', f"decided_{position}")
        what = literally(f"{one.first} · {one.second}")
        with undo:
            if st.button(t("Undo: {what}", what=what), key=f"undo_{position}", type="tertiary", wrap=True):
                _decide(body, one.pair.first, one.pair.second, None)


def _decide(body: str, first: str, second: str, same: bool | None) -> None:
    try:
        with st.spinner(t("We are working out your figures again.")):
            service.decide_supplier(app.viewer(), app.monitor(), body, first, second, same)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    st.rerun()


main()
