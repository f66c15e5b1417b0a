"""A changed mapping applied to the lines that are stored: categories and exclusions at once, the sums at once or when they are asked for.

What shows how lines were bought does not rest on their category, so the evidence of the lines stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from kpi import access, evidence
from kpi.model import CATEGORY_FIELDS, Body, Knowledge, MappingRule, Viewer
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.beside import Work
from kpi.service.judging import publish
from kpi.service.knowing import measure
from kpi.service.monitor import Monitor
from kpi.store import classes, registers, submissions
from kpi.store.database import Session

LINE_FIELDS = ("line", "amount", *CATEGORY_FIELDS, "supplier", "kvk", "vat_number", "supplier_id", "cpv")
"""What the category of a line, and whether it is procurement, can rest on."""

SETTLING = "settle"
"""Under which making the sums is done beside the pages."""

LINES_AT_ONCE = 100_000
"""Of which the sums are made in one go, in some half a second; between two goes it is told how far it is, and it can be stopped."""

QUIET_SECONDS = 5.0
"""So long after the last decision the sums are made anew, also where nobody asks for them."""


def reclassify(session: Session, monitor: Monitor, body: Body, rules: Sequence[MappingRule], number: int) -> None:
    """Applies these rules, which the body's knowledge holds as version `number`, to all lines of it that count."""
    knows = registers.knowledge(session, body.id)[1]
    texts = _texts(rules, knows)
    changed = []
    for one in submissions.serving(session, body.id):
        lines = classes.lines(session, one.id, list(dict.fromkeys(LINE_FIELDS)), texts)
        whole = next((left.reason for left in knows.left_out if (left.kind, left.value) == ("file", one.id)), None)
        if lines.num_rows and classes.replace(session, one.id, evidence.classes(lines, body, knows, whole)):
            changed.append(one.id)
    classes.rest_on(session, body.id, number)
    if not monitor.measuring:
        return
    if monitor.beside:
        classes.mark_unmeasured(session, changed)
    else:
        measure(monitor, session, changed)


def _texts(rules: Sequence[MappingRule], knows: Knowledge) -> list[str] | None:
    """The texts of which lines can change; None where suppliers play a part: who is who shows from all lines together."""
    if any(rule.supplier for rule in (*rules, *knows.mapping)):
        return None
    return sorted({evidence.normal_text(rule.text) for rule in rules if rule.text})


def unsettled(monitor: Monitor) -> int:
    """Of how many submissions the lines changed and the sums do not follow yet."""
    return _unsettled(EVERYONE, monitor)


@answered_once
def _unsettled(viewer: Viewer, monitor: Monitor) -> int:
    with monitor.store.reading() as session:
        return len(classes.unmeasured(session))


def settle(monitor: Monitor, progress: Callable[[int, int], None] | None = None) -> None:
    """Makes the sums of which the lines changed, and publishes them. Whoever shows figures asks for this first.

    `progress` hears how many submissions are done, and of how many; until the last one is, the sums of before serve, also where it raises.
    """
    with monitor.settling:
        if monitor.stopping.is_set():
            return
        with monitor.store.reading() as session:
            if not classes.unmeasured(session):
                return
        with monitor.store.transaction() as session:
            waiting = classes.unmeasured(session)
            told = progress or (lambda done, total: None)
            told(0, len(waiting))
            done = 0
            for some in _together(classes.line_counts(session, waiting)):
                measure(monitor, session, some)
                done += len(some)
                told(done, len(waiting))  # whoever stopped it while the last ones were made is heard too
            classes.mark_measured(session)
            concerned = {found.body for one in waiting if (found := submissions.get(session, one))}
            bodies = [one for one in registers.bodies(session) if one.id in concerned]
        for body in bodies:
            publish(monitor, body)


def _together(lines: Mapping[str, int]) -> list[list[str]]:
    """The submissions in groups of not many more than LINES_AT_ONCE lines: each group costs as much as many lines."""
    groups: list[list[str]] = []
    held = LINES_AT_ONCE
    for one, count in lines.items():
        if held >= LINES_AT_ONCE:
            groups.append([])
            held = 0
        groups[-1].append(one)
        held += count
    return groups


def settle_later(monitor: Monitor) -> None:
    """Settles once nothing was decided for a while."""
    if monitor.timer:
        monitor.timer.cancel()
    monitor.settling_stopped = False
    monitor.timer = threading.Timer(QUIET_SECONDS, _begin, [monitor])
    monitor.timer.daemon = True
    monitor.timer.start()


def settling(viewer: Viewer, monitor: Monitor, patience: float) -> Work | None:
    """How far making the sums is after `patience` seconds, begun where that was not done; None once they follow the lines, and where
    somebody stopped it. Raises, once, what went wrong. Open to everyone.
    """
    if not unsettled(monitor) or monitor.settling_stopped:
        return None
    found = _begin(monitor)
    found.finished.wait(patience)
    return None if monitor.work.get(SETTLING) is None or found.finished.is_set() else found


def _begin(monitor: Monitor) -> Work:
    found = monitor.work.get(SETTLING)
    if found is not None and found.finished.is_set():
        monitor.work.remove(SETTLING)
    work = Work("", max(unsettled(monitor), 1), monitor.store.data_version)

    def told(done: int, total: int) -> None:
        work.total = total  # other decisions may have come in between
        work.told(done)

    return monitor.work.start(SETTLING, work, lambda: settle(monitor, told))


def settling_stopped(viewer: Viewer, monitor: Monitor) -> int:
    """Of how many submissions the figures are those of before the latest decisions, because somebody stopped working them out. Open to everyone."""
    return unsettled(monitor) if monitor.settling_stopped else 0


def may_stop_settling(viewer: Viewer) -> bool:
    """Whether this viewer decides about words, and so whether the sums follow them now."""
    return access.has_right(viewer, "classify")


def stop_settling(viewer: Viewer, monitor: Monitor) -> None:
    """Makes the sums no further, until somebody asks or decides something: the figures of before serve."""
    access.require(viewer, "classify", viewer.body)
    monitor.settling_stopped = True
    if monitor.timer:
        monitor.timer.cancel()
    monitor.work.remove(SETTLING)


def settle_after_all(viewer: Viewer, monitor: Monitor) -> None:
    """Takes back that it was stopped."""
    access.require(viewer, "classify", viewer.body)
    monitor.settling_stopped = False
