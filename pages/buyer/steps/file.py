"""Step 1: which year, which kind of delivery, which file."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Body, Outcome, Refusal, YearState
from pages.buyer.steps import correction, draft, reading
from pages.parts import app, bound, typed
from pages.parts.amounts import exact_euro
from pages.parts.media import WORKBOOK
from pages.parts.text import t

NEW = "new"
LARGEST_MB = 50
FIRST_YEAR = 2015
OVER, KIND, PART, LEDGER = "over", "soort", "deel", "totaal"
"""What was filled in stands in the address, so that a reload shows it again."""

PROVISIONAL, FINAL = "voorlopig", "definitief"
TYPES = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "txt"]


READING = "lezen"
"""In the address while a file is read for the first time: the draft in whose place it was chosen, or NEW."""

TURNED_DOWN = "turned_down"


def draw(context: app.Context, work: draft.Work | None) -> None:
    """The form; with a draft its choices stand in it, and another file may be chosen."""
    if work and READING in st.query_params:
        _read(work, st.query_params[READING])
        return
    form, aside = st.columns([3, 2], gap="large")
    with aside:
        app.show(_needed(), "needed")
        before = f'<a href="{escape(app.link("leveringen"))}">{escape(t("All submissions"))}</a>'
        app.show(f"<p>{before}</p>", "submissions")
        _without_export(context)
    with form:
        year, complete, part = _key(context, work)
        ledger, wrong = _ledger_total(work)
        # In a form the button waits until the file has arrived; outside it could be pressed for the file of before.
        with st.form("spend_file", border=False):
            label = t("Choose your file: Excel (.xlsx, .xls), .ods or .csv, at most 50 MB")
            uploaded = st.file_uploader(
                label, type=TYPES, max_upload_size=LARGEST_MB, key=f"spend_file_{work.id if work else NEW}"
            )
            if work and uploaded is None:
                st.markdown(t("Chosen before: {name}", name=f"**{work.name}**"))
            if TURNED_DOWN in st.session_state:
                reading.refusal(st.session_state.pop(TURNED_DOWN))
            pressed = st.form_submit_button(t("Look at the file"), type="primary")
        if not pressed:
            return
        if wrong:
            return
        if uploaded is None and work is None:
            st.error(t("Choose a file first: Excel, .ods or .csv."), title=t("No file was chosen"))
            return
        if uploaded is None and work is not None:
            draft.keep(work, year=year, part=part, complete=complete, ledger_total=ledger)
            app.go("inlezen", levering=work.id, stap=2)
        assert uploaded is not None
        made = draft.save(
            context.body.id, uploaded.name, uploaded.getvalue(),
            year=year, part=part, complete=complete, ledger_total=ledger, answers={},
        )  # fmt: skip
        app.go("inlezen", levering=made.id, stap=1, **{READING: work.id if work else NEW})


def _read(made: draft.Work, before: str) -> None:
    """The first reading of a file: on to what was found, or back to the form with the reason why it was not read."""
    found = reading.of(made)
    replaced = before if before not in (NEW, made.id) else None
    if found.outcome is Outcome.REFUSE:
        if before != made.id:
            draft.remove(made)
        st.session_state[TURNED_DOWN] = found
        typed_before = {
            OVER: made.year, KIND: FINAL if made.complete else PROVISIONAL,
            PART: None if made.part == draft.WHOLE else made.part,
            LEDGER: None if made.ledger_total is None else exact_euro(app.language(), made.ledger_total),
        }  # fmt: skip
        app.go("inlezen", levering=replaced, stap=1 if replaced else None, **typed_before)
    adopted = correction.adopt(made, found, draft.opened(replaced) if replaced else None)
    app.go("inlezen", levering=adopted.id, stap=2)


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


@st.cache_data(
    show_spinner=False, max_entries=40, hash_funcs={Body: lambda body: [one.name for one in body.departments]}
)
def _empty(language: str, body: Body) -> bytes:
    return service.empty_spend_file(language, body)


def _without_export(context: app.Context) -> None:
    """An empty file to fill in, and an invented one to try."""
    st.markdown(t("No export at hand? Fill in an empty file, or try the example."))
    name, content = service.example_spend_file()
    with st.container(horizontal=True):
        empty = _empty(app.language(), context.body)
        st.download_button(t("Empty file (Excel)"), empty, "uitgaven.xlsx", WORKBOOK, key="empty_spend")
        st.download_button(t("Example file (invented)"), content, name, WORKBOOK, key="example_spend")


def _key(context: app.Context, work: draft.Work | None) -> tuple[int, bool, str]:
    this_year = date.today().year
    years = list(range(this_year, FIRST_YEAR - 1, -1))
    closed = context.years.get(this_year - 1) is YearState.FINAL
    first = bound.chosen(OVER, years, work.year if work else this_year - (0 if closed else 1))
    kind = bound.chosen(KIND, (PROVISIONAL, FINAL), PROVISIONAL if work and not work.complete else FINAL)
    words = {PROVISIONAL: t("Provisional"), FINAL: t("Final")}
    with st.container(horizontal=True):
        year = st.selectbox(
            t("For which year?"), years, index=years.index(first), width=160, key="upload_year",
            on_change=_keep, args=(OVER, "upload_year"),
        )  # fmt: skip
        kind = st.radio(
            t("Kind of delivery"), list(words), index=list(words).index(kind), format_func=words.__getitem__,
            horizontal=True, key="upload_kind", on_change=_keep, args=(KIND, "upload_kind"),
        )  # fmt: skip
    st.markdown(f":small[:gray[{t('Final: with this file the year is complete.')}]]")
    if context.years.get(year) is YearState.FINAL:
        st.warning(
            t("A controller reopens it on the page Submissions, with a reason. Until then nothing can be added."),
            title=t("The year {year} is certified", year=str(year)),
        )
    part = st.text_input(
        t("Part of the year or of the organisation (may stay empty)"),
        value=st.query_params.get(PART, work.part if work and work.part != draft.WHOLE else ""),
        placeholder=t("for example Q1, or social domain"),
        key="upload_part",
        on_change=_keep,
        args=(PART, "upload_part"),
    )
    return year, kind == FINAL, part.strip() or draft.WHOLE


def _keep(parameter: str, key: str) -> None:
    st.query_params[parameter] = str(st.session_state[key])


def _ledger_total(work: draft.Work | None) -> tuple[int | None, bool]:
    """The total that was typed, echoed under the field; and whether it could not be read."""
    before = work.ledger_total if work else None
    written = st.text_input(
        t("Total according to your administration (may stay empty)"),
        value=st.query_params.get(LEDGER, "" if before is None else exact_euro(app.language(), before)),
        placeholder=t("for example 145.217.884,12"),
        key="upload_ledger",
        on_change=_keep,
        args=(LEDGER, "upload_ledger"),
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
