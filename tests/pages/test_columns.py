from fractions import Fraction

import pyarrow as pa

from kpi.model import Column, FileFacts, Message, TableReading, Tally
from pages.parts.columns import columns_table, found

WHY = Message(nl="naam uit de woordenlijst", en="name from the vocabulary")


def table(**changes) -> TableReading:
    columns = {
        "supplier": Column("supplier", 0, "Naam <crediteur>", WHY, ("Van Dam", "", "Jansen"), 40),
        "amount": Column("amount", 2, "Bedrag", WHY, ("1.250,00",), 20),
    }
    usual = {
        "sheet": "Mutaties", "header_rows": (5,), "header": ("Naam <crediteur>", "Opm.", "Bedrag"), "columns": columns,
        "number_style": "1.234,56", "date_order": "dmy", "amount_unit": 1, "amount_basis": "net", "line_count": 40,
        "amount_sum": 1, "amount_low_sum": None, "amount_high_sum": None, "negative_lines": 0,
        "earliest": "2025-01-02", "latest": "2025-12-30", "suppliers": 3, "set_aside": {"total": Tally(2, 5)},
        "unreadable": Tally(), "rounded_lines": 0, "rounding_difference": Fraction(0), "lines": pa.table({}),
        "record": pa.table({}),
    }  # fmt: skip
    return TableReading(**{**usual, **changes})


def test_columns_stand_in_the_order_of_the_file_with_what_they_become():
    html = columns_table("nl", table())
    assert html.index("Naam &lt;crediteur&gt;") < html.index("Opm.") < html.index(">Bedrag</span>")
    assert "<b>Leverancier</b>" in html
    assert "(niet gebruikt)" in html


def test_samples_show_an_empty_cell_as_such_and_how_well_a_column_is_filled():
    html = columns_table("nl", table())
    assert "Van Dam · (leeg) · Jansen" in html
    assert "100%" in html
    assert "50,0%" in html


def test_a_column_in_doubt_has_the_question_sign():
    assert columns_table("nl", table(), {"Bedrag"}).count("<svg") == 1
    assert columns_table("nl", table()).count("<svg") == 0


def test_the_facts_name_the_header_row_as_a_person_counts_it_and_what_was_set_aside():
    html = found("en", FileFacts("crediteuren.xlsx", "", 14_200_000), table())
    assert "crediteuren.xlsx (14.2 MB)" in html
    assert "Row 6" in html
    assert "40, and 2 rows set aside" in html
    assert "excluding VAT" in html
