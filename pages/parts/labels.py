"""Labels beside the points of a chart, right at any width: the server does not know how wide the screen is."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pages.parts import colours
from pages.parts.charts import Drawing

NARROWEST_PLOT = 250
"""Pixels between the axis and the right margin on a phone."""
LETTER_WIDTH = 8
LABEL_SHIFT = 6
LINE_HEIGHT = 19


@dataclass(frozen=True)
class Label:
    """A short text right of a point. `lift` is how many pixels above the point it would like to stand."""

    year: int
    level: float
    words: str
    lift: int
    colour: str


def write(chart: Drawing, labels: Sequence[Label], pixels: float, years: range) -> None:
    """Write the labels; each moves up until it is not in the way of one below it, also on the narrowest screen.

    `pixels` is the height of one unit of the axis, `years` are those along it.
    """
    a_year = NARROWEST_PLOT / len(years)
    taken: list[tuple[float, float, float]] = []  # where a label begins, ends and stands
    for label in sorted(labels, key=lambda label: label.level * pixels + label.lift):
        begins = label.year * a_year
        ends = begins + _width(label.words)
        stands = label.level * pixels + label.lift
        for left, right, height in sorted(taken, key=lambda place: place[2]):
            if left < ends and begins < right and abs(stands - height) < LINE_HEIGHT:
                stands = height + LINE_HEIGHT
        taken.append((begins, ends, stands))
        chart.add_note(
            x=label.year,
            y=label.level,
            text=label.words,
            showarrow=False,
            xanchor="left",
            yanchor="middle",
            xshift=LABEL_SHIFT,
            yshift=round(stands - label.level * pixels),
            font={"size": 14, "color": label.colour, "shadow": colours.HALO},
        )


def room_right(chart: Drawing, years: range) -> int:
    """The margin that labels right of their point need on the narrowest screen; they grow no wider on a wide one."""
    first, width = years[0] - 0.25, len(years) - 0.15
    needed = [
        _width(note["text"]) - NARROWEST_PLOT * (1 - (note["x"] - first) / width)
        for note in chart.notes
        if note.get("xanchor") == "left"
    ]
    return max(16, *(math.ceil(pixels) for pixels in needed)) if needed else 16


def _width(words: str) -> int:
    """The pixels that a label takes right of its point; its tags take none."""
    return len(re.sub("<[^>]*>", "", words)) * LETTER_WIDTH + LABEL_SHIFT
