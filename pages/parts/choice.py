"""The context button: one button for organisation, year and department, kept in the address."""

from __future__ import annotations

import streamlit as st

from kpi import service
from kpi.language import text
from kpi.model import Body
from pages.parts import app, frame, numbers
from pages.parts.text import t

WHOLE = "*"
"""The choice of all departments; the id of a department is never this, and "" is an unknown one."""


def label(language: str, context: app.Context, departments: bool = True) -> str:
    """ "Gemeente Voorbeeldstad · 2025 (definitief) · alle afdelingen"."""
    parts = [context.body.name]
    if context.year is not None:
        parts.append(period(language, context, context.year))
    if departments and context.body.departments:
        parts.append(department_name(language, context.body, context.department))
    return " · ".join(parts)


def period(language: str, context: app.Context, year: int) -> str:
    """A year of this body with how far it is: "2026 (voorlopig, t/m september)"."""
    return numbers.period(language, year, context.years.get(year), context.until.get(year))


def department_name(language: str, body: Body, department: str | None, year: int | None = None) -> str:
    """The name of a department, as it was in a year where one is given; also of all together (None) and of lines without one ("")."""
    if department is None:
        return text(language, "all departments")
    if department == "":
        return text(language, "department unknown")
    known = next((one for one in body.departments if one.id == department), None)
    if known is None:
        return department
    present = known.name if year is None else known.name_in(year)
    return known.name_en if language == "en" and known.name_en and present == known.name else present


def show(context: app.Context, organisations: bool = True, departments: bool = True) -> None:
    """The button with its choices. Each choice goes into the address, so that the page can be mailed."""
    said = label(app.language(), context, departments)
    with frame.top(), st.popover(said, icon=":material/tune:", key="context", wrap=True):
        _choices(context, organisations, departments)
    if context.body.fictional:
        frame.fictional_notice()
    if context.year is not None:
        _unknown(context, context.year)


def _unknown(context: app.Context, year: int) -> None:
    """That the year or the department of the address is not there, and what is shown in its place."""
    language = app.language()
    if "jaar" in context.unknown:
        frame.shown_instead(
            t(
                "There are no figures of {body} for “{asked}”",
                body=context.body.name,
                asked=frame.asked(context.unknown["jaar"]),
            ),
            t("You see {shown}. Choose another year above.", shown=period(language, context, year)),
        )
    if "afd" in context.unknown:
        frame.shown_instead(
            t("The department “{asked}” is not known here", asked=frame.asked(context.unknown["afd"])),
            t("You see {shown}. Choose another department above.", shown=department_name(language, context.body, None)),
        )


def _choices(context: app.Context, organisations: bool, departments: bool) -> None:
    language, body = app.language(), context.body
    if organisations:
        everyone = {known.id: known.name for known in app.bodies()}
        _choose("org", t("Organisation"), list(everyone), body.id, everyone.__getitem__)
    if context.year is not None:
        years = sorted(context.years, reverse=True)
        names = {year: period(language, context, year) for year in years}
        _choose("jaar", t("Year"), years, context.year, names.__getitem__)
    if departments and body.departments:
        options = [WHOLE, *(known.id for known in body.departments), *([""] if _has_unknown(context) else [])]
        chosen = WHOLE if context.department is None else context.department
        _choose(
            "afd",
            t("Department"),
            options if chosen in options else [*options, chosen],
            chosen,
            lambda one: department_name(language, body, None if one == WHOLE else one),
        )


def _has_unknown(context: app.Context) -> bool:
    if context.year is None:
        return False
    return "" in service.department_spend(app.viewer(), app.opened(), context.body.id, context.year)


def _choose(parameter: str, name: str, options: list, now: object, written) -> None:
    key = f"context_{parameter}"
    st.session_state[key] = now
    st.selectbox(name, options, key=key, format_func=written, on_change=_keep, args=(parameter, key))


def _keep(parameter: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen == WHOLE:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = app.told(str(chosen)) or ""
    if parameter == "org":
        for one in ("afd", "jaar"):
            st.query_params.pop(one, None)
        st.session_state.pop("chosen_jaar", None)
