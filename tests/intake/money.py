"""The equations of semantics.md section 2, checked against the record cell by cell, apart from the code that reads."""

from __future__ import annotations

from collections import Counter

from kpi.intake.lines import Understanding
from kpi.intake.numbers import read_number
from kpi.intake.places import LINE, SET_ASIDE, UNREADABLE
from kpi.intake.record import METADATA
from kpi.model import TableReading


def assert_money_adds_up(table: TableReading) -> None:
    """Every row below the header in exactly one place, and the amount column as read equal to the sum of the places."""
    places = Counter(place for place in table.record["place"].to_pylist() if place not in ("above", "header"))
    below = table.record.num_rows - table.header_rows[-1] - 1

    assert set(places) <= {LINE, *SET_ASIDE, *UNREADABLE}
    assert sum(places.values()) == below
    assert places[LINE] == table.line_count == table.lines.num_rows
    assert {reason: tally.rows for reason, tally in table.set_aside.items()} == {
        reason: places[reason] for reason in SET_ASIDE if places[reason]
    }
    assert sum(places[reason] for reason in UNREADABLE) == table.unreadable.rows
    if table.amount_sum is None or not table.columns.get("amount"):
        return
    plan = Understanding.from_json(table.record.schema.metadata[METADATA].decode()).plan
    if plan.flag is not None or plan.turned:
        return  # the sign stands in another column or in a heading: the tests of debit and credit say what is expected
    column_as_read = -_amount_column(table) if plan.reverse else _amount_column(table)
    set_aside = sum(tally.cents or 0 for tally in table.set_aside.values())
    assert abs(column_as_read - table.amount_sum - set_aside) <= abs(table.rounding_difference) / table.amount_unit + (
        table.amount_unit > 1
    )


def _amount_column(table: TableReading) -> int:
    """The amount column of the record, below the header, added up in hundredths of the file's own unit."""
    record = table.record
    index = table.columns["amount"].index
    cells = record[f"c{index}"].to_pylist()[table.header_rows[-1] + 1 :]
    kinds = record["kinds"].to_pylist()[table.header_rows[-1] + 1 :]
    total = 0
    for cell, kind in zip(cells, kinds, strict=True):
        style = "plain" if kind and kind[index] == "n" else table.number_style
        number = read_number(cell, style) if cell else None
        if number is not None and (kind is None or kind[index] in "nt"):
            total += number * 100
    return round(total)
