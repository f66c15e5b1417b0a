"""Step 1: which year, which kind of delivery, which file."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from kpi.model import Outcome, Refusal, YearState
from pages.buyer.steps import correction, draft, reading
from pages.parts import app, typed
from pages.parts.amounts import exact_euro
from pages.parts.text import t

NEW = "new"
LARGEST_MB = 50
FIRST_YEAR = 2015
TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt"]


def draw(context: app.Context, work: draft.Work | None) -> None:
    """The form; with a draft its choices stand in it, and another file may be chosen."""
    form, aside = st.columns([3, 2], gap="large")
    with aside:
        app.show(_needed(), "needed")
    with form:
        year, complete, part = _key(context, work)
        label = t("Choose your file: Excel (.xlsx, .xls), .ods or .csv, at most 50 MB")
        uploaded = st.file_uploader(
            label, type=TYPES, max_upload_size=LARGEST_MB, key=f"spend_file_{work.id if work else NEW}"
        )
        if work and uploaded is None:
            st.markdown(t("Chosen before: {name}", name=f"**{work.name}**"))
        ledger, wrong = _ledger_total(work)
        if not st.button(t("Look at the file"), type="primary"):
            return
        if wrong:
            return
        if uploaded is None and work is None:
            st.error(t("Choose a file first: Excel, .ods or .csv."), title=t("No file was chosen"))
            return
        made = draft.save(
            context.body.id,
            uploaded.name if uploaded else work.name,  # type: ignore[union-attr]
            uploaded.getvalue() if uploaded else work.content,  # type: ignore[union-attr]
            year=year,
            part=part,
            complete=complete,
            ledger_total=ledger,
            answers=work.answers if work and uploaded is None else {},
            corrects=work.corrects if work and uploaded is None else None,
        )
        found = reading.of(made)
        if found.outcome is Outcome.REFUSE:
            if work is None or work.id != made.id:
                draft.remove(made)
            reading.refusal(found)
            return
        if uploaded is not None:
            made = correction.adopt(made, found, work)
        app.go("inlezen", levering=made.id, stap=2)


def _needed() -> str:
    parts = (
        (
            t("What you need"),
            t("A list of paid invoices, as it comes out of your finance system. You need not change anything."),
            t(
                "Needed: supplier, amount, date and department. Useful: invoice number, Chamber of Commerce number, "
                "category or CPV code and contract number."
            ),
        ),
        (
            t("What we do not keep"),
            t(
                "Bank account numbers, addresses and citizen service numbers are taken out at once. Names of persons "
                "are withheld."
            ),
        ),
    )
    inside = "".join(
        f"<h2>{escape(title)}</h2>" + "".join(f"<p>{escape(words)}</p>" for words in said) for title, *said in parts
    )
    return f'<div class="panel needed">{inside}</div>'


def _key(context: app.Context, work: draft.Work | None) -> tuple[int, bool, str]:
    this_year = date.today().year
    years = list(range(this_year, FIRST_YEAR - 1, -1))
    closed = context.years.get(this_year - 1) is YearState.FINAL
    first = work.year if work else this_year - (0 if closed else 1)
    with st.container(horizontal=True):
        year = st.selectbox(t("For which year?"), years, index=years.index(first), width=160, key="upload_year")
        kinds = [t("Provisional"), t("Final")]
        kind = st.radio(
            t("Kind of delivery"), kinds, index=0 if work and not work.complete else 1, horizontal=True, key="upload_kind",
        )  # fmt: skip
    st.markdown(f":small[:gray[{t('Final: with this file the year is complete.')}]]")
    if context.years.get(year) is YearState.FINAL:
        st.warning(
            t("A controller reopens it on the page Submissions, with a reason. Until then nothing can be added."),
            title=t("The year {year} is certified", year=str(year)),
        )
    part = st.text_input(
        t("Part of the year or of the organisation (may stay empty)"),
        value=work.part if work and work.part != draft.WHOLE else "",
        placeholder=t("for example Q1, or social domain"),
        key="upload_part",
    )
    return year, kind == kinds[1], part.strip() or draft.WHOLE


def _ledger_total(work: draft.Work | None) -> tuple[int | None, bool]:
    """The total that was typed, echoed under the field; and whether it could not be read."""
    before = work.ledger_total if work else None
    written = st.text_input(
        t("Total according to your administration (may stay empty)"),
        value="" if before is None else exact_euro(app.language(), before),
        placeholder=t("for example 145.217.884,12"),
        key="upload_ledger",
    )
    try:
        total = typed.amount(written)
    except Refusal as refused:
        st.error(refused.message.in_language(app.language()))
        return None, True
    note = t("If you fill this in, we check whether the file is complete.")
    if total is not None:
        note = t("We read: {amount}", amount=exact_euro(app.language(), total))
    st.markdown(f":small[:gray[{note}]]")
    return total, False
