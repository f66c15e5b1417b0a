"""The fields of an organisation; each function draws its own and gives the body as it was filled in."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace

import pandas as pd
import streamlit as st

from kpi import service
from kpi.language import MONTHS, day
from kpi.model import YEAR_BASES, Body
from pages.parts import app, bodies
from pages.parts.text import t

LEAP_YEAR = 2024


def itself(body: Body) -> Body:
    """Name, inhabitants, size class, province, and whether its contract register is complete."""
    language = app.language()
    st.header(t("The organisation"), anchor=False)
    name = st.text_input(t("Name"), value=body.name, key=f"name_{body.id}").strip()
    st.markdown(f":small[:gray[{bodies.kind_word(language, body.kind)} · {body.id}]]")
    classes = service.size_classes(body.kind)
    size_class = body.size_class
    inhabitants = body.inhabitants
    if classes:
        typed_inhabitants = st.text_input(
            t("Inhabitants"), value="" if inhabitants is None else str(inhabitants), key=f"inhabitants_{body.id}"
        )
        digits = "".join(letter for letter in typed_inhabitants if letter.isdigit())
        inhabitants = int(digits) if digits else None
        options = [None, *classes]
        size_class = st.selectbox(
            t("Size class"),
            options,
            index=options.index(size_class) if size_class in options else 0,
            format_func=lambda one: classes[one].in_language(language) if one else t("follows from the inhabitants"),
            key=f"size_{body.id}",
        )
    province = st.text_input(t("Province"), value=body.province or "", key=f"province_{body.id}").strip() or None
    register = st.checkbox(
        t("The contract register is complete: spend without a contract number has no contract"),
        value=body.contract_register_complete,
        key=f"register_{body.id}",
    )
    return replace(
        body, name=name or body.name, inhabitants=inhabitants, size_class=size_class, province=province,
        contract_register_complete=register,
    )  # fmt: skip


def calendar(body: Body) -> Body:
    """The day in the year after by which a year is due."""
    st.header(t("When it reports"), anchor=False)
    month, day_of_month = (int(part) for part in (body.report_by or "00-00").split("-"))
    months = [0, *range(1, 13)]
    names = MONTHS[app.language()]
    with st.container(horizontal=True):
        new_day = st.selectbox(
            t("Day"), list(range(1, 32)), index=max(day_of_month, 1) - 1, width=120, key=f"day_{body.id}"
        )
        new_month = st.selectbox(
            t("Month of the year after"),
            months,
            index=months.index(month),
            format_func=lambda one: names[one - 1] if one else t("no date agreed"),
            width=240,
            key=f"month_{body.id}",
        )
    bases = service.year_basis_names()
    basis = st.selectbox(
        t("A year is"),
        YEAR_BASES,
        index=YEAR_BASES.index(body.year_basis),
        format_func=lambda one: bases[one].in_language(app.language()),
        help=t("Holds for years that are submitted from now on. Years of different kinds are never compared."),
        width=240,
        key=f"year_basis_{body.id}",
    )
    parts = st.text_input(
        t("Parts in which a year is submitted (separated by semicolons; empty: no fixed parts)"),
        value="; ".join(body.parts),
        placeholder="Q1; Q2; Q3; Q4",
        key=f"parts_{body.id}",
    )
    named = tuple(dict.fromkeys(" ".join(part.split()) for part in parts.split(";") if part.strip()))
    body = replace(body, year_basis=basis, parts=named)
    if not new_month:
        return replace(body, report_by=None)
    last_day = monthrange(LEAP_YEAR, new_month)[1]
    return replace(body, report_by=f"{new_month:02d}-{min(new_day, last_day):02d}")


def departments(body: Body) -> Body:
    """The departments with the names that files use for them."""
    st.header(t("Departments"), anchor=False)
    notes = [
        t("Other names are the texts that your files use for a department; separate them with a semicolon."),
        t(
            "A department that ended has a last day, and the id of the one that it went on in; with several ids it was divided."
        ),
        t("A former name has its last day behind it: Groen (2019-12-31)."),
    ]
    st.markdown(f":small[:gray[{' '.join(notes)}]]")
    columns = ["name", "aliases", "valid_from", "valid_to", "successors", "former_names", "name_en", "id"]
    frame = pd.DataFrame(bodies.rows_of(body.departments), columns=columns)
    days = {name: pd.to_datetime(frame[name]) for name in ("valid_from", "valid_to")}
    edited = st.data_editor(
        frame.astype(dict.fromkeys(set(columns) - days.keys(), "string")).assign(**days),
        num_rows="dynamic",
        hide_index=True,
        column_config={
            "name": st.column_config.TextColumn(t("Name"), required=True),
            "aliases": st.column_config.TextColumn(t("Other names")),
            "valid_from": st.column_config.DateColumn(t("From")),
            "valid_to": st.column_config.DateColumn(t("Last day")),
            "successors": st.column_config.TextColumn(t("Goes on in (id)")),
            "former_names": st.column_config.TextColumn(t("Former names")),
            "name_en": st.column_config.TextColumn(t("Name in English")),
            "id": st.column_config.TextColumn(t("Id (made from the name)")),
        },
        placeholder="–",
        alt=t("Departments"),
        key=f"departments_{body.id}",
    )
    rows = [
        {name: None if pd.isna(value) else value for name, value in row.items()} for row in edited.to_dict("records")
    ]
    return replace(body, departments=bodies.departments_of(rows))


def succession(body: Body) -> Body:
    """Until when it existed and in whom it went on; and what went on in it."""
    st.header(t("Merging and dividing"), anchor=False)
    language = app.language()
    others = {one.id: one.name for one in app.bodies() if one.id != body.id}
    said = [
        t("{name} went on here after {day}.", name=one.name, day=day(language, one.valid_to))
        for one in app.bodies()
        if one.successors == (body.id,) and one.valid_to
    ]
    for one in service.known_mergers(body):
        words = (
            t(
                "According to the register a part of {before} went to {after} on {day}.",
                before=one.before,
                after=one.after,
                day=day(language, one.day),
            )
            if one.divided
            else t(
                "According to the register {before} merged into {after} on {day}.",
                before=one.before,
                after=one.after,
                day=day(language, one.day),
            )
        )
        said.append(words)
    note = t(
        "After a merger the years of this organisation count in the series of its successor, whose people may then see its figures. "
        "With several successors it was divided: its years stay apart."
    )
    st.markdown(" ".join([f":small[:gray[{note}]]", *said]))
    with st.container(horizontal=True):
        last = st.date_input(
            t("Last day"), value=body.valid_to, format="DD-MM-YYYY", width=180, key=f"last_day_{body.id}"
        )
        after = st.multiselect(
            t("Went on in"),
            list(others),
            default=[one for one in body.successors if one in others],
            format_func=others.__getitem__,
            placeholder=t("Choose an organisation"),
            width=360,
            key=f"successors_{body.id}",
        )
    return replace(body, valid_to=last, successors=tuple(after))


def consent(body: Body) -> Body:
    """On which indicators the body may be named to others."""
    st.header(t("Who may see its name"), anchor=False)
    st.markdown(t("A body is named to others only if it has given consent itself."))
    language = app.language()
    names = {one.id: one.name.in_language(language) for one in service.indicators(app.viewer(), app.monitor())}
    all_of_them = st.checkbox(t("On every ambition"), value="*" in body.consent, key=f"consent_all_{body.id}")
    some = st.multiselect(
        t("Only on these ambitions"),
        list(names),
        default=sorted(body.consent & names.keys()),
        format_func=names.__getitem__,
        placeholder=t("Choose ambitions"),
        key=f"consent_{body.id}",
    )
    return replace(body, consent=frozenset({"*"} if all_of_them else some))


def people(body: Body) -> Body:
    """Who may submit and who may certify."""
    st.header(t("Who submits, who certifies"), anchor=False)
    st.markdown(t("One name a line. Whoever submitted a file never certifies it."))
    submitters = st.text_area(
        t("May submit (empty: everyone in procurement)"),
        value="\n".join(sorted(body.submitters)),
        key=f"submitters_{body.id}",
    )
    certifiers = st.text_area(
        t("May certify (empty: every controller)"),
        value="\n".join(sorted(body.certifiers)),
        key=f"certifiers_{body.id}",
    )
    return replace(body, submitters=bodies.names_of(submitters), certifiers=bodies.names_of(certifiers))
