from datetime import date
from fractions import Fraction

import pytest

from kpi.measure import load_indicators
from kpi.model import Commitment, CommitmentVersion, Decision, Point
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
