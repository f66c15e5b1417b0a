"""Participation: which organisations delivered what and when, and who is late."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from pages.parts import app, bound, frame, group_promises, participation
from pages.parts.text import t


def main() -> None:
    """The year and the kind of organisation that the address names: `jaar`, `soort`."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if not app.bodies():
        frame.notice(t("Nobody delivered anything yet"), t("No organisation was added here yet."))
        return
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    years = service.years_to_deliver(viewer, monitor)
    year = bound.chosen("jaar", years, years[0])
    with frame.loading():
        layers = service.participation(viewer, monitor, year)
    further = {
        t("What they promised"): app.link("ambitieniveau"),
        t("Inside the Rijk, by ministry"): app.link("rijk", jaar=year),
    }
    links = "".join(f'<li><a href="{escape(address)}">{escape(words)}</a></li>' for words, address in further.items())
    head = f"<h1>{escape(participation.headline(language, year, layers))}</h1>"
    app.show(f'{head}<ul class="links">{links}</ul>', "headline")
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
