"""Bodies beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from kpi.model.basics import Message
from kpi.model.commitments import Status
from kpi.model.measuring import Indicator


@dataclass(frozen=True)
class Peer:
    """One body in a comparison, as the viewer may see it. Withheld peers have no figures."""

    name: str | None  # None: no consent
    body: str | None
    proven: Fraction | None
    possible: Fraction | None
    status: Status | None
    withheld: bool = False
    own: bool = False
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Bands:
    """Median and deciles over bodies with a final value, of proven and of possible apart. Fewer bodies, fewer figures."""

    bodies: int
    median: Fraction | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    deciles: Mapping[int, Fraction] = field(default_factory=dict)  # 10, 25, 50, 75, 90


@dataclass(frozen=True)
class Comparison:
    indicator: Indicator
    year: int
    peers: tuple[Peer, ...]
    proven: Bands
    possible: Bands
    left_out: Mapping[str, int]  # reason -> bodies that are not comparable
    refusal: Message | None = None
