"""The main path of procurement in a real browser: from a file to a certified year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit, give_file, press
from tests.pages.newcomer import EXAMPLE

expect.set_options(timeout=30_000)  # on a machine that does other work too


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


def choose_file(page: Page, settle: Settle, file: Path, part: str, year: str = "2026") -> None:
    give_file(page, settle, page.locator("input[type=file]"), file)
    page.get_by_label("Deel van het jaar").fill(part)
    page.get_by_label("Deel van het jaar").press("Enter")
    settle(page)
    page.get_by_role("combobox", name="Over welk jaar?").click()
    page.get_by_role("option", name=year, exact=True).click()
    settle(page)
    press(page, settle, "Bestand bekijken")


def test_a_file_is_read_checked_submitted_and_certified_by_another_person(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, "/inlezen?rol=buyer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uitgaven inlezen")
    choose_file(page, settle, EXAMPLE / "inkoop-2026-kwartaal-3-met-vraag.csv", "Q3")

    expect(page.get_by_role("heading", name="We vonden 1 tabel")).to_be_visible()
    expect(page.locator("li[aria-current=step]")).to_have_text("2. Tabel en kolommen")
    assert axe(page) == []
    page.get_by_role("radio", name="03/07/2026: 3 juli 2026").check(force=True)
    settle(page)
    press(page, settle, "Kolommen kloppen: naar controles")

    expect(page.get_by_role("heading", name="Bevindingen")).to_be_visible()
    press(page, settle, "Naar wat telt mee")
    expect(page.get_by_text("Sluit aan.")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Telt mee als inkoop")).to_be_visible()
    assert axe(page) == []
    page.get_by_text("Ik heb de bedragen vergeleken").click()
    settle(page)
    press(page, settle, "Indienen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw bestand is ingediend")
    page.get_by_role("link", name="Alle leveringen").click()
    settle(page)
    expect(page.get_by_role("link", name="Q3")).to_be_visible()

    visit(page, "/leveringen?rol=controller")
    press(page, settle, "2026 vaststellen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Het jaar 2026 is compleet en vastgesteld")


def test_a_finished_step_is_a_link_that_works_with_the_keyboard(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, "/inlezen?rol=buyer")
    choose_file(page, settle, EXAMPLE / "inkoop-2026-kwartaal-2.csv", "Q2", "2025")
    page.get_by_role("link", name="1. Bestand").focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page.get_by_text("Eerder gekozen:")).to_be_visible()
    expect(page.locator("li[aria-current=step]")).to_have_text("1. Bestand")


@pytest.mark.parametrize(
    "address", ["inlezen", "leveringen", "indelen", "bewijs", "vastleggen", "vastleggen?id=nieuw", "beheer"]
)
def test_every_page_fits_a_phone_and_is_accessible_in_the_dark(
    new_page: Callable[..., Page], visit: Visit, axe: Axe, address: str
) -> None:
    page = new_page(width=360, height=780, color_scheme="dark")
    visit(page, f"/{address}{'&' if '?' in address else '?'}rol=buyer")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("area => area.scrollWidth - area.clientWidth") <= 0
    assert axe(page) == []


def test_a_faulty_file_is_corrected_in_its_reply_workbook_and_submitted(
    page: Page, visit: Visit, settle: Settle, axe: Axe, tmp_path: Path
) -> None:
    faulty = tmp_path / "uitgaven-2024.csv"
    lines = [f"Bakker {number} BV;F{number};{100 + number},50;{number + 13:02d}-01-2024" for number in range(8)]
    lines[3] = lines[3].replace("103,50", "zie bijlage")
    faulty.write_text("\n".join(["Leverancier;Factuurnummer;Bedrag excl. btw;Factuurdatum", *lines, ""]))
    visit(page, "/inlezen?rol=buyer")
    choose_file(page, settle, faulty, "Correctie", "2024")
    press(page, settle, "Kolommen kloppen: naar controles")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download uw bestand met de bevindingen").click()
    reply = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(reply)
    assert reply.name == "uitgaven-2024-bevindingen.xlsx"

    workbook = openpyxl.load_workbook(reply)
    table = workbook.worksheets[1]
    assert "Moet opgelost" in table["C5"].comment.text
    table["C5"] = 203.5
    workbook.save(reply)
    press(page, settle, "Ander bestand")
    give_file(page, settle, page.locator("input[type=file]"), reply)
    press(page, settle, "Bestand bekijken")
    expect(page.get_by_text("Dit is een correctie van uw concept uitgaven-2024.csv, Correctie 2024.")).to_be_visible()
    press(page, settle, "Kolommen kloppen: naar controles")
    expect(page.get_by_role("heading", name="Wat deze correctie wijzigt")).to_be_visible()
    expect(page.get_by_text("zie bijlage →")).to_be_visible()
    expect(page.get_by_role("heading", name="Opgelost (1)")).to_be_visible()
    assert axe(page) == []
    press(page, settle, "Naar wat telt mee")
    page.get_by_text("Ik heb de bedragen vergeleken").click()
    settle(page)
    press(page, settle, "Indienen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Uw bestand is ingediend")
    expect(page.get_by_text("932,00").first).to_be_visible()
