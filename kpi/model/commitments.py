"""Promises, and how they are judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kpi.model.basics import Message
from kpi.model.bodies import Body
from kpi.model.measuring import COUNTED, Indicator, Share, Sums
from kpi.model.submissions import YearState


class Status(StrEnum):
    WITHHELD = "withheld"
    NO_DATA = "no_data"
    CANNOT_TELL_YET = "cannot_tell_yet"
    ACHIEVED = "achieved"
    ON_TRACK = "on_track"
    MISSED = "missed"
    BEHIND = "behind"


STATUS_ORDER = (
    Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND, Status.MISSED, Status.CANNOT_TELL_YET, Status.NO_DATA,
    Status.WITHHELD,
)  # fmt: skip
"""As tallies show them."""


@dataclass(frozen=True)
class Point:
    year: int
    value: Fraction  # a share as a fraction of one, a quantity in its unit


@dataclass(frozen=True)
class Decision:
    kind: str  # collegebesluit, raadsbesluit, GS-besluit, DB-besluit, ministerieel besluit, manifest ...
    body: str
    date: date
    reference: str


@dataclass(frozen=True)
class CommitmentVersion:
    """One decision on a commitment. In force from the date of its decision until the next version's."""

    version: int
    text: str  # as decided
    target: Point
    decision: Decision
    baseline: Point | None = None  # None: unknown
    milestones: tuple[Point, ...] = ()
    path: str = "linear"  # linear, stepped
    responsible: str = ""  # a role, not a name
    next_move: str = ""  # a role
    reason: str = ""  # why it was changed
    indicator_version: int | None = None  # of the definition that was decided on; None: that of the commitment
    baseline_source: str = ""  # where the baseline was found; empty: unknown
    evidence: str = ""  # what counts and who checks it, beside what the definition says
    signatory: str = ""  # a role
    official: str = ""  # a role
    report_every: str = ""  # one of REPORT_EVERY; empty: not decided
    report_to: str = ""
    visible_to: str = ""  # one of VISIBLE_TO; empty: whoever the consent of the body lets see its figures
    review_on: date | None = None
    resources: str = ""
    risks: str = ""


REPORT_EVERY = ("year", "half_year", "quarter")

VISIBLE_TO = ("body", "peers", "public")
"""Who may see a promise: its own body; also other bodies and the ministry; everyone."""


@dataclass(frozen=True)
class Ending:
    """The decision that ended a commitment before or after its target year, and why."""

    decision: Decision
    reason: str


@dataclass(frozen=True)
class Commitment:
    """A body's promise on one indicator. `departments` empty: the whole body."""

    id: str
    body: str
    indicator: str
    indicator_version: int
    versions: tuple[CommitmentVersion, ...]  # oldest first
    departments: tuple[str, ...] = ()
    ended: Ending | None = None

    @property
    def state(self) -> str:
        """adopted, revised (decided more than once) or ended. What is not decided yet is a draft, and no commitment."""
        if self.ended:
            return "ended"
        return "revised" if len(self.versions) > 1 else "adopted"


@dataclass(frozen=True)
class Judgement:
    """A status and what it rests on. Gaps are at least zero, or None where none is owed."""

    status: Status
    reason_code: str
    reason: Message
    expected: Fraction | None = None
    target: Fraction | None = None
    target_year: int | None = None
    gap: Fraction | None = None  # of one, or in the unit
    gap_euro: Fraction | None = None
    gap_amount: Fraction | None = None  # in the unit of the sums, or of the quantity: euros, contracts, kWh
    ahead: Fraction | None = None  # of one: how far the judged bound is past the expectation
    to_settle: Fraction | None = None  # in the unit of the sums: to classify or prove before a status can be given


@dataclass(frozen=True)
class Figure:
    """One indicator of one body (or of one of its departments) in one year, judged."""

    body: Body
    indicator: Indicator
    year: int
    year_state: YearState
    sums: Sums | None  # None when withheld
    share: Share | None
    judgement: Judgement
    commitment: Commitment | None = None
    commitment_version: CommitmentVersion | None = None
    department: str | None = None  # None: the whole body; "": department unknown
    department_name: str | None = None
    amount_basis: str = "unknown"
    year_basis: str = "booking"
    suppliers: int = 0
    largest_supplier: Fraction | None = None  # its part of the absolute amounts in scope
    joined: tuple[str, ...] = ()  # the names of then of what this figure adds up, where that merged later

    @property
    def counted_at(self) -> str | None:
        """The level at which keys were counted: body, departments (of a promise), department; None where nothing is counted."""
        if self.indicator.measure not in COUNTED:
            return None
        if self.department is not None:
            return "department"
        return "departments" if self.commitment and self.commitment.departments else "body"

    @property
    def adds_up(self) -> bool:
        """Whether the sums of departments add up to those of their body; counts and ratios of quantities do not."""
        return self.indicator.measure not in COUNTED and not (self.indicator.quantity and self.indicator.is_share)


@dataclass(frozen=True)
class Change:
    """Against the previous final year, between judged bounds."""

    previous_year: int
    difference: Fraction
    word: str  # progress, decline, more_is_known, not_comparable


@dataclass(frozen=True)
class Forecast:
    """A least-squares line through at least three final years, with its 80 % prediction interval."""

    points: tuple[tuple[int, Fraction, Fraction, Fraction], ...]  # year, line, low, high
    target_reached_in: int | None  # None: not with this trend
