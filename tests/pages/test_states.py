"""Every page of an administrator in every state that its organisation can be in, and what it then says in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from kpi import service
from kpi.language import LANGUAGES
from kpi.model import Role
from tests.pages import states
from tests.pages.newcomer import opened, said

PAGES = {
    "overview": {},
    "ambition": {"id": "{state}"},
    "theme": {"id": "KET"},
    "department": {"id": states.DEPARTMENT},
    "commitments": {},
}
"""What the address of each page needs beside the organisation."""

NO_FIGURES = ("Er zijn nog geen cijfers van Gemeente leeg", "There are no figures yet of Gemeente leeg")
PROVISIONAL = (
    "Gemeente voorlopig · 2024 (voorlopig, t/m februari)",
    "Gemeente voorlopig · 2024 (provisional, to February)",
)
CANNOT_TELL = ("Nog niet te zeggen", "Cannot tell yet")
MISSED = ("Niet gehaald", "Missed")
CREDIT_NOTES = ("Creditnota’s brengen het aandeel onder 0%.", "Credit notes bring the share below 0%")
BASELINE = ("De beginstand is onbekend. Daarom wordt vóór 2028 niets verwacht.", "The baseline is unknown, so nothing is expected before 2028.")  # fmt: skip

# state, page, what it says (Dutch, English)
SAYS = [
    ("leeg", "overview", ("Welkom. Er zijn nog geen cijfers.", "Welcome. There are no figures yet.")),
    ("leeg", "ambition", NO_FIGURES),
    ("leeg", "theme", NO_FIGURES),
    ("leeg", "department", NO_FIGURES),
    ("leeg", "commitments", ("heeft 1 ambitie vastgelegd.", "recorded 1 ambition.")),
    *(("voorlopig", page, PROVISIONAL) for page in PAGES),
    ("voorlopig", "overview", ("nog niet vastgesteld: voorlopig", "not certified yet: provisional")),
    ("voorlopig", "ambition", ("2024 voorlopig: 30,0%–50,0%", "2024 provisional: 30.0%–50.0%")),
    ("weinig-ingedeeld", "overview", ("Er is te weinig ingedeeld om iets te zeggen: 18,1%.", "Too little is classified to say anything: 18.1%.")),
    ("weinig-ingedeeld", "overview", ("eerst € 4.600 indelen", "first €4,600 to classify")),
    ("weinig-ingedeeld", "ambition", ("Deel eerst € 4.600 in.", "Classify €4,600 first.")),
    ("weinig-ingedeeld", "theme", ("van de enige ambitie is het nog niet te zeggen.", "for the only ambition we cannot tell yet.")),
    ("weinig-ingedeeld", "department", ("deel eerst € 4.600 in.", "classify €4,600 first.")),
    ("weinig-ingedeeld", "commitments", CANNOT_TELL),
    ("na-doeljaar", "overview", ("De enige ambitie is niet gehaald.", "The only ambition is missed.")),
    ("na-doeljaar", "commitments", ("Een belofte waarvan het jaar voorbij is", "A promise whose year has passed")),
    *(("na-doeljaar", page, MISSED) for page in ("ambition", "commitments")),
    *(("na-doeljaar", page, ("de enige ambitie is niet gehaald.", "the only ambition is missed.")) for page in ("theme", "department")),
    ("zonder-beginstand", "overview", ("beginstand onbekend", "baseline unknown")),
    ("zonder-beginstand", "overview", BASELINE),
    ("zonder-beginstand", "ambition", ("De beginstand is onbekend. Daarom is er geen pad.", "The baseline is unknown. That is why there is no path")),
    ("zonder-beginstand", "theme", BASELINE),
    ("zonder-beginstand", "department", BASELINE),
    ("zonder-beginstand", "commitments", CANNOT_TELL),
    ("een-contract", "ambition", ("Eén contract bepaalt dit cijfer (€ 700).", "One contract decides this figure (€700).")),
    ("creditnota", "overview", ("1 ambitie heeft nog geen waarde; hieronder staat waarom.", "1 ambition has no value yet; below it says why.")),
    *(("creditnota", page, CREDIT_NOTES) for page in PAGES),
]  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("states") / "home"
    states.fill(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBITIEMONITOR_HOME", str(home))
        yield home
    st.cache_resource.clear()


_SHOWN: dict[tuple[str, str, str], str] = {}


def shown(state: str, page: str, language: str) -> str:
    """All that a page says, with its messages and the button that says what it is about; each is made once."""
    asked = (state, page, language)
    if asked not in _SHOWN:
        address = {name: value.format(state=state) for name, value in PAGES[page].items()}
        app = opened(f"administrator/{page}.py", Role.ADMINISTRATOR, language, org=state, **address)
        titles = [message.proto.title for message in (*app.info, *app.warning)]
        buttons = [block.proto.popover.label for block in app.get("popover")]
        _SHOWN[asked] = "\n".join([said(app), *titles, *buttons]).replace("\N{NO-BREAK SPACE}", " ")
    return _SHOWN[asked]


# What a ministry reads of all of them beside each other: under eight there is a median, a lowest and a highest, and no more.
COMPARED = {
    "a withheld figure": ("Afgeschermd: te weinig leveranciers.", "Withheld: too few suppliers."),
    "another VAT basis": ("1 met een andere btw-grondslag", "1 with amounts on another VAT basis"),
    "a provisional year": ("1 met een jaar dat niet is vastgesteld", "1 with a year that is not certified"),
    "no fair comparison": ("Niet voor iedereen eerlijk te vergelijken", "Not a fair comparison for everyone"),
    "five bodies": ("laagste en hoogste", "lowest and highest"),
    "no ranking": ("dit is geen ranglijst", "this is no ranking"),
}


@pytest.fixture(scope="module")
def compared(home: Path) -> dict[str, str]:
    """What the comparison says to a ministry, by language, with its table opened; closed, the table is not there."""
    asked = {"ambitie": "fairtrade_coffee_tea_cocoa", "jaar": str(states.YEAR)}
    apps = {language: opened("ministry/compare.py", Role.MINISTRY, language, **asked) for language in LANGUAGES}
    for app in apps.values():
        assert "Gemeente na-doeljaar" not in said(app)
        app.session_state["peers_as_table"] = True
        app.run()
    return {
        language: said(app) + "\n".join(message.proto.title for message in app.info) for language, app in apps.items()
    }


@pytest.mark.parametrize("words", COMPARED.values(), ids=COMPARED)
def test_a_comparison_says_what_it_leaves_out_and_why(compared: dict[str, str], words: tuple[str, str]) -> None:
    for language, expected in zip(LANGUAGES, words, strict=True):
        assert expected in compared[language]


def test_a_comparison_gives_no_value_of_who_is_withheld_and_no_bands_of_five(compared: dict[str, str]) -> None:
    rows = compared["nl"].split("<tr>")
    (withheld,) = [row for row in rows if "Gemeente na-doeljaar" in row]
    assert "%" not in withheld
    assert "Afgeschermd" in withheld
    assert "middelste helft" not in compared["nl"]


def test_participation_says_who_delivered_nothing_and_whose_year_is_provisional() -> None:
    shown_now = said(opened("ministry/participation.py", Role.MINISTRY, jaar=str(states.YEAR)))
    for state, expected in (("leeg", "nog niets ingeleverd"), ("voorlopig", "wacht op de controller")):
        (row,) = [row for row in shown_now.split("<tr>") if f"Gemeente {state}" in row]
        assert expected in row


@pytest.mark.parametrize(("state", "page", "words"), SAYS, ids=[f"{state}, {page}" for state, page, _ in SAYS])
def test_a_page_says_in_which_state_its_organisation_is(state: str, page: str, words: tuple[str, str]) -> None:
    for language, expected in zip(LANGUAGES, words, strict=True):
        assert expected in shown(state, page, language)


@pytest.mark.parametrize("state", ["voorlopig", "creditnota"])
def test_where_no_contract_is_over_a_quarter_none_is_said_to_decide(state: str) -> None:
    assert "bepaalt dit cijfer" not in shown(state, "ambition", "nl")


def test_a_contract_decides_the_figure_of_its_department_too() -> None:
    app = opened("administrator/ambition.py", Role.ADMINISTRATOR, org="een-contract", id="een-contract", afd="inkoop")

    assert "bepaalt dit cijfer (€\N{NO-BREAK SPACE}700)" in said(app)


@pytest.mark.parametrize(
    ("page", "works_out"),
    [("overview", "series"), ("ambition", "series"), ("theme", "series_of_departments"), ("department", "series")],
)
def test_figures_are_worked_out_under_a_skeleton(page: str, works_out: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real, skeleton = getattr(service, works_out), st.skeleton
    standing: list[str] = []
    during: list[bool] = []

    class Noted:
        def __init__(self, **options: int) -> None:
            self.placeholder = skeleton(**options)

        def __enter__(self) -> None:
            standing.append(page)
            self.placeholder.__enter__()

        def __exit__(self, *left: object) -> None:
            standing.pop()
            self.placeholder.__exit__(*left)

    def noting(*asked: object, **more: object) -> object:
        during.append(bool(standing))
        return real(*asked, **more)

    monkeypatch.setattr(st, "skeleton", Noted)
    monkeypatch.setattr(service, works_out, noting)
    address = {name: value.format(state="na-doeljaar") for name, value in PAGES[page].items()}
    app = opened(f"administrator/{page}.py", Role.ADMINISTRATOR, org="na-doeljaar", **address)

    assert during
    assert during[0]
    assert not app.get("skeleton")
