"""The nouns that every room shares. Frozen, and without imports of ours.

What the figures mean is settled in docs/semantics.md. Money is kept as whole cents. Shares are kept in basis points
(0 to 10,000), so an amount times a share is a whole number of *cent basis points*: 1,000,000 of them are one euro.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Any

import pyarrow as pa

FULL = 10_000
"""Basis points in a whole."""

CENT_BASIS_POINTS_PER_EURO = 100 * FULL

QUANTITY_PARTS = 10**8
"""Whole parts in one unit of a quantity (one kWh, one FTE): registered to six decimals, and cents times a factor to eight."""

CATEGORY_FIELDS = ("category", "ledger_name", "ledger_account")
"""Where a line's category text is taken from: the first of these that is filled."""

EVIDENCE_FIELDS = (
    "mvi", "label", "circular", "fairtrade", "organic", "biobased", "fsc", "social_return", "isv", "innovation", "sme",
)  # fmt: skip
"""Columns of a spend file that state something about sustainability."""

DATE_FIELDS = ("invoice_date", "booking_date", "payment_date")
"""In the order in which a line's date is taken from them."""

LINE_TEXT_FIELDS = (
    "supplier", "supplier_id", "kvk", "vat_number", "body", "department", "cost_centre", "year", "period",
    "invoice_number", "document_number", "order_number", "contract_number", "category", "ledger_account",
    "ledger_name", "cpv", "description", *EVIDENCE_FIELDS,
)  # fmt: skip

LINE_SCHEMA = pa.schema(
    [
        ("line", pa.int32()),  # 0, 1, 2 ... over all tables of the submission
        ("sheet", pa.string()),
        ("row", pa.int32()),  # 0-based, as in the file
        ("amount", pa.int64()),  # cents, after the sign rule and the unit of the file
        *((name, pa.date32()) for name in DATE_FIELDS),
        *((name, pa.string()) for name in LINE_TEXT_FIELDS),
    ]
)
"""One spend line. Absent or empty values are null, never an empty string."""


@dataclass(frozen=True)
class Message:
    """One text for a reader, complete, in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


class Refusal(Exception):
    """Something that a person asked for is not done. Says what was found, where, what was expected, what to do next.

    `code` is a stable word for programs; nothing was stored when this is raised.
    """

    def __init__(self, code: str, message: Message):
        super().__init__(message.en)
        self.code = code
        self.message = message


# ---------------------------------------------------------------------------------------------- who looks


class Role(StrEnum):
    ADMINISTRATOR = "administrator"  # minister, alderman, deputy
    BUYER = "buyer"
    CONTROLLER = "controller"
    MINISTRY = "ministry"
    PUBLIC = "public"


@dataclass(frozen=True)
class Viewer:
    """Who asks. `body` is the body that this person belongs to; a ministry or the public has none. `heir_of` are the bodies that
    went on in it: what these left may be seen, not changed.
    """

    name: str
    role: Role
    body: str | None = None
    heir_of: frozenset[str] = frozenset()


# ---------------------------------------------------------------------------------------------- bodies


class BodyKind(StrEnum):
    RIJK = "rijk"
    MINISTRY = "ministry"
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_AUTHORITY = "water_authority"
    JOINT_ARRANGEMENT = "joint_arrangement"


@dataclass(frozen=True)
class FormerName:
    """What a department was called up to and including a day."""

    name: str
    until: date


@dataclass(frozen=True)
class Department:
    """An organisational unit. `aliases` are the texts that spend files use for it.

    A new name is no new department. One that ended goes on in its successor; with several successors it was divided, and its
    amounts are not (kpi/succession.py).
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    name_en: str | None = None
    valid_from: date | None = None  # None: unknown, or always
    valid_to: date | None = None  # the last day; None: still there
    successors: tuple[str, ...] = ()  # ids
    former_names: tuple[FormerName, ...] = ()  # oldest first

    def name_in(self, year: int) -> str:
        """What it was called at the end of a year."""
        former = [one.name for one in self.former_names if one.until >= date(year, 12, 31)]
        return former[0] if former else self.name


YEAR_BASES = ("booking", "invoice", "payment")
"""By which date a line belongs to a year, as the body itself selects what it exports: values by different ones are never compared."""


@dataclass(frozen=True)
class Body:
    id: str
    name: str
    kind: BodyKind
    size_class: str | None = None  # see data/reference/size_classes.toml
    inhabitants: int | None = None
    province: str | None = None
    fictional: bool = False
    departments: tuple[Department, ...] = ()
    report_by: str | None = None  # "03-31": month and day of the year after, by which a year is due
    contract_register_complete: bool = False
    consent: frozenset[str] = frozenset()  # indicators on which the body may be named to others; "*" is all
    submitters: frozenset[str] = frozenset()  # names; empty means any buyer of the body
    certifiers: frozenset[str] = frozenset()  # names; empty means any controller of the body
    valid_from: date | None = None  # None: unknown, or always
    valid_to: date | None = None  # the last day, after a merger or a division; None: still there
    successors: tuple[str, ...] = ()  # ids of bodies, as departments have them
    parts: tuple[str, ...] = ()  # the parts that a year is expected in; empty: no list
    year_basis: str = "booking"  # one of YEAR_BASES, for what is submitted from now on


@dataclass(frozen=True)
class Theme:
    id: str  # MIL, KLI, CIR, BIO, KET, SRO, DIV, INN, MKB
    name: Message
    pillar: str  # people, planet, profit


# ---------------------------------------------------------------------------------------------- reading a file


class Outcome(StrEnum):
    OK = "ok"
    ASK = "ask"
    REFUSE = "refuse"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True)
class FileFacts:
    name: str
    sha256: str
    bytes: int
    container: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    reply_to: str | None = None  # "draft:..." or "submission:...", where it is a reply workbook of ours


@dataclass(frozen=True)
class Column:
    """One column of the file and what it was taken for. `why` is a reason in words."""

    field: str
    index: int
    header: str
    why: Message
    samples: tuple[str, ...] = ()
    filled: int = 0


@dataclass(frozen=True)
class Tally:
    """Rows and their amounts. `cents` is None where the rows have no readable amount."""

    rows: int = 0
    cents: int | None = None


@dataclass(frozen=True)
class Question:
    """Something the file cannot tell. `id` is from the closed list in docs/command-line.md."""

    id: str
    about: str
    why: Message
    options: tuple[str, ...]
    labels: tuple[Message, ...] = ()  # one for each option, for the screen
    likeliest: str | None = None
    examples: tuple[tuple[Message, ...], ...] = ()  # real rows: what stands there, then what each option makes of it
    totals: tuple[int | None, ...] = ()  # euro cents that count under each option, where that is known


@dataclass(frozen=True)
class Finding:
    rule: str
    severity: Severity
    message: Message
    rows: int = 0
    cents: int | None = None
    cells: tuple[str, ...] = ()  # "F12" or "Sheet!F12", the first 5,000


@dataclass(frozen=True)
class TableReading:
    """One table of a file, as understood.

    `lines` has (a part of) LINE_SCHEMA. `record` is the table as it was read (semantics.md section 11): columns `sheet`,
    `row`, `place` ("above", "header", "line", a set-aside reason, or an unreadable reason), `kinds` (one letter a cell: t text, n number,
    d date, b boolean, e error, . empty; null when all are text) and one text column `c0`, `c1` ... for each kept column;
    columns that hold personal data are all null. Amounts of `set_aside` are in cents of the file's own unit.
    """

    sheet: str | None
    header_rows: tuple[int, ...]
    header: tuple[str, ...]
    columns: Mapping[str, Column]
    number_style: str
    date_order: str
    amount_unit: int
    amount_basis: str  # net, gross, unknown
    line_count: int
    amount_sum: int | None  # cents in the file's own unit; None with bands
    amount_low_sum: int | None
    amount_high_sum: int | None
    negative_lines: int
    earliest: str | None
    latest: str | None
    suppliers: int
    set_aside: Mapping[str, Tally]
    unreadable: Tally
    rounded_lines: int  # lines rounded to cents
    rounding_difference: Fraction  # cents
    lines: pa.Table
    record: pa.Table
    column_cents: int | None = (
        None  # the amount column in euro cents, added up before its rows were divided; None with bands
    )
    others: tuple[Column, ...] = ()  # columns that were taken for nothing; `field` is empty
    set_aside_cents: Mapping[str, int] = field(default_factory=dict)  # as set_aside, in euro cents: exact in any unit


@dataclass(frozen=True)
class Remembered:
    """What a body answered before for the layout of this file and was answered again, and what changed in the layout."""

    layout: str  # under which it is kept
    answers: Mapping[str, str]  # by question, or question and what it is about
    words: tuple[Message, ...]  # the same as a person would say it
    chosen_by: str
    chosen_at: datetime
    changes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class Reading:
    """All that was understood of one file. With outcome `ask` the figures are those of the likeliest answers."""

    outcome: Outcome
    reason: Message | None
    file: FileFacts
    tables: tuple[TableReading, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    remembered: Remembered | None = None


# ---------------------------------------------------------------------------------------------- submissions


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


# ---------------------------------------------------------------------------------------------- evidence

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
    """All that one body has decided and registered about its own spend."""

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


@dataclass(frozen=True)
class FormColumn:
    """A column that a register may have. `kind` is text, date, number, percent or answer; `words` are its headers in lower case, the
    usual Dutch one first. `choices` names the list that its cells are from, if any.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    choices: str = ""


@dataclass(frozen=True)
class RegisterForm:
    """A kind of register (data/vocabulary/registers.toml). Of each list in `needed` a table must have one column.

    `only` says that a table is never taken for it unless a person says so.
    """

    id: str
    name: Message
    columns: tuple[FormColumn, ...]
    needed: tuple[tuple[str, ...], ...]
    only: bool = False


@dataclass(frozen=True)
class RegisterCell:
    """A filled cell: as it was written, where it stands, and its date, number or percentage where that is certain."""

    written: str
    address: str = ""  # "F12" or "Sheet!F12"; empty where there are no cells
    value: date | Decimal | None = None


@dataclass(frozen=True)
class RegisterRow:
    """One row of a register: its filled cells by the ids of the form's columns."""

    place: Message
    cells: Mapping[str, RegisterCell]


@dataclass(frozen=True)
class RegisterColumn:
    """One column with a header: what it was taken for (`id` is empty where it is not used), and why."""

    id: str
    header: str
    address: str
    why: Message


@dataclass(frozen=True)
class RegisterTable:
    """A table of a file that was taken for a register of this form."""

    file: str
    form: str
    sheet: str | None
    columns: tuple[RegisterColumn, ...]
    rows: tuple[RegisterRow, ...]


@dataclass(frozen=True)
class RegisterReading:
    """The registers in a file, what must be asked before they are certain, and what was noticed."""

    file: FileFacts
    tables: tuple[RegisterTable, ...]
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()


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


FACT_SCHEMA = pa.schema(
    [
        ("line", pa.int32()),
        ("amount", pa.int64()),  # cents
        ("department", pa.string()),  # id; "" when unknown
        ("supplier_key", pa.string()),  # the merged identity of the supplier; null when the line names none
        ("supplier_size", pa.string()),
        ("category_text", pa.string()),
        ("cpv", pa.string()),  # a prefix: "15", "1586", "158610"; null when not classified
        ("cpv_source", pa.string()),  # line, text and supplier, text, supplier
        ("exclusion", pa.string()),  # one of EXCLUSION_REASONS; null for procurement
        ("ledger_account", pa.string()),
        ("contract_number", pa.string()),
        ("has_contract", pa.bool_()),  # null: unknown (not found, and the register is not complete)
        ("contract_value", pa.int64()),  # cents
        ("contract_kind", pa.string()),
        ("contract_procedure", pa.string()),
        ("date", pa.date32()),
    ]
)
"""What is known about each line, one row a line: the fields that conditions may speak of."""

LINE_EVIDENCE_SCHEMA = pa.schema(
    [
        ("line", pa.int32()),
        ("indicator", pa.string()),
        ("property", pa.string()),
        ("low", pa.int32()),  # basis points
        ("high", pa.int32()),
        ("claimed", pa.bool_()),  # said, not shown: low 0, high 10000
        ("subject", pa.string()),  # the winning source: line, contract, supplier, category
        ("kind", pa.string()),
        ("reference", pa.string()),
    ]
)
"""The winning evidence for a line and an indicator; no row where nothing is known."""

GROUP_SCHEMA = pa.schema(
    [
        ("indicator", pa.string()),
        ("indicator_version", pa.int32()),
        ("measure", pa.string()),  # see MEASURES
        ("submission", pa.string()),
        ("department", pa.string()),
        ("supplier_key", pa.string()),
        ("key", pa.string()),  # what is counted, by indicators that count contracts or suppliers
        ("scope_low", pa.int32()),  # basis points
        ("scope_high", pa.int32()),
        ("low", pa.int32()),
        ("high", pa.int32()),
        ("claimed", pa.bool_()),
        ("positive", pa.bool_()),  # amounts above zero; the others are together, so that all of a group have one sign
        ("amount", pa.decimal128(38, 0)),  # cents
        ("lines", pa.int64()),
        ("least", pa.decimal128(38, 0)),  # QUANTITY_PARTS of the unit, of euros times a factor
        ("most", pa.decimal128(38, 0)),
    ]
)
"""Procurement lines of one submission that count alike for an indicator, added up."""


# ---------------------------------------------------------------------------------------------- measuring


MEASURES = ("euro", "contracts", "suppliers", "quantity", "factor")
"""What an indicator adds up: spend, distinct contracts or suppliers, a registered quantity, or euros times a factor."""

COUNTED = ("contracts", "suppliers")
"""Measures that count keys: not additive, so that each level counts its own."""


@dataclass(frozen=True)
class Unit:
    """A unit as a reader sees it: of many, and of exactly one."""

    many: Message
    one: Message


@dataclass(frozen=True)
class Registered:
    """The registered quantities (data/reference/quantities.toml) that an indicator is about: one, or a part of a whole."""

    part: str
    whole: str | None = None


@dataclass(frozen=True)
class Variant:
    """Another indicator that answers the same question in another way, such as over another denominator."""

    indicator: str
    difference: Message


@dataclass(frozen=True)
class Indicator:
    """A defined measurement; one TOML file in data/indicators. `scope` and `criterion` are condition trees; a registered
    quantity has neither, and euros times a factor have a scope only.
    """

    id: str
    version: int
    name: Message
    question: Message
    why: Message
    themes: tuple[str, ...]
    pillar: str
    scope: Mapping[str, Any]
    criterion: Mapping[str, Any]
    level: str
    accepts: tuple[str, ...]  # kinds of evidence
    measure: str = "euro"
    unit: str = "share"  # share, or the unit of a quantity: kWh, kg, FTE ...
    higher_is_better: bool = True
    threshold: Fraction = Fraction(60, 100)  # of scope coverage, under which nothing is said
    exclusions: Message | None = None
    assumptions: Message | None = None
    counts: Message | None = None  # one thing that counts
    counts_not: Message | None = None  # one thing that does not
    unverified: Message | None = None  # facts that were not checked in a source
    variants: tuple[Variant, ...] = ()
    source: str = ""
    source_date: date | None = None  # the day on which the source was last looked at
    owner: str = ""
    since: date | None = None
    next_review: date | None = None
    examples: tuple[Mapping[str, Any], ...] = ()
    quantity: Registered | None = None
    factors: str | None = None  # a set of data/reference/factors.toml
    counted_in: Unit | None = None  # the unit of the sums for a reader (contracts, kWh); None: euros
    sum_unit: str = "euro"  # the same for programs
    own: bool = False  # made by one body for itself: never compared

    @property
    def unit_name(self) -> Unit:
        """The unit of a quantity as a reader sees it."""
        return self.counted_in or Unit(Message(self.unit, self.unit), Message(self.unit, self.unit))

    @property
    def is_share(self) -> bool:
        """Whether the value is a part of a whole; otherwise it is an amount in `unit`."""
        return self.unit == "share"

    @property
    def sum_parts(self) -> int:
        """Whole parts of the sums in one unit: cent basis points in a euro, basis points in a contract, parts in a kWh."""
        if self.measure in COUNTED:
            return FULL
        return CENT_BASIS_POINTS_PER_EURO if self.measure == "euro" else QUANTITY_PARTS

    @property
    def properties(self) -> tuple[str, ...]:
        """The properties that the criterion asks evidence for, each once, in the order in which they are named."""
        return tuple(dict.fromkeys(_properties_in(self.criterion)))


def _properties_in(condition: Mapping[str, Any]) -> Iterator[str]:
    if "property" in condition:
        yield condition["property"]
    for part in (*condition.get("any", ()), *condition.get("all", ()), *filter(None, (condition.get("not"),))):
        yield from _properties_in(part)


@dataclass(frozen=True)
class Sums:
    """The exact sums of semantics.md section 4, in whole parts (Indicator.sum_parts), and counts of lines or of keys."""

    met: int = 0
    not_met: int = 0
    open_plus: int = 0
    open_minus: int = 0
    scope_unknown_plus: int = 0
    scope_unknown_minus: int = 0
    out_of_scope: int = 0
    claimed: int = 0
    lines_met: int = 0
    lines_not_met: int = 0
    lines_open: int = 0
    lines_claimed: int = 0
    lines_scope_unknown: int = 0
    lines_out_of_scope: int = 0

    def __add__(self, other: Sums) -> Sums:
        return Sums(*(getattr(self, name) + getattr(other, name) for name in SUM_NAMES))

    @property
    def base(self) -> int:
        """Everything in scope: the denominator."""
        return self.met + self.not_met + self.open_plus + self.open_minus

    @property
    def total(self) -> int:
        """All procurement spend."""
        return self.base + self.scope_unknown_plus + self.scope_unknown_minus + self.out_of_scope


SUM_NAMES = tuple(Sums.__dataclass_fields__)


@dataclass(frozen=True)
class Share:
    """A value with its bounds (semantics.md section 5). Fractions of one; `base` in parts (Indicator.sum_parts).

    Of a quantity (section 5a) `proven` and `possible` are its least and its most in its unit, and the rest is not there.
    `reason_code` says why there is no value: then the bounds are None. Coverage stands whatever the value.
    """

    base: int
    proven: Fraction | None
    possible: Fraction | None
    proven_all: Fraction | None
    possible_all: Fraction | None
    coverage: Fraction | None
    scope_coverage: Fraction | None
    reason_code: str | None = None  # nothing_submitted, base_zero, nothing_classified, credit_notes, mixed_basis ...


# ---------------------------------------------------------------------------------------------- commitments


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


@dataclass(frozen=True)
class Peer:
    """One body in a comparison, as the viewer may see it. Withheld peers have no figures."""

    name: str | None  # None: no consent
    body: str | None
    proven: Fraction | None
    possible: Fraction | None
    status: Status | None
    withheld: bool = False
    own: bool = False
    place: tuple[int, int] | None = None


@dataclass(frozen=True)
class Bands:
    """Median and deciles over bodies with a final value, of proven and of possible apart. Fewer bodies, fewer figures."""

    bodies: int
    median: Fraction | None = None
    lowest: Fraction | None = None
    highest: Fraction | None = None
    deciles: Mapping[int, Fraction] = field(default_factory=dict)  # 10, 25, 50, 75, 90


@dataclass(frozen=True)
class Comparison:
    indicator: Indicator
    year: int
    peers: tuple[Peer, ...]
    proven: Bands
    possible: Bands
    left_out: Mapping[str, int]  # reason -> bodies that are not comparable
    refusal: Message | None = None
