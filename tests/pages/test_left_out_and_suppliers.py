"""The pages What does not count and Suppliers, run whole on a real store, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi.model import Role
from tests.conftest import CopyOf
from tests.pages.mixed_spend import SPEND, fill
from tests.pages.newcomer import opened, press, said, whole
from tests.pages.shown import markup

LEAVE_OUT = "Aangevinkte posten weglaten"


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path) -> Iterator[Path]:
    copy_of(fill, tmp_path / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBITIEMONITOR_HOME", str(tmp_path / "home"))
        yield tmp_path / "home"
    st.cache_resource.clear()


def count_subsidy(app: AppTest) -> None:
    app.button(key="count_in_subsidy").click().run()
    whole(app)


def euros(text: str) -> str:
    return f"€\N{NO-BREAK SPACE}{text}"


def test_what_is_no_procurement_is_proposed_confirmed_kept_in_and_undone(home):
    app = opened("buyer/left_out.py", Role.BUYER)
    assert f"{euros('419.790,00')} van {euros('419.790,00')} telt mee als inkoop" in said(app)
    assert f"Waarvan zorg in natura: {euros('30.000,00')}" in said(app)
    assert f"Natuurlijke personen: {euros('90,00')}, 1 regel." in said(app)

    press(app, LEAVE_OUT)
    assert f"{euros('271.790,00')} van {euros('419.790,00')} telt mee als inkoop" in said(app)
    assert "3 besluiten bewaard." in said(app)
    assert "besloten door inkoop (deze computer)" in said(app)
    count_subsidy(app)
    assert "Kies hierboven wat toch meetelt." in said(app)
    app.selectbox(key="counted_subsidy").select("Subsidies sport")
    count_subsidy(app)
    assert "Zeg waarom, in hoogstens 1000 tekens." in said(app)
    app.selectbox(key="counted_subsidy").select("Subsidies sport")
    app.text_input(key="why_subsidy").set_value("het is <inkoop>")
    count_subsidy(app)
    assert f"{euros('291.790,00')} van" in said(app)
    assert "Reden: het is &lt;inkoop&gt;" in markup(app)
    press(app, "Ongedaan maken: Salarissen")
    assert f"{euros('299.790,00')} van" in said(app)


def test_accounts_are_left_out_by_range_and_what_is_no_range_is_told(home):
    app = opened("buyer/left_out.py", Role.BUYER)
    app.text_input(key="first_account").set_value("43999")
    app.text_input(key="last_account").set_value("43000")
    press(app, "Deze rekeningen weglaten")
    assert "Verwacht: één rekeningcode" in said(app)
    app.text_input(key="first_account").set_value("43000")
    app.text_input(key="last_account").set_value("43199")
    app.selectbox(key="account_reason").select("transfer")
    press(app, "Deze rekeningen weglaten")
    assert f"{euros('419.000,00')} van" in said(app)
    assert "rekeningen 43000-43199" in said(app)


def test_a_whole_submission_is_left_out(home):
    app = opened("buyer/left_out.py", Role.BUYER)
    app.selectbox(key="whole_reason").select("subsidy")
    press(app, "Deze levering weglaten")
    assert f"{euros('0,00')} van {euros('419.790,00')} telt mee als inkoop" in said(app)


def test_two_names_are_put_together_and_taken_apart_and_no_person_is_named(home):
    app = opened("buyer/suppliers.py", Role.BUYER)
    assert "8 leveranciers" in said(app)
    assert "Vries" not in said(app)
    press(app, "Eén: Wegenbouwbedrijf Ergems BV en Wegenbouwbedrijf Ergens BV")
    assert "7 leveranciers" in said(app)
    assert "zijn één leverancier" in said(app)
    press(app, "Ongedaan maken: Wegenbouwbedrijf Ergems BV · Wegenbouwbedrijf Ergens BV")
    assert "8 leveranciers" in said(app)


@pytest.mark.parametrize("page", ["left_out", "suppliers"])
def test_the_pages_open_in_english(home, page):
    shown = said(opened(f"buyer/{page}.py", Role.BUYER, "en"))
    assert ("counts as procurement" if page == "left_out" else "8 suppliers") in shown


def test_a_new_file_shows_what_is_proposed_before_it_is_submitted_and_what_it_wholly_is(home):
    app = opened("buyer/upload.py", Role.BUYER)
    app.file_uploader(key="spend_file_new").upload("later.csv", SPEND.replace("-2024", "-2025").encode())
    app.selectbox(key="upload_year").select(2025)
    press(app, "Bestand bekijken")
    press(app, "Kolommen kloppen: naar controles")
    press(app, "Naar wat telt mee")
    assert "Is dit inkoop?" in said(app)
    assert f"Waarvan zorg in natura: {euros('30.000,00')}" in said(app)
    press(app, LEAVE_OUT)
    assert "271.790,00" in said(app)
    reasons = {one.label for one in app.expander}
    assert f"Salarissen en sociale lasten: {euros('8.000,00')}" in reasons
    assert "<b>Salarissen</b>" in said(app)  # the rule that decided
    assert '<th scope="row">2</th><td>Personeel BV</td>' in said(app)
    kind = next(box for box in app.selectbox if (box.key or "").startswith("file_kind_"))
    kind.select("subsidy").run()
    whole(app)
    assert "419.790,00" in said(app)
    assert "Is dit inkoop?" not in said(app)
    app.checkbox(key="sure").check().run()
    press(app, "Indienen")
    assert app.query_params["stap"] == "5"
    after = opened("buyer/left_out.py", Role.BUYER, jaar="2025")
    assert f"{euros('0,00')} van {euros('419.790,00')} telt mee als inkoop" in said(after)
