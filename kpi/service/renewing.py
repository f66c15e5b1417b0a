"""Measuring a store by later definitions than those it was measured by: submission by submission, while the earlier figures serve.

What is done is kept in the store, so that it goes on where it stopped. The last step puts all of it in the place of the earlier
figures at once: nobody ever sees two versions beside each other.
"""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass

from kpi import access
from kpi.model import Indicator, Viewer
from kpi.service.catalogue import expressions_of
from kpi.service.judging import publish
from kpi.service.knowing import known_for, suggestions
from kpi.service.monitor import Monitor
from kpi.store import measuring, registers, renewal, submissions
from kpi.store.database import Session

_LOG = logging.getLogger("kpi.service")


@dataclass(frozen=True)
class Renewal:
    """How far it is: submissions measured by the later definitions, and all that serve; `stopped` says that it ended before that, and
    `by_hand` that somebody stopped it.
    """

    done: int
    total: int
    stopped: bool = False
    by_hand: bool = False


def renewal_progress(viewer: Viewer, monitor: Monitor) -> Renewal | None:
    """How far measuring by later definitions is; None where the figures follow the latest. Open to everyone."""
    with monitor.store.reading() as session:
        if registers.definitions(session) in (None, monitor.catalogue.key):
            return None
        stopped = monitor.renewing is not None and not monitor.renewing.is_alive()
        return Renewal(*renewal.counts(session), stopped, monitor.renewing_stopped.is_set())


def stop_renewing(viewer: Viewer, monitor: Monitor) -> None:
    """Stops measuring by later definitions after the submission that it is at; what is done is kept, and the earlier figures serve."""
    access.require(viewer, "manage", viewer.body)
    monitor.renewing_stopped.set()


def renew_after_all(viewer: Viewer, monitor: Monitor) -> None:
    """Goes on where it stopped."""
    access.require(viewer, "manage", viewer.body)
    if monitor.renewing is not None and monitor.renewing_stopped.is_set():
        monitor.renewing.join()
        monitor.renewing_stopped.clear()
        renew_beside(monitor)


def may_stop_renewing(viewer: Viewer) -> bool:
    """Whether this viewer manages an organisation."""
    return access.has_right(viewer, "manage")


def renew(monitor: Monitor) -> int:
    """Measures everything that serves by the latest definitions; gives the number of submissions that were measured anew."""
    renewed = 0
    while renew_one(monitor):
        renewed += 1
    return renewed


def renew_beside(monitor: Monitor) -> None:
    """Does the same in a thread of its own, which ends when the monitor is closed."""
    monitor.renewing = threading.Thread(target=_renew_until_stopped, args=(monitor,), daemon=True, name="renewing")
    monitor.renewing.start()


def _renew_until_stopped(monitor: Monitor) -> None:
    try:
        while not (monitor.stopping.is_set() or monitor.renewing_stopped.is_set()) and renew_one(monitor):
            pass
    except Exception as fault:
        # The earlier figures go on serving; the next who opens the store goes on where this stopped.
        _LOG.error("measuring by later definitions stopped: %s", type(fault).__name__)


def renew_one(monitor: Monitor) -> bool:
    """Prepares one submission, or puts everything in place where all are prepared. Gives whether a submission was prepared."""
    target = monitor.catalogue.key
    with monitor.store.reading() as session:
        if registers.definitions(session) == target:
            if renewal.is_to_publish(session):
                _publish_all(monitor)
            return False
    with monitor.store.transaction() as session:
        renewal.begin(session, target)
        changed, gone = _difference(monitor, session)
        waiting = renewal.next_waiting(session)
        if waiting is not None:
            _prepare(monitor, session, waiting, changed)
            return True
        total = renewal.counts(session)[1]
        renewal.switch(session, [*(one.id for one in changed), *gone])
        registers.save_definitions(session, target)
        if total:
            registers.log(session, monitor.now(), "ambitiemonitor", "system", None, "renew_definitions", str(total))
    _publish_all(monitor)
    return False


def _publish_all(monitor: Monitor) -> None:
    """Publishes every body. Where this is broken off, whoever opens the store next does it again."""
    with monitor.store.reading() as session:
        bodies = registers.bodies(session)
    for body in bodies:
        publish(monitor, body)
    if monitor.publishing:
        with monitor.store.transaction() as session:
            renewal.mark_published(session)


def _difference(monitor: Monitor, session: Session) -> tuple[list[Indicator], list[str]]:
    """The indicators that have to be measured, and the ids of those that are no more."""
    current = monitor.catalogue.current
    known = registers.definitions(session)
    if known is None:
        return list(current.values()), []
    before = dict(pair.rsplit(":", 1) for pair in known.split(",") if pair)
    changed = [one for one in current.values() if before.get(one.id) != str(one.version)]
    return changed, [name for name in before if name not in current]


def _prepare(monitor: Monitor, session: Session, submission: str, changed: list[Indicator]) -> None:
    found = submissions.get(session, submission)
    assert found is not None
    body = next(one for one in registers.bodies(session) if one.id == found.body)
    _, known = known_for(session, body, submission, submissions.lines(session, submission), changed)
    renewal.add_evidence(session, submission, known.evidence)
    measuring.add(
        session, [submission], expressions_of(changed), suggestions(session, [submission]), beside=renewal.NEXT
    )
    renewal.mark_prepared(session, submission)
