"""What every chart has in common. Words stand in a key above a chart, values beside its points."""

from __future__ import annotations

from fractions import Fraction

import plotly.graph_objects as go

from pages.parts import colours

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
ALT_LIMIT = 250
MARGINS = 54
"""Pixels above and below the plot together."""


def frame(language: str, figure: go.Figure, height: int) -> go.Figure:
    """What all charts share: no toolbar, no zoom, horizontal gridlines only, colours named explicitly."""
    axis = {"fixedrange": True, "zeroline": False, "tickangle": 0, "tickfont": {"size": 14, "color": colours.QUIET}}
    figure.update_layout(
        height=height,
        showlegend=False,
        dragmode=False,
        separators=",." if language == "nl" else ".,",
        margin={"l": 44, "r": 16, "t": 24, "b": 30, "pad": 0},
        font={"size": 14, "color": colours.TEXT},
    )
    figure.update_xaxes(**axis, showgrid=False, showline=False)
    figure.update_yaxes(**axis, gridwidth=1, showline=False)
    return figure


def short(description: str) -> str:
    """An `alt` text of at most 250 characters, cut between words."""
    return description if len(description) <= ALT_LIMIT else description[: ALT_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def percentage(value: Fraction) -> float:
    """A share as the percentage that Plotly draws; drawing is the only use of a binary number."""
    return float(value * 100)
