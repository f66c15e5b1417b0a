"""Governance inside the Rijk: by ministry what is promised, by whom, and how far its year is."""

from __future__ import annotations

from html import escape

import streamlit as st

from kpi import service
from pages.parts import app, bound, frame, governance
from pages.parts.text import t


def main() -> None:
    """The year and the ministry that the address names: `jaar`, `afd`."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    years = service.years_to_deliver(viewer, monitor)
    year = bound.chosen("jaar", years, years[0])
    found = service.ministries(viewer, monitor, year)
    asked = st.query_params.get("afd")
    one = next((each for each in found if each.id == asked), None)
    finding = governance.headline_of_one(language, one) if one else governance.headline(language, year, found)
    app.show(f"{frame.trail('rijk', one.name if one else None)}<h1>{escape(finding)}</h1>", "headline")
    bound.select("jaar", t("Year"), years, year, str, width=180)
    if one:
        _one(one)
    elif found:
        _all(found, year)


def _all(found: list[service.Ministry], year: int) -> None:
    language = app.language()

    def link(ministry: service.Ministry) -> str:
        return app.link("rijk", jaar=year, afd=ministry.id)

    note = t(
        "The state is that of what came in of each ministry. Classified: which part of its spend has a category. A dash: nothing "
        "there, or no consent."
    )
    app.show(
        f'<h2>{escape(t("By ministry"))}</h2><p class="intro">{escape(note)}</p>'
        + governance.by_ministry(language, found, link),
        "by_ministry",
    )
    if not any(one.promises for one in found):
        st.info(t("The Rijk made no promise that you may see."))
        return
    signs = t(
        "Each sign is how one ministry stands on one ambition, certified years only. Choose a sign to see that ministry. A dash: not "
        "promised, nothing bought, or no consent."
    )
    app.show(
        f'<h2>{escape(t("How each ministry stands"))}</h2><p class="intro">{escape(signs)}</p>'
        + governance.grid(language, found, link, lambda indicator: app.link("uitleg", id=indicator)),
        "grid",
    )
    app.show(
        f"<h2>{escape(t('What is promised, and who answers for it'))}</h2>" + governance.promises(language, found),
        "promises",
    )


def _one(one: service.Ministry) -> None:
    language = app.language()
    app.show(governance.by_ministry(language, [one], None), "by_ministry")
    heading = f"<h2>{escape(t('What is promised, and who answers for it'))}</h2>"
    if one.promises:
        app.show(heading + governance.promises_of_one(language, one), "promises")
    else:
        app.show(heading + f"<p>{escape(t('The Rijk made no promise that you may see.'))}</p>", "promises")


main()
