"""The fictional bodies: who they are, how big, which departments, which finance systems, how far along.

Amounts are yearly procurement in whole euros in 2025. Names were checked against the registers of Dutch bodies.
"""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("staff", "grounds", "property", "it", "projects", "social")
"""The work a department does; words.CATEGORIES says which role buys what."""


@dataclass(frozen=True)
class ExampleDepartment:
    """A department, the roles it has, and the other texts that files use for it."""

    id: str
    name: str
    roles: tuple[str, ...]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormerDepartment:
    """What was called otherwise, or stood apart, up to and including a year: `now` is the id of the department that it is now.

    With the same id it is a former name; otherwise a unit that merged into `now`, with the categories that it bought.
    """

    department: ExampleDepartment
    now: str
    until: int
    categories: tuple[str, ...] = ()

    @property
    def renamed(self) -> bool:
        return self.department.id == self.now


@dataclass(frozen=True)
class ExampleBody:
    """One fictional body. `systems`: from which year it exports from which finance system (see layouts.SYSTEMS)."""

    id: str
    name: str
    kind: str
    size_class: str | None
    inhabitants: int | None
    province: str | None
    euros: int
    systems: tuple[tuple[int, str], ...]
    departments: tuple[ExampleDepartment, ...]
    pace: int = 100  # per cent of the usual progress (see standing.COURSES)
    consent: bool = True
    first_year: int = 2020
    last_state: str = "final"  # of 2025: final, provisional, open
    unmapped: tuple[str, ...] = ()  # categories that this body has not classified
    lines: int = 70  # per cent of the usual number of lines
    single_suppliers: tuple[str, ...] = ()  # categories in which two suppliers deliver all
    not_bought: tuple[str, ...] = ()  # categories of which this body buys nothing
    last_year: int = 2025
    since: int | None = None  # the first year of a body that came from a merger
    merged_into: str | None = None  # after its last year
    former_departments: tuple[FormerDepartment, ...] = ()

    def system(self, year: int) -> str:
        """The finance system from which this body exports in a year."""
        return [system for since, system in self.systems if since <= year][-1]

    def departments_with(self, role: str) -> tuple[ExampleDepartment, ...]:
        """The departments that have a role; all of them where none has it."""
        return tuple(one for one in self.departments if role in one.roles) or self.departments


def _department(name: str, *roles: str, short: str = "") -> ExampleDepartment:
    plain = name.lower().replace(",", "").replace(" ", "-")
    aliases = (name.upper(), f"Afdeling {name}", *((short,) if short else ()))
    return ExampleDepartment(plain, name, roles, aliases)


CITY = (
    _department("Bedrijfsvoering", "staff", short="BV"),
    _department("Stadsbeheer", "grounds", short="SB"),
    _department("Vastgoed", "property", short="VG"),
    _department("ICT", "it", short="Informatisering"),
    _department("Ruimte en projecten", "projects", short="R&P"),
    _department("Sociaal domein", "social", short="SD"),
)
OF_THE_CITY = (
    FormerDepartment(
        ExampleDepartment(
            "stadsbeheer", "Openbare werken", ("grounds",), ("OPENBARE WERKEN", "Afdeling Openbare werken", "OW")
        ),
        now="stadsbeheer",
        until=2016,
    ),
    FormerDepartment(
        _department("Groen en water", "grounds", short="GW"),
        now="stadsbeheer",
        until=2018,
        categories=("green", "playground", "sewers"),
    ),
)
TOWN = (
    _department("Bedrijfsvoering", "staff", "it", short="BEDR"),
    _department("Openbare ruimte", "grounds", "projects", short="OR"),
    _department("Gebouwen", "property", short="GEB"),
    _department("Samenleving", "social", short="SAM"),
)
VILLAGE = (
    _department("Ondersteuning", "staff", "it", "property", short="OND"),
    _department("Ruimte", "grounds", "projects", short="RUI"),
    _department("Inwoners", "social", short="INW"),
)
PROVINCE = (
    _department("Middelen", "staff", "it", short="MID"),
    _department("Wegen en vaarwegen", "grounds", "property", short="WV"),
    _department("Gebiedsontwikkeling", "projects", "social", short="GO"),
)
WATER_AUTHORITY = (
    _department("Bestuur en middelen", "staff", "it", "social", short="B&M"),
    _department("Watersystemen", "grounds", "projects", short="WSYS"),
    _department("Waterketen", "property", short="WKET"),
)
MINISTRIES = (
    _department("Ministerie van Land en Voedsel", *ROLES, short="MLV"),
    _department("Ministerie van Wegen en Dijken", *ROLES, short="MWD"),
    _department("Ministerie van Orde en Toezicht", *ROLES, short="MOT"),
    _department("Ministerie van Kennis en Vakmanschap", *ROLES, short="MKV"),
    _department("Ministerie van Wonen en Welzijn", *ROLES, short="MWW"),
)
MINISTRY = (
    _department("Bestuur en bedrijf", "staff", "it", "social", short="BB"),
    _department("Kust", "grounds", "projects", short="KST"),
    _department("Havens", "property", short="HAV"),
)

MOST_SOCIAL = ("youth_care", "home_help", "diverse", "projects", "roads", "temporary_staff")
HALF = ("youth_care", "home_help", "diverse", "projects", "buildings", "consultancy")


def _municipality(id: str, inhabitants: int, province: str, system: str, pace: int = 100, **more) -> ExampleBody:
    size = "under_25k" if inhabitants < 25_000 else "25k_50k" if inhabitants < 50_000 else ""
    size = size or ("50k_100k" if inhabitants < 100_000 else "100k_250k" if inhabitants < 250_000 else "over_250k")
    departments = {"under_25k": VILLAGE, "25k_50k": TOWN, "50k_100k": TOWN}.get(size, CITY)
    settings = {"departments": departments, "systems": ((2015, system),), "euros": inhabitants * 1_480, **more}
    return ExampleBody(
        id=id,
        name=id.capitalize(),
        kind="municipality",
        size_class=size,
        inhabitants=inhabitants,
        province=province,
        pace=pace,
        **settings,
    )


BODIES = (
    ExampleBody(
        id="rijk-voorbeeld",
        name="Rijk (voorbeeld)",
        kind="rijk",
        size_class=None,
        inhabitants=None,
        province=None,
        euros=9_800_000_000,
        systems=((2015, "oracle"),),
        departments=MINISTRIES,
        pace=125,
        first_year=2015,
        lines=150,
    ),
    ExampleBody(
        id="provincie-noorderland",
        name="Provincie Noorderland",
        kind="province",
        size_class=None,
        inhabitants=612_000,
        province="Noorderland",
        euros=214_000_000,
        systems=((2015, "sap"),),
        departments=PROVINCE,
        pace=125,
    ),
    ExampleBody(
        id="waterschap-middenwater",
        name="Waterschap Middenwater",
        kind="water_authority",
        size_class=None,
        inhabitants=None,
        province="Middenland",
        euros=96_000_000,
        systems=((2015, "oracle"),),
        departments=WATER_AUTHORITY,
        consent=False,
    ),
    _municipality(
        "voorbeeldstad",
        80_000,
        "Middenland",
        "key2",
        departments=CITY,
        former_departments=OF_THE_CITY,
        first_year=2015,
        lines=100,
        systems=((2015, "exact"), (2020, "key2")),
    ),
    _municipality("beukenrode", 61_400, "Middenland", "afas", 95),
    _municipality("duinstede", 53_900, "Noorderland", "exact", 60),
    _municipality("eikendrecht", 92_300, "Middenland", "unit4", 150),
    _municipality("grauwerkerk", 57_200, "Zuiderland", "visma", 65, unmapped=MOST_SOCIAL, consent=False),
    _municipality("heidebroek", 66_800, "Zuiderland", "sap", 90),
    _municipality("kasteelhoven", 71_500, "Middenland", "key2", 170),
    _municipality("lindewoude", 50_700, "Noorderland", "unit4", 105, unmapped=HALF),
    _municipality("merelveld", 84_600, "Middenland", "afas", 120, last_state="provisional"),
    _municipality("zilverbeek", 75_100, "Middenland", "exact", 115, consent=False),
    _municipality("hogeweer", 58_800, "Zuiderland", "oracle", 80),
    _municipality("polderzicht", 31_300, "Noorderland", "visma", 70),
    _municipality("rietmeer", 44_100, "Zuiderland", "unit4", 85, first_year=2021),
    _municipality(
        "wilgenhoek",
        17_900,
        "Zuiderland",
        "exact",
        lines=60,
        single_suppliers=("coffee", "timber", "workwear", "catering", "food"),
    ),
    _municipality(
        "vlierwaard",
        23_400,
        "Noorderland",
        "visma",
        60,
        first_year=2022,
        since=2022,
        lines=60,
        consent=False,
        not_bought=("timber", "carpentry"),
    ),
    _municipality("oosterduin", 152_000, "Noorderland", "sap", 130),
    _municipality("grootstede", 412_000, "Zuiderland", "key2", 125, lines=130, last_state="open"),
    ExampleBody(
        id="ministerie-kust-en-zee",
        name="Ministerie van Kust en Zee",
        kind="ministry",
        size_class=None,
        inhabitants=None,
        province=None,
        euros=640_000_000,
        systems=((2015, "sap"),),
        departments=MINISTRY,
        pace=90,
        first_year=2023,
        last_state="provisional",
    ),
)

FORMER_BODIES = tuple(
    _municipality(
        name,
        inhabitants,
        "Noorderland",
        "visma",
        60,
        last_year=2021,
        merged_into="vlierwaard",
        lines=60,
        consent=False,
        not_bought=("timber", "carpentry"),
    )
    for name, inhabitants in (("vlierdam", 12_600), ("waardzijl", 10_500))
)
"""What merged into Vlierwaard on the first day of 2022."""

EVERYONE = (*BODIES, *FORMER_BODIES)

LAST_YEAR = 2025

SEED = 2015
"""Of everything that is drawn at random: the same seed gives the same files, byte for byte."""


def body(id: str) -> ExampleBody:
    """The example body with this id."""
    return next(one for one in EVERYONE if one.id == id)
