"""What the tests of this room share: an indicator, a version of a commitment and the sums of worked example A."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from kpi.model import FULL, CommitmentVersion, Decision, Indicator, Message, Point, Share, Sums

EURO = 100 * FULL  # cent basis points in a euro

EXAMPLE_A = Sums(met=6_400 * EURO, not_met=1_600 * EURO, open_plus=1_500 * EURO)
"""Worked example A of semantics.md: proven 67.368... %, possible 83.157... %, base 9,500 euro."""


def percent(value: str | int | Fraction) -> Fraction:
    return Fraction(value) / 100


def point(year: int, value: str | int | Fraction) -> Point:
    return Point(year, percent(value))


def indicator(**changes: object) -> Indicator:
    fields: dict = {
        "id": "circular_all_spend",
        "version": 1,
        "name": Message("Circulair", "Circular"),
        "question": Message("?", "?"),
        "why": Message("!", "!"),
        "themes": ("CIR",),
        "pillar": "planet",
        "scope": {},
        "criterion": {},
        "level": "inzet",
        "accepts": ("contract",),
    }
    return Indicator(**(fields | changes))


def version(
    target: Point,
    baseline: Point | None = None,
    milestones: tuple[Point, ...] = (),
    path: str = "linear",
    number: int = 1,
    decided: date = date(2016, 3, 1),
) -> CommitmentVersion:
    decision = Decision("collegebesluit", "College van B&W", decided, f"{decided.year}-118")
    return CommitmentVersion(number, "Tekst", target, decision, baseline, milestones, path)


def share(sums: Sums) -> Share:
    """The bounds of section 5, written out once more, so that these tests do not lean on the room that measures."""
    base = sums.base
    unknown = sums.scope_unknown_plus - sums.scope_unknown_minus
    scope_coverage = max(Fraction(0), 1 - Fraction(unknown, sums.total)) if sums.total else None
    if base <= 0:
        code = "nothing_classified" if sums.total and unknown == sums.total else "base_zero"
        return Share(base, None, None, None, None, None, scope_coverage, code if base == 0 else "credit_notes")
    return Share(
        base,
        Fraction(sums.met + sums.open_minus, base),
        Fraction(sums.met + sums.open_plus, base),
        None,
        None,
        max(Fraction(0), 1 - Fraction(sums.open_plus - sums.open_minus, base)),
        scope_coverage,
    )


def sums(proven: str | int, possible: str | int, base: int = 1_000_000, scope_unknown: int = 0) -> Sums:
    """Sums with these bounds in percent over a base in euros; `scope_unknown` in euros."""
    met = int(Decimal(proven) * base * EURO / 100)
    open_plus = int(Decimal(possible) * base * EURO / 100) - met
    return Sums(met, base * EURO - met - open_plus, open_plus, scope_unknown_plus=scope_unknown * EURO)
