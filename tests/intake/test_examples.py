"""A question shows real rows with what each answer makes of them, and the total that each answer gives."""

from __future__ import annotations

import pytest

from kpi.model import Question
from tests.intake.tables import reading_of

STYLE = "Leverancier | Datum | Bedrag\nJansen | 13-01-2023 | 1.250\nBakker | 14-01-2023 | 3.200"
ORDER = "Supplier | Date | Amount\nJansen | 03/04/2024 | 1.50\nBakker | 05/05/2024 | 2.50"
COLUMNS = "Leverancier | Datum | Bedrag | Bedrag | IBAN\nA | 13-01-2023 | 1,50 | 9,00 | NL91ABNA0417164300\nB | 14-01-2023 | 2,50 | 8,00 | NL20INGB0001234567"
SIGN = "Leverancier | Datum | Bedrag\nA | 13-01-2023 | 1,50-\nB | 14-01-2023 | 2,50-\nC | 14-01-2023 | 2,00-"
CURRENCY = "Leverancier | Datum | Valuta | Bedrag\nA | 13-01-2023 | EUR | 1,50\nB | 14-01-2023 | USD | 2,50"
TOTALS = """
Leverancier | Datum      | Omschrijving | Bedrag
            |            | Groep noord  | 30,00
Jansen      | 13-01-2023 | Papier       | 10,00
Bakker      | 14-01-2023 | Brood        | 20,00
            |            | Groep zuid   | 70,00
De Vries    | 15-01-2023 | Hout         | 30,00
Visser      | 16-01-2023 | Vis          | 40,00
"""
SECOND = """
Leverancier | Datum      | Bedrag
Jansen      | 13-01-2023 | 10,00
Bakker      | 14-01-2023 | 20,00
Afdeling    | Budget     | Project      | Bedrag | Jaar
Noord       | 500,00     | Weg          | 12,00  | 2023
"""


def asked(text: str, question: str) -> Question:
    return next(one for one in reading_of(text).questions if one.id == question)


def in_english(question: Question) -> list[list[str]]:
    return [[cell.en.replace("\xa0", " ") for cell in row] for row in question.examples]


@pytest.mark.parametrize(
    ("text", "question", "first", "totals"),
    [
        (STYLE, "number_style", ["Row 2: 1.250", "1,250.00", "1.25"], (445000, 445)),
        (ORDER, "date_order", ["Row 2: 03/04/2024", "3 April 2024", "4 March 2024"], ()),
        (COLUMNS, "amount_column", ["Row 2: A · 13-01-2023 · 1,50 · 9,00", "1.50", "9.00"], (400, 1700)),
        (SIGN, "sign", ["Row 2: 1,50-", "−1.50", "1.50"], (-600, 600)),
        (
            CURRENCY,
            "currency",
            ["Row 2: A · 13-01-2023 · EUR · 1,50", "1.50", "the file is not used"],
            (400, None),
        ),
        (TOTALS, "totals_above", ["Row 2: Groep noord · 30,00", "does not count", "30.00"], (10000, 20000)),
    ],
    ids=["number_style", "date_order", "amount_column", "sign", "currency", "totals_above"],
)
def test_each_answer_is_shown_on_real_rows(
    text: str, question: str, first: list[str], totals: tuple[int | None, ...]
) -> None:
    shown = asked(text, question)

    assert in_english(shown)[0] == first
    assert shown.totals == totals
    assert all(len(row) == 1 + len(shown.options) for row in shown.examples)


@pytest.mark.parametrize(
    ("text", "question"),
    [(STYLE, "number_style"), (COLUMNS, "amount_column"), (SIGN, "sign"), (TOTALS, "totals_above")],
)
def test_the_total_beside_an_answer_is_what_the_file_becomes_with_it(text: str, question: str) -> None:
    shown = asked(text, question)

    for option, total in zip(shown.options, shown.totals, strict=True):
        assert reading_of(text, **{question: option}).tables[0].amount_sum == total


def test_no_personal_data_stands_in_the_rows_that_are_shown() -> None:
    assert all(
        "NL91" not in cell and "NL20" not in cell for row in in_english(asked(COLUMNS, "amount_column")) for cell in row
    )


def test_the_question_about_the_most_euros_comes_first() -> None:
    text = "Supplier | Date | Amount\nA | 03/01/2023 | 1.500\nB | 05/01/2023 | 2.500"

    assert [question.id for question in reading_of(text).questions] == ["number_style", "date_order"]
