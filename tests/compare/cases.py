"""Figures of bodies for the tests of this room."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from kpi.model import (
    FULL,
    Body,
    BodyKind,
    Figure,
    Indicator,
    Judgement,
    Message,
    Share,
    Status,
    Sums,
    YearState,
)

EURO = 100 * FULL  # cent basis points in a euro
INDICATOR = Indicator(
    id="circular_all_spend",
    version=2,
    name=Message("Circulair", "Circular"),
    question=Message("?", "?"),
    why=Message("!", "!"),
    themes=("CIR",),
    pillar="planet",
    scope={},
    criterion={},
    level="inzet",
    accepts=("contract",),
)


def percent(value) -> Fraction:
    return Fraction(value) / 100


def body(name: str, consent: frozenset[str] = frozenset({"*"}), **more) -> Body:
    return Body(name.lower(), name, more.pop("kind", BodyKind.MUNICIPALITY), consent=consent, **more)


def figure(of: Body | str, proven=None, possible=None, base: int = 1_000, **more) -> Figure:
    """A final figure with these bounds in percent over a base in euros; without a proven it has no value."""
    fields = {
        "body": body(of) if isinstance(of, str) else of,
        "indicator": INDICATOR,
        "year": 2025,
        "year_state": YearState.FINAL,
        "sums": None,
        "share": None,
        "judgement": Judgement(Status.NO_DATA, "nothing_submitted", Message("", "")),
        "amount_basis": "net",
        "suppliers": 9,
        "largest_supplier": Fraction(1, 5),
    }
    if proven is not None:
        top = proven if possible is None else possible
        met, reached = (int(Decimal(value) * base * EURO / 100) for value in (str(proven), str(top)))
        sums = Sums(met, base * EURO - reached, reached - met, lines_met=3, lines_not_met=3, lines_open=3)
        judgement = Judgement(Status.ON_TRACK, "expectation_met", Message("", ""), target=percent(10), ahead=percent(1))
        bounds = Share(sums.base, percent(str(proven)), percent(str(top)), None, None, Fraction(1), Fraction(1))
        fields |= {"sums": sums, "share": bounds, "judgement": judgement}
    return Figure(**(fields | more))


def group(count: int, **more) -> list[Figure]:
    """That many bodies, A, B, C ..., with proven 1, 2, 3 ... percent and possible one more."""
    return [figure(chr(ord("A") + place), place + 1, place + 2, **more) for place in range(count)]
