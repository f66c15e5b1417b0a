"""What a person says a column is goes before what its header and its values say, and is refused in words where it cannot be."""

from __future__ import annotations

import pytest

from kpi.intake import column_keys, joined, lines_from_record
from kpi.model import Outcome, Reading
from tests.intake.tables import fields_of, reading_of, table_of

FILE = """
Leverancier | Bedrag   | Begroot  | Soort | Datum      | Bedrag | Rekening
Jansen      | 100,50   | 200,00   | Groen | 31-01-2025 | 7,25   | NL91ABNA0417164300
De Vries    | 40,00    | 50,25    | Grijs | 14-02-2025 | 1,75   | NL20INGB0001234567
Bakker BV   | -10,50   | 25,00    | Groen | 15-02-2025 | 3,00   | NL91ABNA0417164300
"""


def read_with(answer: str, *more: str) -> Reading:
    return reading_of(FILE, **dict(one.rsplit("=", 1) for one in ("amount_column=Bedrag [2]", answer, *more)))


@pytest.mark.parametrize(
    ("answer", "field", "header", "sum_in_cents"),
    [
        ("column:Begroot=amount", "amount", "Begroot", 27525),
        ("column:Bedrag#2=amount", "amount", "Bedrag", 1200),
        ("column:bedrag =amount", "amount", "Bedrag", 13000),
        ("column:Soort=department", "department", "Soort", 13000),
        ("column:Soort=supplier", "supplier", "Soort", 13000),
        ("column:Datum=payment_date", "payment_date", "Datum", 13000),
    ],
)
def test_a_column_becomes_what_a_person_says(answer: str, field: str, header: str, sum_in_cents: int) -> None:
    reading = read_with(answer)

    table = reading.tables[0]
    assert (reading.outcome, table.columns[field].header) == (Outcome.OK, header)
    assert table.columns[field].why.nl == "U koos dit."
    assert table.amount_sum == sum_in_cents
    assert lines_from_record([table.record]).equals(table.lines)


def test_a_column_that_is_not_used_takes_part_in_nothing() -> None:
    columns = read_with("column:Datum=none", "column:Leverancier=none").tables[0].columns

    assert set(columns) == {"amount"}


def test_of_two_columns_for_one_field_the_last_holds_and_the_other_is_not_used() -> None:
    table = read_with("column:Leverancier=supplier", "column:Soort=supplier").tables[0]

    assert fields_of(table) == {"supplier": "Soort", "amount": "Bedrag", "invoice_date": "Datum"}


def test_a_column_without_a_known_header_can_be_the_amount() -> None:
    found = table_of(
        "Leverancier | Datum      | Qqq\nJansen | 01-02-2025 | 1,50\nBakker | 14-02-2025 | 2,25",
        **{"column:Qqq": "amount"},
    )
    assert found.amount_sum == 375


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ("column:Soort=amount", "“Soort” kan geen bedrag zijn: “Groen”, “Grijs” zijn geen getallen."),
        ("column:Datum=amount", "zijn geen getallen"),
        ("column:Leverancier=invoice_date", "“Jansen”, “De Vries”, “Bakker BV” zijn geen datums"),
        ("column:Soort=debit_credit", "kan geen debet of credit aangeven"),
        ("column:Rekening=supplier", "persoonsgegevens"),
        ("column:Soort=iban", "kan niet “iban” worden"),
        ("column:Soort=whatever", "kan niet “whatever” worden"),
        ("column:Bedraag=amount", "Geen kolom heet “Bedraag”. Verwacht een van: Leverancier, Bedrag, Begroot"),
    ],
)
def test_what_cannot_be_is_refused_in_words(answer: str, words: str) -> None:
    reading = read_with(answer)

    assert reading.outcome is Outcome.REFUSE
    assert reading.findings[0].rule == "column_cannot_be"
    assert words in reading.reason.nl  # type: ignore[union-attr]


def test_columns_with_one_header_have_keys_of_their_own() -> None:
    assert column_keys(("Bedrag", "", "Bedrag", "")) == ("column:Bedrag", "column:", "column:Bedrag#2", "column:#2")


def test_a_later_answer_replaces_the_one_that_gave_its_field_to_another_column() -> None:
    before = {"date_order": "dmy", "column:A": "amount", "column:B": "none"}

    assert joined(before, {"column:B": "amount"}) == {"date_order": "dmy", "column:B": "amount"}
    assert joined(before, {"column:C": "none"}) == {**before, "column:C": "none"}
