"""What a file is goes by its content; what cannot be a spend file is refused with what to do."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from random import Random

import openpyxl
import pytest

from kpi.intake.compound import CompoundFile
from kpi.intake.container import Kind, recognise
from kpi.intake.grid import open_grid
from kpi.intake.old_scan import scan_old_workbook
from kpi.intake.sheet import Limits
from kpi.model import Refusal, Severity
from tests.intake.files import (
    OFFICE_RELATIONS,
    SPREADSHEET_XML,
    compound,
    ods,
    ods_row,
    ods_text,
    package,
    record,
    saved,
    with_members,
    xls,
    xlsx,
    zip_of,
)

LIMITS = Limits()
TEXT = "Leverancier;Bedrag\r\nBakker BV;12,50\r\n"
HTML = "<html><body><table><tr><td>Leverancier</td></tr></table></body></html>"
BIFF8_BEGIN = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(TEXT.encode(), Kind.TEXT, id="utf-8"),
        pytest.param(TEXT.encode("utf-16"), Kind.TEXT, id="utf-16"),
        pytest.param(TEXT.encode("utf-16-be"), Kind.TEXT, id="utf-16 without a mark"),
        pytest.param(b"[Afdeling],[Bedrag]\n", Kind.TEXT, id="text that begins with a bracket"),
        pytest.param(b"<onbekend>;12\n", Kind.TEXT, id="text that begins with an angle bracket"),
        pytest.param(b"BMW;12,50\n", Kind.TEXT, id="text that begins as a bitmap does"),
        pytest.param(HTML.encode(), Kind.HTML, id="html"),
        pytest.param(b"\xef\xbb\xbf \r\n" + HTML.encode(), Kind.HTML, id="html after a mark and blank lines"),
        pytest.param(HTML.encode("utf-16"), Kind.HTML, id="html in utf-16"),
        pytest.param(xlsx(), Kind.XLSX, id="xlsx"),
        pytest.param(with_members(xlsx(), {"xl/vbaProject.bin": b"x"}), Kind.XLSM, id="xlsm"),
        pytest.param(xls(), Kind.XLS, id="xls"),
        pytest.param(ods(ods_row(ods_text("a"))), Kind.ODS, id="ods"),
        pytest.param(zip_of({"spend/lijst.csv": TEXT}), Kind.TEXT, id="zip with a csv"),
        pytest.param(
            zip_of({"spend/": b"", "a.xls": xls(), "__MACOSX/a.xls": b"x", ".DS_Store": b"x"}),
            Kind.XLS,
            id="zip with an xls and litter",
        ),
        pytest.param(zip_of({"a.xlsx": xlsx()}), Kind.XLSX, id="zip with an xlsx"),
    ],
)
def test_a_kind_is_recognised_by_content(content: bytes, kind: Kind) -> None:
    assert recognise(content, LIMITS).kind is kind
    open_grid("lijst.pdf", content)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "empty", id="no bytes"),
        pytest.param(b"\xef\xbb\xbf \r\n\r\n", "empty", id="a mark and blank lines"),
        pytest.param(zip_of({"leeg.csv": b""}), "zip", id="zip with an empty file"),
        pytest.param(zip_of({"a.csv": TEXT, "b.csv": TEXT}), "zip", id="zip with two files"),
        pytest.param(zip_of({"a.zip": zip_of({"a.csv": TEXT})}), "zip", id="zip in a zip"),
        pytest.param(zip_of({"word/document.xml": "<w/>"}), "document", id="docx"),
        pytest.param(zip_of({"Index/Document.iwa": b"x", "Data/x.png": b"x"}), "numbers", id="Apple Numbers"),
        pytest.param(
            zip_of({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}), "document", id="odt"
        ),
        pytest.param(compound(EncryptedPackage=b"x", EncryptionInfo=b"x"), "protected", id="protected xlsx"),
        pytest.param(compound(Workbook=BIFF8_BEGIN + record(0x2F, b"\0" * 6)), "protected", id="protected xls"),
        pytest.param(ods("", manifest="<manifest:encryption-data/>"), "protected", id="protected ods"),
        pytest.param(compound(WordDocument=b"x"), "document", id="doc"),
        pytest.param(compound(Iets=b"x"), "no_table", id="unknown compound file"),
        pytest.param(xls()[:2000], "damaged", id="truncated xls"),
        pytest.param(xlsx()[:-400], "damaged", id="truncated xlsx"),
        pytest.param(zip_of({"xl/styles.xml": "<s/>"}), "damaged", id="xlsx without a workbook"),
        pytest.param(package("<row r='1'><c"), "damaged", id="sheet that breaks off"),
        pytest.param(ods("<table:table-row><table:table-cell>"), "damaged", id="ods with tags left open"),
        pytest.param(package(ROW, **{"xl/workbook.xml": "<workbook"}), "damaged", id="workbook part that is no XML"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3", "pdf", id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0", "image", id="png"),
        pytest.param(b"BM\x36\0\0\0\0\0\0\0", "image", id="bmp"),
        pytest.param(b"\x1f\x8b\x08\0\0", "packed", id="gzip"),
        pytest.param(b"{\\rtf1 a}", "document", id="rtf"),
        pytest.param(b'[{"leverancier": "Bakker"}]', "other_format", id="json"),
        pytest.param(b'<?xml version="1.0"?><auditfile/>', "other_format", id="xml"),
        pytest.param(
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_spreadsheet",
            id="xml of 2003",
        ),
        pytest.param(
            b'<?xml version="1.0"?><ss:Workbook xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_spreadsheet",
            id="xml of 2003 with a prefix",
        ),
        pytest.param(b"MIME-Version: 1.0\nContent-Type: multipart/related\n", "web_archive", id="mht"),
        pytest.param(
            b"From: <Saved by Blink>\nSubject: Lijst\nMIME-Version: 1.0\nContent-Type: multipart/related;\n type=x\n",
            "web_archive",
            id="mht of another browser",
        ),
        pytest.param(
            b"Received: from a\n\tby b\nSubject: Facturen\nMIME-Version: 1.0\n\nLeverancier;Bedrag\nA;1,00\n",
            "document",
            id="e-mail",
        ),
        pytest.param(b"\x09\x04\x06\0\0\0\x10\0" + b"\0" * 60, "too_old", id="Excel 4"),
        pytest.param(bytes(range(256)) * 8, "no_table", id="binary junk"),
        pytest.param(HTML.partition("</tr>")[0].encode(), "damaged", id="page that breaks off in its table"),
        pytest.param(HTML.replace("</tr>", "<!-- </tr>").encode(), "damaged", id="page that breaks off in a comment"),
        pytest.param(b"<html><body><p>Foutmelding</p></body></html>", "no_table_in_page", id="page without a table"),
        pytest.param(
            with_members(xlsx(), {"xl/macrosheets/sheet1.xml": "<m/>"}), "macro_sheet", id="macro sheet of Excel 4"
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_to_do(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_grid("lijst.xlsx", content)
    assert caught.value.code == code
    assert caught.value.message.nl != caught.value.message.en


@pytest.mark.parametrize("tag", ["<!--", "<![CDATA[", "<!", "<?", "<a ", '<a b="', "</td", "<a/"])
@pytest.mark.parametrize("end", ["", ">"])
def test_a_page_with_countless_open_tags_costs_no_more_than_its_length(tag: str, end: str) -> None:
    page = "<table><tr><td>1</td></tr></table>" + tag * 200_000 + end
    with suppress(Refusal):
        open_grid("lijst.xls", page.encode())


def test_comments_in_a_page_are_no_cells() -> None:
    page = "<!DOCTYPE html><table><!-- <tr><td>x</td></tr> --><tr><td>1<![if !x]><!--[if gte mso 9]>2<![endif]--></td></tr></table>"
    assert open_grid("lijst.xls", page.encode()).sheets[0].rows == [["1"]]


def test_a_zip_member_with_a_password_is_protected() -> None:
    content = bytearray(zip_of({"a.csv": TEXT}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + offset] |= 1
    with pytest.raises(Refusal, match="password"):
        open_grid("a.zip", bytes(content))


def test_macros_links_and_unpacking_are_reported() -> None:
    content = with_members(xlsx(), {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": "<e/>"})
    findings = open_grid("a.zip", zip_of({"map/a.xlsm": content})).findings
    assert [finding.rule for finding in findings] == ["unpacked", "macros", "external_links"]
    assert {finding.severity for finding in findings} == {Severity.INFO}


def test_macros_and_links_of_an_old_workbook_are_reported() -> None:
    stream = BIFF8_BEGIN + record(0x1AE, b"\1\0\7\0C:\\a.xls") + record(0x0A)
    _, findings = scan_old_workbook(CompoundFile(compound(Workbook=stream, _VBA_PROJECT_CUR=b"x")), LIMITS)
    assert [finding.rule for finding in findings] == ["macros", "external_links"]


BOMB = package(ROW, **{"xl/sharedStrings.xml": b"<sst>" + b" " * 2_000_000 + b"</sst>"})
ENTITIES = '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst/>'


@pytest.mark.parametrize(
    ("content", "limits", "code"),
    [
        pytest.param(TEXT.encode(), Limits(bytes=10), "file_too_large", id="more bytes"),
        pytest.param(zip_of({"a.csv": TEXT * 100}), Limits(bytes=1000), "file_too_large", id="more bytes in a zip"),
        pytest.param(BOMB, LIMITS, "unpacks_too_large", id="a part that swells"),
        pytest.param(xlsx(), Limits(unpacked_bytes=1000), "unpacks_too_large", id="unpacked size"),
        pytest.param(xlsx(), Limits(members=3), "unpacks_too_large", id="members"),
        pytest.param(
            package(ROW, **{"xl/sharedStrings.xml": ENTITIES}), LIMITS, "xml_entities", id="entities in shared texts"
        ),
        pytest.param(
            package(ROW, **{"xl/sharedStrings.xml": "<?a?>" * 60 + "<!--a-->" * 60 + ENTITIES}),
            LIMITS,
            "xml_entities",
            id="entities behind many instructions and comments",
        ),
        pytest.param(
            package(ROW, **{"xl/sharedStrings.xml": ENTITIES.replace("<sst/>", "<?a?><sst/>")}),
            LIMITS,
            "xml_entities",
            id="entities before an instruction",
        ),
        pytest.param(
            package(ROW, **{"xl/worksheets/sheet1.xml": ENTITIES.replace("sst", "worksheet")}),
            LIMITS,
            "xml_entities",
            id="entities in a sheet",
        ),
        pytest.param(
            package(ROW, **{"xl/sharedStrings.xml": "<sst>" + "<si/>" * 9 + "</sst>"}),
            Limits(texts=5),
            "too_large",
            id="texts",
        ),
        pytest.param(b"a;b\n" * 20, Limits(rows=10), "too_large", id="rows of a text"),
        pytest.param(b"a;b;c;d;e;f\n" * 3, Limits(columns=5), "too_large", id="columns of a text"),
        pytest.param(b";" * 200, Limits(cells=100), "too_large", id="cells of a text"),
        pytest.param(b'a;b\n1;"' + b"2" * 200_000, Limits(characters=131_072), "open_quote", id="endless field"),
        pytest.param(b"a;b\n1;" + b"2" * 200_000, Limits(characters=131_072), "too_large", id="endless text"),
        pytest.param(xlsx([["a"]] * 20), Limits(rows=10), "too_large", id="rows of a workbook"),
        pytest.param(xlsx(XFD1048576="x"), LIMITS, "too_large", id="a stray cell in the last corner"),
        pytest.param(
            package('<row><c r="XFD1048576"><v>1</v></c></row>'), LIMITS, "too_large", id="a stray cell, bare"
        ),
        pytest.param(
            package(ROW + '<row r="2"><c  r="XFD1048576"><v>1</v></c></row>'), LIMITS, "too_large", id="oddly written"
        ),
        pytest.param(
            package(ROW + f'<row r="{9**20}"><c r="A{9**20}"><v>1</v></c></row>'),
            LIMITS,
            "too_large",
            id="a row far out",
        ),
        pytest.param(
            package(ROW + '<row><c r="ZZZZZ1"><v>1</v></c></row>'), LIMITS, "too_large", id="a column far out"
        ),
        pytest.param(b"a;" * 200_000, LIMITS, "too_large", id="a line of very many cells"),
        pytest.param(
            package(
                '<x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>' + "<x:row><x:c><x:v>1</x:v></x:c></x:row>",
                prefix="x",
            ),
            LIMITS,
            "too_large",
            id="with a prefix",
        ),
        pytest.param(
            ods(ods_row(ods_text("x", repeated=10**9), repeated=10**9)), LIMITS, "too_large", id="endless ods"
        ),
        pytest.param(
            ods(ods_row(ods_text('x<text:s text:c="2000000000"/>'))),
            LIMITS,
            "unpacks_too_large",
            id="endless spaces in ods",
        ),
        pytest.param(
            b"<table><tr><td colspan=1000 rowspan=1000>x</table>", Limits(cells=10_000), "too_large", id="endless html"
        ),
    ],
)
def test_a_hostile_file_is_refused_before_it_costs_anything(content: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_grid("lijst.csv", content, limits)
    assert caught.value.code == code


def test_a_part_that_lies_about_its_size_is_damaged() -> None:
    content = bytearray(package("", **{"xl/sharedStrings.xml": "<sst>" + "<si/>" * 1000 + "</sst>"}))
    entry = content.rindex(b"xl/sharedStrings.xml") - zipfile.sizeCentralDir
    struct.pack_into("<I", content, entry + 24, 20)
    with pytest.raises(Refusal) as caught:
        open_grid("lijst.xlsx", bytes(content))
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "XL/Worksheets/Sheet1.xml"])
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_workbook_with_two_parts_of_one_name_is_damaged(name: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_grid("lijst.xlsx", with_members(xlsx(), {name: "<worksheet/>"}))
    assert caught.value.code == "damaged"


TWICE = {
    "side by side": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
    "in two rows of one number": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    "far apart": '<row r="1"><c r="A1"><v>1</v></c></row>'
    + "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{Random(n).randbytes(4500).hex()}</t></is></c></row>'
        for n in range(2, 400)
    )
    + '<row r="1"><c r="A1"><v>2</v></c></row>',
    "in another form of XML": "<row r='1'><c  r='A1'><v>1</v></c><c  r='A1'><v>2</v></c></row>",
}


@pytest.mark.parametrize("rows", TWICE.values(), ids=TWICE)
def test_a_workbook_that_names_a_cell_twice_is_damaged(rows: str) -> None:
    with pytest.raises(Refusal) as caught:
        open_grid("a.xlsx", package(rows))
    assert caught.value.code == "damaged"


TWO_SHEETS = '<sheet name="A" sheetId="1" r:id="rId1"/><sheet name="B" sheetId="2" r:id="rId1"/>'
AMBIGUOUS = {
    "a comment in a value": package('<row r="1"><c r="A1"><v>1<!-- -->2</v></c></row>'),
    "two values": package('<row r="1"><c r="A1"><v>1</v><v>2</v></c></row>'),
    "two tables": package(ROW + "</sheetData><sheetData>" + ROW.replace("1", "2")),
    "two sheets that are one part": package(
        ROW,
        **{
            "xl/workbook.xml": f'<workbook xmlns="{SPREADSHEET_XML}" xmlns:r="{OFFICE_RELATIONS}"><sheets>{TWO_SHEETS}</sheets></workbook>'
        },
    ),
}


@pytest.mark.parametrize("content", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_a_workbook_of_which_programs_read_other_amounts_is_damaged(content: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        open_grid("a.xlsx", content)
    assert caught.value.code == "damaged"


def test_coloured_cells_without_a_value_do_not_count() -> None:
    content = package(ROW + '<row r="1048576"><c r="XFD1048576" s="0"/></row>')
    assert open_grid("lijst.xlsx", content).sheets[0].rows == [[1]]
    repeated = ods(
        ods_row(ods_text("x"), '<table:table-cell table:number-columns-repeated="16000"/>')
        + ods_row("<table:table-cell/>", repeated=10**6)
    )
    assert open_grid("lijst.ods", repeated).sheets[0].rows == [["x"]]


def test_a_workbook_of_charts_only_is_refused() -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.create_chartsheet("Grafiek")
    with pytest.raises(Refusal) as caught:
        open_grid("grafiek.xlsx", saved(workbook))
    assert caught.value.code == "no_sheet"
