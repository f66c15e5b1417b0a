"""From a figure down to the invoice lines that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpi import access, measure
from kpi.evidence.persons import person_kind
from kpi.language import euros_from_sum
from kpi.model import Sums, Viewer
from kpi.service.answers import answered_once
from kpi.service.catalogue import intervals_of
from kpi.service.monitor import Monitor
from kpi.store import details, measuring, submissions
from kpi.store.database import Session
from kpi.store.details import LineFilter


@dataclass(frozen=True)
class Group:
    """A part of the spend in scope. Euros; `proven` and `possible` are fractions of `base`."""

    key: str
    name: str
    lines: int
    suppliers: int
    base: Fraction
    met: Fraction
    open: Fraction
    proven: Fraction | None
    possible: Fraction | None


@answered_once
def breakdown(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    indicator: str,
    year: int,
    by: str,
    department: str | None = None,
    category: str | None = None,
    supplier: str | None = None,
) -> list[Group]:
    """The spend in scope by department, category text or supplier, largest first, within what is chosen above it.

    The name of a supplier that may be a natural person is empty.
    """
    chosen = {"department": department, "category": category, "supplier": supplier}
    with intervals(viewer, monitor, body, indicator, year) as session:
        found = details.groups(session, by, chosen)
    names = {one.id: one.name_in(year) for one in monitor.body(body).departments}
    groups = []
    for row in found:
        sums = Sums(
            met=int(row["met"]), not_met=int(row["not_met"]), open_plus=int(row["plus"]), open_minus=int(row["minus"])
        )
        share = measure.share(sums)
        name = {
            "department": names.get(row["key"], row["key"]),
            "category": row["own_text"],
            "supplier": shown_name(row["supplier"]),
        }[by]
        groups.append(
            Group(
                key=row["key"],
                name=name,
                lines=row["lines"],
                suppliers=row["suppliers"],
                base=euros_from_sum(sums.base),
                met=euros_from_sum(sums.met),
                open=euros_from_sum(sums.open_plus + sums.open_minus),
                proven=share.proven,
                possible=share.possible,
            )
        )
    return groups


@dataclass(frozen=True)
class LevelTotal:
    """What a level holds. Suppliers that are not named count as one; cents."""

    suppliers: int
    lines: int
    cents: int


@answered_once
def level_total(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    indicator: str,
    year: int,
    department: str | None = None,
    category: str | None = None,
    supplier: str | None = None,
) -> LevelTotal:
    """How much spend in scope there is within what is chosen."""
    chosen = {"department": department, "category": category, "supplier": supplier}
    with intervals(viewer, monitor, body, indicator, year) as session:
        return LevelTotal(*details.together(session, chosen))


@dataclass(frozen=True)
class LinePage:
    """Some of the lines that were asked, how many there are in all, and their amount together in cents."""

    total: int
    cents: int
    rows: tuple[dict[str, Any], ...]


EVERY_LINE = LineFilter()


def lines(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    indicator: str,
    year: int,
    department: str | None = None,
    category: str | None = None,
    supplier: str | None = None,
    asked: LineFilter = EVERY_LINE,
    offset: int = 0,
    limit: int | None = 50,
) -> LinePage:
    """The invoice lines in scope, each with sheet and row (from 1) of the file, what it counts as and why.

    They are searched, narrowed and sorted in the store, but not by a name that is not shown; without a `limit` it is all that were asked.
    """
    chosen = {"department": department, "category": category, "supplier": supplier}
    with intervals(viewer, monitor, body, indicator, year) as session:
        names_matter = bool(asked.text) or asked.order == "supplier"
        nameless = [name for name in details.supplier_names(session) if person_kind(name)] if names_matter else []
        total, cents, found = details.lines(session, indicator, chosen, asked, nameless, offset, limit)
    names = {one.id: one.name_in(year) for one in monitor.body(body).departments}
    for row in found:
        row["counts"] = _counts(row)
        row["supplier"] = shown_name(row["supplier"])
        row["department"] = names.get(row["department"], row["department"])
    return LinePage(total, cents, tuple(found))


def shown_name(supplier: str | None) -> str:
    """The name of a supplier in a list that may be downloaded; empty where it may be that of a natural person."""
    return "" if person_kind(supplier) else supplier or ""


def _counts(row: dict[str, Any]) -> str:
    """What a line counts as: one of COUNTS."""
    if row["claimed"]:
        return "claimed"
    known = {(10_000, 10_000): "met", (0, 0): "not_met", (0, 10_000): "open"}
    return known.get((row["low"], row["high"]), "part")


@contextmanager
def intervals(viewer: Viewer, monitor: Monitor, body: str, indicator: str, year: int) -> Iterator[Session]:
    """A session with `facts`, `evidence`, `intervals` and `in_scope` of a body's year laid out for one indicator. It waits for nobody who writes."""
    access.require(viewer, "see_lines", body)

    def lay_out(session: Session) -> None:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        measuring.prepare_intervals(session, served, intervals_of(monitor.indicator(indicator, body)))
        details.prepare_in_scope(session)

    with monitor.layouts.session(monitor.store, (body, indicator, year), lay_out) as session:
        yield session
