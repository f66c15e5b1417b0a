"""What a body decided and registered, from the registers in its files: all of a file or nothing of it (docs/files.md)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from kpi.evidence.categories import clean_cpv, normal_text
from kpi.evidence.cells import word
from kpi.evidence.conflicts import conflicts
from kpi.evidence.contracts import asked_in, clauses, contract_row
from kpi.evidence.pieces import evidence_row
from kpi.evidence.quantities import Key, quantity_row, refuse_double
from kpi.evidence.statements import certificate_row, statement_row
from kpi.evidence.supplier_lists import supplier_row
from kpi.evidence.suppliers import identifiers_of
from kpi.evidence.tables import Row, WrongCell, rows_of
from kpi.language import message
from kpi.model import (
    Body,
    Contract,
    Evidence,
    Finding,
    Knowledge,
    MappingRule,
    Message,
    Refusal,
    RegisteredQuantity,
    RegisterTable,
    Severity,
    Supplier,
)


@dataclass(frozen=True)
class Understood:
    """What a file says, and what is wrong (errors: nothing of it may be kept) or odd about it."""

    knowledge: Knowledge
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)

    def checked(self) -> Knowledge:
        """The knowledge; raises Refusal with the first error, and how many there are, where there is one."""
        if not self.errors:
            return self.knowledge
        first = self.errors[0].message
        code = "own_file" if self.errors[0].rule in ("wrong_row", "error_cells") else self.errors[0].rule
        more = len(self.errors) - 1
        if more:
            first = message("{first} Other wrong rows: {more}.", first=first, more=more)
        raise Refusal(code, first)


@dataclass
class _Load:
    """What was read so far, of all tables of a file."""

    body: Body | None
    mapping: dict[tuple[str, str], MappingRule] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    contracts: list[tuple[Contract, Row]] = field(default_factory=list)
    suppliers: dict[str, Supplier] = field(default_factory=dict)
    quantities: dict[Key, RegisteredQuantity] = field(default_factory=dict)
    places: dict[Evidence | Contract, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def told(self, rule: str, severity: Severity, text: Message, *cells: str) -> None:
        self.findings.append(Finding(rule, severity, text, 1, None, tuple(cell for cell in cells if cell)))


def understand(tables: Sequence[RegisterTable], body: Body | None = None) -> Understood:
    """What the registers of a file say. Every wrong row is told with its cell, what was found and what was expected.

    The departments that quantities name are looked up in `body`.
    """
    load = _Load(body)
    for table in tables:
        for row in rows_of(table):
            try:
                _READERS[table.form](load, row, table.form)
            except WrongCell as wrong:
                load.told("wrong_row", Severity.ERROR, wrong.message, wrong.cell)
    try:
        refuse_double(one for one in load.quantities.values() if not one.withdrawn)
    except Refusal as refusal:
        load.told(refusal.code, Severity.ERROR, refusal.message)
    knowledge = Knowledge(
        mapping=tuple(load.mapping.values()),
        evidence=tuple(dict.fromkeys(load.evidence)),
        contracts=tuple(contract for contract, _ in load.contracts),
        suppliers=tuple(load.suppliers.values()),
        quantities=tuple(load.quantities.values()),
    )
    for conflict in conflicts(knowledge):
        cells = [cell for one, cell in load.places.items() if one in conflict.between]
        load.told(conflict.kind, Severity.WARNING, conflict.message, *cells)
    return Understood(knowledge, tuple(load.findings))


def _rule(load: _Load, row: Row, form: str) -> None:
    text, supplier = row.get("text"), row.get("supplier")
    if not text and not supplier:
        raise row.refuse("text", None, message("a text, a supplier, or both"))
    written, exclusion = row.get("cpv"), word(row, "exclusion", "exclusion")
    if bool(written) == bool(exclusion):
        raise row.refuse("cpv", written, message("either a CPV code or an exclusion, not both"))
    cpv = clean_cpv(written) if written else None
    if written and cpv is None:
        raise row.refuse("cpv", written, message("a CPV code that exists, or its first digits (at least two)"))
    key = (normal_text(text or ""), normal_text(supplier or ""))
    if key in load.mapping:
        raise row.refuse("text", text or supplier, message("every text and supplier once"))
    load.mapping[key] = MappingRule(text, supplier, cpv, exclusion)


def _keep(load: _Load, row: Row, said: Sequence[Evidence], *columns: str) -> None:
    load.evidence += said
    load.places |= {one: row.address(*columns) for one in said}


def _evidence(load: _Load, row: Row, form: str) -> None:
    _keep(load, row, tuple(evidence_row(row)), "key")


def _certificate(load: _Load, row: Row, form: str) -> None:
    said = certificate_row(row)
    if not said:
        text = message(
            "Cell {cell}: {label} shows none of the properties that ambitions ask for. This row is not kept.",
            cell=row.address("label"),
            label=row.get("label"),
        )
        load.told("label_without_property", Severity.INFO, text, row.address("label"))
    _keep(load, row, said, "number", "valid_from", "label")


def _statement(load: _Load, row: Row, form: str) -> None:
    _keep(load, row, (statement_row(row),), "part", "said")


def _contract(load: _Load, row: Row, form: str) -> None:
    """A contract with its clauses. The same number for another supplier is another contract, which a person has to look at."""
    contract = contract_row(row)
    said = tuple(clauses(row, contract, asked_in(row)))
    alike = [(one, at) for one, at in load.contracts if normal_text(one.number) == normal_text(contract.number)]
    for other, at in alike:
        if not (other.supplier and contract.supplier) or identifiers_of(other.supplier) & identifiers_of(
            contract.supplier
        ):
            first = at.address("number") or at.place
            raise row.refuse(
                "number", contract.number, message("every contract number once; it stands in {first} too", first=first)
            )
    if alike:
        said = tuple(replace(one, supplier=contract.supplier) for one in said)
        numbers = {normal_text(contract.number)}
        suppliers = {other.number: other.supplier for other, _ in alike}
        load.evidence = [
            replace(one, supplier=one.supplier or suppliers.get(one.key))
            if one.subject == "contract" and one.kind == "contract" and normal_text(one.key) in numbers
            else one
            for one in load.evidence
        ]
    load.contracts.append((contract, row))
    load.places[contract] = row.address("number")
    _keep(load, row, said, "number")


def _supplier(load: _Load, row: Row, form: str) -> None:
    supplier, said = supplier_row(row, form)
    if normal_text(supplier.key) in load.suppliers:
        raise row.refuse("key" if row.get("key") else "name", supplier.key, message("every supplier once"))
    load.suppliers[normal_text(supplier.key)] = supplier
    _keep(load, row, said, "key", "name")


def _quantity(load: _Load, row: Row, form: str) -> None:
    quantity_row(row, load.body, load.quantities)


_READERS: dict[str, Callable[[_Load, Row, str], None]] = {
    "rule": _rule,
    "evidence": _evidence,
    "contract": _contract,
    "certificate": _certificate,
    "statement": _statement,
    "supplier": _supplier,
    "sme_list": _supplier,
    "social_enterprise_list": _supplier,
    "quantity": _quantity,
}
