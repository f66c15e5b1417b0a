"""What a body decided and registered, from its own files: all of a file or nothing of it (docs/files.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kpi.evidence.categories import clean_cpv, normal_text
from kpi.evidence.cells import basis_points, day, euro_cents, truth, word
from kpi.evidence.columns import find_label
from kpi.evidence.quantities import quantity_rows, refuse_double
from kpi.evidence.tables import Row, Table, check_columns, read_tables, refuse_file
from kpi.language import message
from kpi.model import FULL, Body, Contract, Evidence, Knowledge, MappingRule, Supplier
from kpi.reference import properties

MAPPING = ("text", "supplier", "cpv", "exclusion")
EVIDENCE = (
    "subject", "key", "property", "label", "low", "high", "kind", "level", "reference", "valid_from", "valid_to",
    "supplier", "reason",
)  # fmt: skip
CONTRACTS = ("number", "supplier", "subject", "kind", "value", "start", "end", "procedure", "reference")
SUPPLIERS = ("key", "name", "size", "social_enterprise")


def load_mapping(name: str, content: bytes) -> tuple[MappingRule, ...]:
    """The rules of a map file. Raises Refusal that names file, row, column, what was found and what was expected."""
    rules: dict[tuple[str, str], MappingRule] = {}
    for table in read_tables(name, content):
        if table.layout not in (None, "rule"):
            raise refuse_file(name, table.layout, message("only {choices}", choices="[[rule]]"))
        check_columns(table, MAPPING, ())
        for row in table.rows:
            rule = _rule(row)
            key = (normal_text(rule.text or ""), normal_text(rule.supplier or ""))
            if key in rules:
                raise row.refuse("text", rule.text or rule.supplier, message("every text and supplier once"))
            rules[key] = rule
    if not rules:
        raise refuse_file(name, None, message("at least one rule"))
    return tuple(rules.values())


def _rule(row: Row) -> MappingRule:
    text, supplier = row.get("text"), row.get("supplier")
    if not text and not supplier:
        raise row.refuse("text", None, message("a text, a supplier, or both"))
    written, exclusion = row.get("cpv"), word(row, "exclusion", "exclusion")
    if bool(written) == bool(exclusion):
        raise row.refuse("cpv", written, message("either a CPV code or an exclusion, not both"))
    cpv = clean_cpv(written) if written else None
    if written and cpv is None:
        raise row.refuse("cpv", written, message("a CPV code that exists, or its first digits (at least two)"))
    return MappingRule(text, supplier, cpv, exclusion)


def load_evidence(name: str, content: bytes, body: Body | None = None) -> Knowledge:
    """Evidence, contracts, suppliers or quantities, recognised by their columns. Raises Refusal as `load_mapping` does.

    The departments that quantities name are looked up in `body`.
    """
    knowledge = Knowledge()
    for table in read_tables(name, content):
        layout = _layout(table)
        if layout == "quantity":
            registered = knowledge.quantities + quantity_rows(table, body)
            refuse_double(one for one in registered if not one.withdrawn)
            knowledge = replace(knowledge, quantities=registered)
            continue
        part = _READERS[layout](table)
        knowledge = replace(
            knowledge,
            evidence=knowledge.evidence + part.evidence,
            contracts=knowledge.contracts + part.contracts,
            suppliers=knowledge.suppliers + part.suppliers,
        )
    if knowledge == Knowledge():
        raise refuse_file(name, None, message("at least one row"))
    return knowledge


def _layout(table: Table) -> str:
    if table.layout and table.layout in (*_READERS, "quantity"):
        return table.layout
    columns = set(table.columns)
    if table.layout is None and "quantity" in columns:
        return "quantity"
    if table.layout is None and "number" in columns:
        return "contract"
    if table.layout is None and columns & {"property", "label"}:
        return "evidence"
    if table.layout is None and columns & {"size", "social_enterprise"}:
        return "supplier"
    raise refuse_file(
        table.file,
        ", ".join(table.columns),
        message(
            "the columns of evidence (subject, key, property or label), of contracts (number), of suppliers (key, size) or of "
            "quantities (quantity, year, unit)"
        ),
    )


def _evidence_part(table: Table) -> Knowledge:
    check_columns(table, EVIDENCE, ("subject", "key"))
    return Knowledge(evidence=tuple(entry for row in table.rows for entry in _evidence(row)))


def _evidence(row: Row) -> Iterator[Evidence]:
    """One row: what it says about one property, or about every property that its label shows."""
    subject = _needed(row, "subject", word(row, "subject", "subject"))
    key = _needed(row, "key", row.get("key"))
    low, high = basis_points(row, "low"), basis_points(row, "high")
    if (low is None) != (high is None):
        raise row.refuse("low", None, message("low and high both, or neither: at least 30 percent is 30 and 100"))
    if low is not None and high is not None and low > high:
        raise row.refuse("low", row.get("low"), message("low no higher than high"))
    valid_from, valid_to = day(row, "valid_from"), day(row, "valid_to")
    if valid_from and valid_to and valid_from > valid_to:
        raise row.refuse("valid_to", row.get("valid_to"), message("a date that is not before valid_from"))
    about, label = _about(row)
    kind = word(row, "kind", "kind_of_evidence", "label" if label else None)
    kind = _needed(row, "kind", kind)
    for name in about:
        yield Evidence(
            subject=subject,
            key=key,
            property=name,
            low=FULL if low is None else low,
            high=FULL if high is None else high,
            kind=kind,
            level=word(row, "level", "level") or ("inzet" if kind == "contract" else "realisatie"),
            reference=row.get("reference") or (label if subject == "line" and kind == "label" else None),
            valid_from=valid_from,
            valid_to=valid_to,
            supplier=row.get("supplier"),
            reason=row.get("reason") or label,
        )


def _needed(row: Row, column: str, value: str | None) -> str:
    if value is None:
        raise row.refuse(column, None, message("a value"))
    return value


def _about(row: Row) -> tuple[tuple[str, ...], str | None]:
    """The properties a row speaks about, and the name of the label it says so by."""
    written, named = row.get("label"), row.get("property")
    if bool(written) == bool(named):
        raise row.refuse("property", named, message("either a property or a label"))
    if named:
        return (_property(row, named),), None
    label = find_label(written or "")
    shown = tuple(name for name, entry in properties().items() if label and label.id in entry.labels)
    if not label or not shown:
        raise row.refuse(
            "label", written, message("a label of data/reference/labels.csv that shows one of our properties")
        )
    return shown, label.name


def _property(row: Row, text: str) -> str:
    name = _properties_by_name().get(normal_text(text))
    if name is None:
        raise row.refuse("property", text, message("one of {choices}", choices=", ".join(properties())))
    return name


def _properties_by_name() -> dict[str, str]:
    return {
        normal_text(written): name
        for name, entry in properties().items()
        for written in (name, name.replace("_", " "), entry.name.nl, entry.name.en)
    }


def _contract_part(table: Table) -> Knowledge:
    stated = {column: _properties_by_name().get(column.replace("_", " ")) for column in table.columns}
    check_columns(table, (*CONTRACTS, *(column for column, name in stated.items() if name)), ("number",))
    contracts: dict[str, Contract] = {}
    evidence: list[Evidence] = []
    for row in table.rows:
        number = _needed(row, "number", row.get("number"))
        if normal_text(number) in contracts:
            raise row.refuse("number", number, message("every contract number once"))
        start, end = day(row, "start"), day(row, "end")
        if start and end and start > end:
            raise row.refuse("end", row.get("end"), message("a date that is not before the start"))
        contracts[normal_text(number)] = Contract(
            number=number,
            supplier=row.get("supplier"),
            subject=row.get("subject"),
            kind=word(row, "kind", "kind_of_contract"),
            value=euro_cents(row, "value"),
            start=start,
            end=end,
            procedure=row.get("procedure"),
        )
        for column, name in stated.items():
            part = _clause(row, column) if name else None
            if name and part is not None:
                evidence.append(
                    Evidence("contract", number, name, part, part, "contract", "inzet", row.get("reference"))
                )
    return Knowledge(contracts=tuple(contracts.values()), evidence=tuple(evidence))


def _clause(row: Row, column: str) -> int | None:
    """Yes, no or a percentage, in basis points."""
    if (row.get(column) or "").endswith("%"):
        return basis_points(row, column)
    answer = truth(row, column)
    return None if answer is None else FULL * answer


def _supplier_part(table: Table) -> Knowledge:
    check_columns(table, SUPPLIERS, ("key",))
    suppliers: dict[str, Supplier] = {}
    for row in table.rows:
        key = _needed(row, "key", row.get("key"))
        if normal_text(key) in suppliers:
            raise row.refuse("key", key, message("every supplier once"))
        suppliers[normal_text(key)] = Supplier(
            key, row.get("name"), word(row, "size", "size"), truth(row, "social_enterprise")
        )
    return Knowledge(suppliers=tuple(suppliers.values()))


_READERS: dict[Any, Callable[[Table], Knowledge]] = {
    "evidence": _evidence_part,
    "contract": _contract_part,
    "supplier": _supplier_part,
}
