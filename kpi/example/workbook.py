"""Small xlsx and ods files, the same bytes for the same cells: no clock, no compression, no library versions in them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

EPOCH = date(1899, 12, 30)
ZIP_TIME = (2026, 1, 1, 0, 0, 0)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Amount:
    """Money in a cell: a number with two decimals."""

    cents: int

    def __str__(self) -> str:
        sign = "-" if self.cents < 0 else ""
        return f"{sign}{abs(self.cents) // 100}.{abs(self.cents) % 100:02d}"


Cell = str | int | date | Amount | None
Rows = Sequence[Sequence[Cell]]


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """An Excel workbook: texts shared, amounts as numbers, dates as dates."""
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{place}.xml": _sheet(rows, strings) for place, rows in enumerate(sheets.values(), 1)}
    names = "".join(
        f'<sheet name="{escape(name)}" sheetId="{place}" r:id="rId{place}"/>' for place, name in enumerate(sheets, 1)
    )
    links = "".join(
        f'<Relationship Id="rId{place}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{place}.xml"/>'
        for place in range(1, len(sheets) + 1)
    )
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{_SHEET_TYPE}.worksheet+xml"/>' for name in parts)
    items = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in strings)
    return _zip(
        {
            "[Content_Types].xml": XML + _CONTENT_TYPES.format(overrides=overrides, sheet=_SHEET_TYPE),
            "_rels/.rels": XML + _ROOT_LINKS,
            "xl/workbook.xml": f'{XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'{XML}<Relationships xmlns="{_PACKAGE}">{links}{_STYLE_LINKS}</Relationships>',
            "xl/styles.xml": XML + _STYLES,
            "xl/sharedStrings.xml": f'{XML}<sst xmlns="{_MAIN}" uniqueCount="{len(strings)}">{items}</sst>',
            **parts,
        }
    )


def ods(sheets: Mapping[str, Rows]) -> bytes:
    """An OpenDocument spreadsheet with typed cells."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(_ods_row(row) for row in rows)}</table:table>'
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return _zip(
        {
            "mimetype": _ODS_TYPE,
            "META-INF/manifest.xml": XML + _MANIFEST,
            "content.xml": f'{XML}<office:document-content {_ODS_NAMES} office:version="1.3">{body}</office:document-content>',
        }
    )


def _zip(parts: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, ZIP_TIME), text.encode())
    return stream.getvalue()


def _sheet(rows: Rows, strings: dict[str, int]) -> str:
    written = []
    for row, cells in enumerate(rows, 1):
        inside = "".join(_cell(f"{_letter(column)}{row}", value, strings) for column, value in enumerate(cells))
        if inside:
            written.append(f'<row r="{row}">{inside}</row>')
    return f'{XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(written)}</sheetData></worksheet>'


def _cell(place: str, value: Cell, strings: dict[str, int]) -> str:
    match value:
        case None | "":
            return ""
        case str():
            return f'<c r="{place}" t="s"><v>{strings.setdefault(value, len(strings))}</v></c>'
        case date():
            return f'<c r="{place}" s="1"><v>{(value - EPOCH).days}</v></c>'
        case Amount():
            return f'<c r="{place}" s="2"><v>{value}</v></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def _letter(column: int) -> str:
    return chr(ord("A") + column) if column < 26 else _letter(column // 26 - 1) + _letter(column % 26)


def _ods_row(cells: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(_ods_cell(value) for value in cells) or _EMPTY}</table:table-row>"


def _ods_cell(value: Cell) -> str:
    match value:
        case None | "":
            return _EMPTY
        case date():
            kind, shown = f'"date" office:date-value="{value}"', f"{value:%d-%m-%Y}"
        case Amount() | int():
            kind, shown = f'"float" office:value="{value}"', str(value)
        case _:
            kind, shown = '"string"', escape(str(value))
    return f"<table:table-cell office:value-type={kind}><text:p>{shown}</text:p></table:table-cell>"


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="{sheet}.sheet.main+xml"/>'
    '<Override PartName="/xl/styles.xml" ContentType="{sheet}.styles+xml"/>'
    '<Override PartName="/xl/sharedStrings.xml" ContentType="{sheet}.sharedStrings+xml"/>{overrides}</Types>'
)
_ROOT_LINKS = (
    f'<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_STYLE_LINKS = (
    f'<Relationship Id="rIdStyles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rIdStrings" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}">'
    '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="14" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>'
)
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_EMPTY = "<table:table-cell/>"
