"""The audit sample of what is claimed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

VERDICTS = ("confirmed", "rejected")


@dataclass(frozen=True)
class SampledLine:
    """A claim that was selected to be checked: one line for one indicator, as it stood when the sample was drawn."""

    key: str  # what stands in the line
    indicator: str
    parts: int  # of the amount that is claimed, in cent basis points
    always: bool  # selected for its size
    amount: int  # cents
    day: date | None = None
    supplier: str | None = None
    description: str | None = None
    invoice_number: str | None = None
    category: str | None = None
    submission: str = ""
    sheet: str | None = None
    row: int = 0  # from 1, in the file
    source: str = ""  # subject, kind and reference of what the claim rests on
    properties: tuple[str, ...] = ()  # that the claim rests on; none where it rests on facts of the line


@dataclass(frozen=True)
class Sample:
    """A random part of the claimed euros of a body's year, with all that is needed to draw it again. Cent basis points."""

    id: str
    body: str
    year: int
    indicators: tuple[str, ...]
    seed: int
    part: Fraction  # of the claimed euros that it is expected to hold
    interval: int
    claimed: int  # of positive lines: what is sampled from
    claims: int
    credited: int  # of negative lines, which are not sampled
    credits: int
    lines: tuple[SampledLine, ...]  # the largest first
    drawn_by: str = ""
    drawn_at: datetime | None = None


@dataclass(frozen=True)
class Verdict:
    """What a person found on a sampled line. `number` counts the lines of the sample from 1."""

    number: int
    verdict: str  # one of VERDICTS
    note: str = ""
    reference: str = ""  # of the document that was looked at
    by: str = ""
    at: datetime | None = None
