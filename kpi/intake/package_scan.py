"""What calamine does not tell of an xlsx sheet: error cells, formulas without a value, hidden rows, and how far it reaches.

calamine gives the cells as blanks and the rows as any other, and reserves the whole rectangle up to the last filled cell. The sheet's XML is read here a
megabyte at a time, and only searched: in the form that all spreadsheet programs write (`<c r="B2"`) at a fraction of
calamine's own cost; any other lawful form is walked cell by cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from kpi.intake.sheet import Limits, SheetScan, damaged, too_many

LONGEST_ROW = 1 << 26  # bytes
MOST_LETTERS, MOST_DIGITS = 6, 9  # of a reference that are looked at
CELL = re.compile(rb"<c(?![A-Za-z])")
IN_PIECES = re.compile(rb"<v(?: [^<>]*)?>[^<]*<!--|</v><v[ >]")
NAMED = re.compile(rb"<(?:\w+:)?c r=\"([A-Z]+\d+)\"")
ERROR = re.compile(rb"<c r=\"([A-Z]+)(\d+)\"[^<>]*? t=[\"']e[\"']")
UNCALCULATED = re.compile(
    rb"<c r=\"([A-Z]+)(\d+)\"([^<>]*)><f(?:[^<>]*/>|[^<>]*>[^<>]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
FAR = re.compile(rb"<c r=\"([A-Z]{2,}|[A-Z](?=\d{7}))(\d+)\"[^<>]*(?<!/)>")
ROW = re.compile(rb"<row [^<>]*?\br=\"(\d+)\"")
HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)")
HIDDEN_ROW = re.compile(rb"<row (?=[^<>]*\bhidden=\"(?:1|true)\")[^<>]*?\br=\"(\d+)\"")
TOKEN = re.compile(rb"<(?:(row)|c)\b([^<>]*)>")
PREFIX = re.compile(rb"<(\w+:)worksheet\b")
PREFIXED_TOKEN = re.compile(rb"<\w+:(?:(row)|c)\b([^<>]*)>")
REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Z]*)(\d+)[\"']")
IS_ERROR = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
IS_TEXT = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
HAS_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?: [^<>]*)?>[^<]|<!\[CDATA\[")


def row_index(digits: bytes) -> int:
    """The text "1" is 0. More digits than any sheet has say that it is far."""
    return int(digits[:MOST_DIGITS]) - 1


@cache
def column_index(letters: bytes) -> int:
    """A is 0, Z is 25, AA is 26. More letters than any sheet has say that it is far."""
    index = 0
    for letter in letters[:MOST_LETTERS]:
        index = index * 26 + letter - 64
    return index - 1


def scan_sheet(read_parts: Callable[[], Iterator[bytes]], limits: Limits) -> SheetScan:
    """The whole sheet of an xlsx, whose XML `read_parts` gives anew each time it is called.

    Raises Refusal when the sheet reaches further than the limits, a single row is endless, or a cell has two values, of which
    calamine would keep one.
    """
    scan = _scan(read_parts(), search=True)
    scan.parts = read_parts
    if scan.rows > limits.rows or scan.rows * scan.columns > limits.cells:
        scan = _scan(read_parts(), search=False)  # coloured cells without a value do not count
        scan.parts = read_parts
    scan.check(limits)
    return scan


def check_named_once(read_parts: Callable[[], Iterator[bytes]]) -> None:
    """Raises Refusal when a cell stands twice in the sheet, of which calamine keeps the last. It is asked only where calamine gives
    fewer cells than there are values: it takes as long as the scan itself.
    """
    for block in whole_rows(read_parts()):
        named = NAMED.findall(block)
        if len(set(named)) < len(named):
            raise damaged()


def _scan(parts: Iterator[bytes], search: bool) -> SheetScan:
    scan = SheetScan()
    row, tables = -1, 0
    prefix: re.Match[bytes] | None = None
    for index, whole_block in enumerate(whole_rows(parts)):
        block = whole_block
        if index == 0:
            prefix = PREFIX.search(block)
        if prefix:  # .NET programs write <x:row> where others write <row>
            block = block.replace(b"<" + prefix[1], b"<").replace(b"</" + prefix[1], b"</")
        first = ROW.search(block) if row >= 0 else None
        if first and row_index(first[1]) <= row:
            raise damaged()
        tables += block.count(b"<sheetData")
        if tables > 1 or ((b"<!--" in block or b"</v><v" in block) and IN_PIECES.search(block)):
            raise damaged()
        if search and is_usual(block):
            search_block(block, scan)
            row = scan.rows - 1
        else:
            row = walk_block(block, scan, row)
    return scan


def is_usual(block: bytes) -> bool:
    """Every cell states its reference first, and no cell has a prefix: so write all common programs."""
    stated = block.count(b'<c r="')
    return stated > 0 and (stated == block.count(b"<c") or stated == len(CELL.findall(block))) and b":c " not in block


def whole_rows(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The sheet in blocks that begin at a row and hold whole rows."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        cut = part.rfind(b"<row ")
        if cut < 0:
            cut = max(part.rfind(b"<row>"), part.rfind(b":row "), part.rfind(b":row>"))
        if cut < 0:
            held.append(part)
            size += len(part)
            if size > LONGEST_ROW:
                raise too_many("cells", LONGEST_ROW)
            continue
        yield b"".join((*held, part[:cut]))
        held, size = [part[cut:]], len(part) - cut
    yield b"".join(held)


def search_block(block: bytes, scan: SheetScan) -> None:
    """Adds what a block in the usual form holds. Every sheet counts as 26 columns wide: only what lies beyond costs a look."""
    scan.values += block.count(b"</v>") + block.count(b"</is>")
    if last_row := ROW.match(block, max(block.rfind(b"<row "), 0)):
        scan.reach(row_index(last_row[1]), 25)
    for match in FAR.finditer(block):
        scan.reach(row_index(match[2]), column_index(match[1]))
    if b' hidden="' in block:
        scan.hidden_rows.update(row_index(match[1]) for match in HIDDEN_ROW.finditer(block))
    if b't="e"' in block:
        scan.errors.update((row_index(match[2]), column_index(match[1])) for match in ERROR.finditer(block))
    if b"<f" in block:
        scan.uncalculated.update(
            (row_index(match[2]), column_index(match[1]))
            for match in UNCALCULATED.finditer(block)
            if not IS_TEXT.search(match[3]) and not IS_ERROR.search(match[3])
        )


def walk_block(block: bytes, scan: SheetScan, row: int) -> int:
    """As search_block, for any form of XML, counting where references are left out. Returns the row it ended in."""
    column = -1
    filled = set()
    tokens = list((PREFIXED_TOKEN if PREFIXED_TOKEN.search(block) else TOKEN).finditer(block))
    ends = [token.start() for token in tokens[1:]] + [len(block)]
    for token, end in zip(tokens, ends, strict=False):
        is_row, attributes = token.groups()
        reference = REFERENCE.search(attributes)
        if is_row:
            row = row_index(reference[2]) if reference else row + 1
            column = -1
            if HIDDEN.search(attributes):
                scan.hidden_rows.add(row)
            continue
        column = column_index(reference[1]) if reference and reference[1] else column + 1
        if attributes.endswith(b"/"):
            continue
        place = (row_index(reference[2]) if reference else row, column)
        if IS_ERROR.search(attributes):
            scan.errors.add(place)
            scan.reach(*place)
        elif HAS_VALUE.search(block, token.end(), end):
            scan.reach(*place)
            if place in filled:
                raise damaged()
            filled.add(place)
            scan.values += 1
        elif HAS_FORMULA.search(block, token.end(), end) and not IS_TEXT.search(attributes):
            scan.uncalculated.add(place)
    return row
