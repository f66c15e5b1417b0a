"""All promises of a body as tables: those that stand, and the results of those whose year has passed. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from kpi.language import day, text
from kpi.model import Commitment, Figure, Indicator
from pages.parts import numbers, signs
from pages.parts.cited import in_dutch, named
from pages.parts.promise import own_mark
from pages.parts.tables import Heading, table


@dataclass(frozen=True)
class Row:
    """One promise with its figure of the year that is looked at, if there is one, and the address of its page."""

    commitment: Commitment
    indicator: Indicator
    figure: Figure | None
    href: str


def standing(language: str, rows: Sequence[Row]) -> str:
    """The promises as they were in force in the year of their figures: as decided, by whom, and how they stand."""
    if not rows:
        return f"<p>{escape(text(language, 'No ambitions have been recorded yet.'))}</p>"
    headings = [
        Heading(text(language, "As decided")),
        Heading(text(language, "Status")),
        Heading(text(language, "Value"), "number"),
        Heading(text(language, "Responsible")),
        Heading(text(language, "Decision")),
    ]
    return table(text(language, "Ambitions"), headings, [_row(language, row) for row in rows])


def _row(language: str, row: Row) -> list[str]:
    in_force = row.figure.commitment_version if row.figure else None
    version = in_force or row.commitment.versions[-1]
    decision = f"{version.decision.kind} {version.decision.reference}"
    when = day(language, version.decision.date, short=True)
    aim = text(
        language,
        "target {target} in {year}",
        target=numbers.target(language, row.indicator, version.target.value),
        year=str(version.target.year),
    )
    ended = row.commitment.ended
    if ended:
        status = escape(text(language, "Ended on {day}", day=day(language, ended.decision.date, short=True)))
    else:
        status = signs.verdict(language, row.figure.judgement) if row.figure else "–"
    return [
        f'<a href="{escape(row.href)}">{in_dutch(language, version.text)}</a>{own_mark(language, row.indicator)}'
        f'<div class="small">{escape(aim)}</div>',
        status,
        escape(numbers.interval(language, row.figure)) if row.figure else "–",
        in_dutch(language, version.responsible or "–"),
        f'{in_dutch(language, decision)}, <span class="together">{escape(when)}</span>',
    ]


def earlier(language: str, figures: Sequence[Figure], link: Callable[[Figure], str]) -> str:
    """What became of promises whose target year has passed, newest first. They stay, whatever was decided later."""
    heading = f'<h2 class="later">{escape(text(language, "Earlier promises"))}</h2>'
    if not figures:
        return heading + f"<p>{escape(text(language, 'No target year has passed yet.'))}</p>"
    intro = text(language, "A promise whose year has passed stays here, also when a new target was decided later.")
    headings = [
        Heading(text(language, "Promise")),
        Heading(text(language, "Status")),
        Heading(text(language, "Result"), "number"),
        Heading(text(language, "Target"), "number"),
        Heading(text(language, "Year"), "number"),
    ]
    rows = [
        [
            f'<a href="{escape(link(figure))}">{_text(figure, language)}</a>',
            signs.verdict(language, figure.judgement),
            escape(numbers.interval(language, figure)),
            escape(numbers.target(language, figure.indicator, figure.judgement.target)),
            str(figure.year),
        ]
        for figure in sorted(figures, key=lambda figure: (-figure.year, figure.indicator.id))
    ]
    return f'{heading}<p class="intro">{escape(intro)}</p>' + table(text(language, "Earlier promises"), headings, rows)


def _text(figure: Figure, language: str) -> str:
    version = figure.commitment_version
    return in_dutch(language, version.text) if version else named(language, figure.indicator)
