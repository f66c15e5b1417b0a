"""Numbers that name something: damaged by a spreadsheet, of the wrong form, or missing."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.cells import DATE
from kpi.intake.checks.table import Checked
from kpi.intake.checks.texts import missing
from kpi.intake.personal import is_bsn
from kpi.model import Finding

LONG_CODES = ("kvk", "vat_number", "supplier_id", "invoice_number", "order_number")
CODES = (*LONG_CODES, "contract_number", "document_number", "cost_centre")
_DAMAGED = r"(?i)^\d+(?:[.,]\d+)?E[+-]?\d+$"
_KVK = r"^\d{2} ?\d{2} ?\d{2} ?\d{2}$"
_DUTCH_VAT = re.compile(r"(?:NL)?(\d{9})B(\d{2})")
_LETTERS = "2321"  # NL, each letter as its place in the alphabet plus nine


def check_codes(table: Checked) -> list[Finding]:
    """Findings about codes."""
    found: list[Finding] = []
    for name in LONG_CODES:
        if table.has(name):
            texts = table.distinct(name)
            # a plain search first: it costs a fraction of the pattern
            texts = texts.filter(pc.or_(pc.match_substring(texts, "E"), pc.match_substring(texts, "e")))
            found += _wrong(table, "code_lost_digits", name, texts.filter(pc.match_substring_regex(texts, _DAMAGED)))
    for name in CODES:
        if table.has(name):
            found += _became_date(table, name)
    if table.has("kvk"):
        texts = table.distinct("kvk")
        bad = texts.filter(pc.invert(pc.match_substring_regex(texts, _KVK)))
        found += _wrong(table, "kvk_not_eight_digits", "kvk", bad)
    if table.has("vat_number"):
        texts = table.distinct("vat_number").to_pylist()
        wrong = pa.array([text for text in texts if not may_be_vat_number(text)], pa.string())
        found += _wrong(table, "vat_number_wrong", "vat_number", wrong)
    if table.has("invoice_number"):
        found += missing(table, "invoice_number_missing", "invoice_number")
    return found


def may_be_vat_number(text: str) -> bool:
    """False for what is written as a Dutch VAT number and has neither of its two checks right.

    Numbers of before 2020 pass the eleven test of the RSIN, later ones of sole traders the 97 test over letters and
    digits. Other texts (foreign numbers, RSIN, "n.v.t.") are not judged.
    """
    bare = re.sub(r"[\s.-]", "", text).upper()
    if not bare.startswith("NL") and not _DUTCH_VAT.fullmatch(bare):
        return True
    found = _DUTCH_VAT.fullmatch(bare)
    return found is not None and (is_bsn(found[1]) or int(f"{_LETTERS}{found[1]}11{found[2]}") % 97 == 1)


def _wrong(table: Checked, rule: str, name: str, texts: pa.Array) -> list[Finding]:
    """The finding of a rule on the lines that have one of these codes."""
    if not len(texts):
        return []
    where = np.asarray(pc.is_in(table.texts(name), value_set=texts))
    values = {"number": len(texts), "header": table.header_of(name), "example": texts[0].as_py()[:40]}
    return table.on_lines(rule, where, name, **values)


def _became_date(table: Checked, name: str) -> list[Finding]:
    """Dates among codes, as a spreadsheet makes of 1-2024. Where most are dates the column holds dates."""
    dates = (table.columns[table.index(name)].kinds == DATE)[table.rows]
    if 2 * int(dates.sum()) >= int((table.codes(name) >= 0).sum()):
        return []
    first = np.flatnonzero(dates)[:1]
    example = table.texts(name)[int(first[0])].as_py()[:40] if len(first) else ""
    return table.on_lines("code_became_date", dates, name, header=table.header_of(name), example=example)
