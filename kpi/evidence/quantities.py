"""Registered quantities from a body's own files: how much, in which unit, by what source (docs/files.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from kpi.evidence.about import one_of
from kpi.evidence.categories import normal_text
from kpi.evidence.cells import day, quantity, truth, year
from kpi.evidence.tables import Row
from kpi.language import message
from kpi.model import Body, Refusal, RegisterCell, RegisteredQuantity
from kpi.reference import QuantityName, quantities, units

Key = tuple[str, int, str]
"""Quantity, year and department."""


def quantity_row(row: Row, body: Body | None, found: dict[Key, RegisteredQuantity]) -> RegisteredQuantity:
    """The registration of a row, which is added to those that were `found` before. Departments are looked up in `body`, where it declared any.

    Raises Refusal that names file, row and cell, what was found and what was expected.
    """
    one = _registered(row, body)
    key = (one.quantity, one.year, one.department)
    if key in found:
        raise row.refuse("quantity", row.get("quantity"), message("every quantity once a year and department"))
    found[key] = one
    return one


def quantity_of(values: Mapping[str, str], body: Body | None) -> RegisteredQuantity:
    """One registration that was typed, under the names of the columns. Raises Refusal that names the column."""
    cells = {name: RegisterCell(value) for name, value in values.items() if value}
    return _registered(Row(message("The form"), message("what you typed"), cells, {}), body)


def _registered(row: Row, body: Body | None) -> RegisteredQuantity:
    named = _quantity(row)
    written = _text(row, "unit")
    if normal_text(written) not in _names_of_unit(named.unit):
        raise row.refuse(
            "unit", written, message("{unit}, the unit of {quantity}", unit=named.unit, quantity=named.name)
        )
    low, high = quantity(row, "low"), quantity(row, "high")
    exact = quantity(row, "amount")
    if exact is not None:
        if low is not None or high is not None:
            raise row.refuse(
                "amount", row.get("amount"), message("an exact number, or the least and the most; not both")
            )
        low = high = exact
    if low is None or high is None:
        column = "low" if low is None else "high"
        raise row.refuse(column, None, message("a number; what is known exactly has the same low and high"))
    if low > high:
        raise row.refuse("low", row.get("low"), message("low no higher than high"))
    when, dated = year(row, "year"), day(row, "date")
    for column, value in (("year", when), ("date", dated)):
        if value is None:
            raise row.refuse(column, None, message("a value"))
    assert when is not None
    assert dated is not None
    return RegisteredQuantity(
        quantity=named.id,
        year=when,
        department=_department(row, body),
        low=low,
        high=high,
        source=_text(row, "source"),
        dated=dated,
        reference=_text(row, "reference"),
        who=row.get("who") or "",
        withdrawn=bool(truth(row, "withdrawn")),
    )


def _text(row: Row, column: str) -> str:
    found = row.get(column)
    if found is None:
        raise row.refuse(column, None, message("a value"))
    return found


def _quantity(row: Row) -> QuantityName:
    written = _text(row, "quantity")
    found = _by_name().get(normal_text(written))
    if found is None:
        raise row.refuse("quantity", written, one_of(entry.name for entry in quantities().values()))
    return found


@cache
def _by_name() -> dict[str, QuantityName]:
    return {
        normal_text(written): one
        for one in quantities().values()
        for written in (one.id, one.id.replace("_", " "), one.name.nl, one.name.en)
    }


def _names_of_unit(unit: str) -> set[str]:
    return {normal_text(name) for name in (unit, units()[unit].many.nl, units()[unit].many.en)}


def _department(row: Row, body: Body | None) -> str:
    written = row.get("department")
    if written is None:
        return ""
    if body is None or not body.departments:
        return " ".join(written.split())
    for one in body.departments:
        if normal_text(written) in {normal_text(name) for name in (one.id, one.name, *one.aliases)}:
            return one.id
    known = ", ".join(one.name for one in body.departments)
    raise row.refuse("department", written, message("one of {choices}, or nothing for the whole", choices=known))


def refuse_double(registered: Iterable[RegisteredQuantity]) -> None:
    """Refuses a quantity that is registered for the whole body and for departments in one year: it would count twice."""
    levels: dict[tuple[str, int], set[bool]] = {}
    for one in registered:
        levels.setdefault((one.quantity, one.year), set()).add(bool(one.department))
    for (name, when), found in sorted(levels.items()):
        if len(found) > 1:
            raise Refusal(
                "quantity_twice",
                message(
                    "{quantity}, {year}: found a number for the whole organisation beside numbers of departments, expected one "
                    "of the two. Nothing was stored; withdraw the one that does not hold.",
                    quantity=quantities()[name].name,
                    year=str(when),
                ),
            )
