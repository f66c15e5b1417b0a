"""One body helps another: its mapping as a file, and a mapping from elsewhere as suggestions with their origin, to confirm."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping

from kpi import access, evidence
from kpi.language import message, plural_message
from kpi.model import EXCLUSION_REASONS, BodyKind, MappingRule, Refusal, Viewer
from kpi.service.mapping import read_rules
from kpi.service.monitor import Loaded, Monitor
from kpi.store import borrowed, registers

RIJK = "Rijk"


def export_mapping(viewer: Viewer, monitor: Monitor, body: str) -> bytes:
    """What this body decided about its texts, as a file for `map` (docs/files.md). Decisions about suppliers stay inside the body."""
    access.require(viewer, "classify", body)
    with monitor.store.reading() as session:
        mapping = registers.knowledge(session, body)[1].mapping
    kept = [
        rule
        for rule in mapping
        if rule.text and not rule.supplier and (rule.cpv or rule.exclusion in EXCLUSION_REASONS)
    ]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["text", "cpv", "exclusion"])
    writer.writerows((rule.text, rule.cpv or "", rule.exclusion or "") for rule in kept)
    return out.getvalue().encode("utf-8-sig")


def borrow_mapping(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None = None
) -> Loaded:
    """Keeps the mapping in a file as suggestions whose origin is the name of the file. Nothing is decided by it."""
    access.require(viewer, "classify", body)
    return _borrow(viewer, monitor, body, name, read_rules(monitor, body, name, content, answers))


def ready_mappings(viewer: Viewer, monitor: Monitor, body: str) -> list[str]:
    """The mappings that come with the program and fit this body, by name."""
    access.require(viewer, "see_lines", body)
    return [RIJK] if monitor.body(body).kind is BodyKind.MINISTRY else []


def borrow_ready(viewer: Viewer, monitor: Monitor, body: str, name: str) -> Loaded:
    """Borrows a mapping that comes with the program."""
    access.require(viewer, "classify", body)
    if name != RIJK:
        raise Refusal(
            "unknown_mapping",
            message("There is no ready mapping “{found}”. Expected: {known}.", found=name, known=RIJK),
        )
    return _borrow(viewer, monitor, body, name, evidence.rijk_mapping())


def _borrow(viewer: Viewer, monitor: Monitor, body: str, origin: str, rules: Iterable[MappingRule]) -> Loaded:
    rows = [
        (evidence.normal_text(rule.text), rule.cpv, rule.exclusion) for rule in rules if rule.text and not rule.supplier
    ]
    with monitor.store.transaction() as session:
        borrowed.keep(session, body, origin, rows, viewer.name, monitor.now())
        monitor.log(session, viewer, body, "borrow_mapping", origin)
    return Loaded(
        plural_message(
            "{name}: {number} text as a suggestion. Confirm it in the list.",
            "{name}: {number} texts as suggestions. Confirm them in the list.",
            len(rows),
            name=origin,
        ),
        len(rows),
    )


def borrowed_mappings(viewer: Viewer, monitor: Monitor, body: str) -> dict[str, int]:
    """The origins of what this body borrowed, with the number of their texts."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return dict(Counter(row["origin"] for row in borrowed.all_of(session, body)))


def return_mapping(viewer: Viewer, monitor: Monitor, body: str, origin: str) -> None:
    """Suggests no longer what was borrowed from there. What was confirmed stays."""
    access.require(viewer, "classify", body)
    with monitor.store.transaction() as session:
        borrowed.forget(session, body, origin)
        monitor.log(session, viewer, body, "return_mapping", origin)
