"""Governance inside the Rijk: what holds for each ministry, who decided and answers for it, and how far its year is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kpi import access, commitment, succession
from kpi.model import Body, BodyKind, Commitment, CommitmentVersion, Figure, Indicator, Submission, Viewer, YearState
from kpi.service.comparison import classified_part, due_day
from kpi.service.judging import figures
from kpi.service.monitor import Monitor
from kpi.service.promising import may_see_promise
from kpi.service.year_figures import year_state
from kpi.store import registers, submissions

CENTRAL = (BodyKind.RIJK, BodyKind.MINISTRY)


@dataclass(frozen=True)
class Held:
    """A promise that holds for a ministry in a year, as it was decided then, with how the ministry itself stands.

    `own` says that it was made for this ministry in particular. `figure` is None where nothing of it was certified yet or
    where its body gave no consent; a withheld one says so itself.
    """

    promise: Commitment
    version: CommitmentVersion
    indicator: Indicator
    own: bool
    review_late: bool
    figure: Figure | None


@dataclass(frozen=True)
class Ministry:
    """A ministry: a department of the Rijk, or a body of its own (`department` None).

    `state` is that of the submissions with something of it, None where there are none. `late` says that the day `due` passed
    without any. `classified` is the part of its spend that has a category, None where its body gave no consent.
    """

    body: Body
    department: str | None
    name: str
    state: YearState | None
    submitted_on: date | None
    certified_on: date | None
    due: date | None
    late: bool
    classified: Fraction | None
    promises: tuple[Held, ...]

    @property
    def id(self) -> str:
        return self.body.id if self.department is None else f"{self.body.id}/{self.department}"


def ministries(viewer: Viewer, monitor: Monitor, year: int) -> list[Ministry]:
    """The ministries that were there in a year, by name. For a ministry only; of promises those that it may see."""
    access.require(viewer, "participation")
    with monitor.store.reading() as session:
        central = [one for one in registers.bodies(session) if one.kind in CENTRAL and succession.exists_in(one, year)]
        serving = [one for one in submissions.serving(session) if one.year == year]
        spent = submissions.spend_in_parts(session, [one.id for one in serving])
        promised = registers.commitments(session)
    found: list[Ministry] = []
    for body in central:
        own = [one for one in serving if one.body == body.id]
        ours = {one.id for one in own}
        promises = [one for one in promised if one.body == body.id and may_see_promise(viewer, body, one)]
        judged = figures(viewer, monitor, body.id, year, by_department=True) if promises else []
        known = _Known(monitor, body, year, own, [row for row in spent if row["submission"] in ours], promises, judged)
        found += [_ministry(known, *unit) for unit in _units(body, year)]
    return sorted(found, key=lambda one: one.name)


@dataclass(frozen=True)
class _Known:
    """What is known of one body in one year: its submissions, their spend by department, its promises and how they stand."""

    monitor: Monitor
    body: Body
    year: int
    serving: Sequence[Submission]
    spent: Sequence[dict[str, Any]]
    promises: Sequence[Commitment]
    figures: Sequence[Figure]


def _units(body: Body, year: int) -> list[tuple[str | None, str]]:
    """The departments that are ministries, as (id, name of then); a body without any, or a ministry itself, stands as a whole."""
    there = [one for one in body.departments if succession.exists_in(one, year)]
    if body.kind is BodyKind.MINISTRY or not there:
        return [(None, body.name)]
    return [(one.id, one.name_in(year)) for one in there]


def _ministry(known: _Known, department: str | None, name: str) -> Ministry:
    rows = [row for row in known.spent if department in (None, row["department"])]
    ours = {row["submission"] for row in rows}
    serving = [one for one in known.serving if department is None or one.id in ours]
    state = year_state(serving) if serving else None
    certified = [one.certified_at.date() for one in serving if one.certified_at]
    due = due_day(known.body, known.year)
    spend, unclassified = (sum(int(row[name]) for row in rows) for name in ("amount", "unclassified"))
    return Ministry(
        body=known.body,
        department=department,
        name=name,
        state=state,
        submitted_on=max((one.submitted_at.date() for one in serving), default=None),
        certified_on=max(certified) if certified and state is YearState.FINAL else None,
        due=due,
        late=due is not None and not serving and known.monitor.now().date() > due,
        classified=classified_part(spend, unclassified) if "*" in known.body.consent else None,
        promises=tuple(_held(known, department)),
    )


def _held(known: _Known, department: str | None) -> Iterator[Held]:
    indicators, today = known.monitor.indicators, known.monitor.now().date()
    for made in known.promises:
        version = commitment.version_in_force(made, known.year)
        holds = department is None or not made.departments or department in made.departments
        if version is None or not holds or made.indicator not in indicators:
            continue
        still_holds = made.ended is None and version is made.versions[-1]
        yield Held(
            promise=made,
            version=version,
            indicator=indicators[made.indicator],
            own=department is None or bool(made.departments),
            review_late=still_holds and version.review_on is not None and version.review_on < today,
            figure=_figure(known, made, department),
        )


def _figure(known: _Known, made: Commitment, department: str | None) -> Figure | None:
    """How a ministry stands on a promise; one of several ministries together is judged by its own part."""
    for one in known.figures:
        if one.department == department and one.commitment is not None and one.commitment.id == made.id:
            return one
    return None


def next_due(viewer: Viewer, monitor: Monitor, body: str, year: int) -> date | None:
    """By which day the figures of the year after come in; None where that passed, or the body has no calendar."""
    known = monitor.body(body)
    access.require(viewer, "see_figures", known)
    due = due_day(known, year + 1)
    return due if due and due >= monitor.now().date() else None
