"""Bodies beside each other as intervals (screens.md 8.3) and their spread through the years (8.4), in Plotly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

import plotly.graph_objects as go

from kpi.language import percent, target_percent, text
from kpi.model import Bands, Comparison, Peer
from pages.parts import charts, colours

ROW_HEIGHT = 30
FRAME = 74
MANY = 40
RIBBON_HEIGHT = 300
INNER_BAND = "rgba(115, 129, 141, 0.38)"  # slot 5 with an opacity: the placeholders of the theme carry none
OUTER_BAND = "rgba(115, 129, 141, 0.22)"


def name_of(language: str, peer: Peer) -> str:
    """The name of a body, or the word for one that gave no consent."""
    return peer.name or text(language, "unnamed")


def in_order(comparison: Comparison, by_value: bool) -> list[Peer]:
    """The bodies as they came (by alphabet, unnamed ones last), or by what is proven, the better first."""
    if not by_value:
        return list(comparison.peers)
    sign = -1 if comparison.indicator.higher_is_better else 1
    return sorted(comparison.peers, key=lambda peer: (peer.proven is None, sign * (peer.proven or 0)))


def drawn(peers: Sequence[Peer]) -> list[Peer]:
    """At most some forty rows: above that the own body, the middle one and every tenth; the table has them all."""
    if len(peers) <= MANY:
        return list(peers)
    middle = len(peers) // 2
    return [peer for position, peer in enumerate(peers) if peer.own or position == middle or position % 10 == 0]


def peer_chart(language: str, peers: Sequence[Peer], median: Fraction | None, target: Fraction | None) -> go.Figure:
    """One row a body: a line from proven (solid dot) to possible (open circle); vertical lines for target and median."""
    figure = go.Figure()
    for own in (False, True):
        shown = [(row, p) for row, p in enumerate(peers) if p.own is own and p.proven is not None]
        if not shown:
            continue
        colour = colours.PROVEN if own else colours.OTHERS
        lines_x: list[float | None] = []
        lines_y: list[float | None] = []
        for row, peer in shown:
            lines_x += [charts.percentage(peer.proven), charts.percentage(peer.possible), None]  # type: ignore[arg-type]
            lines_y += [row, row, None]
        figure.add_scatter(
            x=lines_x, y=lines_y, mode="lines", line={"color": colour, "width": 5 if own else 3}, hoverinfo="skip"
        )
        names = [name_of(language, peer) for _, peer in shown]
        for values, symbol, size in (
            ([peer.proven for _, peer in shown], "circle", 11),
            ([peer.possible for _, peer in shown], "circle-open", 10),
        ):
            figure.add_scatter(
                x=[charts.percentage(value) for value in values if value is not None],
                y=[row for row, _ in shown],
                mode="markers",
                marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
                customdata=[
                    f"{name}: {percent(language, value)}"
                    for name, value in zip(names, values, strict=True)
                    if value is not None
                ],
                hovertemplate="%{customdata}<extra></extra>",
            )
    for row, peer in enumerate(peers):
        if peer.proven is None:
            figure.add_annotation(
                x=0, y=row, text=text(language, "withheld") if peer.withheld else text(language, "no value"),
                showarrow=False, xanchor="left", bgcolor=colours.PAGE, font={"size": 14, "color": colours.QUIET},
            )  # fmt: skip
    lines = ((median, text(language, "median {share}", share=percent(language, median)) if median is not None else "", 1.5, "dot", 22),
             (target, text(language, "target {share}", share=target_percent(language, target)) if target is not None else "", 2.5, "solid", 4))  # fmt: skip
    for value, words, width, dash, above in lines:
        if value is None:
            continue
        figure.add_vline(
            x=charts.percentage(value), line={"color": colours.PATH, "width": width, "dash": dash}, layer="below"
        )
        figure.add_annotation(
            x=charts.percentage(value), y=1, yref="paper", yanchor="bottom", yshift=above, text=words, showarrow=False,
            font={"size": 14, "color": colours.TEXT},
        )  # fmt: skip
    charts.frame(language, figure, ROW_HEIGHT * len(peers) + FRAME)
    figure.update_layout(margin={"l": 8, "r": 16, "t": 44, "b": 30})
    figure.update_xaxes(rangemode="tozero", ticksuffix="%", showgrid=True, side="bottom")
    figure.update_yaxes(
        tickvals=list(range(len(peers))),
        ticktext=[f"<b>{name_of(language, peer)}</b>" if peer.own else name_of(language, peer) for peer in peers],
        range=[len(peers) - 0.5, -0.5],
        showgrid=False,
        automargin=True,
        ticksuffix="",
    )
    return figure


def _stretches(years: Sequence[int], present: Mapping[int, object]) -> list[list[int]]:
    """Runs of years that have figures: a missing year is left empty, never bridged."""
    runs: list[list[int]] = []
    for year in years:
        if year not in present:
            runs.append([])
        elif runs and runs[-1]:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [run for run in runs if run]


def _line(
    figure: go.Figure, values: Mapping[int, Fraction], years: Sequence[int], line: dict, mode: str = "lines"
) -> None:
    figure.add_scatter(
        x=list(years),
        y=[charts.percentage(values[year]) if year in values else None for year in years],
        mode=mode,
        line=line,
        marker={"size": 8, "color": line["color"]},
        connectgaps=False,
        hoverinfo="skip",
    )


def _band(
    figure: go.Figure, low: Mapping[int, Fraction], high: Mapping[int, Fraction], years: Sequence[int], fill: str
) -> None:
    for run in _stretches(years, low):
        figure.add_scatter(
            x=[*run, *reversed(run)],
            y=[*(charts.percentage(high[year]) for year in run), *(charts.percentage(low[year]) for year in reversed(run))],
            fill="toself", fillcolor=fill, mode="lines", line={"width": 0}, hoverinfo="skip",
        )  # fmt: skip


def ribbon_chart(language: str, spread: Mapping[int, Bands], own: Mapping[int, Fraction]) -> go.Figure:
    """What is proven, by year: the middle half and eight out of ten bodies as bands, the median, and the own body.

    A year with five to seven bodies has the median, the lowest and the highest only; with fewer it stays empty.
    """
    years = list(range(min(spread), max(spread) + 1)) if spread else []
    medians = {year: bands.median for year, bands in spread.items() if bands.median is not None}
    decile = {
        part: {year: bands.deciles[part] for year, bands in spread.items() if part in bands.deciles}
        for part in (10, 25, 75, 90)
    }
    lowest = {y: b.lowest for y, b in spread.items() if b.lowest is not None and y in medians and y not in decile[10]}
    highest = {y: b.highest for y, b in spread.items() if b.highest is not None and y in lowest}
    figure = go.Figure()
    _band(figure, decile[10], decile[90], years, OUTER_BAND)
    _band(figure, decile[25], decile[75], years, INNER_BAND)
    if lowest:
        _line(figure, lowest, years, {"color": colours.OTHERS, "width": 1.5})
        _line(figure, highest, years, {"color": colours.OTHERS, "width": 1.5})
    _line(figure, medians, years, {"color": colours.PATH, "width": 2, "dash": "dash"})
    if own:
        _line(figure, own, years, {"color": colours.PROVEN, "width": 3.5}, "lines+markers")
    if medians:
        last = max(medians)
        ends = {part: values[last] for part, values in decile.items() if last in values} or {
            0: lowest.get(last, medians[last]), 100: highest.get(last, medians[last])
        }  # fmt: skip
        middle = own.get(last, medians[last])
        for part, value in [*ends.items(), (50, middle)]:
            figure.add_annotation(
                x=last, y=charts.percentage(value), text=percent(language, value), showarrow=False, xanchor="left", xshift=8,
                font={"size": 14, "color": colours.PROVEN if part == 50 and last in own else colours.TEXT},
            )  # fmt: skip
    charts.frame(language, figure, RIBBON_HEIGHT)
    figure.update_layout(margin={"l": 44, "r": 56, "t": 8, "b": 30})
    figure.update_xaxes(tickvals=years[::-2][::-1], showgrid=False)
    figure.update_yaxes(rangemode="tozero", ticksuffix="%")
    return figure
