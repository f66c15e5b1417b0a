"""The sentences of the overview, made from judged figures. Facts only: nothing here praises or blames."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi.language import Percent, plural, text
from kpi.model import STATUS_ORDER, Figure, Status, Theme, YearState

NEEDS_ACTION = (Status.BEHIND, Status.MISSED, Status.CANNOT_TELL_YET)


def of_department(figures: Iterable[Figure], department: str | None) -> list[Figure]:
    """The figures of one department; None is the whole body."""
    return [figure for figure in figures if figure.department == department]


def ambitions(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that a promise was in force for."""
    return [figure for figure in figures if figure.commitment is not None and figure.commitment_version is not None]


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


def by_theme(themes: Sequence[Theme], figures: Sequence[Figure]) -> list[tuple[Theme, list[Figure]]]:
    """Figures under their first theme, in the order of the themes; themes without one are left out."""
    found = [(theme, [figure for figure in figures if figure.indicator.themes[0] == theme.id]) for theme in themes]
    return [(theme, group) for theme, group in found if group]


def tally(figures: Iterable[Figure]) -> list[tuple[Status, int]]:
    """How many figures have each status, in the fixed order; statuses without a figure are left out."""
    numbers = Counter(figure.judgement.status for figure in figures)
    return [(status, numbers[status]) for status in STATUS_ORDER if numbers[status]]


def headline(language: str, figures: Sequence[Figure]) -> str:
    """The finding of the overview in at most four sentences."""
    if not figures:
        return text(language, "No ambitions have been recorded yet.")
    numbers = dict(tally(figures))
    opening: list[Status] = [status for status in STATUS_ORDER[:2] if status in numbers]
    if not opening:
        opening = [status for status in STATUS_ORDER if status in numbers][:1]
    clauses = [_clause(language, status, numbers[status]) for status in opening]
    lead = plural(language, "Of {number} ambition,", "Of {number} ambitions,", len(figures))
    joined = text(language, "{first} and {second}", first=clauses[0], second=clauses[1]) if clauses[1:] else clauses[0]
    rest = [status for status in NEEDS_ACTION if status in numbers and status not in opening]
    return " ".join([f"{lead} {joined}.", *(_sentence(language, status, numbers[status]) for status in rest)])


ENOUGH = Fraction(60, 100)
"""The classified part under which the overview says that first."""


def finding(language: str, figures: Sequence[Figure], classified: Fraction | None) -> str:
    """The h1 of the overview: the headline, or that too little is classified to say anything."""
    if figures and classified is not None and classified < ENOUGH:
        return text(language, "Too little is classified to say anything: {part}.", part=Percent(classified, "down"))
    return headline(language, figures)


def _clause(language: str, status: Status, number: int) -> str:
    clauses = {
        Status.ACHIEVED: plural(language, "{number} is achieved", "{number} are achieved", number),
        Status.ON_TRACK: plural(language, "{number} is on track", "{number} are on track", number),
        Status.BEHIND: plural(language, "{number} is behind", "{number} are behind", number),
        Status.MISSED: plural(language, "{number} is missed", "{number} are missed", number),
        Status.CANNOT_TELL_YET: plural(
            language, "for {number} we cannot tell yet", "for {number} we cannot tell yet", number
        ),
        Status.NO_DATA: plural(language, "for {number} there are no data", "for {number} there are no data", number),
        Status.WITHHELD: plural(language, "{number} is withheld", "{number} are withheld", number),
    }
    return clauses[status]


def _sentence(language: str, status: Status, number: int) -> str:
    sentences = {
        Status.BEHIND: plural(language, "{number} is behind.", "{number} are behind.", number),
        Status.MISSED: plural(language, "{number} is missed.", "{number} are missed.", number),
        Status.CANNOT_TELL_YET: plural(
            language, "For {number} we cannot tell yet.", "For {number} we cannot tell yet.", number
        ),
    }
    return sentences[status]


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


def worst_first(figures: Iterable[Figure], limit: int = 3) -> list[Figure]:
    """What asks for action: the largest euros first among behind, missed and cannot tell yet."""
    asking = [figure for figure in figures if figure.judgement.status in NEEDS_ACTION]
    return sorted(asking, key=lambda figure: (-(stake(figure) or 0), figure.indicator.id))[:limit]


def stake(figure: Figure) -> Fraction | None:
    """The euros that a status is about: what is short, or what has to be settled before it can be told. None where the sums
    are not euros.
    """
    judged = figure.judgement
    if figure.indicator.measure != "euro":
        return None
    return judged.to_settle if judged.status is Status.CANNOT_TELL_YET else judged.gap_euro


def achieved_since(history: Sequence[Figure], year: int) -> int | None:
    """The first of the unbroken years up to `year` in which the target was reached; None when it is not."""
    by_year = {figure.year: figure.judgement.status for figure in history}
    first = None
    while by_year.get(year) is Status.ACHIEVED:
        first, year = year, year - 1
    return first
