"""The departments of a body from a file: one row for each name that a department had (docs/organisations.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from kpi import succession
from kpi.evidence.cells import day
from kpi.evidence.tables import Row, refuse_file, rows_of
from kpi.language import message
from kpi.model import Department, FormerName, Message, RegisterTable


def listed_departments(name: str, tables: Sequence[RegisterTable]) -> tuple[Department, ...]:
    """The departments of a file, in its order. Rows with one id are one department that changed its name.

    Raises Refusal that names file, row and column, what was found and what was expected.
    """
    rows: dict[str, list[Row]] = {}
    for table in tables:
        for row in rows_of(table):
            for column in ("id", "name"):
                if row.get(column) is None:
                    raise row.refuse(column, None, message("a value"))
            rows.setdefault(row.cells["id"].written, []).append(row)
    if not rows:
        raise refuse_file(name, None, message("at least one row"))
    found = tuple(_department(of_one) for of_one in rows.values())
    odd = succession.wrong(found)
    if odd:
        last = max(rows[odd[0]], key=_end)
        column, expected = expectation(odd[1])
        raise last.refuse(column, last.get(column), expected)
    return found


def expectation(what: str) -> tuple[str, Message]:
    """The column that is about what `succession.wrong` found, and what was expected there."""
    return {
        "period": ("valid_to", message("a date that is not before valid_from")),
        "no_end": ("valid_to", message("the last day, because there are successors")),
        "unknown_successor": ("successors", message("ids that are in the list, separated by semicolons or bars")),
        "circle": ("successors", message("successors that do not come back to it")),
    }[what]


def _department(rows: list[Row]) -> Department:
    ordered = sorted(rows, key=_end)
    for earlier, later in pairwise(ordered):
        ended, began = day(earlier, "valid_to"), day(later, "valid_from")
        if ended is None or (began is not None and began <= ended):
            raise later.refuse(
                "valid_from",
                later.get("valid_from"),
                message("one name at a time: the name before it ends the day before"),
            )
    last, aliases = ordered[-1], [text for row in ordered for text in _several(row, "aliases")]
    return Department(
        id=last.cells["id"].written,
        name=last.cells["name"].written,
        aliases=tuple(dict.fromkeys(aliases)),
        name_en=last.get("name_en"),
        valid_from=day(ordered[0], "valid_from"),
        valid_to=day(last, "valid_to"),
        successors=_several(last, "successors"),
        former_names=tuple(FormerName(row.cells["name"].written, _end(row)) for row in ordered[:-1]),
    )


def _end(row: Row) -> date:
    return day(row, "valid_to") or date.max


def _several(row: Row, column: str) -> tuple[str, ...]:
    written = (row.get(column) or "").replace("|", ";")
    return tuple(dict.fromkeys(part.strip() for part in written.split(";") if part.strip()))
