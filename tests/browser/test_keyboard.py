"""The main path of an administrator and of a ministry by the keyboard alone: Tab, Enter, arrows and typing."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.acts import Settle, Visit, enter, tab_to

expect.set_options(timeout=30_000)  # on a machine that does other work too


def test_an_administrator_comes_from_the_overview_to_the_lines_and_back(
    page: Page, visit: Visit, settle: Settle
) -> None:
    visit(page, "/overzicht?org=voorbeeldstad&jaar=2025")
    finding = page.locator("h1").inner_text()
    enter(page, settle, "li.bullet a")
    expect(page).to_have_url(re.compile("/ambitie\\?"))
    expect(page.get_by_role("heading", name="Geschiedenis van het doel")).to_be_visible()
    title = page.locator("h1").inner_text()
    settle(page)

    enter(page, settle, "ul.onward a")
    expect(page.get_by_role("heading", name="Factuurregels")).to_be_visible()
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()

    # Nothing jumps: a reload shows the same page, and Back leads the way that was gone.
    settle(page)
    page.reload()
    expect(page.get_by_role("heading", name="Factuurregels")).to_be_visible()
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", name="Verloop en doel")).to_be_visible()
    expect(page.locator("h1")).to_have_text(title)
    settle(page)
    page.go_back()
    expect(page.locator("h1")).to_have_text(finding)


def test_a_ministry_chooses_what_to_compare_and_opens_a_kind_of_body(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, "/vergelijken?rol=ministry")
    tab_to(page, ".st-key-bound_ambitie input")
    page.keyboard.type("fairtrade")
    expect(page.get_by_role("option", name=re.compile("Fairtrade")).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fairtrade")
    settle(page)

    tab_to(page, ".st-key-bound_volgorde input")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("volgorde=stand"))
    settle(page)

    enter(page, settle, "details summary")
    expect(page.get_by_role("region", name="Bewezen en mogelijk, per organisatie")).to_be_visible()

    enter(page, settle, "a[href*='deelname?']")
    expect(page.get_by_role("heading", level=1)).to_contain_text("organisaties leverden")
