"""Cells come out as they were stored, indexed from A1, with what could not be read pointed at."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from kpi.intake.grid import open_grid
from kpi.intake.plain_text import detect_delimiter
from kpi.intake.sheet import address
from kpi.model import Refusal, Severity
from tests.intake.files import SAMPLES, compound, ods, ods_number, ods_row, ods_text, package, record, saved, xls, xlsx


def rows_of(content: bytes) -> list[list[object]]:
    (sheet,) = open_grid("lijst", content).sheets
    return [list(row) for row in sheet.rows]


class TestText:
    @pytest.mark.parametrize(
        ("text", "rows"),
        [
            pytest.param("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]], id="Windows"),
            pytest.param("a,b\n1,2", [["a", "b"], ["1", "2"]], id="Unix, no last line end"),
            pytest.param("a,b\r1,2\r", [["a", "b"], ["1", "2"]], id="old Mac"),
            pytest.param("a,b\r\n1,2\n3,4\r5,6", [["a", "b"], ["1", "2"], ["3", "4"], ["5", "6"]], id="all at once"),
            pytest.param(
                "\r\na,b\r\n\r\n1,2\r\n", [[], ["a", "b"], [], ["1", "2"]], id="blank lines are rows without cells"
            ),
            pytest.param('a,"b\r\nc"\r\n1,2\r\n', [["a", "b\r\nc"], ["1", "2"]], id="quoted line break"),
            pytest.param('a,"b ""c"" d"\n', [["a", 'b "c" d']], id="doubled quotes"),
            pytest.param(
                "a,b,c\n1,2\n1,2,3,4\n", [["a", "b", "c"], ["1", "2"], ["1", "2", "3", "4"]], id="ragged rows"
            ),
            pytest.param("a\0,b\n1,2\n\x1a", [["a", "b"], ["1", "2"]], id="zero bytes and Ctrl-Z"),
            pytest.param("a,b\n1," + "x" * 200_000, [["a", "b"], ["1", "x" * 200_000]], id="long field"),
        ],
    )
    def test_records_are_those_of_the_csv_module(self, text: str, rows: list[list[str]]) -> None:
        assert rows_of(text.encode()) == rows

    @pytest.mark.parametrize(
        ("text", "delimiter"),
        [
            pytest.param("naam;bedrag\nA;12,50\nB;1.234,50\n", ";", id="decimal commas"),
            pytest.param("12,50;13,50\n1,10;2,20\n3,30;4,40\n", ";", id="decimal commas everywhere"),
            pytest.param("naam,bedrag\nA;B,12\nC;D,13\n", ",", id="semicolons inside texts"),
            pytest.param("naam\tbedrag\nA, B\t12,50\nC, D\t3,50\n", "\t", id="tabs"),
            pytest.param("naam|bedrag\nA|12\n", "|", id="pipes"),
            pytest.param('naam,bedrag\n"A;B;C",12\n"D;E;F",13\n', ",", id="semicolons inside quotes"),
            pytest.param("Overzicht\nperiode: 2024; alles\n\na,b,c\n1,2,3\n4,5,6\n", ",", id="title lines"),
            pytest.param("1,2,3\n4,5,6\n", ",", id="whole numbers between commas"),
            pytest.param("sep=|\na;b|c;d\n", "|", id="stated"),
            pytest.param("leverancier\nBakker\n", ",", id="one column"),
        ],
    )
    def test_the_delimiter_goes_by_evidence(self, text: str, delimiter: str) -> None:
        assert detect_delimiter(text) == delimiter

    @pytest.mark.parametrize(
        ("text", "codec", "reported"),
        [
            pytest.param("naam;bedrag\nA;1\n", "ascii", "ascii", id="ascii"),
            pytest.param("naam;€\nCafé;1\n", "utf-8", "utf-8", id="utf-8"),
            pytest.param("naam;€\nCafé;1\n", "utf-8-sig", "utf-8-sig", id="utf-8 with mark"),
            pytest.param("naam;€\nCafé;1\n", "utf-16", "utf-16", id="utf-16 with mark"),
            pytest.param("naam;€\nCafé;1\n", "utf-16-le", "utf-16-le", id="utf-16 little-endian"),
            pytest.param("naam;€\nCafé;1\n", "utf-16-be", "utf-16-be", id="utf-16 big-endian"),
            pytest.param("naam;bedrag\nA;€ 12,50\n", "cp1252", "cp1252", id="euro in cp1252"),
            pytest.param(
                "naam;bedrag\nCoöperatie – ’t Café;£12\n", "cp1252", "cp1252", id="quotes and dashes in cp1252"
            ),
            pytest.param(
                "naam;bedrag\nCafé;1\n“Zuid”;2\n",
                "cp1252",
                "cp1252",
                id="cp1252 of which the letters together are UTF-8",
            ),
            pytest.param("naam;bedrag\nFoto´s · 2¼ el¨;12\n", "cp1252", "cp1252", id="loose accents in cp1252"),
            pytest.param("naam;bedrag\nCafé;€ 12,50\n", "iso8859-15", "iso8859-15", id="euro in iso8859-15"),
            pytest.param("naam;bedrag\nA;£12.50\nB;£ 3\n", "cp850", "cp850", id="pound in cp850"),
            pytest.param("naam;bedrag\nA;£12.50\nB;£ 3\n", "cp437", "cp850", id="pound in cp437: the same byte"),
            pytest.param("naam;bedrag\nA;€ 12,50\nB;€3\n", "cp858", "cp858", id="euro in cp858"),
            pytest.param(
                "naam;bedrag\nCoöperatie;1\nReünie Beëindiging;2\n", "cp437", "cp850", id="letters in a DOS code page"
            ),
            pytest.param("NAAM;BEDRAG\nCOÖPERATIE ÉÉN;1\n", "cp850", "cp850", id="capitals in cp850"),
            pytest.param("naam;bedrag\nCafé Zuid;€ 1\n’t Hof;2\n", "mac_roman", "mac_roman", id="old Mac"),
        ],
    )
    def test_the_encoding_goes_by_evidence(self, text: str, codec: str, reported: str) -> None:
        grid = open_grid("lijst.csv", text.encode(codec))
        assert grid.facts.encoding == reported
        assert [";".join(map(str, row)) for row in grid.sheets[0].rows] == text.splitlines()

    def test_stray_bytes_in_utf8_are_read_as_windows_text_and_reported(self) -> None:
        content = "naam\nCafé Zuid\nCoöperatie\nReünie\nFinanciën\n".encode() + "Pâtisserie\n".encode("cp1252")
        grid = open_grid("lijst.csv", content)
        assert grid.facts.encoding == "utf-8"
        assert grid.sheets[0].rows[1:] == [["Café Zuid"], ["Coöperatie"], ["Reünie"], ["Financiën"], ["Pâtisserie"]]
        assert [finding.rule for finding in grid.findings] == ["mixed_encoding"]

    def test_bytes_that_windows_text_does_not_know_survive(self) -> None:
        grid = open_grid("lijst.csv", b"naam;stad\nCaf\xe9\x9d;Den Bosch\n")
        assert grid.facts.encoding == "latin-1"
        assert grid.sheets[0].rows[1] == ["Café\x9d", "Den Bosch"]

    def test_a_quotation_mark_that_swallows_lines_is_an_error_with_its_cell(self) -> None:
        lines = [f"{number};Leverancier {number};{number},00" for number in range(100)]
        lines[40] = '40;"Bakker BV;40,00'
        grid = open_grid("lijst.csv", "\n".join(lines).encode())
        (finding,) = grid.findings
        assert (finding.rule, finding.severity, finding.cells) == ("open_quote", Severity.ERROR, ("B41",))

    @pytest.mark.parametrize(
        ("end", "cut"),
        [
            ("X;02-02-2024;12,00", False),
            ("X;02-02-2024;12", True),
            ("X;02-02-2024;12,", True),
            ("X;02-02-2024;12,0", True),
            ("X;02-02-20", True),
            ("X;02-02-2024;12\r\n", False),  # whole euros, and the line ends
            ("Bron: administratie", False),
            ("Totaal;;1.234,00", False),
        ],
    )
    @pytest.mark.parametrize("lines", [20, 60_000])
    def test_a_text_that_breaks_off_in_its_last_line_is_told(self, end: str, cut: bool, lines: int) -> None:
        text = "Leverancier;Factuurdatum;Bedrag\r\n" + "Bakker BV;01-02-2024;1.250,50\r\n" * lines + end
        found = {finding.rule for finding in open_grid("lijst.csv", text.encode()).findings}
        assert found == ({"file_cut_off"} if cut else set())

    @pytest.mark.parametrize("end", ["\n", "", "\nC;3,00\n", '\nC;"3,00"\nD;"4'])
    def test_a_quotation_mark_that_is_still_open_at_the_end_is_an_error_with_its_cell(self, end: str) -> None:
        grid = open_grid("lijst.csv", f'a;b\nA;1,00\n"B;2,00{end}'.encode())
        assert [(finding.rule, finding.severity, finding.cells) for finding in grid.findings] == [
            ("open_quote", Severity.ERROR, ("B4",) if 'D;"4' in end else ("A3",))
        ]
        assert "\0" not in "".join(grid.sheets[0].rows[-1])

    @pytest.mark.parametrize(("first", "second"), [(40, 41), (40, 43)])
    def test_quotation_marks_that_swallow_a_few_lines_between_them_are_an_error(self, first: int, second: int) -> None:
        lines = [f"{number};01-02-2024;Leverancier {number};{number},00" for number in range(100)]
        for number in (first, second):
            lines[number] = lines[number].replace("Lev", '"Lev')
        (finding,) = open_grid("lijst.csv", "\n".join(lines).encode()).findings
        assert (finding.rule, finding.cells) == ("open_quote", ("C41",))

    def test_a_remark_of_a_few_lines_with_many_commas_is_no_open_quote(self) -> None:
        remark = "advies, training, begeleiding, uren\nmaart, april, mei, juni"
        text = f'a,b,c,d\n1,"{remark}",x,2.00\n2,y,z,3.00\n'
        assert open_grid("lijst.csv", text.encode()).findings == ()

    def test_a_long_remark_of_many_lines_is_no_open_quote(self) -> None:
        remark = "\n".join(f"opmerking {number}" for number in range(40))
        assert open_grid("lijst.csv", f'a;b\n1;"{remark}"\n2;x\n'.encode()).findings == ()


CELL_TEXT = st.text(st.sampled_from("ab12éëïöüáèçñ \n\"',;|\t.-"), max_size=8)


@given(
    table=st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(CELL_TEXT, min_size=width, max_size=width), min_size=3, max_size=12)
    ),
    delimiter=st.sampled_from(",;\t|"),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    line_end=st.sampled_from(["\r\n", "\n", "\r"]),
)
def test_any_table_in_any_dialect_comes_back_cell_for_cell(
    table: list[list[str]], delimiter: str, codec: str, line_end: str
) -> None:
    head = ["Leverancier €", "Café", "Prijs één", "Coöperatie", "Omschrijving"][: len(table[0])]
    table = [head] * 3 + [["Bakker", *row[1:]] for row in table]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=csv.QUOTE_ALL).writerows(table)
    grid = open_grid("lijst.csv", text.getvalue().encode(codec))
    assert (grid.facts.encoding, grid.facts.delimiter) == (codec, delimiter)
    assert grid.sheets[0].rows == table


class TestWorkbooks:
    def test_values_keep_their_type(self) -> None:
        values = [
            "Bakker",
            "0123",
            12,
            12.5,
            -3,
            1e20,
            True,
            date(2024, 3, 1),
            datetime(2024, 3, 1, 8, 30),
            time(8, 30),
        ]
        (row,) = rows_of(xlsx([values]))
        assert row == [*values[:7], date(2024, 3, 1), *values[8:]]
        assert [type(cell) for cell in row] == [str, str, int, float, int, int, bool, date, datetime, time]

    def test_whole_numbers_are_whole_in_every_format(self) -> None:
        for content in (xlsx([[12345678]]), xls([[12345678]]), ods(ods_row(ods_number(12345678)))):
            ((cell,),) = rows_of(content)
            assert (cell, type(cell)) == (12345678, int)

    def test_a_number_beyond_all_numbers_is_text(self) -> None:
        assert rows_of(package('<row r="1"><c r="A1"><v>1e999</v></c><c r="B1"><v>NaN</v></c></row>')) == [
            ["inf", "nan"]
        ]

    def test_a_duration_is_written_as_a_clock(self) -> None:
        assert rows_of(xlsx([[timedelta(hours=26, minutes=3)]])) == [["26:03:00"]]

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(xlsx([], C4="x", D5=1.5), id="xlsx"),
            pytest.param(xls([[], [], [], [None, None, "x"], [None, None, None, 1.5]]), id="xls"),
            pytest.param(
                ods(
                    ods_row("<table:table-cell/>", repeated=3)
                    + ods_row('<table:table-cell table:number-columns-repeated="2"/>', ods_text("x"))
                    + ods_row('<table:table-cell table:number-columns-repeated="3"/>', ods_number(1.5))
                ),
                id="ods",
            ),
        ],
    )
    def test_rows_and_columns_count_from_a1(self, content: bytes) -> None:
        rows = rows_of(content)
        assert (len(rows), rows[3][2], rows[4][3]) == (5, "x", 1.5)
        assert all(cell is None for row in rows[:3] for cell in row)

    def test_several_sheets_hidden_ones_and_merged_cells(self) -> None:
        workbook = openpyxl.Workbook()
        workbook.active.title = "Januari"
        workbook.active["B2"] = "Kop"
        workbook.active.merge_cells("B2:D2")
        workbook.create_sheet("Lijst").sheet_state = "hidden"
        workbook.create_sheet("Diep").sheet_state = "veryHidden"
        workbook.create_sheet("Februari")["A1"] = 1
        sheets = open_grid("lijst.xlsx", saved(workbook)).sheets
        assert [(sheet.name, sheet.hidden) for sheet in sheets] == [
            ("Januari", False),
            ("Lijst", True),
            ("Diep", True),
            ("Februari", False),
        ]
        assert sheets[0].merged == (((1, 1), (1, 3)),)
        assert sheets[3].rows == [[1]]

    def test_error_cells_and_formulas_without_a_value_are_pointed_at(self) -> None:
        content = xlsx([["a", "b"], [1, 2]], B2="#N/A", AC3="#DIV/0!", A4="=SUM(A1:A2)", B5='=IF(1,"","")')
        (sheet,) = open_grid("lijst.xlsx", content).sheets
        assert sheet.error_cells == {(1, 1), (2, 28)}
        assert sheet.uncalculated_cells == {(3, 0), (4, 1)}

    @pytest.mark.parametrize(
        "sheet",
        [
            pytest.param(
                '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2"><f>A1</f></c><c r="D2"><f>A1</f><v>7</v></c>'
                '<c r="E2" t="str"><f>A1</f><v></v></c></row>',
                id="usual",
            ),
            pytest.param(
                "<row r='2'>\n<c s='1' r='B2' t='e'><v>#N/A</v></c><c r='C2'><f>A1</f><v/></c><c r='D2'><f>A1</f><v>7</v></c>"
                "<c r='E2' t='str'><f>A1</f></c></row>",
                id="other quotes and order",
            ),
            pytest.param(
                '<row/><row><c/><c t="e"><v>#N/A</v></c><c><f>A1</f></c><c><f>A1</f><v>7</v></c><c t="str"><f>A1</f></c></row>',
                id="no references",
            ),
        ],
    )
    def test_errors_are_found_in_every_form_of_xml(self, sheet: str) -> None:
        (found,) = open_grid("lijst.xlsx", package(sheet)).sheets
        assert (found.error_cells, found.uncalculated_cells) == ({(1, 1)}, {(1, 2)})
        assert found.rows[1][3] == 7

    @pytest.mark.parametrize(
        "more", ["", "<x:row><x:c><x:v>2</x:v></x:c></x:row>"], ids=["usual", "without references"]
    )
    def test_errors_are_found_behind_a_prefix(self, more: str) -> None:
        sheet = (
            '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="B1" t="e"><x:v>#N/A</x:v></x:c>'
            '<x:c r="AC1"><x:f>A1</x:f></x:c></x:row>'
        )
        (found,) = open_grid("lijst.xlsx", package(sheet + more, prefix="x")).sheets
        assert (found.error_cells, found.uncalculated_cells) == ({(0, 1)}, {(0, 28)})

    def test_errors_are_found_across_the_blocks_of_a_large_sheet(self) -> None:
        rows = "".join(
            f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{"x" * 400}</t></is></c>'
            f'<c r="B{row}" t="e"><v>#N/A</v></c><c r="C{row}"><f>A1</f></c></row>'
            for row in range(1, 6001)
        )
        (sheet,) = open_grid("lijst.xlsx", package(rows)).sheets
        assert sheet.error_cells == {(row, 1) for row in range(6000)}
        assert sheet.uncalculated_cells == {(row, 2) for row in range(6000)}

    def test_errors_are_found_in_an_old_workbook(self) -> None:
        workbook = xlwt.Workbook()
        sheet = workbook.add_sheet("Blad1")
        sheet.write(1, 1, "x")
        sheet.row(2).set_cell_error(3, 0x2A)
        (found,) = open_grid("lijst.xls", saved(workbook)).sheets
        assert (found.error_cells, found.rows[1][1]) == ({(2, 3)}, "x")

    def test_errors_are_found_in_an_open_document(self) -> None:
        error = (
            '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
            'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
        )
        content = ods(
            ods_row(ods_text("a"), repeated=2)
            + ods_row(error, '<table:table-cell table:formula="of:=A1"/>', ods_text("b"))
        )
        (sheet,) = open_grid("lijst.ods", content).sheets
        assert (sheet.error_cells, sheet.uncalculated_cells) == ({(2, 0)}, {(2, 1)})
        assert sheet.rows == [["a", None, None], ["a", None, None], [None, None, "b"]]

    def test_coloured_empty_rows_are_no_rows(self) -> None:
        workbook = openpyxl.Workbook()
        workbook.active.append(["a"])
        for row in range(2, 2000):
            workbook.active.cell(row, 5).fill = PatternFill("solid", fgColor="FFEE00")
        assert rows_of(saved(workbook)) == [["a"]]


class TestPages:
    def test_a_table_saved_under_the_name_of_excel(self) -> None:
        page = (
            '<html><head><title>x</title></head><table><tr><th colspan="2">Kop</th><th>Bedrag</th></tr>'
            '<tr><td rowspan="2">A&amp;B<br>BV</td><td>1</td><td x:num="1234.5">1.234,50</td></tr><tr><td>2<td x:num="3">3</table>'
        )
        (sheet,) = open_grid("lijst.xls", page.encode()).sheets
        assert sheet.rows == [["Kop", "", "Bedrag"], ["A&B BV", "1", 1234.5], ["", "2", 3]]
        assert sheet.merged == (((0, 0), (0, 1)), ((1, 0), (2, 0)))

    def test_several_tables_are_sheets_by_number(self) -> None:
        page = "<table><tr><td>a</td></tr></table><table></table><table><tr><td>b</td></tr></table>"
        assert [(sheet.name, sheet.rows) for sheet in open_grid("x", page.encode()).sheets] == [
            ("1", [["a"]]),
            ("2", [["b"]]),
        ]


@pytest.mark.parametrize(
    ("place", "name"), [((0, 0), "A1"), ((11, 5), "F12"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((0, 16383), "XFD1")]
)
def test_addresses_are_those_of_a_spreadsheet(place: tuple[int, int], name: str) -> None:
    assert address(*place) == name
    assert address(*place, sheet="Blad1") == f"Blad1!{name}"


WORKBOOKS = [xlsx(), xls(), ods(ods_row(ods_text("a"))), compound(Workbook=record(0x809, b"\0" * 16) + record(10))]
SHEET = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="e"><v>#N/A</v></c></row><row r="2"><c r="AB2"><f>A1</f><v>1.5</v></c></row>'
MUTATIONS = st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=20)


def mutated(content: bytes, mutations: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for place, byte in mutations:
        changed[place % len(changed)] = byte
    return bytes(changed)


@given(content=st.sampled_from(WORKBOOKS), mutations=MUTATIONS, length=st.integers(1, 20_000))
def test_a_mutated_workbook_gives_a_grid_or_a_refusal(
    content: bytes, mutations: list[tuple[int, int]], length: int
) -> None:
    assert is_read_or_refused(mutated(content, mutations)[:length])


@given(mutations=MUTATIONS)
def test_a_mutated_sheet_gives_a_grid_or_a_refusal(mutations: list[tuple[int, int]]) -> None:
    assert is_read_or_refused(package(mutated(SHEET.encode(), mutations).decode("latin-1")))


def is_read_or_refused(content: bytes) -> bool:
    """Any other exception goes through."""
    try:
        return bool(open_grid("lijst", content).sheets)
    except Refusal as refusal:
        return refusal.message.nl != refusal.message.en and refusal.code.isidentifier()


REAL_FILES = sorted(path for folder in ("nasty", "spend") for path in (SAMPLES / folder).rglob("*") if path.is_file())


@pytest.mark.skipif(not REAL_FILES, reason="the real files are not beside this repository")
@pytest.mark.parametrize("path", REAL_FILES or [Path("-")], ids=lambda path: path.name)
def test_every_real_file_gives_a_grid_or_a_refusal(path: Path) -> None:
    content = path.read_bytes()
    assert is_read_or_refused(content)
    if "spend" in path.parts:
        (sheet, *_) = open_grid(path.name, content).sheets
        assert sheet.width == max(map(len, sheet.rows))


class TestLinesInOneColumn:
    """Every line in one cell: a csv that was wrapped in quotation marks, or opened in a spreadsheet and saved undivided."""

    ROWS = (
        ("Leverancier", "Datum", "Bedrag", "Omschrijving"),
        ("Jansen", "31-01-2024", "1.250,00", 'twee, "drie"; vier'),
        ("De Vries", "14-02-2024", "-84,70", ""),
        ("Bakker", "15-02-2024", "12,50", "week 7"),
        ("Smit", "16-02-2024", "0,10", "week 8"),
    )

    def lines(self, delimiter: str) -> list[str]:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(self.ROWS)
        return text.getvalue().splitlines()

    @pytest.mark.parametrize("delimiter", list(";,\t|"))
    @pytest.mark.parametrize("end", ["", ";;;"])
    @pytest.mark.parametrize("header_as_well", [True, False])
    def test_quoted_lines_are_divided(self, delimiter: str, end: str, header_as_well: bool) -> None:
        quoted = ['"' + line.replace('"', '""') + '"' + end for line in self.lines(delimiter)]
        if not header_as_well:
            quoted[0] = self.lines(delimiter)[0]

        grid = open_grid("lijst.csv", "\n".join(quoted).encode())

        assert grid.sheets[0].rows == [list(row) for row in self.ROWS]
        assert [finding.rule for finding in grid.findings] == ["lines_in_one_column"]

    def test_undivided_lines_of_a_workbook_are_divided(self) -> None:
        workbook = openpyxl.Workbook()
        for line in self.lines(";"):
            workbook.active.append([line])

        grid = open_grid("lijst.xlsx", saved(workbook))

        assert grid.sheets[0].rows == [list(row) for row in self.ROWS]
        assert [finding.rule for finding in grid.findings] == ["lines_in_one_column"]

    @pytest.mark.parametrize(
        "lines",
        [
            pytest.param(["Naam", "Jansen, Groen", "De Vries", "Bakker, Smit", "Visser"], id="a comma here and there"),
            pytest.param(["12,50", "13,50", "1.234,10", "8,99", "7,00"], id="amounts"),
            pytest.param(["a;b", "c;d", "e;f", "g;h", "i;j"], id="two fields"),
            pytest.param(["a;b;c", "d;e;f"], id="too few lines to tell"),
        ],
    )
    def test_other_single_columns_stay_as_they_are(self, lines: list[str]) -> None:
        workbook = openpyxl.Workbook()
        for line in lines:
            workbook.active.append([line])

        grid = open_grid("lijst.xlsx", saved(workbook))

        assert grid.sheets[0].rows == [[line] for line in lines]
        assert grid.findings == ()
