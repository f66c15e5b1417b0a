"""Indicators, their sums and their shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from kpi.model.basics import CENT_BASIS_POINTS_PER_EURO, FULL, QUANTITY_PARTS, Message

MEASURES = ("euro", "contracts", "suppliers", "quantity", "factor")
"""What an indicator adds up: spend, distinct contracts or suppliers, a registered quantity, or euros times a factor."""

COUNTED = ("contracts", "suppliers")
"""Measures that count keys: not additive, so that each level counts its own."""


@dataclass(frozen=True)
class Unit:
    """A unit as a reader sees it: of many, and of exactly one."""

    many: Message
    one: Message


@dataclass(frozen=True)
class Registered:
    """The registered quantities (data/reference/quantities.toml) that an indicator is about: one, or a part of a whole."""

    part: str
    whole: str | None = None


@dataclass(frozen=True)
class Variant:
    """Another indicator that answers the same question in another way, such as over another denominator."""

    indicator: str
    difference: Message


@dataclass(frozen=True)
class Indicator:
    """A defined measurement; one TOML file in data/indicators. `scope` and `criterion` are condition trees; a registered
    quantity has neither, and euros times a factor have a scope only.
    """

    id: str
    version: int
    name: Message
    question: Message
    why: Message
    themes: tuple[str, ...]
    pillar: str
    scope: Mapping[str, Any]
    criterion: Mapping[str, Any]
    level: str
    accepts: tuple[str, ...]  # kinds of evidence
    measure: str = "euro"
    unit: str = "share"  # share, or the unit of a quantity: kWh, kg, FTE ...
    higher_is_better: bool = True
    threshold: Fraction = Fraction(60, 100)  # of scope coverage, under which nothing is said
    exclusions: Message | None = None
    assumptions: Message | None = None
    counts: Message | None = None  # one thing that counts
    counts_not: Message | None = None  # one thing that does not
    unverified: Message | None = None  # facts that were not checked in a source
    variants: tuple[Variant, ...] = ()
    source: str = ""
    source_date: date | None = None  # the day on which the source was last looked at
    owner: str = ""
    since: date | None = None
    next_review: date | None = None
    examples: tuple[Mapping[str, Any], ...] = ()
    quantity: Registered | None = None
    factors: str | None = None  # a set of data/reference/factors.toml
    counted_in: Unit | None = None  # the unit of the sums for a reader (contracts, kWh); None: euros
    sum_unit: str = "euro"  # the same for programs
    own: bool = False  # made by one body for itself: never compared

    @property
    def unit_name(self) -> Unit:
        """The unit of a quantity as a reader sees it."""
        return self.counted_in or Unit(Message(self.unit, self.unit), Message(self.unit, self.unit))

    @property
    def is_share(self) -> bool:
        """Whether the value is a part of a whole; otherwise it is an amount in `unit`."""
        return self.unit == "share"

    @property
    def sum_parts(self) -> int:
        """Whole parts of the sums in one unit: cent basis points in a euro, basis points in a contract, parts in a kWh."""
        if self.measure in COUNTED:
            return FULL
        return CENT_BASIS_POINTS_PER_EURO if self.measure == "euro" else QUANTITY_PARTS

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties that the criterion asks evidence for, each once, in the order in which they are named."""
        return tuple(dict.fromkeys(_properties_in(self.criterion)))


def _properties_in(condition: Mapping[str, Any]) -> Iterator[str]:
    if "property" in condition:
        yield condition["property"]
    for part in (*condition.get("any", ()), *condition.get("all", ()), *filter(None, (condition.get("not"),))):
        yield from _properties_in(part)


@dataclass(frozen=True)
class Sums:
    """The exact sums of semantics.md section 4, in whole parts (Indicator.sum_parts), and counts of lines or of keys."""

    met: int = 0
    not_met: int = 0
    open_plus: int = 0
    open_minus: int = 0
    scope_unknown_plus: int = 0
    scope_unknown_minus: int = 0
    out_of_scope: int = 0
    claimed: int = 0
    lines_met: int = 0
    lines_not_met: int = 0
    lines_open: int = 0
    lines_claimed: int = 0
    lines_scope_unknown: int = 0
    lines_out_of_scope: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in SUM_NAMES))

    @property
    def base(self) -> int:
        """Everything in scope: the denominator."""
        return self.met + self.not_met + self.open_plus + self.open_minus

    @property
    def total(self) -> int:
        """All procurement spend."""
        return self.base + self.scope_unknown_plus + self.scope_unknown_minus + self.out_of_scope


SUM_NAMES = tuple(Sums.__dataclass_fields__)


@dataclass(frozen=True)
class Share:
    """A value with its bounds (semantics.md section 5). Fractions of one; `base` in parts (Indicator.sum_parts).

    Of a quantity (section 5a) `proven` and `possible` are its least and its most in its unit, and the rest is not there.
    `reason_code` says why there is no value: then the bounds are None. Coverage stands whatever the value.
    """

    base: int
    proven: Fraction | None
    possible: Fraction | None
    proven_all: Fraction | None
    possible_all: Fraction | None
    coverage: Fraction | None
    scope_coverage: Fraction | None
    reason_code: str | None = None  # nothing_submitted, base_zero, nothing_classified, credit_notes, mixed_basis ...
