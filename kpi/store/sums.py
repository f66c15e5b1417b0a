"""What was measured, at each level at which it is shown: sums added, keys counted anew, quantities, and the spread over suppliers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from kpi.model import COUNTED, FULL, MEASURES, QUANTITY_PARTS, SUM_NAMES, RegisteredQuantity, Sums
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

    def levels(self, *key: str) -> str:
        """How rows are put together at each level that is asked, as SQL; with the columns of `key` kept apart."""
        whole = ", ".join(("body", "year", "indicator", *key))
        return (
            f"GROUP BY GROUPING SETS (({whole}, department), ({whole}))" if self.by_department else f"GROUP BY {whole}"
        )

    @property
    def department(self) -> str:
        """The column of the department; null is the whole of what is asked."""
        return "department" if self.by_department else "NULL AS department"

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


_WHOSE = "CASE WHEN starts_with({key}, 'number ') OR contains({key}, 'id:') THEN submissions.body || ' ' || {key} ELSE {key} END"
_OF_ONE_BODY = {
    "counted": f"counted.* REPLACE ({_WHOSE.format(key='counted.key')} AS key)",
    "supplier_amounts": f"supplier_amounts.* REPLACE ({_WHOSE.format(key='supplier_key')} AS supplier_key)",
}
"""The numbers that a body gave to contracts and suppliers itself mean something else at another body."""


_IN_SCOPE, _UNKNOWN = f"scope_low = {FULL}", f"scope_low < {FULL} AND scope_high > 0"
_COUNTS = {
    "met": f"low * ({_IN_SCOPE})::INTEGER",
    "not_met": f"({FULL} - high) * ({_IN_SCOPE})::INTEGER",
    "open_plus": f"(high - low) * ({_IN_SCOPE})::INTEGER",
    "open_minus": "0",
    "scope_unknown_plus": f"{FULL} * ({_UNKNOWN})::INTEGER",
    "scope_unknown_minus": "0",
    "out_of_scope": f"{FULL} * (scope_high = 0)::INTEGER",
    "claimed": f"(CASE WHEN claimed = 1 THEN high ELSE low END) * ({_IN_SCOPE})::INTEGER",
    "lines_met": f"({_IN_SCOPE} AND low = {FULL})::INTEGER",
    "lines_not_met": f"({_IN_SCOPE} AND high = 0)::INTEGER",
    "lines_open": f"({_IN_SCOPE} AND low < {FULL} AND high > 0)::INTEGER",
    "lines_claimed": f"({_IN_SCOPE} AND claimed = 1 AND high > low)::INTEGER",
    "lines_scope_unknown": f"({_UNKNOWN})::INTEGER",
    "lines_out_of_scope": "(scope_high = 0)::INTEGER",
}
"""What one key adds to the sums; the line counts are counts of keys."""


def cells(session: Session, asked: Asked) -> dict[Level, Cell]:
    """Everything that was measured, at each level; a level of which nothing was measured is not there."""
    # Whole numbers of any size come as their digits: DuckDB hands over a HUGEINT three times as slowly.
    found: dict[Level, Cell] = {}
    added = _added(session, asked) if "euro" in asked.measures else []
    counted = _counted(session, asked) if set(COUNTED) & set(asked.measures) else []
    for row in (*added, *counted):
        sums = Sums(*(int(row[name]) for name in SUM_NAMES))
        found[_level(row)] = Cell(sums=sums, suggested=int(row["suggested"]))
    for row in _amounts(session, asked) if "factor" in asked.measures else []:
        found[_level(row)] = Cell(amount=(int(row["low"]), int(row["high"])))
    for row in _suppliers(session, asked):
        cell = found.get(_level(row))
        if cell is not None:
            cell.suppliers, cell.largest, cell.amounts = row["suppliers"], int(row["largest"]), int(row["amounts"])
    return found


def _level(row: dict[str, Any]) -> Level:
    return row["body"], row["year"], row["indicator"], row["department"]


def _added(session: Session, asked: Asked) -> list[dict[str, Any]]:
    rows, parameters = asked.of("sums")
    added = ", ".join(f"sum({name})::VARCHAR AS {name}" for name in (*SUM_NAMES, "suggested"))
    return session.rows(
        f"SELECT body, year, indicator, {asked.department}, {added} FROM {rows} {asked.levels()}", parameters
    )


def _counted(session: Session, asked: Asked) -> list[dict[str, Any]]:
    """Keys are merged at each level and counted there: a contract of two departments is one contract of the body."""
    rows, parameters = asked.of("counted")
    counts = ", ".join(f"coalesce(sum({what}), 0)::VARCHAR AS {name}" for name, what in _COUNTS.items())
    return session.rows(
        f"""
        WITH keys AS (
            SELECT body, year, indicator, {asked.department}, key, max(scope_low) AS scope_low, max(scope_high) AS scope_high,
                   min(low) AS low, max(high) AS high, max(claimed) AS claimed, max(suggested) AS suggested
            FROM {rows} {asked.levels("key")}
        )
        SELECT body, year, indicator, department, {counts},
               sum({FULL} * (suggested = 1 AND scope_low < {FULL})::INTEGER)::VARCHAR AS suggested
        FROM keys GROUP BY body, year, indicator, department
        """,
        parameters,
    )


def _amounts(session: Session, asked: Asked) -> list[dict[str, Any]]:
    rows, parameters = asked.of("amounts")
    return session.rows(
        f"SELECT body, year, indicator, {asked.department}, sum(low)::HUGEINT AS low, sum(high)::HUGEINT AS high "
        f"FROM {rows} {asked.levels()}",
        parameters,
    )


def _suppliers(session: Session, asked: Asked) -> list[dict[str, Any]]:
    rows, parameters = asked.of("supplier_amounts")
    return session.rows(
        f"""
        WITH suppliers AS (
            SELECT body, year, indicator, {asked.department}, supplier_key, sum(amount) AS amount
            FROM {rows} {asked.levels("supplier_key")}
        )
        SELECT body, year, indicator, department, count(*) AS suppliers, max(amount)::VARCHAR AS largest,
               sum(amount)::VARCHAR AS amounts
        FROM suppliers WHERE amount > 0 GROUP BY body, year, indicator, department
        """,
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
