"""What every chart has in common. Words stand in a key above a chart, values beside its points."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import plotly.graph_objects as go

from pages.parts import colours

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
ALT_LIMIT = 250
MARGINS = 54
"""Pixels above and below the plot together."""

CLEAR_OF_ZERO = 6
"""Pixels that the first year stands below the zero beside it, so that the two do not run together on a phone."""


@dataclass
class Drawing:
    """What a chart is to hold, made into a figure at once: Plotly looks at the whole figure again with each thing that is added to it."""

    traces: list[dict[str, Any]] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)

    def add_scatter(self, **trace: Any) -> None:
        self.traces.append({"type": "scatter", **trace})

    def add_note(self, **note: Any) -> None:
        self.notes.append(note)

    def add_vertical(self, x: float, **line: Any) -> None:
        """A line over the whole height of the plot."""
        self.lines.append({"type": "line", "x0": x, "x1": x, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain", **line})

    def figure(
        self, language: str, height: int, margin: dict[str, int], x: dict[str, Any], y: dict[str, Any]
    ) -> go.Figure:
        """With what all charts share: no toolbar, no zoom, horizontal gridlines only, colours named explicitly. `x` and `y` say what is
        particular to its axes.
        """
        # Room for the words of an axis is in the margin: a chart that makes it itself is drawn all over again.
        axis = {
            "automargin": False,
            "fixedrange": True,
            "zeroline": False,
            "tickangle": 0,
            "tickfont": {"size": 14, "color": colours.QUIET},
        }
        layout = {
            "height": height,
            "showlegend": False,
            "dragmode": False,
            "separators": ",." if language == "nl" else ".,",
            "margin": {**margin, "pad": 0},
            "font": {"size": 14, "color": colours.TEXT},
            "xaxis": {**axis, "showgrid": False, "showline": False, "ticklabelstandoff": CLEAR_OF_ZERO, **x},
            "yaxis": {**axis, "gridwidth": 1, "showline": False, **y},
            "annotations": self.notes,
            "shapes": self.lines,
        }
        return go.Figure({"data": self.traces, "layout": layout})


def short(description: str) -> str:
    """An `alt` text of at most 250 characters, cut between words."""
    return description if len(description) <= ALT_LIMIT else description[: ALT_LIMIT - 1].rsplit(" ", 1)[0] + "…"


def percentage(value: Fraction) -> float:
    """A share as the percentage that Plotly draws; drawing is the only use of a binary number."""
    return float(value * 100)
