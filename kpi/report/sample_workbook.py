"""An audit sample as a workbook: how it was drawn and what it says so far, and the lines with room for what is found.

It comes back filled in: each line is told by its number, so rows may be sorted and deleted and columns moved.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from kpi.language import amount, euros_from_sum, message, percent, text
from kpi.model import Message, Sample, SampledLine, Verdict
from kpi.wording import person, rests_on

BOLD = Font(bold=True)
WRAP = Alignment(wrap_text=True, vertical="top")
FILL_IN = PatternFill("solid", start_color="FFF6E5")
WIDTHS = (6, 34, 12, 30, 40, 18, 14, 16, 26, 26, 16, 40, 30, 18)

SAMPLE_MARK = "ambitiemonitor-sample"
"""On the first sheet, before the id of the sample and the number of findings that it had when the workbook was made."""

SAMPLE_HEADINGS: dict[str, Message] = {
    "number": message("No."), "indicator": message("Ambition"), "date": message("Date"), "supplier": message("Supplier"),
    "description": message("Description"), "invoice": message("Invoice"), "amount": message("Amount"),
    "claimed": message("Claimed"), "source": message("Rests on"), "row": message("Row in the file"),
    "verdict": message("Finding"), "note": message("Note"), "reference": message("Document"), "by": message("By"),
}  # fmt: skip
TO_FILL_IN = ("verdict", "note", "reference")


def sample_workbook(
    language: str,
    body: str,
    sample: Sample,
    verdicts: Mapping[int, Verdict],
    indicators: Mapping[str, Message],
    rates: tuple[Fraction, Fraction, Fraction | None],
    words: Mapping[str, Message],
    findings: int,
) -> bytes:
    """The workbook. `rates` are the least, the most and the estimate (or None) of what is not as claimed, `words` the verdicts as a person
    reads them, and `findings` how many were kept, also those that others replaced. No text acts as a formula.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = text(language, "Sample")
    for row in _about(language, body, sample, verdicts, indicators, rates):
        _write(first, row)
    _write(first, (SAMPLE_MARK, sample.id, findings))
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = 34, 90
    lines = book.create_sheet(text(language, "Lines"))
    _write(lines, [heading.in_language(language) for heading in SAMPLE_HEADINGS.values()])
    for cell in lines[1]:
        cell.font = BOLD
    for number, line in enumerate(sample.lines, 1):
        _write(lines, _line(language, number, line, verdicts.get(number), indicators, words))
    for column, width in enumerate(WIDTHS, 1):
        lines.column_dimensions[get_column_letter(column)].width = width
    lines.freeze_panes = "C2"
    _make_room(lines, [one.in_language(language) for one in words.values()])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _about(
    language: str,
    body: str,
    sample: Sample,
    verdicts: Mapping[int, Verdict],
    indicators: Mapping[str, Message],
    rates: tuple[Fraction, Fraction, Fraction | None],
) -> list[Sequence[Any]]:
    low, high, estimate = rates
    names = [indicators[one].in_language(language) if one in indicators else one for one in sample.indicators]
    rejected = sum(one.verdict == "rejected" for one in verdicts.values())
    return [
        (text(language, "Organisation"), body),
        (text(language, "Year"), sample.year),
        (text(language, "About"), "; ".join(names)),
        (text(language, "Sample"), sample.id),
        (text(language, "Seed"), sample.seed),
        (text(language, "Drawn by"), f"{person(language, sample.drawn_by)}, {sample.drawn_at or ''}"),
        (text(language, "Claimed, in euros"), _euros(sample.claimed)),
        (text(language, "Interval, in euros"), _euros(sample.interval)),
        (text(language, "Lines in the sample"), len(sample.lines)),
        (text(language, "Checked"), len(verdicts)),
        (text(language, "Not right"), rejected),
        (text(language, "Not as claimed, estimate"), "–" if estimate is None else percent(language, estimate, "up")),
        (text(language, "95% interval"), f"{percent(language, low, 'down')} – {percent(language, high, 'up')}"),
        (
            text(language, "Method"),
            text(
                language,
                "Monetary unit sampling: systematic with a random start, probability proportional to the claimed amount; amounts of at least the "
                "interval are always selected. Interval of the error: exact binomial (Clopper-Pearson), over what is not always selected. "
                "Credit notes of {credits} lines ({euros} euros) are not sampled.",
                credits=str(sample.credits),
                euros=amount(language, euros_from_sum(sample.credited)),
            ),
        ),
    ]


def _make_room(lines: Worksheet, words: Sequence[str]) -> None:
    """Shows which cells are to be filled in, as text, and what can be picked."""
    last = lines.max_row
    columns = {name: get_column_letter(list(SAMPLE_HEADINGS).index(name) + 1) for name in TO_FILL_IN}
    for column in columns.values():
        for number in range(2, last + 1):
            lines[f"{column}{number}"].fill = FILL_IN
            lines[f"{column}{number}"].number_format = "@"
    offered = DataValidation("list", f'"{",".join(words)}"', allow_blank=True)
    offered.errorStyle = "warning"
    offered.add(f"{columns['verdict']}2:{columns['verdict']}{last}")
    lines.add_data_validation(offered)
    lines.auto_filter.ref = lines.dimensions


def _line(
    language: str,
    number: int,
    line: SampledLine,
    verdict: Verdict | None,
    indicators: Mapping[str, Message],
    words: Mapping[str, Message],
) -> Sequence[Any]:
    name = indicators[line.indicator].in_language(language) if line.indicator in indicators else line.indicator
    place = " ".join(str(part) for part in (line.submission, line.sheet, line.row) if part is not None)
    found = (
        (words[verdict.verdict].in_language(language), verdict.note, verdict.reference, verdict.by)
        if verdict
        else ("", "", "", "")
    )
    return (
        number, name, line.day, line.supplier or "", line.description or "", line.invoice_number or "",
        Decimal(line.amount).scaleb(-2), _euros(line.parts), rests_on(language, line.source), place, *found,
    )  # fmt: skip


def _euros(parts: int) -> Decimal:
    return Decimal(parts).scaleb(-6).quantize(Decimal("0.01"))


def _write(sheet: Worksheet, values: Sequence[Any]) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet["A1"].value is not None else 1
    for column, value in enumerate(values, 1):
        clean = ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
        cell = sheet.cell(row, column, clean)
        if isinstance(value, str):
            cell.data_type = "s"  # a text that begins as a formula does is no formula
            cell.alignment = WRAP
        elif isinstance(value, Decimal):
            cell.number_format = "#,##0.00"
        elif isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"
