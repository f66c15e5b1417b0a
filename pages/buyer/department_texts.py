"""What the texts of files mean: the worklist of department texts, most euros first, and what was chosen before."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import day
from kpi.model import Body, Refusal
from kpi.wording import person
from pages.parts import app
from pages.parts.numbers import euro_of_cents
from pages.parts.tables import Heading, table
from pages.parts.text import language, plural, t

AT_ONCE = 12
DONE = "departments_chosen"


def show(body: Body) -> None:
    """The section of the page; nothing for a body without departments."""
    if not body.departments:
        return
    work = service.department_work(app.viewer(), app.monitor(), body.id)
    choices = service.department_choices(app.viewer(), app.monitor(), body.id)
    st.header(t("Departments in your files"), anchor=False)
    measured = st.session_state.pop(DONE, None)
    if measured is not None:
        st.success(
            plural("{number} submission was measured again.", "{number} submissions were measured again.", measured),
            title=t("Saved"),
        )
    _open(body, work)
    if choices:
        _chosen(body, choices)


def _open(body: Body, work: service.DepartmentWork) -> None:
    if work.nameless.rows:
        amount = euro_of_cents(language(), work.nameless.cents or 0)
        without = plural(
            "{number} line names no department, together {amount}.",
            "{number} lines name no department, together {amount}.",
            work.nameless.rows,
            amount=amount,
        )
        st.markdown(f"{without} {t('These stay “department unknown”.')}".replace("$", r"\$"))
    if not work.texts:
        st.markdown(t("Every department text of your files has a department."))
        return
    st.markdown(
        plural(
            "{number} text means no department of yours yet; the most euros first. It counts as “department unknown”.",
            "{number} texts mean no department of yours yet; the most euros first. They count as “department unknown”.",
            len(work.texts),
        )
    )
    names = {one.id: one.name for one in body.departments}
    chosen: dict[str, str | None] = {}
    with st.form("department_texts", border=False):
        for one in work.texts[:AT_ONCE]:
            years = ", ".join(map(str, one.years))
            lines = plural("{number} row", "{number} rows", one.lines)
            chosen[one.text] = st.selectbox(
                f"{one.text} · {euro_of_cents(language(), one.cents)} · {lines} · {years}".replace("$", r"\$"),
                list(names),
                index=None,
                format_func=names.__getitem__,
                placeholder=t("Choose a department"),
                key=f"department_of_{body.id}_{one.text}",
            )
        if st.form_submit_button(t("Save these choices")):
            _do(lambda: service.choose_departments(app.viewer(), app.monitor(), body.id, _filled(chosen)))


def _filled(chosen: dict[str, str | None]) -> dict[str, str]:
    return {text: department for text, department in chosen.items() if department}


def _chosen(body: Body, choices: list[service.DepartmentChoice]) -> None:
    names = {one.id: one.name for one in body.departments}
    headings = [Heading(t("Text in the file")), Heading(t("Department")), Heading(t("Chosen by")), Heading(t("On"))]
    rows = [
        [
            escape(one.text),
            escape(names.get(one.department, one.department)),
            escape(person(language(), one.chosen_by)),
            escape(day(language(), one.chosen_at.date(), short=True)),
        ]
        for one in choices
    ]
    with st.expander(t("What you chose before"), icon=":material/history:"):
        app.show(table(t("What you chose before"), headings, rows), "department_choices")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            text = st.selectbox(t("Take a choice back"), [one.text for one in choices], key=f"undo_of_{body.id}")
            if st.button(t("Undo"), key="undo_department"):
                _do(lambda: service.undo_department(app.viewer(), app.monitor(), body.id, text))


def _do(act) -> None:  # type: ignore[no-untyped-def]
    try:
        st.session_state[DONE] = act()
    except Refusal as refused:
        st.error(refused.message.in_language(language()), title=t("Nothing was changed"))
        return
    st.rerun()
