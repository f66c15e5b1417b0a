"""The line on a findings sheet of ours that says of which file the workbook is the reply, and taking that sheet out again.

A line in a cell and no document property: a cell outlives every program that opens and saves the workbook.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpi.intake.sheet import Cell, Sheet
from kpi.language import message
from kpi.model import Finding, Refusal, Severity

ROWS_LOOKED_AT = 12
NO_REFERENCE = "none"
_WRITTEN = re.compile(r"ambitiemonitor-reply/1 (?P<to>[\w:.-]+) (?P<extent>whole|excerpt)(?P<text> text)?")


@dataclass(frozen=True)
class ReplyReference:
    """`to` is "draft:ID" or "submission:ID". An excerpt holds some rows only; `from_text` says that the file had no sheets.

    `sheet` is where it was found.
    """

    to: str = NO_REFERENCE
    excerpt: bool = False
    from_text: bool = False
    sheet: str = ""

    def written(self) -> str:
        return f"ambitiemonitor-reply/1 {self.to} {'excerpt' if self.excerpt else 'whole'}{' text' * self.from_text}"


def take_out_reply(sheets: Sequence[Sheet]) -> tuple[tuple[Sheet, ...], ReplyReference | None, tuple[Finding, ...]]:
    """The sheets without the findings sheet of ours, what it refers to, and a finding that says so.

    Raises Refusal for an excerpt: with some rows only it would be read as the whole.
    """
    for sheet in sheets:
        reference = _reference_on(sheet)
        if reference is None:
            continue
        if reference.excerpt:
            raise _excerpt()
        rest = tuple(other for other in sheets if other is not sheet)
        if reference.from_text and len(rest) == 1:
            rest = (replace(rest[0], name=None),)
        return rest, reference, (_skipped(reference.sheet),)
    return tuple(sheets), None, ()


def _reference_on(sheet: Sheet) -> ReplyReference | None:
    for row in sheet.rows[:ROWS_LOOKED_AT]:
        for cell in row:
            found = _match(cell)
            if found:
                return ReplyReference(found["to"], found["extent"] == "excerpt", bool(found["text"]), sheet.name or "")
    return None


def _match(cell: Cell) -> re.Match[str] | None:
    return _WRITTEN.fullmatch(cell.strip()) if isinstance(cell, str) else None


def _skipped(name: str) -> Finding:
    return Finding(
        "reply_sheet_skipped",
        Severity.INFO,
        message("Sheet {name} holds the findings that we gave with this file; it was not read.", name=name),
    )


def _excerpt() -> Refusal:
    return Refusal(
        "reply_excerpt",
        message(
            "This workbook holds only the rows with findings of a file that is larger. Correct them in the file itself, and "
            "upload that."
        ),
    )
