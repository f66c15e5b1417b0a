"""The page Classify: its groups by ambition, their rows, and after a choice whether what was bought meets what was promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.model import Role
from pages.parts.worklist import Choice
from tests.conftest import CopyOf
from tests.pages.newcomer import opened, press, said
from tests.pages.shown import markup
from tests.service.conftest import BODY, BUYER, COMMITMENT, NET
from tests.service.spent import HEADER, NAME

ROWS = "Koffie BV;F3;14-02-2024;Koffie en thee;500,00\nKoffie BV;F4;14-02-2024;Koffie, thee;40,00\nWegen BV;F5;14-02-2024;Onderhoud wegen;7,00\n"
KEEP = "Antwoorden bewaren"


def fill(home: Path) -> None:
    monitor = service.open_monitor(home, isolated=False)
    service.load_body_file(BUYER, monitor, "body.toml", BODY)
    service.load_commitment_file(BUYER, monitor, NAME, "c.toml", COMMITMENT.format(target=85).encode())
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", (HEADER + ROWS).encode(), "all", NET)
    monitor.close()


@pytest.fixture
def home(copy_of: CopyOf, tmp_path: Path) -> Iterator[Path]:
    copy_of(fill, tmp_path / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBITIEMONITOR_HOME", str(tmp_path / "home"))
        yield tmp_path / "home"
    st.cache_resource.clear()


def classified(cpv: str = "1586") -> AppTest:
    app = opened("buyer/classify.py", Role.BUYER, org=NAME)
    app.selectbox(key="category_0").set_value(Choice(cpv=cpv)).run()
    return press(app, "Opslaan")


def bounds(home: Path) -> tuple[Fraction, Fraction]:
    st.cache_resource.clear()
    monitor = service.open_monitor(home, isolated=False)
    found = service.figures(BUYER, monitor, NAME, 2024, indicator="fairtrade_coffee_tea_cocoa")[0].share
    monitor.close()
    return found.proven, found.possible


def field(kind, label: str):
    return next(one for one in kind if one.label == label)


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.expander]


@pytest.mark.parametrize(
    ("answer", "kind", "reference", "found"),
    [
        ("yes", "label", "FLO 123", (1, 1)),
        ("yes", "statement", "", (0, 1)),
        ("no", None, "2026-118", (0, 0)),
        ("no", None, "", (0, 1)),
    ],
    ids=[
        "yes with a document is proven",
        "yes without one stays possible",
        "no with a document is neither",
        "no without one stays possible",
    ],
)
def test_the_answer_is_evidence_of_what_it_says(home, answer, kind, reference, found):
    app = classified()
    assert "Voldoet “Koffie en thee” ook?" in labels(app)
    field(app.radio, "Fairtrade?").set_value(answer)
    field(app.selectbox, "Waaruit blijkt dat?").set_value(kind)
    field(app.text_input, "Keurmerk, contractnummer of document").set_value(reference)
    press(app, KEEP)
    assert "Uw antwoord staat bij het bewijs." in said(app)
    assert "Voldoet “Koffie en thee” ook?" not in labels(app)
    assert bounds(home) == found


@pytest.mark.parametrize("answer", ["unknown", "yes"])
def test_what_is_not_known_or_not_shown_is_not_kept(home, answer):
    app = classified()
    field(app.radio, "Fairtrade?").set_value(answer)
    press(app, KEEP)
    assert "zeg bij een ja waaruit het blijkt" in said(app)
    assert bounds(home) == (0, 1)


def test_an_answer_that_was_not_kept_does_not_stand_with_the_next_text(home):
    app = classified()
    field(app.radio, "Fairtrade?").set_value("yes").run()
    app.selectbox(key="category_0").set_value(Choice(cpv="1586")).run()
    press(app, "Opslaan")
    assert "Voldoet “Koffie, thee” ook?" in labels(app)
    assert field(app.radio, "Fairtrade?").value == "unknown"


def test_where_no_promise_is_about_the_category_nothing_is_asked(home):
    assert not [one for one in labels(classified("45")) if one.startswith("Voldoet")]


def cards(app: AppTest) -> list[str]:
    return re.findall(r"<h3>[^<]* · ([^<]+)</h3>", markup(app))


def test_the_groups_of_one_ambition_are_those_that_are_probably_about_it(home):
    app = opened("buyer/classify.py", Role.BUYER, org=NAME)
    assert cards(app) == ["Koffie en thee", "Koffie, thee", "Onderhoud wegen"]
    chosen = app.selectbox(key="classify_ambition").set_value("fairtrade_coffee_tea_cocoa").run()
    assert cards(chosen) == ["Koffie en thee", "Koffie, thee"]
