"""What free texts tell: cut off, damaged, empty, or holding what must not be kept."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.checks.table import Checked
from kpi.intake.personal import is_bsn, is_iban
from kpi.model import Finding

FIELDS = ("supplier", "description", "category", "department", "ledger_name")
MISSING = {"description_missing": "description", "category_missing": "category", "department_missing": "department"}
CUT_LENGTHS = range(20, 129)
"""Lengths at which systems cut texts off."""

_DAMAGED = r"\x{FFFD}|[ÃÂ][\x{80}-\x{BF}ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â€.|â‚¬"
"""The replacement character, or UTF-8 that was read as a Western code page."""

_MAYBE_IBAN = r"\b[A-Z]{2}\d{2} ?[A-Z]{4} ?\d"
_IBAN = re.compile(r"\b[A-Z]{2}\d{2} ?[A-Z]{4}(?: ?\d){8,18}")
_MAYBE_BSN = r"(?i)\b(?:bsn|burgerservicen)"
_BSN = re.compile(r"(?i)\b(?:bsn|burgerservicen(?:umme)?r?)\D{0,10}(\d{9})\b")
MOSTLY = 2
"""A column of which more than one in so many cells is empty is hardly used; then an empty cell says nothing."""


def check_texts(table: Checked) -> list[Finding]:
    """Findings about texts."""
    found: list[Finding] = []
    for name in ("supplier", "description", "category"):
        if table.has(name):
            found += _cut_off(table, name)
    for name in FIELDS:
        if table.has(name):
            found += _damaged(table, name) + _personal(table, name)
    for rule, name in MISSING.items():
        if table.has(name):
            found += missing(table, rule, name)
    return found


def missing(table: Checked, rule: str, name: str) -> list[Finding]:
    """Lines on which a field is empty that most lines have."""
    empty = table.codes(name) < 0
    if MOSTLY * int(empty.sum()) >= len(empty):
        return []
    return table.on_lines(rule, empty, name, header=table.header_of(name))


def _cut_off(table: Checked, name: str) -> list[Finding]:
    """The longest texts all have one length, as nothing but a system makes them."""
    texts = table.texts(name)
    lengths = pc.utf8_length(table.distinct(name)).to_numpy()
    longest = int(lengths.max(initial=0))
    at_longest = int((lengths == longest).sum())
    if longest not in CUT_LENGTHS or at_longest < 5 or 100 * at_longest < 3 * len(lengths):
        return []
    where = np.asarray(pc.equal(pc.utf8_length(texts), longest).fill_null(False))
    return table.on_lines("text_cut_off", where, name, header=table.header_of(name), length=longest)


def _damaged(table: Checked, name: str) -> list[Finding]:
    distinct = table.distinct(name)
    # plain searches first: they cost a fraction of the pattern
    maybe = [pc.match_substring(distinct, sign) for sign in ("\ufffd", "Ã", "Â", "â")]
    distinct = distinct.filter(pc.or_(pc.or_(maybe[0], maybe[1]), pc.or_(maybe[2], maybe[3])))
    damaged = distinct.filter(pc.match_substring_regex(distinct, _DAMAGED))
    return _with(table, "text_misread", name, damaged, example=damaged[0].as_py()[:40] if len(damaged) else "")


def _personal(table: Checked, name: str) -> list[Finding]:
    distinct = table.distinct(name)
    with_iban = distinct.filter(pc.match_substring_regex(distinct, _MAYBE_IBAN)).to_pylist()
    ibans = [text for text in with_iban if any(is_iban(found) for found in _IBAN.findall(text))]
    with_bsn = distinct.filter(pc.match_substring_regex(distinct, _MAYBE_BSN)).to_pylist()
    numbers = [text for text in with_bsn if any(is_bsn(found) for found in _BSN.findall(text))]
    return _with(table, "iban_in_text", name, pa.array(ibans, pa.string())) + _with(
        table, "bsn_in_text", name, pa.array(numbers, pa.string())
    )


def _with(table: Checked, rule: str, name: str, texts: pa.Array, **values: str) -> list[Finding]:
    """The finding of a rule on the lines that have one of these texts."""
    if not len(texts):
        return []
    where = np.asarray(pc.is_in(table.texts(name), value_set=texts))
    return table.on_lines(rule, where, name, header=table.header_of(name), **values)
