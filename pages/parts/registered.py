"""What a body has registered, as tables: its own words, its evidence, its contracts, its suppliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from html import escape
from typing import Any

from kpi.language import count, day, euro, percent, registered, text
from kpi.model import (
    FULL,
    Body,
    Contract,
    Evidence,
    Knowledge,
    MappingRule,
    Message,
    RegisteredQuantity,
    Supplier,
    Unit,
)
from pages.parts.tables import Heading, table

SHOWN = 50


def files_table(language: str, files: Sequence[Mapping[str, Any]]) -> str:
    """The files that were loaded, newest first."""
    kinds = {
        "map": text(language, "categories of own words"),
        "evidence": text(language, "evidence, contracts, suppliers, quantities"),
        "notices": text(language, "public notices"),
        "sample": text(language, "an audit sample"),
    }
    rows = [
        (
            escape(one["name"] or text(language, "chosen on the screen")),
            escape(kinds.get(one["kind"], one["kind"])),
            escape(one["loaded_by"]),
            escape(_day(language, one["loaded_at"])),
        )
        for one in reversed(files)
    ]
    headings = [text(language, "File"), text(language, "What"), text(language, "By"), text(language, "On")]
    return table(text(language, "Loaded files"), [Heading(name) for name in headings], rows[:SHOWN])


def _day(language: str, value: date | datetime | None) -> str:
    return day(language, value, short=True) if value else "–"


def counts(language: str, known: Knowledge) -> dict[str, str]:
    """How much of each kind is registered, in words."""
    return {
        text(language, "Own words with a category or a reason"): count(language, len(known.mapping)),
        text(language, "Pieces of evidence"): count(language, len(known.evidence)),
        text(language, "Contracts"): count(language, len(known.contracts)),
        text(language, "Suppliers"): count(language, len(known.suppliers)),
        text(language, "Quantities"): count(language, len(known.quantities)),
    }


def _part(language: str, low: int, high: int) -> str:
    least, most = percent(language, Fraction(low, FULL)), percent(language, Fraction(high, FULL), "up")
    return least if low == high else f"{least}–{most}"


def mapping_table(language: str, rules: Sequence[MappingRule]) -> str:
    """Own words and what they mean."""
    headings = [
        text(language, "Text"),
        text(language, "Supplier"),
        text(language, "CPV code"),
        text(language, "Reason"),
    ]
    rows = [tuple(escape(part or "") for part in (one.text, one.supplier, one.cpv, one.exclusion)) for one in rules]
    return table(text(language, "Own words"), [Heading(name) for name in headings], rows[:SHOWN])


def evidence_table(language: str, evidence: Sequence[Evidence]) -> str:
    """What is shown of what, and by which source."""
    headings = [
        Heading(text(language, "About")), Heading(text(language, "Property")), Heading(text(language, "Part"), "number"),
        Heading(text(language, "Kind")), Heading(text(language, "Reference")), Heading(text(language, "Valid")),
    ]  # fmt: skip
    rows = [
        (
            escape(_about(language, one)), escape(one.property), _part(language, one.low, one.high),
            escape(one.kind), escape(one.reference or text(language, "none: a claim only")),
            escape(f"{_day(language, one.valid_from)} … {_day(language, one.valid_to)}"),
        )
        for one in evidence
    ]  # fmt: skip
    return table(text(language, "Evidence"), headings, rows[:SHOWN])


def _about(language: str, one: Evidence) -> str:
    """What a piece of evidence is about. The key of a sampled line is the line itself, names and all."""
    return text(language, "a line of an audit sample") if one.subject == "sample" else f"{one.subject}: {one.key}"


def contracts_table(language: str, contracts: Sequence[Contract]) -> str:
    """The contract register."""
    headings = [
        Heading(text(language, "Contract number")), Heading(text(language, "Supplier")),
        Heading(text(language, "Subject")), Heading(text(language, "Value"), "number"), Heading(text(language, "Ends")),
    ]  # fmt: skip
    rows = [
        (
            escape(one.number), escape(one.supplier or ""), escape(one.subject or ""),
            escape(euro(language, Fraction(one.value, 100))) if one.value is not None else "–",
            escape(_day(language, one.end)),
        )
        for one in contracts
    ]  # fmt: skip
    return table(text(language, "Contracts"), headings, rows[:SHOWN])


def suppliers_table(language: str, suppliers: Sequence[Supplier]) -> str:
    """What is registered about suppliers."""
    headings = [text(language, "Number or name"), text(language, "Name"), text(language, "Size")]
    rows = [tuple(escape(part or "") for part in (one.key, one.name, one.size)) for one in suppliers]
    return table(text(language, "Suppliers"), [Heading(name) for name in headings], rows[:SHOWN])


def quantities_table(
    language: str, body: Body, quantities: Sequence[RegisteredQuantity], names: Mapping[str, tuple[Message, Unit]]
) -> str:
    """Registered quantities with what shows them, the latest year first."""
    departments = {one.id: one.name for one in body.departments}
    headings = [
        Heading(text(language, "Year")), Heading(text(language, "Quantity")), Heading(text(language, "Department")),
        Heading(text(language, "At least"), "number"), Heading(text(language, "At most"), "number"),
        Heading(text(language, "Source")), Heading(text(language, "Reference")),
    ]  # fmt: skip
    rows = [
        (
            str(one.year),
            escape(names[one.quantity][0].in_language(language)),
            escape(departments.get(one.department, one.department) or text(language, "whole organisation")),
            escape(registered(language, one.low, names[one.quantity][1])),
            escape(registered(language, one.high, names[one.quantity][1])),
            escape(f"{one.source}, {_day(language, one.dated)}"),
            escape(one.reference),
        )
        for one in sorted(quantities, key=lambda one: (-one.year, one.quantity, one.department))
        if one.quantity in names
    ]
    return table(text(language, "Quantities"), headings, rows[:SHOWN])
