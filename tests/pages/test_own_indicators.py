"""The page where a body makes an indicator of its own by choosing, and the versions of definitions on the page Help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.measure import load_indicators, version_notes
from kpi.measure.versions import VersionNote
from kpi.model import Message, Role
from kpi.service.catalogue import Catalogue
from kpi.service.renewing import renew
from tests.conftest import CopyOf
from tests.pages.newcomer import BODY, BUYER, fill, opened, press, said

PAGE = "buyer/own_indicators.py"
SEE = "Bekijk wat dit met onze regels doet"


@pytest.fixture(autouse=True)
def home(copy_of: CopyOf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    home = copy_of(fill, tmp_path / "home")
    monkeypatch.setenv("AMBITIEMONITOR_HOME", str(home))
    yield home
    st.cache_resource.clear()


def chosen(app: AppTest) -> AppTest:
    """Coffee, tea and cocoa that is fairtrade, on the theme of the supply chain."""
    app.text_input(key="own_name").set_value("Onze koffie")
    app.multiselect(key="own_themes").set_value(["KET"])
    app.multiselect(key="own_scope_cpv").set_value(["1586", "1584"])
    app.multiselect(key="own_criterion_properties").set_value(["fairtrade"]).run()
    return app


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "Voorbeeldstad heeft geen eigen indicatoren."), ("en", "Voorbeeldstad has no indicators of its own.")],
)
def test_the_page_opens_with_how_many_there_are(language: str, words: str) -> None:
    assert words in said(opened(PAGE, Role.BUYER, language))


def test_what_is_missing_is_named_and_nothing_can_be_kept_unseen() -> None:
    app = opened(PAGE, Role.BUYER, id="nieuw")
    assert "Nog niet ingevuld: de naam, een thema, wat voldoet." in said(app)
    assert next(button for button in app.button if button.label == SEE).disabled
    chosen(app)
    assert "Bewaren" not in [button.label for button in app.button]


def test_it_is_seen_on_the_lines_kept_changed_and_both_versions_stay_visible() -> None:
    app = press(chosen(opened(PAGE, Role.BUYER, id="nieuw")), SEE)
    shown = said(app)
    assert "In 2026 zou het zijn: bewezen" in shown
    assert "Wat wij uitgeven aan koffie, thee en aanverwante producten (CPV 1586)" in shown
    assert "Het deel van die uitgaven dat voldoet: fairtrade." in shown
    assert "Hoort erbij en voldoet" in shown

    app.multiselect(key="own_criterion_properties").set_value(["fairtrade", "organic"]).run()
    assert "U wijzigde iets. Bekijk opnieuw wat het doet" in said(app)
    assert "Bewaren" not in [button.label for button in app.button]
    app.multiselect(key="own_criterion_properties").set_value(["fairtrade"]).run()
    press(app, "Bewaren")
    assert app.query_params["id"] == "own_onze_koffie"
    assert "Onze koffie (eigen indicator)" in said(app)

    app = opened(PAGE, Role.BUYER, id="own_onze_koffie", wijzig="1")
    assert app.multiselect(key="own_scope_cpv").value == ["1586", "1584"]
    app.multiselect(key="own_criterion_properties").set_value(["fairtrade", "organic"]).run()
    press(app, SEE)
    assert "Dit meet iets anders: het wordt versie 2." in said(app)
    press(app, "Bewaren")
    assert "Zeg waarom, in hoogstens 1000 tekens" in said(app)
    app.text_input(key="own_reason").set_value("Biologisch telt ook.").run()
    press(app, "Bewaren")
    shown = said(app)
    assert "Versie 2, sinds" in shown
    assert "Biologisch telt ook." in shown
    assert "Het deel van die uitgaven dat voldoet: fairtrade of biologisch." in shown
    press(app, "Bekijk wat elke versie van onze cijfers maakt")
    assert "Cijfers per versie" in said(app)


def test_it_ends_with_a_reason_which_stands_first_on_its_page_and_can_be_used_again() -> None:
    press(press(chosen(opened(PAGE, Role.BUYER, id="nieuw")), SEE), "Bewaren")
    app = opened(PAGE, Role.BUYER, id="own_onze_koffie")
    press(app, "Beëindigen")
    assert "Zeg waarom, in hoogstens 1000 tekens" in said(app)
    app.text_input(key="own_end_reason").set_value("Wij volgen de landelijke.").run()
    press(app, "Beëindigen")
    assert "Voorbeeldstad gebruikt geen eigen indicator meer." in said(app)

    app = opened(PAGE, Role.BUYER, id="own_onze_koffie")
    shown = said(app)
    assert "Wij volgen de landelijke. Hij wordt niet meer gemeten" in shown
    assert "Beëindigen" not in [button.label for button in app.button]
    press(app, "Weer gebruiken")
    assert "Wijzigen" in [button.label for button in app.button]


def test_it_can_be_chosen_for_a_commitment_and_is_marked_there() -> None:
    press(press(chosen(opened(PAGE, Role.BUYER, id="nieuw")), SEE), "Bewaren")
    app = opened("buyer/commit.py", Role.BUYER, id="nieuw", ambitie="own_onze_koffie")
    assert app.selectbox(key="commit_indicator").value == "own_onze_koffie"
    assert "Onze koffie (eigen indicator)" in app.selectbox(key="commit_indicator").options


def test_the_ministry_has_no_such_page_and_no_such_indicator_to_compare() -> None:
    press(press(chosen(opened(PAGE, Role.BUYER, id="nieuw")), SEE), "Bewaren")
    app = opened("ministry/compare.py", Role.MINISTRY)
    assert not any("eigen indicator" in option for box in app.selectbox for option in box.options)
    with pytest.raises(ValueError, match="own_indicators"):
        opened(PAGE, Role.MINISTRY)
    app = opened("everyone/method.py", Role.PUBLIC)
    assert "eigen indicator" not in said(app)


def test_help_shows_what_a_later_version_changed_and_what_it_did_to_the_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shipped = load_indicators()
    name = "fairtrade_coffee_tea_cocoa"
    later = replace(shipped[name], version=2, scope={"field": "cpv", "starts_with": ["15863"]})
    catalogue = Catalogue(
        {**shipped, name: later},
        {**{(one.id, one.version): one for one in shipped.values()}, (name, 2): later},
    )
    notes = {**version_notes(name), 2: VersionNote("", shipped[name].since, Message("Alleen thee.", "Tea only."))}
    monkeypatch.setattr("kpi.service.opening.shipped", lambda: catalogue)
    monkeypatch.setattr("kpi.measure.version_notes", lambda indicator: notes)
    monkeypatch.setattr("kpi.service.opening.renew_beside", renew)
    app = opened("everyone/method.py", Role.BUYER, id=name)
    shown = said(app)
    assert "Gewijzigde definities" in said(opened("everyone/method.py", Role.BUYER))
    assert "Alleen thee." in shown
    assert "Wat wij uitgeven aan thee (CPV 15863)." in shown
    press(app, "Bekijk wat elke versie van onze cijfers maakt")
    assert "Cijfers per versie" in said(app)


def test_what_came_from_a_file_and_cannot_be_chosen_is_changed_in_its_file(home: Path) -> None:
    monitor = service.open_monitor(home, isolated=False)
    nested = {"any": [{"all": [{"property": "fairtrade"}, {"property": "organic"}]}, {"property": "biobased"}]}
    values = {"id": "own_x", "name": "X", "themes": ["KET"], "scope": {"all": []}, "criterion": nested}
    service.save_own_indicator(BUYER, monitor, BODY, "x.toml", values)
    monitor.close()
    app = opened(PAGE, Role.BUYER, id="own_x")
    assert "Wijzig haar in dat bestand" in said(app)
    assert "Wijzigen" not in [button.label for button in app.button]


def test_a_promise_on_it_is_marked_wherever_it_stands(home: Path) -> None:
    monitor = service.open_monitor(home, isolated=False)
    values = {
        "id": "own_x",
        "name": "X",
        "themes": ["KET"],
        "scope": {"all": []},
        "criterion": {"property": "fairtrade"},
    }
    service.save_own_indicator(BUYER, monitor, BODY, "x.toml", values)
    promise = b"""id = "x"
indicator = "own_x"
text = "Tien procent"
responsible = "wethouder"
target = {year = 2030, value = 10}
decision = {kind = "besluit", body = "college", date = 2025-01-01, reference = "1"}
"""
    service.load_commitment_file(BUYER, monitor, BODY, "x.toml", promise)
    monitor.close()
    mark = '<span class="own">eigen indicator</span>'
    assert mark in said(opened("buyer/commit.py", Role.BUYER))
    assert mark in said(opened("buyer/commit.py", Role.BUYER, id="x"))
    assert mark in said(opened("administrator/commitments.py", Role.ADMINISTRATOR))
    assert mark in said(opened("administrator/ambition.py", Role.ADMINISTRATOR, id="x"))
    assert "X (eigen indicator)" in said(opened("administrator/overview.py", Role.ADMINISTRATOR))
