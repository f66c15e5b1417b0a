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
from kpi.service.looking import Page
from kpi.service.monitor import Monitor
from kpi.store import details, measuring, submissions
from kpi.store.database import Session


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


def lines(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    indicator: str,
    year: int,
    department: str | None = None,
    category: str | None = None,
    supplier: str | None = None,
    offset: int = 0,
    limit: int = 50,
) -> Page:
    """The invoice lines in scope, largest first, each with sheet and row (from 1) of the file, what it counts as and why."""
    chosen = {"department": department, "category": category, "supplier": supplier}
    with intervals(viewer, monitor, body, indicator, year) as session:
        total, found = details.lines(session, indicator, chosen, offset, limit)
    for row in found:
        row["counts"] = _counts(row)
        row["supplier"] = shown_name(row["supplier"])
    return Page(total, tuple(found))


def shown_name(supplier: str | None) -> str:
    """The name of a supplier in a list that may be downloaded; empty where it may be that of a natural person."""
    return "" if person_kind(supplier) else supplier or ""


def _counts(row: dict[str, Any]) -> str:
    """What a line counts as: met, not_met, claimed, part, open."""
    if row["claimed"]:
        return "claimed"
    known = {(10_000, 10_000): "met", (0, 0): "not_met", (0, 10_000): "open"}
    return known.get((row["low"], row["high"]), "part")


@contextmanager
def intervals(viewer: Viewer, monitor: Monitor, body: str, indicator: str, year: int) -> Iterator[Session]:
    """A trial session with `facts`, `evidence` and `intervals` of a body's year laid out for one indicator."""
    access.require(viewer, "see_lines", body)
    with monitor.store.transaction(keep=False) as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        measuring.prepare_intervals(session, served, measure.line_intervals(monitor.indicator(indicator, body)))
        yield session
