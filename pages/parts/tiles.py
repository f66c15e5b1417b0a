"""Provinces as equal tiles: name, median, how many take part."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from kpi.language import percent, plural, text
from kpi.model import Bands

DUTCH_GRID = {
    "Friesland": (1, 3), "Groningen": (1, 4),
    "Noord-Holland": (2, 2), "Flevoland": (2, 3), "Drenthe": (2, 4),
    "Zuid-Holland": (3, 1), "Utrecht": (3, 2), "Gelderland": (3, 3), "Overijssel": (3, 4),
    "Zeeland": (4, 1), "Noord-Brabant": (4, 2), "Limburg": (4, 3),
}  # fmt: skip
"""Row and column of the twelve provinces; other (fictional) provinces follow in alphabetical order."""

STEPS = 4


def _step(bands: Bands, medians: list) -> int:
    below = sum(other < bands.median for other in medians)
    return 1 + below * STEPS // len(medians)


def tile_map(language: str, provinces: Mapping[str, Bands], links: Mapping[str, str], side: str = "down") -> str:
    """One tile a province. Its fill is a hint in four classes; the number is printed. Too few bodies: no figure.

    `side` is the side to which medians are rounded.
    """
    medians = sorted(bands.median for bands in provinces.values() if bands.median is not None)
    at_home = all(name in DUTCH_GRID for name in provinces)
    items = []
    for name in sorted(provinces):
        bands = provinces[name]
        words = escape(name)
        if name in links:
            words = f'<a href="{escape(links[name])}">{words}</a>'
        place = ""
        if at_home:
            row, column = DUTCH_GRID[name]
            place = f' style="grid-row:{row};grid-column:{column}"'
        if bands.median is None:
            few = plural(language, "{number} takes part: too few", "{number} take part: too few", bands.bodies)
            items.append(f'<li class="few"{place}>{words}<br>{escape(few)}</li>')
            continue
        taking_part = plural(language, "{number} takes part", "{number} take part", bands.bodies)
        items.append(
            f'<li class="step{_step(bands, medians)}"{place}>{words}'
            f"<b>{escape(percent(language, bands.median, side))}</b>{escape(taking_part)}</li>"
        )
    label = escape(text(language, "Median by province"))
    kind = "tiles" if at_home else "tiles plain"
    return f'<ul class="{kind}" aria-label="{label}">{"".join(items)}</ul>'
