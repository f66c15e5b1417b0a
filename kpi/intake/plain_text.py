"""Text files: which encoding, which delimiter, which records."""

from __future__ import annotations

import csv
from dataclasses import dataclass

from kpi.intake.sheet import Limits, Sheet
from kpi.model import Finding


@dataclass(frozen=True)
class TextFile:
    sheet: Sheet
    encoding: str
    delimiter: str
    findings: tuple[Finding, ...] = ()


def read_text(content: bytes, limits: Limits) -> TextFile:
    """The records of a text file as Python's csv reader gives them, blank lines included."""
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "utf-8"
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", content.decode("cp1252", "replace")
    sample = text[:20_000]
    delimiter = max(",;\t|", key=sample.count)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
    rows = list(csv.reader(lines, delimiter=delimiter))
    width = max((len(row) for row in rows), default=0)
    return TextFile(Sheet(None, False, width, rows), encoding, delimiter)
