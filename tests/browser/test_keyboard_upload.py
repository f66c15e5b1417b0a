"""The five steps of an upload by the keyboard alone, from the menu to a submitted file: Tab, Enter, Space, arrows and typing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.browser.acts import Settle, Visit, enter_named, tab_to

expect.set_options(timeout=60_000)  # on a machine that does other work too

FILE = """Zakenpartner;Factuurdatum;Bedrag;Opmerking
Jansen Groen BV;31-01-2024;1.250,00;eerste termijn
De Vries Infra;14-02-2024;12.400,00;tweede termijn
Bakker BV;15-02-2024;-84,70;creditnota
"""
TOTAL = "13.565,30"


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


def fill(page: Page, settle: Settle, field: str, words: str) -> None:
    tab_to(page, f".st-key-{field} input")
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    settle(page)


def choose(page: Page, file: Path) -> None:
    """Presses Enter on the field of the file, again where the page was just drawn anew, and chooses the file."""
    for _ in range(6):
        tab_to(page, "[data-testid=stFileUploader] button")
        try:
            with page.expect_file_chooser(timeout=10_000) as chooser:
                page.keyboard.press("Enter")
        except TimeoutError:
            continue
        chooser.value.set_files(file)
        return
    pytest.fail("Enter does not open the choice of a file")


def step(page: Page, name: str) -> None:
    expect(page.locator("li[aria-current=step]")).to_have_text(name)


def test_a_buyer_submits_a_file_without_a_mouse(page: Page, visit: Visit, settle: Settle, tmp_path: Path) -> None:
    file = tmp_path / "toetsen.csv"
    file.write_text(FILE, encoding="utf-8")
    visit(page, "/?rol=buyer")
    enter_named(page, settle, "Inlezen")
    step(page, "1. Bestand")

    tab_to(page, ".st-key-upload_year input")
    page.keyboard.type("2024")
    page.keyboard.press("Enter")
    settle(page)
    fill(page, settle, "upload_part", "toetsen")
    choose(page, file)
    expect(page.get_by_role("button", name=" weghalen")).not_to_have_count(0)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    settle(page)
    fill(page, settle, "upload_ledger", TOTAL)
    expect(page.get_by_text(f"Wij lezen: € {TOTAL}")).to_be_visible()
    enter_named(page, settle, "Bestand bekijken")

    step(page, "2. Tabel en kolommen")
    tab_to(page, ".st-key-question_amount_basis input")
    page.keyboard.press("Space")
    settle(page)
    expect(page.get_by_role("radio", name="Exclusief btw")).to_be_checked()
    enter_named(page, settle, "Kolommen kloppen: naar controles")

    step(page, "3. Controles")
    enter_named(page, settle, "Naar wat telt mee")

    step(page, "4. Wat telt mee")
    tab_to(page, ".st-key-sure input")
    page.keyboard.press("Space")
    settle(page)
    enter_named(page, settle, "Indienen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw bestand is ingediend")
    enter_named(page, settle, "Alle leveringen")
    expect(page.get_by_role("link", name="toetsen")).to_be_visible()
