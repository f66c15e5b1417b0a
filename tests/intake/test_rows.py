"""Which rows are lines, and where every other row goes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kpi.intake import lines_from_record, read
from kpi.intake.total_labels import label_of
from tests.intake.money import assert_money_adds_up
from tests.intake.tables import file_of, places_of, reading_of, rules_of, table_of

HEADER = "Leverancier | Factuurnr | Datum | Bedrag\n"
LINES = "A | 1 | 13-01-2023 | 100,00\nB | 2 | 14-01-2023 | 50,00\n"
LINE = ["line", "line"]

CASES = {
    "labelled total": ("Totaal | | | 150,00", ["total"]),
    "grand total in capitals": ("EINDTOTAAL | | | 150,00", ["total"]),
    "SAP total": ("* Totaal | | | 150,00", ["total"]),
    "total that does not fit": ("Totaal | | | 151,00", ["total"]),
    "only its amount": (" | | | 999,00", ["total"]),
    "sum with a stray word": (" | | x | 150,00", ["total"]),
    "filler": (" | | | -", ["filler"]),
    "filler zero": (" | | | 0,00", ["filler"]),
    "blank": (" | | | ", ["blank"]),
    "note": ("Bron: administratie | | | ", ["note"]),
    "repeated header": ("Leverancier | Factuurnr | Datum | Bedrag", ["repeated_header"]),
    "amount missing": ("C | 3 | 15-01-2023 | ", ["amount_missing"]),
    "amount no number": ("C | 3 | 15-01-2023 | n.v.t.", ["amount_not_a_number"]),
    "amount lost": ("C | 3 | 15-01-2023 | ######", ["amount_lost"]),
    "line of zero": ("C | 3 | 15-01-2023 | -", ["line"]),
    "line without a supplier": (" | 3 | 15-01-2023 | 5,00", ["line"]),
    "supplier that is called Total": ("Total | 3 | 15-01-2023 | 150,00", ["line"]),
    "ordinary payment that equals the sum above": ("C | 3 | 15-01-2023 | 150,00", ["line"]),
}


@pytest.mark.parametrize(("rows", "places"), CASES.values(), ids=CASES)
def test_a_row_goes_to_one_place(rows: str, places: list[str]) -> None:
    assert places_of(reading_of(HEADER + LINES + rows).tables[0]) == LINE + places


def test_a_second_line_that_equals_the_first_is_a_line() -> None:
    table = table_of(HEADER + "A | 1 | 13-01-2023 | 100,00\nB | 2 | 14-01-2023 | 100,00\nC | 3 | 14-01-2023 | 200,00")

    assert (table.line_count, table.amount_sum) == (3, 400_00)


def test_sub_totals_and_the_total_of_groups_are_told_apart() -> None:
    table = table_of(
        HEADER
        + LINES
        + "Subtotaal | | | 150,00\n"
        + "C | 3 | 15-01-2023 | 25,00\nD | 4 | 15-01-2023 | 5,00\n"
        + "Subtotaal | | | 30,00\n"
        + "Totaal | | | 180,00"
    )

    assert places_of(table) == ["line", "line", "sub_total", "line", "line", "sub_total", "total"]
    assert (table.amount_sum, table.set_aside["sub_total"].cents, table.set_aside["total"].cents) == (
        180_00,
        180_00,
        180_00,
    )


def test_totals_of_a_pivot_table_carry_the_name_of_their_group() -> None:
    table = table_of(
        "Leverancier | Bedrag\nJansen | 1,00\nJansen | 2,00\nJansen Totaal | 3,00\nTOTAL Nederland NV | 9,00\n"
        "Totaal Installatie BV | 12,00\nEindtotaal | 24,00"
    )

    assert places_of(table) == ["line", "line", "sub_total", "line", "line", "total"]
    assert table.amount_sum == 24_00


def test_a_total_beside_a_repeated_department_is_a_total() -> None:
    table = table_of(
        "Afdeling | Crediteur | Factuurnr | Datum | Bedrag\nX | A | 1 | 13-01-2023 | 1,00\nX | B | 2 | 13-01-2023 | 2,00\n"
        "X | Totaal | | | 3,00\nY | C | 3 | 14-01-2023 | 4,00\nY | D | 4 | 14-01-2023 | 5,00\nY | Totaal | | | 9,00"
    )

    assert (places_of(table).count("line"), table.amount_sum) == (4, 12_00)


def test_carried_forward_sums_and_headers_of_a_next_page_do_not_count() -> None:
    table = table_of(
        HEADER + LINES + "Transporteren | | | 150,00\n" + HEADER + "Transport | | | 150,00\nC | 3 | 15-01-2023 | 25,00"
    )

    assert places_of(table) == ["line", "line", "sub_total", "repeated_header", "sub_total", "line"]


def test_a_total_on_top_is_compared_with_the_lines_below_it() -> None:
    reading = reading_of(HEADER + "Totaal | | | 149,00\n" + LINES)

    assert places_of(reading.tables[0]) == ["total", "line", "line"]
    assert "1,00" in rules_of(reading)["stated_total_differs"].message.nl


def test_a_group_heading_between_lines_is_no_line() -> None:
    table = table_of(HEADER + "Afdeling Bestuur | | | \n" + LINES)

    assert places_of(table) == ["group_heading", "line", "line"]


def test_totals_above_their_lines_are_a_question() -> None:
    text = (
        "Afdeling | Leverancier | Factuurnr | Bedrag\nBestuur | | | 150,00\nBestuur | A | 1 | 100,00\nBestuur | B | 2 | 50,00\n"
        "Sociaal | | | 75,00\nSociaal | C | 3 | 25,00\nSociaal | D | 4 | 50,00"
    )

    reading = reading_of(text)

    assert [one.id for one in reading.questions] == ["totals_above"]
    assert reading.tables[0].amount_sum == 225_00
    assert table_of(text, totals_above="totals").amount_sum == 225_00
    assert table_of(text, totals_above="lines").amount_sum == 450_00


def test_a_second_table_is_a_question_and_its_amounts_are_set_aside() -> None:
    text = (
        HEADER + LINES + "Kostenplaats | Omschrijving | Boekdatum | Totaal bedrag\n100 | Bestuur | 31-01-2023 | 150,00"
    )

    reading = reading_of(text)

    assert [one.id for one in reading.questions] == ["second_table"]
    assert (reading.tables[0].amount_sum, reading.tables[0].set_aside["other_table"].cents) == (150_00, 150_00)
    assert reading_of(text, second_table="leave_out").outcome == "ok"
    assert reading_of(text, second_table="counts").outcome == "refuse"


def test_a_table_above_the_one_that_is_read_is_a_question() -> None:
    text = (
        "Afdeling | Kostenplaats | Bedrag\nBestuur | 10 | 150,00\n\nLeverancier | Factuurnr | Datum | Bedrag\n" + LINES
    )

    assert [one.id for one in reading_of(text).questions] == ["second_table"]
    assert table_of(text, second_table="leave_out").amount_sum == 150_00


def test_columns_of_months_do_not_hide_the_total_row() -> None:
    table = table_of(
        "Leverancier | jan | feb | Totaal\nA | 1,00 | 2,00 | 3,00\nB | 4,00 | 5,00 | 9,00\nTotaal | 5,00 | 7,00 | 12,00"
    )

    assert (places_of(table), table.amount_sum) == (["line", "line", "total"], 12_00)


@pytest.mark.parametrize(
    ("text", "how"),
    [("Totaal", "whole"), ("Grand total:", "whole"), ("Totaal crediteuren", "start"), ("Jansen BV Totaal", "end"),
     ("Total-E BV", "start"), ("Totalis", None), ("Papier", None), ("Som", "whole"), ("Somers", None)],
)  # fmt: skip
def test_what_labels_a_total(text: str, how: str | None) -> None:
    assert label_of(text) == how


AMOUNT = st.integers(-(10**9), 10**9).map(
    lambda cents: f"{cents // 100 if cents >= 0 else -(-cents // 100)},{abs(cents) % 100:02}"
)
CELL = st.sampled_from(["", "A", "B", "Totaal", "Subtotaal", "13-01-2023", "14-02-2023", "1", "22", "Leverancier", "x"])
AMOUNT_CELL = st.one_of(AMOUNT, st.sampled_from(["", "-", "n.v.t.", "#####", "Bedrag", "1,00", "2,00", "3,00"]))


@settings(max_examples=150)
@given(st.lists(st.tuples(CELL, CELL, CELL, AMOUNT_CELL), max_size=25))
def test_the_money_of_any_dirty_table_adds_up(rows: list[tuple[str, str, str, str]]) -> None:
    reading = read("dirty.csv", file_of([("Leverancier", "Factuurnr", "Datum", "Bedrag"), *rows]))

    for table in reading.tables:
        assert_money_adds_up(table)


# ------------------------------------------------------------------------------------------- totals without a label

FULL = "Crediteurnr | Leverancier | Factuurnr | Datum | Afdeling | Bedrag\n"
TWO = "1 | A BV | F1 | 13-01-2024 | X | 100,00\n2 | B BV | F2 | 14-01-2024 | X | 50,00\n"
UNSURE = {
    "a supplier and an amount": " | C BV | | | | 150,00\n3 | D BV | F4 | 15-01-2024 | Y | 12,00",
    "the same on the last row": " | C BV | | | | 150,00",
    "a department and an amount": " | | | | X | 150,00",
    "an amount alone that fits nothing": " | | | | | 7,77\n3 | D BV | F4 | 15-01-2024 | Y | 12,00",
}


@pytest.mark.parametrize("rows", UNSURE.values(), ids=UNSURE)
def test_a_row_that_may_be_a_payment_or_a_total_is_asked_about(rows: str) -> None:
    asked = reading_of(FULL + TWO + rows)
    as_totals, as_lines = (table_of(FULL + TWO + rows, unlabelled_totals=told) for told in ("totals", "lines"))

    assert [question.id for question in asked.questions] == ["unlabelled_totals"]
    assert as_lines.line_count == as_totals.line_count + 1
    assert as_lines.set_aside == {}


CERTAIN = {
    "an amount alone": " | | | | | 150,00\n3 | D BV | F4 | 15-01-2024 | Y | 12,00",
    "asterisks": "* | | | | | 150,00\n3 | D BV | F4 | 15-01-2024 | Y | 12,00",
    "asterisks beside a name": "* | B BV | | | | 150,00\n3 | D BV | F4 | 15-01-2024 | Y | 12,00",
}


@pytest.mark.parametrize("rows", CERTAIN.values(), ids=CERTAIN)
def test_a_sum_that_names_nobody_or_is_marked_is_a_total(rows: str) -> None:
    assert table_of(FULL + TWO + rows).amount_sum == 162_00


def test_sums_of_one_shape_are_totals_also_below_a_single_line() -> None:
    table = table_of(
        FULL
        + "1 | A | F1 | 13-01-2024 | X | 100,00\n1 | A | F2 | 14-01-2024 | X | 50,00\n | A | | | | 150,00\n"
        + "2 | B | F3 | 13-01-2024 | X | 7,00\n | B | | | | 7,00\n"
        + "3 | C | F4 | 13-01-2024 | X | 1,00\n3 | C | F5 | 14-01-2024 | X | 2,00\n | C | | | | 3,00"
    )

    assert places_of(table) == ["line", "line", "sub_total", "line", "sub_total", "line", "line", "sub_total"]
    assert table.amount_sum == 160_00


def test_a_sub_total_that_differs_from_its_lines_is_a_warning() -> None:
    reading = reading_of(FULL + TWO + "Subtotaal | | | | | 151,00\n3 | D BV | F4 | 15-01-2024 | Y | 12,00")

    assert rules_of(reading)["stated_total_differs"].cents == 1_00


def test_a_total_of_sub_totals_fits() -> None:
    reading = reading_of(
        FULL
        + TWO
        + "Subtotaal | | | | | 150,00\n3 | D | F4 | 15-01-2024 | Y | 12,00\nSubtotaal | | | | | 12,00\n"
        + "Totaal Y | | | | | 162,00\n4 | E | F5 | 15-01-2024 | Z | 1,00\nTotaal | | | | | 163,00"
    )

    assert "stated_total_differs" not in rules_of(reading)
    assert reading.tables[0].amount_sum == 163_00


def test_a_count_below_the_lines_is_no_line() -> None:
    assert table_of(FULL + TWO + "Aantal regels | | | | | 2").amount_sum == 150_00


@pytest.mark.parametrize(("lines", "asks"), [(5, True), (25, False)])
def test_a_last_row_that_equals_all_lines_of_a_short_table_is_their_total(lines: int, asks: bool) -> None:
    rows = "".join(f"A{number} | {number},10\n" for number in range(1, lines + 1))
    total = lines * (lines + 1) // 2 * 100 + 10 * lines
    reading = reading_of(f"Leverancier | Bedrag\n{rows}Alle leveranciers | {total // 100},{total % 100:02}")

    assert [question.id for question in reading.questions] == ["unlabelled_totals"] * asks
    assert reading.tables[0].line_count == lines


def test_what_is_the_same_on_all_lines_may_stand_on_a_total_too() -> None:
    rows = "".join(f"Testdam | 2024 | EUR | A{number} | F{number} | 1,10\n" for number in range(25))

    assert (
        table_of(
            "Gemeente | Jaar | Valuta | Leverancier | Factuurnr | Bedrag\n" + rows + "Testdam | 2024 | EUR | | | 27,50"
        ).line_count
        == 25
    )


def test_results_below_groups_of_one_do_not_count() -> None:
    table = table_of(
        "Afdeling | Leverancier | Bedrag\nX | A | 1,00\nX | Resultaat | 1,00\nY | C | 4,00\nY | D | 5,00\n"
        "Y | Resultaat | 9,00\nTotaalresultaat | | 10,00"
    )

    assert (table.line_count, table.amount_sum) == (3, 10_00)


BELOW = {
    "VAT and a total with it": "Totaal excl. btw | | | | | 150,00\nBTW 21% | | | | | 31,50\nTotaal incl. btw | | | | | 181,50",
    "a difference": "Totaal | | | | | 150,00\nVolgens grootboek | | | | | 150,00\nVerschil | | | | | 0,00",
    "an average": "Gemiddeld | | | | | 75,00",
    "totals of pages": "Paginatotaal | | | | | 150,00\nTotaal | | | | | 150,00",
}


@pytest.mark.parametrize("rows", BELOW.values(), ids=BELOW)
def test_what_stands_below_the_lines_and_explains_them_does_not_count(rows: str) -> None:
    assert table_of(FULL + TWO + rows).amount_sum == 150_00


def test_a_row_below_the_total_that_says_nothing_known_is_asked_about() -> None:
    assert [
        question.id
        for question in reading_of(FULL + TWO + "Totaal | | | | | 150,00\nNagekomen | | | | | 9,00").questions
    ] == ["unlabelled_totals"]


PRODUCE = {
    "an invoice number": (" | Total Produce (Bodmin) | F6 | 15-01-2024 | | 9,00", ["line"], []),
    "no more than a total has": (" | Total Produce (Bodmin) | | | | 9,00", ["sub_total"], []),
    "a date and a department": (
        " | Total Produce (Bodmin) | | 15-01-2024 | X | 9,00",
        ["sub_total"],
        ["unlabelled_totals"],
    ),
}


@pytest.mark.parametrize(("row", "place", "asked"), PRODUCE.values(), ids=PRODUCE)
def test_a_supplier_whose_name_begins_with_total_is_a_line_beside(row: str, place: list[str], asked: list[str]) -> None:
    wide = FULL.replace("Bedrag", "Pakket | Contract | Bedrag")
    lines = "".join(f"{n} | {n} BV | F{n} | 1{n}-01-2024 | X{n % 2} | G | C{n} | 10,00\n" for n in range(1, 5))
    *cells, amount = row.split(" | ")
    reading = reading_of(wide + lines + " | ".join([*cells, "", "", amount]) + "\n" + lines)

    assert places_of(reading.tables[0])[4:5] == place
    assert [question.id for question in reading.questions] == asked


def test_vat_below_the_lines_without_a_total_is_asked_about() -> None:
    assert [one.id for one in reading_of(FULL + TWO + "BTW hoog | | | | | 31,50").questions] == ["unlabelled_totals"]


@pytest.mark.parametrize(
    ("carried", "brought"),
    [
        ("Te transporteren", "Transport"),
        ("Over te brengen", "Overgebracht van vorige bladzijde"),
        ("A transporteren", "Per transport"),
    ],
)
def test_a_sum_that_goes_to_the_next_page_does_not_count(carried: str, brought: str) -> None:
    pages = f"{carried} | | | 150,00\n{HEADER}{brought} | | | 150,00\nC | 3 | 15-01-2023 | 25,00"
    assert table_of(HEADER + LINES + pages).amount_sum == 175_00


# ------------------------------------------------------------------------------------------- headings between lines

GROUPED = (
    "Factuurnr | Datum | Omschrijving | Bedrag\n{label}100 Jansen BV | | | \n1 | 13-01-2023 | Papier | 1,00\n"
    "2 | 14-01-2023 | Inkt | 2,00\nSubtotaal | | | 3,00\n{label}200 Bakker | | | \n3 | 15-01-2023 | Brood | 4,00"
)
NAMED = {
    "a label": GROUPED.format(label="Crediteur: "),
    "a title": "Facturen per leverancier\n" + GROUPED.format(label=""),
}


@pytest.mark.parametrize("text", NAMED.values(), ids=NAMED)
def test_a_heading_fills_down_where_a_label_or_title_says_what_it_is(text: str) -> None:
    reading = reading_of(text)

    (table,) = reading.tables
    assert reading.outcome == "ok"
    assert table.lines["supplier"].to_pylist() == ["100 Jansen BV", "100 Jansen BV", "200 Bakker"]
    assert (table.suppliers, table.amount_sum) == (2, 7_00)
    assert rules_of(reading)["filled_from_headings"].rows == 2
    assert lines_from_record([table.record]).equals(table.lines)


def test_headings_without_a_name_are_asked_about_where_no_column_names_the_supplier() -> None:
    text = GROUPED.format(label="")

    assert [question.id for question in reading_of(text).questions] == ["headings"]
    assert table_of(text, headings="department").lines["department"].to_pylist()[2] == "200 Bakker"
    assert "supplier" not in table_of(text, headings="nothing").lines.column_names


@pytest.mark.parametrize("page", ["Afgedrukt op 03-01-2024 | | Pagina | {}", "Gemeente X | | Blad: | {}"])
def test_the_number_of_a_page_is_no_amount(page: str) -> None:
    table = table_of(HEADER + LINES + page.format(1) + "\n" + HEADER + LINES + page.format(2))
    assert (table.amount_sum, table.set_aside["note"].cents) == (300_00, 3_00)


INVOICES = "".join(
    f"{name} | F{number} | 1{number}-01-2024 | Inkt | 10,00\n{name} | F{number} | 1{number}-01-2024 | Papier | {number},00\n"
    f"{name} | F{number} | 1{number}-01-2024 | {{label}} | 1{number},00\n"
    for number, name in ((3, "Jansen"), (4, "Bakker"), (5, "Smid"))
)


@pytest.mark.parametrize("label", ["Totaal", "Factuurtotaal", "Totaal factuur"])
def test_totals_filled_as_lines_are_do_not_count(label: str) -> None:
    table = table_of("Leverancier | Factuurnr | Datum | Omschrijving | Bedrag\n" + INVOICES.format(label=label))
    assert (table.line_count, table.amount_sum, table.set_aside["sub_total"].cents) == (6, 42_00, 42_00)


def test_the_total_of_totals_filled_as_lines_are_does_not_count_either() -> None:
    whole = "Eindtotaal | F9 | 31-12-2024 | Eindtotaal | 42,00"
    table = table_of(
        "Leverancier | Factuurnr | Datum | Omschrijving | Bedrag\n" + INVOICES.format(label="Totaal") + whole
    )
    assert (table.line_count, table.amount_sum, table.set_aside["total"].cents) == (6, 42_00, 42_00)


def test_lines_that_say_total_and_are_no_sums_count() -> None:
    text = "Leverancier | Factuurnr | Datum | Omschrijving | Bedrag\n" + INVOICES.format(label="Totaalonderhoud")
    assert table_of(text).line_count == 9
    other = "Leverancier | Factuurnr | Datum | Omschrijving | Bedrag\n" + INVOICES.format(label="Totaal").replace(
        "10,00", "9,00"
    )
    assert table_of(other).line_count == 9


def test_a_supplier_called_page_is_a_line() -> None:
    assert table_of(HEADER + LINES + "Jimmy Page | 3 | 15-01-2023 | 2,00").amount_sum == 152_00


def test_headings_in_a_column_that_is_empty_on_all_lines_fill_it() -> None:
    """An outline: the supplier stands on a row of its own, in the column of the supplier."""
    text = (
        "Leverancier | Nummer | Datum | Bedrag\nJansen BV | | | \n | 1 | 13-01-2023 | 1,00\n | 2 | 14-01-2023 | 2,00\n"
        "Totaal Jansen BV | | | 3,00\nBakker | | | \n | 3 | 15-01-2023 | 4,00\nTotaal Bakker | | | 4,00"
    )
    table = table_of(text)
    assert table.lines["supplier"].to_pylist() == ["Jansen BV", "Jansen BV", "Bakker"]
    assert table.amount_sum == 7_00


NOT_FILLED = {
    "a column names the supplier": HEADER + "Jansen | | | \n" + LINES + "Bakker | | | \n" + LINES,
    "some lines stand above them": GROUPED.format(label="Crediteur: ").replace(
        "Bedrag\n", "Bedrag\n0 | 12-01-2023 | Pen | 1,00\n"
    ),
    "they are months": GROUPED.format(label="")
    .replace("100 Jansen BV", "Januari 2023")
    .replace("200 Bakker", "Februari 2023"),
}


@pytest.mark.parametrize("text", NOT_FILLED.values(), ids=NOT_FILLED)
def test_headings_that_add_nothing_or_do_not_hold_for_all_lines_fill_nothing(text: str) -> None:
    reading = reading_of(text)

    assert (reading.outcome, "filled_from_headings" in rules_of(reading)) == ("ok", False)


FULL_TOTALS = {
    "it equals them": ("Totaal | 2 | 31-12-2023 | 150,00", 150_00),
    "it does not": ("Eindtotaal | 2 | 31-12-2023 | 90,00", 150_00),
}


@pytest.mark.parametrize(("total", "cents"), FULL_TOTALS.values(), ids=FULL_TOTALS)
def test_a_single_total_that_is_filled_as_a_line_is_a_question(total: str, cents: int) -> None:
    reading = reading_of(HEADER + LINES + total)

    assert [one.id for one in reading.questions] == ["unlabelled_totals"]
    assert reading.tables[0].amount_sum == cents
    assert table_of(HEADER + LINES + total, unlabelled_totals="lines").line_count == 3


def test_what_all_lines_are_divided_into_below_them_is_a_question() -> None:
    split = "\n | | | \nWaarvan subsidies | | | 40,00\nWaarvan inkoop | | | 110,00"
    reading = reading_of(HEADER + LINES + split)

    assert [one.id for one in reading.questions] == ["unlabelled_totals"]
    assert reading.tables[0].amount_sum == 150_00
    assert table_of(HEADER + LINES + split, unlabelled_totals="lines").amount_sum == 300_00


def test_balances_brought_forward_are_no_lines_where_they_are_as_many_as_the_lines() -> None:
    text = (
        "Rekening | Omschrijving | Datum | Boekstuk | Naam | Bedrag\n4300 | Schoonmaak | | | Beginsaldo | 1.000,00\n4300 | Schoonmaak | 13-01-2023 | 1 | Jansen | 100,00\n"
        "4300 | Schoonmaak | | | Eindsaldo | 1.100,00\n4400 | Energie | | | Beginsaldo | 7,00\n4400 | Energie | 14-01-2023 | 2 | Bakker | 50,00\n"
        "4400 | Energie | | | Eindsaldo | 57,00"
    )
    reading = reading_of(text)

    assert [one.id for one in reading.questions] == ["unlabelled_totals"]
    assert (reading.tables[0].line_count, reading.tables[0].amount_sum) == (2, 150_00)


def test_totals_name_their_group_also_where_its_name_begins_with_a_word_for_totals() -> None:
    table = table_of(
        "Leverancier | Bedrag\nBakker | 1,00\nBakker | 2,00\nBakker Totaal | 3,00\nSaldo Advies | 4,00\nSaldo Advies Totaal | 4,00\n"
        "Total Energies | 5,00\nTotal Energies | 6,00\nTotal Energies Totaal | 11,00\nEindtotaal | 18,00"
    )
    assert (table.line_count, table.amount_sum) == (5, 18_00)


def test_invoices_above_their_lines_are_a_question() -> None:
    text = (
        "Soort | Factuurnr | Datum | Leverancier | Omschrijving | Bedrag\nKop | 1 | 13-01-2023 | Jansen | | 30,00\n"
        "Regel | 1 | | | Inkt | 10,00\nRegel | 1 | | | Papier | 20,00\nKop | 2 | 14-01-2023 | Bakker | | 5,00\nRegel | 2 | | | Brood | 5,00"
    )
    reading = reading_of(text)

    assert [one.id for one in reading.questions] == ["totals_above"]
    assert reading.tables[0].amount_sum == 35_00
    assert table_of(text, totals_above="lines").amount_sum == 70_00


def test_totals_of_several_levels_above_their_lines_are_one_question() -> None:
    text = (
        "Programma | Afdeling | Leverancier | Factuurnr | Datum | Bedrag\nEen | | | | | 30,00\nEen | Bestuur | | | | 30,00\n"
        "Een | Bestuur | A | 1 | 13-01-2023 | 10,00\nEen | Bestuur | B | 2 | 13-01-2023 | 20,00\nTwee | | | | | 12,00\n"
        "Twee | Ruimte | | | | 3,00\nTwee | Ruimte | C | 3 | 13-01-2023 | 1,00\nTwee | Ruimte | D | 4 | 13-01-2023 | 2,00\n"
        "Twee | Sport | | | | 9,00\nTwee | Sport | E | 5 | 13-01-2023 | 4,00\nTwee | Sport | F | 6 | 13-01-2023 | 5,00"
    )
    reading = reading_of(text)

    assert [one.id for one in reading.questions] == ["totals_above"]
    assert reading.tables[0].amount_sum == 42_00


def test_a_sum_beside_a_mark_of_debit_and_a_currency_is_a_total_also_of_one_line() -> None:
    table = table_of(
        "Leverancier | Factuurnr | Datum | Bedrag | D/C | Valuta\nA | 1 | 13-01-2023 | 75,00 | D | EUR\n | | | 75,00 | D | EUR\n"
        "B | 2 | 14-01-2023 | 25,00 | C | EUR\n | | | 25,00 | C | EUR\n"
    )
    assert (table.line_count, table.amount_sum) == (2, 50_00)


@pytest.mark.parametrize("place", ["above", "below"])
def test_the_total_of_totals_above_their_lines_fits(place: str) -> None:
    total = "Totaal | | | 225,00\n"
    text = (
        "Afdeling | Leverancier | Factuurnr | Bedrag\n" + (total if place == "above" else "") + "Bestuur | | | 150,00\n"
        "Bestuur | A | 1 | 100,00\nBestuur | B | 2 | 50,00\nSociaal | | | 75,00\nSociaal | C | 3 | 25,00\nSociaal | D | 4 | 50,00\n"
        + (total if place == "below" else "")
    )
    reading = reading_of(text)

    assert ([one.id for one in reading.questions], reading.tables[0].amount_sum) == (["totals_above"], 225_00)
    assert "stated_total_differs" not in rules_of(reading)
