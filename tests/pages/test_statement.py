from datetime import date, datetime
from fractions import Fraction

import pytest

from kpi.measure import load_indicators
from kpi.model import Commitment, CommitmentVersion, Decision, Ending, Point
from kpi.service import CommitmentDraft
from pages.parts import statement

INDICATOR = load_indicators()["fairtrade_coffee_tea_cocoa"]


def version(**changes) -> CommitmentVersion:
    usual = {
        "version": 1, "text": "Alle koffie <fairtrade>", "target": Point(2028, Fraction(1)),
        "decision": Decision("collegebesluit", "college", date(2021, 11, 9), "2021-402"),
        "baseline": Point(2021, Fraction(38, 100)), "responsible": "wethouder",
    }  # fmt: skip
    return CommitmentVersion(**{**usual, **changes})


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "100% in 2028, gelijkmatig vanaf 38% in 2021"),
        ({"path": "stepped"}, "100% in 2028, in stappen vanaf 38% in 2021"),
        ({"target": Point(2028, Fraction(30, 100))}, "30% in 2028, om te houden: het was 38% in 2021"),
        ({"baseline": None}, "100% in 2028; de beginstand is onbekend, daarom is er geen pad"),
    ],
)
def test_the_aim_says_target_year_and_path(changes, said):
    assert statement.aim("nl", INDICATOR, version(**changes)) == said


def test_what_is_missing_stands_in_the_place_of_the_decision():
    html = statement.statement("nl", INDICATOR, version(), ["het kenmerk"])
    assert "ontbreekt nog: het kenmerk" in html
    assert "2021-402" not in html


def test_the_statement_escapes_what_was_typed():
    html = statement.statement("nl", INDICATOR, version())
    assert "Alle koffie &lt;fairtrade&gt;" in html
    assert "collegebesluit 2021-402, 9 november 2021" in html


def test_every_version_stays_in_the_list_newest_first():
    later = version(
        version=2, text="Later", reason="te duur", decision=Decision("raadsbesluit", "raad", date(2024, 1, 2), "1")
    )
    made = Commitment("a", "b", INDICATOR.id, 1, (version(), later))
    html = statement.versions_list("nl", made, INDICATOR)
    assert html.index("Later") < html.index("Alle koffie")
    assert "Reden: te duur" in html


def test_all_that_was_agreed_stands_beside_the_promise():
    agreed = version(
        official="teamleider", report_every="quarter", report_to="de raad", visible_to="body", resources="1 fte",
        review_on=date(2025, 1, 1),
    )  # fmt: skip
    html = statement.statement("nl", INDICATOR, agreed, scope="Stadsbeheer")
    for said in (
        "teamleider",
        "elk kwartaal aan de raad",
        "eigen organisatie",
        "1 fte",
        "1 januari 2025",
        "Stadsbeheer",
    ):
        assert said in html


def test_drafts_are_listed_with_who_kept_them_and_their_text_is_escaped():
    draft = CommitmentDraft("d1", "b", {"text": "<b>", "indicator": INDICATOR.id}, "anna", datetime(2026, 3, 4, 10, 42))
    html = statement.drafts_table("nl", [draft], {INDICATOR.id: INDICATOR}, {"d1": "vastleggen?concept=d1"})
    for said in ("&lt;b&gt;", "anna", "4 mrt 2026", "vastleggen?concept=d1", INDICATOR.name.nl):
        assert said in html


def test_an_ended_promise_says_by_what_and_why():
    ending = Ending(Decision("raadsbesluit", "raad", date(2025, 1, 9), "2025-3"), "ander <beleid>")
    made = Commitment("a", "b", INDICATOR.id, 1, (version(),), ended=ending)
    assert "Beëindigd met raadsbesluit 2025-3 van 9 januari 2025: ander &lt;beleid&gt;" in statement.ended("nl", made)
    assert statement.ended("nl", Commitment("a", "b", INDICATOR.id, 1, (version(),))) == ""
