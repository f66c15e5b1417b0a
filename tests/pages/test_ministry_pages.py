"""The pages of a ministry on a store with too few bodies to compare. A browser test looks at the whole example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import service
from kpi.model import Role
from tests.conftest import CopyOf
from tests.pages.newcomer import BODY, BUYER, CONTROLLER, example, newcomer_home, opened, said


@pytest.fixture(scope="module", autouse=True)
def home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with newcomer_home(copy_of, tmp_path_factory) as home:
        monitor = service.open_monitor(home, isolated=False)
        try:
            name, content = example("inkoop-2026-kwartaal-1.xlsx")
            service.submit(BUYER, monitor, BODY, 2025, name, content)
            service.certify(CONTROLLER, monitor, BODY, 2025)
        finally:
            monitor.close()
        yield home


@pytest.mark.parametrize(
    ("language", "headline", "refusal"),
    [
        ("nl", "er doen te weinig organisaties mee om te vergelijken", "Te weinig deelnemers"),
        ("en", "too few organisations take part to compare", "Too few participants"),
    ],
)
def test_one_body_is_too_few_to_compare_and_no_figure_is_shown(language, headline, refusal):
    app = opened("ministry/compare.py", Role.MINISTRY, language)
    assert headline in said(app)
    assert refusal in said(app) or refusal in [warning.proto.title for warning in app.warning]
    assert not app.get("plotly_chart"), "an empty chart shows nothing"


@pytest.mark.parametrize(
    ("language", "headline"),
    [("nl", "1 van de 1 organisaties leverde 2025 in."), ("en", "1 of the 1 organisations delivered 2025.")],
)
def test_participation_says_who_delivered_what(language, headline):
    app = opened("ministry/participation.py", Role.MINISTRY, language)
    assert headline in said(app)
    assert "Voorbeeldstad" in said(app)


def test_a_year_in_the_address_is_the_year_on_the_page():
    app = opened("ministry/participation.py", Role.MINISTRY, jaar="2024")
    assert "0 van de 1 organisaties leverden 2024 in." in said(app)


def test_an_administrator_of_the_body_sees_its_own_row_even_when_alone():
    app = opened("ministry/compare.py", Role.ADMINISTRATOR)
    assert "Voorbeeldstad" in said(app)


@pytest.mark.parametrize(
    ("role", "leads_on"), [(Role.MINISTRY, True), (Role.ADMINISTRATOR, False), (Role.PUBLIC, False)]
)
def test_only_a_ministry_is_led_to_the_names_of_who_delivered(role, leads_on):
    assert ("deelname?" in said(opened("ministry/compare.py", role))) is leads_on


@pytest.mark.parametrize(
    ("language", "headline"),
    [("nl", "In 2025 is hier geen ministerie bekend."), ("en", "No ministry is known here in 2025.")],
)
def test_without_a_ministry_the_page_of_the_rijk_says_so(language, headline):
    assert headline in said(opened("ministry/rijk.py", Role.MINISTRY, language))


def test_what_an_address_asks_to_compare_and_is_not_there_is_said():
    app = opened("ministry/compare.py", Role.MINISTRY, ambitie="xx", jaar="1999")
    titles = [warning.proto.title for warning in app.warning]
    assert "“xx” is er niet om te vergelijken" in titles
    assert "“1999” is er niet om te vergelijken" in titles
