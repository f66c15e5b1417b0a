"""What a decision about a text of the worklist does for what a body promised: by how much the bounds come closer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kpi import access, measure
from kpi.model import Message, Sums, Viewer
from kpi.service.classifying import OpenGroup
from kpi.service.judging import figures_at
from kpi.service.monitor import Monitor
from kpi.store import registers

SHOWN = 2
LEAST = Fraction(1, 1000)
"""A tenth of a percentage point: what is less is not told."""


@dataclass(frozen=True)
class Effect:
    """By how much (a fraction of one) the bounds of a promised indicator come closer; `at_most` where it must also be known whether it qualifies."""

    name: Message
    narrower: Fraction
    at_most: bool


def effects(
    viewer: Viewer, monitor: Monitor, body: str, year: int, groups: Sequence[OpenGroup]
) -> list[tuple[Effect, ...]]:
    """For each group the largest effects of deciding about it as is suggested, on the euros that the whole body promised; first on what it is
    probably about. Where nothing is suggested only on what it may be about.
    """
    access.require(viewer, "see_lines", body)
    known = monitor.body(body)
    with monitor.store.reading() as session:
        promised = {one.indicator for one in registers.commitments(session, body) if one.ended is None}
        found = figures_at(session, monitor, [known], year)
    figures = {
        one.indicator.id: one
        for one in found
        if one.indicator.id in promised
        and one.indicator.measure == "euro"
        and one.department is None
        # the sums of a promise of some departments are not those that a text of the whole body changes
        and not (one.commitment and one.commitment.departments)
    }
    sums = {name: one.sums for name, one in figures.items() if one.sums is not None}
    names = {name: one.indicator.name for name, one in figures.items()}
    return [_of(group, sums, names) for group in groups]


def _of(group: OpenGroup, sums: Mapping[str, Sums], names: Mapping[str, Message]) -> tuple[Effect, ...]:
    suggested = group.suggestion and (group.suggestion.cpv or group.suggestion.exclusion)
    made = []
    for name, before in sums.items():
        inside = name in group.ambitions
        if not inside and not suggested:
            continue
        narrower = measure.narrowing(before, group.plus, group.minus, inside)
        if narrower is not None and narrower >= LEAST:
            made.append(Effect(names[name], narrower, inside))
    return tuple(sorted(made, key=lambda one: (not one.at_most, -one.narrower, one.name.en))[:SHOWN])
