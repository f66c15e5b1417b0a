"""Colours of charts, by role.

Streamlit swaps the placeholders in a Plotly figure for the colours of the active theme (chartCategoricalColors in
.streamlit/config.toml, in this order). They are hardly documented: they stand here only.
"""

from __future__ import annotations

PROVEN = "#000001"
PATH = "#000002"
FORECAST = "#000003"
EARLIER = "#000004"
OTHERS = "#000005"
TEXT = "#000006"
QUIET = "#000007"
BAND = "#000008"
PAGE = "#000009"
FOCUS = "#000010"

PLACEHOLDERS = (PROVEN, PATH, FORECAST, EARLIER, OTHERS, TEXT, QUIET, BAND, PAGE, FOCUS)

FORECAST_BAND = "rgba(140, 112, 190, 0.20)"
"""A placeholder carries no opacity: this hue stands between the two of slot 3, and reads on both pages."""

INVISIBLE = "rgba(0, 0, 0, 0)"

HALO = ", ".join(f"{x}px {y}px 2px {PAGE}" for x in (-1, 0, 1) for y in (-1, 0, 1))
"""A shadow of the page round letters, so that they are read over lines without a box that hides these."""
