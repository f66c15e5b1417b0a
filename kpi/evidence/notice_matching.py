"""Spend and the lots of public notices: by contract number, else by supplier within the period of the contract.

Where more than one lot comes into question, or the period is not known, all that come into question are given and nothing is
chosen. A lot without a contract is about no spend.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from kpi.evidence.categories import normal_text
from kpi.evidence.merging import resolve
from kpi.evidence.suppliers import Identity, identity
from kpi.model import Asked, Notice, NoticeContract, SameSupplier
from kpi.reference import notice_codes

OCDS_LISTS = ("sustainabilityGoal", "sustainabilityStrategy", "hasSustainability")
"""These say one thing together: a goal and the strategy for it."""


@dataclass(frozen=True)
class Lot:
    """A lot as all of its notices tell it: what the latest that says so asks for, and every contract as last told."""

    procedure: str
    lot: str
    title: str | None
    published: date | None
    notices: tuple[str, ...]
    asked: tuple[Asked, ...]
    contracts: tuple[NoticeContract, ...]

    @property
    def codes(self) -> tuple[Asked, ...]:
        """What is asked for, without what says that nothing is."""
        return tuple(one for one in self.asked if notice_codes()[one.list, one.code].asked)

    @property
    def themes(self) -> dict[str, tuple[str, ...]]:
        """The themes that are asked for, each with the ways in which it is asked."""
        found: dict[str, dict[str, None]] = {}
        for one in self.codes:
            for theme in notice_codes()[one.list, one.code].themes:
                found.setdefault(theme, {})[one.way] = None
        return {
            theme: tuple(way for way in ways if way != "unstated" or len(ways) == 1) for theme, ways in found.items()
        }


@dataclass(frozen=True)
class Party:
    """A supplier as spend lines write it: name, KvK, VAT number, the body's own number."""

    supplier: str | None = None
    kvk: str | None = None
    vat_number: str | None = None
    supplier_id: str | None = None


@dataclass(frozen=True)
class Match:
    """The lots that spend may be under. `sure` says that it is under one of them; `why` not, where it is not."""

    lots: frozenset[int]
    sure: bool
    why: str = ""  # no_date, no_period, another_number, another_supplier


NOTHING = Match(frozenset(), False)


def lots_of(notices: Iterable[Notice]) -> tuple[Lot, ...]:
    """The notices of each lot put together, in whatever order they were loaded."""
    alike: dict[tuple[str, str], list[Notice]] = {}
    for one in notices:
        alike.setdefault((one.procedure, one.lot), []).append(one)
    return tuple(_together(alike[key]) for key in sorted(alike))


def _together(notices: list[Notice]) -> Lot:
    ordered = sorted(notices, key=lambda one: (one.published or date.min, one.notice))
    contracts = {one.id: one for notice in ordered for one in notice.contracts}
    last = ordered[-1]
    return Lot(
        procedure=last.procedure,
        lot=last.lot,
        title=next((one.title for one in reversed(ordered) if one.title), None),
        published=last.published,
        notices=tuple(one.notice for one in ordered),
        asked=_last_said(ordered),
        contracts=tuple(contracts.values()),
    )


def _last_said(ordered: list[Notice]) -> tuple[Asked, ...]:
    """What the latest notice says by each list; a notice that is silent on a list takes nothing back."""
    said: dict[str, list[Asked]] = {}
    for notice in ordered:
        newer: dict[str, list[Asked]] = {}
        for one in notice.asked:
            newer.setdefault(notice.format if one.list in OCDS_LISTS else one.list, []).append(one)
        said |= newer
    return tuple(one for alike in said.values() for one in alike)


@dataclass
class Matcher:
    """Finds the lots of spend. Made once for the lots of a body."""

    lots: tuple[Lot, ...]
    same_suppliers: tuple[SameSupplier, ...] = ()  # what a person decided
    _by_number: dict[str, list[tuple[int, NoticeContract]]] = field(default_factory=dict)
    _by_supplier: dict[str, list[tuple[int, NoticeContract]]] = field(default_factory=dict)
    _who: dict[Party, Identity] = field(default_factory=dict)
    _winners: dict[tuple[int, str], tuple[frozenset[str], ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, lot in enumerate(self.lots):
            for contract in lot.contracts:
                winners = tuple(
                    frozenset(identity(one.name, one.number, one.number, None).identifiers)
                    for one in contract.suppliers
                )
                self._winners[place, contract.id] = winners
                for number in contract.numbers:
                    self._by_number.setdefault(normal_text(number), []).append((place, contract))
                for name in frozenset().union(*winners):
                    self._by_supplier.setdefault(name, []).append((place, contract))

    def concerned(self, parties: Sequence[Party]) -> list[Party]:
        """Those of these suppliers that won any contract. All are given at once: one line may name the number of another's name."""
        plain = [identity(one.supplier, one.kvk, one.vat_number, one.supplier_id) for one in parties]
        resolved = resolve(list(dict.fromkeys(plain)), self.same_suppliers)
        self._who |= {party: resolved[one] for party, one in zip(parties, plain, strict=True)}
        return [one for one in parties if any(name in self._by_supplier for name in self._who[one].identifiers)]

    def concerns_number(self, number: str) -> bool:
        """Whether any contract has this number."""
        return normal_text(number) in self._by_number

    def match(self, party: Party, number: str | None, day: date | None) -> Match:
        """What spend of this supplier, under this contract number on this day, is under."""
        who = self._identity(party)
        numbered = self._by_number.get(normal_text(number), []) if number else []
        if numbered:
            agreeing = frozenset(place for place, one in numbered if self._may_be(place, one, who))
            if agreeing:
                return Match(agreeing, True)
            return Match(frozenset(place for place, _ in numbered), False, "another_supplier")
        won = {
            (place, one.id): (place, one)
            for name in who.identifiers
            for place, one in self._by_supplier.get(name, [])
            if self._won(place, one, who)
        }
        if not won:
            return NOTHING
        return _within([(place, one) for place, one in won.values()], number, day)

    def _identity(self, party: Party) -> Identity:
        if party not in self._who:
            self._who[party] = identity(party.supplier, party.kvk, party.vat_number, party.supplier_id)
        return self._who[party]

    def _won(self, place: int, contract: NoticeContract, who: Identity) -> bool:
        return any(_same(winner, who) for winner in self._winners[place, contract.id])

    def _may_be(self, place: int, contract: NoticeContract, who: Identity) -> bool:
        """Whether nothing speaks against this supplier: it won, or one of the two does not say who it is."""
        return not who.identifiers or not contract.suppliers or self._won(place, contract, who)


def _same(winner: frozenset[str], who: Identity) -> bool:
    """A KvK number on both sides decides; else any number or name that they share."""
    numbers = (
        {one for one in winner if one.startswith("kvk:")},
        {one for one in who.identifiers if one.startswith("kvk:")},
    )
    if all(numbers):
        return bool(numbers[0] & numbers[1])
    return not winner.isdisjoint(who.identifiers)


def _within(won: list[tuple[int, NoticeContract]], number: str | None, day: date | None) -> Match:
    """What is left of the contracts of a supplier when the day is looked at."""
    if day is None:
        return Match(frozenset(place for place, _ in won), False, "no_date")
    open_ended = [place for place, one in won if (one.start is None or one.start <= day) and one.end is None]
    inside = [place for place, one in won if one.start and one.end and one.start <= day <= one.end]
    unstarted = [place for place, one in won if one.start is None and one.end and day <= one.end]
    if open_ended or unstarted:
        return Match(frozenset((*open_ended, *unstarted, *inside)), False, "no_period")
    if not inside:
        return NOTHING
    if number and any(one.referenced for place, one in won if place in inside):
        return Match(frozenset(inside), False, "another_number")
    return Match(frozenset(inside), True)


def asks_for(match: Match, lots: tuple[Lot, ...], themes: Iterable[str]) -> bool | None:
    """Whether spend is under a contract that asks for one of these themes: True, False, or None where that is not certain."""
    wanted = set(themes)
    said = [not wanted.isdisjoint(lots[place].themes) for place in match.lots]
    if not any(said):
        return False
    return True if match.sure and all(said) else None
