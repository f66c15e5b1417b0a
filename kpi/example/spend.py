"""The spend of a body in a year: who delivers what to whom under which contract, line by line, with what is true of it.

A stream is one supplier that delivers one category to one department, year after year. Streams, contracts and lines follow
from the seed alone. Every line carries what the generator knows of it, so that tests can add up independently.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from random import Random

from kpi.example.bodies import LAST_YEAR, ExampleBody, ExampleDepartment
from kpi.example.firms import Firm, payee, pool
from kpi.example.standing import FULL, MET, NOT_MET, Finding, finding, standing
from kpi.example.words import CATEGORIES, KINDS, LEFT_OUT, LOOKUP, VAGUE, Category

BY_LINE = {"fairtrade": ("coffee",), "certified_timber": ("timber", "carpentry")}
BY_STATEMENT = {"organic": ("catering", "food")}
BY_CONTRACT = {
    "circular": (
        "workwear", "furniture", "ict_hardware", "paper", "print", "timber", "carpentry", "roads", "sewers",
        "water_works", "buildings", "installations", "street_furniture", "lighting", "playground", "vehicles",
    ),
    "biobased": (
        "workwear", "furniture", "paper", "print", "timber", "carpentry", "roads", "buildings", "street_furniture",
        "playground", "cleaning", "catering",
    ),
    "isv": (
        "coffee", "catering", "food", "workwear", "ict_hardware", "software", "ict_services", "telecom", "energy",
        "laboratory",
    ),
    "social_return": (
        "catering", "roads", "sewers", "water_works", "buildings", "installations", "green", "waste", "cleaning",
        "security", "transport", "temporary_staff", "ict_services", "home_help", "youth_care", "consultancy",
        "engineering", "training", "communication", "post",
    ),
    "innovation": ("roads", "water_works", "ict_services", "software", "lighting", "buildings", "research", "engineering"),
}  # fmt: skip
"""How each property is shown, and for which categories it is looked into; elsewhere the body decided that it does not apply."""

DECIDED = {
    **{
        property: tuple(one.key for one in CATEGORIES if one.key not in (*BY_CONTRACT[property], *VAGUE))
        for property in ("circular", "biobased", "innovation")
    },
    "organic": ("coffee",),
}
"""The categories of which bodies decided as a whole that they do not have a property, such as circular home help."""

LABELS = {"fairtrade": ("Max Havelaar", "Fairtrade"), "certified_timber": ("FSC", "PEFC")}


Known = tuple[str | None, Mapping[str, Finding]]


@dataclass(frozen=True)
class Stream:
    """A supplier that delivers a category to a department; `weight` is its part within the category."""

    number: int
    category: Category
    department: ExampleDepartment
    firm: Firm
    weight: int
    contracted: bool


@dataclass(frozen=True)
class Term:
    """One contract of a stream, over whole years; `known` says per property what its documents show."""

    number: str
    stream: Stream
    first_year: int
    last_year: int
    value: int  # whole euros
    known: Mapping[str, Finding]


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


@cache
def streams(body: ExampleBody, seed: int) -> tuple[Stream, ...]:
    """The standing suppliers of a body, the largest of each category first."""
    found: list[Stream] = []
    for category in CATEGORIES:
        if not category.weights[KINDS.index(body.kind)]:
            continue
        rng = Random(f"{seed}:{body.id}:{category.key}:streams")
        count = max(category.streams, category.streams * body.lines // 110)
        count = 2 if category.key in body.single_suppliers else max(2, count)
        departments = body.departments_with(category.role)
        if body.kind == "municipality" and category.key in ("coffee", "furniture", "temporary_staff", "consultancy"):
            departments = body.departments
        firms = rng.sample(pool(category.key, seed), min(count, len(pool(category.key, seed))))
        for place in range(max(count, len(departments) if len(departments) > 2 else 0)):
            steepness = 9 if category.key in body.single_suppliers else 2
            weight = 1_000 // (1 + steepness * place) + rng.randrange(40)
            bare = category.key in VAGUE or (place >= 2 and rng.random() < 0.4)
            firm = firms[place % len(firms)]
            found.append(
                Stream(len(found), category, departments[place % len(departments)], firm, weight, contracted=not bare)
            )
    return tuple(found)


@cache
def terms(body: ExampleBody, seed: int) -> tuple[Term, ...]:
    """All contracts of a body, by number. A clause that was asked at the start holds until the end."""
    ranks = {property: _ranks(body, property, seed) for property in BY_CONTRACT}
    found: list[Term] = []
    for stream in streams(body, seed):
        if not stream.contracted:
            continue
        rng = Random(f"{seed}:{body.id}:{stream.number}:terms")
        first = body.first_year - rng.randrange(2)
        while first <= LAST_YEAR + 1:
            last = first + rng.choice((1, 1, 2))
            known = {
                property: _partial(property, stream, finding(order[stream.number], body, property, first))
                for property, order in ranks.items()
                if stream.number in order
            }
            value = stream_cents(body, stream, max(first, body.first_year), seed) // 100
            number = f"{first}-{len(found) + 101:04d}"
            found.append(Term(number, stream, first, last, value * (last - first + 1) // 1_000 * 1_000, known))
            first = last + 1
    return tuple(found)


def _partial(property: str, stream: Stream, known: Finding) -> Finding:
    """Some circular and biobased contracts are shown by a statement of a part, not by a plain clause."""
    if known is not MET or property not in ("circular", "biobased") or stream.number % 3:
        return known
    return Finding(7_500, 7_500) if stream.number % 2 else Finding(5_000, 10_000)


def _ranks(body: ExampleBody, property: str, seed: int) -> dict[int, int]:
    """The place of each contracted stream in the order in which a property was asked, in basis points of their euros."""
    concerned = [one for one in streams(body, seed) if one.contracted and one.category.key in BY_CONTRACT[property]]
    sizes = {one.number: stream_cents(body, one, LAST_YEAR, seed) for one in concerned}
    Random(f"{seed}:{body.id}:{property}:order").shuffle(concerned)
    total, past, ranks = sum(sizes.values()), 0, {}
    for stream in concerned:
        ranks[stream.number] = (past + sizes[stream.number] // 2) * 10_000 // total
        past += sizes[stream.number]
    return ranks


def stream_cents(body: ExampleBody, stream: Stream, year: int, seed: int) -> int:
    """What a stream costs in a year, before credit notes: prices rise 3 per cent a year, with some chance."""
    column = KINDS.index(body.kind)
    everything = sum(one.weights[column] for one in CATEGORIES)
    siblings = _siblings(body, seed)[stream.category.key]
    vague = 100 + max(0, LAST_YEAR - year) * 18 if stream.category.key in VAGUE else 100
    chance = Random(f"{seed}:{body.id}:{stream.number}:{year}").randrange(88, 113)
    cents = body.euros * 100 * stream.category.weights[column] * stream.weight // (everything * siblings)
    return _in_prices_of(year, cents) * vague * chance // 10_000


def _in_prices_of(year: int, cents: int) -> int:
    """An amount of LAST_YEAR in the prices of another year."""
    past = LAST_YEAR - year
    return cents * 97**past // 100**past if past >= 0 else cents * 100**-past // 97**-past


@cache
def _siblings(body: ExampleBody, seed: int) -> Counter[str]:
    """The weights of the streams of each category, added up."""
    found: Counter[str] = Counter()
    for stream in streams(body, seed):
        found[stream.category.key] += stream.weight
    return found


def booked(body: ExampleBody, year: int, seed: int) -> tuple[Line, ...]:
    """The lines that a body exports of a year; the last year of one body runs to the end of September only."""
    found = lines(body, year, seed)
    if year == LAST_YEAR and body.last_state == "open":
        return tuple(line for line in found if line.booking_date.month <= 9)
    return found


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
            found += _booked(body, year, stream, place, cents, rng, known)
    found += _left_out(body, year, seed)
    labelled = _with_labels(body, year, found, seed)
    return tuple(sorted(labelled, key=lambda line: (line.booking_date, line.invoice)))


def _split(cents: int, pieces: int, rng: Random) -> list[int]:
    """A yearly amount in a few uneven invoices."""
    weights = [rng.randrange(20, 100) ** 2 for _ in range(pieces)]
    parts = [cents * weight // sum(weights) for weight in weights]
    parts[0] += cents - sum(parts)
    return parts


def _booked(
    body: ExampleBody, year: int, stream: Stream, place: int, cents: int, rng: Random, known: Known
) -> list[Line]:
    day = date(year, 1, 3) + timedelta(days=rng.randrange(350))
    booked = min(day + timedelta(days=rng.randrange(1, 15)), date(year, 12, 31))
    invoice = f"{stream.firm.prefix}{year % 100}{stream.number:03d}{place}{rng.randrange(10)}"
    number, facts = known
    line = Line(
        body.id,
        year,
        stream.department,
        stream.category.key,
        stream.firm,
        number,
        invoice,
        day,
        booked,
        cents,
        None,
        facts,
    )
    if rng.random() > 0.05:
        return [line]
    credited = min(booked + timedelta(days=9), date(year, 12, 31))
    part = -cents * rng.randrange(5, 40) // 100
    return [line, replace(line, invoice=invoice + "C", cents=part, booking_date=credited)]


def statement(body: ExampleBody, year: int, category: str, firm: Firm) -> Finding | None:
    """What a caterer or grocer states about a year: the part that was organic; None where it said nothing."""
    proven, undecided = standing(body, "organic", year)
    lot = int(firm.kvk)
    if category not in BY_STATEMENT["organic"] or (lot % 4 == 3 and undecided > 1_800):
        return None
    part = min(FULL, proven * (85 + lot % 7 * 5) // 100 // 100 * 100)
    return Finding(part, part if lot % 5 else min(FULL, part + undecided // 100 * 100))


def _known(body: ExampleBody, year: int, stream: Stream, term: Term | None) -> Known:
    """The number of the contract, and what is known of the stream before anyone looks at its invoices."""
    key = stream.category.key
    facts = {property: NOT_MET for property in DECIDED if decided_not(body, property, key)}
    stated = statement(body, year, key, stream.firm)
    if stated:
        facts["organic"] = stated
    return (term.number, {**facts, **term.known}) if term else (None, facts)


def decided_not(body: ExampleBody, property: str, category: str) -> bool:
    """Whether the body decided that a property does not apply to a whole category; it knows only what it classified."""
    return category in DECIDED[property] and category not in body.unmapped


def _with_labels(body: ExampleBody, year: int, found: Sequence[Line], seed: int) -> list[Line]:
    """Labels on invoices, and decisions that an invoice does not qualify: up to the part that the year has reached."""
    result = {id(line): line for line in found}
    for property, keys in BY_LINE.items():
        concerned = [line for line in found if line.category in keys]
        Random(f"{seed}:{body.id}:{property}:{year}").shuffle(concerned)
        total, past = sum(abs(line.cents) for line in concerned), 0
        for line in concerned:
            known = finding((past + abs(line.cents) // 2) * 10_000 // total, body, property, year)
            past += abs(line.cents)
            label = LABELS[property][past % 2] if known is MET else None
            result[id(line)] = replace(line, label=label, known={**line.known, property: known})
    return list(result.values())


def _left_out(body: ExampleBody, year: int, seed: int) -> list[Line]:
    """What the ledger also holds and is no procurement."""
    found = []
    for one in LEFT_OUT:
        rng = Random(f"{seed}:{body.id}:{one.key}:{year}")
        department = rng.choice(body.departments)
        cents = body.euros * one.weight * rng.randrange(92, 109) // 100
        for part in _split(_in_prices_of(year, cents), 3, rng):
            day = date(year, 1, 5) + timedelta(days=rng.randrange(355))
            invoice = f"{one.account}{rng.randrange(10_000):04d}"
            found.append(
                Line(body.id, year, department, one.key, payee(one.key), None, invoice, day, day, part, None, {})
            )
    return found
