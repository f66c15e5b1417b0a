"""Lines to facts: the fields that conditions may speak of, each from the most specific source that knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.evidence.categories import Decision, Decisions, clean_cpv, normal_text
from kpi.evidence.coding import Coded, coded, coded_array, together
from kpi.evidence.departments import department_lookup
from kpi.evidence.findings import Amounts
from kpi.evidence.ledgers import left_out_account
from kpi.evidence.merging import resolve
from kpi.evidence.persons import PERSON, person_kind, without_names
from kpi.evidence.suppliers import Identity, identifiers_of, identity
from kpi.language import message
from kpi.model import (
    CATEGORY_FIELDS,
    DATE_FIELDS,
    FACT_SCHEMA,
    KEPT_IN,
    Body,
    Contract,
    Knowledge,
    LeftOut,
    Severity,
    Supplier,
)


@dataclass(frozen=True)
class Facts:
    """The facts of each line, and the coded columns by which evidence is looked up."""

    table: pa.Table
    category: Coded  # normalised texts
    supplier: Coded  # Identity
    contract: Coded  # normalised numbers


def gather(
    lines: pa.Table,
    body: Body,
    knowledge: Knowledge,
    amounts: Amounts,
    whole: str | None = None,
    year: int | None = None,
) -> Facts:
    """What is known about each line of a submission of that year. Findings with their euros go to `amounts`. `whole` is a reason
    for which all lines are left out.
    """
    category = _category(lines)
    supplier = _suppliers(lines, knowledge)
    contract = coded(lines, "contract_number").map(normal_text)
    contracts = _by_number(knowledge.contracts)
    if contracts:
        amounts.add(
            "contract_unknown",
            Severity.WARNING,
            message("The file names contract numbers that are not in the contract register."),
            np.isin(contract.codes, [code for code, number in enumerate(contract.values) if number not in contracts]),
        )
    agreed, found = _contracts(contract, supplier, contracts)
    doubtful = [code for code, entry in enumerate(found) if entry is None and agreed.values[code][0] in contracts]
    amounts.add(
        "contract_number_twice",
        Severity.WARNING,
        message(
            "These lines name a contract number of several contracts, and none or several of these have their supplier."
        ),
        np.isin(agreed.codes, doubtful),
    )
    cpv, cpv_source, exclusion = _classify(lines, category, supplier, knowledge, amounts)
    ledger = coded(lines, "ledger_account")
    exclusion = _left_out(exclusion, ledger, knowledge.left_out, whole)
    sizes = _sizes(knowledge.suppliers)
    columns: dict[str, Any] = {
        "line": lines["line"],
        "amount": lines["amount"],
        "department": _departments(lines, body, knowledge, amounts, year),
        "supplier_key": supplier.take([entry.key for entry in supplier.values], pa.string()),
        "supplier_size": supplier.take([_size(entry, sizes) for entry in supplier.values], pa.string()),
        "category_text": category.as_text(),
        "cpv": cpv,
        "cpv_source": cpv_source,
        "exclusion": exclusion,
        "ledger_account": ledger.as_text(),
        "contract_number": contract.as_text(),
        "has_contract": _has_contract(contract, contracts, body),
        "contract_value": agreed.take([entry and entry.value for entry in found], pa.int64()),
        "contract_kind": agreed.take([entry and entry.kind for entry in found], pa.string()),
        "contract_procedure": agreed.take([entry and entry.procedure for entry in found], pa.string()),
        "date": _dates(lines),
    }
    table = pa.table([columns[field.name] for field in FACT_SCHEMA], schema=FACT_SCHEMA)
    return Facts(table, category, supplier, contract)


def _suppliers(lines: pa.Table, knowledge: Knowledge) -> Coded:
    """Who each line names, those that are one supplier under one key; a person's name is no key."""
    written = together(*(coded(lines, name) for name in ("supplier", "kvk", "vat_number", "supplier_id")))
    who = written.map(lambda parts: identity(*parts))
    persons = {identity(*parts) for parts in written.values if person_kind(parts[0]) == PERSON}
    return who.map(without_names(resolve(who.values, knowledge.same_suppliers), persons).get)


def _category(lines: pa.Table) -> Coded:
    present = [lines[name] for name in CATEGORY_FIELDS if name in lines.column_names]
    if not present:
        return coded(lines, CATEGORY_FIELDS[0])
    return coded_array(pc.coalesce(*present)).map(normal_text)


def _dates(lines: pa.Table) -> pa.Array:
    present = [lines[name] for name in DATE_FIELDS if name in lines.column_names]
    return pc.coalesce(*present) if present else pa.nulls(lines.num_rows, pa.date32())


def _departments(lines: pa.Table, body: Body, knowledge: Knowledge, amounts: Amounts, year: int | None) -> pa.Array:
    """The body's own departments; the file's text itself where the body declared none."""
    texts = coded(lines, "department")
    found = texts.map(department_lookup(body, knowledge.departments, year))
    if body.departments:
        amounts.add(
            "department_unknown",
            Severity.WARNING,
            message("These lines name no department that this body declared."),
            (found.codes < 0) & bool(texts.values),
        )
    return found.as_text().fill_null("")


def _classify(
    lines: pa.Table, category: Coded, supplier: Coded, knowledge: Knowledge, amounts: Amounts
) -> tuple[pa.Array, pa.Array, pa.Array]:
    """CPV, its source, and the exclusion of each line: KEPT_IN where a rule keeps it in, null where no rule speaks.

    A rule decides on the category and on whether the line is procurement at all. The file's own code is more specific than
    a rule's category; that it is there does not undo an exclusion that a person decided.
    """
    decisions = Decisions.of(knowledge.mapping)
    pairs = _to_decide(category, supplier, decisions)
    found: list[Decision | None] = [decisions.find(text, who or Identity(None, ())) for text, who in pairs.values]
    written = coded(lines, "cpv")
    own = written.map(clean_cpv)
    amounts.add(
        "cpv_unknown",
        Severity.WARNING,
        message("The file holds CPV codes that do not exist, or whose check digit is another."),
        (written.codes >= 0) & (own.codes < 0),
    )
    ruled = [entry.rule.cpv if entry else None for entry in found]
    source = [entry.source if entry and entry.rule.cpv else None for entry in found]
    has_own = pa.array(own.codes >= 0)
    cpv = pc.coalesce(own.as_text(), pairs.take(ruled, pa.string()))
    cpv_source = pc.if_else(has_own, "line", pairs.take(source, pa.string()))
    exclusion = pairs.take([entry.rule.exclusion or KEPT_IN if entry else None for entry in found], pa.string())
    return cpv, cpv_source, exclusion


def _left_out(exclusion: pa.Array, ledger: Coded, left_out: tuple[LeftOut, ...], whole: str | None) -> pa.Array:
    """The exclusion of each line: of the whole file, else of the body's own words, else of its account.

    A rule about words that says a category or that it is procurement keeps a line in, whatever its account.
    """
    if whole:
        return pa.repeat(pa.scalar(whole, pa.string()), len(exclusion))
    by_account = ledger.take([left_out_account(left_out, account) for account in ledger.values], pa.string())
    said = pc.coalesce(exclusion, by_account)
    return pc.if_else(pc.equal(said, KEPT_IN).fill_null(False), pa.scalar(None, pa.string()), said)


def _to_decide(category: Coded, supplier: Coded, decisions: Decisions) -> Coded:
    """Pairs of text and supplier, without the texts and suppliers that no rule can make a difference for."""
    with_supplier = {text for text, _ in decisions.both}
    suppliers = {identifier for _, identifier in decisions.both} | set(decisions.supplier)
    texts = category.map(lambda text: text if text in decisions.text or text in with_supplier else None)
    known = supplier.map(lambda who: who if suppliers.intersection(who.identifiers) else None)
    settled = np.array([text not in with_supplier for text in texts.values] + [False], dtype=bool)[texts.codes]
    return together(texts, Coded(np.where(settled, -1, known.codes), known.values))


def _by_number(contracts: Sequence[Contract]) -> dict[str, list[Contract]]:
    found: dict[str, list[Contract]] = {}
    for entry in contracts:
        found.setdefault(normal_text(entry.number), []).append(entry)
    return found


def _contracts(
    contract: Coded, supplier: Coded, contracts: Mapping[str, Sequence[Contract]]
) -> tuple[Coded, list[Contract | None]]:
    """The contract of each line, as pairs of number and supplier: of contracts that share a number the one of the line's supplier.

    None where the register does not know the number, or where not exactly one of its contracts has that supplier.
    """
    shared = np.array([len(contracts.get(number, ())) > 1 for number in contract.values] + [False], dtype=bool)
    pairs = together(contract, Coded(np.where(shared[contract.codes], supplier.codes, -1), supplier.values))
    found: list[Contract | None] = []
    for number, who in pairs.values:
        alike = contracts.get(number, ())
        if len(alike) > 1:
            own = who.identifiers if who else ()
            alike = [one for one in alike if one.supplier and identifiers_of(one.supplier).intersection(own)]
        found.append(alike[0] if len(alike) == 1 else None)
    return pairs, found


def _has_contract(contract: Coded, contracts: Mapping[str, Sequence[Contract]], body: Body) -> pa.Array:
    """True where the register knows the contract; else unknown, or false where the register is declared complete."""
    known = contract.take([number in contracts for number in contract.values], pa.bool_()).fill_null(False)
    return known if body.contract_register_complete else pc.if_else(known, True, pa.scalar(None, pa.bool_()))


def _sizes(suppliers: tuple[Supplier, ...]) -> Mapping[str, str]:
    return {
        identifier: entry.size
        for entry in suppliers
        if entry.size
        for key in (entry.key, entry.name)
        if key
        for identifier in identifiers_of(key)
    }


def _size(supplier: Identity, sizes: Mapping[str, str]) -> str | None:
    return next((sizes[identifier] for identifier in supplier.identifiers if identifier in sizes), None)
