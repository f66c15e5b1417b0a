"""What calamine does not tell of an xlsb: error cells, and how far a sheet reaches.

Record numbers: Microsoft's open specification MS-XLSB.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator

from kpi.intake.archive import pieces
from kpi.intake.package import relations, workbook_part
from kpi.intake.sheet import Limits, SheetScan, damaged

ROW = 0
BLANK = 1
ERRORS = {3, 11}
LAST_CELL = 11
SHEET = 156


def scan_binary_workbook(archive: zipfile.ZipFile, limits: Limits) -> list[SheetScan]:
    """A scan of each sheet, in the workbook's order. Raises Refusal when it is damaged or larger than the limits."""
    part = workbook_part(archive, "xl/workbook.bin")
    targets = relations(archive, part)
    scans = []
    for kind, body in _records(b"".join(pieces(archive, part))):
        if kind == SHEET:
            target = targets.get(_relation(body))
            scans.append(_scan(b"".join(pieces(archive, target)), limits) if target else SheetScan())
    return scans


def _relation(body: bytes) -> str:
    if len(body) < 12:
        raise damaged()
    length = struct.unpack_from("<I", body, 8)[0]
    return body[12 : 12 + 2 * min(length, 255)].decode("utf-16-le", "replace")


def _scan(content: bytes, limits: Limits) -> SheetScan:
    scan = SheetScan()
    row = 0
    for kind, body in _records(content):
        if kind > LAST_CELL or kind == BLANK or len(body) < 4:
            continue
        number = struct.unpack_from("<I", body)[0]
        if kind == ROW:
            row = number
            continue
        scan.reach(row, number)
        if kind in ERRORS:
            scan.errors.add((row, number))
    scan.check(limits)
    return scan


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    try:
        while position < len(content):
            kind, position = _number(content, position, 2)
            length, position = _number(content, position, 4)
            yield kind, content[position : position + length]
            position += length
    except IndexError:
        raise damaged() from None


def _number(content: bytes, position: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, the lowest first, and where it ended."""
    number = 0
    for index in range(most):
        byte = content[position]
        position += 1
        number |= (byte & 0x7F) << (7 * index)
        if byte < 0x80:
            break
    return number, position
