"""The sentences of the overview, made from judged figures. Facts only: nothing here praises or blames."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kpi.language import plural, text
from kpi.model import Commitment, Figure, Status, YearState
from kpi.wording import ENOUGH, NEEDS_ACTION, ambitions, by_theme, cause, finding, headline, stake, tally, worst_first

__all__ = [
    "ENOUGH",
    "NEEDS_ACTION",
    "Moved",
    "achieved_since",
    "ambitions",
    "by_ambition",
    "by_theme",
    "cause",
    "finding",
    "headline",
    "identity",
    "moved",
    "not_in_force",
    "of_department",
    "results",
    "since",
    "stake",
    "tally",
    "worst_first",
]


def headline_of(language: str, name: str, figures: Sequence[Figure]) -> str:
    """The headline of one theme or department: "ICT: van de 9 ambities liggen er 2 op koers."."""
    finding = headline(language, figures)
    return text(language, "{name}: {finding}", name=name, finding=finding[:1].lower() + finding[1:])


def not_in_force(language: str, commitments: Sequence[Commitment], year: int) -> str:
    """The headline of a year in which none of the recorded ambitions holds."""
    first = min(one.versions[0].decision.date.year for one in commitments)
    if year < first:
        return text(
            language,
            "No ambition was in force yet in {year}. The first holds from {first}.",
            year=str(year),
            first=str(first),
        )
    return text(language, "None of the recorded ambitions holds here in {year}.", year=str(year))


def of_department(figures: Iterable[Figure], department: str | None) -> list[Figure]:
    """The figures of one department; None is the whole body."""
    return [figure for figure in figures if figure.department == department]


def identity(figure: Figure) -> tuple[str, str | None]:
    """What makes figures of several years one series: the indicator, and the commitment."""
    return figure.indicator.id, figure.commitment.id if figure.commitment else None


def results(history: Iterable[Figure]) -> list[Figure]:
    """What became of every target whose year is final, each under the version that was in force then."""
    return [
        figure
        for figure in history
        if figure.commitment_version is not None
        and figure.commitment_version.target.year == figure.year
        and figure.year_state is YearState.FINAL
    ]


def by_ambition(figures: Iterable[Figure]) -> dict[tuple[str, str | None], list[Figure]]:
    """The series of each ambition, oldest year first."""
    series: dict[tuple[str, str | None], list[Figure]] = {}
    for figure in sorted(figures, key=lambda figure: figure.year):
        series.setdefault(identity(figure), []).append(figure)
    return series


@dataclass(frozen=True)
class Moved:
    """How many ambitions reached their target since the year before, and how many fell back from a better status."""

    achieved: int
    fell_back: int


_BETTER_FIRST = {Status.ACHIEVED: 0, Status.ON_TRACK: 1, Status.BEHIND: 2, Status.MISSED: 2}


def moved(now: Iterable[Figure], years_of: Callable[[Figure], Sequence[Figure]], year_before: int) -> Moved:
    """Compare statuses with those of the year before; only where both years have one that can be told."""
    achieved = fell_back = 0
    for figure in now:
        earlier = next((one for one in years_of(figure) if one.year == year_before), None)
        old = _BETTER_FIRST.get(earlier.judgement.status) if earlier else None
        new = _BETTER_FIRST.get(figure.judgement.status)
        if old is None or new is None:
            continue
        achieved += new == 0 and old > 0
        fell_back += new > old
    return Moved(achieved, fell_back)


def since(language: str, change: Moved) -> str | None:
    """ "1 erbij gehaald, 1 gezakt"; None when nothing moved."""
    parts = []
    if change.achieved:
        parts.append(plural(language, "{number} more achieved", "{number} more achieved", change.achieved))
    if change.fell_back:
        parts.append(plural(language, "{number} fell back", "{number} fell back", change.fell_back))
    return ", ".join(parts) or None


def achieved_since(history: Sequence[Figure], year: int) -> int | None:
    """The first of the unbroken years up to `year` in which the target was reached; None when it is not."""
    by_year = {figure.year: figure.judgement.status for figure in history}
    first = None
    while by_year.get(year) is Status.ACHIEVED:
        first, year = year, year - 1
    return first
