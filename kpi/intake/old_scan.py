"""What calamine does not tell of an xls: protection, macros, error cells, links, and how far a sheet reaches.

Record numbers: Microsoft's open specification MS-XLS (BIFF5 and BIFF8 agree on these).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from kpi.intake.archive import protected
from kpi.intake.compound import CompoundFile
from kpi.intake.package import external_links_finding, macros_finding
from kpi.intake.sheet import Limits, SheetScan, damaged
from kpi.model import Finding

BEGIN, END = 0x809, 0x0A
PROTECTION = 0x2F
SHEET = 0x85
LINK = 0x1AE
OWN_BOOK, ADD_IN = b"\x01\x04", b"\x01\x3a"
MANY_NUMBERS = 0xBD
TRUTH_OR_ERROR = 0x205
FORMULAS = {0x06, 0x206, 0x406}
CELLS = {0x203, 0x204, 0xFD, 0x27E, 0xD6, TRUTH_OR_ERROR, *FORMULAS}
FORMAT, CELL_STYLE = 0x41E, 0xE0
MACRO_STORAGES = {"_VBA_PROJECT_CUR", "_VBA_PROJECT", "Macros"}


def scan_old_workbook(file: CompoundFile, limits: Limits) -> tuple[list[SheetScan], tuple[Finding, ...]]:
    """A scan of each sheet, in the workbook's order, and findings. Raises Refusal when it is protected or damaged."""
    stream = _workbook(file)
    positions = []
    linked = False
    for kind, body in _records(stream, 0):
        if kind == PROTECTION:
            raise protected()
        if kind == SHEET and len(body) >= 4:
            positions.append(struct.unpack_from("<I", body)[0])
        linked |= kind == LINK and body[2:4] not in (OWN_BOOK, ADD_IN)
    findings = []
    if file.names & MACRO_STORAGES:
        findings.append(macros_finding())
    if linked:
        findings.append(external_links_finding())
    return [_scan(stream, position, limits) for position in positions], tuple(findings)


def _workbook(file: CompoundFile) -> bytes:
    return file.stream(next(name for name in ("Workbook", "Book", "WORKBOOK", "BOOK") if name in file.names))


def percent_cells_of_old(file: CompoundFile, built_in: set[int]) -> list[set[tuple[int, int]]]:
    """The cells of each sheet, in the workbook's order, whose number format shows a percentage. `built_in` are such formats too."""
    stream = _workbook(file)
    formats, styles, positions = set(built_in), [], []
    for kind, body in _records(stream, 0):
        if kind == FORMAT and b"%" in body[2:]:
            formats.add(struct.unpack_from("<H", body)[0])
        elif kind == CELL_STYLE and len(body) >= 4:
            styles.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == SHEET and len(body) >= 4:
            positions.append(struct.unpack_from("<I", body)[0])
    percent = {place for place, number in enumerate(styles) if number in formats}
    return [set(_styled(stream, position, percent)) for position in positions]


def _styled(stream: bytes, position: int, styles: set[int]) -> Iterator[tuple[int, int]]:
    for kind, body in _records(stream, position):
        if kind in CELLS and len(body) >= 6:
            row, column, style = struct.unpack_from("<HHH", body)
            if style in styles:
                yield row, column
        elif kind == MANY_NUMBERS and len(body) >= 6:
            row, first = struct.unpack_from("<HH", body)
            for place in range((len(body) - 6) // 6):
                if struct.unpack_from("<H", body, 4 + 6 * place)[0] in styles:
                    yield row, first + place


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    """The records of one substream: from its beginning to its own end, those of nested ones left out."""
    depth = 0
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        position += 4
        if kind == BEGIN:
            depth += 1
        elif kind == END:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[position : position + length]
        elif depth == 0:
            raise damaged()
        position += length


def _scan(stream: bytes, position: int, limits: Limits) -> SheetScan:
    scan = SheetScan()
    for kind, body in _records(stream, position):
        if kind in CELLS and len(body) >= 6:
            row, column = struct.unpack_from("<HH", body)
            scan.reach(row, column)
            if kind == TRUTH_OR_ERROR:
                if body[7:8] == b"\1":
                    scan.errors.add((row, column))
            elif kind in FORMULAS and body[6:7] == b"\2" and body[12:14] == b"\xff\xff":
                scan.errors.add((row, column))
        elif kind == MANY_NUMBERS and len(body) >= 6:
            scan.reach(struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0])
    scan.check(limits)
    return scan
