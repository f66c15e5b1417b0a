"""Reference data that more than one room reads: CPV, labels and properties. Read once, from data/reference."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from kpi.model import Message, Unit

REFERENCE_FOLDER = Path(__file__).parents[1] / "data" / "reference"


@dataclass(frozen=True)
class CpvCode:
    """One code of the common procurement vocabulary: eight digits, the digit that checks them, its name."""

    code: str
    check_digit: str
    name: Message


@dataclass(frozen=True)
class Label:
    """A label or certificate. `synonyms` may stand in running text, `exact` only as the whole of a label column."""

    id: str
    name: str
    kind: str
    synonyms: tuple[str, ...]
    exact: tuple[str, ...]


@dataclass(frozen=True)
class Property:
    """Something that spend can be, with the labels that prove it and the words that only claim it."""

    id: str
    name: Message
    labels: tuple[str, ...]
    claims: tuple[str, ...]
    columns: tuple[str, ...]
    clause: Message


@dataclass(frozen=True)
class Merger:
    """A municipality or water authority that went on in another on a day; `divided`: a part of it did."""

    before: str
    after: str
    day: date
    divided: bool


@dataclass(frozen=True)
class QuantityName:
    """A quantity that bodies may register, with the one unit in which it is registered."""

    id: str
    name: Message
    unit: str


@dataclass(frozen=True)
class Factor:
    """What one euro spent on a category comes to, at least and at most, in the unit of its set."""

    cpv: str  # a prefix without trailing zeros
    low: Fraction
    high: Fraction


@dataclass(frozen=True)
class FactorSet:
    """Factors of one source and year, for categories that do not overlap. `low` and `high` hold for everything else.

    `illustrative` says that the numbers are nobody's: they show how the sum is made, and prove nothing.
    """

    id: str
    name: Message
    unit: str
    year: int
    source: str
    illustrative: bool
    low: Fraction
    high: Fraction
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class NoticeCode:
    """A code by which public notices say that something sustainable is asked for.

    `asked` is False for a code that says that nothing is. Without themes it is not known which one is meant; `way` is empty where the code
    does not say how it is asked.
    """

    list: str
    code: str
    field: str  # BT-06 and so on; OCDS
    asked: bool
    themes: tuple[str, ...]
    way: str
    name: Message


@cache
def cpv_codes() -> dict[str, CpvCode]:
    """The whole vocabulary (CPV 2008) by its codes of eight digits."""
    with (REFERENCE_FOLDER / "cpv.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["code"]: CpvCode(row["code"], row["check_digit"], Message(nl=row["label_nl"], en=row["label_en"]))
            for row in csv.DictReader(stream)
        }


def is_cpv(prefix: str) -> bool:
    """Whether this is a code without the zeros at its end, as facts hold it: a division "15" or "30", a group "158" ..."""
    return (
        prefix.isdigit()
        and 2 <= len(prefix) <= 8
        and prefix.ljust(8, "0") in cpv_codes()
        and (len(prefix) == 2 or not prefix.endswith("0"))
    )


@cache
def labels() -> dict[str, Label]:
    with (REFERENCE_FOLDER / "labels.csv").open(encoding="utf-8", newline="") as stream:
        return {
            row["id"]: Label(
                row["id"], row["name"], row["kind"], _split(row["synonyms"]), _split(row["synonyms_exact_only"])
            )
            for row in csv.DictReader(stream)
        }


@cache
def notice_codes() -> dict[tuple[str, str], NoticeCode]:
    """The codes of eForms notices and of the OCDS sustainability extension, by list and code."""
    with (REFERENCE_FOLDER / "notice_codes.csv").open(encoding="utf-8", newline="") as stream:
        return {
            (row["list"], row["code"]): NoticeCode(
                row["list"], row["code"], row["field"], row["asked"] == "yes", _split(row["themes"]), row["way"],
                Message(nl=row["label_nl"], en=row["label_en"]),
            )
            for row in csv.DictReader(stream)
        }  # fmt: skip


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


@cache
def properties() -> dict[str, Property]:
    with (REFERENCE_FOLDER / "properties.toml").open("rb") as stream:
        return {
            name: Property(
                id=name,
                name=Message(**entry["name"]),
                labels=tuple(entry["labels"]),
                claims=tuple(entry["claims"]),
                columns=tuple(entry["columns"]),
                clause=Message(**entry["clause"]),
            )
            for name, entry in tomllib.load(stream).items()
        }


@cache
def mergers() -> tuple[Merger, ...]:
    """What merged or was divided since 2015, oldest first."""
    with (REFERENCE_FOLDER / "mergers.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(
            Merger(row["from_name"], row["to_name"], date.fromisoformat(row["date"]), row["kind"] == "divided")
            for row in csv.DictReader(stream)
        )


@cache
def units() -> dict[str, Unit]:
    """The units of sums and quantities as a reader sees them, by the word that files use."""
    return {
        name: Unit(
            Message(entry["nl"], entry["en"]), Message(**entry.get("one", {"nl": entry["nl"], "en": entry["en"]}))
        )
        for name, entry in _quantity_file()["unit"].items()
    }


@cache
def quantities() -> dict[str, QuantityName]:
    """The quantities that may be registered, by their ids."""
    return {
        name: QuantityName(name, Message(**entry["name"]), entry["unit"])
        for name, entry in _quantity_file()["quantity"].items()
    }


def _quantity_file() -> dict[str, Any]:
    with (REFERENCE_FOLDER / "quantities.toml").open("rb") as stream:
        return tomllib.load(stream)


@cache
def factor_sets() -> dict[str, FactorSet]:
    """The sets of factors by their ids. Numbers stand in the file as texts, so that they are exact."""
    with (REFERENCE_FOLDER / "factors.toml").open("rb") as stream:
        return {
            name: FactorSet(
                id=name,
                name=Message(**entry["name"]),
                unit=entry["unit"],
                year=entry["year"],
                source=entry["source"],
                illustrative=entry["illustrative"],
                low=_exact(entry["low"]),
                high=_exact(entry["high"]),
                factors=tuple(
                    Factor(one["cpv"], _exact(one["low"]), _exact(one["high"])) for one in entry.get("factor", ())
                ),
            )
            for name, entry in tomllib.load(stream).items()
        }


def _exact(written: str) -> Fraction:
    return Fraction(Decimal(written))
