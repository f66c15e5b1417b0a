"""HTML tables: every header has its scope, numbers stand right, and wide ones scroll in their own region."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from kpi.language import sum_text, text
from kpi.model import STATUS_ORDER, Figure, Status
from pages.parts import numbers, signs
from pages.parts.bullet import percent_of
from pages.parts.cited import named


@dataclass(frozen=True)
class Heading:
    """A column: its name, whether it holds numbers, or bars (which leave before the numbers do), and the page it leads to.

    The name of bars that repeat the column before them is `hidden`: said to who does not see the bars, and to nobody else. `share` is
    its part of the width in per cent, so that tables below each other stand in line; 0: as its words need.
    """

    name: str
    kind: str = "text"  # text, number, bar
    href: str | None = None
    hidden: bool = False
    share: int = 0


def table(
    label: str,
    headings: Sequence[Heading],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] | None = None,
) -> str:
    """A table of cells that are HTML already; the first cell of a row is its header, which stays in sight. `label` names its region."""
    classes = {"text": "", "number": ' class="number"', "bar": ' class="bar-cell"'}
    kinds = [classes[heading.kind] for heading in headings]
    head = "".join(
        f'<th scope="col"{kind}{_width(heading)}>{_heading(heading)}</th>'
        for heading, kind in zip(headings, kinds, strict=True)
    )

    def line(cells: Sequence[str], mark: str = "") -> str:
        rest = "".join(f"<td{kind}>{cell}</td>" for kind, cell in zip(kinds[1:], cells[1:], strict=True))
        return f'<tr{mark}><th scope="row">{cells[0]}</th>{rest}</tr>'

    body = "".join(line(cells) for cells in rows) + (line(total, ' class="total"') if total else "")
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(label)}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _width(heading: Heading) -> str:
    return f' style="width: {heading.share}%"' if heading.share else ""


def _heading(heading: Heading) -> str:
    name = escape(heading.name)
    if heading.hidden:
        return f'<span class="visually-hidden">{name}</span>'
    return f'<a href="{escape(heading.href)}">{name}</a>' if heading.href else name


GridRow = tuple[str, str, Sequence[str]]
"""A row of the status grid: its name, the address of its page, and its indicators."""


def interval_bar(low: Fraction, high: Fraction, whole: Fraction) -> str:
    """A flat bar of what is proven and what is possible, on a scale that all rows share."""
    start = percent_of(low, whole)
    parts = ['<svg class="flat-bar" aria-hidden="true"><rect class="track" y="1" width="100%" height="12"/>']
    if high > low:
        parts.append(
            f'<rect class="possible" x="{start}" y="1.5" width="{percent_of(high - low, whole)}" height="11" '
            'fill="url(#hatch)"/>'
        )
    return "".join(parts) + f'<rect class="proven" y="1" width="{start}" height="12"/></svg>'


def status_grid(
    language: str,
    first: str,
    rows_of: Sequence[GridRow],
    departments: Sequence[tuple[str, str, str]],
    figures: Mapping[tuple[str, str], tuple[Figure, str]],
) -> str:
    """Themes or ambitions against departments, a sign for each ambition. `first` names the first column.

    `departments` are (id, name, address of its page); `figures` gives the figure and the address of its page by (department, indicator). A
    cell without a judged ambition is a dash: no spend for this theme.
    """
    headings = [Heading(first), *(Heading(name, href=href) for _, name, href in departments)]
    rows = []
    for row, href, indicators in rows_of:
        cells = [f'<a href="{escape(href)}">{escape(row)}</a>']
        for department, _, _ in departments:
            found = [figures[department, indicator] for indicator in indicators if (department, indicator) in figures]
            links = "".join(_cell(language, figure, href) for figure, href in found if counts_in_grid(figure))
            cells.append(f'<span class="cells">{links}</span>' if links else "–")
        rows.append(cells)
    return table(first, headings, rows)


def counts_in_grid(figure: Figure) -> bool:
    """A department without any spend in the scope has a dash, not a sign."""
    nothing = figure.share is not None and figure.share.reason_code == "base_zero"
    return not (figure.judgement.status is Status.NO_DATA and nothing)


def _cell(language: str, figure: Figure, href: str) -> str:
    status = figure.judgement.status
    whose = figure.department_name or text(language, "department unknown")
    name = f"{whose}: {figure.indicator.name.in_language(language)}: {signs.judged_word(language, figure.judgement)}"
    return (
        f'<a class="cell tone-{signs.tone(status)}" href="{escape(href)}" aria-label="{escape(name)}">'
        f"{signs.sign(status)}</a>"
    )


def grid_section(
    language: str,
    heading: str,
    first: str,
    rows: Sequence[GridRow],
    departments: Sequence[tuple[str, str, str]],
    figures: Mapping[tuple[str, str], tuple[Figure, str]],
) -> str:
    """The status grid with its heading, its explanation and its legend."""
    intro = text(
        language,
        "Each sign is one ambition of that department. Choose a sign to open it. A theme never gets one average figure.",
    )
    grid = status_grid(language, first, rows, departments, figures)
    return f'<h2>{escape(heading)}</h2><p class="intro">{escape(intro)}</p>{grid}{legend(language, dash=True)}'


def ambitions(language: str, figures: Sequence[Figure], link: Callable[[Figure], str]) -> str:
    """The ambitions as a table: the same figures as the bullet rows."""
    headings = [
        Heading(text(language, "Ambition")),
        Heading(text(language, "Target"), "number"),
        Heading(text(language, "Year"), "number"),
        Heading(text(language, "Proven"), "number"),
        Heading(text(language, "Possible"), "number"),
        Heading(text(language, "Expected now"), "number"),
        Heading(text(language, "Status")),
        Heading(text(language, "Short by"), "number"),
        Heading(text(language, "Classified"), "number"),
    ]
    rows = []
    for figure in figures:
        indicator, judged, share = figure.indicator, figure.judgement, figure.share
        rows.append(
            [
                f'<a href="{escape(link(figure))}">{named(language, indicator)}</a>',
                numbers.target(language, indicator, judged.target),
                str(judged.target_year or "–"),
                numbers.bound(language, indicator, share.proven if share else None),
                numbers.bound(language, indicator, share.possible if share else None),
                numbers.expectation(language, indicator, judged.expected),
                signs.verdict(language, judged),
                "–" if judged.gap_amount is None else escape(sum_text(language, indicator, judged.gap_amount, "up")),
                numbers.coverage(language, share.coverage if share else None),
            ]
        )
    return table(text(language, "Ambitions"), headings, rows)


def legend(language: str, dash: bool = False) -> str:
    """All seven signs with their words; with the dash of the grid when that is asked."""
    signs_and_words = [
        f"<li>{signs.sign(status)}<span>{escape(signs.word(language, status))}</span></li>" for status in STATUS_ORDER
    ]
    if dash:
        signs_and_words.append(f"<li>– {escape(text(language, 'no spend for this theme'))}</li>")
    return f'<ul class="legend">{"".join(signs_and_words)}</ul>'
