"""The five steps of an upload in a real browser: a good file, a question, a refusal, a moved column, stopping, and reloads."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.acts import Axe, Settle, Visit, give_file, press
from tests.pages.newcomer import EXAMPLE

expect.set_options(timeout=60_000)  # on a machine that does other work too

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
HEADINGS = "Leverancier;Datum;Bedrag;Geraamd;Soort"
OWN = f"""{HEADINGS}
Jansen Groen BV;31-01-2024;1.250,00;1.000,50;groen
De Vries Infra;14-02-2024;12.400,00;9.000,00;grijs
Bakker BV;15-02-2024;-84,70;99,50;groen
"""
STANDS_IN_ADDRESS = "text => [...new URLSearchParams(location.search).values()].includes(text)"
ROWS_OF_A_LARGE_FILE = 300_000


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "eigen.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


def step(page: Page, name: str) -> None:
    expect(page.locator("li[aria-current=step]")).to_have_text(name)


def fill_form(page: Page, settle: Settle, part: str, ledger: str = "") -> None:
    for label, text in (("Deel van het jaar", part), ("Totaal volgens uw administratie", ledger)):
        if text:
            page.get_by_label(label).fill(text)
            page.get_by_label(label).press("Enter")
            page.wait_for_function(STANDS_IN_ADDRESS, arg=text)
            settle(page)


def begin(page: Page, visit: Visit, settle: Settle, file: Path, part: str, ledger: str = "") -> None:
    visit(page, "/inlezen?rol=buyer")
    fill_form(page, settle, part, ledger)
    give_file(page, settle, page.locator("input[type=file]"), file)
    page.get_by_role("button", name="Bestand bekijken").click()


def reload(page: Page, settle: Settle) -> None:
    page.reload()
    settle(page)


def test_each_step_survives_a_reload_and_is_accessible_in_both_themes(
    page: Page, visit: Visit, settle: Settle, axe: Axe, own_file: Path
) -> None:
    def accessible() -> None:
        for scheme in THEMES:
            page.emulate_media(color_scheme=scheme)
            assert axe(page) == [], scheme

    visit(page, "/inlezen?rol=buyer")
    fill_form(page, settle, "deel 1", "13.565,30")
    reload(page, settle)
    expect(page.get_by_label("Deel van het jaar")).to_have_value("deel 1")
    expect(page.get_by_text("Wij lezen: € 13.565,30")).to_be_visible()
    accessible()
    give_file(page, settle, page.locator("input[type=file]"), own_file)
    press(page, settle, "Bestand bekijken")

    step(page, "2. Tabel en kolommen")
    page.get_by_role("radio", name="Exclusief btw").check(force=True)
    settle(page)
    reload(page, settle)
    step(page, "2. Tabel en kolommen")
    expect(page.get_by_role("radio", name="Exclusief btw")).to_be_checked()
    expect(page.get_by_text("Sluit aan.")).to_be_visible()
    accessible()
    press(page, settle, "Kolommen kloppen: naar controles")

    step(page, "3. Controles")
    reload(page, settle)
    step(page, "3. Controles")
    expect(page.get_by_role("heading", name="Controletotalen")).to_be_visible()
    accessible()
    press(page, settle, "Naar wat telt mee")

    step(page, "4. Wat telt mee")
    reload(page, settle)
    expect(page.get_by_role("rowheader", name="Telt mee als inkoop")).to_be_visible()
    accessible()
    page.get_by_text("Ik heb de bedragen vergeleken").click()
    settle(page)
    press(page, settle, "Indienen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Uw bestand is ingediend")
    reload(page, settle)
    expect(page.get_by_text("Verschil met het grootboek (opgegeven: 13.565,30): 0,00.")).to_be_visible()
    accessible()


def test_the_button_waits_until_the_file_has_arrived(page: Page, visit: Visit, settle: Settle, own_file: Path) -> None:
    visit(page, "/inlezen?rol=buyer")
    under_way: list[Route] = []

    def hold(route: Route) -> None:
        under_way.append(route)

    page.route("**/upload_file/**", hold)
    look = page.get_by_role("button", name="Bestand bekijken")
    page.locator("input[type=file]").set_input_files(own_file)
    expect(look).to_be_disabled()
    for route in under_way:  # first: who stops listening lets the browser go on with what is under way
        route.continue_()
    page.unroute("**/upload_file/**")
    expect(look).to_be_enabled()
    look.click()
    step(page, "2. Tabel en kolommen")


def test_a_question_shows_both_readings_on_real_rows(page: Page, visit: Visit, settle: Settle) -> None:
    begin(page, visit, settle, EXAMPLE / "inkoop-2026-kwartaal-3-met-vraag.csv", "Q3")

    shown = page.get_by_role("region", name="Wat elk antwoord van uw rijen maakt")
    expect(shown.get_by_role("row", name="Rij 2: 03/07/2026 3 juli 2026 7 maart 2026")).to_be_visible()


def test_a_file_that_cannot_be_read_is_refused_with_what_was_filled_in_still_there(
    page: Page, visit: Visit, settle: Settle, tmp_path: Path
) -> None:
    letter = tmp_path / "brief.csv"
    letter.write_text("Geachte heer,\nHierbij de brief.\n", encoding="utf-8")
    begin(page, visit, settle, letter, "Q9")

    expect(page.get_by_text("Bestand niet gelezen")).to_be_visible()
    step(page, "1. Bestand")
    expect(page.get_by_label("Deel van het jaar")).to_have_value("Q9")


def test_a_column_is_moved_by_hand_and_what_cannot_be_is_undone(
    page: Page, visit: Visit, settle: Settle, own_file: Path
) -> None:
    begin(page, visit, settle, own_file, "verplaatst")
    expect(page.get_by_text("13.565,30").first).to_be_visible()
    settle(page)

    _move(page, settle, "Soort", "Bedrag")
    expect(page.get_by_text("“Soort” kan geen bedrag zijn")).to_be_visible()
    press(page, settle, "Aanpassing ongedaan maken")

    _move(page, settle, "Geraamd", "Bedrag")
    expect(page.get_by_text("U koos dit.")).to_be_visible()
    expect(page.get_by_text("10.100,00").first).to_be_visible()


def _move(page: Page, settle: Settle, column: str, becomes: str) -> None:
    """With the keyboard, as a list of choices is used."""
    page.get_by_role("button", name="Kolom aanpassen").click()
    for label, choice in (("Uw kolom", column), ("Wordt", becomes)):
        page.get_by_role("combobox", name=label).fill(choice)
        page.get_by_role("option", name=choice, exact=True).click()
        settle(page)
    press(page, settle, "Wijzigen")


def test_reading_a_large_file_is_told_and_can_be_stopped(
    page: Page, visit: Visit, settle: Settle, tmp_path: Path
) -> None:
    large = tmp_path / "groot.csv"
    rows = (f"Leverancier {n};{n % 28 + 1:02}-01-2024;€ {n},{n % 90 + 10}\n" for n in range(ROWS_OF_A_LARGE_FILE))
    large.write_text("Leverancier;Datum;Bedrag\n" + "".join(rows), encoding="utf-8")
    begin(page, visit, settle, large, "groot")

    expect(page.get_by_test_id("stProgress")).to_have_text(re.compile(r"Stap [1-4] van 4: .+\."))
    page.get_by_role("button", name="Stoppen met inlezen").click()
    expect(page.get_by_text("U stopte het inlezen van groot.csv")).to_be_visible()
    reload(page, settle)
    expect(page.get_by_text("U stopte het inlezen van groot.csv")).to_be_visible()
    press(page, settle, "Opnieuw inlezen")
    expect(page.get_by_role("heading", name="We vonden 1 tabel")).to_be_visible(timeout=120_000)
