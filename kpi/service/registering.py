"""What a body registers as evidence, and all that it knows; each change is measured at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kpi import access, evidence
from kpi.language import message, plural_message
from kpi.model import Figure, Finding, Knowledge, Message, RegisteredQuantity, Suggestion, Unit, Viewer
from kpi.reference import quantities, units
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge, measure, register_quantities, touched_submissions
from kpi.service.monitor import Loaded, Monitor
from kpi.service.reading_registers import read_register
from kpi.store import registers, submissions


def load_evidence_file(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    register: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Loaded:
    """Loads a register (docs/files.md): the one that is named, else the one that the columns say. The conflicts that are new are told."""
    access.require(viewer, "classify", body)
    forms = evidence.forms_to_try(register)
    file = read_register(monitor, monitor.body(body), name, content, forms, answers)
    added, odd = file.checked(), file.understood.findings
    before = evidence.conflicts(knowledge(viewer, monitor, body))
    rows = len(added.evidence) + len(added.contracts) + len(added.suppliers) + len(added.quantities)
    add_knowledge(viewer, monitor, body, "evidence", name, added)
    known = {one.message.en for one in before} | {one.message.en for one in odd}
    after = evidence.conflicts(knowledge(viewer, monitor, body))
    told = [_with_cells(name, one) for one in odd] + [one.message for one in after if one.message.en not in known]
    return Loaded(
        message(
            "{name}: {evidence}, {contracts}, {suppliers}, {quantities}.",
            name=name,
            evidence=plural_message("{number} piece of evidence", "{number} pieces of evidence", len(added.evidence)),
            contracts=plural_message("{number} contract", "{number} contracts", len(added.contracts)),
            suppliers=plural_message("{number} supplier", "{number} suppliers", len(added.suppliers)),
            quantities=plural_message("{number} quantity", "{number} quantities", len(added.quantities)),
        ),
        rows,
        told=tuple(told),
    )


def _with_cells(name: str, finding: Finding) -> Message:
    if not finding.cells:
        return finding.message
    return message("{file}, {cells}: {told}", file=name, cells=", ".join(finding.cells), told=finding.message)


def register_quantity(viewer: Viewer, monitor: Monitor, body: str, values: Mapping[str, str]) -> None:
    """Keeps one quantity that was typed on the screen, under the names of the columns of a file (docs/files.md)."""
    access.require(viewer, "classify", body)
    typed = evidence.quantity_of(values, monitor.body(body))
    add_knowledge(viewer, monitor, body, "evidence", "", Knowledge(quantities=(typed,)))


def knowledge(viewer: Viewer, monitor: Monitor, body: str) -> Knowledge:
    """All that the body has decided and registered, the latest of each."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return registers.knowledge(session, body)[1]


def registered_quantities(viewer: Viewer, monitor: Monitor, figure: Figure) -> list[RegisteredQuantity]:
    """The registrations that a figure rests on: those of its department, or of all."""
    access.require(viewer, "see_figures", figure.body.id)
    asked = figure.indicator.quantity
    with monitor.store.reading() as session:
        known = registers.knowledge(session, figure.body.id)[1].quantities
    return [
        one
        for one in known
        if asked is not None
        and one.quantity in (asked.part, asked.whole)
        and one.year == figure.year
        and figure.department in (None, one.department)
    ]


def quantity_names() -> dict[str, tuple[Message, Unit]]:
    """The quantities that may be registered, with their units. Open to everyone."""
    return {name: (one.name, units()[one.unit]) for name, one in quantities().items()}


def knowledge_files(viewer: Viewer, monitor: Monitor, body: str) -> list[dict[str, Any]]:
    """The files that were loaded, oldest first: number, kind, name, loaded_by, loaded_at."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return registers.knowledge_files(session, body)


def add_knowledge(viewer: Viewer, monitor: Monitor, body: str, kind: str, name: str, added: Knowledge) -> None:
    """Keeps what was added, and measures the submissions that it is about anew; the others keep their sums. All or nothing."""
    known = monitor.body(body)
    with monitor.store.transaction() as session:
        before = registers.knowledge(session, body)[1]
        registers.add_knowledge(session, body, kind, name, viewer.name, monitor.now(), added)
        after = registers.knowledge(session, body)[1]
        touched = touched_submissions(session, body, before, after)
        apply_knowledge(monitor, session, known, {one: submissions.lines(session, one) for one in touched})
        if added.quantities:
            register_quantities(session, body)
        monitor.log(session, viewer, body, "load_" + kind, name)
    publish(monitor, known)


def measure_all(monitor: Monitor) -> None:
    """Measures and publishes every body at once, after many changes with a monitor that was not measuring."""
    with monitor.store.transaction() as session:
        measure(monitor, session, [one.id for one in submissions.serving(session)])
        bodies = registers.bodies(session)
    for body in bodies:
        publish(monitor, body)


def suggest(text: str) -> Suggestion:
    """What a category text probably is. Open to everyone: it rests on our own lists only."""
    return evidence.suggest(text)


def exclusion_names() -> dict[str, Message]:
    """The words for the reasons for which a line is no procurement."""
    return {
        "salary": message("salaries and social charges"),
        "subsidy": message("subsidies"),
        "benefit": message("benefits"),
        "tax": message("taxes"),
        "transfer": message("transfers to other governments"),
        "internal": message("internal charges"),
        "finance": message("finance: loans, interest, deposits"),
        "compensation": message("compensation and fines"),
    }
