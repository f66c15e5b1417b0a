"""What is told of a table that was read: its columns, its rows and euros by place, its period."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import Cells
from kpi.intake.cells import Column as CellColumn
from kpi.intake.checks import Checked
from kpi.intake.columns import Choice
from kpi.intake.dates import DMY, read_period
from kpi.intake.layout import kinds_of
from kpi.intake.lines import Understanding
from kpi.intake.numbers import PLAIN
from kpi.intake.places import SET_ASIDE, UNREADABLE, Sorted
from kpi.intake.plan import BANDS, BOUNDS
from kpi.intake.record import make_record
from kpi.intake.table import Found
from kpi.intake.values import SWAPPED, Amounts
from kpi.intake.vocabulary import fields
from kpi.language import message
from kpi.model import DATE_FIELDS, Column, TableReading, Tally

SAMPLES = 3


def table_reading(cells: Cells, found: Found, checked: Checked, high: Amounts | None) -> TableReading:
    """What was read of a table, in cents and texts. `high` are the upper bounds of amounts that are given as a range or a band."""
    understanding, places, amounts, lines = checked.understanding, checked.places, checked.amounts, checked.lines
    plan, on_lines = understanding.plan, places.lines
    banded = plan.how in (BANDS, BOUNDS)
    total = int(amounts.cents[on_lines].sum())
    high_sum = None
    if high is not None and bool(high.known[on_lines].all()):
        high_sum = _in_file_unit(int(high.cents[on_lines].sum()), plan.unit)
    earliest, latest = _period(lines, understanding)
    rounded = [row for row in amounts.left_over if on_lines[row]]
    first = next(iter(understanding.orders.values()), None)
    kept = {name: choice for name, choice in checked.choices.items() if choice.index not in checked.personal}
    record = make_record(cells, found, places.codes, tuple(checked.personal), understanding if plan.columns else None)
    return TableReading(
        sheet=cells.sheet,
        header_rows=found.header_rows,
        header=found.header,
        columns={name: _column(name, choice, checked.columns[choice.index]) for name, choice in kept.items()},
        others=_others(found, checked),
        number_style=plan.styles[0] if plan.styles else PLAIN,
        date_order=(DMY if first == SWAPPED else first) or ("year" if "year" in understanding.fields else "none"),
        amount_unit=plan.unit,
        amount_basis=plan.basis,
        line_count=int(on_lines.sum()),
        amount_sum=None if banded else _in_file_unit(total, plan.unit),
        amount_low_sum=_in_file_unit(total, plan.unit) if banded else None,
        amount_high_sum=high_sum,
        negative_lines=0 if banded else int((amounts.cents[on_lines] < 0).sum()),
        earliest=earliest,
        latest=latest,
        suppliers=pc.count_distinct(lines["supplier"]).as_py() if "supplier" in lines.column_names else 0,
        set_aside=_tallies(places, amounts, plan.unit),
        set_aside_cents={reason: int(amounts.cents[places.rows(reason)].sum()) for reason in SET_ASIDE},
        unreadable=Tally(sum(len(places.rows(reason)) for reason in UNREADABLE)),
        rounded_lines=len(rounded),
        rounding_difference=sum((amounts.left_over[row] for row in rounded), Fraction(0)),
        lines=lines,
        record=record,
        kinds=kinds_of(found.header, record),
    )


def _in_file_unit(cents: int, unit: int) -> int:
    """Cents of euros as cents of the file's own unit (half-even where that leaves a part)."""
    return int((Decimal(cents) / unit).to_integral_value(ROUND_HALF_EVEN)) if unit > 1 else cents


def _others(found: Found, checked: Checked) -> tuple[Column, ...]:
    """The columns with a header that are used for nothing, with samples unless they hold personal data."""
    used = {choice.index for choice in checked.choices.values()}
    others = []
    for index, header in enumerate(found.header):
        if not header or (index in used and index not in checked.personal):
            continue
        personal = index in checked.personal
        why = message("Personal data: taken out and not kept.") if personal else message("Kept, and not used.")
        column = _column("", Choice(fields()["description"], index, header, 0, why), checked.columns[index])
        others.append(replace(column, samples=()) if personal else column)
    return tuple(others)


def _column(name: str, choice: Choice, column: CellColumn) -> Column:
    filled = len(column.texts) - column.texts.null_count
    texts = list(dict.fromkeys(column.texts.slice(0, 200).drop_null().to_pylist()))[:SAMPLES]
    return Column(name, choice.index, choice.header, choice.why, tuple(texts), filled)


def _tallies(places: Sorted, amounts: Amounts, unit: int) -> dict[str, Tally]:
    """Rows set aside by reason, with the sum of their amounts where they have any."""
    tallies = {}
    for reason in SET_ASIDE:
        rows = places.rows(reason)
        if len(rows):
            known = amounts.known[rows]
            cents = _in_file_unit(int(amounts.cents[rows].sum()), unit) if known.any() else None
            tallies[reason] = Tally(len(rows), cents)
    return tallies


def _period(lines: pa.Table, understanding: Understanding) -> tuple[str | None, str | None]:
    """The earliest and latest date of the lines; without dates their months or years."""
    present = [name for name in DATE_FIELDS if name in lines.column_names]
    if present and lines.num_rows:
        bounds = pc.min_max(pc.coalesce(*(lines[name] for name in present)))
        if bounds["min"].is_valid:
            return bounds["min"].as_py().isoformat(), bounds["max"].as_py().isoformat()
    periods = _periods(lines)
    return (min(periods), max(periods)) if periods else (None, None)


def _periods(lines: pa.Table) -> list[str]:
    names = [name for name in ("year", "period") if name in lines.column_names]
    if not names:
        return []
    pairs = lines.select(names).group_by(names).aggregate([]).to_pylist()
    found = []
    for pair in pairs:
        year = read_period(str(pair.get("year") or ""))
        stated = int(year[:4]) if year else None
        period = read_period(str(pair["period"]), stated) if pair.get("period") else None
        if period or year:
            found.append(period or year)
    return [entry for entry in found if entry]
