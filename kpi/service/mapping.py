"""What a body decides about its own words: each time a version of its mapping, with who and when, that can be undone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kpi import access, evidence
from kpi.language import message, plural_message
from kpi.model import Knowledge, MappingRule, Refusal, Viewer
from kpi.service.judging import publish
from kpi.service.monitor import Loaded, Monitor
from kpi.service.reading_registers import read_register
from kpi.service.reclassifying import reclassify, settle_later
from kpi.store import registers
from kpi.store.together import decision_key


@dataclass(frozen=True)
class MappingVersion:
    """Decisions that were made at once. `name` is the file that they came from; empty: on the screen.

    `holding` are those that no later decision replaced; only these can be undone.
    """

    number: int
    name: str
    by: str
    at: datetime
    rules: tuple[MappingRule, ...]
    holding: tuple[MappingRule, ...]


def load_mapping_file(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None = None
) -> Loaded:
    """Loads a body's text-to-category and text-to-exclusion rules (docs/files.md)."""
    access.require(viewer, "classify", body)
    rules = read_rules(monitor, body, name, content, answers)
    keep_mapping(viewer, monitor, body, rules, name)
    return Loaded(
        plural_message(
            "{name}: {number} rule for your own words.",
            "{name}: {number} rules for your own words.",
            len(rules),
            name=name,
        ),
        len(rules),
    )


def read_rules(
    monitor: Monitor, body: str, name: str, content: bytes, answers: Mapping[str, str] | None = None
) -> tuple[MappingRule, ...]:
    """The rules in a file. Raises Refusal that names the cell, what was found and what was expected."""
    form = evidence.forms_to_try("rule")
    return read_register(monitor, monitor.body(body), name, content, form, answers).checked().mapping


def add_mapping(viewer: Viewer, monitor: Monitor, body: str, rules: Sequence[MappingRule]) -> int:
    """Keeps rules that a person confirmed on the screen; the number of this version. A rule that decides nothing takes one back."""
    access.require(viewer, "classify", body)
    return keep_mapping(viewer, monitor, body, rules)


def keep_mapping(viewer: Viewer, monitor: Monitor, body: str, rules: Sequence[MappingRule], name: str = "") -> int:
    """Keeps rules as the next version, and works out what follows from them. The caller asked for access."""
    known = monitor.body(body)
    with monitor.store.transaction() as session:
        added = Knowledge(mapping=tuple(rules))
        number = registers.add_knowledge(session, body, "map", name, viewer.name, monitor.now(), added)
        reclassify(session, monitor, known, rules, number)
        monitor.log(session, viewer, body, "load_map", name)
    if monitor.beside:
        settle_later(monitor)
    else:
        publish(monitor, known)
    return number


def mapping_versions(viewer: Viewer, monitor: Monitor, body: str) -> list[MappingVersion]:
    """Every time that this body decided about its own words, newest first."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        files = registers.mapping_files(session, body)
    last = {decision_key(rule): row["number"] for row, rules in files for rule in rules}
    return [
        MappingVersion(
            number=row["number"],
            name=row["name"],
            by=row["loaded_by"],
            at=row["loaded_at"],
            rules=rules,
            holding=tuple(rule for rule in rules if last[decision_key(rule)] == row["number"]),
        )
        for row, rules in reversed(files)
    ]


def undo_mapping(viewer: Viewer, monitor: Monitor, body: str, number: int) -> int:
    """Puts back what held before a version, for each of its decisions that still holds; the number of the version that does so.

    Raises Refusal where nothing of that version holds any more.
    """
    access.require(viewer, "classify", body)
    undone = next((one for one in mapping_versions(viewer, monitor, body) if one.number == number), None)
    if undone is None or not undone.holding:
        raise Refusal(
            "nothing_to_undo",
            message(
                "Later decisions took the place of this one, so there is nothing to undo. Undo the later ones first."
            ),
        )
    with monitor.store.reading() as session:
        earlier = registers.knowledge(session, body, number - 1)[1].mapping
    before = {decision_key(rule): rule for rule in earlier}
    back = [before.get(decision_key(rule), MappingRule(rule.text, rule.supplier)) for rule in undone.holding]
    return keep_mapping(viewer, monitor, body, back)
