"""What a body registered as evidence: looked at before it is kept, listed with where it came from, withdrawn, and conflicts decided."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kpi import access, evidence
from kpi.language import message
from kpi.model import (
    Contract,
    Evidence,
    Knowledge,
    Message,
    Refusal,
    RegisterCell,
    RegisterColumn,
    RegisterRow,
    RegisterTable,
    Ruling,
    Viewer,
)
from kpi.service import reasons
from kpi.service.mapping import add_mapping
from kpi.service.monitor import Loaded, Monitor
from kpi.service.reading_registers import RegisterFile, read_register
from kpi.service.registering import add_knowledge
from kpi.store import registers
from kpi.store.together import Registered, Thing, thing_id

OWN_WORDS = "rule"
"""The register of a body's own words; all others are evidence."""


@dataclass(frozen=True)
class RegisterPreview:
    """What a file would add, before anything is kept. `conflicts` are those that would be new with it."""

    file: RegisterFile
    rows: int
    new: int
    changed: int
    same: int
    set_aside: int  # things of the file that a person set aside before: they stay so
    conflicts: tuple[Message, ...]
    reading: str  # what was previewed, to compare with what is kept

    @property
    def may_be_kept(self) -> bool:
        return not self.file.questions and not self.file.understood.errors


@dataclass(frozen=True)
class ListedConflict:
    """A conflict, the things that it is between, and what a person decided about it."""

    id: str
    kind: str
    message: Message
    both_may_hold: bool
    between: tuple[Registered, ...]
    ruling: Ruling | None
    ruled_by: str = ""
    ruled_at: datetime | None = None


def preview_register(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    name: str,
    content: bytes,
    register: str | None = None,
    answers: Mapping[str, str] | None = None,
) -> RegisterPreview:
    """What was understood of a file, without keeping anything. Raises Refusal where it cannot be read at all."""
    access.require(viewer, "classify", body)
    file = read_register(monitor, monitor.body(body), name, content, evidence.forms_to_try(register), answers)
    added = file.understood.knowledge
    with monitor.store.reading() as session:
        known = {one.id: one for one in registers.registered(session, body)}
        before = registers.knowledge(session, body)[1]
    said: tuple[Thing, ...] = (*added.evidence, *added.contracts, *added.suppliers, *added.quantities)
    things = {thing_id(one): one for one in said}
    rules = {(one.text, one.supplier): one for one in before.mapping}
    listed: list[tuple[object, object]] = [(one, rules.get((one.text, one.supplier))) for one in added.mapping]
    listed += [(one, known[key].thing if key in known else None) for key, one in things.items()]
    old = {one.message.en for one in evidence.conflicts(before)}
    new = [one.message for one in evidence.conflicts(_beside(before, added)) if one.message.en not in old]
    told = {finding.message.en for finding in file.understood.findings}
    return RegisterPreview(
        file=file,
        rows=sum(len(table.rows) for table in file.tables),
        new=sum(kept is None for _, kept in listed),
        changed=sum(kept is not None and kept != one for one, kept in listed),
        same=sum(kept == one for one, kept in listed),
        set_aside=sum(key in known and known[key].ruling is not None for key in things),
        conflicts=tuple(one for one in new if one.en not in told),
        reading=hashlib.sha256(content).hexdigest(),
    )


def _beside(before: Knowledge, added: Knowledge) -> Knowledge:
    """The evidence and contracts that would stand beside each other."""
    said: tuple[Thing, ...] = (*added.evidence, *added.contracts)
    replaced = {thing_id(one) for one in said}
    return Knowledge(
        evidence=(*(one for one in before.evidence if thing_id(one) not in replaced), *added.evidence),
        contracts=(*(one for one in before.contracts if thing_id(one) not in replaced), *added.contracts),
    )


def register_typed(viewer: Viewer, monitor: Monitor, body: str, register: str, values: Mapping[str, str]) -> Loaded:
    """Keeps one row of a register that was typed on the screen, under the names of the columns, as a file with one row would be."""
    access.require(viewer, "classify", body)
    where, what = message("The form"), message("what you typed")
    cells = {name: RegisterCell(text.strip()) for name, text in values.items() if text.strip()}
    columns = tuple(RegisterColumn(name, name, "", what) for name in values)
    form = evidence.register_forms()[register]
    for needed in form.needed:
        if not cells.keys() & set(needed):
            raise Refusal(
                "own_file",
                message("The form: found nothing under {columns}, expected a value.", columns=", ".join(needed)),
            )
    table = RegisterTable(where.en, register, None, columns, (RegisterRow(what, cells),))
    added = evidence.understand((table,), monitor.body(body)).checked()
    if added == Knowledge():
        raise Refusal("own_file", message("What you typed is about none of the properties that ambitions ask for."))
    if register == OWN_WORDS:
        add_mapping(viewer, monitor, body, added.mapping)
    else:
        add_knowledge(viewer, monitor, body, "evidence", "", added)
    return Loaded(message("One row was registered."), 1)


def registered_things(viewer: Viewer, monitor: Monitor, body: str) -> tuple[Registered, ...]:
    """Everything that is registered, also what was set aside, each with its file, its date and who loaded it."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        return registers.registered(session, body)


def set_aside(viewer: Viewer, monitor: Monitor, body: str, thing: str, reason: str) -> None:
    """Withdraws a registered thing: it counts no longer, and stays listed with the reason."""
    access.require(viewer, "classify", body)
    _thing(viewer, monitor, body, thing)
    _rule(viewer, monitor, body, Ruling(thing, (thing,), reasons.given(reason)))


def put_back(viewer: Viewer, monitor: Monitor, body: str, ruling: str) -> None:
    """Undoes a ruling, about a thing that was withdrawn or about a conflict."""
    access.require(viewer, "classify", body)
    with monitor.store.reading() as session:
        standing = {one.subject: one for one in registers.knowledge(session, body)[1].rulings}
    if ruling not in standing:
        raise Refusal(
            "nothing_decided", message("Nothing was decided about this. Look again: somebody may have undone it.")
        )
    _rule(viewer, monitor, body, replace(standing[ruling], undone=True))


def end_on(viewer: Viewer, monitor: Monitor, body: str, thing: str, last_day: date, reason: str) -> None:
    """Says that a piece of evidence or a contract holds up to and including a day. The earlier one is set aside with the reason."""
    access.require(viewer, "classify", body)
    found = _thing(viewer, monitor, body, thing).thing
    why = reasons.given(reason)
    first = found.valid_from if isinstance(found, Evidence) else found.start if isinstance(found, Contract) else None
    if not isinstance(found, (Evidence, Contract)) or (first and first > last_day):
        raise Refusal("cannot_end", message("This cannot end on that day: it has no period, or begins later."))
    if isinstance(found, Contract):
        clauses = [
            one.thing
            for one in registered_things(viewer, monitor, body)
            if isinstance(one.thing, Evidence) and (one.thing.subject, one.thing.kind, one.thing.key) == ("contract", "contract", found.number)
        ]  # fmt: skip
        own = tuple(one for one in clauses if one.supplier in (None, found.supplier))
        added = Knowledge(contracts=(replace(found, end=last_day),), evidence=own)
    else:
        ended = replace(found, valid_to=last_day)
        added = Knowledge(evidence=(ended,), rulings=(Ruling(thing, (thing,), why),) if ended != found else ())
    add_knowledge(viewer, monitor, body, "evidence", "", added)


def evidence_conflicts(viewer: Viewer, monitor: Monitor, body: str) -> tuple[ListedConflict, ...]:
    """The conflicts in what is registered, open ones first: those of which no side was set aside and about which nothing was decided."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        things = {one.id: one for one in registers.registered(session, body)}
        rulings = {one.subject: one for one in registers.knowledge(session, body)[1].rulings}
        who = registers.ruled_by(session, body)
    everything = Knowledge(
        evidence=tuple(one.thing for one in things.values() if isinstance(one.thing, Evidence)),
        contracts=tuple(one.thing for one in things.values() if isinstance(one.thing, Contract)),
    )
    listed = []
    for one in evidence.conflicts(everything):
        between = tuple(things[thing_id(thing)] for thing in one.between)
        identity = conflict_id([thing.id for thing in between])
        ruling = rulings.get(identity)
        standing = [thing for thing in between if thing.ruling is None]
        if ruling is None and len(standing) < 2:
            continue  # settled by withdrawing one of them
        by, at = who.get(identity, ("", None))
        listed.append(ListedConflict(identity, one.kind, one.message, one.both_may_hold, between, ruling, by, at))
    return tuple(sorted(listed, key=lambda one: one.ruling is not None))


def conflict_id(things: Sequence[str]) -> str:
    """The id of a conflict between these things."""
    return f"k-{hashlib.sha256(' '.join(sorted(things)).encode()).hexdigest()[:16]}"


def decide_conflict(viewer: Viewer, monitor: Monitor, body: str, conflict: str, holds: str | None, reason: str) -> None:
    """Decides which thing of a conflict holds (the others are set aside), or with None that all of them do."""
    access.require(viewer, "classify", body)
    found = {one.id: one for one in evidence_conflicts(viewer, monitor, body)}.get(conflict)
    if found is None:
        raise Refusal("no_conflict", message("This conflict is gone. Look again: somebody may have settled it."))
    ids = [one.id for one in found.between]
    if (holds is None and not found.both_may_hold) or (holds is not None and holds not in ids):
        raise Refusal("choose_one", message("Choose which of these holds."))
    aside = tuple(one for one in ids if one != holds) if holds is not None else ()
    _rule(viewer, monitor, body, Ruling(conflict, aside, reasons.given(reason)))


def _rule(viewer: Viewer, monitor: Monitor, body: str, ruling: Ruling) -> None:
    add_knowledge(viewer, monitor, body, "ruling", "", Knowledge(rulings=(ruling,)))


def _thing(viewer: Viewer, monitor: Monitor, body: str, identity: str) -> Registered:
    for one in registered_things(viewer, monitor, body):
        if one.id == identity:
            return one
    raise Refusal(
        "not_registered", message("This is not registered any more. Look again: somebody may have changed it.")
    )
