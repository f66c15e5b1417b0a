"""A whole file against the year that it is submitted for, and against what the same body submitted for the year before.

Pure: what was submitted before comes as an argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.checks.finding import cell_name, euros, finding
from kpi.language import MONTHS, count, message
from kpi.model import DATE_FIELDS, Finding, Message, Reading

FEWEST_LINES = 20
"""Fewer lines, now or then, say nothing about a jump, nor about what is missing."""

ENOUGH_IN_A_MONTH = 10
MOST_OF_A_YEAR = 9
"""So many filled months, some of them in another year, are a year that runs otherwise: their dates are told as outside the year."""

LARGE_PART = 20
"""A department or supplier with at least one in so many of last year's euros is large."""

MOST_NAMES = 5
_KEY = ("supplier", "invoice_number", "amount", "date")
_BASIS = {
    "net": Message(nl="zonder btw", en="without VAT"),
    "gross": Message(nl="met btw", en="with VAT"),
}


class Named(NamedTuple):
    """A name as it was written, and the cents of its lines."""

    name: str
    cents: int


@dataclass(frozen=True)
class Earlier:
    """The same part of the year before, as it was submitted: its lines and whether they are without VAT ("net", "gross")."""

    year: int
    lines: pa.Table
    basis: str


def check_submission(reading: Reading, year: int, earlier: Earlier | None = None, whole: bool = False) -> list[Finding]:
    """What only shows beside a year: dates outside it, months without lines where the file is said to be the `whole` of it, and
    differences with the year before.
    """
    tables = [table.lines for table in reading.tables]
    if not tables or any(table.amount_sum is None for table in reading.tables):
        return []
    lines = pa.concat_tables(tables, promote_options="default").combine_chunks()
    found = _outside(reading, lines, year)
    if whole:
        found += _part_of_the_year(reading, lines, year)
    if earlier is None or min(lines.num_rows, earlier.lines.num_rows) < FEWEST_LINES:
        return found
    return (
        found
        + _basis(reading, earlier)
        + _submitted_before(reading, lines, year, earlier)
        + _totals(lines, earlier)
        + _departments(lines, earlier)
        + _suppliers(lines, earlier)
    )


def _on_lines(
    rule: str, reading: Reading, lines: pa.Table, where: np.ndarray, field: str, **values: Any
) -> list[Finding]:
    """The finding of a rule on some lines of all tables together; none where it holds nowhere."""
    if not where.any():
        return []
    cells, first = [], 0
    for table in reading.tables:
        inside = table.lines.filter(pa.array(where[first : first + table.lines.num_rows]))
        first += table.lines.num_rows
        column = table.columns.get(field) or table.columns.get("amount")
        if column is not None:
            rows = inside["row"].to_pylist()
            cells += [cell_name(row, column.index, table.sheet) for row in rows]
    cents = int(np.abs(_cents(lines)[where]).sum())
    return [finding(rule, int(where.sum()), cents, cells, **values)]


def _cents(lines: pa.Table) -> np.ndarray:
    return lines["amount"].fill_null(0).to_numpy()


def _dates(lines: pa.Table) -> pa.ChunkedArray | None:
    present = [lines[name] for name in DATE_FIELDS if name in lines.column_names]
    return pc.coalesce(*present) if present else None


def _outside(reading: Reading, lines: pa.Table, year: int) -> list[Finding]:
    """Lines with a date outside the year of their submission; they count in that year all the same."""
    dates = _dates(lines)
    if dates is None:
        return []
    where = np.asarray(pc.fill_null(pc.not_equal(pc.year(dates), year), False))
    extremes = pc.min_max(dates.filter(pa.array(where))).as_py()
    field = next(name for name in DATE_FIELDS if name in lines.column_names)
    return _on_lines(
        "dates_outside_year", reading, lines, where, field,
        amount=euros(int(_cents(lines)[where].sum())), year=str(year), first=extremes["min"], last=extremes["max"],
    )  # fmt: skip


def _part_of_the_year(reading: Reading, lines: pa.Table, year: int) -> list[Finding]:
    """Months at the start or the end of the year that are as good as empty, in a file that is said to hold the whole year.

    Nothing is said of few lines or dates, of dates that only stand for the year (all on its first or last day), and of months that are
    empty in between as well, as where is booked by the quarter. One month at an edge counts only where the others are well filled.
    """
    dates = _dates(lines)
    if dates is None:
        return []
    dates = pc.drop_null(dates).cast(pa.date32())
    inside = dates.filter(pc.equal(pc.year(dates), year))
    counts = np.bincount(np.asarray(pc.month(inside)) - 1, minlength=12)
    if counts.sum() < FEWEST_LINES or 2 * len(dates) < lines.num_rows or _stands_for(year, inside):
        return []
    filled = _filled(counts)
    other = np.unique_counts(12 * np.asarray(pc.year(dates)) + np.asarray(pc.month(dates)) - 1)
    months = other.values[_filled(other.counts)]
    if len(months) >= MOST_OF_A_YEAR and (months // 12 != year).any():
        return []
    between = int(np.diff(filled).max(initial=1)) - 1
    dense = counts[filled].sum() >= ENOUGH_IN_A_MONTH * len(filled)
    edges = [
        (int(edge[0]), int(edge[-1]))
        for edge in (np.arange(filled[0]), np.arange(filled[-1] + 1, 12))
        if len(edge) > max(between, 1) or (len(edge) > between and dense and not counts[edge].any())
    ]
    if not edges:
        return []
    field = next(name for name in DATE_FIELDS if name in lines.column_names)
    header = next((one.columns[field].header for one in reading.tables if field in one.columns), field)
    return [finding("year_in_part", year=str(year), header=header, months=_runs(edges))]


def _filled(counts: np.ndarray) -> np.ndarray:
    """The places of months with at least a tenth of the lines that a month with lines usually has."""
    return np.flatnonzero((counts > 0) & (10 * counts * np.count_nonzero(counts) >= counts.sum()))


def _stands_for(year: int, dates: pa.ChunkedArray) -> bool:
    return set(pc.unique(dates).to_pylist()[:3]) <= {date(year, 1, 1), date(year, 12, 31)}


def _runs(edges: Sequence[tuple[int, int]]) -> Message:
    """Months in words, each edge from its first to its last; 0 is January."""
    said = []
    for ends in edges:
        first, last = (Message(**{one: MONTHS[one][at] for one in ("nl", "en")}) for at in ends)
        alone = first == last
        said.append(first if alone else message("{first} up to and including {last}", first=first, last=last))
    return said[0] if len(said) == 1 else message("{first} and {second}", first=said[0], second=said[1])


def _basis(reading: Reading, earlier: Earlier) -> list[Finding]:
    now = {table.amount_basis for table in reading.tables}
    if len(now) != 1 or not now | {earlier.basis} <= set(_BASIS) or now == {earlier.basis}:
        return []
    then = _BASIS[earlier.basis]
    return [finding("basis_changed", now=_BASIS[now.pop()], before=then, earlier=str(earlier.year))]


def _submitted_before(reading: Reading, lines: pa.Table, year: int, earlier: Earlier) -> list[Finding]:
    """Lines that were submitted for the year before, known by supplier, invoice number, date and amount."""
    keyed = [_keyed(table) for table in (lines, earlier.lines)]
    if keyed[0] is None or keyed[1] is None:
        return []
    known = keyed[1].group_by(list(_KEY)).aggregate([])
    numbered = keyed[0].append_column("place", pa.array(np.arange(lines.num_rows)))
    again = numbered.join(known, keys=list(_KEY), join_type="left semi")["place"].to_numpy()
    where = np.zeros(lines.num_rows, bool)
    where[again] = True
    values = {"earlier": str(earlier.year), "year": str(year)}
    return _on_lines("lines_of_last_year", reading, lines, where, "invoice_number", **values)


def _keyed(lines: pa.Table) -> pa.Table | None:
    dates = _dates(lines)
    if dates is None or not {"supplier", "invoice_number"} <= set(lines.column_names):
        return None
    keys = [lines["supplier"], lines["invoice_number"], lines["amount"], dates.cast(pa.date32())]
    return pa.table(keys, names=list(_KEY))


def _totals(lines: pa.Table, earlier: Earlier) -> list[Finding]:
    """The total and the number of lines: half as much again, or less than two thirds."""
    found = []
    now, before = int(_cents(lines).sum()), int(_cents(earlier.lines).sum())
    if _jumped(now, before, 3, 2):
        found.append(
            finding(
                "total_jumped", cents=abs(now - before), earlier=str(earlier.year),
                sum=euros(now), before=euros(before), difference=euros(now - before),
            )
        )  # fmt: skip
    if _jumped(lines.num_rows, earlier.lines.num_rows, 3, 2):
        before_count = Message(**{one: count(one, earlier.lines.num_rows) for one in ("nl", "en")})
        found.append(finding("line_count_jumped", lines.num_rows, earlier=str(earlier.year), before=before_count))
    return found


def _jumped(now: int, before: int, times: int, over: int) -> bool:
    """Whether one is more than times/over of the other."""
    low, high = sorted((now, before))
    return over * high > times * low


def _departments(lines: pa.Table, earlier: Earlier) -> list[Finding]:
    """Departments that came, went, or doubled or halved while they are a large part."""
    then, now = _sums(earlier.lines, "department"), _sums(lines, "department")
    if not then or not now:
        return []
    year = str(earlier.year)
    found = []
    for rule, these, others in (("department_gone", then, now), ("department_new", now, then)):
        only = [one for key, one in these.items() if key not in others]
        if only:
            cents = sum(abs(one.cents) for one in only)
            found.append(finding(rule, cents=cents, earlier=year, departments=_listed(only)))
    whole = sum(abs(one.cents) for one in then.values())
    for key, one in now.items():
        before = then.get(key, one).cents
        difference = abs(one.cents - before)
        if LARGE_PART * difference >= whole and _jumped(one.cents, before, 2, 1):
            found.append(
                finding(
                    "department_jumped", cents=difference, earlier=year,
                    department=one.name, sum=euros(one.cents), before=euros(before),
                )
            )  # fmt: skip
    return found


def _suppliers(lines: pa.Table, earlier: Earlier) -> list[Finding]:
    """Large suppliers of the year before to whom nothing is paid now."""
    then, now = _sums(earlier.lines, "supplier"), _sums(lines, "supplier")
    if not then or not now:
        return []
    whole = sum(abs(one.cents) for one in then.values())
    gone = [one for key, one in then.items() if key not in now and LARGE_PART * one.cents >= whole]
    if not gone:
        return []
    cents = sum(one.cents for one in gone)
    year, names = str(earlier.year), _listed(gone)
    return [finding("supplier_gone", cents=cents, earlier=year, sum=euros(cents), suppliers=names)]


def _sums(lines: pa.Table, field: str) -> Mapping[str, Named]:
    """The sum of each name, largest first; names are one whatever their capitals and blanks. Empty without that column."""
    if field not in lines.column_names or lines[field].null_count == lines.num_rows:
        return {}
    grouped = lines.select([field, "amount"]).group_by(field).aggregate([("amount", "sum")]).to_pylist()
    added: dict[str, Named] = {}
    for one in sorted(grouped, key=lambda one: -abs(one["amount_sum"] or 0)):
        if one[field]:
            key = " ".join(one[field].casefold().split())
            before = added.get(key, Named(one[field], 0))
            added[key] = Named(before.name, before.cents + (one["amount_sum"] or 0))
    return added


def _listed(names: Sequence[Named]) -> str:
    return ", ".join(one.name for one in names[:MOST_NAMES])
