"""The main path of an own indicator in a real browser: chosen, seen on the body's own lines, kept, and found under Help."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


def choose(page: Page, settle: Settle, field: str, typed: str, option: str) -> None:
    box = page.get_by_role("combobox", name=field, exact=True)
    box.scroll_into_view_if_needed()  # a list that scrolls with the page closes
    box.press_sequentially(typed)
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")
    settle(page)


def test_an_own_indicator_is_chosen_seen_and_kept(page: Page, visit: Visit, settle: Settle, axe: Axe) -> None:
    visit(page, "/beheer?rol=buyer")
    page.get_by_role("link", name="Eigen indicatoren").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Voorbeeldstad heeft geen eigen indicatoren.")
    assert axe(page) == []
    page.get_by_role("button", name="Eigen indicator maken").click()
    settle(page)
    assert axe(page) == []

    name = page.get_by_label("Naam", exact=True)
    name.fill("Onze koffie")
    name.press("Tab")
    settle(page)
    choose(page, settle, "Thema’s, het belangrijkste eerst", "Keten", "Ketenverantwoordelijkheid")
    coffee = "Koffie, thee en aanverwante producten (CPV 1586)"
    choose(page, settle, "Categorieën", "CPV 1586", coffee)
    choose(page, settle, "Uitgaven waarvan is aangetoond dat zij zijn", "fairtrade", "fairtrade")
    page.get_by_role("button", name="Bekijk wat dit met onze regels doet").click()
    settle(page)

    expect(page.get_by_text("In 2026 zou het zijn: bewezen")).to_be_visible()
    expect(page.get_by_text(f"Wat wij uitgeven aan {coffee[0].lower()}{coffee[1:]}.")).to_be_visible()
    page.get_by_text("De grootste regels: Hoort erbij en voldoet", exact=True).click()
    expect(page.get_by_role("region", name="Hoort erbij en voldoet")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("button", name="Bewaren").click()
    settle(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Onze koffie (eigen indicator)")
    assert axe(page) == []
    visit(page, "/uitleg?rol=buyer&id=own_onze_koffie")
    expect(page.get_by_text("Onze koffie (eigen indicator)").first).to_be_visible()


@pytest.mark.parametrize("address", ["eigen-indicatoren", "eigen-indicatoren?id=nieuw", "uitleg?id=organic_catering"])
def test_own_indicators_and_versions_fit_a_phone_in_the_dark(
    new_page: Callable[..., Page], visit: Visit, axe: Axe, address: str
) -> None:
    page = new_page(width=360, height=780, color_scheme="dark")
    visit(page, f"/{address}{'&' if '?' in address else '?'}rol=buyer")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("area => area.scrollWidth - area.clientWidth") <= 0
    assert axe(page) == []
