"""Who supplies a body, year after year: streams of spend, the contracts behind them, and what is known of both.

A stream is one supplier that delivers one category to one department. Streams and contracts follow from the seed alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from random import Random

from kpi.example.bodies import LAST_YEAR, ExampleBody, ExampleDepartment
from kpi.example.firms import Firm, pool
from kpi.example.standing import FULL, MET, NOT_MET, Finding, finding, standing
from kpi.example.words import CATEGORIES, VAGUE, Category, column

BY_LINE = {"fairtrade": ("coffee",), "certified_timber": ("timber", "carpentry")}
BY_STATEMENT = {"organic": ("catering", "food")}
RELEVANT_GROUPS = (
    "workwear", "furniture", "ict_hardware", "paper", "print", "roads", "sewers", "water_works", "buildings",
    "installations", "street_furniture", "lighting", "vehicles", "green", "waste", "cleaning", "catering", "transport",
    "energy", "post", "telecom",
)  # fmt: skip
"""The categories for which there are criteria for responsible procurement."""

BY_CLAUSE = {
    "circular": (
        "workwear", "furniture", "ict_hardware", "paper", "timber", "carpentry", "roads", "sewers", "water_works",
        "buildings", "installations", "street_furniture", "lighting", "playground", "vehicles", "green", "waste",
    ),
    "isv": (
        "coffee", "catering", "workwear", "furniture", "paper", "ict_hardware", "software", "ict_services", "telecom",
        "energy", "waste", "laboratory",
    ),
    "social_return": (
        "catering", "print", "roads", "sewers", "water_works", "buildings", "installations", "green", "waste",
        "cleaning", "security", "transport", "temporary_staff", "ict_services", "telecom", "home_help", "youth_care",
        "consultancy", "engineering", "research", "insurance", "training", "communication", "post", "legal",
    ),
    "innovation": ("roads", "water_works", "ict_services", "software", "lighting", "buildings", "research", "engineering"),
    "mvi_criteria": RELEVANT_GROUPS,
    "mvi_level": RELEVANT_GROUPS,
    "impact_award": RELEVANT_GROUPS,
    "co2_ladder": ("roads", "sewers", "water_works", "engineering"),
    "zero_emission": ("roads", "sewers", "water_works", "green", "transport", "vehicles"),
    "biodiversity": ("green",),
    "diversity": ("catering", "cleaning", "security", "temporary_staff", "consultancy", "ict_services", "home_help"),
    "accessibility": ("software", "ict_services"),
}  # fmt: skip
BY_DELIVERY = {
    "biobased": (
        "workwear", "furniture", "paper", "carpentry", "roads", "sewers", "water_works", "buildings", "street_furniture",
        "green",
    ),
    "ecolabel": ("paper", "print", "cleaning"),
    "green_electricity": ("energy",),
}  # fmt: skip
BY_CONTRACT = {**BY_CLAUSE, **BY_DELIVERY}
"""How each property is shown and for which categories it is looked into: by invoices, by yearly statements, by clauses in the
contract register, by statements about what was delivered under a contract."""

DECIDED = {
    **{
        property: tuple(one.key for one in CATEGORIES if one.key not in (*BY_CONTRACT[property], *VAGUE))
        for property in ("circular", "innovation")
    },
    "organic": ("coffee",),
    "biobased": tuple(
        one.key
        for one in CATEGORIES
        if one.kind == "services" and one.key not in (*BY_CONTRACT["biobased"], *VAGUE, "catering")
    ),
}
"""The categories of which bodies decided as a whole that they do not have a property, such as circular home help."""


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


@cache
def streams(body: ExampleBody, seed: int) -> tuple[Stream, ...]:
    """The standing suppliers of a body, the largest of each category first."""
    found: list[Stream] = []
    for category in CATEGORIES:
        if not category.weights[column(body.kind)] or category.key in body.not_bought:
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
    """The place of each contracted stream in the order in which a property was asked, in basis points of their euros.

    The smaller half goes first: bodies try on small contracts.
    """
    concerned = [one for one in streams(body, seed) if one.contracted and one.category.key in BY_CONTRACT[property]]
    sizes = {one.number: stream_cents(body, one, LAST_YEAR, seed) for one in concerned}
    Random(f"{seed}:{body.id}:{property}:order").shuffle(concerned)
    middle = sorted(sizes.values())[len(sizes) // 2]
    concerned.sort(key=lambda one: sizes[one.number] > middle)
    total, past, ranks = sum(sizes.values()), 0, {}
    for stream in concerned:
        ranks[stream.number] = (past + sizes[stream.number] // 2) * 10_000 // total
        past += sizes[stream.number]
    return ranks


def stream_cents(body: ExampleBody, stream: Stream, year: int, seed: int) -> int:
    """What a stream costs in a year, before credit notes: prices rise 3 per cent a year, with some chance."""
    place = column(body.kind)
    everything = sum(one.weights[place] for one in CATEGORIES)
    siblings = _siblings(body, seed)[stream.category.key]
    vague = 100 + max(0, LAST_YEAR - year) * 18 if stream.category.key in VAGUE else 100
    chance = Random(f"{seed}:{body.id}:{stream.number}:{year}").randrange(88, 113)
    cents = body.euros * 100 * stream.category.weights[place] * stream.weight // (everything * siblings)
    return in_prices_of(year, cents) * vague * chance // 10_000


def in_prices_of(year: int, cents: int) -> int:
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


def statement(body: ExampleBody, year: int, category: str, firm: Firm) -> Finding | None:
    """What a caterer or grocer states about a year: the part that was organic; None where it said nothing."""
    proven, undecided = standing(body, "organic", year)
    lot = int(firm.kvk)
    if category not in BY_STATEMENT["organic"] or (lot % 4 == 3 and undecided > 1_800):
        return None
    part = min(FULL, proven * (85 + lot % 7 * 5) // 100 // 100 * 100)
    return Finding(part, part if lot % 5 else min(FULL, part + undecided // 100 * 100))


LABOUR_INTENSIVE = (
    "catering", "transport", "post", "green", "security", "temporary_staff", "waste", "cleaning",
)  # fmt: skip


def certified(category: str, firm: Firm) -> Finding | None:
    """Whether a supplier of labour-intensive services holds the PSO; None where nobody asked."""
    lot = int(firm.kvk) % 10
    return None if category not in LABOUR_INTENSIVE or lot > 6 else MET if lot < 2 else NOT_MET


def from_the_region(body: ExampleBody, firm: Firm) -> Finding | None:
    """Whether a supplier of a municipality is of its region; None where nobody looked it up."""
    lot = (int(firm.kvk) // 3 + len(body.id)) % 10
    return None if body.kind != "municipality" or lot > 7 else MET if lot < 4 else NOT_MET


def decided_not(body: ExampleBody, property: str, category: str) -> bool:
    """Whether the body decided that a property does not apply to a whole category; it knows only what it classified."""
    return category in DECIDED[property] and category not in body.unmapped
