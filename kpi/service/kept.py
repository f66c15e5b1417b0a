"""What figures are made of, read at one moment: what serves, what was measured and registered, and what was promised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kpi.model import Body, Commitment, Indicator, Submission, Viewer
from kpi.service.answers import answered_once
from kpi.service.measured import Amount
from kpi.service.monitor import Monitor
from kpi.service.year_figures import Found
from kpi.store import registers, submissions, sums
from kpi.store.database import Session

Value = TypeVar("Value")
BodyYear = tuple[str, int]


@dataclass(frozen=True)
class Kept:
    """What is kept of some bodies, and by which definitions: those of everybody, and by body its own.

    `serving`, `cells` and `registered` are by body and year. `together` and `together_registered` are, by promise of some
    departments and year, the same with those departments as one.
    """

    bodies: Sequence[Body]
    serving: Mapping[BodyYear, Sequence[Submission]]
    cells: Mapping[BodyYear, Mapping[tuple[str, str | None], sums.Cell]]
    registered: Mapping[BodyYear, Mapping[tuple[str, str | None], Amount]]
    shipped: Mapping[str, Indicator]
    own: Mapping[str, Mapping[str, Indicator]]
    promised: Mapping[str, Sequence[Commitment]]
    together: Mapping[tuple[str, int], sums.Cell]
    together_registered: Mapping[tuple[str, int], Mapping[str, Amount]]

    def indicators(self, body: str) -> Mapping[str, Indicator]:
        """The definitions by which a body is measured, by id."""
        return {**self.shipped, **self.own[body]} if body in self.own else self.shipped

    def found(self, body: str, year: int) -> Found:
        """What was measured and registered in one year of a body."""
        some = [made.id for made in self.promised.get(body, ()) if made.departments]
        return Found(
            self.cells.get((body, year), {}),
            self.registered.get((body, year), {}),
            {one: self.together[one, year] for one in some if (one, year) in self.together},
            {one: self.together_registered.get((one, year), {}) for one in some},
        )


@answered_once
def kept_of_body(viewer: Viewer, monitor: Monitor, body: str, indicator: sums.Which) -> Kept:
    """All years and departments of one body on some indicators. The same for everyone: whoever asks for it has to see to who may see what.
    Raises Refusal("unknown_body").
    """
    known = monitor.body(body)
    with monitor.store.reading() as session:
        return kept_at(session, monitor, [known], by_department=True, indicator=indicator)


def kept_at(
    session: Session,
    monitor: Monitor,
    bodies: Sequence[Body],
    year: int | None = None,
    by_department: bool = False,
    indicator: sums.Which = None,
) -> Kept:
    """What is kept of these bodies, as this session sees it: of one year and some indicators, or of all; with `by_department` of each
    department too.
    """
    only, known = bodies[0].id if len(bodies) == 1 else None, {body.id for body in bodies}
    serving = [one for one in submissions.serving(session, only, year) if one.body in known]
    shipped = _asked(monitor.indicators_at(session), indicator)
    own = {owner: _asked(made, indicator) for owner, made in monitor.own_at(session).items()}
    measures = {one.measure for made in (shipped, *own.values()) for one in made.values()}
    asked = sums.Asked([one.id for one in serving], year, indicator, by_department=by_department, measures=measures)
    promised = _promised(session, bodies, indicator)
    return Kept(
        bodies,
        _by_body_and_year(serving),
        _by_body_and_year_of(sums.cells(session, asked)),
        _by_body_and_year_of(sums.quantities(session, only)),
        shipped,
        own,
        promised,
        *_together(session, [one for made in promised.values() for one in made if one.departments], serving, year),
    )


def _asked(indicators: Mapping[str, Indicator], which: sums.Which) -> Mapping[str, Indicator]:
    asked = sums.listed(which)
    return indicators if asked is None else {name: one for name, one in indicators.items() if name in asked}


def _promised(session: Session, bodies: Sequence[Body], which: sums.Which) -> dict[str, list[Commitment]]:
    asked = sums.listed(which)
    found: dict[str, list[Commitment]] = {body.id: [] for body in bodies}
    for one in registers.commitments(session, bodies[0].id if len(bodies) == 1 else None):
        if one.body in found and (asked is None or one.indicator in asked):
            found[one.body].append(one)
    return found


def _together(
    session: Session, promised: Sequence[Commitment], serving: Sequence[Submission], year: int | None
) -> tuple[dict[tuple[str, int], sums.Cell], dict[tuple[str, int], dict[str, Amount]]]:
    """By promise of some departments and year what was measured, and what was registered, of these departments as one."""
    measured: dict[tuple[str, int], sums.Cell] = {}
    registered: dict[tuple[str, int], dict[str, Amount]] = {}
    for made in promised:
        served = [one.id for one in serving if one.body == made.body]
        asked = sums.Asked(served, year, made.indicator, made.departments, by_department=False)
        measured |= {(made.id, when): cell for (_, when, _, _), cell in sums.cells(session, asked).items()}
        for (_, when, name, where), amount in sums.quantities(session, made.body, made.departments).items():
            if where is None:
                registered.setdefault((made.id, when), {})[name] = amount
    return measured, registered


def _by_body_and_year(serving: Iterable[Submission]) -> dict[BodyYear, list[Submission]]:
    found: dict[BodyYear, list[Submission]] = {}
    for one in serving:
        found.setdefault((one.body, one.year), []).append(one)
    return found


def _by_body_and_year_of(levels: Mapping[sums.Level, Value]) -> dict[BodyYear, dict[tuple[str, str | None], Value]]:
    found: dict[BodyYear, dict[tuple[str, str | None], Value]] = {}
    for (body, year, name, department), value in levels.items():
        found.setdefault((body, year), {})[name, department] = value
    return found
