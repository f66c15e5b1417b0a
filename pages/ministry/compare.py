"""Compare: where comparable organisations stand, and how certain that is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from html import escape

import streamlit as st

from kpi import service
from kpi.model import Bands, BodyKind, Comparison, Figure, Indicator, Peer, Role, YearState
from kpi.service.comparison import PeerGroup
from pages.parts import app, bound, charts, comparing, frame, numbers, peers, ribbon, tiles
from pages.parts import participation as taking_part
from pages.parts.text import t

ALPHABET, VALUE = "alfabet", "stand"


def main() -> None:
    """The comparison that the address names: `ambitie`, `groep`, `jaar`, `volgorde`, `provincie`."""
    viewer, monitor, language = app.viewer(), app.monitor(), app.language()
    if any(body.fictional for body in app.bodies()):
        frame.fictional_notice()
    indicators = {one.id: one for one in service.indicators(viewer, monitor) if one.unit == "share"}
    groups: dict[str, PeerGroup] = {one.id: one for one in service.peer_groups(viewer, monitor)}
    indicator = indicators[bound.chosen("ambitie", list(indicators), _usual_indicator(indicators))]
    group = groups[bound.chosen("groep", list(groups), _usual_group(groups))]
    spread = service.spread(viewer, monitor, indicator.id, group.id)
    years = sorted((year for year, one in spread.items() if one.proven.bodies), reverse=True)
    if not years:
        app.show(f"<h1>{escape(t('There is nothing to compare yet'))}</h1>", "headline")
        _choices(indicators, indicator, groups, group, [], None, ALPHABET)
        st.info(t("No organisation of this group has certified figures yet."), title=t("Too few participants"))
        return
    year = bound.chosen("jaar", years, years[0])
    order = bound.chosen("volgorde", [ALPHABET, VALUE], ALPHABET)
    comparison = spread[year]
    app.show(
        f"<h1>{escape(comparing.headline(language, comparison, group.kinds[0]))}</h1>"
        f'<p class="intro">{escape(comparing.fairness(language, comparison, group.name.in_language(language), order == VALUE))}</p>',
        "headline",
    )
    _choices(indicators, indicator, groups, group, years, year, order)
    if comparison.refusal:
        st.warning(comparison.refusal.in_language(language), title=t("Too few participants"), icon=":material/lock:")
    left, right = st.columns(2, gap="large")
    with left:
        _peers(comparison, order == VALUE)
    with right:
        _ribbon(comparison, {when: one.proven for when, one in spread.items()})
        _provinces(comparison, group)
    _participation(year)


def _usual_indicator(indicators: dict[str, Indicator]) -> str:
    return "circular_all_spend" if "circular_all_spend" in indicators else next(iter(indicators))


def _usual_group(groups: dict[str, PeerGroup]) -> str:
    """The closest group of the viewer's own body; for others all municipalities."""
    own = service.own_group(app.viewer(), app.monitor())
    usual = own.id if own else BodyKind.MUNICIPALITY.value
    return usual if usual in groups else next(iter(groups))


def _choices(
    indicators: dict[str, Indicator],
    indicator: Indicator,
    groups: dict[str, PeerGroup],
    group: PeerGroup,
    years: list[int],
    year: int | None,
    order: str,
) -> None:
    language = app.language()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        bound.select(
            "ambitie", t("Ambition"), list(indicators), indicator.id,
            lambda one: indicators[one].name.in_language(language), width=320,
        )  # fmt: skip
        bound.select(
            "groep", t("Comparable group"), list(groups), group.id,
            lambda one: groups[one].name.in_language(language), width=400,
        )  # fmt: skip
        if years:
            bound.select(
                "jaar", t("Year"), years, year, lambda one: numbers.period(language, one, YearState.FINAL), width=180
            )
            words = {ALPHABET: t("Alphabet"), VALUE: t("Value")}
            bound.radio("volgorde", t("Order"), list(words), order, words.__getitem__)


def _peers(comparison: Comparison, by_value: bool) -> None:
    language = app.language()
    st.header(t("Proven and possible, by organisation"), anchor=False)
    listed = peers.in_order(comparison, by_value)
    province = st.query_params.get("provincie")
    if province:
        listed = _in_province(listed, province)
    if not listed:
        st.markdown(t("Nobody can be shown here: with so few, an organisation would be easy to guess."))
    else:
        note = t("Solid dot: proven. Open dot: possible. A long line means: much is still to classify.")
        withheld = t("Withheld: too few suppliers.") if any(peer.withheld for peer in listed) else ""
        st.markdown(f":small[:gray[{note} {withheld}]]")
        median = comparison.proven.median
        chart = peers.peer_chart(language, comparison.indicator, peers.drawn(listed), median, _own_target(comparison))
        st.plotly_chart(chart, config=charts.CONFIG, key="peers", alt=comparing.peers_alt(language, comparison))
        with st.expander(t("Show these figures as a table")):
            app.show(comparing.peers_table(language, comparison, listed), "peers_table")
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


def _own_target(comparison: Comparison) -> Fraction | None:
    figures = _own_figures(comparison.indicator)
    judged = next((figure for figure in figures if figure.year == comparison.year), None)
    return judged.judgement.target if judged else None


def _own_figures(indicator: Indicator) -> list[Figure]:
    viewer = app.viewer()
    if viewer.body is None:
        return []
    return service.history(viewer, app.monitor(), viewer.body, indicator.id)


def _ribbon(comparison: Comparison, spread: dict[int, Bands]) -> None:
    language = app.language()
    st.header(t("Spread over the years"), anchor=False)
    own = {
        figure.year: figure.share.proven
        for figure in _own_figures(comparison.indicator)
        if figure.year_state is YearState.FINAL and figure.share and figure.share.proven is not None
    }
    st.markdown(f":small[:gray[{t('Proven share. Years with fewer than five organisations are left empty.')}]]")
    context = app.context() if own else None
    deciles = any(bands.deciles for bands in spread.values())
    app.show(comparing.ribbon_key(language, context.body.name if context else None, deciles), "ribbon_key")
    chart = ribbon.ribbon_chart(language, comparison.indicator, spread, own)
    st.plotly_chart(chart, config=charts.CONFIG, key="ribbon", alt=comparing.spread_alt(language, comparison, spread))
    with st.expander(t("Show these figures as a table"), key="spread_as_table"):
        app.show(comparing.spread_table(language, comparison, spread), "spread_table")


def _provinces(comparison: Comparison, group: PeerGroup) -> None:
    language = app.language()
    indicator, year = comparison.indicator, comparison.year
    provinces = service.by_province(app.viewer(), app.monitor(), indicator.id, group.id, year)
    if not provinces:
        return
    note = t("Median of the proven share in {year}. No figure with fewer than 5 participants.", year=str(year))
    links = {name: _link(provincie=name) for name in provinces}
    app.show(
        f'<h2>{escape(t("By province"))}</h2><p class="intro">{escape(note)}</p>'
        + tiles.tile_map(language, provinces, links, numbers.worse_side(indicator)),
        "provinces",
    )


def _by_name(year: int) -> Callable[[str], str]:
    """The addresses of the lists by name, which only a ministry may open."""
    return lambda kind: app.link("deelname", soort=kind, jaar=year)


def _participation(year: int) -> None:
    language = app.language()
    found = service.participation(app.viewer(), app.monitor(), year)
    closing = t("A body is named only if it has given consent itself. Otherwise it is a row without a name.")
    app.show(
        f"<h2>{escape(t('Who takes part, and how complete'))}</h2>"
        + taking_part.by_kind(language, found, _by_name(year) if app.role() is Role.MINISTRY else None)
        + f'<p class="intro">{escape(closing)}</p>',
        "participation",
    )


main()
