"""The trajectory of one ambition over the years.

Colours are the placeholders of `pages.parts.colours`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction
from html import escape

import plotly.graph_objects as go

from kpi.language import text
from kpi.model import Commitment, CommitmentVersion, Figure, Forecast, Indicator, Point
from pages.parts import colours, numbers
from pages.parts.charts import MARGINS, Drawing, percentage
from pages.parts.labels import Label, room_right, write
from pages.parts.series import drawn_points, final, last_joined_year, path_points, unfinished

HEIGHT = 380
SOME_YEARS = 12
"""Up to so many years a tick every second year fits a phone."""


def _amount(indicator: Indicator, value: Fraction) -> float:
    return percentage(value) if indicator.unit == "share" else float(value)


def trajectory(
    language: str,
    indicator: Indicator,
    history: Sequence[Figure],
    commitment: Commitment | None,
    forecast: Forecast | None,
    now: Figure | None = None,
    imagined: Figure | None = None,
) -> go.Figure:
    """The chart of one ambition of a body (or department) over the years.

    `history` has one figure a year; `now` is the year that the page is about, which carries "expected now"; `imagined` is
    that year as it would be if some chances came true.
    """
    chart = Drawing()
    certain, provisional = final(history), unfinished(history)
    version = commitment.versions[-1] if commitment else None
    last_year = _last_year(certain + provisional, version, forecast)
    _draw_measured_band(chart, indicator, certain)
    if commitment:
        for earlier in commitment.versions[:-1]:
            _draw_earlier(chart, language, indicator, earlier)
    labels: list[Label] = []
    if version:
        labels += _draw_path(chart, language, indicator, version, last_year)
    if forecast:
        _draw_forecast(chart, indicator, certain, forecast)
    labels += _draw_proven(chart, language, indicator, certain, provisional)
    if now is not None and now.judgement.expected is not None:
        labels += _draw_expected(chart, language, indicator, now)
    if imagined is not None:
        labels += _draw_imagined(chart, language, indicator, imagined)
    joined = last_joined_year(history)
    if joined is not None:
        chart.add_vertical(joined + 0.5, line={"color": colours.PATH, "width": 1.5, "dash": "dot"}, name="join")
    top = _top(indicator, certain + provisional + ([imagined] if imagined else []), commitment, forecast)
    years = _years(certain + provisional, commitment, last_year)
    write(chart, labels, (HEIGHT - MARGINS) / top, years)
    every = 2 if len(years) <= SOME_YEARS else 3
    return chart.figure(
        language,
        HEIGHT,
        {"l": 44, "r": room_right(chart, years), "t": 24, "b": 30},
        {"range": [years[0] - 0.25, years[-1] + 0.6], "tickmode": "array", "tickvals": list(years[::every])},
        {"range": [0, top], "ticksuffix": "%" if indicator.unit == "share" else "", "dtick": round_step(top)},
    )


def _years(history: Sequence[Figure], commitment: Commitment | None, last: int) -> range:
    points = [point for version in (commitment.versions if commitment else ()) for point in path_points(version)]
    first = min([figure.year for figure in history] + [point.year for point in points], default=last)
    return range(first, last + 1)


def _last_year(history: Sequence[Figure], version: CommitmentVersion | None, forecast: Forecast | None) -> int:
    ends = [figure.year for figure in history]
    ends += [version.target.year + 2] if version else []
    ends += [forecast.points[-1][0]] if forecast and forecast.points else []
    return max(ends, default=0)


def _top(
    indicator: Indicator, history: Sequence[Figure], commitment: Commitment | None, forecast: Forecast | None
) -> float:
    """A round value above everything that is drawn; a share never goes far past the whole."""
    levels = [figure.share.possible for figure in history if figure.share and figure.share.possible is not None]
    levels += [point.value for version in (commitment.versions if commitment else ()) for point in path_points(version)]
    levels += [high for _, _, _, high in forecast.points] if forecast else []
    highest = _amount(indicator, max(levels, default=Fraction(1)))
    step = round_step(highest)
    top = step * math.ceil((highest * 1.08) / step)
    return min(top, 110.0) if indicator.unit == "share" else top


def round_step(highest: float) -> float:
    """A round distance between gridlines that gives six to eight of them up to `highest`."""
    if highest <= 0:
        return 1.0
    rough = highest / 6
    size = 10 ** math.floor(math.log10(rough))
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= rough)


def _draw_measured_band(chart: Drawing, indicator: Indicator, certain: Sequence[Figure]) -> None:
    if len(certain) < 2:
        return
    years = [figure.year for figure in certain]
    low = [_amount(indicator, figure.share.proven) for figure in certain]  # type: ignore[union-attr,arg-type]
    high = [_amount(indicator, figure.share.possible) for figure in certain]  # type: ignore[union-attr,arg-type]
    chart.add_scatter(
        x=years + years[::-1],
        y=high + low[::-1],
        name="possible",
        mode="lines",
        line={"color": colours.PROVEN, "width": 1},
        fill="toself",
        fillcolor=colours.INVISIBLE,
        fillpattern={"shape": "/", "fgcolor": colours.PROVEN, "size": 6, "solidity": 0.32},
        hoverinfo="skip",
    )


def _draw_earlier(chart: Drawing, language: str, indicator: Indicator, version: CommitmentVersion) -> None:
    points = drawn_points(indicator, version)
    chart.add_scatter(
        x=[point.year for point in points],
        y=[_amount(indicator, point.value) for point in points],
        name="earlier path",
        mode="lines",
        line={"color": colours.EARLIER, "width": 1.5, "dash": "dot", "shape": _shape(version)},
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=[version.target.year],
        y=[_amount(indicator, version.target.value)],
        name="earlier target",
        mode="markers",
        marker={"symbol": "circle-open", "size": 11, "color": colours.EARLIER, "line": {"width": 2}},
        hoverinfo="skip",
    )
    chart.add_note(
        x=version.target.year,
        y=_amount(indicator, version.target.value),
        text=escape(text(language, "old target")),
        ax=-26,
        ay=-34,
        showarrow=True,
        arrowhead=0,
        arrowwidth=1,
        arrowcolor=colours.EARLIER,
        bgcolor=colours.PAGE,
        borderpad=1,
        font={"size": 14, "color": colours.EARLIER},
    )


def _shape(version: CommitmentVersion) -> str:
    return "hv" if version.path == "stepped" else "linear"


def _draw_path(
    chart: Drawing, language: str, indicator: Indicator, version: CommitmentVersion, last_year: int
) -> list[Label]:
    points = drawn_points(indicator, version)
    if len(points) > 1:
        points.append(Point(last_year, version.target.value))
        chart.add_scatter(
            x=[point.year for point in points],
            y=[_amount(indicator, point.value) for point in points],
            name="path",
            mode="lines",
            line={"color": colours.PATH, "width": 2, "dash": "dash", "shape": _shape(version)},
            hoverinfo="skip",
        )
    level = _amount(indicator, version.target.value)
    chart.add_scatter(
        x=[version.target.year],
        y=[level],
        name="target",
        mode="markers",
        marker={"symbol": "line-ew", "size": 22, "line": {"width": 4, "color": colours.PATH}, "color": colours.PATH},
        hoverinfo="skip",
    )
    words = text(language, "target {target}", target=numbers.target(language, indicator, version.target.value))
    return [Label(version.target.year, level, f"<b>{escape(words)}</b>", 14, colours.TEXT)]


def _draw_forecast(chart: Drawing, indicator: Indicator, certain: Sequence[Figure], forecast: Forecast) -> None:
    """The line goes on from what was measured last, and the interval opens from there."""
    years = [year for year, *_ in forecast.points]
    middle, low, high = (
        [_amount(indicator, point[place]) for point in forecast.points]  # type: ignore[arg-type]
        for place in (1, 2, 3)
    )
    if certain and (share := certain[-1].share):
        start = _amount(indicator, share.proven if indicator.higher_is_better else share.possible)  # type: ignore[arg-type]
        years, middle, low, high = [certain[-1].year, *years], [start, *middle], [start, *low], [start, *high]
    chart.add_scatter(
        x=years + years[::-1],
        y=high + low[::-1],
        name="forecast interval",
        mode="lines",
        line={"width": 0, "color": colours.INVISIBLE},
        fill="toself",
        fillcolor=colours.FORECAST_BAND,
        hoverinfo="skip",
    )
    chart.add_scatter(
        x=years,
        y=middle,
        name="forecast",
        mode="lines",
        line={"color": colours.FORECAST, "width": 2, "dash": "dot"},
        hoverinfo="skip",
    )


def _draw_proven(
    chart: Drawing,
    language: str,
    indicator: Indicator,
    certain: Sequence[Figure],
    provisional: Sequence[Figure],
) -> list[Label]:
    levels = [_amount(indicator, figure.share.proven) for figure in certain]  # type: ignore[union-attr,arg-type]
    said = [numbers.bound(language, indicator, figure.share.proven) for figure in certain]  # type: ignore[union-attr]
    chart.add_scatter(
        x=[figure.year for figure in certain],
        y=levels,
        name="proven",
        mode="lines+markers",
        line={"color": colours.PROVEN, "width": 3.5},
        marker={"size": 9, "color": colours.PROVEN},
        text=said,
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    chart.add_scatter(
        x=[figure.year for figure in provisional],
        y=[_amount(indicator, figure.share.proven) for figure in provisional],  # type: ignore[union-attr,arg-type]
        name="provisional",
        mode="markers",
        marker={"symbol": "diamond-open", "size": 11, "color": colours.PROVEN, "line": {"width": 2}},
        text=[numbers.bound(language, indicator, figure.share.proven) for figure in provisional],  # type: ignore[union-attr]
        hovertemplate="%{x}: %{text}<extra></extra>",
    )
    if not certain:
        return []
    last, share = certain[-1], certain[-1].share
    assert share is not None
    assert share.possible is not None
    labels = [Label(last.year, levels[-1], f"<b>{escape(said[-1])}</b>", -14, colours.PROVEN)]
    if share.possible != share.proven:
        words = numbers.bound(language, indicator, share.possible)
        level = _amount(indicator, share.possible)
        labels.append(Label(last.year, level, escape(words), 12, colours.PROVEN))
    return labels


def _draw_expected(chart: Drawing, language: str, indicator: Indicator, now: Figure) -> list[Label]:
    expected = now.judgement.expected
    assert expected is not None
    level = _amount(indicator, expected)
    chart.add_scatter(
        x=[now.year],
        y=[level],
        name="expected now",
        mode="markers",
        marker={"symbol": "triangle-up-open", "size": 12, "color": colours.TEXT, "line": {"width": 2}},
        hoverinfo="skip",
    )
    if now.judgement.target == expected:
        return []  # beside the label of the target itself
    words = text(language, "now {expected}", expected=numbers.expectation(language, indicator, expected))
    return [Label(now.year, level, escape(words), -6, colours.TEXT)]


def _draw_imagined(chart: Drawing, language: str, indicator: Indicator, imagined: Figure) -> list[Label]:
    """What if: an open square that stands apart from the line, because it was not measured."""
    share = imagined.share
    assert share is not None
    judged = share.proven if indicator.higher_is_better else share.possible
    if judged is None:
        return []
    level = _amount(indicator, judged)
    chart.add_scatter(
        x=[imagined.year],
        y=[level],
        name="what if",
        mode="markers",
        marker={"symbol": "square-open", "size": 12, "color": colours.FORECAST, "line": {"width": 2.5}},
        hoverinfo="skip",
    )
    words = text(language, "what if {value}", value=numbers.bound(language, indicator, judged))
    return [Label(imagined.year, level, escape(words), 4, colours.FORECAST)]
