"""What belongs to a year beside its submissions: missing parts, the kind of year, and what was done to it by whom."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from kpi.language import day
from kpi.model import Body
from kpi.wording import person
from pages.parts import app, deliveries
from pages.parts.cited import in_dutch
from pages.parts.tables import Heading, table
from pages.parts.text import language, t


def show(body: Body, year: int) -> None:
    """Sentences below the list of a year, and its trail."""
    found = service.year_parts(app.viewer(), app.monitor(), body.id, year)
    said = []
    if found.missing:
        said.append(t("Expected and not there yet: {parts}.", parts=", ".join(found.missing)))
    if found.certify_again:
        said.append(again(body))
    if found.year_basis:
        said.append(t("{year} is a {kind}.", year=str(year), kind=service.year_basis_names()[found.year_basis]))
    app.show("".join(f'<p class="small">{escape(one)}</p>' for one in said), f"notes_{year}")
    events = service.year_events(app.viewer(), app.monitor(), body.id, year)
    with st.expander(t("What was done to {year}", year=str(year)), icon=":material/history:"):
        app.show(trail(language(), events, year), f"trail_{year}")


def again(body: Body) -> str:
    """That a year must be certified anew, and by whom."""
    if body.certifiers:
        return t(
            "This year was certified before and changed since. It must be certified again, by one of: {names}.",
            names=", ".join(sorted(body.certifiers)),
        )
    return t(
        "This year was certified before and changed since. It must be certified again, by a controller who did not submit it."
    )


def trail(lang: str, events: list[service.YearEvent], year: int) -> str:
    """The events as a table, the latest first."""
    names = service.event_names()
    headings = [Heading(t("On")), Heading(t("What")), Heading(t("Part")), Heading(t("Who")), Heading(t("Reason"))]
    rows = [
        [
            escape(day(lang, one.at.date(), short=True)),
            escape(names[one.action].in_language(lang)),
            escape(f"{deliveries.part_name(lang, one.part)} · {t('version {version}', version=str(one.version))}"),
            escape(person(lang, one.who)),
            in_dutch(lang, one.reason or "–"),
        ]
        for one in reversed(events)
    ]
    return table(t("What was done to {year}", year=str(year)), headings, rows)
