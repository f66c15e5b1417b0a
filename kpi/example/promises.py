"""The commitments of the bodies, as files: what was promised in 2015 for 2020, what was renewed, what came later.

The first row follows the workshop of April 2015 ("100 % fairtrade", "10 % circular", both in 2020). All decisions, dates and
references are invented. Shares are in per cent.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from kpi.example.bodies import ExampleBody
from kpi.example.layouts import File

TEXTS = {
    "fairtrade_coffee_tea_cocoa": "{target}% fairtrade koffie, thee en cacao in {year}",
    "circular_all_spend": "{target}% circulair inkopen in {year}",
    "circular_relevant_categories": "{target}% circulair waar materiaal wordt gekocht in {year}",
    "biobased": "{target}% biobased inkopen in {year}",
    "organic_catering": "{target}% biologische catering in {year}",
    "certified_timber": "{target}% gecertificeerd hout in {year}",
    "isv_risk_categories": "Sociale voorwaarden in {target}% van de risicocategorieën in {year}",
    "social_return_contracts": "Social return in {target}% van de grote contracten in {year}",
    "innovation": "{target}% innovatiegericht inkopen in {year}",
    "sme_share": "{target}% bij het midden- en kleinbedrijf in {year}",
}

NEXT_MOVES = {
    "isv_risk_categories": "directeur ICT",
    "innovation": "directeur ICT",
    "certified_timber": "hoofd Stadsbeheer",
    "biobased": "hoofd Stadsbeheer",
    "organic_catering": "hoofd Bedrijfsvoering",
    "fairtrade_coffee_tea_cocoa": "hoofd Bedrijfsvoering",
}

DECIDED_BY = {
    "municipality": ("collegebesluit", "college van burgemeester en wethouders", "wethouder duurzaamheid"),
    "province": ("GS-besluit", "gedeputeerde staten", "gedeputeerde duurzaamheid"),
    "water_authority": ("DB-besluit", "dagelijks bestuur", "lid dagelijks bestuur duurzaamheid"),
    "rijk": ("ministerieel besluit", "ministerraad", "minister voor inkoop van het Rijk"),
    "ministry": ("ministerieel besluit", "minister", "minister"),
}


OFFICIALS = {
    "municipality": "teamleider Inkoop",
    "province": "hoofd Inkoop",
    "water_authority": "hoofd Inkoop",
    "rijk": "directeur Inkoop",
    "ministry": "directeur Inkoop",
}

REPORTED_TO = {
    "municipality": "de gemeenteraad, bij de jaarstukken",
    "province": "provinciale staten, bij de jaarstukken",
    "water_authority": "het algemeen bestuur, bij het jaarverslag",
    "rijk": "de Tweede Kamer, bij het jaarverslag",
    "ministry": "de Tweede Kamer, bij het jaarverslag",
}


@dataclass(frozen=True)
class Promise:
    """One decision: so much of an indicator in a year. A second one on the same indicator is its next version."""

    indicator: str
    decided: int  # year
    baseline: tuple[int, str] | None
    target: tuple[int, str]
    milestones: tuple[tuple[int, str], ...] = ()
    path: str = "linear"
    reason: str = ""
    departments: tuple[str, ...] = ()
    review: str = ""  # a day; unsaid two years after the decision
    by: str = ""  # who decided and answers for it; unsaid who does so for the kind of body
    official: str = ""


FAIRTRADE, CIRCULAR, RELEVANT = "fairtrade_coffee_tea_cocoa", "circular_all_spend", "circular_relevant_categories"
LATE = "Het doel van 2020 is niet gehaald. Het blijft staan, met een nieuw jaar en een pad."

WORKSHOP = (
    Promise(FAIRTRADE, 2015, (2015, "30"), (2020, "100")),
    Promise(CIRCULAR, 2015, (2015, "1"), (2020, "10")),
)

OWN: dict[str, tuple[Promise, ...]] = {
    "voorbeeldstad": (
        *WORKSHOP,
        Promise(FAIRTRADE, 2021, (2020, "40"), (2028, "100"), reason=LATE),
        Promise(CIRCULAR, 2021, (2020, "3"), (2026, "10"), reason=LATE),
        Promise(RELEVANT, 2020, (2020, "8"), (2030, "25")),
        Promise("certified_timber", 2020, (2019, "83"), (2025, "100")),
        Promise("organic_catering", 2021, (2020, "7"), (2025, "20"), milestones=((2023, "12"),), path="stepped"),
        Promise("isv_risk_categories", 2020, (2020, "28"), (2027, "100")),
        Promise("social_return_contracts", 2020, (2019, "69"), (2025, "80")),
        Promise("biobased", 2022, (2021, "2"), (2030, "10")),
        Promise("innovation", 2021, None, (2028, "5")),
    ),
    "rijk-voorbeeld": (
        Promise(FAIRTRADE, 2015, (2015, "80"), (2020, "100")),
        Promise(CIRCULAR, 2015, (2015, "1"), (2020, "10")),
        Promise(FAIRTRADE, 2020, (2020, "92"), (2025, "95"), reason=LATE, review="2027-06-30"),
        Promise(CIRCULAR, 2020, (2020, "4"), (2030, "25"), reason=LATE, review="2027-12-31"),
        Promise("organic_catering", 2020, (2019, "10"), (2025, "25"), review="2025-12-31"),
        Promise("certified_timber", 2016, (2015, "79"), (2020, "100"), review="2026-12-31"),
        Promise("isv_risk_categories", 2021, (2020, "27"), (2027, "100"), review="2027-06-30"),
        Promise("social_return_contracts", 2020, (2020, "45"), (2026, "80"), review="2026-06-30"),
        Promise("innovation", 2016, (2015, "1"), (2020, "2.5"), review="2027-12-31"),
        Promise(
            "organic_catering",
            2023,
            (2022, "16"),
            (2027, "40"),
            departments=("ministerie-van-land-en-voedsel",),
            review="2027-03-31",
            by="minister van Land en Voedsel",
            official="directeur Bedrijfsvoering",
        ),
        Promise(
            RELEVANT,
            2022,
            (2021, "12"),
            (2030, "50"),
            departments=("ministerie-van-wegen-en-dijken",),
            review="2026-03-31",
            by="minister van Wegen en Dijken",
            official="hoofdingenieur-directeur Werken",
        ),
        Promise(
            "biobased",
            2023,
            (2022, "4"),
            (2030, "15"),
            departments=("ministerie-van-wonen-en-welzijn", "ministerie-van-wegen-en-dijken"),
            review="2027-12-31",
            by="minister van Wonen en Welzijn",
            official="directeur Bouw",
        ),
    ),
    "ministerie-kust-en-zee": (
        Promise(CIRCULAR, 2023, (2023, "5"), (2030, "30"), review="2027-12-31"),
        Promise("sme_share", 2023, (2023, "30"), (2026, "40"), review="2025-06-30"),
    ),
    "vlierwaard": (
        Promise("certified_timber", 2021, None, (2025, "100")),
        Promise(FAIRTRADE, 2021, (2021, "30"), (2026, "60")),
        Promise("organic_catering", 2021, (2021, "5"), (2025, "10")),
    ),
}

RENEWALS = (
    (Promise(FAIRTRADE, 2021, (2020, "45"), (2026, "100"), reason=LATE), 85),
    (Promise(CIRCULAR, 2021, (2020, "3"), (2030, "50"), milestones=((2025, "10"),), reason=LATE), 75),
)
"""A promise of 2015 with a new year, and how many bodies in a hundred made it."""

LATER = (
    (Promise(RELEVANT, 2021, (2020, "9"), (2025, "30")), 60),
    (Promise("certified_timber", 2020, (2019, "75"), (2025, "95")), 60),
    (Promise("organic_catering", 2021, (2020, "8"), (2025, "25")), 55),
    (Promise("isv_risk_categories", 2021, (2020, "25"), (2026, "75")), 60),
    (Promise("social_return_contracts", 2020, (2019, "40"), (2025, "75")), 60),
    (Promise("biobased", 2022, (2021, "3"), (2030, "10")), 40),
    (Promise("innovation", 2022, (2021, "2"), (2026, "5")), 30),
    (Promise("sme_share", 2022, (2021, "35"), (2026, "45")), 30),
)
"""What bodies chose from later, and how many in a hundred did."""


def promises(body: ExampleBody, seed: int) -> tuple[Promise, ...]:
    """All decisions of a body, oldest first."""
    if body.id in OWN:
        return OWN[body.id]
    rng = Random(f"{seed}:{body.id}:promises")
    chosen = [promise for promise, chance in (*RENEWALS, *LATER) if rng.randrange(100) < chance]
    return (*WORKSHOP, *sorted(chosen, key=lambda promise: promise.decided))


def commitment_files(body: ExampleBody, seed: int) -> Iterator[File]:
    """One file a decision, in the order in which they were decided."""
    rng = Random(f"{seed}:{body.id}:decisions")
    for promise in promises(body, seed):
        yield File(f"{identity(body, promise)}-{promise.decided}.toml", toml(body, promise, rng).encode())


def identity(body: ExampleBody, promise: Promise) -> str:
    """The id of the commitment that a decision is a version of: one for each indicator and the departments that it holds for."""
    of = promise.departments[0] if promise.departments else body.id
    return f"{of}-{promise.indicator.replace('_', '-')}"


def toml(body: ExampleBody, promise: Promise, rng: Random) -> str:
    """A decision as the file that a person would write."""
    kind, by, responsible = DECIDED_BY[body.kind]
    by, responsible = promise.by or by, promise.by or responsible
    year, target = promise.target
    decided = date(promise.decided, rng.randrange(2, 12), rng.randrange(1, 28))
    shown = target.replace(".", ",")
    rows = [
        f'id = "{identity(body, promise)}"',
        f'indicator = "{promise.indicator}"',
        f'text = "{TEXTS[promise.indicator].format(target=shown, year=year)}"',
        f'path = "{promise.path}"',
        f'responsible = "{responsible}"',
        f'next_move = "{NEXT_MOVES.get(promise.indicator, "team Inkoop")}"',
    ]
    rows.append(f'official = "{promise.official or OFFICIALS[body.kind]}"')
    rows.append(f"reporting = {{ every = 'year', to = '{REPORTED_TO[body.kind]}' }}")
    rows.append(f"review = {promise.review or date(min(promise.decided + 2, year), 12, 31)}")
    if promise.departments:
        rows.append(f"departments = [{', '.join(f'{one!r}' for one in promise.departments)}]")
    if promise.reason:
        rows.append(f'reason = "{promise.reason}"')
    if promise.baseline:
        source = f"meting over {promise.baseline[0]}"
        rows += ["", "[baseline]", *_point(promise.baseline), f'source = "{source}"']
    for milestone in promise.milestones:
        rows += ["", "[[milestone]]", *_point(milestone)]
    rows += ["", "[target]", *_point(promise.target)]
    reference = f"{promise.decided}/{rng.randrange(10_000, 99_999)}"
    rows += ["", "[decision]", f'kind = "{kind}"', f'body = "{by}"', f"date = {decided}", f'reference = "{reference}"']
    return "\n".join(rows) + "\n"


def _point(point: tuple[int, str]) -> tuple[str, str]:
    return f"year = {point[0]}", f"value = {point[1]}"
