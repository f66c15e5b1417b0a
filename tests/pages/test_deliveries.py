from datetime import date, datetime

import pytest

from kpi.model import Message, Submission, SubmissionState, YearState
from pages.parts.deliveries import headline, list_table, rows_for_reading

WORDS = {state: Message(nl=f"{state} (nl)", en=str(state)) for state in SubmissionState}


def submission(**changes) -> Submission:
    usual = {
        "id": "a-2025-all-1", "body": "a", "year": 2025, "part": "all", "version": 1, "state": SubmissionState.SUBMITTED,
        "complete": True, "amount_basis": "net", "year_basis": "booking", "file_name": "<b>.xlsx", "sha256": "",
        "submitted_by": "Ank", "submitted_at": datetime(2026, 3, 14, 9, 0),
    }  # fmt: skip
    return Submission(**{**usual, **changes})


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ({}, "Er is nog niets ingediend"),
        ({2024: YearState.FINAL, 2025: YearState.OPEN}, "Het jaar 2025 is nog niet compleet"),
        ({2025: YearState.PROVISIONAL}, "Het jaar 2025 is compleet en wacht op de controller"),
        ({2025: YearState.FINAL}, "Het jaar 2025 is compleet en vastgesteld"),
    ],
)
def test_the_headline_says_how_far_the_latest_year_is(years, said):
    assert headline("nl", years) == said


def test_the_list_links_to_each_submission_and_escapes_the_name_of_the_file():
    html = list_table("nl", [submission()], WORDS, {"a-2025-all-1": "leveringen?levering=a-2025-all-1"})
    assert 'href="leveringen?levering=a-2025-all-1">Heel het jaar</a>' in html
    assert "&lt;b&gt;.xlsx" in html
    assert "14 mrt 2026" in html


def test_rows_are_written_for_a_reader_and_empty_columns_are_left_out():
    rows = rows_for_reading(
        "nl",
        [
            {"sheet": None, "row": 6, "date": date(2025, 3, 1), "supplier": "Van Dam", "amount": -123456},
            {"sheet": None, "row": 7, "date": None, "supplier": "Jansen", "amount": 0},
        ],
    )
    assert rows[0] == {
        "Rij": "7",
        "Datum": "1 mrt 2025",
        "Leverancier": "Van Dam",
        "Bedrag": "\N{MINUS SIGN}\N{NO-BREAK SPACE}1.234,56",
    }
    assert rows[1]["Datum"] == ""


def test_set_aside_rows_keep_the_headers_of_the_file():
    assert rows_for_reading("nl", [{"row": 0, "Omschrijving regel": "Totaal"}]) == [
        {"Rij": "1", "Omschrijving regel": "Totaal"}
    ]


def test_a_list_of_several_years_says_of_which_each_row_is_and_leads_to_it():
    html = list_table("nl", [submission()], WORDS, {"a-2025-all-1": "x"}, {2025: "leveringen?jaar=2025"})
    assert '<a href="leveringen?jaar=2025">2025</a>' in html
    assert "Andere vastgestelde jaren" in html
