"""A whole file to a Reading: questions, findings, the JSON of the command line, and the record that makes lines again."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date, datetime

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from openpyxl.styles import PatternFill

from kpi.intake import as_json, lines_from_record, read
from kpi.intake.marks import MOST_KINDS
from kpi.intake.personal import is_bsn, is_iban
from kpi.intake.sheet import Limits
from kpi.model import LINE_SCHEMA, Reading
from tests.intake.files import saved, xlsx
from tests.intake.tables import file_of, reading_of, rows_of, rules_of, table_of

LINES = "A | 1 | 13-01-2023 | 1.234,50\nB | 2 | 14-01-2023 | -34,50\n"
SPEND = "Leverancier | Factuurnr | Factuurdatum | Bedrag\n" + LINES + " | | | \nTotaal | | | 1.200,00"


def test_the_json_is_what_other_programs_rely_on() -> None:
    described = as_json(reading_of(SPEND), "en")

    assert list(described) == ["outcome", "reason", "file", "tables", "questions", "findings"]
    assert list(described["file"]) == ["name", "sha256", "bytes", "container", "encoding", "delimiter"]
    (table,) = described["tables"]
    assert {key: table[key] for key in table if key not in ("columns", "header")} == {
        "sheet": None,
        "header_rows": [0],
        "number_style": "nl",
        "date_order": "dmy",
        "amount_unit": 1,
        "amount_basis": "unknown",
        "lines": 2,
        "amount_sum": "1200.00",
        "negative_lines": 1,
        "earliest": "2023-01-13",
        "latest": "2023-01-14",
        "suppliers": 2,
        "set_aside": {"blank": {"rows": 1, "amount": None}, "total": {"rows": 1, "amount": "1200.00"}},
        "unreadable": {"rows": 0},
    }
    assert table["columns"]["amount"] == {"index": 3, "header": "Bedrag", "why": "The header “Bedrag” means this."}
    assert {"rule", "severity", "message", "rows", "euros", "cells"} == set(described["findings"][0])
    assert json.loads(json.dumps(described)) == described


def test_lines_have_their_part_of_the_schema() -> None:
    lines = table_of(SPEND).lines

    assert all(LINE_SCHEMA.field(name).type == lines.schema.field(name).type for name in lines.column_names)
    assert lines.to_pylist()[1] == {
        "line": 1, "sheet": None, "row": 2, "amount": -34_50, "invoice_date": date(2023, 1, 14), "supplier": "B",
        "invoice_number": "2",
    }  # fmt: skip


AMBIGUOUS_AMOUNTS = "Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1.250\nB | 14-01-2023 | 3.200"
AMBIGUOUS_DATES = "Supplier | Date | Amount\nA | 03/01/2023 | 1.50\nB | 05/01/2023 | 2.50"
CURRENCIES = "Leverancier | Datum | Valuta | Bedrag\nA | 13-01-2023 | EUR | 1,50\nB | 14-01-2023 | USD | 2,50"
NEGATIVE = "Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1,50-\nB | 14-01-2023 | 2,50-\nC | 14-01-2023 | 2,00-"


@pytest.mark.parametrize(
    ("text", "question", "about", "answers"),
    [
        (AMBIGUOUS_AMOUNTS, "number_style", "Bedrag", {"nl": 4450_00, "uk": 4_45}),
        (AMBIGUOUS_DATES, "date_order", "Date", {"dmy": 4_00, "mdy": 4_00}),
        (CURRENCIES, "currency", "amount", {"converted": 4_00}),
        (NEGATIVE, "sign", "Bedrag", {"as_is": -6_00, "reverse": 6_00}),
    ],
    ids=["number_style", "date_order", "currency", "sign"],
)
def test_what_the_file_cannot_tell_is_asked_and_an_answer_settles_it(
    text: str, question: str, about: str, answers: dict[str, int]
) -> None:
    reading = reading_of(text)

    (asked,) = reading.questions
    assert (reading.outcome, asked.id, asked.about) == ("ask", question, about)
    assert asked.likeliest in asked.options
    assert len(asked.labels) == len(asked.options)
    for answer, amount in answers.items():
        assert table_of(text, **{question: answer}).amount_sum == amount
    assert read("x.csv", file_of(rows_of(text)), {f"{question}:{about}": asked.options[0]}).outcome == "ok"


def test_an_amount_below_its_year_is_asked_about() -> None:
    text = "Leverancier | Inkooppakket | 2024\nA | Inkt | 100,50\nB | Inkt | 25,25\nC | Inkt | 3,10"
    assert [(one.id, one.options) for one in reading_of(text).questions] == [("amount_column", ("2024",))]
    assert table_of(text, amount_column="2024").amount_sum == 128_85


def test_an_answered_date_order_is_followed() -> None:
    assert table_of(AMBIGUOUS_DATES, date_order="dmy").earliest == "2023-01-03"
    assert table_of(AMBIGUOUS_DATES, date_order="mdy").earliest == "2023-03-01"


UNSURE = "Leverancier | Factuurdatum | Bedrag\nA | 03/09/2023 | 1,50\nB | 07/09/2023 | 2,50\nC | 09/09/2023 | 2,50"
SETTLED = {
    "many days of one month": (UNSURE + "\nD | 10/09/2023 | 2,50\nE | 12/09/2023 | 2,50", "2023-09-03"),
    "a month in the title": ("Maand | september 2023\n" + UNSURE, "2023-09-03"),
    "a date in the title": ("Afgedrukt op | 30/09/2023\n" + UNSURE, "2023-09-03"),
    "a period beside it": (UNSURE.replace("/2023 |", "/2023 | 9 |").replace("datum |", "datum | Periode |"), "2023-09-03"),
    "a period of the other order": (
        "Leverancier | Factuurdatum | Periode | Bedrag\nA | 03/09/2023 | 3 | 1,50\nB | 04/07/2023 | 4 | 2,50",
        "2023-03-09",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "earliest"), SETTLED.values(), ids=SETTLED)
def test_what_stands_beside_dates_settles_their_order(text: str, earliest: str) -> None:
    assert table_of(text).earliest == earliest


@pytest.mark.parametrize(
    ("name", "asked"),
    [("uitgaven-september-2023.csv", []), ("uitgaven-2023.csv", ["date_order"]), ("mei 2023.csv", ["date_order"])],
)
def test_the_month_in_the_name_of_a_file_settles_the_order_of_dates_that_all_fall_in_it(
    name: str, asked: list[str]
) -> None:
    assert [question.id for question in read(name, file_of(rows_of(UNSURE))).questions] == asked


OPEN = {
    "few days of one month": UNSURE,
    "the first of every month or many days of january": "Leverancier | Datum | Bedrag\n"
    + "\n".join(f"A | {month:02}/01/2023 | 1,50" for month in range(2, 9)),
    "a period that fits both": UNSURE.replace("/2023 |", "/2023 | 12 |").replace("datum |", "datum | Periode |"),
}


@pytest.mark.parametrize("text", OPEN.values(), ids=OPEN)
def test_dates_that_nothing_settles_are_asked_about(text: str) -> None:
    assert [question.id for question in reading_of(text).questions] == ["date_order"]


@pytest.mark.parametrize(
    ("count", "last", "asked"), [(25, "4", []), (5, "4", ["number_style"]), (25, "0", ["number_style"])]
)
def test_many_amounts_with_three_digits_behind_the_separator_are_thousands(
    count: int, last: str, asked: list[str]
) -> None:
    rows = "\n".join(f"A | 13-01-2023 | {number + 1}.{number + 21}{last}" for number in range(count))

    reading = reading_of("Leverancier | Datum | Bedrag\n" + rows)

    assert [question.id for question in reading.questions] == asked
    assert reading.tables[0].amount_sum == sum(
        (number + 1) * 1000_00 + (number + 21) * 1000 + int(last) * 100 for number in range(count)
    )


def test_amounts_that_were_not_converted_are_refused() -> None:
    assert reading_of(CURRENCIES, currency="not_converted").outcome == "refuse"


def test_a_silent_column_follows_one_that_speaks() -> None:
    table = table_of(
        "Supplier | Invoice date | Payment date | Amount | VAT\nA | 03/01/2023 | 31/01/2023 | 1,250 | 262.50\n"
        "B | 04/01/2023 | 30/01/2023 | 2,250 | 472.50"
    )

    assert (table.amount_sum, table.earliest) == (3500_00, "2023-01-03")


DEBIT_CREDIT = {
    "marks beside amounts without sign": ("100,00 | D\nB | 14-01-2023 | 25,00 | C", 75_00),
    "words": ("100,00 | Debet\nB | 14-01-2023 | 25,00 | Credit", 75_00),
    "Soll and Haben": ("100,00 | S\nB | 14-01-2023 | 25,00 | H", 75_00),
    "kinds of document": ("100,00 | Factuur\nB | 14-01-2023 | 25,00 | Creditnota", 75_00),
    "invoices that are negative": ("-100,00 | KR\nB | 14-01-2023 | 25,00 | KG", 75_00),
    "marks beside signed amounts": ("100,00 | D\nB | 14-01-2023 | -25,00 | C", 75_00),
}


@pytest.mark.parametrize(("lines", "amount"), DEBIT_CREDIT.values(), ids=DEBIT_CREDIT)
def test_a_credit_mark_makes_an_amount_negative_once(lines: str, amount: int) -> None:
    assert table_of("Leverancier | Datum | Bedrag | D/C\nA | 13-01-2023 | " + lines).amount_sum == amount


KINDS = {
    "kinds of documents, one of them a credit note": ("Soort", "Factuur", "Termijnfactuur", "Creditnota"),
    "kinds in the plural": ("Documentsoort", "Facturen", "Voorschotten", "Creditfacturen"),
    "kinds in one word": ("Soort", "Inkoopfactuur", "Voorschot", "Inkoopcreditnota"),
    "document types of SAP": ("Doc.type", "KR", "RE", "KG"),
    "posting keys with their letter": ("Boekingssleutel", "S40", "S40", "S50"),
    "codes of electronic invoices": ("InvoiceTypeCode", "380", "380", "381"),
    "words below a header that says nothing": ("Stroom", "Debet", "Debet", "Credit"),
}


@pytest.mark.parametrize(("header", "first", "second", "credit"), KINDS.values(), ids=KINDS)
def test_kinds_of_documents_tell_a_credit_note(header: str, first: str, second: str, credit: str) -> None:
    lines = f"A | 13-01-2023 | 100,00 | {first}\nB | 14-01-2023 | 50,00 | {second}\nC | 15-01-2023 | 25,00 | {credit}"
    assert table_of(f"Leverancier | Datum | Bedrag | {header}\n{lines}").amount_sum == 125_00


@pytest.mark.parametrize(("others", "amount"), [(MOST_KINDS - 1, 75_00), (MOST_KINDS, 125_00)])
def test_among_too_many_kinds_a_credit_note_is_a_description(others: int, amount: int) -> None:
    kinds = [f"Soort {chr(65 + number)}" for number in range(others)]
    lines = "".join(f"\nA | 14-01-2023 | 0,00 | {kind}" for kind in kinds)
    text = f"Leverancier | Datum | Bedrag | Stroom\nA | 13-01-2023 | 100,00 | {kinds[0]}{lines}\nC | 15-01-2023 | 25,00 | Creditnota"
    assert reading_of(text).tables[0].amount_sum == amount


CREDIT_BESIDE = {
    "credit beside an amount": ("Factuurbedrag", "Creditbedrag", ""),
    "zeros in between": ("Bedrag", "Credit", "0,00"),
    "Soll and Haben": ("Soll", "Haben", ""),
    "letters": ("D", "C", "0,00"),
    "without VAT": ("Debet excl. btw", "Credit excl. btw", ""),
    "credit notes": ("Bedrag factuur", "Bedrag creditnota", ""),
}


@pytest.mark.parametrize(("debit", "credit", "none"), CREDIT_BESIDE.values(), ids=CREDIT_BESIDE)
def test_credit_in_a_column_of_its_own_is_taken_off(debit: str, credit: str, none: str) -> None:
    text = (
        f"Leverancier | Datum | {debit} | {credit}\nA | 13-01-2023 | 100,00 | {none}\nB | 14-01-2023 | {none} | 25,00"
    )
    table = table_of(text + "\nTotaal | | 100,00 | 25,00")
    assert (table.amount_sum, table.negative_lines) == (75_00, 1)


def test_a_column_of_credit_that_is_filled_beside_the_amounts_is_not_taken_off() -> None:
    """A limit, or what may still be bought."""
    lines = "A | 13-01-2023 | 100,00 | 900,00\nB | 14-01-2023 | 50,00 | 900,00\nC | 15-01-2023 | 25,00 |"
    assert table_of(f"Leverancier | Datum | Bedrag | Credit\n{lines}").amount_sum == 175_00


@pytest.mark.parametrize(("chosen", "amount"), [("Bedrag", 120_00), ("Kosten", 100_00)])
def test_credit_is_taken_off_the_amount_that_was_chosen_among_several(chosen: str, amount: int) -> None:
    text = (
        "Leverancier | Datum | Bedrag | Kosten | Creditbedrag\nA | 13-01-2023 | 100,00 | 90,00 |\n"
        "B | 14-01-2023 | | | 30,00\nC | 15-01-2023 | 50,00 | 40,00 |"
    )
    table = table_of(text, amount_column=chosen)
    assert (table.amount_sum, table.line_count) == (amount, 3)


def test_income_beside_spend_with_a_minus_shows_what_each_answer_adds_up_to() -> None:
    lines = "".join(f"\nA | 1{day}-01-2023 | -100,00 |" for day in (3, 4, 5))
    text = f"Leverancier | Datum | Lasten | Baten{lines}\nB | 16-01-2023 | | 25,00"
    reading = reading_of(text, sign="reverse")
    assert [(one.about, one.totals) for one in reading.questions] == [
        (
            "Baten",
            tuple(table_of(text, sign="reverse", credit_column=one).amount_sum for one in ("credit", "leave_out")),
        )
    ]


def test_income_beside_spend_is_a_question() -> None:
    text = "Leverancier | Datum | Lasten | Baten\nA | 13-01-2023 | 100,00 |\nB | 14-01-2023 | | 25,00"
    [question] = reading_of(text).questions
    assert (question.id, question.about, question.totals) == ("credit_column", "Baten", (75_00, 100_00))
    assert table_of(text, credit_column="credit").amount_sum == 75_00
    assert table_of(text, **{"credit_column:Baten": "leave_out"}).amount_sum == 100_00


LIKELY_MARKS = {
    "letters that may be others": ("Kenm", "S", "H"),
    "letters that may be classes": ("Klasse", "D", "C"),
    "signs that may be an opinion": ("Oordeel", "+", "-"),
    "numbers that may be others": ("Code 2", "40", "50"),
    "a state in words": ("Status", "Betaald", "Gecrediteerd"),
    "a code": ("Dagboek", "INK", "CRED"),
    "sorts of cards or of bookings": ("Betaalwijze", "Debit", "Credit"),
    "yes and no": ("Creditnota", "Nee", "Ja"),
    "marks that nobody knows": ("D/C", "1", "2"),
    "marks of which one is known": ("DC", "D", "T"),
    "a cross": ("Storno", "", "X"),
}


@pytest.mark.parametrize(("header", "plain", "mark"), LIKELY_MARKS.values(), ids=LIKELY_MARKS)
def test_a_mark_that_may_say_credit_note_is_a_question(header: str, plain: str, mark: str) -> None:
    text = (
        f"Leverancier | Datum | Bedrag | {header}\nA | 13-01-2023 | 100,00 | {plain}\nB | 14-01-2023 | 25,00 | {mark}"
    )
    reading = reading_of(text)
    assert [(one.id, one.about, one.totals) for one in reading.questions] == [("credit_marks", header, (75_00, 125_00))]
    assert table_of(text, **{f"credit_marks:{header}": "credit"}).negative_lines == 1
    assert table_of(text, credit_marks="as_is").amount_sum == 125_00


def test_a_mark_that_may_say_credit_note_is_a_question_too_where_spend_is_negative() -> None:
    text = "Leverancier | Datum | Bedrag | Status\n" + "".join(
        f"{name} | 13-01-2023 | {amount} | {mark}\n"
        for name, amount, mark in (
            ("A", "-100,00", "Betaald"),
            ("B", "-200,00", "Betaald"),
            ("C", "-25,00", "Gecrediteerd"),
        )
    )
    reading = reading_of(text)
    assert {(one.id, one.likeliest) for one in reading.questions} == {("credit_marks", "credit"), ("sign", "reverse")}
    assert reading.tables[0].amount_sum == 275_00
    assert table_of(text, credit_marks="as_is", sign="reverse").amount_sum == 325_00


def test_marks_on_most_of_the_money_probably_say_something_else_where_spend_is_negative_too() -> None:
    lines = "".join(
        f"A | 1{n}-01-2023 | -{amount},00 | {mark}\n" for n, amount, mark in ((1, 90, 50), (2, 25, 40), (3, 10, 40))
    )
    questions = {one.id: one for one in reading_of("Leverancier | Datum | Bedrag | Code 2\n" + lines).questions}
    assert (questions["credit_marks"].likeliest, questions["credit_marks"].totals) == ("as_is", (-55_00, 125_00))


def test_letters_of_invoices_and_credit_notes_are_a_question_and_numbers_of_a_journal_are_not() -> None:
    text = "Leverancier | Datum | Bedrag | {header}\nA | 13-01-2023 | 100,00 | {one}\nB | 14-01-2023 | 25,00 | {other}"
    for one, other in (("F", "C"), ("INK", "CRN")):
        reading = reading_of(text.format(header="Soort", one=one, other=other))
        assert [(one.id, one.totals) for one in reading.questions] == [("credit_marks", (75_00, 125_00))]
    assert table_of(text.format(header="Dagboeknr", one="40", other="50")).amount_sum == 125_00


@pytest.mark.parametrize("header", ["% van totaal", "Totaal (%)"])
def test_a_column_of_percentages_is_no_amount(header: str) -> None:
    text = f"Leverancier | Datum | Spend 2023 | {header}\nA | 13-01-2023 | 75,00 | 0,75\nB | 14-01-2023 | 25,00 | 0,25"
    assert table_of(text).amount_sum == 100_00


def test_where_all_amounts_are_doubtful_any_of_them_can_be_chosen() -> None:
    text = "Leverancier | Datum | Bedrag in transactievaluta | Saldo\nA | 13-01-2023 | 75,00 | 0,00\nB | 14-01-2023 | 25,00 | 0,00"
    [question] = reading_of(text).questions
    assert (question.id, question.likeliest, question.totals) == (
        "amount_column",
        "Bedrag in transactievaluta",
        (0, 100_00),
    )


def test_a_second_column_that_may_say_credit_note_is_asked_about_where_the_first_does_not() -> None:
    text = (
        "Leverancier | Datum | Bedrag | Storno | Status\nA | 13-01-2023 | 100,00 | X | Betaald\n"
        "B | 14-01-2023 | 25,00 | | Gecrediteerd"
    )
    [question] = reading_of(text, **{"credit_marks:Storno": "as_is"}).questions
    assert (question.about, question.totals) == ("Status", (75_00, 125_00))
    assert table_of(text, credit_marks="as_is").amount_sum == 125_00


def test_marks_on_most_of_the_money_probably_say_something_else() -> None:
    text = "Leverancier | Datum | Bedrag | Code 2\nA | 13-01-2023 | 100,00 | 50\nB | 14-01-2023 | 25,00 | 40"
    reading = reading_of(text)
    assert [(one.id, one.likeliest, one.totals) for one in reading.questions] == [
        ("credit_marks", "as_is", (-75_00, 125_00))
    ]
    assert reading.tables[0].amount_sum == 125_00
    assert table_of(text, credit_marks="credit").amount_sum == -75_00


@pytest.mark.parametrize(
    ("cells", "about"),
    [(("100,00", "D", "25,00", "C"), "D"), (("100,00", "", "25,00", "-"), "D"), (("100,00", "", "25,00", "CR"), "D")],
)
def test_a_mark_without_a_header_beside_the_amount_is_a_question(cells: tuple[str, ...], about: str) -> None:
    first, none, second, mark = cells
    reading = reading_of(
        f"Leverancier | Datum | Bedrag |\nA | 13-01-2023 | {first} | {none}\nB | 14-01-2023 | {second} | {mark}"
    )
    assert [(one.id, one.about, one.totals) for one in reading.questions] == [("credit_marks", about, (75_00, 125_00))]


def test_a_sheet_of_credit_notes_without_a_minus_is_a_question() -> None:
    sheets = {"Facturen": ALL[:4], "Creditnota's": ALL[4:]}
    reading = read("spend.xlsx", _sheets_of(**sheets))

    assert [(one.id, one.about, one.totals) for one in reading.questions] == [
        ("credit_marks", "Creditnota's", (-62_00, 62_00))
    ]
    assert sum(table.amount_sum or 0 for table in reading.tables) == 46_00 - 62_00


def test_a_sheet_of_credit_notes_with_a_minus_is_as_it_should_be() -> None:
    credit = [(name, day, -amount) for name, day, amount in ALL[4:]]
    reading = read("spend.xlsx", _sheets_of(**{"Facturen": ALL[:4], "Creditnota's": credit}))

    assert (reading.outcome, sum(table.amount_sum or 0 for table in reading.tables)) == ("ok", 46_00 - 62_00)


@pytest.mark.parametrize(
    "lines",
    [
        "100,00 | Betaald\nB | 14-01-2023 | -25,00 | Gecrediteerd",  # the amount has its sign
        "100,00 | stuks\nB | 14-01-2023 | 25,00 | kg",
        "100,00 | 1\nB | 14-01-2023 | 25,00 | 21",
        "100,00 | Creditcard\nB | 14-01-2023 | 25,00 | Incasso",
        "100,00 | NL\nB | 14-01-2023 | 25,00 | CN",
        "100,00 | uur\nB | 14-01-2023 | 25,00 | min",
        "100,00 | Gecrediteerd\nB | 14-01-2023 | 25,00 | Gecrediteerd",  # nothing tells them apart
    ],
)
def test_what_says_no_credit_note_is_no_question(lines: str) -> None:
    assert reading_of("Leverancier | Datum | Bedrag | Iets\nA | 13-01-2023 | " + lines).questions == ()


def test_amounts_in_thousands_are_lines_in_euros_and_a_sum_in_the_files_own_unit() -> None:
    reading = reading_of(
        "Leverancier | Jaar | Bedrag (x € 1.000)\nA | 2023 | 12,5\nB | 2023 | 1,255\nTotaal | | 13,755"
    )

    (table,) = reading.tables
    assert table.lines["amount"].to_pylist() == [12_500_00, 1_255_00]
    assert (table.amount_unit, table.amount_sum, table.set_aside["total"].cents) == (1000, 13_76, 13_76)
    assert (table.earliest, table.date_order) == ("2023", "year")


@pytest.mark.parametrize(
    ("above", "header", "unit", "basis"),
    [
        ("Bedragen x € 1.000, excl. btw", "Bedrag", 1000, "net"),
        ("Uitgaven 2023", "Bedrag (in duizenden)", 1000, "unknown"),
        ("Spend over £25,000", "Amount £000", 1000, "unknown"),
        ("Alle bedragen incl. btw", "Bedrag", 1, "gross"),
        ("Uitgaven 2023", "Bedrag in mln x € 1 mln", 1_000_000, "unknown"),
        ("Spend over £25,000", "Amount", 1, "unknown"),
    ],
)
def test_unit_and_basis_are_read_from_the_header_or_the_title(above: str, header: str, unit: int, basis: str) -> None:
    table = table_of(f"{above}\nLeverancier | Datum | {header}\nA | 13-01-2023 | 1,50")

    assert (table.amount_unit, table.amount_basis) == (unit, basis)


def test_an_unknown_basis_is_a_warning_and_can_be_answered() -> None:
    assert "amount_basis_unknown" in rules_of(reading_of(SPEND))
    assert table_of(SPEND, amount_basis="net").amount_basis == "net"


def test_spend_bands_have_bounds_and_no_amount() -> None:
    reading = reading_of("leverancier | staffel | categorie | jaar\nA | 9 | ICT | 2024\nB | 1 | ICT | 2024")

    table = as_json(reading)["tables"][0]
    assert (table["lines"], table["amount_sum"]) == (2, None)
    assert (table["amount_low_sum"], table["amount_high_sum"]) == ("10000002.00", "25010000.00")
    assert rules_of(reading)["amounts_in_bands"].severity == "error"


def test_a_band_without_a_bound_has_no_high_sum() -> None:
    reading = reading_of("leverancier | staffel | categorie | jaar\nA | 13 | ICT | 2024\nB | 1 | ICT | 2024")

    assert as_json(reading)["tables"][0]["amount_high_sum"] is None


def test_a_low_and_a_high_column_are_summed_apart() -> None:
    table = table_of("leverancier | ondergrens | bovengrens | jaar\nA | 1,00 | 10,00 | 2024\nB | 2,00 | 20,00 | 2024")

    assert (table.amount_sum, table.amount_low_sum, table.amount_high_sum) == (None, 3_00, 30_00)


def workbook(*rows: list[object]) -> Reading:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return read("book.xlsx", saved(book))


def test_typed_cells_and_texts_in_one_column_are_read_together() -> None:
    reading = workbook(
        ["Leverancier", "Datum", "Bedrag", "Relatiecode"],
        ["A", datetime(2023, 1, 13), 100.5, 12345678.0],
        ["B", "14-01-2023", "1.250,50", 7],
        ["C", "3-2-2023", "€ 3.000", "007"],
    )

    (table,) = reading.tables
    assert (reading.outcome, table.amount_sum, table.latest) == ("ok", 4351_00, "2023-02-03")
    assert table.lines["supplier_id"].to_pylist() == ["12345678", "7", "007"]


def test_sheets_of_months_with_other_words_for_the_same_columns_are_one_layout() -> None:
    months = {
        "jan": ["Datum", "Leverancier", "Factuurnummer", "Bedrag"],
        "feb": ["Factuurdatum", "Naam leverancier", "Factuurnr.", "Bedrag (€)"],
        "mrt": ["Datum", "Crediteur", "Factuurnummer", "Bedrag", "Opmerking"],
    }
    book = openpyxl.Workbook()
    book.remove(book.active)
    for month, (name, header) in enumerate(months.items(), start=1):
        sheet = book.create_sheet(name)
        for row in (
            header,
            [datetime(2023, month, 13), "A", f"F{month}", 1.5],
            [datetime(2023, month, 14), "B", f"G{month}", 2],
        ):
            sheet.append(row)

    reading = read("spend.xlsx", saved(book))

    assert (reading.outcome, [table.amount_sum for table in reading.tables]) == ("ok", [3_50] * 3)


def test_sheets_of_other_layouts_are_asked_about_with_the_total_of_each() -> None:
    book = openpyxl.Workbook()
    layouts = {
        "Facturen": (["Datum", "Leverancier", "Factuurnummer", "Bedrag"], [datetime(2023, 1, 13), "A", "F1", 1.5]),
        "Betalingen": (["Betaaldatum", "Crediteur", "Grootboek", "Kostenplaats", "Betaald bedrag"], [datetime(2023, 2, 1), "A", "4300", "K1", 1.75]),
    }  # fmt: skip
    book.remove(book.active)
    for name, (header, row) in layouts.items():
        sheet = book.create_sheet(name)
        for line in (header, row, row, row):
            sheet.append(line)

    reading = read("spend.xlsx", saved(book))

    (question,) = (one for one in reading.questions if one.id == "sheet")
    assert dict(zip(question.options, question.totals, strict=True)) == {"Facturen": 4_50, "Betalingen": 5_25}
    for option, total in zip(question.options, question.totals, strict=True):
        answered = read("spend.xlsx", saved(book), {"sheet": option})
        assert sum(table.amount_sum for table in answered.tables) == total


def _sheets_of(**rows: Sequence[tuple[object, ...]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in rows.items():
        sheet = book.create_sheet(name)
        for line in (("Leverancier", "Datum", "Bedrag"), *lines):
            sheet.append(line)
    return saved(book)


ALL = [(f"L{number}", datetime(2023, 1, 13 + number), 10 + number) for number in range(8)]
SELECTIONS = {
    "a selection": ({"Alles": ALL, "Groot": ALL[4:]}, "Groot", [108_00, 170_00]),
    "an earlier version": (
        {"Oud": [*ALL[:7], ("L7", datetime(2023, 1, 20), 1)], "Nieuw": ALL},
        "Oud",
        [108_00, 200_00],
    ),
    "some of several parts": ({"Alles": ALL, "A": ALL[:3], "B": ALL[3:6]}, "A", [108_00, 183_00]),
}


@pytest.mark.parametrize(("sheets", "about", "totals"), SELECTIONS.values(), ids=SELECTIONS)
def test_a_sheet_whose_lines_stand_on_another_is_a_question(
    sheets: dict[str, Sequence[tuple[object, ...]]], about: str, totals: list[int]
) -> None:
    reading = read("spend.xlsx", _sheets_of(**sheets))

    (question,) = reading.questions
    assert (question.id, question.about, list(question.totals)) == ("sheet", about, totals)
    assert sum(table.amount_sum or 0 for table in reading.tables) == totals[0]
    everything = read("spend.xlsx", _sheets_of(**sheets), {"sheet": question.options[1]})
    assert (everything.outcome, sum(table.amount_sum or 0 for table in everything.tables)) == ("ok", totals[1])


def test_the_same_bill_on_other_days_is_no_repetition() -> None:
    months = {f"m{month}": [(line[0], datetime(2023, month, 13), line[2]) for line in ALL] for month in (1, 2, 3)}
    assert read("spend.xlsx", _sheets_of(**months)).outcome == "ok"


def test_dates_that_a_spreadsheet_swapped_are_a_question() -> None:
    rows = [[f"A{day}", datetime(2023, day, 4), 1] for day in range(1, 6)]
    rows += [[f"B{day}", f"{day}/04/2023", 1] for day in range(13, 19)]

    reading = workbook(["Leverancier", "Datum", "Bedrag"], *rows)

    assert [one.id for one in reading.questions] == ["swapped_dates"]
    assert (reading.tables[0].earliest, reading.tables[0].latest) == ("2023-04-01", "2023-04-18")


def test_swapped_dates_that_were_written_as_text_are_a_question() -> None:
    rows = "".join(f"A | 2023-{day:02}-04 | 1,00\n" for day in range(1, 4))

    reading = reading_of(
        "Leverancier | Datum | Bedrag\n" + rows + "".join(f"B | 04/{day}/2023 | 1,00\n" for day in range(13, 19))
    )

    assert [one.id for one in reading.questions] == ["swapped_dates"]
    assert (reading.tables[0].earliest, reading.tables[0].latest) == ("2023-04-01", "2023-04-18")


def test_error_cells_and_formulas_without_a_value_are_unreadable_with_their_cells() -> None:
    reading = workbook(
        ["Leverancier", "Datum", "Bedrag"],
        ["A", "13-01-2023", 1],
        ["B", "13-01-2023", "=1+1"],
        ["C", "13-01-2023", "#N/A"],
    )

    assert reading.tables[0].unreadable.rows == 2
    rules = rules_of(reading)
    assert rules["amount_error"].cells == ("Sheet!C4",)
    assert rules["amount_not_calculated"].cells == ("Sheet!C3",)
    assert rules["amount_error"].severity == "error"


PERSONAL = (
    "Crediteur | IBAN | BSN | Straat | Factuurdatum | Factuurnummer | Bedrag | Rekening\n"
    "Jansen | NL91ABNA0417164300 | 111222333 | Dorpsstraat 1 | 13-01-2023 | 1 | 1,00 | NL91 ABNA 0417 1643 00\n"
    "De Boer | NL91ABNA0417164300 | 123456782 | Kerkstraat 2 | 14-01-2023 | 2 | 2,00 | NL91 ABNA 0417 1643 00"
)


def test_personal_columns_never_enter_the_record() -> None:
    reading = reading_of(PERSONAL)

    record = reading.tables[0].record
    kept = json.dumps(record.to_pylist(), default=str) + json.dumps(as_json(reading))
    assert not any(secret in kept for secret in ("ABNA", "111222333", "Dorpsstraat"))
    assert [record[f"c{index}"].null_count for index in (1, 2, 3, 7)] == [3, 3, 3, 3]
    assert sum(finding.rule == "personal_data_removed" for finding in reading.findings) == 4


def test_numbers_that_look_like_a_bsn_are_personal_and_registered_numbers_are_not() -> None:
    numbers = [number for number in range(100_000_000, 100_000_200) if is_bsn(str(number))][:6]
    text = "Leverancier | Cliëntcode | RSIN | Bedrag\n" + "\n".join(f"L{n} | {n} | {n} | 1,00" for n in numbers)

    record = reading_of(text).tables[0].record

    assert record["c1"].null_count == record.num_rows
    assert record["c2"].null_count == 0


@pytest.mark.parametrize(
    ("text", "iban"),
    [("NL91ABNA0417164300", True), ("NL91 ABNA 0417 1643 00", True), ("NL92ABNA0417164300", False), ("4300", False)],
)
def test_an_iban_has_check_digits(text: str, iban: bool) -> None:
    assert is_iban(text) is iban


@pytest.mark.parametrize(
    "text",
    [SPEND, PERSONAL, NEGATIVE, DEBIT_CREDIT["words"][0].join(["Leverancier | Datum | Bedrag | D/C\nA | 13-01-2023 | ", ""]),
     "Leverancier | Datum | Bedrag | Credit\nA | 13-01-2023 | 100,00 |\nB | 14-01-2023 | | 25,00",
     "Leverancier | Datum | Bedrag | Storno\nA | 13-01-2023 | 100,00 |\nB | 14-01-2023 | 25,00 | X",
     "Leverancier | Jaar | Bedrag (x € 1.000)\nA | 2023 | 12,5",
     "leverancier | staffel | categorie | jaar\nA | 9 | ICT | 2024"],
    ids=["plain", "personal", "reversed", "marks", "credit beside", "likely marks", "thousands", "bands"],
)  # fmt: skip
def test_the_record_alone_makes_the_same_lines(text: str) -> None:
    reading = reading_of(text)

    kept = [as_kept(table.record) for table in reading.tables]

    assert lines_from_record(kept).to_pylist() == [line for table in reading.tables for line in table.lines.to_pylist()]


def test_the_record_of_a_workbook_makes_the_same_lines_of_all_sheets() -> None:
    book = openpyxl.Workbook()
    for sheet, name in ((book.active, "jan"), (book.create_sheet("feb"), "feb")):
        sheet.append(["Leverancier", "Datum", "Bedrag"])
        sheet.append([name, datetime(2023, 1, 13), 0.1 + 0.2 if name == "jan" else 7])
        sheet.append(["x", "14-01-2023", "1.250,50"])
    reading = read("book.xlsx", saved(book))

    again = lines_from_record([as_kept(table.record) for table in reading.tables])

    assert again.to_pylist() == [line for table in reading.tables for line in table.lines.to_pylist()]
    assert again["amount"].to_pylist() == [30, 1250_50, 7_00, 1250_50]


def as_kept(record: pa.Table) -> pa.Table:
    """A record after it was stored as Parquet."""
    stream = io.BytesIO()
    pq.write_table(record, stream)
    stream.seek(0)
    return pq.read_table(stream)


@pytest.mark.parametrize("content", [b"", b"\x00", b"\xff\xfe", b"PK\x03\x04", b"%PDF-1.4", b"a,b\n1,2", b";;;\n;;;"])
def test_no_content_breaks_reading(content: bytes) -> None:
    reading = read("x", content)

    assert (reading.outcome, reading.file.bytes) == ("refuse", len(content))
    assert "not_understood" not in rules_of(reading)
    assert as_json(reading, "nl")["reason"]


def test_characters_that_nobody_sees_change_nothing() -> None:
    seen = "Leverancier;Factuurdatum;Bedrag\nBakker – Zuid;31-01-2024;1.010,00\nSlager;28-02-2024;€ 12,50\n"
    unseen = seen.replace("Lev", "\u200bLev").replace("ier", "i\u200der").replace("28-", "\u200e28-")
    unseen = (
        unseen.replace("Bedrag", "\u202bBed\ufeffrag\u202c").replace("12,50", "12,50\u200f").replace("Zu", "Z\u2060u")
    )
    first, second = read("lijst.csv", seen.encode()), read("lijst.csv", unseen.encode())
    assert first.outcome == second.outcome == "ok"
    assert first.tables[0].amount_sum == 102250
    assert second.tables[0].lines == first.tables[0].lines


def test_amounts_that_were_never_calculated_are_refused_with_their_cell() -> None:
    rows = [
        ["Leverancier", "Factuurdatum", "Bedrag"],
        *([f"Bakker {n}", date(2024, 1, n), f"=A{n}*2"] for n in range(1, 9)),
    ]
    reading = read("lijst.xlsx", xlsx(rows))
    assert reading.findings[0].rule == "not_calculated"
    assert reading.reason is not None
    assert "Sheet!C2" in reading.reason.en


@pytest.mark.parametrize(
    ("likelier", "used", "cell", "asked"),
    [
        ("Bedrag", "Prijs", "=A{n}*2", True),
        ("Bedrag excl. btw", "Bedrag incl. btw", "=D{n}/1.21", True),
        ("Bedrag", "Bedrag incl. btw", "#N/A", True),
        ("Bedrag incl. btw", "Bedrag excl. btw", "=D{n}*1.21", False),
        ("Controle", "Bedrag", "=D{n}*1.21", False),
    ],
)
def test_an_amount_is_not_taken_silently_where_a_likelier_column_has_no_values(
    likelier: str, used: str, cell: str, asked: bool
) -> None:
    rows = [
        ["Leverancier", "Factuurdatum", likelier, used],
        *([f"Bakker {n}", date(2024, 1, n), cell.format(n=n), 10.25 * n] for n in range(2, 9)),
    ]
    reading = read("lijst.xlsx", xlsx(rows))
    assert [question.id for question in reading.questions] == (["amount_column"] if asked else [])
    if asked:
        assert "Sheet!C2" in reading.questions[0].why.en
    answered = read("lijst.xlsx", xlsx(rows), {"amount_column": used})
    assert (answered.outcome, answered.tables[0].amount_sum) == ("ok", 1025 * sum(range(2, 9)))


@pytest.mark.parametrize(("most", "refused_with"), [(3, None), (2, "too_large")])
def test_columns_with_something_in_them_are_counted_and_blank_ones_are_not(most: int, refused_with: str | None) -> None:
    book = openpyxl.Workbook()
    for row in (["Leverancier", "Datum", "Bedrag"], ["A", datetime(2023, 1, 13), 1.5], ["B", datetime(2023, 1, 14), 2]):
        book.active.append([*row, None, None])
    book.active["J1"].fill = PatternFill("solid", fgColor="FF0000")

    reading = read("spend.xlsx", saved(book), limits=Limits(filled_columns=most))

    assert (reading.findings[0].rule if reading.outcome == "refuse" else None) == refused_with


def test_the_name_of_a_sheet_may_say_in_what_the_amounts_are() -> None:
    content = _sheets_of(
        **{"x € 1.000": [["Leverancier", "Datum", "Bedrag"], ["A", "13-01-2023", 1.5], ["B", "14-01-2023", 2]]}
    )
    (table,) = read("spend.xlsx", content).tables
    assert (table.amount_unit, table.lines["amount"].to_pylist()) == (1000, [1_500_00, 2_000_00])


def test_a_number_that_begins_as_that_of_a_credit_note_is_told_where_the_system_numbers_all() -> None:
    text = "Leverancier | Factuurnr | Datum | Bedrag\nA | {}1 | 13-01-2023 | 75,00\nB | CN2 | 14-01-2023 | 25,00"
    assert rules_of(reading_of(text.format("IF")))["credit_without_minus"].cents == 25_00
    assert "credit_without_minus" not in rules_of(reading_of(text.format("2024-")))


def test_a_heading_of_credit_notes_above_amounts_without_a_minus_is_a_question() -> None:
    text = (
        "Leverancier | Factuurnr | Datum | Bedrag\nFacturen | | | \nA | 1 | 13-01-2023 | 75,00\nB | 2 | 14-01-2023 | 25,00\n"
        "Subtotaal | | | 100,00\nCreditnota's | | | \nA | 3 | 15-01-2023 | 10,00\nB | 4 | 16-01-2023 | 5,00\nSubtotaal | | | 15,00\nTotaal | | | 85,00"
    )
    reading = reading_of(text)
    (table,) = reading.tables

    assert [(one.id, one.about, one.totals) for one in reading.questions] == [
        ("credit_marks", "Creditnota's", (85_00, 115_00))
    ]
    assert table.lines["amount"].to_pylist() == [75_00, 25_00, -10_00, -5_00]
    assert {"stated_total_differs", "credit_without_minus"}.isdisjoint(rules_of(reading))
    assert lines_from_record([table.record]).equals(table.lines)
    as_is = reading_of(text, credit_marks="as_is")
    assert (as_is.tables[0].amount_sum, "credit_without_minus" in rules_of(as_is)) == (115_00, True)


def test_amounts_that_are_together_below_zero_are_asked_about_also_where_half_of_them_are_not() -> None:
    text = "Leverancier | Datum | Bedrag\nA | 13-01-2023 | -900,00\nB | 14-01-2023 | 25,00\nC | 15-01-2023 | -30,00\nD | 16-01-2023 | 5,00\n{more}"
    half, fewer = text.format(more=""), text.format(more="E | 17-01-2023 | 5,00")
    assert [(one.id, one.likeliest) for one in reading_of(half).questions] == [("sign", "reverse")]
    assert [(one.id, one.likeliest) for one in reading_of(fewer).questions] == [("sign", "as_is")]
    assert table_of(half, sign="as_is").amount_sum == -900_00


@pytest.mark.parametrize("between", ["", " |"])
def test_tables_beside_each_other_are_refused_instead_of_read_in_part(between: str) -> None:
    half = "Leverancier | Datum | Bedrag"
    text = f"{half} |{between} {half}\nA | 13-01-2023 | 1,00 |{between} B | 14-01-2023 | 2,00"
    reading = reading_of(text)
    assert (reading.outcome, reading.findings[0].rule) == ("refuse", "second_table")


def test_a_sheet_that_sums_up_another_by_supplier_is_a_question() -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    lines = [("A", 1), ("A", 2), ("B", 3), ("B", 4.5)]
    for name, rows in (("Overzicht", [("A", 3), ("B", 7.5)]), ("Regels", lines)):
        sheet = book.create_sheet(name)
        for row in (("Leverancier", "Bedrag"), *rows):
            sheet.append(row)
    reading = read("spend.xlsx", saved(book))
    assert [(one.id, one.about, one.totals) for one in reading.questions] == [("sheet", "Overzicht", (10_50, 21_00))]


def test_a_sheet_that_is_called_a_budget_is_a_question() -> None:
    reading = read("spend.xlsx", _sheets_of(Facturen=ALL[:4], Begroting=ALL[4:]))
    assert [(one.id, one.about, one.likeliest) for one in reading.questions] == [("sheet", "Begroting", "Facturen")]


@pytest.mark.parametrize(("header", "amount"), [("Bedrag_cent", "12345"), ("Bedrag", "000012345")])
def test_amounts_in_cents_or_of_a_fixed_number_of_digits_are_refused(header: str, amount: str) -> None:
    reading = reading_of(f"Leverancier | Datum | {header}\nA | 13-01-2023 | {amount}\nB | 14-01-2023 | {amount}")
    assert reading.findings[0].rule == "amounts_in_cents"


def test_of_several_columns_of_debit_that_of_what_moved_counts() -> None:
    head = "Naam | Datum | {0} debet | {0} credit | {1} debet | {1} credit\n"
    lines = "A | 13-01-2023 | 9,00 | | 75,00 | \nB | 14-01-2023 | 9,00 | | | 25,00"
    assert table_of(head.format("Beginbalans", "Mutatie") + lines).amount_sum == 50_00
    reading = reading_of(head.format("Eerste", "Tweede") + lines)
    assert [(one.id, one.totals) for one in reading.questions] == [("amount_column", (18_00, 75_00))]
    assert table_of(head.format("Eerste", "Tweede") + lines, amount_column="Tweede debet").amount_sum == 50_00
