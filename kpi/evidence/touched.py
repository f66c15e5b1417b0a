"""Which submissions a change of what a body knows can make a difference for: those whose lines name something that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kpi.evidence.categories import normal_text
from kpi.evidence.merging import resolve
from kpi.evidence.suppliers import identifiers_of, identity
from kpi.model import Knowledge, SameSupplier


@dataclass(frozen=True)
class Names:
    """What the lines of a submission name, each once: category texts and contract numbers as facts hold them, and suppliers as their
    name, KvK number, VAT number and own number.
    """

    texts: frozenset[str]
    contracts: frozenset[str]
    suppliers: tuple[tuple[str | None, ...], ...]


@dataclass(frozen=True)
class Change:
    """What changed between two states of knowledge, by what it is about. `everything`: it may be about any line."""

    everything: bool
    same: tuple[SameSupplier, ...]  # who is who, before and after
    texts: frozenset[str]
    contracts: frozenset[str]
    suppliers: frozenset[str]  # identifiers
    invoices: frozenset[str]

    @staticmethod
    def between(before: Knowledge, after: Knowledge) -> Change:
        said = set(before.evidence) ^ set(after.evidence)
        keys = {
            subject: {one.key for one in said if one.subject == subject}
            for subject in ("line", "contract", "supplier", "category")
        }
        rules = set(before.mapping) ^ set(after.mapping)
        firms = set(before.suppliers) ^ set(after.suppliers)
        suppliers = {key for one in firms for key in (one.key, one.name) if key} | keys["supplier"]
        suppliers |= {rule.supplier for rule in rules if rule.supplier and not rule.text}
        numbers = {one.number for one in set(before.contracts) ^ set(after.contracts)}
        return Change(
            everything=before.left_out != after.left_out
            or before.same_suppliers != after.same_suppliers
            or before.departments != after.departments
            or any(one.subject not in keys for one in said),
            same=after.same_suppliers,
            texts=_normal({rule.text for rule in rules if rule.text} | keys["category"]),
            contracts=_normal(numbers | keys["contract"]),
            suppliers=frozenset(identifier for key in suppliers for identifier in identifiers_of(key)),
            invoices=_normal(keys["line"]),
        )

    def touches(self, names: Names) -> bool:
        """Whether it is about any line of a submission, invoice numbers left aside: they are as many as lines."""
        return (
            self.everything
            or not self.texts.isdisjoint(names.texts)
            or not self.contracts.isdisjoint(names.contracts)
            or (bool(self.suppliers) and self._names_supplier(names))
        )

    def _names_supplier(self, names: Names) -> bool:
        """A line is of a supplier by its own number and name, and by those of all lines that are put together with it."""
        known = resolve([identity(*one) for one in names.suppliers], self.same)
        return any(not self.suppliers.isdisjoint(who.identifiers) for who in known.values())


def _normal(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(normal_text(text) for text in texts)
