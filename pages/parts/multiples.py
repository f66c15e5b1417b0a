"""Small trajectories side by side: one ambition each, with its status and its years. Pure markup.

Every panel has its own scale, from nought to past its target; the values stand beside it in words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from kpi.language import text
from kpi.model import Figure
from kpi.wording import goal
from pages.parts import numbers, signs
from pages.parts.charts import short
from pages.parts.series import drawn_points, final, unfinished
from pages.parts.tables import Heading, table

WIDTH, HEIGHT, EDGE = 240, 96, 6
WIDEST_GROUP = 4
"""Panels beside each other on a wide screen."""


def multiples(
    language: str,
    figures: Sequence[Figure],
    years_of: Callable[[Figure], Sequence[Figure]],
    link: Callable[[Figure], str],
) -> str:
    """A panel for each figure. `years_of` gives its years, oldest first."""
    panels = "".join(_panel(language, figure, years_of(figure), link(figure)) for figure in figures)
    return f'<ul class="multiples">{panels}</ul>'


def groups(
    language: str,
    found: Sequence[tuple[str, str, Sequence[Figure]]],
    years_of: Callable[[Figure], Sequence[Figure]],
    link: Callable[[Figure], str],
) -> str:
    """Panels under their themes or departments, (name, address, figures), beside each other where there is room."""
    items = "".join(
        f'<div class="of{min(len(figures), WIDEST_GROUP)}"><h3 class="theme"><a href="{escape(href)}">{escape(name)}</a></h3>'
        f"{multiples(language, figures, years_of, link)}</div>"
        for name, href, figures in found
    )
    return f'<div class="multiple-groups">{items}</div>'


def intro(language: str, heading: str) -> str:
    """The heading above the panels, how to read them, and their key."""
    words = text(
        language,
        "Every panel runs from 0 to its own target or past it, so compare the direction and not the height. Choose an ambition "
        "to open it.",
    )
    return f'<h2>{escape(heading)}</h2><p class="intro">{escape(words)}</p>{key(language)}'


def key(language: str) -> str:
    """What the lines of a panel mean."""
    line = '<svg width="26" height="8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" stroke="{}" {}/></svg>'
    marks = (
        (line.format("var(--proven)", 'stroke-width="2.2"'), text(language, "proven")),
        (
            '<svg width="22" height="12" aria-hidden="true"><rect class="possible" x=".5" y=".5" width="21" height="11" '
            'fill="url(#hatch)"/></svg>',
            text(language, "possible"),
        ),
        (
            line.format("var(--quiet)", 'stroke-width="1.3" stroke-dasharray="3 2.5"'),
            text(language, "path to the target"),
        ),
        ('<svg width="14" height="6" aria-hidden="true"><line class="target" x1="0" x2="14" y1="3" y2="3"/></svg>', text(language, "target")),
    )  # fmt: skip
    return '<ul class="key">' + "".join(f"<li>{mark}{escape(words)}</li>" for mark, words in marks) + "</ul>"


def _panel(language: str, figure: Figure, history: Sequence[Figure], href: str) -> str:
    name = figure.indicator.name.in_language(language)
    return (
        f'<li><a href="{escape(href)}">{escape(name)}</a><p class="goal">{escape(goal(language, figure))}</p>'
        f"{_drawing(language, figure, history)}"
        f'<p class="now"><strong>{escape(numbers.interval(language, figure))}</strong> '
        f"{escape(text(language, 'in {year}', year=str(figure.year)))}</p>{signs.verdict(language, figure.judgement)}</li>"
    )


def alt(language: str, figure: Figure, history: Sequence[Figure]) -> str:
    """What a panel shows: the ambition, its first and last value, and the status; at most 250 characters."""
    name = figure.indicator.name.in_language(language)
    certain = final(history)
    if len(certain) < 2:
        said = text(language, "Not enough years for a line.")
    else:
        said = text(
            language,
            "From {first} in {first_year} to {last} in {last_year}",
            first=numbers.interval(language, certain[0]),
            first_year=str(certain[0].year),
            last=numbers.interval(language, certain[-1]),
            last_year=str(certain[-1].year),
        )
    return short(f"{name}. {said}. {signs.judged_word(language, figure.judgement)}.".replace("..", "."))


@dataclass(frozen=True)
class _Scale:
    """Years across, values up from nought."""

    first: int
    last: int
    highest: Fraction

    def place(self, year: int, value: Fraction) -> str:
        across = Fraction(year - self.first, max(self.last - self.first, 1))
        up = value / self.highest if self.highest > 0 else Fraction(0)
        x = EDGE + (WIDTH - 2 * EDGE) * float(across)
        y = EDGE + (HEIGHT - 2 * EDGE) * float(1 - max(up, Fraction(0)))
        return f"{x:.1f},{y:.1f}"


def _bounds(figure: Figure) -> tuple[Fraction, Fraction]:
    """Proven and possible of a figure with a value."""
    share = figure.share
    assert share is not None
    assert share.proven is not None
    assert share.possible is not None
    return share.proven, share.possible


def _drawing(language: str, figure: Figure, history: Sequence[Figure]) -> str:
    certain, provisional, version = final(history), unfinished(history), figure.commitment_version
    said = escape(alt(language, figure, history))
    opening = f'<svg class="multiple" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{said}">'
    seen = [*certain, *provisional]
    if not seen:
        return f'{opening}<rect class="empty" x="1" y="1" width="{WIDTH - 2}" height="{HEIGHT - 2}"/></svg>'
    points = drawn_points(figure.indicator, version) if version else []
    years = [one.year for one in seen] + [point.year for point in points]
    levels = [_bounds(one)[1] for one in seen]
    levels += [point.value for point in points]
    scale = _Scale(min(years), max(years), max(levels))
    parts = [opening, f'<line class="ground" x1="0" x2="{WIDTH}" y1="{HEIGHT - EDGE}" y2="{HEIGHT - EDGE}"/>']
    if len(certain) > 1:
        low = [scale.place(one.year, _bounds(one)[0]) for one in certain]
        high = [scale.place(one.year, _bounds(one)[1]) for one in certain]
        parts.append(f'<polygon class="possible" fill="url(#hatch)" points="{" ".join([*high, *reversed(low)])}"/>')
        parts.append(f'<polyline class="proven-line" points="{" ".join(low)}"/>')
    if len(points) > 1:
        path = " ".join(scale.place(point.year, point.value) for point in points)
        parts.append(f'<polyline class="path-line" points="{path}"/>')
    if version is not None:
        x, y = scale.place(version.target.year, version.target.value).split(",")
        parts.append(f'<line class="target" x1="{float(x) - 7:.1f}" x2="{float(x) + 5:.1f}" y1="{y}" y2="{y}"/>')
    if certain:
        x, y = scale.place(certain[-1].year, _bounds(certain[-1])[0]).split(",")
        parts.append(f'<circle class="proven" cx="{x}" cy="{y}" r="3.6"/>')
    for one in provisional:
        x, y = scale.place(one.year, _bounds(one)[0]).split(",")
        parts.append(f'<path class="provisional" transform="translate({x} {y})" d="M0-5l5 5-5 5-5-5z"/>')
    first, last = str(min(years)), str(max(years))
    return "".join(parts) + f'</svg><p class="ends" aria-hidden="true"><span>{first}</span><span>{last}</span></p>'


def years_table(
    language: str,
    label: str,
    figures: Sequence[Figure],
    years_of: Callable[[Figure], Sequence[Figure]],
    link: Callable[[Figure], str],
    named: Callable[[Figure], str],
) -> str:
    """The same as a table: a row for each figure under the name that `named` gives it, a column for each year, proven to possible."""
    histories = [{one.year: one for one in years_of(figure)} for figure in figures]
    years = sorted({year for history in histories for year in history})
    headings = [
        Heading(text(language, "Ambition")),
        *(Heading(str(year), "number") for year in years),
        Heading(text(language, "Target"), "number"),
        Heading(text(language, "Status")),
    ]
    rows = [
        [
            f'<a href="{escape(link(figure))}">{escape(named(figure))}</a>',
            *(numbers.interval(language, history[year]) if year in history else "–" for year in years),
            numbers.target(language, figure.indicator, figure.judgement.target),
            signs.verdict(language, figure.judgement),
        ]
        for figure, history in zip(figures, histories, strict=True)
    ]
    return table(label, headings, rows)
