"""The main path of a promise in a real browser: chosen from the menu, filled in, adopted, and printed to be signed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit

expect.set_options(timeout=30_000)


@pytest.fixture(scope="module")
def app_url(newcomer_url: str) -> str:
    return newcomer_url


def type_in(page: Page, settle: Settle, label: str, text: str) -> None:
    field = page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Tab")
    settle(page)


def test_a_promise_is_chosen_filled_in_adopted_and_printed(
    page: Page, visit: Visit, settle: Settle, axe: Axe, tmp_path: Path
) -> None:
    visit(page, "/vastleggen?rol=buyer")
    expect(page.get_by_role("heading", name="Waar u uit kunt kiezen")).to_be_visible()
    assert axe(page) == []
    page.get_by_text("Ketenverantwoordelijkheid").click()
    assert axe(page) == []
    page.get_by_role("link", name="Kies dit: Fairtrade koffie, thee en cacao").first.click()
    settle(page)

    expect(page.get_by_role("heading", level=1)).to_have_text("Ambitie vastleggen")
    expect(page.get_by_label("Doel", exact=True)).to_have_value("100%")
    assert axe(page) == []
    type_in(page, settle, "Wie besloot", "college van burgemeester en wethouders")
    page.get_by_role("spinbutton", name="dag, Datum besluit").click()
    page.keyboard.type("04032026")
    settle(page)
    type_in(page, settle, "Kenmerk", "2026-118")
    type_in(page, settle, "Bestuurlijk verantwoordelijk (rol)", "wethouder Duurzaamheid")
    page.get_by_role("button", name="Vastleggen zoals besloten").click()
    settle(page)

    expect(page.get_by_text("Vastgelegd. 100% in")).to_be_visible()
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Verklaring (webpagina)").click()
    printed = tmp_path / "statement.html"
    downloading.value.save_as(printed)

    paper = page.context.new_page()
    paper.set_content(printed.read_text(encoding="utf-8"))
    expect(paper.get_by_role("heading", level=1)).to_contain_text("Fairtrade")
    for said in ("legt vast:", "collegebesluit 2026-118", "Controlecode", "Namens het college"):
        expect(paper.get_by_text(said).first).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", paper.pdf(prefer_css_page_size=True))) == 1


@pytest.mark.parametrize("address", ["vastleggen", "vastleggen?id=voorbeeldstad-sme-share"])
def test_the_pages_of_promises_fit_a_phone_in_the_dark(
    new_page: Callable[..., Page], visit: Visit, axe: Axe, address: str
) -> None:
    page = new_page(width=360, height=780, color_scheme="dark")
    visit(page, f"/{address}{'&' if '?' in address else '?'}rol=buyer")
    main = page.locator('[data-testid="stMain"]')
    assert main.evaluate("area => area.scrollWidth - area.clientWidth") <= 0
    assert axe(page) == []
