"""Departments in files and the trail of a year, on the pages themselves; and how a join is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st

from kpi import service
from kpi.model import Role
from pages.parts import ambitions_of, series, trajectory
from tests.pages.make import figure
from tests.pages.newcomer import BODY, BUYER, CONTROLLER, fill, opened, press, said

SPEND = """\
Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw
Bureau Ergens BV;A1;14-02-2025;Kst 4410;Advies;120.000,00
Bureau Ergens BV;A2;15-02-2025;Stadsbeheer;Advies;80.000,00
Bureau Ergens BV;A3;16-02-2025;;Advies;4.200,00
"""


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The store of a newcomer, with 2025 in two expected parts: one was certified, reopened and replaced, the other is not there."""
    home = tmp_path_factory.mktemp("reorganisation") / "home"
    fill(home)
    monitor = service.open_monitor(home, isolated=False)
    service.save_body(BUYER, monitor, replace(monitor.body(BODY), parts=("Q1", "Q2")))
    answers = {"amount_basis": "net"}
    service.submit(BUYER, monitor, BODY, 2025, "a.csv", SPEND.encode(), "Q1", answers)
    service.certify(CONTROLLER, monitor, BODY, 2025, "Q1")
    service.reopen(CONTROLLER, monitor, BODY, 2025, "factuur dubbel geboekt", "Q1")
    service.submit(BUYER, monitor, BODY, 2025, "a.csv", SPEND.replace("80.000", "90.000").encode(), "Q1", answers)
    monitor.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBITIEMONITOR_HOME", str(home))
        yield home
    st.cache_resource.clear()


def test_a_text_without_a_department_is_chosen_once_and_can_be_taken_back() -> None:
    app = opened("buyer/manage.py", Role.BUYER)
    assert "1 regel noemt geen afdeling" in said(app)
    key = f"department_of_{BODY}_Kst 4410"
    assert "€\N{NO-BREAK SPACE}120.000 · 1 regel · 2025" in app.selectbox(key=key).label
    app.selectbox(key=key).select("stadsbeheer")
    press(app, "Deze keuzes bewaren")
    assert "1 levering is opnieuw berekend." in said(app)
    assert "Elke afdelingstekst in uw bestanden heeft een afdeling." in said(app)
    press(app, "Ongedaan maken")
    assert app.selectbox(key=key).value is None


def test_a_year_says_what_it_lacks_who_certifies_it_again_and_what_was_done_to_it() -> None:
    shown = said(opened("buyer/submissions.py", Role.CONTROLLER))
    assert "Verwacht en nog niet ingediend: Q2." in shown
    assert "Het moet opnieuw" in shown or "stelt het opnieuw vast" in shown
    assert "2025 is een boekjaar." in shown
    assert "factuur dubbel geboekt" in shown


def test_a_joined_year_is_marked_in_the_table_the_key_and_the_chart() -> None:
    now = figure(year=2025)
    before = replace(figure(year=2024), joined=("Oost", "West <1>"))
    table = series.history_table("nl", now.indicator, [before, now])
    assert "optelling van Oost, West &lt;1&gt;" in table
    assert "t/m 2024 een optelling" in series.key("nl", None, [before, now], None)
    lines = trajectory.trajectory("nl", now.indicator, [before, now], None, None).layout.shapes
    assert [line.x0 for line in lines if line.name == "join"] == [2024.5]
    assert not trajectory.trajectory("nl", now.indicator, [now], None, None).layout.shapes


def test_the_unknown_department_is_said_with_its_euros() -> None:
    words = ambitions_of.unknown_words("nl", {"": 30_000_000, "ict": 61_000_000})
    assert words.startswith("Afdeling onbekend: €\N{NO-BREAK SPACE}300.000 van €\N{NO-BREAK SPACE}910.000.")
