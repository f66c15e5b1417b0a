"""What could close a gap: groups of lines in scope, and what the sums would be with these lines decided.

All of it stands over `in_scope` (see `details.prepare_in_scope`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi.model import FULL, SUM_NAMES, Sums
from kpi.store.database import Session

BOUNDS = ("met", "not_met", "open_plus", "open_minus")
"""The sums that a share and its bounds are made of."""

_LINES = "in_scope LEFT JOIN ending ON number = contract_number"


@dataclass(frozen=True)
class Lines:
    """Lines that could be decided together. `kind` classify: what is open by own text and department; renew: what falls
    short under a contract that ends in time, by contract and department; switch: what else falls short, by own text and supplier.
    """

    kind: str
    category: str | None = None
    department: str | None = None
    contract: str | None = None
    supplier: str | None = None


_KEYS = {
    "classify": {"category": "category_text", "department": "department"},
    "renew": {"contract": "contract_number", "department": "department"},
    "switch": {"category": "category_text", "supplier": "supplier_key"},
}


class Closing:
    """The lines of one figure. `departments` None: of all. `ending` are the contracts that end in time, with their day."""

    def __init__(self, session: Session, up: bool, departments: Sequence[str] | None, ending: dict[str, date]):
        self._session, self._up = session, up
        self._departments = None if departments is None else list(departments)
        short = f"high < {FULL}" if up else "low > 0"
        self._where = {
            "classify": "high > low",
            "renew": f"{short} AND ends IS NOT NULL",
            "switch": f"{short} AND ends IS NULL",
        }
        session.execute("CREATE OR REPLACE TEMP TABLE ending (number VARCHAR, ends DATE)")
        for number, day in ending.items():
            session.execute("INSERT INTO ending VALUES (?, ?)", [number, day])

    def groups(self, kind: str) -> list[tuple[Lines, dict[str, Any]]]:
        """The groups of a kind: what they are, and text, supplier, ends, and the sums that make the bounds, `before` and `after` they are
        decided.
        """
        keys = _KEYS[kind]
        found = self._session.rows(
            f"SELECT {', '.join(f'{column} AS {name}' for name, column in keys.items())}, "
            "coalesce(any_value(own_text), '') AS own_text, any_value(in_scope.supplier) AS supplier_name, any_value(ends) AS ends, "
            f"{self._sums(self._decided(kind), BOUNDS)} FROM {_LINES} WHERE {self._where[kind]} "
            f"AND {self._inside()} GROUP BY {', '.join(keys.values())}",
            self._parameters(),
        )
        return [(Lines(kind, **{name: row[name] for name in keys}), _with_sums(row)) for row in found]

    def together(self, chosen: Sequence[Lines]) -> tuple[Sums, Sums]:
        """The sums before and after all lines of these groups are decided; a line that is in several counts once."""
        conditions: dict[bool, list[str]] = {True: ["false"], False: ["false"]}
        parameters: dict[bool, list[str | None]] = {True: [], False: []}
        for group in chosen:
            anew = group.kind != "classify"
            keys = _KEYS[group.kind]
            same = " AND ".join(f"{column} IS NOT DISTINCT FROM ?" for column in keys.values())
            conditions[anew].append(f"({self._where[group.kind]} AND {same})")
            parameters[anew] += [getattr(group, name) for name in keys]
        replaced, classified = " OR ".join(conditions[True]), " OR ".join(conditions[False])
        decided = f"CASE WHEN replaced THEN {self._decided('switch')} ELSE {self._decided('classify')} END"
        (row,) = self._session.rows(
            f"SELECT {self._sums(decided)} FROM (SELECT amount, low, high, claimed, ({replaced}) AS replaced, "
            f"({classified}) AS classified FROM {_LINES} WHERE {self._inside()}) WHERE replaced OR classified",
            [*parameters[True], *parameters[False], *self._parameters()],
        )
        found = _with_sums(row)
        return found["before"], found["after"]

    def _inside(self) -> str:
        return "true" if self._departments is None else "list_contains(?, department)"

    def _parameters(self) -> list[Any]:
        return [] if self._departments is None else [self._departments]

    def _decided(self, kind: str) -> str:
        """The part that qualifies once a line is decided well: what was possible of it, or all of it when it is bought anew."""
        if kind == "classify":
            return "high" if self._up else "low"
        return str(FULL if self._up else 0)

    def _sums(self, decided: str, only: Sequence[str] = SUM_NAMES) -> str:
        amount = "amount::HUGEINT"
        before = {
            "met": f"{amount} * low",
            "not_met": f"{amount} * ({FULL} - high)",
            "open_plus": f"CASE WHEN amount > 0 THEN {amount} * (high - low) ELSE 0 END",
            "open_minus": f"CASE WHEN amount > 0 THEN 0 ELSE {amount} * (high - low) END",
            "claimed": f"{amount} * CASE WHEN claimed THEN high ELSE low END",
            "lines_met": f"(low = {FULL})::INT",
            "lines_not_met": "(high = 0)::INT",
            "lines_open": f"(low < {FULL} AND high > 0)::INT",
            "lines_claimed": "(claimed AND high > low)::INT",
        }
        after = {
            "met": f"{amount} * ({decided})",
            "not_met": f"{amount} * ({FULL} - ({decided}))",
            "open_plus": "0",
            "open_minus": "0",
            "claimed": f"{amount} * ({decided})",
            "lines_met": f"(({decided}) = {FULL})::INT",
            "lines_not_met": f"(({decided}) = 0)::INT",
            "lines_open": f"(({decided}) BETWEEN 1 AND {FULL - 1})::INT",
            "lines_claimed": "0",
        }
        return ", ".join(
            f"coalesce(sum({value}), 0)::HUGEINT AS {side}_{name}"
            for side, values in (("before", before), ("after", after))
            for name, value in values.items()
            if name in only
        )


def _with_sums(row: dict[str, Any]) -> dict[str, Any]:
    sides = {}
    for side in ("before", "after"):
        marked = {name: value for name, value in row.items() if name.startswith(side)}
        sides[side] = Sums(**{name.removeprefix(f"{side}_"): int(value) for name, value in marked.items()})
    return {**row, **sides}
