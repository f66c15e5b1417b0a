"""Bad evidence on the page Evidence and a bad worksheet on Classify: told with cell or path, found and expected, and nothing half stored."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.model import Role
from pages.parts import app as page
from tests.cli.test_bad_evidence import CERTIFICATES, CONTRACTS, ENTITY, STATEMENTS
from tests.conftest import CopyOf
from tests.pages.newcomer import BODY, BUYER, newcomer_home, opened, press, said

REGISTER, WORDS, NOTICES = "evidence", "map", "notices"
LOAD = {"nl": "Bestand laden", "en": "Load the file"}
LOAD_NOTICES = {"nl": "Laad de aankondigingen", "en": "Load the notices"}


@pytest.fixture(scope="module", autouse=True)
def home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with newcomer_home(copy_of, tmp_path_factory) as home:
        yield home


@pytest.fixture(scope="module", params=["nl", "en"])
def evidence(request: pytest.FixtureRequest) -> tuple[AppTest, str]:
    """The page in a language, on which one file after another is tried."""
    return opened("buyer/evidence.py", Role.BUYER, request.param), request.param


def registered(app: AppTest) -> list[str]:
    """How much is registered, as the page says it."""
    return re.findall(r"<dd>(\d+)</dd>", said(app))


def given(app: AppTest, language: str, kind: str, name: str, content: str) -> str:
    """What the page says of a file."""
    if kind == NOTICES:
        app.file_uploader[-1].upload(name, content.encode())
        return said(press(app, LOAD_NOTICES[language]))
    app.radio(key="evidence_kind").set_value(kind).run()
    app.file_uploader[0].upload(name, content.encode()).run()
    return said(app)


@pytest.mark.parametrize(
    ("kind", "name", "content", "words"),
    [
        pytest.param(
            REGISTER, "percentage.csv", f"{STATEMENTS}Koffie BV;fairtrade;2024;160%;brief 1\nThee BV;fairtrade;2024;60%;brief 2\n",
            {"nl": "rij 2, kolom percentage (cel D2): gevonden “160%”, verwacht een percentage van 0 tot en met 100",
             "en": "row 2, column percentage (cell D2): found “160%”, expected a percentage from 0 to 100"},
            id="a percentage over 100",
        ),
        pytest.param(
            REGISTER, "datums.csv", f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-02-2023;03-04-2024\n",
            {"nl": "Datums zoals 01-02-2023 kunnen op twee manieren worden gelezen", "en": "Dates such as 01-02-2023 can be read in two ways"},
            id="a date order that is unclear",
        ),
        pytest.param(
            WORDS, "woorden.csv", "text;cpv\nKoffie;1586\nThee;99999999\n",
            {"nl": "rij 3, kolom cpv (cel B3): gevonden “99999999”, verwacht een CPV-code die bestaat",
             "en": "row 3, column cpv (cell B3): found “99999999”, expected a CPV code that exists"},
            id="a code that does not exist",
        ),
        pytest.param(
            NOTICES, "aankondiging.xml", ENTITY,
            {"nl": "aankondiging.xml, /: gevonden een documenttype", "en": "aankondiging.xml, /: found a document type"},
            id="XML with external entities",
        ),
        pytest.param(
            NOTICES, "plaatsen.json", '{"type": "FeatureCollection", "features": []}',
            {"nl": "plaatsen.json, /: gevonden een object met type, features, verwacht OCDS", "en": "found an object with type, features, expected OCDS"},
            id="an OCDS that is not one",
        ),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_with_its_place_and_cannot_be_kept(
    evidence: tuple[AppTest, str], kind: str, name: str, content: str, words: dict[str, str]
) -> None:
    app, language = evidence
    before = registered(app)
    assert before
    assert words[language] in given(app, language, kind, name, content)
    assert registered(app) == before
    assert kind == NOTICES or not [button for button in app.button if button.label == LOAD[language]]


def test_dates_that_can_be_read_in_two_ways_are_shown_as_they_are_written(evidence: tuple[AppTest, str]) -> None:
    app, language = evidence
    shown = given(
        app, language, REGISTER, "datums.csv", f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-02-2023;31-12-2023\n"
    )
    assert "<td>01-02-2023</td>" not in shown  # the other date of the row settles the order
    shown = given(
        app, language, REGISTER, "andere.csv", f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-02-2023;03-04-2024\n"
    )
    assert "<td>01-02-2023</td>" in shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(
            f"{CERTIFICATES}Koffie BV;Fairtrade;C1;01-01-2023;31-12-2023\nKoffie BV;Fairtrade;C2;15-06-2023;14-06-2024\n",
            {"nl": "Verwacht: één certificaat tegelijk", "en": "Expected: one certificate at a time"},
            id="certificates that overlap",
        ),
        pytest.param(
            f"{CONTRACTS}2024-1;Koffie BV;Koffie;13-02-2024;31-12-2025;1000\n2024-1;Thee BV;Thee;13-02-2024;31-12-2025;2000\n",
            {
                "nl": "Contractnummer 2024-1 hoort bij 2 contracten",
                "en": "Contract number 2024-1 is that of 2 contracts",
            },
            id="a contract number of two contracts",
        ),
    ],
)
def test_what_a_person_must_decide_is_told_before_anything_is_kept(
    evidence: tuple[AppTest, str], content: str, words: dict[str, str]
) -> None:
    app, language = evidence
    before = registered(app)
    shown = given(app, language, REGISTER, "register.csv", content)
    assert words[language] in shown
    assert registered(app) == before


def test_a_worksheet_that_was_edited_is_told_with_its_cells_and_nothing_is_applied() -> None:
    app = opened("buyer/classify.py", Role.BUYER)
    book = openpyxl.load_workbook(io.BytesIO(service.make_worksheet(BUYER, page.opened(), BODY, 2026, None, "nl")))
    sheet = book.worksheets[0]
    texts = [sheet["B2"].value, sheet["B3"].value]
    sheet["B2"].value, sheet["B3"].value, sheet["H4"].value = texts[1], texts[0], "99999999"
    changed = io.BytesIO()
    book.save(changed)
    before = said(app).split("</h1>")[0]
    app.file_uploader[0].upload("werkblad.xlsx", changed.getvalue()).run()
    for words in (
        "Eerst moeten 3 cellen worden verbeterd",
        f"cel B2: gevonden “{texts[1]}”, verwacht “{texts[0]}”",
        "cel H4: gevonden “99999999”, verwacht een keuze uit de lijst",
        "Waarschijnlijk is één kolom apart gesorteerd",
    ):
        assert words in said(app)
    assert said(app).split("</h1>")[0] == before
