"""The loaded files of a body added up to what it knows; and what each registered thing is, where it came from, who set it aside."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from kpi.model import (
    Contract,
    DepartmentRule,
    Evidence,
    Knowledge,
    LeftOut,
    MappingRule,
    Notice,
    RegisteredQuantity,
    Ruling,
    SameSupplier,
    Supplier,
)
from kpi.store.documents import unpack

Thing = Evidence | Contract | Supplier | RegisteredQuantity


@dataclass(frozen=True)
class Registered:
    """One registered thing: its id, the file that it came from last and who loaded that, and the ruling that set it aside, if any."""

    id: str
    thing: Thing
    file: str
    by: str
    at: datetime
    ruling: Ruling | None = None


def fold(text: str | None) -> str | None:
    """A text as keys compare it."""
    return " ".join(text.split()).casefold() if text is not None else None


def decision_key(one: MappingRule | LeftOut | SameSupplier) -> Hashable:
    """What a decision is about: two decisions with one key are a decision and its successor."""
    if isinstance(one, MappingRule):
        return fold(one.text), fold(one.supplier)
    if isinstance(one, LeftOut):
        return one.kind, one.value
    return frozenset((one.first, one.second))


def thing_id(thing: Thing) -> str:
    """The same for a thing and its correction: what it is about and by which source, never what it says."""
    key: tuple[object, ...]
    match thing:
        case Evidence():
            key = ("e", *_source(thing))
        case Contract():
            key = ("c", fold(thing.number), _firm(thing.supplier))
        case Supplier():
            key = ("s", fold(thing.key))
        case RegisteredQuantity():
            key = ("q", thing.quantity, thing.year, thing.department)
    return f"{key[0]}-{hashlib.sha256(repr(key).encode()).hexdigest()[:16]}"


def _source(said: Evidence) -> tuple[object, ...]:
    return (
        said.subject, fold(said.key), said.property, fold(said.supplier), said.kind, said.level, said.reference,
        said.valid_from and said.valid_from.isoformat(), said.valid_to and said.valid_to.isoformat(),
    )  # fmt: skip


def _firm(supplier: str | None) -> str:
    """A supplier's name in which "Glans B.V." and "Glans BV" are one: a register that is loaded again replaces its contracts."""
    return "".join(letter for letter in (supplier or "").casefold() if letter.isalnum())


@dataclass
class _Sum:
    """What was added up so far."""

    mapping: dict[Hashable, MappingRule] = field(default_factory=dict)
    contracts: dict[str | None, dict[str, Contract]] = field(default_factory=dict)  # by number, then by supplier
    suppliers: dict[str | None, Supplier] = field(default_factory=dict)
    quantities: dict[Hashable, RegisteredQuantity] = field(default_factory=dict)
    left_out: dict[Hashable, LeftOut] = field(default_factory=dict)
    same_suppliers: dict[Hashable, SameSupplier] = field(default_factory=dict)
    departments: dict[str | None, DepartmentRule] = field(default_factory=dict)
    notices: dict[Hashable, Notice] = field(default_factory=dict)
    evidence: dict[Hashable, tuple[Evidence, ...]] = field(default_factory=dict)
    rulings: dict[str, Ruling] = field(default_factory=dict)

    def add(self, part: Knowledge) -> None:
        self.mapping.update({decision_key(rule): rule for rule in part.mapping})
        self.suppliers.update({fold(supplier.key): supplier for supplier in part.suppliers})
        self.quantities.update({(one.quantity, one.year, one.department): one for one in part.quantities})
        self.left_out.update({decision_key(one): one for one in part.left_out})
        self.same_suppliers.update({decision_key(one): one for one in part.same_suppliers})
        self.departments.update({fold(rule.text): rule for rule in part.departments})
        self.notices.update({(one.procedure, one.lot, one.notice): one for one in part.notices})
        self.rulings.update({ruling.subject: ruling for ruling in part.rulings})
        firms: dict[str | None, list[str]] = {}
        for contract in part.contracts:
            self._add_contract(contract)
            firms.setdefault(fold(contract.number), []).append(_firm(contract.supplier))
        said: dict[Hashable, tuple[Evidence, ...]] = {}
        for one in part.evidence:
            key = _clause_of(one, firms) or _source(one)
            said[key] = (*said.get(key, ()), one)
        self.evidence.update(said)

    def _add_contract(self, contract: Contract) -> None:
        """A contract that is loaded again is replaced, with its clauses. With another supplier it is another contract of that number."""
        number, firm = fold(contract.number), _firm(contract.supplier)
        alike = self.contracts.setdefault(number, {})
        for other in [one for one in alike if one == firm or not one or not firm]:
            del alike[other]
            self.evidence.pop(("clauses", number, other), None)
        alike[firm] = contract
        self.evidence[("clauses", number, firm)] = ()

    def knowledge(self, aside: frozenset[str]) -> Knowledge:
        """All that holds; nothing of what was set aside."""
        contracts = {
            number: {firm: one for firm, one in alike.items() if not (aside and thing_id(one) in aside)}
            for number, alike in self.contracts.items()
        }
        return Knowledge(
            mapping=tuple(rule for rule in self.mapping.values() if rule.cpv or rule.exclusion or rule.left_open),
            evidence=tuple(
                one
                for key, alike in self.evidence.items()
                for one in self._spoken(key, alike, contracts)
                if not (aside and thing_id(one) in aside)
            ),
            contracts=tuple(one for alike in contracts.values() for one in alike.values()),
            suppliers=tuple(one for one in self.suppliers.values() if not (aside and thing_id(one) in aside)),
            quantities=tuple(one for one in self.quantities.values() if not one.withdrawn),
            left_out=tuple(one for one in self.left_out.values() if one.reason),
            same_suppliers=tuple(one for one in self.same_suppliers.values() if one.same is not None),
            departments=tuple(one for one in self.departments.values() if one.department),
            notices=tuple(self.notices.values()),
            rulings=tuple(one for one in self.rulings.values() if not one.undone),
        )

    def _spoken(
        self, key: Hashable, alike: tuple[Evidence, ...], contracts: Mapping[str | None, Mapping[str, Contract]]
    ) -> tuple[Evidence, ...]:
        """The evidence of one source. The clauses of a contract that shares its number are about the lines of its own supplier only."""
        if not (isinstance(key, tuple) and key[0] == "clauses" and len(key) == 3):
            return alike
        holding = contracts.get(key[1], {})
        if key[2] not in holding:
            return ()
        supplier = holding[key[2]].supplier if len(holding) > 1 else None
        return tuple(replace(one, supplier=supplier) for one in alike)


def _clause_of(said: Evidence, firms: Mapping[str | None, Sequence[str]]) -> Hashable | None:
    """The contract of the same file whose clause this is, if any."""
    alike = firms.get(fold(said.key), ()) if said.subject == "contract" and said.kind == "contract" else ()
    if not alike:
        return None
    return "clauses", fold(said.key), alike[0] if len(alike) == 1 else _firm(said.supplier)


@lru_cache(maxsize=16)
def _added_up(documents: tuple[str, ...]) -> _Sum:
    total = _Sum()
    for document in documents:
        total.add(unpack(Knowledge, document))
    return total


@lru_cache(maxsize=16)
def put_together(documents: tuple[str, ...]) -> Knowledge:
    """The sum of the loaded files. Unpacking them costs more than all that is done with one submission."""
    total = _added_up(documents)
    return total.knowledge(
        frozenset(one for ruling in total.rulings.values() if not ruling.undone for one in ruling.set_aside)
    )


def list_registered(rows: Sequence[Mapping[str, Any]]) -> tuple[Registered, ...]:
    """Everything registered as evidence in these loaded files, with the last file and person of each."""
    total = _added_up(tuple(row["document"] for row in rows))
    last: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        for one in _things(unpack(Knowledge, row["document"])):
            last[thing_id(one)] = row
    standing = {one: ruling for ruling in total.rulings.values() if not ruling.undone for one in ruling.set_aside}
    found = []
    for one in _things(total.knowledge(frozenset())):
        identity = thing_id(one)
        plain = thing_id(replace(one, supplier=None)) if isinstance(one, Evidence) else identity
        row = last.get(identity) or last[plain]
        found.append(Registered(identity, one, row["name"], row["loaded_by"], row["loaded_at"], standing.get(identity)))
    return tuple(found)


def _things(knowledge: Knowledge) -> tuple[Thing, ...]:
    return (*knowledge.evidence, *knowledge.contracts, *knowledge.suppliers, *knowledge.quantities)
