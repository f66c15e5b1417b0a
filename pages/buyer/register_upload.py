"""Loading a register: choose a file, see what was understood of it, answer what it cannot tell, and only then keep it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from kpi import service
from kpi.model import Question, Refusal
from pages.parts import app, register_shown
from pages.parts.media import WORKBOOK
from pages.parts.text import t

LARGEST_MB = 20
TYPES = ["xlsx", "xls", "xlsb", "xlsm", "ods", "csv", "txt", "html", "toml"]


def show(context: app.Context, kind: str) -> None:
    """The form for own words ("map") or for a register of evidence."""
    names = service.register_names()
    language = app.language()
    register: str | None = service.OWN_WORDS
    if kind != "map":
        choices = [None, *(name for name in names if name != service.OWN_WORDS)]
        register = st.selectbox(
            t("Which register is it?"), choices,
            format_func=lambda one: names[one].in_language(language).capitalize() if one else t("The columns of the file say it"),
            key="register_kind",
        )  # fmt: skip
    _empty_files(register, language)
    attempt = st.session_state.setdefault("evidence_attempt", 0)
    uploaded = st.file_uploader(
        t("Choose your file"), type=TYPES, max_upload_size=LARGEST_MB, key=f"evidence_file_{attempt}"
    )
    if uploaded is None:
        return
    answers = st.session_state.get(f"register_answers_{attempt}", {})
    try:
        preview = _preview(context.body.id, uploaded.name, uploaded.getvalue(), register, answers)
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("File not read"))
        return
    _understood(preview)
    _questions(preview.file.questions, attempt)
    if preview.may_be_kept and st.button(t("Load the file"), type="primary", key="register_keep"):
        _keep(context.body.id, kind, uploaded.name, uploaded.getvalue(), register, answers)
    _tables(preview)


@st.cache_data(show_spinner=False, max_entries=40)
def _template(register: str, language: str) -> bytes:
    return service.empty_register(register, language)


def _empty_files(register: str | None, language: str) -> None:
    names = service.register_names()
    wanted = [register] if register else [name for name in names if name != service.OWN_WORDS]
    with st.popover(t("Download an empty file")):
        for name in wanted:
            called = names[name].in_language(language)
            st.download_button(
                called.capitalize(), _template(name, language), f"{called.replace(' ', '-')}.xlsx", WORKBOOK,
                key=f"get_{name}", type="tertiary",
            )  # fmt: skip


def _preview(
    body: str, name: str, content: bytes, register: str | None, answers: Mapping[str, str]
) -> service.RegisterPreview:
    """What the file says; read once for the same file, answers and state of the store."""
    viewer, monitor = app.viewer(), app.monitor()
    asked = (
        body,
        name,
        hashlib.sha256(content).hexdigest(),
        register,
        tuple(sorted(answers.items())),
        monitor.store.data_version,
    )
    kept = st.session_state.get("register_preview")
    if kept is None or kept[0] != asked:
        with st.spinner(t("The file is being read.")):
            kept = (asked, service.preview_register(viewer, monitor, body, name, content, register, answers))
        st.session_state["register_preview"] = kept
    found: service.RegisterPreview = kept[1]
    return found


def _understood(preview: service.RegisterPreview) -> None:
    language = app.language()
    found = [*preview.file.findings]
    errors = len(preview.file.understood.errors)
    if errors:
        st.error(
            t("Nothing was stored. Correct the file and choose it again."), title=t("Something in this file is wrong")
        )
    parts = [f"<h2>{t('What was understood')}</h2>", register_shown.understood(language, preview)]
    if found:
        parts.append(register_shown.findings(language, found))
    app.show("".join(parts), "register_understood")
    for text in preview.conflicts:
        st.warning(text.in_language(language), title=t("This would be a conflict"))


def _tables(preview: service.RegisterPreview) -> None:
    language, asked = app.language(), {one.about for one in preview.file.questions}
    for number, table in enumerate(preview.file.tables):
        with st.expander(
            t("Columns and first rows") + (f": {table.sheet}" if table.sheet else ""), expanded=number == 0
        ):
            app.show(
                register_shown.sample(language, table, asked) + register_shown.columns(language, table),
                f"register_table_{number}",
            )


def _questions(questions: tuple[Question, ...], attempt: int) -> None:
    """What the file cannot tell: answered before anything may be kept."""
    if not questions:
        return
    language = app.language()
    with st.form(f"register_questions_{attempt}"):
        chosen = {}
        for one in questions:
            labels = {option: word.in_language(language) for option, word in zip(one.options, one.labels, strict=True)}
            chosen[f"{one.id}:{one.about}"] = st.radio(
                f"{one.about}: {one.why.in_language(language)}", one.options, index=None,
                format_func=labels.__getitem__, key=f"asks_{one.id}_{one.about}",
            )  # fmt: skip
        if st.form_submit_button(t("Use these answers")) and all(chosen.values()):
            earlier = st.session_state.get(f"register_answers_{attempt}", {})
            st.session_state[f"register_answers_{attempt}"] = earlier | chosen
            st.rerun()


def _keep(body: str, kind: str, name: str, content: bytes, register: str | None, answers: Mapping[str, str]) -> None:
    viewer, monitor = app.viewer(), app.monitor()
    try:
        with st.spinner(t("We are working out your figures again.")):
            if kind == "map":
                loaded = service.load_mapping_file(viewer, monitor, body, name, content, answers)
            else:
                loaded = service.load_evidence_file(viewer, monitor, body, name, content, register, answers)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()), title=t("Nothing was changed"))
        return
    st.session_state["evidence_loaded"] = loaded.message
    st.session_state["evidence_attempt"] += 1
    st.rerun()
