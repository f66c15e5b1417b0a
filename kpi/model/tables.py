"""Which columns the tables of lines, facts and groups have that pass between the rooms."""

from __future__ import annotations

import pyarrow as pa

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
        ("key", pa.string()),  # what is counted, by indicators that count contracts or suppliers
        ("scope_low", pa.int32()),  # basis points
        ("scope_high", pa.int32()),
        ("low", pa.int32()),
        ("high", pa.int32()),
        ("claimed", pa.bool_()),
        ("positive", pa.bool_()),  # amounts above zero; the others are together. Out of scope all may be together
        ("amount", pa.decimal128(38, 0)),  # cents
        ("lines", pa.int64()),
        ("least", pa.decimal128(38, 0)),  # QUANTITY_PARTS of the unit, of euros times a factor
        ("most", pa.decimal128(38, 0)),
    ]
)
"""Procurement lines of one submission that count alike for an indicator, added up."""
