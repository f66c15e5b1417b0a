"""Bullet rows: one ambition a row, with its bar, its status and the direction it moved in.

The bar runs from 0 to 1.25 times the target, so that the target line is always in the same place. Where less is better
the bar shows the value itself, up to the larger of that and the value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape

from kpi.language import text
from kpi.model import Figure, Indicator
from kpi.wording import bar_scale, goal, second_line
from pages.parts import numbers, signs
from pages.parts.cited import named

TREND_WIDTH, TREND_HEIGHT = 100, 34


@dataclass(frozen=True)
class Trend:
    """The years of one ambition for its small line: what was shown, and what the path asked."""

    years: tuple[int, ...]
    values: tuple[Fraction, ...]
    path: tuple[Fraction | None, ...]


def trend(history: Sequence[Figure]) -> Trend:
    """The judged bound of each year with a value: proven where more is better, else possible."""
    shown = []
    for figure in sorted(history, key=lambda figure: figure.year):
        if figure.share is None or figure.share.proven is None or figure.share.possible is None:
            continue
        value = figure.share.proven if figure.indicator.higher_is_better else figure.share.possible
        shown.append((figure.year, value, figure.judgement.expected))
    years, values, path = zip(*shown, strict=True) if shown else ((), (), ())
    return Trend(years, values, path)


def percent_of(part: Fraction, whole: Fraction) -> str:
    """A place on the bar, in per cent of its width, clipped at its edges."""
    place = min(max(part / whole, Fraction(0)), Fraction(1)) if whole else Fraction(0)
    return f"{float(place * 100):.2f}%"


def bar(figure: Figure) -> str:
    """The bar as SVG; hidden from screen readers, because the row says the same in words."""
    judged, share = figure.judgement, figure.share
    scale = bar_scale(figure)
    parts = ['<svg class="bar" aria-hidden="true" focusable="false">']
    if share is None or share.proven is None or share.possible is None:
        parts.append('<rect class="empty" x="1" y="9" width="99%" height="12"/>')
    else:
        low, up_to = percent_of(share.proven, scale), percent_of(share.possible, scale)
        hatched = percent_of(share.possible - share.proven, scale)
        parts.append('<rect class="track" x="0" y="9" width="100%" height="12"/>')
        if low != up_to:
            parts.append(f'<rect class="possible" x="{low}" y="9.5" width="{hatched}" height="11" fill="url(#hatch)"/>')
        parts.append(f'<rect class="proven" x="0" y="9" width="{low}" height="12"/>')
    if judged.target is not None:
        at = percent_of(judged.target, scale)
        parts.append(f'<line class="halo" x1="{at}" x2="{at}" y1="3" y2="27"/>')
        parts.append(f'<line class="target" x1="{at}" x2="{at}" y1="3" y2="27"/>')
    if judged.expected is not None and share is not None and share.proven is not None:
        at = percent_of(judged.expected, scale)
        parts.append(f'<svg x="{at}" y="0" overflow="visible"><path class="expected" d="M0 22l5.5 7h-11z"/></svg>')
    return "".join(parts) + "</svg>"


def trend_line(language: str, shown: Trend, indicator: Indicator) -> str:
    """The small line with its own vertical range: it shows a direction only, and says its ends to screen readers."""
    if len(shown.years) < 2:
        return f"<span>{escape(text(language, 'no series'))}</span>"
    levels = [*shown.values, *(value for value in shown.path if value is not None)]
    lowest, highest = min(levels), max(levels)
    span = highest - lowest or Fraction(1)
    first, length = shown.years[0], shown.years[-1] - shown.years[0]

    def place(year: int, value: Fraction) -> str:
        across = 3 + (TREND_WIDTH - 6) * float(Fraction(year - first, length))
        down = 4 + (TREND_HEIGHT - 8) * float((highest - value) / span)
        return f"{across:.1f},{down:.1f}"

    line = [place(year, value) for year, value in zip(shown.years, shown.values, strict=True)]
    path = [place(year, value) for year, value in zip(shown.years, shown.path, strict=True) if value is not None]
    x, y = line[-1].split(",")
    said = text(
        language,
        "From {first} in {first_year} to {last} in {last_year}",
        first=numbers.bound(language, indicator, shown.values[0]),
        first_year=str(shown.years[0]),
        last=numbers.bound(language, indicator, shown.values[-1]),
        last_year=str(shown.years[-1]),
    )
    return (
        f'<span class="visually-hidden">{escape(said)}</span>'
        f'<svg class="trend-line" viewBox="0 0 {TREND_WIDTH} {TREND_HEIGHT}" aria-hidden="true">'
        + (f'<polyline class="path-line" points="{" ".join(path)}"/>' if len(path) > 1 else "")
        + f'<polyline class="proven-line" points="{" ".join(line)}"/>'
        f'<circle class="proven" cx="{x}" cy="{y}" r="3.4"/></svg>'
    )


def under_bar(language: str, figure: Figure) -> str:
    """What the bar says, in words."""
    share, indicator = figure.share, figure.indicator
    if share is None or share.proven is None or share.possible is None:
        return f"<span>{escape(figure.judgement.reason.in_language(language))}</span>"
    low, high = (numbers.bound(language, indicator, value) for value in (share.proven, share.possible))
    if indicator.higher_is_better:
        left, right = text(language, "proven"), text(language, "possibly up to {share}", share=high)
    else:
        left, right = text(language, "at least"), text(language, "at most {share}", share=high)
    if share.proven == share.possible:
        right = text(language, "all classified") if indicator.is_share else text(language, "known exactly")
    value = f"<strong>{escape(low)}</strong>"
    first = f"{value} {escape(left)}" if indicator.higher_is_better else f"{escape(left)} {value}"
    return f"<span>{first}</span><span>{escape(right)}</span>"


def row(language: str, figure: Figure, href: str, shown: Trend, achieved_since: int | None = None) -> str:
    """One ambition: name and target, bar, status, trend."""
    status = figure.judgement.status
    return (
        '<li class="bullet grid-row">'
        f'<div class="name"><a href="{escape(href)}">{named(language, figure.indicator)}</a>'
        f'<div class="goal">{escape(goal(language, figure))}</div></div>'
        f'<div class="value">{bar(figure)}<div class="under">{under_bar(language, figure)}</div></div>'
        f'<div class="verdict">{signs.sign(status)}'
        f'<span class="status tone-{signs.tone(status)}">{escape(signs.judged_word(language, figure.judgement))}</span>'
        f'<span class="second">{escape(second_line(language, figure, achieved_since))}</span></div>'
        f'<div class="trend">{trend_line(language, shown, figure.indicator)}</div></li>'
    )


def head(language: str, years: str) -> str:
    """The column names above the rows; the rows carry their own words, so screen readers do without."""
    names = (text(language, "Ambition"), text(language, "Value"), text(language, "Status"), years)
    return '<div class="bullet-head grid-row" aria-hidden="true">' + "".join(
        f"<div>{escape(name)}</div>" for name in names
    ) + "</div>"  # fmt: skip


def key(language: str) -> str:
    """What the marks on a bar mean."""
    marks = (
        ('<svg width="22" height="12"><rect class="proven" width="22" height="12"/></svg>', text(language, "proven")),
        (
            '<svg width="22" height="12"><rect class="possible" x=".5" y=".5" width="21" height="11" '
            'fill="url(#hatch)"/></svg>',
            text(language, "possible (not yet classified)"),
        ),
        ('<svg width="6" height="18"><line class="target" x1="3" x2="3" y1="0" y2="18"/></svg>', text(language, "target")),
        ('<svg width="14" height="10"><path class="expected" d="M7 1l5.5 7h-11z"/></svg>', text(language, "expected now")),
    )  # fmt: skip
    return '<ul class="key">' + "".join(f"<li>{mark}{escape(word)}</li>" for mark, word in marks) + "</ul>"
