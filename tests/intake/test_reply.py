"""The reply workbook: marked in place, nothing in it is a formula, and uploaded again it reads as the file itself."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake import make_reply, read
from kpi.intake import reply as reply_module
from kpi.intake.reply import reads_alike
from kpi.intake.reply_marks import AUTHOR
from kpi.model import Finding, Message, Outcome, Severity
from tests.intake.files import (
    SAMPLES,
    SPREADSHEET_XML,
    ods,
    ods_number,
    ods_row,
    ods_text,
    package,
    saved,
    with_members,
    xls,
    xlsx,
)

CSV = """\
Uitdraai crediteuren;;;;
;;;;
Crediteur;KvK;Factuurnummer;Factuurdatum;Bedrag excl. btw
Bakker BV;01234567;000123;31-01-2025;1.012,50
=1+1 BV;01234567;000124;28-02-2025;zie bijlage
Café Zuid;02345678;000125;15-03-2025;-1.000,10
Slager;03456789;000126;15-04-2025;3,00
"""
HEADER = ["Crediteur", "KvK", "Factuurnummer", "Factuurdatum", "Bedrag excl. btw"]


def answered(name: str, content: bytes, reference: str | None = "draft:d1", language: str = "nl"):
    reading = read(name, content)
    made = make_reply(name, content, {}, reading.findings, reading.questions, reference, language)
    return reading, made, openpyxl.load_workbook(io.BytesIO(made.content))


def again(name: str, reading, made):
    """The reply read as a file of its own, having checked that it gives the same lines and sums."""
    repeated = read(f"antwoord-{name}.xlsx", made.content)
    assert reads_alike(reading, repeated)
    return repeated


def test_a_text_file_comes_back_in_the_same_rows_with_its_findings_marked():
    reading, made, workbook = answered("uit.csv", CSV.encode())
    findings, table = workbook.worksheets
    assert findings.title == "Bevindingen"
    assert [cell.value for cell in table[3]] == HEADER
    marked = table["E5"]
    assert marked.value == "zie bijlage"
    assert "Moet opgelost: Op 1 rij is het bedrag geen getal" in marked.comment.text
    assert marked.fill.fgColor.rgb == "FFF4B6B6"
    assert again("uit", reading, made).tables[0].sheet is None


def test_numbers_of_suppliers_and_invoices_stay_text_and_amounts_and_dates_get_their_type():
    _, _, workbook = answered("uit.csv", CSV.encode())
    table = workbook.worksheets[1]
    assert (table["B4"].value, table["C4"].value) == ("01234567", "000123")
    assert table["E4"].value == 1012.5
    assert table["D4"].value.date().isoformat() == "2025-01-31"
    assert table["D4"].number_format == "dd-mm-yyyy"


def test_a_text_that_begins_as_a_formula_does_is_none():
    _, _, workbook = answered("uit.csv", CSV.encode())
    cell = workbook.worksheets[1]["A5"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1 BV", "s", True)


def test_the_first_sheet_says_how_grave_and_links_to_the_cells():
    _, _, workbook = answered("uit.csv", CSV.encode(), language="en")
    sheet = workbook.worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8)]
    assert rows[0][0] == "Must fix"
    assert rows[0][4] == "E5"
    assert sheet["E8"].hyperlink.location == "'Table'!E5"


def test_what_must_be_fixed_stands_first_and_then_what_touches_most_euros():
    def one(rule: str, severity: Severity, cents: int | None) -> Finding:
        return Finding(rule, severity, Message(rule, rule), 1, cents, ("A4",))

    findings = [
        one("info", Severity.INFO, 900),
        one("small", Severity.WARNING, 1),
        one("large", Severity.WARNING, -500),
        one("error", Severity.ERROR, None),
    ]
    made = make_reply("uit.csv", CSV.encode(), {}, findings, (), None, "nl")
    sheet = openpyxl.load_workbook(io.BytesIO(made.content)).worksheets[0]
    assert [sheet.cell(row, 2).value for row in range(8, 12)] == ["error", "large", "small", "info"]


def test_a_workbook_keeps_its_sheets_its_text_numbers_and_what_others_wrote_beside_a_cell():
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx([HEADER, ["Bakker", "01234567", "007", "31-01-2025", "veel"]])))
    workbook.active["E2"].comment = openpyxl.comments.Comment("navragen bij Jan", "Piet")
    workbook.active.append(["Slager", "01234567", "008", "31-01-2025", 12.5])
    workbook.create_sheet("Toelichting")["A1"] = "Zie het jaarverslag"
    reading, made, marked = answered("uit.xlsx", saved(workbook))
    assert marked.sheetnames == ["Bevindingen", "Sheet", "Toelichting"]
    assert marked["Sheet"]["C2"].value == "007"
    comment = marked["Sheet"]["E2"].comment.text
    assert comment.startswith("navragen bij Jan")
    assert "Moet opgelost" in comment
    again("uit", reading, made)


def test_a_formula_gives_its_value_and_one_without_a_value_stays_for_the_spreadsheet_program():
    content = xlsx([["Leverancier", "Bedrag"], ["Bakker", 12.5], ["Slager", 3]], B4="=SUM(B2:B3)", A4="Kaas BV")
    reading, made, marked = answered("uit.xlsx", content)
    assert marked["Sheet"]["B4"].value == "=SUM(B2:B3)"
    assert [found.rule for found in again("uit", reading, made).findings if found.severity is Severity.ERROR] == [
        "amount_not_calculated"
    ]


def test_a_formula_that_reaches_outside_the_workbook_is_not_given_back():
    content = xlsx([["Leverancier", "Bedrag"], ["Bakker", 12.5]], B3="=cmd|' /C calc'!A0", A3="Slager")
    _, made, marked = answered("uit.xlsx", content)
    written = [cell.value for sheet in marked.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(isinstance(value, str) and "cmd|" in value for value in written)
    assert made.excerpt is False


def test_macros_are_left_out():
    content = with_members(xlsx([["Leverancier", "Bedrag"], ["Bakker", "veel"], ["B", 1]]), {"xl/vbaProject.bin": b"x"})
    reading, made, _ = answered("uit.xlsm", content)
    assert reading.file.container == "xlsm"
    assert read("antwoord.xlsx", made.content).file.container == "xlsx"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", CSV.encode()),
        ("b.csv", CSV.replace("\n", ";\n").encode("cp1252") + b";;;;\n;;;;\n"),
        ("c.xls", xls([HEADER, ["Bakker", 12345678, "007", "31-01-2025", 1.5], ["Slager", 1234567, "8", None, -2]])),
        ("d.ods", ods(ods_row(ods_text("Leverancier"), ods_text("Bedrag")) + ods_row(ods_text("Kaas"), ods_number(5)))),
        ("e.html", b"<table><tr><td>Leverancier<td>Bedrag<tr><td>Kaas<td>1.234,50<tr><td>Ui<td>2,00</table>"),
        ("f.csv", b"Leverancier;Datum;Bedrag\nA;01/02/2024;1,00\nB;03/04/2024;2,00\n"),
        ("g.csv", b"Leverancier;Bedrag\nA;1.234\nB;5.678\nC;9.012\n"),
        ("h.csv", b"Leverancier;Bedrag\nA;1.234,00-\nB;(5,50)\nC;EUR 9.012,10\nD;-\n"),
        ("i.xlsx", xlsx([["Leverancier", "Bedrag"], ["A", 1], ["B", 2]], B4="#N/A", A4="C")),
    ],
)
def test_uploaded_again_it_reads_as_the_file_itself(name, content):
    reading, made, _ = answered(name, content)
    assert reading.outcome is not Outcome.REFUSE
    repeated = again(name, reading, made)
    assert repeated.file.reply_to == "draft:d1"
    assert "reply_sheet_skipped" in {found.rule for found in repeated.findings}
    assert not made.excerpt


@pytest.mark.skipif(not SAMPLES.exists(), reason="the samples are not here")
@pytest.mark.parametrize("kind", ["csv", "CSV", "xls", "xlsx"])
def test_a_reply_to_a_real_file_reads_as_the_file_itself(kind):
    paths = sorted((SAMPLES / "spend").rglob(f"*.{kind}"), key=lambda path: path.stat().st_size)
    for path in paths[:3]:
        reading, made, _ = answered(path.name, path.read_bytes())
        again(path.name, reading, made)


def test_cells_merged_over_a_whole_sheet_do_not_keep_a_file_from_coming_back():
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{name}</t></is></c>{cell}</row>'
        for row, name, cell in (
            (1, "Leverancier", '<c r="B1" t="inlineStr"><is><t>Bedrag</t></is></c>'),
            (2, "Bakker", '<c r="B2"><v>12.5</v></c>'),
            (3, "Slager", '<c r="B3" t="inlineStr"><is><t>veel</t></is></c>'),
        )
    )
    merged = '<mergeCells count="1"><mergeCell ref="D10:XFD1048576"/></mergeCells>'
    sheet = f'<worksheet xmlns="{SPREADSHEET_XML}"><sheetData>{rows}</sheetData>{merged}</worksheet>'
    content = package("", **{"xl/worksheets/sheet1.xml": sheet})
    reading, made, _ = answered("samengevoegd.xlsx", content)
    assert not made.excerpt
    again("samengevoegd", reading, made)


def test_a_reply_to_a_reply_has_one_findings_sheet_and_only_the_marks_of_now():
    _, made, _ = answered("uit.csv", CSV.encode())
    workbook = openpyxl.load_workbook(io.BytesIO(made.content))
    workbook.worksheets[1]["E5"] = 20
    workbook.worksheets[1]["E7"] = "?"
    _, second, marked = answered("uit.xlsx", saved(workbook))
    table = marked.worksheets[1]
    assert len(marked.worksheets) == 2
    assert table["E5"].comment is None
    assert table["E7"].comment.author == AUTHOR
    assert read("x.xlsx", second.content).tables[0].sheet is None


def test_of_a_large_file_only_the_rows_with_findings_come_back_and_they_are_not_read_as_the_whole(monkeypatch):
    monkeypatch.setattr(reply_module, "MOST_CELLS", 10)
    _, made, workbook = answered("uit.csv", CSV.encode())
    table = workbook.worksheets[1]
    assert made.excerpt
    assert [cell.value for cell in table[2]][:2] == [5, "=1+1 BV"]
    refused = read("antwoord.xlsx", made.content)
    assert (refused.outcome, refused.findings[0].rule) == (Outcome.REFUSE, "reply_excerpt")


cells = st.text(
    alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" =+-@"), min_size=1, max_size=12
)  # fmt: skip


@settings(max_examples=25)
@given(
    rows=st.lists(
        st.tuples(cells, st.integers(0, 99_999_999), st.integers(-(10**9), 10**9), st.integers(1, 28)), min_size=3, max_size=12
    )
)  # fmt: skip
def test_any_table_survives_being_given_back(rows):
    lines = [
        f'"{name.replace(chr(34), "")} x";{number:08d};{day:02d}-01-2025;{cents / 100:.2f}'.replace(".", ",")
        for name, number, cents, day in rows
    ]
    content = ("Crediteur;KvK;Factuurdatum;Bedrag\n" + "\n".join(lines)).encode()
    reading, made, _ = answered("uit.csv", content)
    if reading.outcome is Outcome.OK and not made.excerpt:
        again("uit", reading, made)
    assert made.excerpt is False
