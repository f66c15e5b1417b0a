"""What a body has registered, as tables: its own words, its evidence, its contracts, its suppliers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from kpi.language import count, day, registered, text
from kpi.model import Body, Knowledge, MappingRule, Message, RegisteredQuantity, Unit
from kpi.wording import person
from pages.parts.tables import Heading, table

SHOWN = 50


def files_table(language: str, files: Sequence[Mapping[str, Any]]) -> str:
    """The files that were loaded, newest first."""
    kinds = {
        "map": text(language, "categories of own words"),
        "evidence": text(language, "evidence, contracts, suppliers, quantities"),
        "notices": text(language, "public notices"),
        "sample": text(language, "an audit sample"),
        "ruling": text(language, "a decision about evidence"),
    }
    rows = [
        (
            escape(one["name"] or text(language, "chosen on the screen")),
            escape(kinds.get(one["kind"], one["kind"])),
            escape(person(language, one["loaded_by"])),
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
