"""Builds a store of example data by sending the generated files through kpi.service, as a person of each body would."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from kpi import service
from kpi.example import layouts, proof
from kpi.example.bodies import EVERYONE, LAST_YEAR, SEED, ExampleBody
from kpi.example.promises import commitment_files
from kpi.example.registrations import quantities_file
from kpi.example.spend import Line, booked
from kpi.language import message, plural_message
from kpi.model import Message, Role, Viewer
from kpi.service.monitor import Monitor

Progress = Callable[[int, int, Message], None]


@dataclass
class _Clock:
    """The moment at which the example says that something was done, so that every build tells the same story."""

    moment: datetime = datetime(2026, 11, 1)

    def __call__(self) -> datetime:
        return self.moment


def _unheard(done: int, total: int, text: Message) -> None:
    """For who does not want to hear how far it is."""


def build(
    monitor: Monitor, progress: Progress = _unheard, seed: int = SEED, bodies: Sequence[ExampleBody] = EVERYONE
) -> int:
    """Fills an empty store with the example bodies and years; gives the number of submissions.

    The files are our own, so they are read in this process; everything is measured once, at the end.
    `progress` hears how many submissions of how many are done, and what happens now. Raises Refusal where the service
    refuses a file, which is a defect of the example.
    """
    clock = _Clock()
    quiet = replace(monitor, isolated=False, measuring=False, publishing=False, now=clock)
    total, done = sum(len(proof.years(body)) for body in bodies), 0
    for body in bodies:
        by_year = {year: booked(body, year, seed) for year in proof.years(body)}
        progress(done, total, message("{body}: words, contracts, evidence and promises", body=body.name))
        _load(quiet, body, [line for found in by_year.values() for line in found], seed)
        for year, found in by_year.items():
            progress(done, total, message("{body}: spend of {year}", body=body.name, year=year))
            _submit(quiet, clock, body, year, layouts.write(body, year, found))
            done += 1
    for body in bodies:
        _merge(quiet, body, {one.id for one in bodies})
    progress(
        total, total, plural_message("Measuring {number} organisation", "Measuring {number} organisations", len(bodies))
    )
    service.measure_all(monitor)
    progress(
        total,
        total,
        plural_message(
            "Ready: {number} organisation, files: {count}",
            "Ready: {number} organisations, files: {count}",
            len(bodies),
            count=total,
        ),
    )
    return total


def _load(monitor: Monitor, body: ExampleBody, found: list[Line], seed: int) -> None:
    buyer = Viewer(f"Inkoop {body.name}", Role.BUYER, body.id)
    described = proof.body_file(body)
    service.load_body_file(buyer, monitor, described.name, described.content)
    if body.consent:
        service.save_body(buyer, monitor, replace(monitor.body(body.id), consent=frozenset({"*"})))
    words = proof.mapping_file(body)
    service.load_mapping_file(buyer, monitor, body.id, words.name, words.content)
    for file in (
        proof.contracts_file(body, seed, proof.years(body)),
        proof.suppliers_file(body, seed),
        proof.evidence_file(body, found, seed, proof.years(body)),
        quantities_file(body, seed, proof.years(body)),
    ):
        service.load_evidence_file(buyer, monitor, body.id, file.name, file.content)
    for file in commitment_files(body, seed) if body.merged_into is None else ():
        service.load_commitment_file(buyer, monitor, body.id, file.name, file.content)


def _merge(monitor: Monitor, body: ExampleBody, present: set[str]) -> None:
    """Says in whom a body went on, once both are there."""
    if body.merged_into in present:
        ended = replace(
            monitor.body(body.id), valid_to=date(body.last_year, 12, 31), successors=(str(body.merged_into),)
        )
        service.save_body(Viewer(f"Inkoop {body.name}", Role.BUYER, body.id), monitor, ended)


def _submit(monitor: Monitor, clock: _Clock, body: ExampleBody, year: int, file: layouts.File) -> None:
    state = body.last_state if year == LAST_YEAR else "final"
    clock.moment = datetime(year, 10, 6, 9, 30) if state == "open" else datetime(year + 1, 3, 12, 10, 15)
    unstated = body.system(year) == "visma" and year == body.first_year
    service.submit(
        Viewer(f"Inkoop {body.name}", Role.BUYER, body.id),
        monitor,
        body.id,
        year,
        file.name,
        file.content,
        answers={"amount_basis": "net"} if unstated else None,
        complete=state != "open",
    )
    if state == "final":
        clock.moment = datetime(year + 1, 3, 14, 15, 0)
        service.certify(Viewer(f"Controller {body.name}", Role.CONTROLLER, body.id), monitor, body.id, year)
