"""What a body handed in, and whether it adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kpi.model.reading import Tally


class SubmissionState(StrEnum):
    SUBMITTED = "submitted"
    CERTIFIED = "certified"
    REOPENED = "reopened"  # certified before; its certified figures serve until it is replaced
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class YearState(StrEnum):
    OPEN = "open"
    PROVISIONAL = "provisional"
    FINAL = "final"


@dataclass(frozen=True)
class Submission:
    id: str
    body: str
    year: int
    part: str
    version: int
    state: SubmissionState
    complete: bool
    amount_basis: str
    year_basis: str  # one of YEAR_BASES
    file_name: str
    sha256: str
    submitted_by: str
    submitted_at: datetime
    certified_by: str | None = None
    certified_at: datetime | None = None
    ledger_total: int | None = None  # cents, as the submitter stated it from the administration


@dataclass(frozen=True)
class ControlTotals:
    """Semantics.md section 2: every row and every cent in exactly one place. Euro cents."""

    rows: int
    lines: int
    set_aside: Mapping[str, Tally]
    unreadable: Mapping[str, Tally]
    excluded: Mapping[str, Tally]
    procurement: Tally
    uploaded: Tally  # lines and their amount
    amount_column: int  # the amount column as read

    def adds_up(self) -> bool:
        """Whether both equations of section 2 hold, in rows and in cents."""
        set_aside_rows = sum(tally.rows for tally in self.set_aside.values())
        unreadable_rows = sum(tally.rows for tally in self.unreadable.values())
        set_aside_cents = sum(tally.cents or 0 for tally in self.set_aside.values())
        excluded_rows = sum(tally.rows for tally in self.excluded.values())
        excluded_cents = sum(tally.cents or 0 for tally in self.excluded.values())
        return (
            self.rows == self.lines + set_aside_rows + unreadable_rows
            and self.lines == self.procurement.rows + excluded_rows
            and self.amount_column == (self.uploaded.cents or 0) + set_aside_cents
            and self.uploaded.cents == (self.procurement.cents or 0) + excluded_cents
        )
