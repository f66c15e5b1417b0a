"""Bodies beside each other: fair, by consent, and never more than their shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction

from kpi import access, succession
from kpi import compare as comparing
from kpi.compare import PeerGroup
from kpi.language import message
from kpi.model import (
    Bands,
    Body,
    BodyKind,
    Comparison,
    Figure,
    Indicator,
    Message,
    Refusal,
    Role,
    Submission,
    Viewer,
    YearState,
)
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.judging import figures_of, promises_as_seen
from kpi.service.kept import Kept, kept_at
from kpi.service.monitor import Monitor
from kpi.service.year_figures import year_state
from kpi.store import registers, submissions

LAYERS = (
    BodyKind.MUNICIPALITY,
    BodyKind.PROVINCE,
    BodyKind.WATER_AUTHORITY,
    BodyKind.RIJK,
    BodyKind.MINISTRY,
    BodyKind.JOINT_ARRANGEMENT,
)


@answered_once
def peer_groups(viewer: Viewer, monitor: Monitor) -> list[PeerGroup]:
    """The groups that hold at least one body."""
    access.require(viewer, "compare")
    bodies = _bodies(monitor)
    return [group for group in comparing.peer_groups() if any(group.holds(body) for body in bodies)]


def size_classes(kind: BodyKind) -> dict[str, Message]:
    """The size classes of a kind of body with their names, smallest first; none where that kind has none."""
    return {one.id: one.name for one in comparing.size_classes() if one.kind is kind}


@answered_once
def own_group(viewer: Viewer, monitor: Monitor) -> PeerGroup | None:
    """The closest group of the viewer's own body; None for whoever has none."""
    if viewer.body is None:
        return None
    return comparing.peer_group(monitor.body(viewer.body))


def compare(viewer: Viewer, monitor: Monitor, indicator: str, group: str, year: int) -> Comparison:
    """The bodies of a group on one indicator and year, as this viewer may see them."""
    return _in_a_year(viewer, monitor, indicator, group, year)[0]


@dataclass(frozen=True)
class Spread:
    """A group on one indicator: the bands of the proven share by year, oldest first, and of one year the bodies beside each other and
    the bands by province. Under five bodies bands hold no more than their number; without a year with figures there is no comparison.
    """

    years: Mapping[int, Bands]
    comparison: Comparison | None
    provinces: Mapping[str, Bands]


def spread(viewer: Viewer, monitor: Monitor, indicator: str, group: str, year: int | None = None) -> Spread:
    """A group through the years, and in the year that is asked; where nothing is to be compared in it, in the latest year that there is."""
    years = _through_the_years(viewer, monitor, indicator, group)
    known = [when for when, one in years.items() if one.bodies]
    shown = year if year in known else max(known, default=None)
    if shown is None:
        return Spread(years, None, {})
    return Spread(years, *_in_a_year(viewer, monitor, indicator, group, shown))


@answered_once
def _through_the_years(viewer: Viewer, monitor: Monitor, indicator: str, group: str) -> dict[int, Bands]:
    access.require(viewer, "compare")
    measured = _kept_of_group(EVERYONE, monitor, indicator, group).shipped[indicator]
    by_year = _measured_of_group(EVERYONE, monitor, indicator, group)
    return {when: comparing.proven_bands(found, measured, when, viewer) for when, found in sorted(by_year.items())}


@answered_once
def _in_a_year(
    viewer: Viewer, monitor: Monitor, indicator: str, group: str, year: int
) -> tuple[Comparison, dict[str, Bands]]:
    """The bodies of a group beside each other, and the bands by province."""
    access.require(viewer, "compare")
    kept = _kept_of_group(EVERYONE, monitor, indicator, group)
    promising = [body for body in kept.bodies if kept.promised[body.id]]
    judged = _as_they_were(figures_of(replace(kept, bodies=promising), monitor.now().year, year))
    without = {body.id for body in kept.bodies} - {body.id for body in promising}
    measured = _measured_of_group(EVERYONE, monitor, indicator, group).get(year, [])
    found = [*judged, *(one for one in measured if one.body.id in without)]
    comparison = comparing.compare(promises_as_seen(viewer, found), kept.shipped[indicator], year, viewer)
    return comparison, _by_province(found, kept.shipped[indicator], year)


@answered_once
def _measured_of_group(viewer: Viewer, monitor: Monitor, indicator: str, group: str) -> dict[int, list[Figure]]:
    """By year what was measured of the bodies of a group, beside no promise."""
    kept = _kept_of_group(EVERYONE, monitor, indicator, group)
    by_year: dict[int, list[Figure]] = {}
    for figure in _as_they_were(figures_of(kept, monitor.now().year, promises=False)):
        by_year.setdefault(figure.year, []).append(figure)
    return by_year


@answered_once
def _kept_of_group(viewer: Viewer, monitor: Monitor, indicator: str, group: str) -> Kept:
    """All years of the bodies of a group on one indicator; own indicators of bodies are not among those that are compared."""
    asked = _group(group)
    monitor.indicator(indicator)
    with monitor.store.reading() as session:
        bodies = [body for body in registers.bodies(session) if asked.holds(body)]
        return kept_at(session, monitor, bodies, indicator=indicator)


def _by_province(figures: list[Figure], measured: Indicator, year: int) -> dict[str, Bands]:
    inside: dict[str, list[Figure]] = {}
    for figure in figures:
        if figure.body.province:
            inside.setdefault(figure.body.province, []).append(figure)
    # Everybody sees the same figures by province, whoever looks and whatever is withheld for others.
    public = Viewer("", Role.PUBLIC)
    return {name: comparing.proven_bands(found, measured, year, public) for name, found in sorted(inside.items())}


FIRST_YEAR = 2015


def years_to_deliver(viewer: Viewer, monitor: Monitor) -> list[int]:
    """The years that are over, the last one first, since the first that anybody promised something in. Open to everyone."""
    return list(range(monitor.now().year - 1, FIRST_YEAR - 1, -1))


@dataclass(frozen=True)
class Delivery:
    """How far one body is with one year. `due` is the day before which it should have been submitted."""

    body: Body
    state: YearState | None  # None: nothing submitted
    submitted_at: datetime | None
    due: date | None
    late: bool
    cents: int
    unclassified: int

    @property
    def classified(self) -> Fraction | None:
        """Which part of the amount has a category; None without an amount."""
        return classified_part(self.cents, self.unclassified)


@dataclass(frozen=True)
class Participation:
    """One layer in one year. `deliveries` names bodies, and is there for a ministry only."""

    kind: BodyKind
    bodies: int
    taking_part: int
    final: int
    cents: int
    classified: Fraction | None
    deliveries: tuple[Delivery, ...]


@answered_once
def participation(viewer: Viewer, monitor: Monitor, year: int) -> list[Participation]:
    """Who takes part in a year, and how completely, by layer. Totals are sums over bodies, never means."""
    access.require(viewer, "compare")
    with monitor.store.reading() as session:
        bodies = registers.bodies(session)
        serving = submissions.serving(session, year=year)
        spend = submissions.spend(session, serving)
    submitted: dict[str, list[Submission]] = {}
    for one in serving:
        submitted.setdefault(one.body, []).append(one)
    result = []
    for kind in LAYERS:
        deliveries = []
        for body in (one for one in bodies if one.kind is kind and succession.exists_in(one, year)):
            own = submitted.get(body.id, [])
            cents, unclassified = spend.get((body.id, year), (0, 0))
            due = due_day(body, year)
            deliveries.append(
                Delivery(
                    body=body,
                    state=year_state(own) if own else None,
                    submitted_at=max((one.submitted_at for one in own), default=None),
                    due=due,
                    late=due is not None and not own and monitor.now().date() > due,
                    cents=cents,
                    unclassified=unclassified,
                )
            )
        if deliveries:
            total = sum(one.cents for one in deliveries)
            unclassified = sum(one.unclassified for one in deliveries)
            result.append(
                Participation(
                    kind=kind,
                    bodies=len(deliveries),
                    taking_part=sum(one.state is not None for one in deliveries),
                    final=sum(one.state is YearState.FINAL for one in deliveries),
                    cents=total,
                    classified=classified_part(total, unclassified),
                    deliveries=tuple(deliveries) if viewer.role is Role.MINISTRY else (),
                )
            )
    return result


@dataclass(frozen=True)
class Spend:
    """The procurement amount of a body in a year, and which part of it has a category."""

    cents: int
    classified: Fraction | None


@answered_once
def spend(viewer: Viewer, monitor: Monitor, body: str) -> Mapping[int, Spend]:
    """The spend of a body by year."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        found = submissions.spend(session, submissions.serving(session, body))
    return {
        year: Spend(cents, classified_part(cents, unclassified)) for (_, year), (cents, unclassified) in found.items()
    }


def classified_part(cents: int, unclassified: int) -> Fraction | None:
    """Which part of an amount has a category; None without an amount."""
    return max(Fraction(0), 1 - Fraction(unclassified, cents)) if cents > 0 else None


def due_day(body: Body, year: int) -> date | None:
    """Until which day a year may come in; None where the body has no calendar."""
    return date.fromisoformat(f"{year + 1}-{body.report_by}") if body.report_by else None


def _bodies(monitor: Monitor) -> list[Body]:
    with monitor.store.reading() as session:
        return registers.bodies(session)


def _group(identity: str) -> PeerGroup:
    for group in comparing.peer_groups():
        if group.id == identity:
            return group
    raise Refusal(
        "unknown_group",
        message(
            'There is no group "{found}". Expected one of: {known}.',
            found=identity,
            known=", ".join(group.id for group in comparing.peer_groups()),
        ),
    )


def _as_they_were(figures: list[Figure]) -> list[Figure]:
    """Those of bodies that there were in that year; of several promises on one indicator `compare` takes the one decided last."""
    return [one for one in figures if succession.exists_in(one.body, one.year)]
