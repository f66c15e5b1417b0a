"""Public bodies with their departments, and the themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kpi.model.basics import Message


class BodyKind(StrEnum):
    RIJK = "rijk"
    MINISTRY = "ministry"
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_AUTHORITY = "water_authority"
    JOINT_ARRANGEMENT = "joint_arrangement"


@dataclass(frozen=True)
class FormerName:
    """What a department was called up to and including a day."""

    name: str
    until: date


@dataclass(frozen=True)
class Department:
    """An organisational unit. `aliases` are the texts that spend files use for it.

    A new name is no new department. One that ended goes on in its successor; with several successors it was divided, and its
    amounts are not (kpi/succession.py).
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    valid_from: date | None = None  # None: unknown, or always
    valid_to: date | None = None  # the last day; None: still there
    successors: tuple[str, ...] = ()  # ids
    former_names: tuple[FormerName, ...] = ()  # oldest first

    def name_in(self, year: int) -> str:
        """What it was called at the end of a year."""
        former = [one.name for one in self.former_names if one.until >= date(year, 12, 31)]
        return former[0] if former else self.name


YEAR_BASES = ("booking", "invoice", "payment")
"""By which date a line belongs to a year, as the body itself selects what it exports: values by different ones are never compared."""


@dataclass(frozen=True)
class Body:
    id: str
    name: str
    kind: BodyKind
    size_class: str | None = None  # see data/reference/size_classes.toml
    inhabitants: int | None = None
    province: str | None = None
    fictional: bool = False
    departments: tuple[Department, ...] = ()
    report_by: str | None = None  # "03-31": month and day of the year after, by which a year is due
    contract_register_complete: bool = False
    consent: frozenset[str] = frozenset()  # indicators on which the body may be named to others; "*" is all
    submitters: frozenset[str] = frozenset()  # names; empty means any buyer of the body
    certifiers: frozenset[str] = frozenset()  # names; empty means any controller of the body
    valid_from: date | None = None  # None: unknown, or always
    valid_to: date | None = None  # the last day, after a merger or a division; None: still there
    successors: tuple[str, ...] = ()  # ids of bodies, as departments have them
    parts: tuple[str, ...] = ()  # the parts that a year is expected in; empty: no list
    year_basis: str = "booking"  # one of YEAR_BASES, for what is submitted from now on


@dataclass(frozen=True)
class Theme:
    id: str  # MIL, KLI, CIR, BIO, KET, SRO, DIV, INN, MKB
    name: Message
    pillar: str  # people, planet, profit
