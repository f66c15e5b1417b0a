"""Who was paid: missing or hidden names, names and numbers that do not go together, suppliers that stand out."""

from __future__ import annotations

import re
import unicodedata

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from kpi.intake.checks.finding import euros
from kpi.intake.checks.table import Checked, sums, together
from kpi.intake.vocabulary import legal_forms
from kpi.model import Finding

NUMBERS = ("supplier_id", "kvk", "vat_number")
"""Fields with a number of a supplier."""

ENOUGH_LINES = 20
ENOUGH_SUPPLIERS = 5
Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]
"""A line, its supplier and its number, of each distinct pair of the last two."""

_NOT_WORDS = re.compile(r"[\W_]+")


def check_suppliers(table: Checked) -> list[Finding]:
    """Findings about suppliers."""
    if not table.has("supplier"):
        return [table.on_all("supplier_column_missing")]
    found = table.on_lines("supplier_missing", table.codes("supplier") < 0, "supplier")
    found += table.on_lines("supplier_redacted", table.redacted, "supplier")
    found += _only_a_number(table)
    for name in NUMBERS:
        if table.has(name):
            pairs = _pairs(table, name)
            found += _two_numbers(table, name, pairs) + _two_names(table, name, pairs)
    return found + _two_ways(table) + _totals(table)


def plain_name(name: str) -> str:
    """A name without what does not tell suppliers apart: capitals, accents, punctuation, "&" and legal form."""
    text = name.casefold().replace("&", " en ")
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    text = _NOT_WORDS.sub(" ", text)
    return legal_forms().sub("", f" {text.strip()}").replace(" ", "")


def _only_a_number(table: Checked) -> list[Finding]:
    names = table.texts("supplier")
    numbers = np.asarray(pc.match_substring_regex(names, r"^[\d .-]*\d[\d .-]*$").fill_null(False))
    if not numbers.any():
        return []
    example = names[int(np.flatnonzero(numbers)[0])].as_py()[:40]
    return table.on_lines("supplier_is_a_number", numbers, "supplier", example=example)


def _pairs(table: Checked, name: str) -> Pairs:
    """The distinct pairs of supplier and number of named lines: a line of each, its supplier and its number."""
    numbers = table.codes(name)
    lines = np.flatnonzero(table.named & (numbers >= 0))
    codes = together(table.codes("supplier")[lines], numbers[lines])
    first = np.zeros(int(codes.max(initial=-1)) + 1, np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    return lines[first], table.codes("supplier")[lines[first]], numbers[lines[first]]


def _two_numbers(table: Checked, name: str, pairs: Pairs) -> list[Finding]:
    """Names that stand beside more than one number."""
    _, suppliers, _ = pairs
    several = np.flatnonzero(np.bincount(suppliers, minlength=1) > 1)
    where = table.named & (table.codes(name) >= 0) & np.isin(table.codes("supplier"), several)
    if not where.any():
        return []
    example = table.texts("supplier")[int(np.flatnonzero(where)[0])].as_py()[:40]
    values = {"number": len(several), "header": table.header_of(name), "example": example}
    return table.on_lines("supplier_with_two_numbers", where, name, **values)


def _two_names(table: Checked, name: str, pairs: Pairs) -> list[Finding]:
    """Numbers that stand beside names of which neither begins as the other does."""
    lines, _, numbers = pairs
    several = np.flatnonzero(np.bincount(numbers, minlength=1) > 1)
    chosen = np.isin(numbers, several)
    names: dict[int, list[str]] = {}
    for number, line in zip(numbers[chosen].tolist(), lines[chosen].tolist(), strict=True):
        names.setdefault(number, []).append(table.texts("supplier")[line].as_py())
    different = {number: pair for number, written in names.items() if (pair := _different(written))}
    if not different:
        return []
    where = table.named & np.isin(table.codes(name), list(different))
    first = int(np.flatnonzero(where)[0])
    one, other = different[int(table.codes(name)[first])]
    return table.on_lines(
        "number_of_two_suppliers", where, name, number=len(different), header=table.header_of(name),
        example=table.texts(name)[first].as_py()[:40], one=one[:40], other=other[:40],
    )  # fmt: skip


def _different(names: list[str]) -> tuple[str, str] | None:
    """Two of the names that are not one name cut off or written otherwise."""
    first = plain_name(names[0])
    for other in names[1:]:
        second = plain_name(other)
        if not (first.startswith(second) or second.startswith(first)):
            return names[0], other
    return None


def _two_ways(table: Checked) -> list[Finding]:
    encoded = table.texts("supplier").filter(pa.array(table.named)).unique().to_pylist()
    written: dict[str, list[str]] = {}
    for name in encoded:
        written.setdefault(plain_name(name), []).append(name)
    several = [names for plain, names in written.items() if plain and len(names) > 1]
    if not several:
        return []
    alike = pa.array([name for names in several for name in names])
    where = np.asarray(pc.is_in(table.texts("supplier"), value_set=alike))
    values = {"number": len(several), "one": several[0][0][:40], "other": several[0][1][:40]}
    return table.on_lines("supplier_written_in_two_ways", where, "supplier", **values)


def _totals(table: Checked) -> list[Finding]:
    """Suppliers whose lines add up to less than nothing, and one that has more than half of all euros."""
    lines = np.flatnonzero(table.named)
    if table.banded or not len(lines):
        return []
    suppliers = table.codes("supplier")
    totals = sums(suppliers[lines], table.cents[lines])
    found = []
    negative = np.flatnonzero(totals < 0)
    if len(negative):
        least = int(totals.argmin())
        where = table.named & np.isin(suppliers, negative)
        found += table.on_lines(
            "supplier_negative_in_total", where,
            number=len(negative), example=_name(table, least), sum=euros(int(totals[least])),
        )  # fmt: skip
    sizes = sums(suppliers[lines], np.abs(table.cents[lines]))
    if len(table.cents) >= ENOUGH_LINES and (sizes > 0).sum() >= ENOUGH_SUPPLIERS:
        most = int(sizes.argmax())
        if 2 * int(sizes[most]) > int(np.abs(table.cents).sum()):
            name, size = _name(table, most), euros(int(sizes[most]))
            found += table.on_lines("one_supplier_weighs_most", suppliers == most, example=name, sum=size)
    return found


def _name(table: Checked, code: int) -> str:
    return table.texts("supplier")[int(np.flatnonzero(table.codes("supplier") == code)[0])].as_py()[:40]
