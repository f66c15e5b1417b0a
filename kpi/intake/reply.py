"""The reply workbook: a user's own file back, its findings marked in place and listed on a first sheet.

Uploaded again as it is, it reads as the file itself: that is tried before it is given, and where one way to write the
workbook does not keep to it the next one is taken.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from kpi.intake.archive import open_archive, xml_pieces
from kpi.intake.container import Kind, recognise
from kpi.intake.grid import Grid, open_grid
from kpi.intake.reading import read
from kpi.intake.reply_findings import fill_findings_sheet
from kpi.intake.reply_marks import marks_of
from kpi.intake.reply_reference import NO_REFERENCE, ReplyReference
from kpi.intake.reply_sheets import LONGEST_TEXT, excerpt_sheets, free_title, original_sheets, written_sheets
from kpi.intake.reply_typed import typed_cells
from kpi.intake.sheet import Limits
from kpi.language import message, text
from kpi.model import DATE_FIELDS, Finding, Message, Question, Reading

MOST_CELLS = 500_000
"""Cells of all sheets together up to which the whole file is given back: openpyxl takes about 10 s for them."""

MOST_UNPACKED = 60_000_000
"""Bytes of XML in a workbook up to which openpyxl opens the original itself."""

MOST_ROWS = 20_000
"""Rows with findings that an excerpt holds."""

LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reply:
    """An xlsx file. Of a large file it is an excerpt: the rows with findings only, which cannot be uploaded again."""

    content: bytes
    excerpt: bool


def make_reply(
    name: str,
    content: bytes,
    answers: Mapping[str, str],
    findings: Sequence[Finding],
    questions: Sequence[Question],
    reference: str | None,
    language: str,
    limits: Limits | None = None,
    whole: bool = True,
) -> Reply:
    """The reply to a file that was read with these answers. Raises Refusal where the file cannot be opened at all.

    `whole=False` asks for the excerpt, which costs little whatever the file is.
    """
    limits = limits or Limits()
    grid = open_grid(name, content, limits)
    original = read(name, content, answers, limits)
    marks = marks_of(findings)
    headers = {table.sheet: table.header_rows for table in original.tables}
    to = reference or NO_REFERENCE

    def finish(made: tuple[Any, dict[str | None, str]], notes: Sequence[Message], excerpt: bool = False) -> bytes:
        workbook, names = made
        sheet = workbook.create_sheet(free_title(text(language, "Findings"), workbook.sheetnames), 0)
        from_text = len(grid.sheets) == 1 and grid.sheets[0].name is None
        written = ReplyReference(to, excerpt, from_text and not excerpt)
        fill_findings_sheet(sheet, name, findings, questions, notes, written, names, language)
        workbook.active = 0
        stream = io.BytesIO()
        workbook.save(stream)
        return stream.getvalue()

    if whole and sum(sheet.height * sheet.width for sheet in grid.sheets) <= MOST_CELLS:
        for made, notes in _ways(name, content, grid, original, headers, marks, language, limits):
            reply = finish(made, notes)
            if reads_alike(original, read(name, reply, answers, limits)):
                return Reply(reply, excerpt=False)
    note = message(
        "This file is too large or too unusual to give back whole, so here are only its rows with findings (at most {most}). "
        "Correct them in your own file and upload that.",
        most=MOST_ROWS,
    )
    return Reply(finish(excerpt_sheets(grid, headers, marks, MOST_ROWS, language), [note], excerpt=True), excerpt=True)


def _ways(
    name: str, content: bytes, grid: Grid, original: Reading, headers: Any, marks: Any, language: str, limits: Limits
) -> Iterator[tuple[tuple[Any, dict[str | None, str]], list[Message]]]:
    """The ways to write the workbook, the closest to the original first."""
    recognised = recognise(content, limits)
    if recognised.kind in (Kind.XLSX, Kind.XLSM) and _openable(recognised.content, grid, limits):
        notes = [
            message(
                "Formulas were replaced by the values that they had; macros and links to other files were left out."
            )
        ]
        try:
            yield original_sheets(recognised.content, grid, marks, language), notes
        except (
            Exception
        ) as fault:  # also too little memory: whatever openpyxl stumbles over, the cells themselves were read
            LOG.info("the original workbook could not be marked: %s", type(fault).__name__)
    notes = [message("Written anew from the cells of your file, in the same rows and columns.")]
    yield written_sheets(grid, typed_cells(original), headers, marks, language), notes
    yield written_sheets(grid, {}, headers, marks, language), notes


def _openable(content: bytes, grid: Grid, limits: Limits) -> bool:
    """Whether openpyxl may open this workbook: small enough, also in the merged cells that it makes one by one, and no
    entities in any of its parts.
    """
    areas = [area for sheet in grid.sheets for area in sheet.merged]
    if sum((last[0] - first[0] + 1) * (last[1] - first[1] + 1) for first, last in areas) > MOST_CELLS:
        return False
    archive = open_archive(content, limits)
    if sum(member.file_size for member in archive.infolist()) > MOST_UNPACKED:
        return False
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels", ".vml")) and member.file_size:
            next(xml_pieces(archive, member.filename), None)
    return True


def reads_alike(one: Reading, other: Reading) -> bool:
    """Whether two readings give the same lines, rows set aside, unreadable rows and questions."""
    if (one.outcome, len(one.tables)) != (other.outcome, len(other.tables)):
        return False
    if {question.id for question in one.questions} != {question.id for question in other.questions}:
        return False
    for left, right in zip(one.tables, other.tables, strict=True):
        facts = [
            (
                table.header_rows, table.line_count, table.amount_sum, table.amount_low_sum, table.amount_high_sum,
                table.negative_lines, dict(table.set_aside), table.unreadable, table.amount_unit, table.amount_basis,
                {name: column.index for name, column in table.columns.items()},
            )
            for table in (left, right)
        ]  # fmt: skip
        if facts[0] != facts[1] or left.lines.column_names != right.lines.column_names:
            return False
        for name in left.lines.column_names:
            if name != "sheet" and not _equal(name, left.lines[name], right.lines[name]):
                return False
    return True


def _equal(name: str, left: pa.ChunkedArray, right: pa.ChunkedArray) -> bool:
    if left.equals(right):
        return True
    if name in DATE_FIELDS or not pa.types.is_string(left.type):
        return False
    differ = pc.invert(pc.equal(pc.fill_null(left, ""), pc.fill_null(right, "")))
    pairs = zip(left.filter(differ).to_pylist(), right.filter(differ).to_pylist(), strict=True)
    return all(_writable(one) == _writable(two) for one, two in pairs)


def _writable(value: str | None) -> str:
    """A text as far as a workbook can hold it."""
    return ILLEGAL_CHARACTERS_RE.sub("", value or "").replace("\r\n", "\n").replace("\r", "\n")[:LONGEST_TEXT].strip()
