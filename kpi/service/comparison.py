"""Bodies beside each other: fair, by consent, and never more than their shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from kpi import access, succession
from kpi import compare as comparing
from kpi.compare import PeerGroup
from kpi.language import message
from kpi.model import Bands, Body, BodyKind, Comparison, Figure, Indicator, Refusal, Role, Viewer, YearState
from kpi.service.judging import figures_at, promises_as_seen
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


def peer_groups(viewer: Viewer, monitor: Monitor) -> list[PeerGroup]:
    """The groups that hold at least one body."""
    access.require(viewer, "compare")
    bodies = _bodies(monitor)
    return [group for group in comparing.peer_groups() if any(group.holds(body) for body in bodies)]


def own_group(viewer: Viewer, monitor: Monitor) -> PeerGroup | None:
    """The closest group of the viewer's own body; None for whoever has none."""
    if viewer.body is None:
        return None
    return comparing.peer_group(monitor.body(viewer.body))


def compare(viewer: Viewer, monitor: Monitor, indicator: str, group: str, year: int) -> Comparison:
    """The bodies of a group on one indicator and year, as this viewer may see them."""
    access.require(viewer, "compare")
    measured, found = _figures(monitor, indicator, _group(group), year)
    return comparing.compare(promises_as_seen(viewer, found), measured, year, viewer)


def spread(viewer: Viewer, monitor: Monitor, indicator: str, group: str) -> dict[int, Comparison]:
    """The comparison of a group through the years, oldest first."""
    access.require(viewer, "compare")
    measured, found = _figures(monitor, indicator, _group(group), None)
    figures = promises_as_seen(viewer, found)
    years = sorted({figure.year for figure in figures})
    return {year: comparing.compare(figures, measured, year, viewer) for year in years}


def by_province(viewer: Viewer, monitor: Monitor, indicator: str, group: str, year: int) -> dict[str, Bands]:
    """The bands of the proven share of a group's bodies by province; under five bodies no more than their number."""
    access.require(viewer, "compare")
    measured, figures = _figures(monitor, indicator, _group(group), year)
    provinces = sorted({figure.body.province for figure in figures if figure.body.province})
    result = {}
    for province in provinces:
        inside = [figure for figure in figures if figure.body.province == province]
        # Everybody sees the same figures by province, whoever looks and whatever is withheld for others.
        result[province] = comparing.compare(inside, measured, year, Viewer("", Role.PUBLIC)).proven
    return result


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
    classified: Fraction | None


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


def participation(viewer: Viewer, monitor: Monitor, year: int) -> list[Participation]:
    """Who takes part in a year, and how completely, by layer. Totals are sums over bodies, never means."""
    access.require(viewer, "compare")
    with monitor.store.reading() as session:
        bodies = registers.bodies(session)
        serving = [one for one in submissions.serving(session) if one.year == year]
        spend = submissions.spend(session, [one.id for one in serving])
    result = []
    for kind in LAYERS:
        deliveries = []
        for body in (one for one in bodies if one.kind is kind and succession.exists_in(one, year)):
            own = [one for one in serving if one.body == body.id]
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
                    classified=classified_part(cents, unclassified),
                )
            )
        if deliveries:
            total = sum(one.cents for one in deliveries)
            unclassified = sum(spend.get((one.body.id, year), (0, 0))[1] for one in deliveries)
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


def spend(viewer: Viewer, monitor: Monitor, body: str) -> Mapping[int, Spend]:
    """The spend of a body by year."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        found = submissions.spend(session, [one.id for one in submissions.serving(session, body)])
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


def _figures(monitor: Monitor, indicator: str, group: PeerGroup, year: int | None) -> tuple[Indicator, list[Figure]]:
    """The definition that holds, and by it all figures of whole bodies that there were in their year, as they were then; of several
    promises on one indicator `compare` takes the one that was decided last. Own indicators of bodies are not among the definitions.
    """
    monitor.indicator(indicator)
    with monitor.store.reading() as session:
        bodies = [body for body in registers.bodies(session) if group.holds(body)]
        found = figures_at(session, monitor, bodies, year, indicator=indicator) if bodies else []
        holding = monitor.indicators_at(session)[indicator]
    return holding, [one for one in found if succession.exists_in(one.body, one.year)]
