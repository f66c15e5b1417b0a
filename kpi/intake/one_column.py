"""Tables of which every line stands in one cell: a csv file whose lines were put between quotation marks as a whole, or one that
was opened in a spreadsheet program and saved without being divided.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from kpi.intake.plain_text import SAMPLE_RECORDS, detect_delimiter, steadiness
from kpi.intake.sheet import Cell, Limits, Sheet, too_many
from kpi.language import message
from kpi.model import Finding, Severity

LEAST_LINES = 3
LEAST_STEADY = 0.51
"""Three fields or more in most lines: neither two columns nor sentences with a comma here and there come to that."""


def divided(sheet: Sheet, limits: Limits, delimiter: str | None = None) -> tuple[Sheet, tuple[Finding, ...]]:
    """The sheet with the lines of its one column divided into cells, and a finding that says so; else the sheet as it is.

    `delimiter` is the one at which a text file was divided: where that divided the header alone, its cells are put together
    again first, which loses nothing. Raises Refusal where there are more cells than the limits allow.
    """
    lines = _lines(sheet, delimiter)
    sample = "\n".join(filter(None, islice(lines, SAMPLE_RECORDS)))
    if sample.count("\n") < LEAST_LINES:
        return sheet, ()
    sign = detect_delimiter(sample)
    if steadiness(sample, sign) < LEAST_STEADY:
        return sheet, ()
    rows = [next(csv.reader([line], delimiter=sign)) if line else [] for line in lines]
    width = max(map(len, rows))
    if width > limits.columns:
        raise too_many("columns", limits.columns)
    if width * len(rows) > limits.cells:
        raise too_many("cells", limits.cells)
    told = message("Every line stood in one cell; the lines were divided at each “{delimiter}”.", delimiter=sign)
    return replace(sheet, width=width, rows=rows, columns=()), (Finding("lines_in_one_column", Severity.INFO, told),)


def divided_sheets(sheets: Sequence[Sheet], limits: Limits) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """As `divided`, for the sheets of a workbook; the finding once."""
    both = [divided(sheet, limits) for sheet in sheets]
    told = [finding for _, findings in both for finding in findings]
    return tuple(sheet for sheet, _ in both), tuple(told[:1])


def _lines(sheet: Sheet, delimiter: str | None) -> list[str]:
    """The one text of each row, "" for a blank row; nothing where rows hold more or something else."""
    if len(sheet.columns) > 1 or sheet.error_cells or sheet.uncalculated_cells:
        return []
    rows = [[text] for text in sheet.columns[0].to_pylist()] if sheet.columns else sheet.rows
    if sum(len(_filled(row)) > 1 for row in islice(rows, SAMPLE_RECORDS)) > (delimiter is not None):
        return []
    lines = []
    for row in map(_filled, rows):
        text = delimiter.join(map(str, row)) if delimiter else row[0] if row else ""
        if (len(row) > 1 and not delimiter) or not isinstance(text, str) or "\n" in text or "\r" in text:
            return []
        lines.append(text)
    return lines


def _filled(row: Sequence[Cell]) -> Sequence[Cell]:
    """The row up to its last filled cell."""
    last = next((index for index in range(len(row), 0, -1) if row[index - 1] not in (None, "")), 0)
    return row[:last]
