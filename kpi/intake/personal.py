"""Columns that hold personal data. Their cells never enter the record; that they were there is reported."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kpi.intake.cells import Column
from kpi.intake.values import sample, share
from kpi.intake.vocabulary import PART, match_header

_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
SHORTEST_IBAN = 15
_NINE = re.compile(r"\d{8,9}")
_NOT_A_PERSON = {"kvk", "vat_number", "amount", "cpv", "ledger_account", "cost_centre"}
FEWEST = 5
"""Fewer values than this prove nothing about a column of numbers."""


def is_iban(text: str) -> bool:
    """Whether a text is an IBAN: its form and its check digits."""
    if len(text) < SHORTEST_IBAN:
        return False
    bare = re.sub(r"[\s.-]", "", text).upper()
    if not _IBAN.fullmatch(bare):
        return False
    return int("".join(str(int(letter, 36)) for letter in bare[4:] + bare[:4])) % 97 == 1


def is_bsn(text: str) -> bool:
    """Whether a number of nine digits passes the eleven test of the BSN (and of the RSIN, which looks the same)."""
    digits = re.sub(r"[\s.]", "", text)
    if not re.fullmatch(r"\d{9}", digits) or digits == "000000000":
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=True)) % 11 == 0


def personal_columns(header: Sequence[str], columns: Sequence[Column]) -> dict[int, str]:
    """Index to kind (iban, bsn, birth_date, street_address, contact) of every column with personal data.

    The header says it, or the values do: IBANs in at least half of the cells, or numbers that nearly all pass the
    eleven test where one in eleven would by chance. Columns of registered companies (KvK, RSIN, VAT) are not personal.
    """
    found: dict[int, str] = {}
    for index, (text, column) in enumerate(zip(header, columns, strict=True)):
        matches = match_header(text) if text else ()
        best = matches[0] if matches else None
        if best and best.field.kind == "personal" and best.score >= PART - 15:
            found[index] = best.field.name
            continue
        cells = sample(column, 100)
        if share(is_iban(cell) for cell in cells) >= 0.5:
            found[index] = "iban"
        elif (best is None or best.field.name not in _NOT_A_PERSON) and len(set(cells)) >= FEWEST:
            numbers = [cell for cell in cells if _NINE.fullmatch(cell)]
            if len(numbers) >= 0.8 * len(cells) and share(is_bsn(cell) for cell in numbers) >= 0.8:
                found[index] = "bsn"
    return found
