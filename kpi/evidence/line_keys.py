"""A spend line by what stands in it, so that it is found again whatever its file, its row or the order of uploads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from kpi.evidence.categories import normal_text
from kpi.evidence.coding import Coded, coded, coded_array
from kpi.model import DATE_FIELDS, Evidence

KEY_FIELDS = (
    "amount", *DATE_FIELDS, "supplier", "kvk", "vat_number", "supplier_id", "invoice_number", "document_number", "order_number",
    "contract_number", "department", "category", "ledger_account", "ledger_name", "description",
)  # fmt: skip
"""The amount comes first, so that lines of other amounts need not be looked at."""

BETWEEN = " | "


def line_keys(lines: pa.Table) -> pa.Array:
    """The key of each line (columns of model.LINE_SCHEMA). Lines that are the same in everything have the same key."""
    columns = [
        lines[name].combine_chunks().cast(pa.string())
        if name in lines.column_names
        else pa.nulls(len(lines), pa.string())
        for name in KEY_FIELDS
    ]
    joined = pc.binary_join_element_wise(*columns, BETWEEN, null_handling="replace", null_replacement="")
    return joined.combine_chunks() if isinstance(joined, pa.ChunkedArray) else joined


def sampled(lines: pa.Table, records: Sequence[Evidence]) -> Coded:
    """The lines that were checked in a sample, by their keys; no others."""
    keys = {entry.key for entry in records if entry.subject == "sample"}
    if not keys:
        return coded(lines, "")
    possible = pc.is_in(lines["amount"], pa.array(sorted(_amounts(keys)), pa.int64()))
    found = line_keys(lines.filter(possible))
    wanted = pc.if_else(pc.is_in(found, pa.array(sorted(keys), pa.string())), found, pa.scalar(None, pa.string()))
    whole = pc.replace_with_mask(
        pa.nulls(len(lines), pa.string()), pc.fill_null(possible, False).combine_chunks(), wanted
    )
    return coded_array(whole).map(normal_text)


def _amounts(keys: Iterable[str]) -> set[int]:
    return {int(key.partition(BETWEEN)[0]) for key in keys}
