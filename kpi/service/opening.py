"""Opening a monitor: what expired is removed, and what was measured by other definitions is measured anew."""

from __future__ import annotations

from pathlib import Path

from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge
from kpi.service.monitor import Monitor, shipped_definitions
from kpi.store import records, registers, submissions
from kpi.store.database import Store


def open_monitor(home: Path, isolated: bool = True, threads: int | None = None) -> Monitor:
    """Opens the store in `home`, making it where there is none. Raises Refusal when another process has it.

    `threads` 1 suits many small submissions in a row.
    """
    monitor = Monitor(Store(home, threads), *shipped_definitions(), isolated)
    _remove_expired_originals(monitor)
    renew_definitions(monitor)
    return monitor


def renew_definitions(monitor: Monitor) -> int:
    """Measures every submission that serves by the present definitions, where these are not the ones that it was measured by.

    Gives the number of submissions that were measured anew.
    """
    present = ",".join(sorted(f"{one.id}:{one.version}" for one in monitor.indicators.values()))
    with monitor.store.reading() as session:
        if registers.definitions(session) == present:
            return 0
    renewed = 0
    with monitor.store.transaction() as session:
        bodies = registers.bodies(session)
        for body in bodies:
            lines = submissions.lines_of_serving(session, body.id)
            apply_knowledge(monitor, session, body, lines)
            renewed += len(lines)
        registers.save_definitions(session, present)
        if renewed:
            registers.log(session, monitor.now(), "ambitiemonitor", "system", None, "renew_definitions", str(renewed))
    if renewed:
        for body in bodies:
            publish(monitor, body)
    return renewed


def _remove_expired_originals(monitor: Monitor) -> None:
    """Original files, of submissions and of drafts, are kept for a term only (semantics.md section 11)."""
    expired = records.expired_originals(monitor.store, monitor.now())
    for kept in expired:
        records.remove_original(monitor.store, kept)
    if expired:
        with monitor.store.transaction() as session:
            for kept in expired:
                registers.remove_draft(session, kept)
                registers.log(session, monitor.now(), "ambitiemonitor", "system", None, "remove_original", kept)
