"""A changed mapping applied to the lines that are stored: categories and exclusions at once, the sums at once or when they are asked for.

What shows how lines were bought does not rest on their category, so the evidence of the lines stays.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from kpi import evidence
from kpi.model import CATEGORY_FIELDS, Body, Knowledge, MappingRule, Viewer
from kpi.service.answers import EVERYONE, answered_once
from kpi.service.judging import publish
from kpi.service.knowing import measure
from kpi.service.monitor import Monitor
from kpi.store import classes, registers, submissions
from kpi.store.database import Session

LINE_FIELDS = ("line", "amount", *CATEGORY_FIELDS, "supplier", "kvk", "vat_number", "supplier_id", "cpv")
"""What the category of a line, and whether it is procurement, can rest on."""

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


def settle(monitor: Monitor) -> None:
    """Makes the sums of which the lines changed, and publishes them. Whoever shows figures asks for this first."""
    with monitor.settling:
        if monitor.stopping.is_set():
            return
        with monitor.store.reading() as session:
            if not classes.unmeasured(session):
                return
        with monitor.store.transaction() as session:
            waiting = classes.unmeasured(session)
            measure(monitor, session, waiting)
            classes.mark_measured(session)
            concerned = {found.body for one in waiting if (found := submissions.get(session, one))}
            bodies = [one for one in registers.bodies(session) if one.id in concerned]
        for body in bodies:
            publish(monitor, body)


def settle_later(monitor: Monitor) -> None:
    """Settles once nothing was decided for a while."""
    if monitor.timer:
        monitor.timer.cancel()
    monitor.timer = threading.Timer(QUIET_SECONDS, settle, [monitor])
    monitor.timer.daemon = True
    monitor.timer.start()
