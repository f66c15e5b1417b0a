"""The years of one ambition: which are final, how they read as a key, as an alternative text and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from kpi import service
from kpi.language import round_share, text
from kpi.model import Commitment, CommitmentVersion, Figure, Forecast, Indicator, Point, YearState
from pages.parts import numbers, signs
from pages.parts.charts import short
from pages.parts.tables import Heading, table


def final(history: Sequence[Figure]) -> list[Figure]:
    """The years with a value that are certified, oldest first."""
    return [
        figure
        for figure in sorted(history, key=lambda figure: figure.year)
        if figure.year_state is YearState.FINAL and _has_value(figure)
    ]


def unfinished(history: Sequence[Figure]) -> list[Figure]:
    """The years with a value that are not certified yet."""
    return [
        figure
        for figure in sorted(history, key=lambda figure: figure.year)
        if figure.year_state is not YearState.FINAL and _has_value(figure)
    ]


def _has_value(figure: Figure) -> bool:
    return figure.share is not None and figure.share.proven is not None and figure.share.possible is not None


def last_joined_year(history: Sequence[Figure]) -> int | None:
    """The last year that adds up what merged later; None where no year does."""
    return max((figure.year for figure in history if figure.joined), default=None)


def path_points(version: CommitmentVersion) -> list[Point]:
    """The points that the path of a version runs through, baseline to target."""
    return [*([version.baseline] if version.baseline else []), *version.milestones, version.target]


def drawn_points(indicator: Indicator, version: CommitmentVersion) -> list[Point]:
    """The same as a line: flat at the target where the baseline meets it already, for then it must be kept."""
    points = path_points(version)
    if not service.keeps_up(version, higher_is_better=indicator.higher_is_better):
        return points
    return [Point(points[0].year, version.target.value), version.target]


def alt(language: str, indicator: Indicator, history: Sequence[Figure], finding: str) -> str:
    """What the chart is, the finding, and its first and last values; at most 250 characters."""
    certain = final(history)
    ends = ""
    if certain:
        first, last = certain[0], certain[-1]
        ends = text(
            language,
            "From {first} in {first_year} to {last} in {last_year}",
            first=numbers.interval(language, first),
            first_year=str(first.year),
            last=numbers.interval(language, last),
            last_year=str(last.year),
        )
    name = indicator.name.in_language(language)
    words = text(language, "Line chart of {name}, proven and possible.", name=name)
    return short(" ".join(part for part in (words, f"{ends}." if ends else "", finding) if part))


def key(
    language: str,
    forecast: Forecast | None,
    history: Sequence[Figure],
    commitment: Commitment | None,
    now: Figure | None = None,
) -> str:
    """What the marks of the trajectory mean, with the values of the last year; only those that are drawn. `now` is the year that
    carries "expected now"."""
    line = '<svg width="26" height="8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke="{}" {}/></svg>'
    certain = final(history)
    said_of_line, said_of_band = _bounds(language, certain[-1] if certain else None)
    marks = [(line.format("var(--proven)", 'stroke-width="3.5"'), said_of_line)]
    if len(certain) > 1:
        band = (
            '<svg width="22" height="12" aria-hidden="true"><rect class="possible" x=".5" y=".5" width="21" '
            'height="11" fill="url(#hatch)"/></svg>'
        )
        marks.append((band, said_of_band))
    if commitment and len(path_points(commitment.versions[-1])) > 1:
        dashed = 'stroke-width="2" stroke-dasharray="6 4"'
        marks.append((line.format("var(--quiet)", dashed), text(language, "path to the target")))
    if now is not None and now.judgement.expected is not None:
        triangle = '<svg width="14" height="10" aria-hidden="true"><path class="expected" d="M7 1l5.5 7h-11z"/></svg>'
        value = numbers.expectation(language, now.indicator, now.judgement.expected)
        marks.append((triangle, text(language, "expected now: {value}", value=value)))
    if forecast and forecast.points and history:
        year, _, low, high = forecast.points[-1]
        words = text(
            language,
            "forecast: {low} to {high} in {year}",
            year=str(year),
            **_forecast_ends(language, history[0].indicator, low, high),
        )
        marks.append((line.format("var(--st-violet-color)", 'stroke-width="2" stroke-dasharray="2 3"'), words))
    for figure in unfinished(history):
        diamond = (
            '<svg width="14" height="14" aria-hidden="true"><path d="M7 1l6 6-6 6-6-6z" fill="none" '
            'stroke="var(--proven)" stroke-width="2"/></svg>'
        )
        words = text(
            language,
            "{year} provisional: {value}",
            year=str(figure.year),
            value=numbers.interval(language, figure),
        )
        marks.append((diamond, words))
    last_joined = last_joined_year(history)
    if last_joined is not None:
        dots = line.format("var(--quiet)", 'stroke-width="2" stroke-dasharray="1 3"')
        marks.append((dots, text(language, "up to and including {year} added up", year=str(last_joined))))
    for version in commitment.versions[:-1] if commitment else ():
        ring = (
            '<svg width="14" height="14" aria-hidden="true"><circle class="earlier" cx="7" cy="7" r="5.5" '
            'fill="none" stroke-width="2"/></svg>'
        )
        words = text(
            language,
            "old target: {target} in {year}",
            target=numbers.target(language, history[0].indicator, version.target.value) if history else "",
            year=str(version.target.year),
        )
        marks.append((ring, words))
    return '<ul class="key">' + "".join(f"<li>{mark}{escape(words)}</li>" for mark, words in marks) + "</ul>"


def _bounds(language: str, last: Figure | None) -> tuple[str, str]:
    """What the line and the band are, each with its value in the last year that is final."""
    if last is None or last.share is None:
        return text(language, "proven"), text(language, "possible")
    values = [numbers.bound(language, last.indicator, value) for value in (last.share.proven, last.share.possible)]
    if last.indicator.higher_is_better:
        words = text(language, "proven"), text(language, "possible")
    else:
        words = text(language, "at least"), text(language, "no more than")
    low, high = (
        text(language, "{word}: {value} in {year}", word=word, value=value, year=str(last.year))
        for word, value in zip(words, values, strict=True)
    )
    return low, high


def _forecast_ends(language: str, indicator: Indicator, low: Fraction, high: Fraction) -> dict[str, str]:
    """The interval of a forecast, in whole per cents or in the unit."""
    if indicator.is_share:
        return {"low": str(round_share(low, "down", 0)), "high": f"{round_share(high, 'up', 0)}%"}
    return {
        "low": numbers.value(language, indicator, low, "down"),
        "high": numbers.value(language, indicator, high, "up"),
    }


def _joined(language: str, figure: Figure) -> str:
    """That a year adds up several units, beside the year."""
    if not figure.joined:
        return ""
    words = text(language, "added up: {names}", names=", ".join(figure.joined))
    return f'<br><span class="small">{escape(words)}</span>'


def _scope_heading(language: str, indicator: Indicator) -> str:
    return text(language, "Spend in scope") if indicator.measure == "euro" else text(language, "In scope")


def history_table(language: str, indicator: Indicator, history: Sequence[Figure]) -> str:
    """The trajectory as a table: one row a year."""
    headings = [
        Heading(text(language, "Year")),
        Heading(text(language, "Proven"), "number"),
        Heading(text(language, "Possible"), "number"),
        Heading(text(language, "Expected"), "number"),
        Heading(text(language, "Target"), "number"),
        Heading(_scope_heading(language, indicator), "number"),
        Heading(text(language, "Classified"), "number"),
        Heading(text(language, "Status")),
    ]
    rows = [
        [
            escape(numbers.period(language, figure.year, figure.year_state)) + _joined(language, figure),
            numbers.bound(language, indicator, figure.share.proven if figure.share else None),
            numbers.bound(language, indicator, figure.share.possible if figure.share else None),
            numbers.expectation(language, indicator, figure.judgement.expected),
            numbers.target(language, indicator, figure.judgement.target),
            "–" if figure.sums is None else escape(numbers.of_sums(language, indicator, figure.sums.base)),
            numbers.coverage(language, figure.share.coverage if figure.share else None),
            signs.verdict(language, figure.judgement),
        ]
        for figure in sorted(history, key=lambda figure: figure.year)
    ]
    return table(text(language, "These figures as a table"), headings, rows)
