"""Bodies beside each other as intervals from proven to possible, in Plotly."""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

import plotly.graph_objects as go

from kpi.language import text
from kpi.model import Comparison, Indicator, Peer
from pages.parts import charts, colours, numbers
from pages.parts.labels import LETTER_WIDTH

ROW_HEIGHT = 30
FRAME = 74
MANY = 40
LONGEST_NAME = 34
BESIDE_NAMES = 16
"""Pixels before and after the names."""


def name_of(language: str, peer: Peer) -> str:
    """The name of a body, or the word for one that gave no consent."""
    return peer.name or text(language, "unnamed")


def _in_short(name: str) -> str:
    """A name that leaves room for the figures beside it; the whole of it stands in the table, and where the pointer rests."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


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


def peer_chart(
    language: str, indicator: Indicator, peers: Sequence[Peer], median: Fraction | None, target: Fraction | None
) -> go.Figure:
    """One row a body: a line from proven (solid dot) to possible (open circle); vertical lines for target and median."""
    drawing = charts.Drawing()
    for own in (False, True):
        rows = [(row, peer) for row, peer in enumerate(peers) if peer.own is own and peer.proven is not None]
        if rows:
            _draw_intervals(drawing, language, indicator, rows, own)
    for row, peer in enumerate(peers):
        if peer.proven is None:
            words = text(language, "withheld") if peer.withheld else text(language, "no value")
            drawing.add_note(
                x=0, y=row, text=words, showarrow=False, xanchor="left", bgcolor=colours.PAGE,
                font={"size": 14, "color": colours.QUIET},
            )  # fmt: skip
    if median is not None:
        words = text(language, "median {share}", share=numbers.bound(language, indicator, median))
        _draw_mark(drawing, median, words, {"color": colours.PATH, "width": 1.5, "dash": "dot"}, 22)
    if target is not None:
        words = f"<b>{text(language, 'target {share}', share=numbers.target(language, indicator, target))}</b>"
        _draw_mark(drawing, target, words, {"color": colours.PATH, "width": 2.5}, 4)
    names = [_in_short(name_of(language, peer)) for peer in peers]
    return drawing.figure(
        language,
        ROW_HEIGHT * len(peers) + FRAME,
        {"l": BESIDE_NAMES + math.ceil(LETTER_WIDTH * max(map(len, names), default=0)), "r": 16, "t": 44, "b": 30},
        {"rangemode": "tozero", "ticksuffix": "%", "showgrid": True},
        {
            "tickvals": list(range(len(peers))),
            "ticktext": [f"<b>{name}</b>" if peer.own else name for name, peer in zip(names, peers, strict=True)],
            "range": [len(peers) - 0.5, -0.5],
            "showgrid": False,
        },
    )


def _draw_intervals(
    drawing: charts.Drawing, language: str, indicator: Indicator, rows: Sequence[tuple[int, Peer]], own: bool
) -> None:
    colour = colours.PROVEN if own else colours.OTHERS
    ends_x: list[float | None] = []
    ends_y: list[int | None] = []
    for row, peer in rows:
        ends_x += [charts.percentage(peer.proven), charts.percentage(peer.possible), None]  # type: ignore[arg-type]
        ends_y += [row, row, None]
    line = {"color": colour, "width": 5 if own else 3}
    drawing.add_scatter(x=ends_x, y=ends_y, mode="lines", line=line, hoverinfo="skip")
    for name, symbol, size in (("proven", "circle", 11), ("possible", "circle-open", 10)):
        values = [getattr(peer, name) for _, peer in rows]
        drawing.add_scatter(
            x=[charts.percentage(value) for value in values],
            y=[row for row, _ in rows],
            mode="markers",
            marker={"symbol": symbol, "size": size, "color": colour, "line": {"width": 2, "color": colour}},
            customdata=[
                f"{name_of(language, peer)}: {numbers.bound(language, indicator, value)}"
                for (_, peer), value in zip(rows, values, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
        )


def _draw_mark(drawing: charts.Drawing, value: Fraction, words: str, line: dict, above: int) -> None:
    """A vertical line with its words above the plot; each mark has its own height, so that they never collide."""
    place = charts.percentage(value)
    drawing.add_vertical(place, line=line, layer="below")
    drawing.add_note(
        x=place, y=1, yref="paper", yanchor="bottom", yshift=above, text=words, showarrow=False,
        font={"size": 14, "color": colours.TEXT},
    )  # fmt: skip
