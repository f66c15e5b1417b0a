"""The spread of a group through the years as a ribbon with the own body in it, in Plotly."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

import plotly.graph_objects as go

from kpi.model import Bands, Indicator
from pages.parts import charts, colours, numbers

HEIGHT = 300
INNER_BAND = "rgba(115, 129, 141, 0.38)"  # slot 5 with an opacity: the placeholders of the theme carry none
OUTER_BAND = "rgba(115, 129, 141, 0.22)"
LABELS_APART = 16  # labels nearer than this part of the highest value would overlap

Values = Mapping[int, Fraction]


def ribbon_chart(language: str, indicator: Indicator, spread: Mapping[int, Bands], own: Values) -> go.Figure:
    """What is proven, by year: the middle half and eight out of ten bodies as bands, the median, and the own body.

    A year with five to seven bodies has the median, the lowest and the highest only; with fewer it stays empty.
    """
    medians = {year: bands.median for year, bands in spread.items() if bands.median is not None}
    decile = {
        part: {year: bands.deciles[part] for year, bands in spread.items() if part in bands.deciles}
        for part in (10, 25, 75, 90)
    }
    ranges = {year: bands for year, bands in spread.items() if year in medians and not bands.deciles}
    lowest = {year: bands.lowest for year, bands in ranges.items() if bands.lowest is not None}
    highest = {year: bands.highest for year, bands in ranges.items() if bands.highest is not None}
    known = [*medians, *own]
    years = list(range(min(known), max(known) + 1)) if known else []
    drawing = charts.Drawing()
    _draw_band(drawing, decile[10], decile[90], years, OUTER_BAND)
    _draw_band(drawing, decile[25], decile[75], years, INNER_BAND)
    for edge in (lowest, highest):
        if edge:
            _draw_line(drawing, edge, years, {"color": colours.OTHERS, "width": 1.5})
    _draw_line(drawing, medians, years, {"color": colours.PATH, "width": 2, "dash": "dash"})
    if own:
        _draw_line(drawing, own, years, {"color": colours.PROVEN, "width": 3.5}, every_year_marked=True)
    if medians:
        last = max(medians)
        edges = [edge[last] for edge in (*decile.values(), lowest, highest) if last in edge]
        values = [own.get(last, medians[last]), *sorted(edges, reverse=True)]
        _label_the_end(drawing, language, indicator, last, values, set(own))
    return drawing.figure(
        language,
        HEIGHT,
        {"l": 44, "r": 56, "t": 8, "b": 30},
        {"tickvals": years[::-2][::-1], "range": [years[0] - 0.4, years[-1] + 0.2] if years else None},
        {"rangemode": "tozero", "ticksuffix": "%"},
    )


def _stretches(years: Sequence[int], present: Collection[int]) -> list[list[int]]:
    """Runs of years that have figures: a missing year is left empty, never bridged."""
    runs: list[list[int]] = [[]]
    for year in years:
        if year in present:
            runs[-1].append(year)
        else:
            runs.append([])
    return [run for run in runs if run]


def _draw_band(drawing: charts.Drawing, low: Values, high: Values, years: Sequence[int], fill: str) -> None:
    for run in _stretches(years, low):
        drawing.add_scatter(
            x=[*run, *reversed(run)],
            y=[charts.percentage(value) for value in (*(high[y] for y in run), *(low[y] for y in reversed(run)))],
            fill="toself",
            fillcolor=fill,
            mode="lines",
            line={"width": 0, "color": colours.INVISIBLE},
            hoverinfo="skip",
        )


def _draw_line(
    drawing: charts.Drawing, values: Values, years: Sequence[int], line: dict, every_year_marked: bool = False
) -> None:
    """A line through the years. A year that stands alone has no line, and so gets a dot."""
    alone = {run[0] for run in _stretches(years, values) if len(run) == 1}
    drawing.add_scatter(
        x=list(years),
        y=[charts.percentage(values[year]) if year in values else None for year in years],
        mode="lines+markers",
        line=line,
        marker={"size": [8 if every_year_marked or year in alone else 0 for year in years], "color": line["color"]},
        connectgaps=False,
        hoverinfo="skip",
    )


def _label_the_end(
    drawing: charts.Drawing,
    language: str,
    indicator: Indicator,
    year: int,
    values: Sequence[Fraction],
    own_years: Collection[int],
) -> None:
    """Prints values beside the last year, the most important first; one that would overlap is left to the table."""
    apart = max(values) / LABELS_APART
    printed: list[Fraction] = []
    for place, value in enumerate(values):
        if any(abs(value - other) < apart for other in printed):
            continue
        printed.append(value)
        drawing.add_note(
            x=year,
            y=charts.percentage(value),
            text=numbers.bound(language, indicator, value),
            showarrow=False,
            xanchor="left",
            xshift=8,
            font={"size": 14, "color": colours.PROVEN if place == 0 and year in own_years else colours.TEXT},
        )
