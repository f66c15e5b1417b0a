"""One measured figure beside its promise: the comparisons of semantics.md section 7, and how its numbers are written."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from kpi.commitment.path import expected, keeps_up
from kpi.language import Points, in_unit, message, of_sums, percent, target_percent
from kpi.model import CommitmentVersion, Indicator, Message


class Quantity(NamedTuple):
    """A registered quantity in the unit of its indicator (semantics.md section 5a): what is shown, what is possible."""

    low_sum: Fraction
    high_sum: Fraction


def as_decided(share: Fraction) -> Message:
    """A share that was chosen rather than measured: without rounding."""
    return Message(nl=target_percent("nl", share), en=target_percent("en", share))


def value_text(indicator: Indicator, value: Fraction, side: str) -> Message:
    """A share as a percentage, a quantity with its unit; rounded to a side."""
    if indicator.unit == "share":
        return Message(nl=percent("nl", value, side), en=percent("en", value, side))
    unit = indicator.unit_name
    return Message(nl=in_unit("nl", value, unit, side), en=in_unit("en", value, unit, side))


def distance_text(indicator: Indicator, value: Fraction, side: str = "up") -> Message:
    """A difference: points, or a number in the unit."""
    if indicator.unit != "share":
        return value_text(indicator, value, side)
    return message("{points} points", points=Points(value, side))


@dataclass(frozen=True)
class Case:
    """A value with its bounds beside the version that it is judged by.

    `base` is the denominator of a share, in the unit of its sums; None for a quantity, which has none.
    """

    indicator: Indicator
    version: CommitmentVersion
    year: int
    proven: Fraction
    possible: Fraction
    base: Fraction | None

    @property
    def _up(self) -> bool:
        return self.indicator.higher_is_better

    @cached_property
    def expected(self) -> Fraction | None:
        return expected(self.version, self.year, higher_is_better=self._up)

    @property
    def target(self) -> Fraction:
        return self.version.target.value

    @property
    def keeps_up(self) -> bool:
        return keeps_up(self.version, higher_is_better=self._up)

    @property
    def judged(self) -> Fraction:
        """The bound that must reach the expectation: nothing that is open works in its favour."""
        return self.proven if self._up else self.possible

    @property
    def hoped(self) -> Fraction:
        """The other bound: everything that is open works in its favour."""
        return self.possible if self._up else self.proven

    def short_of(self, mark: Fraction, bound: Fraction) -> Fraction:
        """How far a bound is on the wrong side of a mark; zero or less where it reaches it."""
        return mark - bound if self._up else bound - mark

    # ------------------------------------------------------------------- numbers as they are written

    def bound_text(self, value: Fraction) -> Message:
        return self._value(value, "down" if self._up else "up")

    def mark_text(self, value: Fraction) -> Message:
        return self._value(value, "up" if self._up else "down")

    def target_text(self) -> Message:
        """The target as it was decided."""
        if self.indicator.unit != "share":
            return self.mark_text(self.target)
        return as_decided(self.target)

    def judged_text(self) -> Message:
        value = self.bound_text(self.judged)
        return message("proven {value}", value=value) if self._up else message("at most {value}", value=value)

    def hoped_text(self) -> Message:
        value = self.bound_text(self.hoped)
        return message("possible {value}", value=value) if self._up else message("at least {value}", value=value)

    def distance_text(self, value: Fraction, side: str = "up") -> Message:
        return distance_text(self.indicator, value, side)

    def gap_in_euros(self, gap: Fraction) -> Message:
        """The end of a sentence that names a gap: what it is in euros, or contracts; nothing for a quantity."""
        if self.base is None:
            return Message(nl="", en="")
        euros = of_sums(self.indicator, gap * self.base, "up")
        if self._up:
            return message(", that is {euros} that should still have qualified this year", euros=euros)
        return message(", that is {euros} too much this year", euros=euros)

    def _value(self, value: Fraction, side: str) -> Message:
        return value_text(self.indicator, value, side)
