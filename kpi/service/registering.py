"""What a body decides about its own words and registers as evidence; each change is measured at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from kpi import access, evidence
from kpi.language import message
from kpi.model import Figure, Knowledge, MappingRule, Message, RegisteredQuantity, Suggestion, Unit, Viewer
from kpi.reference import quantities, units
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge, measure, register_quantities
from kpi.service.monitor import Loaded, Monitor
from kpi.service.reading_registers import read_register
from kpi.store import registers, submissions


def load_mapping_file(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None = None
) -> Loaded:
    """Loads a body's text-to-category and text-to-exclusion rules (docs/files.md)."""
    access.require(viewer, "classify", body)
    form = evidence.forms_to_try("rule")
    rules = read_register(monitor, monitor.body(body), name, content, form, answers).checked().mapping
    _add(viewer, monitor, body, "map", name, Knowledge(mapping=rules))
    return Loaded(message("{name}: {count} rules for your own words.", name=name, count=len(rules)), len(rules))


def add_mapping(viewer: Viewer, monitor: Monitor, body: str, rules: Sequence[MappingRule]) -> None:
    """Keeps rules that a person confirmed on the screen. A rule without category and exclusion takes one back."""
    access.require(viewer, "classify", body)
    _add(viewer, monitor, body, "map", "", Knowledge(mapping=tuple(rules)))


def load_evidence_file(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    register: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> Loaded:
    """Loads a register (docs/files.md): the one that is named, else the one that the columns say."""
    access.require(viewer, "classify", body)
    forms = evidence.forms_to_try(register)
    added = read_register(monitor, monitor.body(body), name, content, forms, answers).checked()
    rows = len(added.evidence) + len(added.contracts) + len(added.suppliers) + len(added.quantities)
    _add(viewer, monitor, body, "evidence", name, added)
    return Loaded(
        message(
            "{name}: {evidence} pieces of evidence, {contracts} contracts, {suppliers} suppliers, {quantities} quantities.",
            name=name,
            evidence=len(added.evidence),
            contracts=len(added.contracts),
            suppliers=len(added.suppliers),
            quantities=len(added.quantities),
        ),
        rows,
    )


def register_quantity(viewer: Viewer, monitor: Monitor, body: str, values: Mapping[str, str]) -> None:
    """Keeps one quantity that was typed on the screen, under the names of the columns of a file (docs/files.md)."""
    access.require(viewer, "classify", body)
    typed = evidence.quantity_of(values, monitor.body(body))
    _add(viewer, monitor, body, "evidence", "", Knowledge(quantities=(typed,)))


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


def _add(viewer: Viewer, monitor: Monitor, body: str, kind: str, name: str, added: Knowledge) -> None:
    known = monitor.body(body)
    with monitor.store.transaction() as session:
        registers.add_knowledge(session, body, kind, name, viewer.name, monitor.now(), added)
        if added != Knowledge(quantities=added.quantities):
            apply_knowledge(monitor, session, known, submissions.lines_of_serving(session, body))
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


@dataclass(frozen=True)
class OpenGroup:
    """One of a body's own texts that has no category yet; without a text the supplier's lines, and no suggestion."""

    text: str | None
    supplier: str | None
    cents: int
    lines: int
    suppliers: int
    departments: tuple[str, ...]
    suggestion: Suggestion | None


@dataclass(frozen=True)
class Worklist:
    """What is still open, most euros first.

    `kept` of `decided`: of this body's decisions on texts for which the two sources of suggestions agree, those that are what was
    suggested.
    """

    total_cents: int
    classified: Fraction | None  # of the procurement spend; None without spend
    groups: tuple[OpenGroup, ...]
    group_count: int
    kept: int
    decided: int


def worklist(
    viewer: Viewer, monitor: Monitor, body: str, year: int, department: str | None = None, limit: int = 50
) -> Worklist:
    """The open texts of a year in order of euros. Texts with a supplier stand alone where a line has no text at all."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        spend = submissions.spend(session, served).get((body, year), (0, 0))[0]
        found = submissions.open_groups(session, served, department)
        mapping = registers.knowledge(session, body)[1].mapping
    groups = tuple(
        OpenGroup(
            text=row["text"],
            supplier=row["supplier"],
            cents=int(row["cents"]),
            lines=row["lines"],
            suppliers=row["suppliers"],
            departments=tuple(sorted(row["departments"], key=lambda name: (not name, name)))
            if row["departments"] != [""]
            else (),
            suggestion=evidence.suggest(row["category_text"]) if row["category_text"] else None,
        )
        for row in found[:limit]
    )
    absolute = sum(abs(int(row["cents"])) for row in found)
    decided = [rule for rule in mapping if _is_agreed(rule)]
    return Worklist(
        total_cents=sum(int(row["cents"]) for row in found),
        classified=max(Fraction(0), 1 - Fraction(absolute, spend)) if spend > 0 else None,
        groups=groups,
        group_count=len(found),
        kept=sum(_is_suggested(rule) for rule in decided),
        decided=len(decided),
    )


def _is_agreed(rule: MappingRule) -> bool:
    decides = bool(rule.cpv or rule.exclusion)
    return decides and rule.text is not None and rule.supplier is None and evidence.suggest(rule.text).agreed


def _is_suggested(rule: MappingRule) -> bool:
    """Whether a decision is what was suggested, or says it more precisely."""
    suggested = evidence.suggest(rule.text or "")
    if suggested.exclusion:
        return rule.exclusion == suggested.exclusion
    return (rule.cpv or "").startswith(suggested.cpv or "no category")


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
