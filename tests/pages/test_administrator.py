"""The pages of an administrator on a small store, in both languages."""

from __future__ import annotations

import json
import re

import pytest
from streamlit.testing.v1 import AppTest

from kpi.model import Role
from pages.parts import addresses
from tests.pages.conftest import BODY, Run
from tests.pages.shown import markup

OVERVIEW = "pages/administrator/overview.py"
AMBITION = "pages/administrator/ambition.py"
COMMITMENTS = "pages/administrator/commitments.py"
THEME = "pages/administrator/theme.py"
METHOD = "pages/everyone/method.py"


def links(shown: str, address: str) -> list[dict[str, str]]:
    """The parameters of all links to an address."""
    found = [addresses.read(href.replace("&amp;", "&")) for href in re.findall(r'href="([^"]+)"', shown)]
    return [params for name, params in found if name == address]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Hier is iets te doen", "Ambities per thema", "Thema’s en afdelingen", "vastgesteld door de controller"]),
        ("en", ["Where action is needed", "Ambitions by theme", "Themes and departments", "certified by the controller"]),
    ],
)  # fmt: skip
def test_the_overview_answers_first_and_shows_every_ambition(app: Run, language: str, said: list[str]) -> None:
    shown = markup(app(taal=language, org=BODY, jaar="2025"))

    assert shown.startswith("<h1>")
    assert all(words in shown for words in said)


def test_the_overview_leads_to_every_promise_in_force(app: Run) -> None:
    shown = markup(app(org=BODY, jaar="2025"))

    with_department = [params for params in links(shown, "ambitie") if "afd" in params]
    promised = {params["id"] for params in links(shown, "ambitie")}

    assert len(promised) >= 3
    assert with_department
    assert all(params["jaar"] == "2025" for params in links(shown, "ambitie"))


def test_the_rows_can_be_shown_as_a_table(app: Run) -> None:
    test = app(org=BODY, jaar="2025")

    test.toggle(key="as_table").set_value(True).run()

    assert "Tekort</th>" in markup(test)


def test_a_department_has_its_own_overview(app: Run) -> None:
    whole = markup(app(org=BODY, jaar="2025"))
    department = links(whole, "ambitie")[-1]["afd"]

    shown = markup(app(org=BODY, jaar="2025", afd=department))

    assert all(params.get("afd") for params in links(shown, "ambitie"))


@pytest.fixture
def promise(app: Run) -> str:
    """The id of a promise of the municipality."""
    return links(markup(app(org=BODY, jaar="2025")), "ambitie")[0]["id"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Bewezen in 2025", "Verloop en doel", "Per afdeling", "Zo rekenen we", "Geschiedenis van het doel"]),
        ("en", ["Proven in 2025", "Course and target", "By department", "How we count", "History of the target"]),
    ],
)
def test_an_ambition_tells_its_whole_story(app: Run, promise: str, language: str, said: list[str]) -> None:
    test = app(AMBITION, id=promise, org=BODY, jaar="2025", taal=language)
    shown = markup(test)

    assert all(words in shown for words in said)
    (chart,) = test.get("plotly_chart")
    assert 0 < len(chart.proto.alt) <= 250


def test_the_way_down_leads_to_the_invoice_lines(app: Run, promise: str) -> None:
    step = markup(app(AMBITION, id=promise, org=BODY, jaar="2025"))
    for level in ("afd", "cat", "lev"):
        deeper = next(params for params in links(step, "ambitie") if level in params and "regels" not in params)
        test = app(AMBITION, **deeper)
        step = markup(test)

    (lines,) = test.dataframe
    assert {"Datum", "Leverancier", "Bedrag", "Telt als", "Waarom"} <= set(lines.value.columns)
    assert "factuur" in test.header[0].value.lower()
    assert 'aria-label="Waar u bent"' in step


def test_what_if_stands_in_the_address_moves_the_chart_and_is_marked_as_imagined(app: Run) -> None:
    behind = {"id": "voorbeeldstad-isv-risk-categories", "org": BODY, "jaar": "2025"}
    shown = markup(app(AMBITION, **behind))
    assert "Wat als dit lukt?" in shown
    first = next(params for params in links(shown, "ambitie") if "als" in params)

    test = app(AMBITION, **first)

    imagined = markup(test)
    assert "Wat als 1 van deze kansen lukt?" in imagined
    assert "er is niets bewaard" in imagined
    assert any(one["name"] == "what if" for one in json.loads(test.get("plotly_chart")[0].proto.spec)["data"])
    assert "Terug naar de echte cijfers" not in markup(app(AMBITION, **behind, als="unknown"))


def test_an_ambition_of_another_body_is_not_known_here(app: Run) -> None:
    test = app(AMBITION, id="no-such-promise", org=BODY)

    assert '<p class="lead">Kies er een uit de lijst.</p>' in markup(test)


@pytest.mark.parametrize(("language", "said"), [("nl", "Per afdeling"), ("en", "By department")])
def test_a_theme_shows_its_ambitions_only(app: Run, language: str, said: str) -> None:
    overview = markup(app(org=BODY, jaar="2025", taal=language))
    (theme,) = [params for params in links(overview, "thema") if params["id"] == "CIR"]

    shown = markup(app(THEME, **theme))

    assert said in shown
    assert {params["id"] for params in links(shown, "ambitie")} < {
        params["id"] for params in links(overview, "ambitie")
    }


def test_an_unknown_theme_says_what_to_do(app: Run) -> None:
    assert "Kies er een in het overzicht." in markup(app(THEME, id="XXX", org=BODY))


@pytest.mark.parametrize(("language", "said"), [("nl", "Eerdere beloften"), ("en", "Earlier promises")])
def test_the_list_of_ambitions_keeps_earlier_promises(app: Run, language: str, said: str) -> None:
    shown = markup(app(COMMITMENTS, org=BODY, taal=language))

    assert said in shown
    assert links(shown, "ambitie")


def test_an_empty_monitor_shows_the_steps_and_the_way_to_the_example(app: Run) -> None:
    test = app(empty=True)

    assert "Welkom. Er zijn nog geen cijfers." in markup(test)
    assert markup(test).count('class="step-number"') == 4
    assert [button.label for button in test.button] == ["Voorbeeld maken"]


def test_procurement_starts_an_empty_monitor_from_here(app: Run) -> None:
    shown = markup(app(empty=True, rol="buyer"))

    assert links(shown, "beheer") == [{"rol": "buyer"}]
    assert not links(shown, "inlezen")


@pytest.mark.parametrize(
    ("page", "language", "said"),
    [
        (COMMITMENTS, "nl", "Er is nog geen organisatie"),
        (COMMITMENTS, "en", "There is no organisation yet"),
    ],
)
def test_the_list_of_an_empty_monitor_says_what_to_do(app: Run, page: str, language: str, said: str) -> None:
    test = app(page, empty=True, taal=language)

    assert f"<h1>{said}</h1>" in markup(test)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", list(Role), ids=str)
def test_everyone_can_read_what_every_indicator_counts(app: Run, role: Role, language: str) -> None:
    shown = markup(app(METHOD, rol=role.value, taal=language))
    listed = links(shown, "uitleg")
    assert len(listed) >= 10

    one = markup(app(METHOD, rol=role.value, taal=language, id=listed[0]["id"]))
    assert one.count("<h1>") == 1
    assert '<dl class="terms">' in one
    assert one.count("<h2>") == one.count("</h2>") == 1


def test_an_indicator_is_found_by_any_words_of_its_name_question_reason_or_theme(app: Run) -> None:
    def ids(test: AppTest) -> set[str]:
        return {one["id"] for one in links(markup(test).partition('<h3 class="theme">')[2], "uitleg")}

    test = app(METHOD)
    every = ids(test)
    found = ids(test.text_input[0].set_value("koffie FAIRTRADE").run())
    assert "fairtrade_coffee_tea_cocoa" in found
    assert found < every
    assert "Geen indicator heeft deze woorden" in markup(test.text_input[0].set_value("zzz").run())


def test_an_unknown_indicator_is_told_above_the_list(app: Run) -> None:
    test = app(METHOD, id="bestaat_niet")

    assert [warning.value for warning in test.warning] == ["U ziet alle indicatoren. Kies er een."]
    assert len(links(markup(test), "uitleg")) >= 10


DEPARTMENT = "pages/administrator/department.py"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["Hier is iets te doen", "Door de jaren, per thema", "pad naar het doel", "Inkoop 2025"]),
        ("en", ["Where action is needed", "Over the years, by theme", "path to the target", "Spend 2025"]),
    ],
)
def test_a_department_shows_its_ambitions_by_theme_as_small_trajectories(
    app: Run, language: str, said: list[str]
) -> None:
    overview = markup(app(org=BODY, jaar="2025", taal=language))
    departments = links(overview, "afdeling")

    shown = markup(app(DEPARTMENT, **departments[0]))

    assert all(words in shown for words in said)
    assert shown.count('role="img" aria-label="') == shown.count('class="multiple"') >= 3
    assert {params["afd"] for params in links(shown, "ambitie")} == {departments[0]["id"]}
    assert "<table" not in shown


def test_a_chart_is_there_as_a_table_once_somebody_opens_it(app: Run) -> None:
    opened = app(DEPARTMENT, id=links(markup(app(org=BODY, jaar="2025")), "afdeling")[0]["id"])
    opened.session_state["themes_as_table"] = True
    opened.run()
    assert "<table" in markup(opened)


def test_a_contract_that_ends_leads_to_its_invoice_lines(app: Run) -> None:
    promised = {params["id"]: params for params in links(markup(app(org=BODY, jaar="2025")), "ambitie")}
    found = [links(markup(app(AMBITION, **params, kansen="1")), "ambitie") for params in promised.values()]
    contract = next(params for shown in found for params in shown if "zoek" in params)
    lines = app(AMBITION, **contract)
    assert lines.text_input(key="lines_zoek").value == contract["zoek"]
    assert len(lines.dataframe[0].value)


def test_the_grid_leads_to_every_department(app: Run) -> None:
    departments = links(markup(app(org=BODY, jaar="2025")), "afdeling")

    assert len({params["id"] for params in departments}) >= 5
    assert all(params["jaar"] == "2025" for params in departments)


def test_a_theme_shows_the_years_of_every_department(app: Run) -> None:
    shown = markup(app(THEME, org=BODY, jaar="2025", id="CIR"))

    assert "Door de jaren, per afdeling" in shown
    assert len(links(shown, "afdeling")) >= 5
    assert shown.count("Door de jaren") >= 2


@pytest.mark.parametrize("asked", ["niets", "<b>"])
def test_an_unknown_department_says_what_to_do(app: Run, asked: str) -> None:
    assert "Kies er een in het overzicht." in markup(app(DEPARTMENT, id=asked, org=BODY))


LINES = {"org": BODY, "jaar": "2025", "id": "voorbeeldstad-circular-all-spend", "regels": "1"}


def test_the_lines_of_an_address_are_those_that_it_asks(app: Run) -> None:
    test = app(AMBITION, **LINES, van="100.000", telt="met", volgorde="smallest")

    (grid,) = test.dataframe
    assert set(grid.value["Telt als"]) == {"bewezen"}
    assert len(grid.value) <= 50
    assert re.search(r"\d+ regels, samen €", " ".join(block.value for block in test.markdown))
    assert test.text_input(key="lines_van").value == "100.000"


def test_a_choice_goes_into_the_address_and_back_to_the_first_page(app: Run) -> None:
    test = app(AMBITION, **LINES, blad="2")

    test.text_input(key="lines_zoek").set_value("zorg").run()

    assert test.query_params["zoek"] == "zorg"
    assert "blad" not in test.query_params


def test_what_is_no_amount_is_said_and_narrows_nothing(app: Run) -> None:
    test = app(AMBITION, **LINES, tot="abc")

    assert ["abc" in error.value for error in test.error] == [True]
    assert len(test.dataframe) == 1


def test_a_choice_that_nothing_fits_leads_back_to_every_line(app: Run) -> None:
    test = app(AMBITION, **LINES, zoek="bestaat niet")

    assert "Alle regels tonen" in markup(test)
    assert not test.dataframe


@pytest.mark.parametrize("strange", [{"blad": "99999"}, {"blad": "-1", "telt": "x", "volgorde": "; DROP"}])
def test_a_strange_address_of_lines_still_shows_lines(app: Run, strange: dict[str, str]) -> None:
    (grid,) = app(AMBITION, **LINES, **strange).dataframe

    assert len(grid.value) > 0
