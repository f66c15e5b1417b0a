"""The years of a body or a department, with those of what merged into it; and that they are joined, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from kpi import access, succession
from kpi.language import message
from kpi.model import Body, Department, Figure, Message, Submission, Viewer, YearState
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.judging import figures_of
from kpi.service.kept import kept_of_body
from kpi.service.measured import Amount
from kpi.service.monitor import Monitor
from kpi.service.year_figures import Found, YearOfBody, year_state
from kpi.service.years import year_basis_names
from kpi.store import registers, submissions, sums
from kpi.store.database import Session

Cells = dict[tuple[str, str | None], sums.Cell]
Amounts = dict[tuple[str, str | None], Amount]


@dataclass(frozen=True)
class Series:
    """`figures` by year, oldest first; `notes` say which of them add up what, and what cannot be added."""

    figures: tuple[Figure, ...]
    notes: tuple[Message, ...] = ()


@answered_once
def series(
    viewer: Viewer, monitor: Monitor, body: str, indicator: sums.Which = None, department: str | None = None
) -> Series:
    """The figures of a body, or of one of its departments, through the years. A year in which what merged into it stood apart is the
    sum of them (`Figure.joined`); what was divided is not in it, and is told.
    """
    access.require(viewer, "see_figures", body)
    kept = kept_of_body(EVERYONE, monitor, body, indicator)
    own, by_department = kept.bodies[0], department is not None
    found = figures_of(kept, monitor.now().year, by_department=by_department, department=department)
    with monitor.store.reading() as session:
        if department is not None:
            return _of_department(session, monitor, own, found, indicator, department)
        return _of_body(session, monitor, registers.bodies(session), own, found, indicator)


@answered_once
def series_of_departments(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    departments: Iterable[str | None],
    indicator: sums.Which = None,
) -> dict[str | None, Series]:
    """The series of each of these departments; None is the body. As `series`, with the figures made once for all."""
    access.require(viewer, "see_figures", body)
    kept = kept_of_body(EVERYONE, monitor, body, indicator)
    own, every = kept.bodies[0], figures_of(kept, monitor.now().year, by_department=True)
    whole = [one for one in every if one.department is None]
    with monitor.store.reading() as session:
        known = registers.bodies(session)
        return {
            one: _of_body(session, monitor, known, own, whole, indicator)
            if one is None
            else _of_department(session, monitor, own, every, indicator, one)
            for one in departments
        }


def history(viewer: Viewer, monitor: Monitor, body: str, indicator: str) -> list[Figure]:
    """The figures of a whole body on one indicator, oldest year first, with those of the bodies that merged into it."""
    return list(series(viewer, monitor, body, indicator).figures)


def _of_body(
    session: Session, monitor: Monitor, known: list[Body], own: Body, found: list[Figure], indicator: sums.Which
) -> Series:
    before = succession.predecessors(known, own.id)
    notes = _divided(known, own.id)
    if not before:
        return Series(tuple(found), (*_bases(found), *notes))
    serving: dict[tuple[int, str], list[Submission]] = {}
    for one in (own, *before):
        for delivered in submissions.serving(session, one.id):
            serving.setdefault((delivered.year, one.id), []).append(delivered)
    joined: dict[int, tuple[str, ...]] = {}
    missing: dict[int, tuple[str, ...]] = {}
    for year in sorted({year for year, identity in serving if identity != own.id}):
        there = [one for one in (*before, own) if (year, one.id) in serving]
        absent = [one for one in (*before, own) if one not in there and succession.exists_in(one, year)]
        joined[year] = tuple(one.name for one in there)
        if absent:
            missing[year] = tuple(one.name for one in absent)
        together = [serving[year, one.id] for one in there]
        figures = _body_together(session, monitor, own, there, indicator, (year, together, bool(absent)))
        found = [one for one in found if one.year != year or (one.commitment and one.commitment.departments)]
        found += [replace(one, joined=joined[year]) for one in figures]
    return Series(
        tuple(sorted(found, key=lambda one: one.year)), (*_joined(joined), *_missing(missing), *_bases(found), *notes)
    )


def _body_together(
    session: Session,
    monitor: Monitor,
    own: Body,
    there: Sequence[Body],
    indicator: sums.Which,
    of_year: tuple[int, Sequence[Sequence[Submission]], bool],
) -> list[Figure]:
    """The figures of several bodies as one in a year; unfinished as long as one of them is unfinished, or submitted nothing."""
    year, together, incomplete = of_year
    served = [one for serving in together for one in serving]
    states = {year_state(serving) for serving in together} | ({YearState.OPEN} if incomplete else set())
    state = next(one for one in (YearState.OPEN, YearState.PROVISIONAL, YearState.FINAL) if one in states)
    asked = sums.Asked([one.id for one in served], year, indicator, merged=own.id)
    cells: Cells = {
        (name, None): cell for (_, _, name, where), cell in sums.cells(session, asked).items() if where is None
    }
    amounts = [
        {name: amount for (_, when, name, where), amount in found.items() if when == year and where is None}
        for found in (sums.quantities(session, one.id) for one in there)
    ]
    registered: Amounts = {(name, None): amount for name, amount in _added(amounts).items()}
    promised = [one for one in registers.commitments(session, own.id) if not one.departments]
    indicators = monitor.indicators_at(session, own.id)
    made = YearOfBody(indicators, own, year, served, Found(cells, registered), state)
    return made.figures(promised, by_department=False, indicator=indicator)


def _of_department(
    session: Session, monitor: Monitor, own: Body, every: Sequence[Figure], indicator: sums.Which, department: str
) -> Series:
    found = [one for one in every if one.department == department]
    before = succession.predecessors(own.departments, department)
    notes = _divided(own.departments, department)
    if not before:
        return Series(tuple(found), (*_bases(found), *notes))
    by_year: dict[int, list[Submission]] = {}
    for one in submissions.serving(session, own.id):
        by_year.setdefault(one.year, []).append(one)
    listed = [*before, *(one for one in own.departments if one.id == department)]
    joined: dict[int, tuple[str, ...]] = {}
    for year, served in by_year.items():
        spent = submissions.spend_of_departments(session, [one.id for one in served])
        there = [one for one in listed if one.id in spent]
        if any(one.id != department for one in there):
            joined[year] = tuple(one.name_in(year) for one in there)
            ids, of_year = [one.id for one in there], (year, department, served)
            figures = _departments_together(session, monitor, own, ids, indicator, of_year)
            found = [one for one in found if one.year != year]
            found += [replace(one, joined=joined[year]) for one in figures]
    return Series(tuple(sorted(found, key=lambda one: one.year)), (*_joined(joined), *_bases(found), *notes))


def _departments_together(
    session: Session,
    monitor: Monitor,
    own: Body,
    there: Sequence[str],
    indicator: sums.Which,
    of_year: tuple[int, str, Sequence[Submission]],
) -> list[Figure]:
    """The figures of some departments as one, under the id of the department that they went on in."""
    year, department, served = of_year
    asked = sums.Asked([one.id for one in served], year, indicator, there)
    cells: Cells = {
        (name, department): cell for (_, _, name, where), cell in sums.cells(session, asked).items() if where is None
    }
    kept = sums.quantities(session, own.id)
    amounts = [
        {name: amount for (_, when, name, where), amount in kept.items() if when == year and where == one}
        for one in there
    ]
    registered: Amounts = {(name, department): amount for name, amount in _added(amounts).items()}
    promised = registers.commitments(session, own.id)
    indicators = monitor.indicators_at(session, own.id)
    made = YearOfBody(indicators, own, year, served, Found(cells, registered))
    return [
        one for one in made.figures(promised, by_department=True, indicator=indicator) if one.department is not None
    ]


Named = TypeVar("Named", Body, Department)


def _added(found: Sequence[Mapping[str, Amount]]) -> dict[str, Amount]:
    """The quantities that all of them registered, added up: a sum without one of them would be too low."""
    shared = set.intersection(*(set(one) for one in found)) if found else set()
    return {name: (sum(one[name][0] for one in found), sum(one[name][1] for one in found)) for name in sorted(shared)}


def _joined(years: Mapping[int, tuple[str, ...]]) -> list[Message]:
    """One sentence for each run of years that add up the same."""
    runs: list[tuple[tuple[str, ...], int, int]] = []
    for year in sorted(years):
        if runs and runs[-1][0] == years[year]:
            runs[-1] = (years[year], runs[-1][1], year)
        else:
            runs.append((years[year], year, year))
    said = []
    for place, (names, first, last) in enumerate(runs):
        if place == 0:
            said.append(message("Up to and including {last}: {names}, added up.", last=str(last), names=_list(names)))
        else:
            said.append(
                message(
                    "From {first} up to and including {last}: {names}, added up.",
                    first=str(first),
                    last=str(last),
                    names=_list(names),
                )
            )
    return said


def _missing(years: Mapping[int, tuple[str, ...]]) -> list[Message]:
    by_name: dict[str, list[int]] = {}
    for year, names in years.items():
        for name in names:
            by_name.setdefault(name, []).append(year)
    return [
        message(
            "Without {name} in {years}: nothing was submitted. So that year stays provisional here.",
            name=name,
            years=_list(map(str, sorted(when))),
        )
        for name, when in by_name.items()
    ]


def _bases(figures: Sequence[Figure]) -> list[Message]:
    """Where the years begin to go by another date; what lies on both sides is not compared."""
    by_year = {one.year: one.year_basis for one in figures if one.share is not None and one.indicator.quantity is None}
    years, names, said = sorted(by_year), year_basis_names(), []
    for before, year in pairwise(years):
        if by_year[before] != by_year[year]:
            said.append(
                message(
                    "From {year} on by {now}, before that by {then}. The two are not compared.",
                    year=str(year),
                    now=names[by_year[year]],
                    then=names[by_year[before]],
                )
            )
    return said


def _divided(units: Sequence[Named], identity: str) -> tuple[Message, ...]:
    names = {one.id: one.name for one in units}
    return tuple(
        message(
            "{name} was divided over {names} after {year}. Which part of its amounts went where is unknown, so its years are not in "
            "this series.",
            name=one.name,
            names=_list(names[each] for each in one.successors if each in names),
            year=str(one.valid_to.year if one.valid_to else "?"),
        )
        for one in succession.divided(units, identity)
    )


def _list(names: Iterable[str]) -> Message:
    listed = list(names)
    if len(listed) < 2:
        return Message("".join(listed), "".join(listed))
    return message("{first} and {last}", first=", ".join(listed[:-1]), last=listed[-1])
