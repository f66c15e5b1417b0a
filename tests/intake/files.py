"""Small files of every kind, made on the spot."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlwt

SAMPLES = Path(__file__).parents[3] / "shared" / "samples"
ROWS = (("Leverancier", "Bedrag"), ("Bakker BV", 12.5), ("Café Zuid", -3))
WORKSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SPREADSHEET_XML = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zip_of(members: Mapping[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_members(content: bytes, members: Mapping[str, str | bytes]) -> bytes:
    """The zip with members added."""
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return stream.getvalue()


def xlsx(rows: Sequence[Sequence[Any]] = ROWS, **cells: Any) -> bytes:
    """A workbook with one sheet; further cells by their address, a value that begins with "#" being an error."""
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    for address, value in cells.items():
        workbook.active[address] = value
    return saved(workbook)


def saved(workbook: Any) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def package(sheet_data: str, root: str = "worksheet", prefix: str = "", **parts: str | bytes) -> bytes:
    """The smallest xlsx, with the XML between <sheetData> and </sheetData> as given; parts replace or add members."""
    namespace = f"xmlns{':' + prefix if prefix else ''}"
    tag = f"{prefix}:" if prefix else ""
    return zip_of(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{MAIN}"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{WORKSHEET}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE_RELATIONS}"><Relationship Id="rId1" '
            f'Type="{OFFICE_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET_XML}" xmlns:r="{OFFICE_RELATIONS}">'
            '<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/worksheets/sheet1.xml": f'<?xml version="1.0"?><{tag}{root} {namespace}="{SPREADSHEET_XML}">'
            f"<{tag}sheetData>{sheet_data}</{tag}sheetData></{tag}{root}>",
            **parts,
        }
    )


def xls(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Blad1")
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(index, column, value)
    return saved(workbook)


def ods(table_rows: str, manifest: str = "") -> bytes:
    """An OpenDocument spreadsheet with the XML of its rows as given."""
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0">{manifest}</manifest:manifest>',
            "content.xml": f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
            f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:'
            'experimental:calc:xmlns:calcext:1.0" office:version="1.2"><office:body><office:spreadsheet>'
            f'<table:table table:name="Blad1">{table_rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        }
    )


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def ods_text(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods_number(number: float) -> str:
    return f'<table:table-cell office:value-type="float" office:value="{number}"><text:p>{number}</text:p></table:table-cell>'


def compound(**streams: bytes) -> bytes:
    """A compound file (OLE2) with streams of at least 4096 bytes each, padded with zero bytes."""
    sector = 512
    padded = {
        name: content.ljust(max(4096, -(-len(content) // sector) * sector), b"\0") for name, content in streams.items()
    }
    table = [0xFFFFFFFD, 0xFFFFFFFE]  # the table itself, then the directory
    entries = [_entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1)]
    for number, (name, content) in enumerate(padded.items(), start=1):
        start = len(table)
        sectors = len(content) // sector
        entries.append(_entry(name, 2, start, len(content), right=number + 1 if number < len(padded) else 0xFFFFFFFF))
        table += [*range(start + 1, start + sectors), 0xFFFFFFFE]
    assert len(table) <= 128
    assert len(entries) <= 4
    header = struct.pack(
        "<8s16sHHHHH6xIII4xIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        1,
        4096,
        0xFFFFFFFE,
        0,
        0xFFFFFFFE,
        0,
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = b"".join(entries).ljust(sector, b"\0")
    return (
        header
        + struct.pack("<128I", *table, *[0xFFFFFFFF] * (128 - len(table)))
        + directory
        + b"".join(padded.values())
    )


def _entry(name: str, kind: int, start: int, size: int, right: int = 0xFFFFFFFF, child: int = 0xFFFFFFFF) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, size)


def record(kind: int, body: bytes = b"") -> bytes:
    """One record of an old workbook."""
    return struct.pack("<HH", kind, len(body)) + body
