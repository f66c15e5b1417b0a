"""Looking back at submissions: their versions, their control totals, their rows and their years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kpi import access
from kpi.language import message
from kpi.model import ControlTotals, Message, Refusal, Submission, SubmissionState, Tally, Viewer, YearState
from kpi.service.answers import answered_once
from kpi.service.monitor import Monitor
from kpi.service.year_figures import year_state
from kpi.store import records
from kpi.store import submissions as stored
from kpi.store.database import Session

WHOLE = "all"
"""The part that is the whole year."""


def part_name(written: str) -> str:
    """The name of a part with single blanks; the whole year whatever its capitals."""
    part = " ".join(written.split())
    return WHOLE if part.casefold() == WHOLE else part


@dataclass(frozen=True)
class Page:
    """Some of the rows of a list, and how many there are in all."""

    total: int
    rows: tuple[dict[str, Any], ...]


def totals_of(session: Session, submission: str) -> ControlTotals:
    return totals_from(stored.reading(session, submission)["tables"], stored.excluded(session, submission))


def totals_from(tables: Sequence[Mapping[str, Any]], by_exclusion: Mapping[str | None, Tally]) -> ControlTotals:
    """The equations for what is kept of a reading, with its lines by the reason why they are no procurement (None: they are)."""
    set_aside: dict[str, Tally] = {}
    for table in tables:
        for reason, (rows, cents) in table["set_aside"].items():
            before = set_aside.get(reason, Tally(0, None))
            both = None if cents is None and before.cents is None else (cents or 0) + (before.cents or 0)
            set_aside[reason] = Tally(before.rows + rows, both)
    set_aside = {reason: tally for reason, tally in set_aside.items() if tally.rows}
    unreadable = sum(table["unreadable"] for table in tables)
    lines = sum(table["lines"] for table in tables)
    return ControlTotals(
        rows=sum(table["rows"] for table in tables),
        lines=lines,
        set_aside=set_aside,
        unreadable={"amount": Tally(unreadable)} if unreadable else {},
        excluded={reason: tally for reason, tally in by_exclusion.items() if reason},
        procurement=by_exclusion.get(None, Tally(0, 0)),
        uploaded=Tally(lines, sum(table["uploaded"] for table in tables)),
        amount_column=sum(table["column"] for table in tables),
    )


def control_totals(viewer: Viewer, monitor: Monitor, submission: str) -> ControlTotals:
    """The equations of semantics.md section 2 for a submission, with today's exclusions."""
    access.require(viewer, "see_lines", stored_submission(monitor, submission).body)
    with monitor.store.reading() as session:
        return totals_of(session, submission)


def stored_submission(monitor: Monitor, submission: str) -> Submission:
    with monitor.store.reading() as session:
        found = stored.get(session, submission)
    if found is None:
        raise Refusal(
            "unknown_submission",
            message('There is no submission "{found}". Choose one from the list.', found=submission),
        )
    return found


@answered_once
def submissions(viewer: Viewer, monitor: Monitor, body: str, year: int | None = None) -> list[Submission]:
    """All versions of all parts, newest year and version first."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        return stored.submissions(session, body, year)


@answered_once
def years(viewer: Viewer, monitor: Monitor, body: str) -> dict[int, YearState]:
    """The years that the body submitted, and how far each is."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        serving = stored.serving(session, body)
    found = sorted({one.year for one in serving})
    return {year: year_state([one for one in serving if one.year == year]) for year in found}


@answered_once
def last_days(viewer: Viewer, monitor: Monitor, body: str) -> dict[int, date]:
    """Up to which day the lines go in each year that is not final; a year whose lines have no date is not there."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        serving = stored.serving(session, body)
        found = {
            year: stored.last_day(session, [one.id for one in of_year], year)
            for year in sorted({one.year for one in serving})
            if year_state(of_year := [one for one in serving if one.year == year]) is not YearState.FINAL
        }
    return {year: last for year, last in found.items() if last is not None}


def rows(viewer: Viewer, monitor: Monitor, submission: str, place: str, offset: int = 0, limit: int = 50) -> Page:
    """The rows of one place: an exclusion reason, "procurement", or a set-aside or unreadable reason.

    Lines come with their fields; set-aside rows with their cells as read, under the file's own headers.
    """
    found = stored_submission(monitor, submission)
    access.require(viewer, "see_lines", found.body)
    with monitor.store.reading() as session:
        kept = stored.reading(session, submission)["tables"]
        if place in {reason for table in kept for reason in table["set_aside"]} | {"unreadable"}:
            return _record_rows(monitor, submission, kept, place, offset, limit)
        total, page = stored.lines_page(session, submission, None if place == "procurement" else place, offset, limit)
    return Page(total, tuple(page))


def _record_rows(
    monitor: Monitor, submission: str, kept: Sequence[Mapping[str, Any]], place: str, offset: int, limit: int
) -> Page:
    found: list[dict[str, Any]] = []
    known = {"line", "above", "header"} | {reason for table in kept for reason in table["set_aside"]}
    for table, record in zip(kept, records.read_record(monitor.store, submission), strict=True):
        header = table["header"]
        for row in record.to_pylist():
            if row["place"] == place or (place == "unreadable" and row["place"] not in known):
                cells = {
                    header[index] or f"#{index + 1}": row[f"c{index}"]
                    for index in range(len(header))
                    if row.get(f"c{index}")
                }
                found.append({"sheet": row["sheet"], "row": row["row"], **cells})
    return Page(len(found), tuple(found[offset : offset + limit]))


def state_names() -> dict[SubmissionState, Message]:
    """The words for the states of a submission."""
    return {
        SubmissionState.SUBMITTED: message("submitted"),
        SubmissionState.CERTIFIED: message("certified"),
        SubmissionState.REOPENED: message("reopened"),
        SubmissionState.REPLACED: message("replaced"),
        SubmissionState.WITHDRAWN: message("withdrawn"),
    }
