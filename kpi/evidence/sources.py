"""Everything that speaks about lines: cells of evidence columns, registers and records; and the lines each is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from kpi.evidence.categories import normal_text
from kpi.evidence.coding import Coded, coded, coded_array, expand
from kpi.evidence.columns import cell_evidence
from kpi.evidence.facts import Facts
from kpi.evidence.findings import Amounts
from kpi.evidence.line_keys import sampled
from kpi.evidence.suppliers import identifiers_of
from kpi.language import message
from kpi.model import EVIDENCE_FIELDS, FULL, Body, Evidence, Knowledge, Severity, Supplier

SMALL_SIZES = ("micro", "small", "medium")


@dataclass(frozen=True)
class Spoken:
    """All sources, and the pairs (line, source) of what is about what. `doubtful`: not sure that it is about this line."""

    entries: Sequence[Evidence]
    line: np.ndarray
    source: np.ndarray
    doubtful: np.ndarray


def collect(lines: pa.Table, facts: Facts, body: Body, knowledge: Knowledge, amounts: Amounts) -> Spoken:
    """Finds for every source the lines that it is about. The order in which sources were given makes no difference."""
    cells = {name: coded(lines, name) for name in EVIDENCE_FIELDS}
    said = {name: [cell_evidence(name, text) for text in column.values] for name, column in cells.items()}
    amounts.add(
        "evidence_not_understood",
        Severity.INFO,
        message("A column about sustainability holds words that were not understood; they count for nothing."),
        _not_understood(cells, said, lines.num_rows),
    )
    records = [*knowledge.evidence, *_register_evidence(knowledge.suppliers)]
    records = [_with_register(entry, body) for entry in records]
    invoice = _invoices(lines, records)
    checked = sampled(lines, records)
    records = _of_these_lines(records, invoice, checked, facts)
    in_cells = (entry for column in said.values() for cell in column for entry in cell or ())
    entries = sorted({*records, *in_cells}, key=_order)
    place = {entry: number for number, entry in enumerate(entries)}
    by_invoice = _about(invoice, "line", records, place)
    pairs = [
        by_invoice,
        _about(checked, "sample", records, place),
        _about(facts.contract, "contract", records, place),
        _about(facts.supplier, "supplier", records, place),
        _about(facts.category, "category", records, place),
        *(
            expand(column.codes, [(code, place[entry]) for code, cell in enumerate(said[name]) for entry in cell or ()])
            for name, column in cells.items()
        ),
    ]
    line = np.concatenate([pair[0] for pair in pairs])
    source = np.concatenate([pair[1] for pair in pairs])
    doubtful = np.zeros(len(line), dtype=bool)
    doubtful[: len(by_invoice[0])] = _doubtful(*by_invoice, entries, invoice, facts, amounts)
    keep = _of_their_supplier(line, source, entries, facts.supplier)
    return Spoken(entries, line[keep], source[keep], doubtful[keep])


def _invoices(lines: pa.Table, records: Sequence[Evidence]) -> Coded:
    """The invoice numbers of which a record speaks; all others are left out, for there are about as many as lines."""
    spoken_of = {normal_text(entry.key) for entry in records if entry.subject == "line"}
    if not spoken_of or "invoice_number" not in lines.column_names:
        return coded(lines, "")
    spaced = pc.replace_substring_regex(pc.utf8_trim_whitespace(lines["invoice_number"]), r"\s+", " ")
    plain = pc.utf8_lower(spaced)
    known = pc.is_in(plain, pa.array(sorted(spoken_of), pa.string()))
    return coded_array(pc.if_else(known, plain, pa.scalar(None, pa.string())))


def _of_these_lines(records: Sequence[Evidence], invoice: Coded, checked: Coded, facts: Facts) -> list[Evidence]:
    """The records that may be about one of these lines: a body keeps many more, about other years."""
    named = {
        "sample": set(checked.values),
        "line": set(invoice.values),
        "contract": set(facts.contract.values),
        "supplier": {identifier for who in facts.supplier.values for identifier in who.identifiers},
        "category": set(facts.category.values),
    }
    return [
        entry
        for entry in records
        if (
            not named["supplier"].isdisjoint(identifiers_of(entry.key))
            if entry.subject == "supplier"
            else normal_text(entry.key) in named[entry.subject]
        )
    ]


def _order(entry: Evidence) -> tuple[str, ...]:
    return tuple(["" if value is None else str(value) for value in vars(entry).values()])


def _register_evidence(suppliers: Iterable[Supplier]) -> list[Evidence]:
    """What a body registered about a supplier: its size shows whether it is an SME, and whether it is a social enterprise."""
    found = []
    for entry in suppliers:
        known = {
            "sme": entry.size in SMALL_SIZES if entry.size else None,
            "social_enterprise": entry.social_enterprise,
        }
        for about, holds in known.items():
            part = FULL if holds else 0
            found += [
                Evidence("supplier", key, about, part, part, "statement", "realisatie", "supplier register")
                for key in (entry.key, entry.name)
                if key and holds is not None
            ]
    return found


def _with_register(entry: Evidence, body: Body) -> Evidence:
    """A no in a contract register that is declared complete has that register as its source."""
    if entry.subject == "contract" and entry.high == 0 and not entry.reference and body.contract_register_complete:
        return replace(entry, reference="contract register")
    return entry


def _about(
    column: Coded, subject: str, records: Sequence[Evidence], place: dict[Evidence, int]
) -> tuple[np.ndarray, np.ndarray]:
    """The lines that records with this subject are about, before their supplier is looked at."""
    keys: dict[str, set[int]] = {}
    for entry in records:
        if entry.subject == subject:
            for key in identifiers_of(entry.key) if subject == "supplier" else (normal_text(entry.key),):
                keys.setdefault(key, set()).add(place[entry])
    if not keys:
        return expand(column.codes, [])
    matches = {
        (code, number)
        for code, value in enumerate(column.values)
        for key in (value.identifiers if subject == "supplier" else (value,))
        for number in keys.get(key, ())
    }
    return expand(column.codes, sorted(matches))


def _of_their_supplier(
    line: np.ndarray, source: np.ndarray, entries: Sequence[Evidence], supplier: Coded
) -> np.ndarray:
    """False for the pairs in which the source names another supplier than the line."""
    named = {number: identifiers_of(entry.supplier) for number, entry in enumerate(entries) if entry.supplier}
    if not named:
        return np.ones(len(line), dtype=bool)
    width = len(supplier.values) + 1
    allowed = [
        number * width + code + 1
        for number, wanted in named.items()
        for code, who in enumerate(supplier.values)
        if wanted.intersection(who.identifiers)
    ]
    free = ~np.isin(source, list(named))
    return free | np.isin(source * width + supplier.codes[line] + 1, allowed)


def _doubtful(
    line: np.ndarray,
    source: np.ndarray,
    entries: Sequence[Evidence],
    invoice: Coded,
    facts: Facts,
    amounts: Amounts,
) -> np.ndarray:
    """Pairs by an invoice number that several suppliers used, where the record does not say whose invoice it means."""
    nameless = np.array([not entry.supplier for entry in entries], dtype=bool)
    concerned = np.unique(line[nameless[source]])
    numbers = invoice.codes[concerned]
    suppliers = pd.Series(facts.supplier.map(lambda who: who.key).codes[concerned])
    several = suppliers.groupby(numbers).transform("nunique").to_numpy() > 1
    shared = np.zeros(len(invoice.codes), dtype=bool)
    shared[concerned[several]] = True
    amounts.add(
        "invoice_of_several_suppliers",
        Severity.WARNING,
        message(
            "Evidence names an invoice number that several suppliers used. Add the supplier; until then it is a claim."
        ),
        shared,
    )
    return nameless[source] & shared[line]


def _not_understood(
    cells: dict[str, Coded], said: dict[str, list[tuple[Evidence, ...] | None]], count: int
) -> np.ndarray:
    where = np.zeros(count, dtype=bool)
    for name, column in cells.items():
        unknown = np.array([cell is None for cell in said[name]] + [False], dtype=bool)
        where |= unknown[column.codes]
    return where
