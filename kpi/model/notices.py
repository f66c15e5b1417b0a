"""Public notices: what was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

WAYS = ("requirement", "award_criterion", "contract_condition", "unstated")
"""How a public notice asks for something; most say only that they do."""


@dataclass(frozen=True)
class Asked:
    """Something that a public notice says about sustainability: a code of data/reference/notice_codes.csv, and how it asks."""

    list: str
    code: str
    way: str = "unstated"


@dataclass(frozen=True)
class NoticeSupplier:
    """Who won, as the notice names it."""

    name: str | None = None
    number: str | None = None  # KvK or VAT number


@dataclass(frozen=True)
class NoticeContract:
    """A contract that a notice tells of. `numbers` are all by which it may be known; `referenced` says whether the buyer's own
    number is among them.
    """

    id: str
    numbers: tuple[str, ...] = ()
    suppliers: tuple[NoticeSupplier, ...] = ()
    value: int | None = None  # cents
    start: date | None = None
    end: date | None = None
    referenced: bool = False


@dataclass(frozen=True)
class Notice:
    """One lot in one public notice. It proves that something was asked for (inzet), never that it was delivered.

    `asked` holds all that was said, also that nothing is asked. Several notices tell of one lot: before and after the award.
    """

    format: str  # ocds, eforms
    notice: str  # the id of the notice, with its version
    procedure: str  # what its notices share: ocid, or the identifier of the procedure
    lot: str  # "" where a procedure has no lots
    title: str | None = None
    published: date | None = None
    asked: tuple[Asked, ...] = ()
    contracts: tuple[NoticeContract, ...] = ()
