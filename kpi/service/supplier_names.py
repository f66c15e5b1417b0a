"""The suppliers of a body: what was put together by itself, what is proposed, and what a person decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kpi import access
from kpi.evidence import merging
from kpi.evidence.near_names import near_pairs
from kpi.evidence.persons import person_kind
from kpi.evidence.suppliers import name_key
from kpi.model import Knowledge, SameSupplier, Tally, Viewer
from kpi.service.answers import answered_once
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge
from kpi.service.monitor import Monitor
from kpi.store import registers, spending, submissions
from kpi.store.database import Session
from kpi.store.together import decision_key

EQUAL = 100


@dataclass(frozen=True)
class Named:
    """One supplier: its key, its name with most euros, all its names, and its spend."""

    key: str
    name: str
    names: tuple[str, ...]
    tally: Tally


@dataclass(frozen=True)
class NearPair:
    """Two suppliers that are probably one; `score` of 100 says how equal the names are."""

    first: Named
    second: Named
    score: int


@dataclass(frozen=True)
class DecidedPair:
    """What a person decided about two suppliers, who and when; `first` and `second` are their names as a file writes them."""

    pair: SameSupplier
    first: str
    second: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class Suppliers:
    """All suppliers of a body's submissions that serve. Natural persons and names taken out are counted and never listed."""

    count: int
    names: int  # as the files write them
    uploaded: Tally
    listed: tuple[Named, ...]  # most euros first
    near: tuple[NearPair, ...]  # most euros first
    decided: tuple[DecidedPair, ...]
    persons: Mapping[str, Tally]  # "person" and "redacted"
    nameless: Tally


@answered_once
def suppliers(viewer: Viewer, monitor: Monitor, body: str) -> Suppliers:
    """The suppliers of all years. Work grows with the names: only names that share a word are compared."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        rows = spending.suppliers(session, [one.id for one in submissions.serving(session, body)])
        decided = registers.knowledge(session, body)[1].same_suppliers
        who = registers.decided_by(session, body)
    persons: dict[str, list[Mapping[str, Any]]] = {}
    groups: dict[str, list[Mapping[str, Any]]] = {}
    nameless = []
    for row in rows:
        kind = person_kind(row["supplier"])
        if kind:
            persons.setdefault(kind, []).append(row)
        elif row["supplier_key"]:
            groups.setdefault(row["supplier_key"], []).append(row)
        else:
            nameless.append(row)
    listed = {key: _named(key, found) for key, found in groups.items()}
    written = {key: one.name for key, one in listed.items()}
    written |= {name_key(name) or name: name for one in listed.values() for name in reversed(one.names)}
    return Suppliers(
        count=len({row["supplier_key"] for row in rows if row["supplier_key"]}),
        names=len({row["supplier"] for row in rows if row["supplier"]}),
        uploaded=_tally(rows),
        listed=tuple(sorted(listed.values(), key=lambda one: (-abs(one.tally.cents or 0), one.key))),
        near=_near(listed, decided),
        decided=tuple(
            DecidedPair(
                one,
                written.get(one.first, one.first),
                written.get(one.second, one.second),
                decider.by,
                decider.at,
            )
            for one in decided
            for decider in (who.get(decision_key(one), registers.Decider()),)
        ),
        persons={kind: _tally(found) for kind, found in sorted(persons.items())},
        nameless=_tally(nameless),
    )


def _tally(rows: Iterable[Mapping[str, Any]]) -> Tally:
    kept = list(rows)
    return Tally(sum(row["lines"] for row in kept), sum(int(row["cents"]) for row in kept))


def _named(key: str, rows: Sequence[Mapping[str, Any]]) -> Named:
    names = tuple(row["supplier"] for row in rows if row["supplier"])
    return Named(key, names[0] if names else key, names, _tally(rows))


def _near(listed: Mapping[str, Named], decided: Sequence[SameSupplier]) -> tuple[NearPair, ...]:
    """Pairs with nearly equal names, and a name beside one number that stands without it in another file; not yet decided."""
    done = {frozenset((one.first, one.second)) for one in decided}
    names = {key: name_key(one.name) or "" for key, one in listed.items()}
    alike: dict[str, list[str]] = {}
    for key, name in names.items():
        alike.setdefault(name, []).append(key)
    pairs = [(keys[0], other, EQUAL) for keys in map(sorted, alike.values()) for other in keys[1:]]
    pairs += [pair for pair in near_pairs(names) if names[pair[0]] != names[pair[1]]]
    made = [
        NearPair(listed[first], listed[second], score)
        for first, second, score in pairs
        if frozenset((first, second)) not in done and not _two_numbers(first, second)
    ]
    return tuple(sorted(made, key=lambda one: (-_at_stake(one), one.first.key, one.second.key)))


def _two_numbers(first: str, second: str) -> bool:
    return first.startswith(merging.KVK) and second.startswith(merging.KVK)


def _at_stake(pair: NearPair) -> int:
    """The euros that would come under another name: those of the smaller of the two."""
    return min(abs(pair.first.tally.cents or 0), abs(pair.second.tally.cents or 0))


def decide_supplier(viewer: Viewer, monitor: Monitor, body: str, first: str, second: str, same: bool | None) -> None:
    """Keeps that two suppliers (keys) are one, or are two; None takes an earlier decision back. No amount changes by it.

    Raises Refusal where it contradicts an earlier decision, or would make two KvK numbers one.
    """
    access.require(viewer, "classify", body)
    known = monitor.body(body)
    new = SameSupplier(first, second, same)
    with monitor.store.transaction() as session:
        if same is not None:
            merging.check(_decided(session, body), new)
        registers.add_knowledge(
            session, body, "suppliers", "", viewer.name, monitor.now(), Knowledge(same_suppliers=(new,))
        )
        apply_knowledge(monitor, session, known, submissions.lines_of_serving(session, body))
        # Names of suppliers may be those of persons, and the audit trail holds no data of lines.
        monitor.log(session, viewer, body, "same_supplier", {True: "one", False: "two", None: "undone"}[same])
    publish(monitor, known)


def _decided(session: Session, body: str) -> tuple[SameSupplier, ...]:
    return registers.knowledge(session, body)[1].same_suppliers
