"""What is known about lines, and on whose word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kpi.model.notices import Notice

EXCLUSION_REASONS = (
    "salary", "subsidy", "benefit", "tax", "transfer", "internal", "finance", "compensation",
)  # fmt: skip

KEPT_IN = "procurement"
"""In the place of a reason: a person decided that it is procurement, whatever our rules propose."""

LEFT_OPEN = ("mixed", "cannot_tell", "later")
"""Why a person decided nothing about a text: its suppliers differ, the text says too little, or not now."""

LEVELS = ("inzet", "realisatie", "effect")
"""Asked for in the contract; delivered; effect. Lower levels first."""

SUBJECTS = ("sample", "line", "contract", "supplier", "category")
"""What a piece of evidence speaks about, the most specific first. `sample` is one very line, as a person checked it."""


@dataclass(frozen=True)
class MappingRule:
    """What a body decided about its own words: a category (CPV, as a prefix without trailing zeros) or an exclusion
    (EXCLUSION_REASONS, or KEPT_IN).

    A rule with `text` and `supplier` wins from one with `text`, which wins from one with `supplier`. `left_open` (LEFT_OPEN) stands in
    the place of both: somebody looked, and the lines stay open.
    """

    text: str | None
    supplier: str | None
    cpv: str | None = None
    exclusion: str | None = None
    left_open: str | None = None


@dataclass(frozen=True)
class LeftOut:
    """Spend that a body decided is no procurement whatever its words say: accounts of its ledger, or a whole submission.

    `kind` is "ledger" (`value` is a code, or two of one length: "4.3", "40000-40999"; it covers all that begin so) or "file"
    (`value` is the id of a submission). Without a `reason` it takes an earlier decision back.
    """

    kind: str
    value: str
    reason: str | None


@dataclass(frozen=True)
class SameSupplier:
    """What a person decided about two suppliers (keys as in `supplier_key`): one and the same, or not. None takes it back."""

    first: str
    second: str
    same: bool | None


@dataclass(frozen=True)
class DepartmentRule:
    """Which department a body means by a text of its files. Without one the choice is taken back."""

    text: str
    department: str | None


@dataclass(frozen=True)
class Suggestion:
    """What a text probably is: a CPV prefix, a reason for exclusion, or neither ("cannot tell from this text").

    `agreed` says that the word list and the model agree. `word` is the listed word and `similar` are the example texts that it
    rests on. `others` are the next likeliest codes. `origin` is the mapping that it was borrowed from; then it is agreed where our own
    sources say the same.
    """

    cpv: str | None
    exclusion: str | None
    agreed: bool
    word: str | None
    similar: tuple[str, ...]
    others: tuple[str, ...]
    origin: str | None = None


@dataclass(frozen=True)
class Contract:
    number: str
    supplier: str | None = None
    subject: str | None = None
    kind: str | None = None  # works, services, supplies
    value: int | None = None  # cents
    start: date | None = None
    end: date | None = None
    procedure: str | None = None
    options: str | None = None  # to extend it, in the register's own words
    realised: int | None = None  # cents, as the register states it; what was spent stands on the lines


@dataclass(frozen=True)
class Supplier:
    """What a body registered about a supplier. `key` is a KvK number, a VAT number, its own number or a name."""

    key: str
    name: str | None = None
    size: str | None = None  # micro, small, medium, large
    social_enterprise: bool | None = None


@dataclass(frozen=True)
class Evidence:
    """One source that says which part of some spend has a property.

    `subject` and `key` say of what: a line (its invoice number), a contract (its number), a supplier (KvK, VAT or own
    number, or name), a category (the body's own text). `low` and `high` are basis points. Without a `reference` a yes is
    only a claim.
    """

    subject: str
    key: str
    property: str  # see data/reference/properties.toml
    low: int
    high: int
    kind: str  # label, contract, certificate, statement, decision
    level: str
    reference: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    supplier: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RegisteredQuantity:
    """How much of something a body had in a year, at least and at most in its unit, and what shows it."""

    quantity: str  # see data/reference/quantities.toml
    year: int
    department: str  # id; "" for the whole body
    low: Fraction
    high: Fraction
    source: str
    dated: date
    reference: str
    who: str = ""  # who stated it; empty: whoever loaded it
    withdrawn: bool = False  # takes an earlier registration back


@dataclass(frozen=True)
class Ruling:
    """What a person decided about registered things, with a reason. A later ruling about the same subject takes its place.

    `subject` is the id of a thing (withdrawn) or of a conflict (decided); `set_aside` are the ids of what counts no longer: none
    where all of a conflict hold. `undone` takes the ruling back.
    """

    subject: str
    set_aside: tuple[str, ...]
    reason: str
    undone: bool = False


@dataclass(frozen=True)
class Knowledge:
    """All that one body has decided and registered about its own spend. `reason` is why, where all of it was decided at once."""

    mapping: tuple[MappingRule, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contracts: tuple[Contract, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    quantities: tuple[RegisteredQuantity, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    same_suppliers: tuple[SameSupplier, ...] = ()
    departments: tuple[DepartmentRule, ...] = ()
    notices: tuple[Notice, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    reason: str = ""
