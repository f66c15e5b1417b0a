"""Monetary unit sampling: which lines a person checks, and what that says about all claimed euros.

Selection: probability proportional to amount, systematic with a random start, over units in a random order. An amount of at least the
interval is always selected. Evaluation: what was always selected is known exactly; of the rest the rate of rejected units has the
exact binomial (Clopper-Pearson) interval, which is the bound of monetary unit sampling where a line is right or wrong as a whole.

Sources: AICPA, Audit Guide Audit Sampling (monetary unit sampling; individually significant items); Goodman and Kish, "Controlled selection",
JASA 45 (1950), for systematic selection in random order; Clopper and Pearson, Biometrika 26 (1934).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate

LEAST_UNITS = 30
"""At least so many lines are expected in a sample; with fewer the interval says next to nothing."""

CONFIDENCE = Fraction(95, 100)
"""Of the interval, two-sided."""

PRECISION = 10**6
"""Bounds of a rate are rounded away from each other to this."""


@dataclass(frozen=True)
class Drawn:
    """The places of the units that were selected, those that are always selected, and the interval between selections."""

    selected: tuple[int, ...]
    always: frozenset[int]
    interval: int


@dataclass(frozen=True)
class ErrorRate:
    """Which part of the claimed euros is not what it is claimed to be. `estimate` is None as long as units are unchecked."""

    low: Fraction
    high: Fraction
    estimate: Fraction | None


def draw(keys: Sequence[str], values: Sequence[int], seed: int, part: Fraction) -> Drawn:
    """Selects units with these values (whole, above zero) so that the sample is expected to hold `part` of all value.

    `keys` are different from each other. The same seed, keys and values give the same selection, in whatever order they come.
    """
    if not values:
        return Drawn((), frozenset(), 0)
    interval = sampling_interval(values, part)
    always = frozenset(place for place, value in enumerate(values) if value >= interval)
    rest = sorted(
        (sha256(f"{seed} {keys[place]}".encode()).digest(), place)
        for place in range(len(values))
        if place not in always
    )
    start = int.from_bytes(sha256(f"{seed} start".encode()).digest(), "big") % interval
    # A unit is hit where its stretch of value holds one of start, start + interval, start + 2 x interval ...
    ends = accumulate(values[place] for _, place in rest)
    hit = [
        place
        for (_, place), end in zip(rest, ends, strict=True)
        if (end - 1 - start) // interval > (end - values[place] - 1 - start) // interval
    ]
    return Drawn(tuple(sorted((*always, *hit), key=lambda place: (-values[place], keys[place]))), always, interval)


def sampling_interval(values: Sequence[int], part: Fraction) -> int:
    """The largest interval with which the sample is expected to hold `part` of the value, and LEAST_UNITS units or all."""
    ordered = sorted(values)
    sums = [0, *accumulate(ordered)]
    squares = [0, *accumulate(value * value for value in ordered)]
    total, least = sums[-1], min(LEAST_UNITS, len(ordered))

    def enough(interval: int) -> bool:
        below = bisect_left(ordered, interval)
        always = len(ordered) - below
        covered = (total - sums[below]) * interval + squares[below]
        return covered >= part * total * interval and always * interval + sums[below] >= least * interval

    low, high = 1, total
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if enough(middle) else (low, middle - 1)
    return low


def error_rate(total: int, always: Sequence[tuple[int, bool | None]], others: Sequence[bool | None]) -> ErrorRate:
    """What checked units say about the whole. A unit is rejected (True), confirmed (False) or not checked yet (None).

    `always` gives the value of each unit that is always selected. What is not checked may be either: the interval holds for both.
    """
    if total <= 0:
        return ErrorRate(Fraction(0), Fraction(0), None)
    rest = total - sum(value for value, _ in always)
    wrong = sum(value for value, rejected in always if rejected)
    unchecked = sum(value for value, rejected in always if rejected is None)
    rejected, waiting, number = others.count(True), others.count(None), len(others)
    low, _ = binomial_interval(rejected, number)
    _, high = binomial_interval(rejected + waiting, number)
    estimate = None
    if not waiting and not unchecked and (number or not rest):
        estimate = (wrong + (Fraction(rejected, number) * rest if number else 0)) / Fraction(total)
    return ErrorRate((wrong + low * rest) / total, (wrong + unchecked + high * rest) / total, estimate)


def binomial_interval(found: int, number: int) -> tuple[Fraction, Fraction]:
    """The exact (Clopper-Pearson) interval of a rate, when `found` of `number` independent draws have something."""
    if number == 0:
        return Fraction(0), Fraction(1)
    return 1 - _upper(number - found, number), _upper(found, number)


def _upper(found: int, number: int) -> Fraction:
    """The rate at which so few would be found with half of what the confidence leaves; rounded up."""
    if found >= number:
        return Fraction(1)
    chance = float((1 - CONFIDENCE) / 2)
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        if _at_most(found, number, middle) > chance:
            low = middle
        else:
            high = middle
    # Floating point is used for a probability only, and its error is far below what is rounded away here.
    return min(Fraction(1), Fraction(math.ceil(high * PRECISION), PRECISION))


def _at_most(found: int, number: int, rate: float) -> float:
    """The chance to find at most so many."""
    if rate <= 0.0 or rate >= 1.0:
        return 1.0 if rate <= 0.0 else 0.0
    whole, yes, no = math.lgamma(number + 1), math.log(rate), math.log1p(-rate)
    return math.fsum(
        math.exp(whole - math.lgamma(one + 1) - math.lgamma(number - one + 1) + one * yes + (number - one) * no)
        for one in range(found + 1)
    )
