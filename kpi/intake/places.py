"""The places that a row below the header can have: a line, set aside, or a line that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

LINE = "line"
SET_ASIDE = (
    "blank",
    "repeated_header",
    "total",
    "sub_total",
    "note",
    "filler",
    "error_cells",
    "group_heading",
    "other_table",
)
"""Reasons why a row is no line and need not be one."""

UNREADABLE = ("amount_missing", "amount_not_a_number", "amount_error", "amount_not_calculated", "amount_lost")
"""Reasons why a row that looks like a line cannot be one: its amount cannot be read."""

PLACES = (LINE, *SET_ASIDE, *UNREADABLE)
CODE = {place: code for code, place in enumerate(PLACES)}
"""The number of each place, as rows keep it."""


@dataclass
class StatedTotal:
    """A total that the file states, and what the lines above it add up to, in cents."""

    row: int
    stated: int
    summed: int
    grand: bool
    labelled: bool


@dataclass
class Sorted:
    """The place of every row below the header (index 0 is the first), as codes in PLACES, and the totals stated."""

    codes: np.ndarray  # uint8
    totals: list[StatedTotal] = field(default_factory=list)
    second_header: int | None = None  # where another table begins
    unsure: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # set aside as totals, perhaps lines
    totals_above: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # lines that sum up those below

    @property
    def lines(self) -> np.ndarray:
        return self.codes == CODE[LINE]

    def rows(self, place: str) -> np.ndarray:
        return np.flatnonzero(self.codes == CODE[place])

    def set_aside(self, rows: np.ndarray, place: str) -> None:
        self.codes[rows] = CODE[place]
