"""Text files: which delimiter, which records, by Python's csv module and nothing else."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice

from kpi.intake.encoding import Encoding, detect_encoding
from kpi.intake.numbers import read_number
from kpi.intake.sheet import Limits, Sheet, address, too_many
from kpi.intake.steady_text import LEAST, steady_columns
from kpi.language import message, plural_message
from kpi.model import Finding, Refusal, Severity

DELIMITERS = ",;\t|"
SAMPLE_BYTES = 1 << 18
SAMPLE_RECORDS = 1000
CHUNK = 1 << 20
EVERYDAY_ENCODINGS = {"ascii", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"}
DECIMAL_COMMA = re.compile(r"\d,\d{1,2}(?!\d)")
SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
LINES_IN_ONE_CELL = 5
FEWEST_CELLS = 4
"""A line of fewer cells is like any sentence with a comma."""
END = "\0"
"""A line after the last, which ends up in the last record where a quotation mark is still open. No other line holds a zero byte."""
FEW = 10
"""In fewer records nothing is usual."""
TWO_DECIMALS = re.compile(r"[.,]\d\d\D*$")
WHOLE_OR_CUT = re.compile(r"\D*\d[\d.,]*")


@dataclass(frozen=True)
class TextFile:
    sheet: Sheet
    encoding: str
    delimiter: str
    findings: tuple[Finding, ...] = ()


def _stray_as_cp1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("kpi.stray_as_cp1252", _stray_as_cp1252)


def read_text(content: bytes, limits: Limits) -> TextFile:
    """The records of a text file exactly as Python's csv reader gives them: a blank line is a row without cells.

    Zero bytes and a closing Ctrl-Z of DOS are left out first. Raises Refusal for more rows or cells than the limits, and for a
    field longer than them (a quotation mark that was never closed).
    """
    encoding = detect_encoding(content)
    findings = _encoding_findings(encoding)
    if not encoding.name.startswith("utf-16") and encoding.name != "utf-32" and b"\0" in content:
        findings.append(
            Finding(
                "zero_bytes",
                Severity.INFO,
                plural_message(
                    "The file holds {number} zero byte; it was left out.",
                    "The file holds {number} zero bytes; they were left out.",
                    content.count(b"\0"),
                ),
            )
        )
        content = content.replace(b"\0", b"")
    if content.endswith(b"\x1a"):
        content = content.rstrip(b"\x1a")
    sample = _characters(content[:SAMPLE_BYTES], encoding).read()
    delimiter = detect_delimiter(sample)
    if max(line.count(delimiter) for line in sample.splitlines() or [""]) >= limits.columns:
        raise too_many("columns", limits.columns)
    if content.count(delimiter.encode()) > limits.cells:
        raise too_many("cells", limits.cells)
    if len(content) >= LEAST and (columns := steady_columns(_in_utf8(content, encoding), delimiter, limits.rows)):
        findings += _cut_off(content, [], columns[-1].slice(max(0, len(columns[-1]) - SAMPLE_RECORDS)).to_pylist())
        return TextFile(
            Sheet(None, False, len(columns), (), columns=columns), encoding.name, delimiter, tuple(findings)
        )
    rows, lines, closed = _records(_characters(content, encoding), delimiter, limits)
    width = max(map(len, rows), default=0)
    if width > limits.columns:
        raise too_many("columns", limits.columns)
    if lines > len(rows) or not closed:
        findings += _open_quotes(rows, delimiter, closed)
    last = rows[-SAMPLE_RECORDS:]
    if not any(finding.rule == "open_quote" for finding in findings):
        findings += _cut_off(content, [len(row) for row in last], [row[-1] if row else "" for row in last])
    return TextFile(Sheet(None, False, width, rows), encoding.name, delimiter, tuple(findings))


def _in_utf8(content: bytes, encoding: Encoding) -> bytes:
    if encoding.name in ("ascii", "utf-8", "utf-8-sig") and not encoding.strays:
        return content.removeprefix(codecs.BOM_UTF8)
    characters, encoded = _characters(content, encoding), io.BytesIO()
    for part in iter(lambda: characters.read(CHUNK), ""):  # as a whole it would take up to four bytes a character
        encoded.write(part.encode())
    return encoded.getvalue()


def _characters(content: bytes, encoding: Encoding) -> io.TextIOWrapper:
    errors = "kpi.stray_as_cp1252" if encoding.strays else "replace"
    return io.TextIOWrapper(io.BytesIO(content), encoding.name.replace("ascii", "latin-1"), errors, newline="")


def _records(characters: io.TextIOWrapper, delimiter: str, limits: Limits) -> tuple[list[list[str]], int, bool]:
    """The records, the number of lines that they take, and whether the last quotation mark is closed."""
    csv.field_size_limit(limits.characters)
    reader = csv.reader(chain(characters, [END]), delimiter=delimiter)
    try:
        rows = list(islice(reader, limits.rows + 2))
    except csv.Error:
        if not _has_quotes(characters):
            raise Refusal(
                "too_large",
                message(
                    "A cell near line {line} holds more than {most} characters. Remove that text, or export the file again without it.",
                    line=reader.line_num + 1,
                    most=limits.characters,
                ),
            ) from None
        raise Refusal(
            "open_quote",
            message(
                "A quotation mark that opens before line {line} is never closed, so the rest of the file is one endless cell. "
                "Remove it, or export the file again, and upload the new file.",
                line=reader.line_num,
            ),
        ) from None
    closed = rows[-1] == [END]
    if closed:
        rows.pop()
    if len(rows) > limits.rows:
        raise too_many("rows", limits.rows)
    if not closed:
        rows[-1][-1] = rows[-1][-1].removesuffix(END)
    return rows, reader.line_num - 1, closed


def _has_quotes(characters: io.TextIOWrapper) -> bool:
    characters.seek(0)
    return any('"' in piece for piece in iter(lambda: characters.read(SAMPLE_BYTES), ""))


def detect_delimiter(sample: str) -> str:
    """The delimiter that cuts the records into the same number of fields most steadily; a comma where none does.

    A comma inside numbers ("12,50") is no evidence for the comma. A first line "sep=;" settles it.
    """
    if stated := SEPARATOR_LINE.match(sample):
        return stated[1]
    return max(DELIMITERS, key=lambda delimiter: steadiness(sample, delimiter))


def steadiness(sample: str, delimiter: str) -> float:
    """How steadily a delimiter cuts the records of a text into the same number of fields: from 0 to nearly 1."""
    try:
        records = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_RECORDS))
    except csv.Error:
        return 0.0
    if len(records) > 2 and len(sample) > SAMPLE_BYTES // 4:
        records.pop()  # cut off by the end of the sample
    widths = Counter(len(record) for record in records if record)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda item: ((item[0] > 1) * item[1], item[0]))
    score = times / widths.total() * (1 - 1 / width)
    if delimiter == "," and (commas := sample.count(",")):
        score *= 1 - 0.9 * len(DECIMAL_COMMA.findall(sample)) / commas
    return score


def _encoding_findings(encoding: Encoding) -> list[Finding]:
    if encoding.strays:
        return [
            Finding(
                "mixed_encoding",
                Severity.WARNING,
                plural_message(
                    "The text is UTF-8, but {number} byte in it is not; that was read as Windows text (cp1252). "
                    "Look at the names with special letters.",
                    "The text is UTF-8, but {number} bytes in it are not; those were read as Windows text (cp1252). "
                    "Look at the names with special letters.",
                    encoding.strays,
                ),
            )
        ]
    if encoding.name in EVERYDAY_ENCODINGS:
        return []
    return [
        Finding(
            "unusual_encoding",
            Severity.INFO,
            message(
                "The text was read as {encoding}, going by its special letters and currency signs.",
                encoding=encoding.name,
            ),
        )
    ]


def _open_quotes(rows: Sequence[Sequence[str]], delimiter: str, closed: bool) -> list[Finding]:
    """Cells that hold whole lines of the table, or the end of the file, because a quotation mark was opened and not closed."""
    usual = Counter(map(len, islice(rows, SAMPLE_RECORDS))).most_common(1)[0][0]
    cells = []
    for index, row in enumerate(rows):
        for column, cell in enumerate(row):
            if "\n" in cell and usual > 1 and _holds_lines(cell, delimiter, usual):
                cells.append(address(index, column))
    if not closed and (end := address(len(rows) - 1, len(rows[-1]) - 1)) not in cells:
        cells.append(end)
    if not cells:
        return []
    return [
        Finding(
            "open_quote",
            Severity.ERROR,
            message(
                "A quotation mark is opened in cell {cell} and not closed there, so the lines that follow ended up in that one cell. "
                "Remove it, or export the file again, and upload the new file.",
                cell=cells[0],
            ),
            rows=len(cells),
            cells=tuple(cells[:20]),
        )
    ]


def _holds_lines(cell: str, delimiter: str, usual: int) -> bool:
    """Whether the lines within a cell are those of the table, of which a usual one has so many cells; of few lines, each with a number."""
    ends = cell.count("\n")
    if ends < LINES_IN_ONE_CELL:
        if usual < FEWEST_CELLS or cell.count(delimiter) < (usual - 2) * ends:
            return False
        pieces = cell.replace("\n", delimiter).split(delimiter)
        return sum(read_number(piece.strip()) is not None for piece in pieces) >= ends
    lines = cell.splitlines()[1:-1]
    return sum(line.count(delimiter) >= max(1, usual - 2) for line in lines) > len(lines) / 2


def _cut_off(content: bytes, widths: Sequence[int], last_cells: Sequence[str]) -> list[Finding]:
    """Whether the text breaks off within its last line: no line end, and fewer cells, or fewer decimals, than all before it.

    `widths` and `last_cells` are those of the last records; no widths where all are equal.
    """
    if content[-4:].replace(b"\0", b"").endswith((b"\n", b"\r")) or len(last_cells) < FEW:
        return []
    *before, last = last_cells
    fewer_cells = len(set(widths[:-1])) == 1 and 1 < widths[-1] < widths[0]
    amounts = [cell for cell in before[1:] if cell]
    fewer_decimals = (
        len(set(widths)) <= 1
        and WHOLE_OR_CUT.fullmatch(last) is not None
        and not TWO_DECIMALS.search(last)
        and len(amounts) > FEW / 2
        and all(TWO_DECIMALS.search(cell) for cell in amounts)
    )
    if not (fewer_cells or fewer_decimals):
        return []
    return [
        Finding(
            "file_cut_off",
            Severity.WARNING,
            message(
                "The last line breaks off, so the end of the file may be missing. Compare its last line with your administration, or "
                "export the file again."
            ),
            rows=1,
        )
    ]
