"""How the overview opens: the finding, its proof, the tally, and where action is needed. Pure markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from html import escape

from kpi.language import day, euro, euros_from_sum, percent, plural, text
from kpi.model import Figure, Status, Submission, SubmissionState, Theme
from pages.parts import bullet, signs, story
from pages.parts.cited import named


@dataclass(frozen=True)
class Proof:
    """What the proof line says. `moved` is None without a year before."""

    period: str  # the year, and how far it is where it is not final
    spend: Fraction | None  # euros
    classified: Fraction | None
    submission: Submission | None  # the last one of this year
    previous_year: int | None = None
    moved: story.Moved | None = None


def spend(figures: Sequence[Figure]) -> Fraction | None:
    """The procurement spend in euros that these figures of one body and year are about."""
    return next((euros_from_sum(figure.sums.total) for figure in figures if _in_euros(figure) and figure.sums), None)


def _in_euros(figure: Figure) -> bool:
    return figure.indicator.measure == "euro"


def last_submission(submissions: Sequence[Submission]) -> Submission | None:
    """The submission that was made last and still counts."""
    gone = (SubmissionState.WITHDRAWN, SubmissionState.REPLACED)
    standing = [submission for submission in submissions if submission.state not in gone]
    return max(standing, key=lambda submission: submission.submitted_at, default=None)


def title(language: str, finding: str, proof: Proof, figures: Sequence[Figure]) -> str:
    """The h1, the proof line and the tally."""
    return f"<h1>{escape(finding)}</h1>{proof_line(language, proof)}{tally(language, figures)}"


def tally(language: str, figures: Sequence[Figure]) -> str:
    """How many figures have each status: sign, number, word."""
    marks = "".join(
        f'<li>{signs.sign(status)}<span class="word"><strong>{number}</strong> '
        f"{escape(signs.tally_word(language, status, number))}</span></li>"
        for status, number in story.tally(figures)
    )
    return f'<ul class="tally">{marks}</ul>' if marks else ""


def proof_line(language: str, proof: Proof) -> str:
    """Spend, classified part, who submitted it last and what moved since the year before."""
    facts: list[tuple[str, str]] = []
    if proof.spend is not None:
        facts.append((text(language, "Spend {year}", year=proof.period), euro(language, proof.spend)))
    if proof.classified is not None:
        facts.append((text(language, "classified"), percent(language, proof.classified, "down")))
    if proof.submission is not None:
        facts.append((text(language, "last submitted"), _submitted(language, proof.submission)))
    if proof.previous_year is not None and proof.moved is not None:
        words = story.since(language, proof.moved) or text(language, "nothing moved")
        facts.append((text(language, "since {year}", year=str(proof.previous_year)), words))
    spans = "".join(f"<span>{escape(name)} <strong>{escape(value)}</strong></span>" for name, value in facts)
    return f'<p class="proof">{spans}</p>' if spans else ""


def _submitted(language: str, submission: Submission) -> str:
    when = day(language, submission.submitted_at.date())
    if submission.state is SubmissionState.CERTIFIED:
        return text(language, "{day}, certified by the controller", day=when)
    if submission.state is SubmissionState.REOPENED:
        return text(language, "{day}, reopened", day=when)
    return text(language, "{day}, not certified yet: provisional", day=when)


def actions(
    language: str,
    figures: Sequence[Figure],
    link: Callable[[Figure], str],
    every: Iterable[Figure] = (),
    next_due: date | None = None,
) -> str:
    """At most three rows that ask for action, the largest euros first. `every` has the figures of the departments too; by `next_due`
    the figures of the next year come in.
    """
    asking = story.worst_first(figures)
    if not asking:
        return f'<p class="lead">{escape(_nothing_asked(language, figures, next_due))}</p>'
    heading = f'<h2 class="later">{escape(text(language, "Where action is needed"))}</h2>'
    of_year = list(every)
    rows = "".join(_action(language, figure, link(figure), story.cause(language, figure, of_year)) for figure in asking)
    return f'{heading}<ul class="actions">{rows}</ul>'


def _nothing_asked(language: str, figures: Sequence[Figure], next_due: date | None) -> str:
    """That nothing is needed, and until when; where figures have no value, that it is said below why."""
    without = [figure for figure in figures if figure.judgement.status is Status.NO_DATA]
    if not without:
        said = text(language, "Nothing is needed now.")
        return (
            f"{said} {text(language, 'The next figures come by {day}.', day=day(language, next_due))}"
            if next_due
            else said
        )
    return plural(
        language,
        "{number} ambition has no value yet; below it says why.",
        "{number} ambitions have no value yet; below it says why.",
        len(without),
    )


def _action(language: str, figure: Figure, href: str, why: str) -> str:
    status, stake = figure.judgement.status, story.stake(figure)
    what = text(language, "to classify") if status is Status.CANNOT_TELL_YET else text(language, "short")
    amount = f"{escape(euro(language, stake, 'up'))} <small>{escape(what)}</small>" if stake else ""
    name = named(language, figure.indicator)
    return (
        f'<li>{signs.sign(status)}<div><a href="{escape(href)}">{name}</a>'
        f'<span class="visually-hidden">{escape(signs.judged_word(language, figure.judgement))}</span></div>'
        f'<div class="amount">{amount}</div><div class="cause">{escape(why)}</div></li>'
    )


def rows_by_theme(
    language: str,
    themes: Sequence[tuple[Theme, Sequence[Figure]]],
    history: Callable[[Figure], Sequence[Figure]],
    link: Callable[[Figure], str],
) -> str:
    """The bullet rows under their themes: (theme, its figures). `history` gives the years of a figure."""
    years = sorted({earlier.year for _, figures in themes for figure in figures for earlier in history(figure)})
    span = "" if not years else str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    parts = [
        f"<h2>{escape(text(language, 'Ambitions by theme'))}</h2>",
        '<p class="intro">',
        escape(
            text(
                language,
                "Every bar runs from 0 to just past its target, so the target line is always in the same place.",
            )
        ),
        "</p>",
        bullet.key(language),
        bullet.head(language, span),
    ]
    for theme, figures in themes:
        parts.append(f'<h3 class="theme">{escape(theme.name.in_language(language))}</h3><ul>')
        for figure in figures:
            years_of_figure = history(figure)
            since = story.achieved_since(years_of_figure, figure.year)
            parts.append(bullet.row(language, figure, link(figure), bullet.trend(years_of_figure), since))
        parts.append("</ul>")
    return "".join(parts)


def trail(language: str, crumbs: Sequence[tuple[str, str | None]], total: str | None = None) -> str:
    """Where this is, as links: `crumbs` are (name, address or None), `total` is how much stands there."""
    steps = "".join(
        f'<li><a href="{escape(href)}">{escape(name)}</a></li>'
        if href
        else f'<li aria-current="page">{escape(name)}</li>'
        for name, href in crumbs
    )
    if total:
        steps += f"<li>{escape(total)}</li>"
    label = escape(text(language, "Where you are"))
    return f'<nav aria-label="{label}"><ol class="where">{steps}</ol></nav>'
