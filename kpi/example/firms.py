"""Invented suppliers. Registration numbers start with 00, which the trade register has not issued."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from kpi.example.words import CATEGORIES, LEFT_OUT, Category

FIRST = (
    "Rietwaal", "Elzerik", "Morgenbeek", "Kromhoek", "Zandlo", "Hazewiek", "Duivenwaard", "Steenweer", "Oosterik",
    "Brakwijk", "Kievitslo", "Wolderik", "Noordlo", "Grevelhout", "Lisdonk", "Paardewei", "Vinkelaar", "Moerdonk",
    "Zeggewaard", "Klaverlo", "Ganzerik", "Berkenstal", "Waterlisse", "Wulpenhof", "Sleedoornse", "Kwikstaart",
)  # fmt: skip
FORMS = ("B.V.", "B.V.", "B.V.", "V.O.F.", "N.V.", "Groep B.V.", "Nederland B.V.")
SIZES = ("micro", "small", "small", "medium", "medium", "large", "large")


@dataclass(frozen=True)
class Firm:
    """A supplier: its registered name, number in the trade register and size; `social` is a social enterprise."""

    name: str
    kvk: str
    size: str
    social: bool

    @property
    def prefix(self) -> str:
        """How its invoice numbers begin."""
        return ("F", "VF", "", "INV-")[int(self.kvk) % 4]


@cache
def pool(key: str, seed: int) -> tuple[Firm, ...]:
    """All firms in the fictional country that deliver a category."""
    position, category = next((place, one) for place, one in enumerate(CATEGORIES) if one.key == key)
    return _firms(position, category, seed)


def _firms(position: int, category: Category, seed: int) -> tuple[Firm, ...]:
    rng = Random(f"{seed}:firms:{category.key}")
    count = category.streams * 2 + 4
    firms = []
    for place, first in enumerate(rng.sample(FIRST, count)):
        form, size = rng.choice(FORMS), rng.choice(SIZES)
        kvk = f"00{position + 11:02d}{place:02d}{rng.randrange(100):02d}"
        firms.append(Firm(f"{first} {category.trade} {form}", kvk, size, rng.random() < 0.08))
    return tuple(firms)


def payee(key: str) -> Firm:
    """Who receives a payment that is no procurement."""
    position, one = next((place, one) for place, one in enumerate(LEFT_OUT) if one.key == key)
    return Firm(one.payee, f"00{90 + position}0000", "large", False)


def number(firm: Firm, body: str) -> str:
    """The supplier number that a body gave to a firm: six digits with leading zeros, no two alike."""
    return f"{int(firm.kvk[2:6]) * 3 + Random(f'{body}:suppliers').randrange(60_000):06d}"
