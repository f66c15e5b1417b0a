"""Evidence: load what shows that spend meets an ambition, and see what is registered."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Refusal
from pages.buyer import register_conflicts, register_list, register_typed, register_upload
from pages.parts import app, choice, frame, notices, registered, templates
from pages.parts.text import t

LARGEST_MB = 20
REGISTERS = ("map", "evidence")


@dataclass(frozen=True)
class Kind:
    """A kind of file: how it is called, what it is for, and what it looks like."""

    name: str
    purpose: str
    examples: tuple[templates.Template, ...]


def kinds() -> dict[str, Kind]:
    """The kinds of files, what is brought most often first."""
    return {
        "evidence": Kind(
            t("A register"),
            t(
                "Contracts, certificates and statements of suppliers, lists of suppliers, quantities, or evidence of your own: a "
                "spreadsheet as you have it. You see what was understood before anything is stored."
            ),
            (),
        ),
        "map": Kind(
            t("Categories of our own words"),
            t("Which category your own texts and suppliers stand for, and which of them are no procurement."),
            (),
        ),
        "commit": Kind(t("A commitment"), t("One decision on one ambition, as a text file."), (templates.COMMITMENT,)),
        "body": Kind(
            t("The organisation itself"),
            t("Name, size and departments, with the names that your files use for them."),
            (templates.BODY,),
        ),
    }


def main() -> None:
    """The form to load a file, and what is registered."""
    context = app.context()
    if context is not None:
        choice.show(context, departments=False)
    app.show(f"{frame.trail('bewijs')}<h1>{escape(t('What shows that we keep our promises'))}</h1>", "headline")
    if told := st.session_state.pop("evidence_loaded", None):
        st.success(told.in_language(app.language()), title=t("Loaded"))
    if context is not None:
        register_conflicts.show(context)
    _load(context)
    if context is not None:
        register_typed.show(context)
        notices.show(context)
        link = f'<a href="{escape(app.link("steekproef"))}">{escape(t("Check a random part of what is claimed"))}</a>'
        app.show(f"<p>{link}</p>", "to_sample")
        _registered(context)


def _load(context: app.Context | None) -> None:
    known = kinds()
    possible = list(known) if context else ["body"]
    chosen = st.radio(
        t("Which kind of file?"),
        possible,
        format_func=lambda one: known[one].name,
        horizontal=True,
        key="evidence_kind",
    )
    st.markdown(known[chosen].purpose)
    if chosen in REGISTERS and context is not None:
        register_upload.show(context, chosen)
        return
    with st.container(horizontal=True):
        for template in known[chosen].examples:
            st.download_button(
                t("Empty file: {name}", name=template.name), template.text, template.name, key=f"get_{template.name}"
            )
    attempt = st.session_state.setdefault("evidence_attempt", 0)
    with st.form("evidence_file", border=False):
        uploaded = st.file_uploader(
            t("Choose your file"), type=["toml"], max_upload_size=LARGEST_MB, key=f"evidence_file_{attempt}"
        )
        pressed = st.form_submit_button(t("Load the file"), type="primary")
    if pressed:
        if uploaded is None:
            st.error(t("Choose a file first."), title=t("No file was chosen"))
            return
        try:
            loaded = _load_as(chosen, context, uploaded.name, uploaded.getvalue())
        except Refusal as refused:
            st.error(refused.message.in_language(app.language()), title=t("File not read"))
            return
        st.session_state["evidence_loaded"] = loaded.message
        st.session_state["evidence_attempt"] = attempt + 1
        st.rerun()


def _load_as(kind: str, context: app.Context | None, name: str, content: bytes) -> service.Loaded:
    viewer, monitor = app.viewer(), app.monitor()
    if kind == "body" or context is None:
        return service.load_body_file(viewer, monitor, name, content)
    return service.load_commitment_file(viewer, monitor, context.body.id, name, content)


def _registered(context: app.Context) -> None:
    language, viewer, monitor = app.language(), app.viewer(), app.monitor()
    known = service.knowledge(viewer, monitor, context.body.id)
    files = service.knowledge_files(viewer, monitor, context.body.id)
    items = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(number)}</dd>"
        for name, number in registered.counts(language, known).items()
    )
    app.show(f'<h2>{escape(t("What is registered"))}</h2><dl class="terms">{items}</dl>', "counts")
    register_list.show(context)
    parts = {
        t("Own words"): registered.mapping_table(language, known.mapping),
        t("Loaded files"): registered.files_table(language, files),
    }
    for position, (name, markup) in enumerate(parts.items()):
        with st.expander(name):
            st.markdown(f":small[:gray[{t('The first {number}.', number=str(registered.SHOWN))}]]")
            app.show(markup, f"registered_{position}")


main()
