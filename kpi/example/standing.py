"""How far bodies have come: which part of the spend (or of a quantity) is proven, open or not, by property and year.

A course is (proven in 2020, proven in 2025, open in 2020, open in 2025) in per cent of the categories concerned, for a body
of average pace. Before 2020 the line runs back half as steeply. The figures are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from kpi.example.bodies import ExampleBody

COURSES = {
    "fairtrade": (46, 78, 22, 6),
    "organic": (9, 24, 30, 12),
    "certified_timber": (78, 94, 14, 4),
    "circular": (6, 24, 17, 4),
    "biobased": (3, 9, 14, 3),
    "isv": (24, 60, 30, 8),
    "social_return": (44, 74, 18, 5),
    "innovation": (3, 9, 10, 2),
    "mvi_criteria": (55, 82, 20, 6),
    "mvi_level": (12, 34, 24, 10),
    "impact_award": (8, 26, 30, 14),
    "co2_ladder": (40, 72, 16, 6),
    "zero_emission": (2, 14, 18, 8),
    "biodiversity": (25, 52, 22, 8),
    "diversity": (4, 18, 34, 16),
    "accessibility": (20, 55, 30, 12),
    "ecolabel": (42, 70, 22, 8),
    "green_electricity": (76, 96, 14, 2),
    "residual_waste": (46, 34, 4, 2),
    "zero_emission_vehicles": (10, 38, 6, 4),
    "circular_ict_devices": (8, 30, 14, 6),
    "zero_emission_contract_transport": (5, 30, 8, 4),
    "catering_plant_protein": (32, 44, 8, 4),
    "infra_secondary_material": (12, 24, 8, 4),
    "isv_plans_delivered": (30, 65, 25, 10),
    "social_return_realised": (62, 84, 20, 8),
    "invoices_in_time": (86, 94, 2, 1),
}

OWN_COURSES = {
    ("voorbeeldstad", "fairtrade"): (48, 81, 30, 12),
    ("voorbeeldstad", "isv"): (30, 52, 34, 19),
    ("voorbeeldstad", "circular"): (8, 24, 20, 8),
    ("voorbeeldstad", "certified_timber"): (82, 100, 14, 0),
    ("voorbeeldstad", "social_return"): (72, 60, 16, 8),
    ("kasteelhoven", "fairtrade"): (70, 100, 20, 0),
    ("duinstede", "certified_timber"): (88, 66, 4, 12),
    ("heidebroek", "isv"): (58, 40, 10, 12),
    ("rijk-voorbeeld", "fairtrade"): (84, 97, 10, 2),
    ("rijk-voorbeeld", "organic"): (14, 29, 24, 6),
    ("rijk-voorbeeld", "certified_timber"): (90, 100, 8, 0),
    ("grootstede", "fairtrade"): (80, 100, 14, 0),
    ("provincie-noorderland", "certified_timber"): (92, 100, 6, 0),
}
"""Where a body goes its own way; some of them down."""

FULL = 10_000


@dataclass(frozen=True)
class Finding:
    """What is known of some spend for one property: basis points that surely and that possibly qualify.

    `said` without `shown`: somebody says yes but there is no reference, so it stays open.
    """

    low: int
    high: int
    claimed: bool = False


MET = Finding(FULL, FULL)
NOT_MET = Finding(0, 0)
OPEN = Finding(0, FULL)
CLAIMED = Finding(0, FULL, claimed=True)


def standing(body: ExampleBody, property: str, year: int) -> tuple[int, int]:
    """Which parts of the spend are proven and open in a year, in basis points."""
    proven_2020, proven_2025, open_2020, open_2025 = OWN_COURSES.get((body.id, property), COURSES[property])
    pace = 100 if (body.id, property) in OWN_COURSES else body.pace
    proven = _between(proven_2020 * pace, proven_2025 * pace, year)
    undecided = _between(open_2020 * 100, open_2025 * 100, year)
    proven = min(max(proven, 100), FULL)
    return proven, min(max(undecided, 0), FULL - proven)


def finding(rank: int, body: ExampleBody, property: str, year: int) -> Finding:
    """What is known of the piece of spend that stands at `rank` (basis points) in the order of decisions."""
    proven, undecided = standing(body, property, year)
    if rank < proven:
        return MET
    if rank < proven + undecided // 2:
        return CLAIMED
    return OPEN if rank < proven + undecided else NOT_MET


def _between(first: int, last: int, year: int) -> int:
    slope = (last - first) if year >= 2020 else (last - first) // 2
    return first + slope * (year - 2020) // 5
