"""Findings of the rule catalogue (data/vocabulary/rules.toml), with names of cells."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from kpi.intake.vocabulary import counted, rules
from kpi.language import Euro, count, write
from kpi.model import Finding, Message, Severity

MARKED_CELLS = 5_000
"""Cells of one rule that the reply workbook marks; the screen and the JSON show fewer."""

OF_ROWS = ("lines", "rows")


def column_letters(column: int) -> str:
    """The letters of a column in a spreadsheet, from its 0-based index."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(row: int, column: int, sheet: str | None = None) -> str:
    """F12 or Sheet!F12, from 0-based indices."""
    name = f"{column_letters(column)}{row + 1}"
    return f"{sheet}!{name}" if sheet else name


def euros(cents: int) -> Euro:
    """Cents for a message, to the cent."""
    return Euro(Fraction(cents, 100), exact=True)


def finding(
    rule: str,
    rows: int = 0,
    cents: int | None = None,
    cells: Iterable[str] = (),
    number: int | None = None,
    **values: Any,
) -> Finding:
    """A finding of a rule, its message filled in for both languages.

    `number` is how many cells, numbers or names it is about, where that is not the number of rows; `cents` are the
    absolute euro cents of the lines concerned, None where they are unknown.
    """
    entry = rules()[rule]
    texts = {}
    for language in ("nl", "en"):
        words = {
            name: _counted(language, forms[language], rows if name in OF_ROWS or number is None else number)
            for name, forms in counted().items()
        }
        filled = words | {name: write(language, value) for name, value in values.items()}
        texts[language] = entry[language].format(**filled)
    return Finding(rule, Severity(entry["severity"]), Message(**texts), rows, cents, tuple(cells)[:MARKED_CELLS])


def _counted(language: str, forms: tuple[str, str], number: int) -> str:
    return f"{count(language, number)} {forms[number != 1]}"
