"""Public notices and the audit sample in a real browser: loaded and refused, drawn, a line rejected, and what follows from it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit, give_file, press
from tests.intake.notices import RESULT, YEARS, code, eforms, goal, lot, package, release

expect.set_options(timeout=30_000)

SUPPLIER = "Hazewiek Koffiebranderij B.V."
NOTICE = package(
    release(
        goal("social.smeInclusion", "awardCriteria"),
        tender={"title": "Warme dranken <b>stadskantoor</b>"},
        parties=[{"id": "s", "name": SUPPLIER}],
        awards=[{"id": "a", "status": "active", "suppliers": [{"id": "s"}]}],
        contracts=[{"id": "2024-0105", "awardID": "a", "dateSigned": "2024-01-01T00:00:00Z"}],
    )
)
EFORMS = eforms(
    lot(
        codes=code("strategic-procurement", "inn-pur")  # BT-06
        + code("environmental-impact", "circ-econ")  # BT-774
        + code("social-objective", "gen-eq")  # BT-775
        + code("innovative-acquisition", "prod-innov")  # BT-776
        + code("gpp-criteria", "eu"),  # BT-805
        period=YEARS,
    ),
    RESULT,
    root="ContractAwardNotice",
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY outside SYSTEM "file:///etc/hostname">]>'


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


def load(page: Page, settle: Settle, name: str, content: bytes) -> None:
    files = page.locator('input[type="file"]').last
    give_file(page, settle, files, {"name": name, "mimeType": "application/json", "buffer": content})
    page.get_by_role("button", name="Laad de aankondigingen").click()
    settle(page)


def test_notices_are_loaded_or_refused_and_stand_apart_from_what_was_delivered(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, "/bewijs?rol=buyer&jaar=2026")
    load(page, settle, "fout.json", package(release(goal("duurzaam.alles"))))
    expect(page.get_by_text("/releases/0/tender/sustainability/0/goal")).to_be_visible()

    load(page, settle, "aankondiging.json", NOTICE)
    expect(page.get_by_text("1 perceel in aankondigingen; vragen om iets duurzaams: 1")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="Warme dranken <b>stadskantoor</b>")
    expect(row).to_contain_text("als gunningscriterium")
    expect(row).to_contain_text(SUPPLIER)
    assert axe(page) == []

    visit(page, "/ambitie?rol=administrator&jaar=2026&id=voorbeeldstad-sme-share")
    expect(page.get_by_role("heading", name="Gevraagd, geleverd, effect")).to_be_visible()
    expect(page.get_by_text("zeker onder contracten waarin het gevraagd is")).to_be_visible()
    assert axe(page) == []


def test_an_eforms_notice_is_loaded_and_its_codes_stand_as_themes_and_one_that_reaches_outside_or_a_zip_of_two_is_refused(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, "/bewijs?rol=buyer&jaar=2026")
    load(page, settle, "buiten.xml", eforms(before=OUTSIDE))
    expect(page.get_by_text("<!DOCTYPE>").first).to_be_visible()

    two = io.BytesIO()
    with zipfile.ZipFile(two, "w") as packed:
        packed.writestr("een.xml", EFORMS)
        packed.writestr("twee.xml", eforms(notice="n-2"))
    load(page, settle, "twee.zip", two.getvalue())
    expect(page.get_by_text("een.xml, twee.xml").first).to_be_visible()

    load(page, settle, "gunning.xml", EFORMS)
    row = page.get_by_role("row").filter(has_text="Kantoormeubilair")
    expect(row).to_contain_text("Meubel Verzonnen B.V.")
    for theme in ("Circulair", "Diversiteit", "Innovatie"):
        expect(row).to_contain_text(theme)
    assert axe(page) == []


def test_a_sample_is_drawn_a_line_rejected_and_the_result_stands_beside_the_figure(
    page: Page, visit: Visit, settle: Settle, axe: Axe, tmp_path: Path
) -> None:
    visit(page, "/bewijs?rol=controller&jaar=2026")
    page.get_by_role("link", name="Controleer een willekeurig deel van wat is geclaimd").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Steekproef over 2026")
    page.get_by_label("Toevalsgetal", exact=True).fill("2026")
    page.get_by_role("button", name="Trek de steekproef").click()
    settle(page)
    expect(page.get_by_text("0 van 30 regels zijn gecontroleerd.")).to_be_visible()
    assert axe(page) == []

    reject = page.get_by_role("radiogroup", name="Regel 1: klopt wat is geclaimd?").get_by_text(
        "klopt niet", exact=True
    )
    reject.click()
    page.get_by_role("button", name="Bewaar de bevindingen").click()
    settle(page)
    expect(page.get_by_text("Regel 1 is afgekeurd zonder toelichting")).to_be_visible()
    page.get_by_label("Toelichting bij regel 1", exact=True).fill("geen mkb volgens het handelsregister")
    page.get_by_label("Document bij regel 1", exact=True).fill("uittreksel 12")
    page.get_by_role("button", name="Bewaar de bevindingen").click()
    settle(page)
    expect(page.get_by_text("De bevindingen zijn bewaard en de cijfers zijn opnieuw gemeten.")).to_be_visible()
    expect(page.get_by_text("1 van 30 regels zijn gecontroleerd.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download de steekproef met de bevindingen").click()
    kept = tmp_path / "antwoord.xlsx"
    download.value.save_as(kept)
    book = openpyxl.load_workbook(kept)
    assert "geen mkb volgens het handelsregister" in {cell.value for row in book["Regels"].iter_rows() for cell in row}

    book["Regels"]["K3"].value, book["Regels"]["K4"].value = "klopt", "misschien"
    book.save(kept)
    page.get_by_text("Invullen in een spreadsheet").click()
    settle(page)
    give_file(page, settle, page.locator("input[type=file]"), kept)
    expect(page.get_by_text("cel K4: gevonden “misschien”, verwacht “klopt” of “klopt niet”")).to_be_visible()
    expect(page.get_by_text("1 van 30 regels zijn gecontroleerd.")).to_be_visible()
    assert axe(page) == []
    book["Regels"]["K4"].value = None
    book.save(tmp_path / "beter.xlsx")
    give_file(page, settle, page.locator("input[type=file]"), tmp_path / "beter.xlsx")
    press(page, settle, "1 bevinding bewaren")
    expect(page.get_by_text("2 van 30 regels zijn gecontroleerd.")).to_be_visible()

    visit(page, "/ambitie?rol=controller&jaar=2026&id=voorbeeldstad-sme-share")
    expect(page.get_by_role("heading", name="Steekproef")).to_be_visible()
    expect(page.get_by_text("toevalsgetal 2026")).to_be_visible()
    visit(page, "/leveringen?rol=controller&jaar=2026")
    expect(page.get_by_role("link", name="Naar de steekproeven")).to_be_visible()
    assert axe(page) == []
