"""Spend by whoever was paid, contract number and day: what public notices are looked up by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from kpi.store.database import Session

PARTY = ("supplier", "kvk", "vat_number", "supplier_id")

_LINES = "(SELECT submission, line, supplier, kvk, vat_number, supplier_id FROM lines) AS paid"
IN_SCOPE = (
    f"FROM facts JOIN intervals USING (submission, line) JOIN {_LINES} USING (submission, line) "
    "WHERE scope_low = 10000 AND exclusion IS NULL AND (? IS NULL OR list_contains(?, facts.department))"
)
"""The spend in scope of one indicator, of some departments or of all; over what `measuring.prepare_intervals` laid out."""

PROCUREMENT = (
    f"FROM line_facts AS facts JOIN {_LINES} USING (submission, line) "
    "WHERE exclusion IS NULL AND (? IS NULL OR list_contains(?, facts.submission))"
)
"""All procurement of some submissions."""


def total(session: Session, of: str, among: Sequence[str] | None) -> int:
    """The cents of all these lines."""
    return int(session.value(f"SELECT coalesce(sum(amount), 0)::HUGEINT {of}", _chosen(among)))


def spend_of(
    session: Session,
    of: str,
    among: Sequence[str] | None,
    concerned: Callable[[list[dict[str, Any]]], list[dict[str, Any]]],
    concerns_number: Callable[[str], bool],
) -> list[dict[str, Any]]:
    """Spend of the suppliers, or under the contract numbers, that are asked: the party's columns, contract_number, date, cents."""
    parties = concerned(session.rows(f"SELECT DISTINCT {', '.join(PARTY)} {of}", _chosen(among)))
    numbered = session.rows(f"SELECT DISTINCT facts.contract_number AS number {of}", _chosen(among))
    numbers = [one["number"] for one in numbered if one["number"] is not None and concerns_number(one["number"])]
    if not parties and not numbers:
        return []
    asked = pa.table({name: pa.array([one[name] for one in parties], pa.string()) for name in PARTY})
    same = " AND ".join(f"asked.{name} IS NOT DISTINCT FROM paid.{name}" for name in PARTY)
    with session.lent("asked", asked):
        return session.rows(
            f"SELECT {', '.join(f'paid.{name}' for name in PARTY)}, facts.contract_number, facts.date, "
            "sum(amount)::HUGEINT AS cents "
            f"{of} AND (list_contains(?, facts.contract_number) OR EXISTS (SELECT 1 FROM asked WHERE {same})) GROUP BY ALL",
            [*_chosen(among), numbers],
        )


def _chosen(among: Sequence[str] | None) -> list[Any]:
    chosen = None if among is None else list(among)
    return [chosen, chosen]
