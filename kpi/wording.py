"""Figures, statuses and findings as a reader sees them, on screens and on paper alike.

Figures are rounded towards the unfavourable side, and never stand without their word. Facts only: nothing here praises or
blames.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

from kpi.language import (
    Percent,
    euro,
    from_sum,
    in_unit,
    month,
    percent,
    plural,
    points,
    sum_text,
    target_percent,
    text,
)
from kpi.model import STATUS_ORDER, Figure, Indicator, Judgement, Message, Role, Status, Theme, YearState

NEEDS_ACTION = (Status.BEHIND, Status.MISSED, Status.CANNOT_TELL_YET)

ENOUGH = Fraction(60, 100)
"""The classified part under which the overview says that first."""

LAST_MONTH = 12

LEAST_SHOWN = Fraction(1, 1000)
"""A tenth of a percentage point: what is less is written as none."""

PAST_TARGET = Fraction(5, 4)
"""Where a bar ends, in times its target: so the target stands at the same place on every bar."""


def worse_side(indicator: Indicator) -> str:
    """To which side the bounds are rounded: down where more is better, up where less is."""
    return "down" if indicator.higher_is_better else "up"


def value(language: str, indicator: Indicator, exact: Fraction, side: str) -> str:
    """A share as a percentage, a quantity with its unit; rounded to "down" or "up"."""
    if indicator.unit == "share":
        return percent(language, exact, side)
    return in_unit(language, exact, indicator.unit_name, side)


def bound(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """A proven or possible value; a dash where there is none."""
    return "–" if exact is None else value(language, indicator, exact, worse_side(indicator))


def expectation(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """The value expected now, rounded so that it is not met sooner than it is; a dash where nothing is expected."""
    side = "up" if indicator.higher_is_better else "down"
    return "–" if exact is None else value(language, indicator, exact, side)


def target(language: str, indicator: Indicator, exact: Fraction | None) -> str:
    """A target as it was decided: 10%, never 10,0%."""
    if exact is None:
        return "–"
    return (
        target_percent(language, exact) if indicator.unit == "share" else value(language, indicator, exact, "nearest")
    )


def interval(language: str, figure: Figure) -> str:
    """ "6,4%–12,0%" for tables; one value where the bounds are the same; a dash without a value."""
    share = figure.share
    if share is None or share.proven is None:
        return "–"
    low, high = (bound(language, figure.indicator, exact) for exact in (share.proven, share.possible))
    return low if low == high else f"{low}–{high}"


def distance(language: str, indicator: Indicator, exact: Fraction, side: str = "up") -> str:
    """A difference: points of a share, or an amount of a quantity."""
    if indicator.is_share:
        return text(language, "{points} points", points=points(language, exact, side))
    return value(language, indicator, exact, side)


def of_sums(language: str, indicator: Indicator, parts: int) -> str:
    """A sum in its unit: euros, contracts, kWh."""
    return sum_text(language, indicator, from_sum(indicator, parts))


def coverage(language: str, exact: Fraction | None) -> str:
    """A classified part, rounded down."""
    return "–" if exact is None else percent(language, exact, "down")


def period(language: str, year: int, state: YearState | None, until: date | None = None) -> str:
    """ "2025 (definitief)", "2026 (voorlopig, t/m september)"; a year without a state is written bare.

    `until` is the last day of which there are lines; in December it tells nothing and is not said.
    """
    partly = until is not None and until.month < LAST_MONTH
    values = {"year": str(year), "month": month(language, until) if until else ""}
    match state:
        case YearState.FINAL:
            return text(language, "{year} (final)", year=str(year))
        case YearState.PROVISIONAL if partly:
            return text(language, "{year} (provisional, to {month})", **values)
        case YearState.PROVISIONAL:
            return text(language, "{year} (provisional)", year=str(year))
        case YearState.OPEN if partly:
            return text(language, "{year} (not complete, to {month})", **values)
        case YearState.OPEN:
            return text(language, "{year} (not complete)", year=str(year))
    return str(year)


def status_word(language: str, status: Status) -> str:
    """One of the seven status words."""
    words = {
        Status.ACHIEVED: text(language, "Achieved"),
        Status.ON_TRACK: text(language, "On track"),
        Status.BEHIND: text(language, "Behind"),
        Status.MISSED: text(language, "Missed"),
        Status.CANNOT_TELL_YET: text(language, "Cannot tell yet"),
        Status.NO_DATA: text(language, "No data"),
        Status.WITHHELD: text(language, "Withheld"),
    }
    return words[status]


def judged_word(language: str, judged: Judgement) -> str:
    """The status word of what was judged; a standard that was met before and is not any more has a word of its own."""
    if judged.reason_code == "below_standard":
        return text(language, "Below the standard")
    return status_word(language, judged.status)


def audience(language: str, role: Role) -> str:
    """An audience in words."""
    words = {
        Role.ADMINISTRATOR: text(language, "administrator"),
        Role.BUYER: text(language, "procurement"),
        Role.CONTROLLER: text(language, "controller"),
        Role.MINISTRY: text(language, "ministry"),
        Role.PUBLIC: text(language, "public"),
    }
    return words[role]


def person(language: str, name: str | None) -> str:
    """Who did something; "" where that is not known.

    The one trusted user of this machine stands in the records as `local` and the audience as which was looked.
    """
    for role in Role:
        if name == local_name(role):
            return text(language, "{audience} (this machine)", audience=audience(language, role))
    return name or ""


def person_message(name: str | None) -> Message:
    """The same in every language, as a part of a message."""
    return Message(nl=person("nl", name), en=person("en", name))


def local_name(role: Role) -> str:
    """The name in the records of the one trusted user of this machine, who looks as this audience."""
    return f"local {role.value}"


def ambitions(figures: Iterable[Figure]) -> list[Figure]:
    """The figures that a promise was in force for."""
    return [figure for figure in figures if figure.commitment is not None and figure.commitment_version is not None]


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
    if len(figures) == 1:
        return _only(language, figures[0].judgement.status)
    numbers = dict(tally(figures))
    if len(numbers) == 1:
        return _every(language, figures[0].judgement.status, len(figures))
    opening: list[Status] = [status for status in STATUS_ORDER[:2] if status in numbers]
    if not opening:
        opening = [status for status in STATUS_ORDER if status in numbers][:1]
    clauses = [_clause(language, status, numbers[status]) for status in opening]
    lead = text(language, "Of {number} ambitions,", number=str(len(figures)))
    joined = text(language, "{first} and {second}", first=clauses[0], second=clauses[1]) if clauses[1:] else clauses[0]
    rest = [status for status in NEEDS_ACTION if status in numbers and status not in opening]
    return " ".join([f"{lead} {joined}.", *(_sentence(language, status, numbers[status]) for status in rest)])


def _only(language: str, status: Status) -> str:
    sentences = {
        Status.ACHIEVED: text(language, "The only ambition is achieved."),
        Status.ON_TRACK: text(language, "The only ambition is on track."),
        Status.BEHIND: text(language, "The only ambition is behind."),
        Status.MISSED: text(language, "The only ambition is missed."),
        Status.CANNOT_TELL_YET: text(language, "For the only ambition we cannot tell yet."),
        Status.NO_DATA: text(language, "For the only ambition there are no data."),
        Status.WITHHELD: text(language, "The only ambition is withheld."),
    }
    return sentences[status]


def _every(language: str, status: Status, number: int) -> str:
    sentences = {
        Status.ACHIEVED: text(language, "The {number} ambitions are achieved.", number=str(number)),
        Status.ON_TRACK: text(language, "The {number} ambitions are on track.", number=str(number)),
        Status.BEHIND: text(language, "The {number} ambitions are behind.", number=str(number)),
        Status.MISSED: text(language, "The {number} ambitions are missed.", number=str(number)),
        Status.CANNOT_TELL_YET: text(language, "For the {number} ambitions we cannot tell yet.", number=str(number)),
        Status.NO_DATA: text(language, "For the {number} ambitions there are no data.", number=str(number)),
        Status.WITHHELD: text(language, "The {number} ambitions are withheld.", number=str(number)),
    }
    return sentences[status]


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


def cause(language: str, figure: Figure, every: Iterable[Figure]) -> str:
    """Why a figure asks for action, where most of it is and who acts now, in short sentences; the page of the ambition says all.

    `every` are the figures of the same year, those of departments among them.
    """
    version = figure.commitment_version
    move = version.next_move if version else None
    sentences = (
        _standing(language, figure),
        _mostly_at(language, figure, every),
        text(language, "Next move: {role}.", role=move) if move else "",
    )
    return " ".join(one for one in sentences if one)


def _standing(language: str, figure: Figure) -> str:
    """The numbers that decide a status; where those do not say it, the reason."""
    indicator, judged, share = figure.indicator, figure.judgement, figure.share
    if share is None or share.proven is None or not indicator.higher_is_better:
        return judged.reason.in_language(language)
    proven = bound(language, indicator, share.proven)
    if judged.status is Status.MISSED:
        asked, year = target(language, indicator, judged.target), str(judged.target_year)
        return text(
            language, "The target was {target} in {year}, proven is {proven}.", target=asked, year=year, proven=proven
        )
    if judged.expected is None or judged.gap is None:
        return judged.reason.in_language(language)
    expected = expectation(language, indicator, judged.expected)
    if judged.status is Status.BEHIND:
        return text(language, "Expected now is {expected}, proven is {proven}.", expected=expected, proven=proven)
    possible = bound(language, indicator, share.possible)
    return text(
        language,
        "Expected now is {expected}; proven is {proven}, possible {possible}.",
        expected=expected,
        proven=proven,
        possible=possible,
    )


def _mostly_at(language: str, figure: Figure, every: Iterable[Figure]) -> str:
    """The department with the most euros of the same status; nothing where the figure is of a department itself."""
    if figure.department is not None:
        return ""
    status = figure.judgement.status
    same = [
        one
        for one in every
        if one.department is not None
        and one.indicator.id == figure.indicator.id
        and one.commitment == figure.commitment
        and one.judgement.status is status
        and stake(one)
    ]
    most = max(same, key=lambda one: stake(one) or 0, default=None)
    if most is None:
        return ""
    name = most.department_name or text(language, "department unknown")
    amount = euro(language, stake(most) or Fraction(0), "up")
    if status is Status.CANNOT_TELL_YET:
        return text(language, "Most is with {department}: {euros}.", department=name, euros=amount)
    return text(language, "The largest shortfall is with {department}: {euros}.", department=name, euros=amount)


def finding(language: str, figures: Sequence[Figure], classified: Fraction | None) -> str:
    """The h1 of the overview: the headline, or that too little is classified to say anything."""
    if figures and classified is not None and classified < ENOUGH:
        return text(language, "Too little is classified to say anything: {part}.", part=Percent(classified, "down"))
    return headline(language, figures)


def goal(language: str, figure: Figure) -> str:
    """ "doel 10% in 2026"."""
    judged = figure.judgement
    if judged.target is None or judged.target_year is None:
        return text(language, "no target")
    words = text(
        language,
        "target {target} in {year}",
        target=target(language, figure.indicator, judged.target),
        year=str(judged.target_year),
    )
    return words if figure.indicator.higher_is_better else f"{words} · {text(language, 'lower is better')}"


def second_line(language: str, figure: Figure, achieved_since: int | None = None) -> str:
    """The line under the status word: how far ahead, how much short, or what would settle it.

    Why there are no data stands under the bar.
    """
    match figure.judgement.status:
        case Status.ACHIEVED if achieved_since is not None:
            return text(language, "since {year}", year=str(achieved_since))
        case Status.CANNOT_TELL_YET:
            return _unsettled(language, figure)
        case Status.WITHHELD:
            return text(language, "too few suppliers")
    return _distance(language, figure)


def _unsettled(language: str, figure: Figure) -> str:
    judged, version = figure.judgement, figure.commitment_version
    if judged.gap_amount is not None and (figure.indicator.quantity or not figure.indicator.is_share):
        missing = sum_text(language, figure.indicator, judged.gap_amount, "up")
        return text(language, "{amount} more to prove", amount=missing)
    if judged.to_settle:
        first = sum_text(language, figure.indicator, judged.to_settle, "up")
        return text(language, "first {euros} to classify", euros=first)
    if judged.expected is None and version is not None:
        return text(language, "nothing expected yet") if version.baseline else text(language, "baseline unknown")
    return judged.reason.in_language(language)


def _distance(language: str, figure: Figure) -> str:
    judged, indicator = figure.judgement, figure.indicator
    if judged.status in (Status.ACHIEVED, Status.ON_TRACK) and judged.ahead is not None:
        if not indicator.is_share:
            ahead = value(language, indicator, judged.ahead, "down")
            return text(language, "{amount} ahead", amount=ahead)
        if judged.ahead < LEAST_SHOWN:
            return text(language, "exactly on the path")
        return text(language, "{points} points ahead", points=points(language, judged.ahead, "down"))
    if judged.status in (Status.BEHIND, Status.MISSED) and judged.gap is not None:
        if not indicator.is_share:
            return text(language, "{amount} short", amount=value(language, indicator, judged.gap, "up"))
        return text(language, "{points} points short", points=points(language, judged.gap, "up"))
    return ""


def bar_scale(figure: Figure) -> Fraction:
    """The value at the end of the bar of a figure; where less is better the bar reaches at least to the value itself."""
    target, share = figure.judgement.target, figure.share
    high = share.possible if share and share.possible is not None else None
    scale = PAST_TARGET * target if target else high or Fraction(1)
    return scale if figure.indicator.higher_is_better or high is None else max(scale, high)


def counted_as(language: str, counts: str, low: int, high: int) -> str:
    """What a line counts as, in words. `low` and `high` are basis points."""
    words = {
        "met": text(language, "proven"),
        "not_met": text(language, "does not count"),
        "claimed": text(language, "claimed, not proven"),
        "open": text(language, "to classify"),
    }
    if counts in words:
        return words[counts]
    first, last = (percent(language, Fraction(bound, 10_000), "down") for bound in (low, high))
    return first if first == last else f"{first}–{last}"


def rests_on(language: str, source: str) -> str:
    """What a claim of a sampled line rests on, as it was kept: "supplier certificate GVO-1"; empty where it is the line itself."""
    subject, _, rest = source.partition(" ")
    kind, _, reference = rest.partition(" ")
    return why_counted(language, subject, kind, reference) if subject else text(language, "facts of the line")


def why_counted(language: str, subject: str | None, kind: str | None, reference: str | None) -> str:
    """The winning source of a line in words; nothing is known without one."""
    if subject is None:
        return text(language, "nothing is known about this line")
    subjects = {
        "sample": text(language, "of the audit sample"),
        "line": text(language, "on the line"),
        "contract": text(language, "in the contract"),
        "supplier": text(language, "of the supplier"),
        "category": text(language, "of the category"),
    }
    kinds = {
        "label": text(language, "label"),
        "contract": text(language, "clause"),
        "certificate": text(language, "certificate"),
        "statement": text(language, "statement"),
        "decision": text(language, "decision"),
    }
    parts = [kinds.get(kind or "", kind or ""), subjects.get(subject, subject), reference or ""]
    return " ".join(part for part in parts if part)
