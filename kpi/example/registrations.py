"""Quantities that a body registered year by year, as a file: electricity, waste, vehicles, jobs. All numbers are invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from kpi.example.bodies import ExampleBody
from kpi.example.layouts import File, csv
from kpi.example.standing import standing

COLUMNS = ("year", "quantity", "unit", "department", "low", "high", "source", "date", "reference")


@dataclass(frozen=True)
class Registration:
    """A registered part of a whole. `per_million` is the whole for each million euros of procurement.

    How the part grows stands in standing.COURSES under its own name.
    """

    part: str
    whole: str
    unit: str
    per_million: int
    source: str


REGISTRATIONS = (
    Registration("green_electricity", "electricity", "kWh", 42_000, "energieleverancier"),
    Registration("residual_waste", "waste", "kg", 1_900, "afvalinzamelaar"),
    Registration("zero_emission_vehicles", "vehicles", "vehicles", 1, "wagenparkbeheer"),
    Registration("circular_ict_devices", "ict_devices", "devices", 12, "beheer werkplekken"),
    Registration("zero_emission_contract_transport", "contract_transport", "vehicle_km", 9_000, "vervoerders"),
    Registration("catering_plant_protein", "catering_protein", "kg", 40, "cateraar"),
    Registration("infra_secondary_material", "infra_material", "kg", 65_000, "aannemers"),
    Registration("isv_plans_delivered", "isv_plans_due", "plans", 1, "contractbeheer"),
    Registration("social_return_realised", "social_return_obliged", "euro", 4_000, "werkgeversservicepunt"),
    Registration("invoices_in_time", "invoices", "invoices", 120, "financiële administratie"),
)
EUROS_OF_ONE_JOB = 30_000
EUROS_OF_CONTRACT_FOR_ONE_OBLIGED = 20
LEAST = 20
"""Of a whole: fewer would make every year a jump."""


def quantities_file(body: ExampleBody, seed: int, during: range) -> File:
    """What the body registered over these years, the whole body at once."""
    rows: list[tuple[str, ...]] = [COLUMNS]
    for year in during:
        for one in REGISTRATIONS:
            rows += _registered(body, seed, year, one)
    return File("hoeveelheden.csv", csv(rows))


def _registered(body: ExampleBody, seed: int, year: int, one: Registration) -> Iterator[tuple[str, ...]]:
    chance = Random(f"{seed}:{body.id}:{one.part}:{year}").randrange(94, 107)
    whole = max(LEAST, body.euros * one.per_million * chance // 100_000_000)
    proven, undecided = standing(body, one.part, year)
    low, high = whole * proven // 10_000, whole * (proven + undecided) // 10_000

    def row(quantity: str, unit: str, least: int, most: int) -> tuple[str, ...]:
        shown = (one.source, f"{year + 1}-02-10", f"jaaropgave {year}")
        return (str(year), quantity, unit, "", str(least), str(most), *shown)

    yield row(one.part, one.unit, low, high)
    yield row(one.whole, one.unit, whole, whole)
    if one.part == "social_return_realised":
        subject = whole * EUROS_OF_CONTRACT_FOR_ONE_OBLIGED
        yield row("social_return_contract_value", "euro", subject, subject)
        yield row("social_return_jobs", "FTE", low // EUROS_OF_ONE_JOB, high // EUROS_OF_ONE_JOB)
