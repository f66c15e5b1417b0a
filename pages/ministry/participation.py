"""Participation: which organisations delivered what and when, and who is late."""

from __future__ import annotations

from datetime import date
from html import escape

import streamlit as st

from kpi import service
from pages.parts import app, bound, frame, group_promises, participation
from pages.parts.text import t

FIRST_YEAR = 2015


def main() -> None:
    """The year and the kind of organisation that the address names: `jaar`, `soort`."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    years = list(range(date.today().year - 1, FIRST_YEAR - 1, -1))
    year = bound.chosen("jaar", years, years[0])
    with frame.loading():
        layers = service.participation(viewer, monitor, year)
    app.show(f"<h1>{escape(participation.headline(language, year, layers))}</h1>", "headline")
    bound.select("jaar", t("Year"), years, year, str, width=180)
    app.show(
        participation.by_kind(language, layers, lambda kind: app.link("deelname", soort=kind, jaar=year)), "by_kind"
    )
    wanted = st.query_params.get("soort")
    for one in layers:
        if one.deliveries and wanted in (None, one.kind.value):
            app.show(
                f"<h2>{escape(participation.layer(language, one.kind))}</h2>" + participation.deliveries(language, one),
                f"deliveries_{one.kind.value}",
            )
    _remind([delivery for one in layers for delivery in one.deliveries if delivery.late], year)
    app.show(f'<p><a href="{escape(app.link("ambitieniveau"))}">{escape(t("What they promised"))}</a></p>', "promised")
    if wanted:
        app.show(f'<p><a href="{escape(app.link("deelname", jaar=year))}">{escape(t("All kinds"))}</a></p>', "all")


def _remind(late: list[service.Delivery], year: int) -> None:
    """A letter to copy for each organisation that is late."""
    if not late:
        return
    language = app.language()
    st.header(group_promises.reminders_title(language, len(late)), anchor=False)
    for delivery in late:
        with st.expander(delivery.body.name):
            st.code(group_promises.reminder(language, delivery, year), language=None, wrap_lines=True)


main()
