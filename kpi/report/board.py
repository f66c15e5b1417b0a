"""The board report: how every ambition of a body stands in one year, with what the figures rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from kpi.language import cents, count, day, euro, percent, sum_text, text
from kpi.model import Body, ControlTotals, Figure, Message, Status, Submission, SubmissionState, Theme, YearState
from kpi.report.sheet import (
    Bar,
    BarKey,
    Block,
    Cell,
    Column,
    Heading,
    Notice,
    Paragraph,
    Row,
    Sheet,
    Sign,
    Table,
    Words,
    group,
    place,
    rows,
    words,
)
from kpi.wording import (
    bar_scale,
    bound,
    by_theme,
    cause,
    distance,
    finding,
    goal,
    judged_word,
    period,
    second_line,
    stake,
    target,
    worst_first,
)


@dataclass(frozen=True)
class Board:
    """What it is made from. `figures` are those of the whole body that a promise was in force for, `by_department` the same of its
    departments; `delivered` every submission that they rest on; `meanings` what each indicator counts and out of what, by its id.
    """

    body: Body
    year: int
    state: YearState
    until: date | None  # the last day of which there are lines, in a year that is not final
    made_on: date
    spend: Fraction | None  # euros
    classified: Fraction | None
    delivered: Sequence[tuple[Submission, ControlTotals]]
    figures: Sequence[Figure]
    by_department: Sequence[Figure]
    themes: Sequence[Theme]
    meanings: Mapping[str, tuple[Message, Message]]
    check_code: str


def board(language: str, report: Board) -> Sheet:
    """The whole report as a sheet."""
    title = text(language, "Sustainable procurement {year}", year=str(report.year))
    return Sheet(
        language=language,
        title=f"{title} · {report.body.name}",
        left=title,
        right=f"{report.body.name} · {day(language, report.made_on)}",
        finding=finding(language, report.figures, report.classified),
        proof=tuple(_proof(language, report)),
        blocks=(
            *_actions(language, report),
            *_all_ambitions(language, report),
            *_definitions(language, report),
            *_data(language, report),
        ),
        foot=_foot(language, report),
        page_of=text(language, "{page} of {pages}", page="{page}", pages="{pages}"),
        notices=tuple(_notices(language, report)),
    )


def _notices(language: str, report: Board) -> list[Notice]:
    said = []
    if report.body.fictional:
        said.append(text(language, "Example with invented figures."))
    if report.state is YearState.PROVISIONAL:
        said.append(text(language, "Provisional: the controller has not certified these figures yet."))
    if report.state is YearState.OPEN:
        said.append(text(language, "Not complete: not every part of this year has been submitted."))
    return [Notice(one) for one in said]


def _proof(language: str, report: Board) -> list[tuple[str, str]]:
    facts = []
    if report.spend is not None:
        facts.append((text(language, "Spend {year}", year=str(report.year)), euro(language, report.spend)))
    if report.classified is not None:
        facts.append((text(language, "classified"), percent(language, report.classified, "down")))
    certified = [one.certified_at for one, _ in report.delivered if one.certified_at is not None]
    if certified and report.state is YearState.FINAL:
        facts.append((text(language, "certified by the controller on"), day(language, max(certified).date())))
    return facts


def _actions(language: str, report: Board) -> list[Block]:
    """What asks for action, the largest euros first."""
    asking = worst_first(report.figures)
    if not asking:
        return [Paragraph(text(language, "Nothing is needed now."))]
    heading = Heading(text(language, "Where action is needed"))
    columns = (
        Column(text(language, "Ambition"), 7),
        Column(text(language, "Cause and next move"), 15),
        Column(text(language, "Amount"), 4, number=True),
    )
    found = [
        (_named(language, figure), words(cause(language, figure, report.by_department)), _stake(language, figure))
        for figure in asking
    ]
    return [heading, Table(heading.words, columns, rows(found))]


def _named(language: str, figure: Figure) -> Cell:
    name = figure.indicator.name.in_language(language)
    status = judged_word(language, figure.judgement)
    return Sign(figure.judgement.status), Words(name, strong=True), Words(status, quiet=True)


def _stake(language: str, figure: Figure) -> Cell:
    amount = stake(figure)
    if not amount:
        return ()
    settle = figure.judgement.status is Status.CANNOT_TELL_YET
    what = text(language, "to classify") if settle else text(language, "short")
    return Words(euro(language, amount, "up"), strong=True), Words(what, quiet=True)


def _all_ambitions(language: str, report: Board) -> list[Block]:
    if not report.figures:
        return []
    heading = Heading(text(language, "All ambitions"))
    key = BarKey(
        text(language, "proven"),
        text(language, "possible (not yet classified)"),
        text(language, "target"),
        text(language, "expected now"),
    )
    columns = (
        Column(text(language, "Ambition and target"), 29),
        Column(text(language, "From 0 to past the target"), 17),
        Column(text(language, "Proven to possible"), 21, number=True),
        Column(text(language, "Status"), 25),
        Column(text(language, "Short or to do"), 21, number=True),
    )
    found: list[Row] = []
    for theme, figures in by_theme(report.themes, report.figures):
        found.append(group(theme.name.in_language(language)))
        found += rows([_ambition(language, figure) for figure in figures])
    reading = text(
        language,
        "Proven is what is shown with evidence. Possible is the value if everything not yet classified counts as well. Where "
        "the value expected now lies between the two, it cannot be told yet. A theme never gets one average figure.",
    )
    return [
        heading,
        key,
        Table(heading.words, columns, tuple(found)),
        Paragraph(reading, text(language, "How to read this."), quiet=True),
        *_changed_targets(language, report),
    ]


def _ambition(language: str, figure: Figure) -> tuple[Cell, ...]:
    status = figure.judgement.status
    return (
        words(figure.indicator.name.in_language(language), goal(language, figure)),
        (_bar(figure),),
        words(_range(language, figure)),
        (Sign(status), Words(judged_word(language, figure.judgement), strong=True)),
        words(*_to_do(language, figure)),
    )


def _bar(figure: Figure) -> Bar:
    share, judged, scale = figure.share, figure.judgement, bar_scale(figure)
    if share is None or share.proven is None or share.possible is None:
        return Bar(None, None, place(judged.target, scale), None)
    return Bar(
        place(share.proven, scale),
        place(share.possible, scale),
        place(judged.target, scale),
        place(judged.expected, scale),
    )


def _range(language: str, figure: Figure) -> str:
    """ "6,4% tot 12,0%"; one value where the bounds are the same; a dash without a value."""
    if figure.share is None or figure.share.proven is None:
        return "–"
    low, high = (bound(language, figure.indicator, one) for one in (figure.share.proven, figure.share.possible))
    return low if low == high else text(language, "{low} to {high}", low=low, high=high)


def _to_do(language: str, figure: Figure) -> list[str]:
    judged = figure.judgement
    if judged.status in (Status.BEHIND, Status.MISSED):
        short = [distance(language, figure.indicator, judged.gap)] if judged.gap is not None else []
        if judged.gap_amount is not None and figure.indicator.is_share:
            short.append(sum_text(language, figure.indicator, judged.gap_amount, "up"))
        return short
    if judged.status in (Status.CANNOT_TELL_YET, Status.NO_DATA):
        return [second_line(language, figure) or judged.reason.in_language(language)]
    return []


def _changed_targets(language: str, report: Board) -> list[Block]:
    said = []
    for figure in report.figures:
        assert figure.commitment is not None
        assert figure.commitment_version is not None
        held = [one for one in figure.commitment.versions if one.version <= figure.commitment_version.version]
        for before, after in pairwise(held):
            said.append(
                text(
                    language,
                    "{name}: {old} in {old_year}, now {new} in {new_year} ({kind} {reference}).",
                    name=figure.indicator.name,
                    old=target(language, figure.indicator, before.target.value),
                    old_year=str(before.target.year),
                    new=target(language, figure.indicator, after.target.value),
                    new_year=str(after.target.year),
                    kind=after.decision.kind,
                    reference=after.decision.reference,
                )
            )
    return [Paragraph(" ".join(said), text(language, "Targets that were changed."), quiet=True)] if said else []


def _definitions(language: str, report: Board) -> list[Block]:
    themed = [figure for _, figures in by_theme(report.themes, report.figures) for figure in figures]
    indicators = {figure.indicator.id: figure.indicator for figure in themed}
    if not indicators:
        return []
    heading = Heading(text(language, "Definitions"))
    columns = (
        Column(text(language, "Ambition"), 10),
        Column(text(language, "We count"), 10),
        Column(text(language, "Out of"), 14),
        Column(text(language, "Definition"), 12),
    )
    found = []
    for identity, indicator in indicators.items():
        part, whole = report.meanings[identity]
        version = text(language, "version {version}", version=str(indicator.version))
        since = text(language, "since {day}", day=day(language, indicator.since, short=True)) if indicator.since else ""
        found.append(
            (
                words(indicator.name.in_language(language)),
                words(part.in_language(language)),
                words(whole.in_language(language)),
                words(identity, ", ".join(filter(None, (version, since)))),
            )
        )
    return [heading, Table(heading.words, columns, rows(found))]


def _data(language: str, report: Board) -> list[Block]:
    heading = Heading(text(language, "The data behind the figures"))
    columns = (
        Column(text(language, "Submission"), 7),
        Column(text(language, "State"), 4),
        Column(text(language, "Lines"), 2, number=True),
        Column(text(language, "Control total"), 4, number=True),
        Column(text(language, "Left out"), 4, number=True),
        Column(text(language, "Counted"), 4, number=True),
    )
    found = [_delivered(language, one, totals) for one, totals in report.delivered]
    code = text(
        language,
        "Check code {code}. The code changes when a figure, a target, a definition or a submission changes.",
        code=report.check_code,
    )
    every = text(language, "Every euro of the control total is left out with a reason or counted.")
    return [
        heading,
        *([Table(heading.words, columns, rows(found))] if found else []),
        Paragraph(f"{every} {code}", quiet=True),
    ]


def _delivered(language: str, one: Submission, totals: ControlTotals) -> tuple[Cell, ...]:
    left_out = sum(tally.cents or 0 for tally in totals.excluded.values())
    return (
        words(one.id, one.file_name),
        words(*_state(language, one)),
        words(count(language, totals.lines)),
        words(cents(language, totals.uploaded.cents or 0)),
        words(cents(language, left_out)),
        words(cents(language, totals.procurement.cents or 0)),
    )


def _state(language: str, one: Submission) -> tuple[str, str]:
    if one.state in (SubmissionState.CERTIFIED, SubmissionState.REOPENED) and one.certified_at is not None:
        return text(language, "certified"), day(language, one.certified_at.date())
    return text(language, "submitted"), day(language, one.submitted_at.date())


def _foot(language: str, report: Board) -> str:
    total = sum(totals.uploaded.cents or 0 for _, totals in report.delivered)
    numbers = ", ".join(one.id for one, _ in report.delivered)
    return text(
        language,
        "{period}. Submission {numbers}, control total {total}. Check code {code}.",
        period=period(language, report.year, report.state, report.until),
        numbers=numbers or "–",
        total=cents(language, total),
        code=report.check_code,
    )
