"""What calamine does not tell of an ods: error cells, formulas without a value, and how far repeated cells reach.

Attribute names: OASIS OpenDocument 1.3 part 3; `calcext` is LibreOffice's own.
"""

from __future__ import annotations

import re
import zipfile
from xml.parsers import expat

from kpi.intake.archive import unpacks_too_large, whole
from kpi.intake.sheet import Limits, SheetScan, damaged, too_many

ERROR = b'calcext:value-type="error"'
MOST_LOST = 100_000

TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
ROWS_REPEATED = re.compile(rb"table:number-rows-repeated=\"(\d{1,12})\"")
MOST_BYTES = 400_000_000  # of XML, which is kept whole: a million rows of ten cells
SPACES_REPEATED = re.compile(rb"<text:s\b[^<>]*?text:c=[\"'](\d{1,12})[\"']")
COLUMNS_REPEATED = re.compile(rb"table:number-columns-repeated=\"(\d{1,12})\"")


def scan_open_document(archive: zipfile.ZipFile, limits: Limits) -> list[SheetScan]:
    """A scan of each sheet, in order. Raises Refusal when the XML is broken, or repeated cells reach beyond the limits."""
    if archive.getinfo("content.xml").file_size > min(MOST_BYTES, limits.unpacked_bytes):
        raise unpacks_too_large()
    content = whole(archive, "content.xml", MOST_BYTES)
    _check_form(content)
    if sum(int(times) for times in SPACES_REPEATED.findall(content)) > limits.bytes:
        raise unpacks_too_large()
    scans: list[SheetScan] = []
    row = next_row = column = 0
    for match in TAG.finditer(content):
        tag, attributes = match[1], match[2]
        if tag == b"table":
            scans.append(SheetScan())
            row = next_row = column = 0
        elif tag == b"table-row":
            row, column = next_row, 0
            next_row += repeats(ROWS_REPEATED, attributes)
        elif scans:
            times = repeats(COLUMNS_REPEATED, attributes)
            if b"value-type=" in attributes:
                scans[-1].reach(next_row - 1, column + times - 1)
                scans[-1].check(limits)
            if _is_lost(attributes):
                _note_lost(scans[-1], attributes, range(row, next_row), range(column, column + times))
            column += times
    return scans


def _check_form(content: bytes) -> None:
    """Broken XML would make calamine go round for ever."""
    try:
        expat.ParserCreate().Parse(content, True)
    except expat.ExpatError:
        raise damaged() from None


def _note_lost(scan: SheetScan, attributes: bytes, rows: range, columns: range) -> None:
    if len(rows) * len(columns) > MOST_LOST:
        raise too_many("cells", MOST_LOST)
    places = {(row, column) for row in rows for column in columns}
    if ERROR in attributes:
        scan.errors |= places
    else:
        scan.uncalculated |= places


def _is_lost(attributes: bytes) -> bool:
    return ERROR in attributes or (b"table:formula=" in attributes and b"office:value-type=" not in attributes)


def repeats(repeated: re.Pattern[bytes], attributes: bytes) -> int:
    found = repeated.search(attributes)
    return int(found[1]) if found else 1
