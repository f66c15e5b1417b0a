"""What calamine does not tell of an ods: error cells, formulas without a value, and how far repeated cells reach.

Attribute names: OASIS OpenDocument 1.3 part 3; `calcext` is LibreOffice's own.
"""

from __future__ import annotations

import re
import zipfile

from kpi.intake.archive import whole
from kpi.intake.sheet import Limits, SheetScan

TAG = re.compile(rb"<table:(table|table-row|table-cell|covered-table-cell)(?=[\s/>])([^<>]*)>")
ROWS_REPEATED = re.compile(rb"table:number-rows-repeated=\"(\d{1,12})\"")
COLUMNS_REPEATED = re.compile(rb"table:number-columns-repeated=\"(\d{1,12})\"")


def scan_open_document(archive: zipfile.ZipFile, limits: Limits) -> list[SheetScan]:
    """A scan of each sheet, in order. Raises Refusal when repeated rows or columns reach further than the limits."""
    scans: list[SheetScan] = []
    row = next_row = column = 0
    for match in TAG.finditer(whole(archive, "content.xml", limits.unpacked_bytes)):
        tag, attributes = match[1], match[2]
        if tag == b"table":
            scans.append(SheetScan())
            row = next_row = column = 0
        elif tag == b"table-row":
            row, column = next_row, 0
            next_row += _times(ROWS_REPEATED, attributes)
        elif scans:
            times = _times(COLUMNS_REPEATED, attributes)
            if b"value-type=" in attributes:
                scans[-1].reach(next_row - 1, column + times - 1)
                scans[-1].check(limits)
            places = (
                {(r, c) for r in range(row, next_row) for c in range(column, column + times)}
                if _is_lost(attributes)
                else ()
            )
            if b'calcext:value-type="error"' in attributes:
                scans[-1].errors.update(places)
            else:
                scans[-1].uncalculated.update(places)
            column += times
    return scans


def _is_lost(attributes: bytes) -> bool:
    return b'calcext:value-type="error"' in attributes or (
        b"table:formula=" in attributes and b"office:value-type=" not in attributes
    )


def _times(repeated: re.Pattern[bytes], attributes: bytes) -> int:
    found = repeated.search(attributes)
    return int(found[1]) if found else 1
