"""Figures: the sums of a body, divided once, beside its promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from kpi import access, commitment, compare, succession
from kpi.model import (
    Body,
    Change,
    Commitment,
    Figure,
    Forecast,
    Indicator,
    Message,
    Role,
    Status,
    Viewer,
    YearState,
)
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.kept import Kept, kept_at, kept_of_body
from kpi.service.monitor import Monitor
from kpi.service.printing import figure_as_json
from kpi.service.year_figures import Found, YearOfBody
from kpi.store import registers, snapshot, sums
from kpi.store.database import Session


@answered_once
def figures(
    viewer: Viewer,
    monitor: Monitor,
    body: str | None = None,
    year: int | None = None,
    by_department: bool = False,
    indicator: sums.Which = None,
) -> list[Figure]:
    """All figures of one body, or of all bodies of the viewer: one for each commitment and year, and one for each
    indicator that the body as a whole promised nothing on; with `by_department` also one for each department.
    `indicator` is one or some of the indicators; unsaid all.

    Someone from outside the body gets its certified years only, on indicators that it gave consent for, and withheld
    where the figure rests on too few suppliers.
    """
    outside = _from_outside(viewer, body)
    kept = _kept(viewer, monitor, body, year, by_department, indicator)
    # What is withheld must not depend on what is asked: a promise of some departments may give one of them away.
    divided = outside and any(one.departments for promised in kept.promised.values() for one in promised)
    if divided and not by_department:
        kept = _kept(viewer, monitor, body, year, True, indicator)
    found = figures_of(kept, monitor.now().year, year, by_department or divided)
    if not outside:
        return found
    seen = [one for one in _as_seen_from_outside(found) if by_department or one.department is None]
    return promises_as_seen(viewer, seen)


def _kept(
    viewer: Viewer, monitor: Monitor, body: str | None, year: int | None, by_department: bool, indicator: sums.Which
) -> Kept:
    if body is not None and indicator is not None:  # a page shows a year of these beside all their years
        return kept_of_body(EVERYONE, monitor, body, indicator)
    with monitor.store.reading() as session:
        known = [monitor.body(body)] if body is not None else registers.bodies(session)
        outside = viewer.role in (Role.MINISTRY, Role.PUBLIC)
        chosen = [one for one in known if body is not None or outside or access.sees_body(viewer, one.id)]
        return kept_at(session, monitor, chosen, year, by_department, indicator)


def _from_outside(viewer: Viewer, body: str | None) -> bool:
    """Whether somebody looks who belongs to no body. Raises Refusal for whoever belongs to another one."""
    outside = viewer.role in (Role.MINISTRY, Role.PUBLIC)
    if not outside:
        access.require(viewer, "see_figures", body if body is not None else viewer.body)
    return outside


def _as_seen_from_outside(found: Sequence[Figure]) -> list[Figure]:
    """Certified years of bodies that consented, without their own indicators, with what must be withheld: a total that is withheld takes its
    departments along; among departments a second hides what could be computed by subtraction, and with them go the
    promises of some departments together.
    """
    seen: list[Figure] = []
    cells: dict[tuple[str, str, int], list[Figure]] = {}
    for figure in found:
        consented = figure.body.consent & {"*", figure.indicator.id} and not figure.indicator.own
        if consented and figure.year_state is YearState.FINAL:
            cells.setdefault((figure.body.id, figure.indicator.id, figure.year), []).append(figure)
    for cell in cells.values():
        above = [figure for figure in cell if figure.department is None]
        parts = [figure for figure in cell if figure.department is not None]
        some = [figure for figure in above if figure.commitment and figure.commitment.departments]
        whole = [figure for figure in above if figure not in some]
        if any(compare.must_be_withheld(figure) for figure in whole):
            seen += [compare.hide(figure) for figure in cell]
            continue
        shown = compare.withhold(parts)
        hidden = any(figure.judgement.status is Status.WITHHELD for figure in shown)
        withheld = hidden or any(compare.must_be_withheld(figure) for figure in some)
        seen += [*whole, *(compare.hide(figure) if withheld else figure for figure in some), *shown]
    return seen


def promises_as_seen(viewer: Viewer, found: Sequence[Figure]) -> list[Figure]:
    """The figures of other bodies without the promises that this viewer may not see (model.VISIBLE_TO)."""
    seen = []
    for figure in found:
        asked = figure.commitment.versions[-1].visible_to if figure.commitment else ""
        allowed = asked in ("", "public") or (asked == "peers" and viewer.role is not Role.PUBLIC)
        if allowed or access.sees_body(viewer, figure.body.id):
            seen.append(figure)
        elif figure.department is not None or not figure.commitment.departments:  # type: ignore[union-attr]
            judgement = commitment.promise_not_shown(figure.judgement)
            seen.append(replace(figure, commitment=None, commitment_version=None, judgement=judgement))
    return seen


def figures_at(
    session: Session,
    monitor: Monitor,
    bodies: Sequence[Body],
    year: int | None = None,
    by_department: bool = False,
    indicator: sums.Which = None,
) -> list[Figure]:
    """The figures as this session sees them, with nothing withheld; for the service's own use. With `by_department` those of each
    department too.
    """
    kept = kept_at(session, monitor, bodies, year, by_department, indicator)
    return figures_of(kept, monitor.now().year, year, by_department)


def figures_of(
    kept: Kept,
    this_year: int,
    year: int | None = None,
    by_department: bool = False,
    department: str | None = None,
    promises: bool = True,
) -> list[Figure]:
    """The figures that follow from what is kept, of one year or all; with `by_department` those of each department too, or of the one
    that is named. Without `promises` what was measured of each indicator, beside no promise.
    """
    result: list[Figure] = []
    years_of: dict[str, set[int]] = {}
    for owner, when in (*kept.serving, *kept.registered) if year is None else ():
        years_of.setdefault(owner, set()).add(when)
    for body in kept.bodies:
        indicators = kept.indicators(body.id)
        promised = kept.promised.get(body.id, ()) if promises else ()
        passed = _passed(promised, this_year)
        passed = {when: due for when, due in passed.items() if succession.exists_in(body, when)}
        for when in sorted(years_of.get(body.id, set()) | set(passed) if year is None else {year}):
            serving, found = kept.serving.get((body.id, when), ()), kept.found(body.id, when)
            due = promised
            if not serving and year is None:
                due = [one for one in promised if one in passed.get(when, []) or _is_registered(indicators, one, found)]
            made = YearOfBody(indicators, body, when, serving, found)
            result += made.figures(due, by_department, department=department)
    return result


def _is_registered(indicators: Mapping[str, Indicator], made: Commitment, found: Found) -> bool:
    """Whether a promise is on a quantity of which something was registered in a year without submissions."""
    asked = indicators[made.indicator].quantity if made.indicator in indicators else None
    return asked is not None and any(name in (asked.part, asked.whole) for name, _ in found.registered)


def _passed(promised: Sequence[Commitment], this_year: int) -> dict[int, list[Commitment]]:
    """By target year that passed: the promises that were due then, under the version that was in force."""
    found: dict[int, list[Commitment]] = {}
    for made in promised:
        for version in made.versions:
            due = version.target.year
            if due < this_year and commitment.version_in_force(made, due) is version:
                found.setdefault(due, []).append(made)
    return found


@answered_once
def earlier_promises(viewer: Viewer, monitor: Monitor, body: str) -> list[Figure]:
    """The results of target years that passed, each under the version that was in force then; oldest first."""
    _from_outside(viewer, body)
    with monitor.store.reading() as session:
        passed = _passed(registers.commitments(session, body), monitor.now().year)
    due = {made.indicator for promised in passed.values() for made in promised}
    return [
        figure
        for figure in (figures(viewer, monitor, body, indicator=due) if due else ())
        if figure.commitment_version is not None
        and figure.commitment_version.target.year == figure.year
        and figure.year < monitor.now().year
    ]


def change(before: Figure | None, now: Figure) -> Change | None:
    """What changed since the year before; None where one of the two has no final value."""
    return commitment.change(before, now) if before else None


def forecast(series: Sequence[Figure]) -> Forecast | None:
    """Where the final years of a series lead; None with fewer than three."""
    return commitment.forecast(series, series[-1].commitment_version if series else None)


def trend(series: Sequence[Figure], figure: Figure) -> list[Message]:
    """Sentences about the way a series goes: what changed up to this figure, and when its target is reached if it goes on."""
    before = next((one for one in series if one.year == figure.year - 1), None)
    changed = change(before, figure)
    final = [one.year for one in series if one.year_state is YearState.FINAL]
    ahead = commitment.forecast_in_words(forecast(series), figure.commitment_version, max(final, default=figure.year))
    said = [commitment.change_in_words(changed, figure.indicator) if changed else None, ahead]
    return [one for one in said if one is not None]


def publish(monitor: Monitor, body: Body) -> None:
    """Writes the figures of a body where other processes can read them while this one has the store."""
    if not monitor.publishing:
        return
    with monitor.store.reading() as session:
        found = figures_at(session, monitor, [monitor.body(body.id)], by_department=True)
    snapshot.publish(monitor.store.home, body.id, [figure_as_json(figure) for figure in found])


def status(
    monitor: Monitor,
    body: str | None = None,
    year: int | None = None,
    by_department: bool = False,
    outside: Role | None = None,
) -> list[dict[str, Any]]:
    """What `python -m kpi status` prints, for the trusted user of this machine: each body as its own people see it, or
    all bodies as someone from outside sees them.
    """
    if outside is not None:
        viewer = Viewer(outside.value, outside)
        return [figure_as_json(one) for one in figures(viewer, monitor, body, year, by_department)]
    with monitor.store.reading() as session:
        bodies = [monitor.body(body)] if body is not None else registers.bodies(session)
        return [figure_as_json(one) for one in figures_at(session, monitor, bodies, year, by_department)]


def published_figures(
    home: Path, body: str | None = None, year: int | None = None, by_department: bool = False
) -> list[dict[str, Any]]:
    """The same, from what the process that has the store open published last."""
    return [
        one
        for one in snapshot.read(home)
        if (body is None or one["body"] == body)
        and (year is None or one["year"] == year)
        and (by_department or one["department"] is None)
    ]
