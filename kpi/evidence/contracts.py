"""Rows of a contract register: the contract, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kpi.evidence.categories import normal_text
from kpi.evidence.cells import basis_points, euro_cents, name, needed, period, truth, word
from kpi.evidence.forms import words
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import FULL, Contract, Evidence
from kpi.reference import properties

LEVELS_OF_CRITERIA = {"none": (0, 0), "basic": (FULL, 0), "significant": (FULL, FULL), "ambitious": (FULL, FULL)}
"""Which part of a contract has MVI criteria, and has them at significant or ambitious level."""


def contract_row(row: Row) -> Contract:
    """The contract of a row. Amounts are in cents."""
    start, end = period(row, "start", "end")
    return Contract(
        number=needed(row, "number", name(row, "number")),
        supplier=row.get("supplier"),
        subject=row.get("subject"),
        kind=word(row, "kind", "kind_of_contract"),
        value=euro_cents(row, "value"),
        start=start,
        end=end,
        procedure=row.get("procedure"),
        options=row.get("options"),
        realised=euro_cents(row, "realised"),
    )


def clauses(row: Row, contract: Contract, asked: Sequence[str]) -> Iterator[Evidence]:
    """What the columns of properties, and the level of the criteria, say that a contract asks for."""
    parts = {one: _clause(row, one) for one in asked}
    level = word(row, "criteria", "criteria")
    if level is not None:
        for one, part in zip(("mvi_criteria", "mvi_level"), LEVELS_OF_CRITERIA[level], strict=True):
            if parts.get(one) is None:
                parts[one] = part
    for one, stated in parts.items():
        if stated is not None:
            yield Evidence("contract", contract.number, one, stated, stated, "contract", "inzet", row.get("reference"))


def asked_in(row: Row) -> list[str]:
    """The columns of a row that are about a property."""
    return [column for column in row.headers if column in properties()]


def _clause(row: Row, column: str) -> int | None:
    """Yes, no or a percentage, in basis points."""
    if (row.get(column) or "").endswith("%"):
        return basis_points(row, column)
    found = row.get(column)
    if found is not None and normal_text(found) not in words("answer"):
        raise row.refuse(column, found, message("yes, no, or a percentage with its sign, such as 30%"))
    answer = truth(row, column)
    return None if answer is None else FULL * answer
