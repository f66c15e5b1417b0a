"""The spend of a body in a year, line by line, with what is true of each line.

Every line carries what the generator knows of it, so that tests can add up independently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from kpi.example.bodies import LAST_YEAR, ExampleBody, ExampleDepartment
from kpi.example.firms import Firm, payee
from kpi.example.standing import CLAIMED, MET, NOT_MET, OPEN, Finding, finding
from kpi.example.supply import (
    BY_LINE,
    DECIDED,
    Stream,
    Term,
    decided_not,
    in_prices_of,
    statement,
    stream_cents,
    streams,
    terms,
)
from kpi.example.words import LEFT_OUT, LOOKUP, Category

LABELS = {"fairtrade": ("Max Havelaar", "Fairtrade"), "certified_timber": ("FSC", "PEFC")}


Known = tuple[str | None, Mapping[str, Finding]]


@dataclass(frozen=True)
class Line:
    """One invoice line as booked, with the truth about it."""

    body: str
    year: int
    department: ExampleDepartment
    category: str  # a key of words.LOOKUP
    firm: Firm
    contract: str | None
    invoice: str
    invoice_date: date
    booking_date: date
    cents: int
    label: str | None
    known: Mapping[str, Finding]

    @property
    def cpv(self) -> str | None:
        """The code that a buyer would give it; None for vague words and for what is no procurement."""
        category = LOOKUP[self.category]
        return category.cpv if isinstance(category, Category) else None


def booked(body: ExampleBody, year: int, seed: int) -> tuple[Line, ...]:
    """The lines that a body exports of a year, under the departments of then; the last year of one body runs to the end of
    September only.
    """
    found = tuple(_as_then(body, line) for line in lines(body, year, seed))
    if year == LAST_YEAR and body.last_state == "open":
        return tuple(line for line in found if line.booking_date.month <= 9)
    return found


def _as_then(body: ExampleBody, line: Line) -> Line:
    for former in body.former_departments:
        bought = former.renamed or line.category in former.categories
        if line.year <= former.until and line.department.id == former.now and bought:
            line = replace(line, department=former.department)
    return line


def lines(body: ExampleBody, year: int, seed: int) -> tuple[Line, ...]:
    """Everything that a body booked in a year, in the order of booking."""
    contracts = {
        (term.stream.number, each): term
        for term in terms(body, seed)
        for each in range(term.first_year, term.last_year + 1)
    }
    found: list[Line] = []
    for stream in streams(body, seed):
        rng = Random(f"{seed}:{body.id}:{stream.number}:{year}:lines")
        known = _known(body, year, stream, contracts.get((stream.number, year)))
        pieces = max(1, stream.category.lines * body.lines // 100)
        for place, cents in enumerate(_split(stream_cents(body, stream, year, seed), pieces, rng)):
            found.append(_booked(body, year, stream, place, cents, rng, known))
    found = _with_labels(body, year, found, seed)
    everything = (*found, *_credits(body, year, found, seed), *_left_out(body, year, seed))
    return tuple(sorted(everything, key=lambda line: (line.booking_date, line.invoice)))


def _split(cents: int, pieces: int, rng: Random) -> list[int]:
    """A yearly amount in a few uneven invoices."""
    weights = [rng.randrange(20, 100) ** 2 for _ in range(pieces)]
    parts = [cents * weight // sum(weights) for weight in weights]
    parts[0] += cents - sum(parts)
    return parts


def _booked(body: ExampleBody, year: int, stream: Stream, place: int, cents: int, rng: Random, known: Known) -> Line:
    day = date(year, 1, 3) + timedelta(days=rng.randrange(350))
    number, facts = known
    return Line(
        body=body.id,
        year=year,
        department=stream.department,
        category=stream.category.key,
        firm=stream.firm,
        contract=number,
        invoice=f"{stream.firm.prefix}{year % 100}{stream.number:03d}{place}{rng.randrange(10)}",
        invoice_date=day,
        booking_date=_within(year, day + timedelta(days=rng.randrange(1, 15))),
        cents=cents,
        label=None,
        known=facts,
    )


def _within(year: int, day: date) -> date:
    return min(day, date(year, 12, 31))


def _credits(body: ExampleBody, year: int, found: Sequence[Line], seed: int) -> Iterator[Line]:
    """Credit notes on one invoice in twenty, with the same label; not on invoices whose label is still looked for."""
    rng = Random(f"{seed}:{body.id}:{year}:credits")
    for line in found:
        looked_for = any(line.known.get(property, MET) in (OPEN, CLAIMED) for property in BY_LINE)
        if rng.random() < 0.05 and not looked_for:
            booked_on = _within(year, line.booking_date + timedelta(days=9))
            part = -line.cents * rng.randrange(2, 12) // 100
            yield replace(line, invoice=line.invoice + "C", cents=part, booking_date=booked_on)


def _known(body: ExampleBody, year: int, stream: Stream, term: Term | None) -> Known:
    """The number of the contract, and what is known of the stream before anyone looks at its invoices."""
    key = stream.category.key
    facts = {property: NOT_MET for property in DECIDED if decided_not(body, property, key)}
    stated = statement(body, year, key, stream.firm)
    if stated:
        facts["organic"] = stated
    return (term.number, {**facts, **term.known}) if term else (None, facts)


def _with_labels(body: ExampleBody, year: int, found: Sequence[Line], seed: int) -> list[Line]:
    """Labels on invoices, and decisions that an invoice does not qualify: up to the part that the year has reached."""
    result = {id(line): line for line in found}
    for property, keys in BY_LINE.items():
        concerned = [line for line in found if line.category in keys]
        Random(f"{seed}:{body.id}:{property}:{year}").shuffle(concerned)
        total, past = sum(line.cents for line in concerned), 0
        for line in concerned:
            known = finding((past + line.cents // 2) * 10_000 // total, body, property, year)
            past += line.cents
            label = LABELS[property][past % 2] if known is MET else None
            result[id(line)] = replace(line, label=label, known={**line.known, property: known})
    return list(result.values())


def _left_out(body: ExampleBody, year: int, seed: int) -> list[Line]:
    """What the ledger also holds and is no procurement."""
    found = []
    for one in LEFT_OUT:
        rng = Random(f"{seed}:{body.id}:{one.key}:{year}")
        department = rng.choice(body.departments)
        cents = body.euros * one.weight * rng.randrange(92, 109) // 10_000
        for part in _split(in_prices_of(year, cents), 3, rng):
            day = date(year, 1, 5) + timedelta(days=rng.randrange(355))
            invoice = f"{one.account}{rng.randrange(10_000):04d}"
            found.append(
                Line(body.id, year, department, one.key, payee(one.key), None, invoice, day, day, part, None, {})
            )
    return found
