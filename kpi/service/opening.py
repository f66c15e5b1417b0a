"""Opening a monitor: what expired is removed, and what was measured by other definitions is measured anew."""

from __future__ import annotations

from pathlib import Path

from kpi import measure
from kpi.service.catalogue import shipped
from kpi.service.monitor import Monitor
from kpi.service.reclassifying import settle
from kpi.service.renewing import renew, renew_beside
from kpi.store import levels, records, registers
from kpi.store.database import Store


def open_monitor(home: Path, isolated: bool = True, threads: int | None = None, beside: bool = False) -> Monitor:
    """Opens the store in `home`, making it where there is none. Raises Refusal when another process has it.

    What was measured by earlier definitions is measured anew first; with `beside` while the monitor is used already, and until then
    the earlier figures serve, and decisions about words are measured when they are asked for (`settle`). `threads` 1 suits many small submissions in a row.
    """
    monitor = Monitor(Store(home, threads), shipped(), measure.load_themes(), isolated, beside=beside)
    _remove_expired_originals(monitor)
    _keep_levels(monitor)
    with monitor.store.reading() as session:
        known = registers.definitions(session)
    if beside and known not in (None, monitor.catalogue.key):
        renew_beside(monitor)
    else:
        renew(monitor)
    settle(monitor)
    return monitor


def _keep_levels(monitor: Monitor) -> None:
    with monitor.store.reading() as session:
        kept = levels.are_kept(session)
    if not kept:
        with monitor.store.transaction() as session:
            levels.complete(session)


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
