"""What was measured, at each level at which it is shown: sums added, keys counted anew, quantities, and the spread over suppliers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from kpi.model import COUNTED, MEASURES, QUANTITY_PARTS, SUM_NAMES, RegisteredQuantity, Sums
from kpi.store import levels
from kpi.store.database import Session

Which = str | Collection[str] | None
"""One indicator, some of them, or all (None)."""


def listed(which: Which) -> tuple[str, ...] | None:
    """The ids of the indicators that are asked; None is all of them."""
    return (which,) if isinstance(which, str) else which if which is None else tuple(which)


Level = tuple[str, int, str, str | None]
"""Body, year, indicator (or registered quantity), and department; None is the whole of what was asked."""


@dataclass
class Cell:
    """What was measured of one indicator at one level.

    `suggested` is in the parts of the sums; `amount` is the least and the most of a quantity. `largest` and `amounts` are absolute
    cents: of the largest supplier and of all.
    """

    sums: Sums | None = None
    amount: tuple[int, int] | None = None
    suggested: int = 0
    suppliers: int = 0
    largest: int = 0
    amounts: int = 0


@dataclass(frozen=True)
class Asked:
    """Of what: submissions that serve; of one year, some indicators or some departments together, or of all (None). `merged` is the
    id of a body under which the submissions of several are one. Without `by_department` only the whole of what is asked, which for many
    bodies is much less. `measures` are those that the indicators have (model.MEASURES), where that is known: the others are not looked for.
    """

    submissions: Sequence[str]
    year: int | None = None
    indicator: Which = None
    departments: Sequence[str] | None = None
    merged: str | None = None
    by_department: bool = True
    measures: Collection[str] = MEASURES

    def of(self, table: str) -> tuple[str, list[Any]]:
        """The rows of a table that are asked, with the body and year of their submission, as SQL."""
        conditions, parameters = ["submissions.id IN (SELECT unnest(?))"], [list(self.submissions)]
        indicators = listed(self.indicator)
        for condition, value in (
            ("year = ?", self.year),
            ("list_contains(?, indicator)", None if indicators is None else list(indicators)),
            ("list_contains(?, department)", None if self.departments is None else list(self.departments)),
        ):
            if value is not None:
                conditions.append(condition)
                parameters.append(value)  # type: ignore[arg-type]
        body, columns = "body", f"{table}.*"
        if self.merged is not None:
            body, parameters = "?::VARCHAR AS body", [self.merged, *parameters]  # type: ignore[list-item]
            columns = _OF_ONE_BODY.get(table, columns)
        joined = f"SELECT {body}, year, {columns} FROM {table} JOIN submissions ON submissions.id = submission"
        return f"({joined} WHERE {' AND '.join(conditions)})", parameters


_WHOLE = "body, year, indicator"

_WHOSE = "CASE WHEN starts_with({key}, 'number ') OR contains({key}, 'id:') THEN submissions.body || ' ' || {key} ELSE {key} END"
_OF_ONE_BODY = {
    "counted": f"counted.* REPLACE ({_WHOSE.format(key='counted.key')} AS key)",
    "supplier_amounts": f"supplier_amounts.* REPLACE ({_WHOSE.format(key='supplier_key')} AS supplier_key)",
}
"""The numbers that a body gave to contracts and suppliers itself mean something else at another body."""


def cells(session: Session, asked: Asked) -> dict[Level, Cell]:
    """Everything that was measured, at each level; a level of which nothing was measured is not there."""
    found: dict[Level, Cell] = {}
    alone, together = _parts(session, asked)
    added = _added(session, asked) if "euro" in asked.measures else []
    counted = _at_levels(session, _COUNTED, alone, together) if set(COUNTED) & set(asked.measures) else []
    for row in (*added, *counted):
        sums = Sums(*(int(row[name]) for name in SUM_NAMES))
        found[_level(row)] = Cell(sums=sums, suggested=int(row["suggested"]))
    for row in _amounts(session, asked) if "factor" in asked.measures else []:
        found[_level(row)] = Cell(amount=(int(row["low"]), int(row["high"])))
    for row in _at_levels(session, _SUPPLIERS, alone, together):
        cell = found.get(_level(row))
        if cell is not None:
            cell.suppliers, cell.largest, cell.amounts = (int(row[name]) for name in _SUPPLIERS.columns)
    return found


def _parts(session: Session, asked: Asked) -> tuple[Asked, Asked]:
    """What is asked of submissions that are a year by themselves, whose levels are kept, and of those that are made of keys: several
    that are one, and some departments together."""
    alone: set[str] = set()
    if asked.merged is None and (asked.departments is None or len(asked.departments) == 1):
        found = session.rows(
            "SELECT any_value(id) AS id FROM submissions WHERE id IN (SELECT unnest(?)) GROUP BY body, year HAVING count(*) = 1",
            [list(asked.submissions)],
        )
        alone = {row["id"] for row in found}
    together = [one for one in asked.submissions if one not in alone]
    return replace(asked, submissions=sorted(alone)), replace(asked, submissions=together)


def _level(row: dict[str, Any]) -> Level:
    return row["body"], row["year"], row["indicator"], row["department"]


def _added(session: Session, asked: Asked) -> list[dict[str, Any]]:
    rows, parameters = asked.of("sums")
    # The digits of whole numbers of any size: DuckDB hands over a HUGEINT three times as slowly.
    added = ", ".join(f"sum({name})::VARCHAR AS {name}" for name in (*SUM_NAMES, "suggested"))
    return session.rows(
        f"SELECT {_WHOLE}, {levels.department(asked.by_department)}, {added} "
        f"FROM {rows} {levels.grouped(_WHOLE, asked.by_department)}",
        parameters,
    )


@dataclass(frozen=True)
class _Keyed:
    """What is no addition: the table of its keys, how a level is made of them, and the columns of a level; the first is null where
    nothing was measured."""

    keys: str
    make: Callable[[str, str, bool], str]
    columns: tuple[str, ...]


_COUNTED = _Keyed("counted", levels.counted, (*SUM_NAMES, "suggested"))
_SUPPLIERS = _Keyed("supplier_amounts", levels.spread, ("suppliers", "largest", "amounts"))


def _at_levels(session: Session, keyed: _Keyed, alone: Asked, together: Asked) -> list[dict[str, Any]]:
    """Each level: as it is kept, or made of keys."""
    found: list[dict[str, Any]] = []
    columns = ", ".join(f"{name}::VARCHAR AS {name}" for name in keyed.columns)
    if alone.submissions:
        found += _kept(session, alone, columns, f"{keyed.columns[0]} IS NOT NULL")
    if together.submissions:
        rows, parameters = together.of(keyed.keys)
        made = keyed.make(rows, _WHOLE, together.by_department)
        found += session.rows(f"SELECT {_WHOLE}, department, {columns} FROM ({made})", parameters)
    return found


def _kept(session: Session, alone: Asked, columns: str, measured: str) -> list[dict[str, Any]]:
    """What is kept of the levels of submissions that are a year by themselves. One department that is asked is the whole of it."""
    rows, parameters = alone.of("at_level")
    wanted = "true" if alone.by_department or alone.departments else "department IS NULL"
    found = session.rows(
        f"SELECT {_WHOLE}, department, {columns} FROM {rows} WHERE {measured} AND {wanted}", parameters
    )
    if alone.departments is None:
        return found
    whole = [row | {"department": None} for row in found]
    return [*found, *whole] if alone.by_department else whole


def _amounts(session: Session, asked: Asked) -> list[dict[str, Any]]:
    rows, parameters = asked.of("amounts")
    return session.rows(
        f"SELECT {_WHOLE}, {levels.department(asked.by_department)}, sum(low)::HUGEINT AS low, sum(high)::HUGEINT AS high "
        f"FROM {rows} {levels.grouped(_WHOLE, asked.by_department)}",
        parameters,
    )


_QUANTITY_SCHEMA = pa.schema(
    [
        ("department", pa.string()),
        ("year", pa.int32()),
        ("quantity", pa.string()),
        ("low", pa.decimal128(38, 0)),
        ("high", pa.decimal128(38, 0)),
    ]
)


def save_quantities(session: Session, body: str, registered: Iterable[RegisteredQuantity]) -> None:
    """Replaces the registered quantities of a body by these: one for each quantity, year and department."""
    session.execute("DELETE FROM quantities WHERE body = ?", [body])
    rows = [
        {
            "department": one.department,
            "year": one.year,
            "quantity": one.quantity,
            "low": int(one.low * QUANTITY_PARTS),
            "high": int(one.high * QUANTITY_PARTS),
        }
        for one in registered
    ]
    with session.lent("registered", pa.Table.from_pylist(rows, _QUANTITY_SCHEMA)):
        session.execute("INSERT INTO quantities SELECT ?, * FROM registered", [body])


def quantities(
    session: Session, body: str | None = None, departments: Sequence[str] | None = None
) -> dict[Level, tuple[int, int]]:
    """The least and the most of each registered quantity at each level, in model.QUANTITY_PARTS."""
    where, parameters = "? IS NULL OR body = ?", [body, body]
    if departments is not None:
        where, parameters = f"({where}) AND list_contains(?, department)", [*parameters, list(departments)]  # type: ignore[list-item]
    found = session.rows(
        "SELECT body, year, quantity AS indicator, department, sum(low)::HUGEINT AS low, sum(high)::HUGEINT AS high "
        f"FROM quantities WHERE {where} "
        "GROUP BY GROUPING SETS ((body, year, quantity, department), (body, year, quantity))",
        parameters,
    )
    return {_level(row): (int(row["low"]), int(row["high"])) for row in found}
