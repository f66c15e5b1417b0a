"""Who goes on in whom: departments and bodies that end, merge and divide (semantics.md sections 1 and 4).

A unit that ended and has one successor goes on in it, wholly. With several successors it was divided: which part went where is
not known from any amount, so its amounts stay its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Protocol, TypeVar


class Unit(Protocol):
    """A department or a body."""

    @property
    def id(self) -> str: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...
    @property
    def successors(self) -> tuple[str, ...]: ...


AnyUnit = TypeVar("AnyUnit", bound=Unit)


def exists_in(unit: Unit, year: int) -> bool:
    """Whether a unit was there on some day of a year."""
    began = unit.valid_from is None or unit.valid_from.year <= year
    return began and (unit.valid_to is None or unit.valid_to.year >= year)


def heir(units: Mapping[str, Unit], identity: str, year: int) -> str:
    """In whom a unit goes on in a year: itself while it is there, then its only successor, or the successor of that one.

    One that ended without a successor, or was divided, stays itself.
    """
    seen = {identity}
    while identity in units and not exists_in(units[identity], year) and _ended_before(units[identity], year):
        after = units[identity].successors
        if len(after) != 1 or after[0] in seen or after[0] not in units:
            break
        identity = after[0]
        seen.add(identity)
    return identity


def _ended_before(unit: Unit, year: int) -> bool:
    return unit.valid_to is not None and unit.valid_to.year < year


def predecessors(units: Iterable[AnyUnit], identity: str) -> list[AnyUnit]:
    """The units that go on wholly in this one, directly or by way of another, in the order of the list."""
    listed, found = list(units), {identity}
    while True:
        more = {one.id for one in listed if len(one.successors) == 1 and one.successors[0] in found} - found
        if not more:
            return [one for one in listed if one.id in found - {identity}]
        found |= more


def divided(units: Iterable[AnyUnit], identity: str) -> list[AnyUnit]:
    """The units of which a part goes on in this one, or in a unit that goes on in it."""
    listed = list(units)
    whole = {identity, *(one.id for one in predecessors(listed, identity))}
    return [one for one in listed if len(one.successors) > 1 and whole & set(one.successors) and one.id not in whole]


def wrong(units: Sequence[Unit]) -> tuple[str, str] | None:
    """What cannot be in a list of units, as what was found and what was expected; None where all is well.

    Found are the id and what is wrong with it: `period`, `unknown_successor`, `no_end`, `circle`.
    """
    known = {one.id: one for one in units}
    for one in units:
        if one.valid_from and one.valid_to and one.valid_from > one.valid_to:
            return one.id, "period"
        if one.successors and one.valid_to is None:
            return one.id, "no_end"
        if not set(one.successors) <= known.keys():
            return one.id, "unknown_successor"
    for one in units:
        reached, todo = set[str](), list(one.successors)
        while todo:
            following = todo.pop()
            if following not in reached:
                reached.add(following)
                todo += known[following].successors
        if one.id in reached:
            return one.id, "circle"
    return None
