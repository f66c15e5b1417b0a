import pytest

from kpi.model import Finding, Message, Severity
from pages.parts import findings


def finding(severity: Severity, cents: int | None = None, rows: int = 1, text: str = "x", cells=()) -> Finding:
    return Finding("rule", severity, Message(nl=text, en=text), rows, cents, tuple(cells))


def test_unknown_euros_come_first_where_an_amount_cannot_be_read_and_last_elsewhere():
    found = [
        finding(Severity.WARNING, None),
        finding(Severity.WARNING, 5),
        finding(Severity.ERROR, 5),
        finding(Severity.ERROR),
    ]
    assert [item.cents for item in findings.in_order(found)] == [None, 5, 5, None]


def test_what_must_be_fixed_comes_first_then_the_most_euros():
    found = [
        finding(Severity.INFO, 900_000_00),
        finding(Severity.WARNING, 100),
        finding(Severity.WARNING, -500),
        finding(Severity.ERROR, 10),
        finding(Severity.ERROR, None),
    ]
    ordered = findings.in_order(found)
    assert [item.cents for item in ordered] == [None, 10, -500, 100, 900_000_00]


@pytest.mark.parametrize(
    ("severities", "sentence"),
    [
        ([Severity.ERROR, Severity.WARNING], "<b>1 punt houdt indienen tegen.</b> 1 punt vraagt uw oordeel. 1 is nog niet toegelicht."),
        ([Severity.ERROR] * 2, "<b>2 punten houden indienen tegen.</b>"),
        ([Severity.WARNING], "1 punt vraagt uw oordeel. 1 is nog niet toegelicht."),
        ([Severity.INFO], "Niets houdt indienen tegen."),
        ([], "Niets houdt indienen tegen."),
    ],
    ids=["one of each", "several", "only a judgement", "only information", "nothing"],
)  # fmt: skip
def test_the_headline_counts_what_stops_and_what_asks(severities, sentence):
    assert findings.headline("nl", [finding(severity) for severity in severities]) == sentence


def test_the_headline_says_what_is_explained_and_what_is_right():
    found = [finding(Severity.WARNING), finding(Severity.WARNING)]
    said = findings.headline("nl", found, 14, {"rule"})
    assert said == "2 punten vragen uw oordeel. Alle zijn toegelicht. 14 controles zijn goed."


def test_a_finding_of_the_catalogue_has_its_name_and_what_was_explained():
    names = {"rule": Message(nl="Dezelfde regel twee keer", en="The same line twice")}
    html = findings.findings_list("nl", [finding(Severity.WARNING)], names, {"rule": "twee <termijnen>"})
    assert "<b>Dezelfde regel twee keer</b>" in html
    assert "Toelichting: twee &lt;termijnen&gt;" in html


def test_a_finding_shows_sign_word_cells_euros_and_rows():
    html = findings.findings_list("nl", [finding(Severity.ERROR, 18422010, 23, "Dezelfde factuur", ["F12", "F13"])])
    for expected in (
        "<svg",
        "Moet opgelost",
        "Dezelfde factuur",
        "F12, F13",
        "€\N{NO-BREAK SPACE}184.220,10",
        "23 regels",
    ):
        assert expected in html


def test_only_the_first_cells_are_named_and_the_rest_is_said_to_exist():
    html = findings.findings_list("en", [finding(Severity.ERROR, None, 40, cells=[f"F{row}" for row in range(20)])])
    assert "F0, F1, F2, F3, F4 and more" in html
    assert "F5" not in html


def test_text_from_a_file_is_escaped():
    html = findings.findings_list("en", [finding(Severity.INFO, text="<img src=x>", cells=["<b>!A1"])])
    assert "<img" not in html
    assert "<b>!A1" not in html
