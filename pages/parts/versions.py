"""The versions of a definition: what changed, when and why, and what each makes of the figures of a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from kpi import service
from kpi.language import day, plural, text
from kpi.model import Figure, Indicator, Viewer
from kpi.wording import person
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
        title = ", ".join(filter(None, (number, since, person(language, one.by))))
        reason = one.reason.in_language(language) if one.reason else ""
        parts.append(f'<p class="spaced"><b>{escape(title)}</b>{f"<br/>{escape(reason)}" if reason else ""}</p>')
        if one.changes:
            parts.append(_changes(language, one))
    return "".join(parts)


def _changes(language: str, version: service.IndicatorVersion) -> str:
    """What stood there before, and what stands there now."""
    rows = "".join(
        f"<dt>{escape(change.term.in_language(language))}</dt>"
        f"<dd>{escape(text(language, 'Before: {what}', what=change.before))}<br/>"
        f"{escape(text(language, 'Now: {what}', what=change.after))}</dd>"
        for change in version.changes
    )
    return f'<dl class="terms changed">{rows}</dl>'


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
    return f'<p class="small">{escape(_said(language, by_year))}</p>' + table(
        text(language, "Figures by version"), headings, rows
    )


def _said(language: str, by_year: Mapping[int, Mapping[int, Figure]]) -> str:
    """What the table is, and whether the versions differ."""
    if len(by_year) < 2:
        return text(language, "From proven to possible.")
    years = {year for found in by_year.values() for year in found}
    values = [[_value(found.get(year)) for found in by_year.values()] for year in years]
    differ = sum(any(value != one[0] for value in one) for one in values)
    if not differ:
        return text(language, "From proven to possible. The versions give the same figures in every year.")
    return plural(
        language,
        "From proven to possible. The versions differ in {number} year.",
        "From proven to possible. The versions differ in {number} years.",
        differ,
    )


def _value(figure: Figure | None) -> tuple[Fraction | None, Fraction | None]:
    """What the table shows of a figure, exactly."""
    share = figure.share if figure else None
    return (share.proven, share.possible) if share else (None, None)


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
