"""The versions of a definition: what changed, when and why, and what each makes of the figures of a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import streamlit as st

from kpi import service
from kpi.language import day, text
from kpi.model import Figure, Indicator, Viewer
from pages.parts import app, numbers
from pages.parts.tables import Heading, table
from pages.parts.text import t


def show(viewer: Viewer, monitor: service.Monitor, indicator: Indicator, body: str | None) -> None:
    """The history of an indicator; with a body, on asking, the figures by each version."""
    language = app.language()
    found = service.versions(viewer, monitor, indicator.id, body)
    app.show(history(language, found), f"versions_{indicator.id}")
    if len(found) < 2 or body is None:
        return
    key = f"versions_of_{indicator.id}"
    if st.button(t("See what each version makes of our figures"), key=f"button_{key}"):
        st.session_state[key] = True
    if key in st.session_state:
        made = {
            one.indicator.version: service.figures_by_version(
                viewer, monitor, body, indicator.id, one.indicator.version
            )
            for one in found
        }
        app.show(figures(language, made), key)


def history(language: str, found: Sequence[service.IndicatorVersion]) -> str:
    """Every version, newest first: from when and why it holds, and what it says otherwise than the one before."""
    parts = [f"<h3>{escape(text(language, 'Versions'))}</h3>"]
    for one in reversed(found):
        since = text(language, "since {day}", day=day(language, one.since)) if one.since else ""
        number = text(language, "Version {version}", version=str(one.indicator.version))
        title = ", ".join(filter(None, (number, since, one.by)))
        reason = one.reason.in_language(language) if one.reason else ""
        parts.append(f'<p class="spaced"><b>{escape(title)}</b>{f"<br/>{escape(reason)}" if reason else ""}</p>')
        if one.changes:
            parts.append(_changes(language, number, one))
    return "".join(parts)


def _changes(language: str, number: str, version: service.IndicatorVersion) -> str:
    headings = [Heading(text(language, "What")), Heading(text(language, "Before")), Heading(text(language, "Now"))]
    rows = [
        tuple(escape(said.in_language(language)) for said in (change.term, change.before, change.after))
        for change in version.changes
    ]
    return table(text(language, "What {version} changed", version=number), headings, rows)


def figures(language: str, made: Mapping[int, Sequence[Figure]]) -> str:
    """Proven and possible by year and version, of the body as a whole."""
    headings = [
        Heading(text(language, "Year")),
        *(Heading(text(language, "Version {version}", version=str(version)), "number") for version in made),
    ]
    by_year = {version: {figure.year: figure for figure in found} for version, found in made.items()}
    years = sorted({year for found in by_year.values() for year in found}, reverse=True)
    rows = [
        (
            str(year),
            *(escape(numbers.interval(language, found[year])) if year in found else "–" for found in by_year.values()),
        )
        for year in years
    ]
    said = (
        text(language, "Proven to possible, by each version. Only the latest one is used in the figures.")
        if len(made) > 1
        else text(language, "From proven to possible.")
    )
    return f'<p class="small">{escape(said)}</p>' + table(text(language, "Figures by version"), headings, rows)


def changed(language: str, indicators: Sequence[tuple[Indicator, str]]) -> str:
    """The indicators with an earlier version, each with the address of its history; nothing where there are none."""
    if not indicators:
        return ""
    items = "".join(
        f'<li><a href="{escape(link)}">{escape(one.name.in_language(language))}</a> '
        f"({escape(text(language, 'version {version}', version=str(one.version)))})</li>"
        for one, link in indicators
    )
    return f'<h2 class="later">{escape(text(language, "Changed definitions"))}</h2><ul class="links">{items}</ul>'
