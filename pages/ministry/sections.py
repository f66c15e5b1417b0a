"""The parts of a comparison: the bodies beside each other, the spread through the years, the provinces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Bands, Comparison, Figure, Indicator, Peer, Viewer, YearState
from pages.parts import app, charts, compare_tables, comparing, frame, numbers, peers, ribbon, tiles
from pages.parts.text import t


def own_figures(viewer: Viewer, monitor: service.Monitor, indicator: Indicator) -> list[Figure]:
    """The years of the viewer's own body; nothing for whoever has none."""
    return [] if viewer.body is None else service.figures(viewer, monitor, viewer.body, indicator=indicator.id)


def side_by_side(comparison: Comparison, own: Sequence[Figure], by_value: bool) -> None:
    """The chart of intervals with its table and the target of the own body, and who is left out."""
    language = app.language()
    heading = t("Proven and possible, by organisation")
    listed = peers.in_order(comparison, by_value)
    province = st.query_params.get("provincie")
    if province:
        listed = _in_province(listed, province)
    if not listed:
        frame.section("peers_head", heading)
        st.markdown(t("Nobody can be shown here: with so few, an organisation would be easy to guess."))
    else:
        note = t("Solid dot: proven. Open dot: possible. A long line means: much is still to classify.")
        withheld = t("Withheld: too few suppliers.") if any(peer.withheld for peer in listed) else ""
        frame.section("peers_head", heading, f"{note} {withheld}".strip())
        median = comparison.proven.median
        chart = peers.peer_chart(
            language, comparison.indicator, peers.drawn(listed), median, _target(own, comparison.year)
        )
        st.plotly_chart(chart, config=charts.CONFIG, key="peers", alt=comparing.peers_alt(language, comparison))
        frame.as_table("peers", lambda: compare_tables.peers_table(language, comparison, listed))
    left_out = comparing.left_out(language, comparison.left_out)
    if left_out:
        st.info(left_out, title=t("Not a fair comparison for everyone"), icon=":material/balance:")


def _in_province(listed: list[Peer], province: str) -> list[Peer]:
    """Only the named bodies of one province, with the way back to all."""
    known = {body.id for body in service.bodies(app.viewer(), app.monitor()) if body.province == province}
    words = t("Only {province}. The median is that of the whole group.", province=province)
    app.show(
        f'<p class="intro">{escape(words)} <a href="{escape(_link(provincie=None))}">{escape(t("Show all"))}</a></p>',
        "province",
    )
    return [peer for peer in listed if peer.body in known or peer.own]


def _link(**changed: str | None) -> str:
    kept = {name: st.query_params.get(name) for name in ("ambitie", "groep", "jaar", "volgorde", "provincie")}
    return app.link("vergelijken", **{**kept, **changed})


def _target(figures: Sequence[Figure], year: int) -> Fraction | None:
    judged = next((figure for figure in figures if figure.year == year), None)
    return judged.judgement.target if judged else None


def through_the_years(comparison: Comparison, spread: Mapping[int, Bands], years_of_own: Sequence[Figure]) -> None:
    """The ribbon with its key and its table; a viewer of a body sees it drawn in."""
    language = app.language()
    own = {
        figure.year: figure.share.proven
        for figure in years_of_own
        if figure.year_state is YearState.FINAL and figure.share and figure.share.proven is not None
    }
    drawn = bool(own) or any(bands.median is not None for bands in spread.values())
    note = (
        t("Proven share. Years with fewer than five organisations are left empty.")
        if drawn
        else t("In no year do five organisations have a comparable figure.")
    )
    head = f'<h2>{escape(t("Spread over the years"))}</h2><p class="intro">{escape(note)}</p>'
    if not drawn:
        app.show(head, "ribbon_key")
        return
    context = app.context() if own else None
    deciles = any(bands.deciles for bands in spread.values())
    app.show(head + compare_tables.ribbon_key(language, context.body.name if context else None, deciles), "ribbon_key")
    chart = ribbon.ribbon_chart(language, comparison.indicator, spread, own)
    st.plotly_chart(chart, config=charts.CONFIG, key="ribbon", alt=comparing.spread_alt(language, comparison, spread))
    frame.as_table("spread", lambda: compare_tables.spread_table(language, comparison, spread))


def by_province(comparison: Comparison, provinces: Mapping[str, Bands]) -> None:
    """The tiles; each leads to the bodies of its province."""
    language = app.language()
    indicator, year = comparison.indicator, comparison.year
    if not provinces:
        return
    note = t("Median of the proven share in {year}. No figure with fewer than 5 participants.", year=str(year))
    links = {name: _link(provincie=name) for name in provinces}
    app.show(
        f'<h2>{escape(t("By province"))}</h2><p class="intro">{escape(note)}</p>'
        + tiles.tile_map(language, provinces, links, numbers.worse_side(indicator)),
        "provinces",
    )
