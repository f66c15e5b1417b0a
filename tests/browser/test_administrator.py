"""The main path of an administrator in a real browser, and what only a browser can tell about the screens."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from pages.parts.colours import PLACEHOLDERS
from tests.browser.acts import Settle, Visit

expect.set_options(timeout=30_000)

OVERVIEW = "/overzicht?org=voorbeeldstad&jaar=2025"
LINES = "/ambitie?org=voorbeeldstad&jaar=2025&id=voorbeeldstad-circular-all-spend&regels=1"
TOGETHER = "p:has-text('regels, samen')"
"""How many lines there are, and their euros."""


def open_first_ambition(page: Page, settle: Settle) -> None:
    page.locator("li.bullet a").first.click()
    settle(page)
    expect(page).to_have_url(re.compile("/ambitie\\?"))
    expect(page.get_by_role("heading", name="Geschiedenis van het doel")).to_be_visible()
    settle(page)


def test_from_the_overview_down_to_the_invoice_lines(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, OVERVIEW)
    expect(page.locator("h1")).to_contain_text("ambities")
    session = page.evaluate("window.opened = 1")

    open_first_ambition(page, settle)
    expect(page.get_by_role("heading", name="Verloop en doel")).to_be_visible()

    for parameter, heading in (("afd", "Per categorie"), ("cat", "Per leverancier"), ("lev", "Factuurregels")):
        page.locator("table tbody th a").first.click()
        expect(page).to_have_url(re.compile(f"[?&]{parameter}="))
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        settle(page)

    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    assert page.evaluate("window.opened") == session, "the page was loaded again, which starts another session"


def test_enter_on_a_link_opens_it_like_a_click(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, OVERVIEW)

    page.locator("li.bullet a").first.focus()
    page.keyboard.press("Enter")
    settle(page)

    expect(page).to_have_url(re.compile("/ambitie\\?"))


def test_an_address_can_be_mailed(new_page: Callable[..., Page], visit: Visit, settle: Settle) -> None:
    first = new_page()
    visit(first, OVERVIEW)
    open_first_ambition(first, settle)
    title = first.locator("h1").inner_text()

    second = new_page()
    second.goto(first.url)
    settle(second)

    expect(second.locator("h1")).to_have_text(title)


def test_the_back_key_goes_back(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, OVERVIEW)
    finding = page.locator("h1").inner_text()

    page.get_by_role("link", name="Ambities", exact=True).click()
    expect(page.locator("h1")).not_to_have_text(finding)
    settle(page)
    page.go_back()

    expect(page.locator("h1")).to_have_text(finding)


@pytest.mark.parametrize(("language", "said"), [("nl", "Ambities per thema"), ("en", "Ambitions by theme")])
def test_the_page_says_in_which_language_it_is(page: Page, visit: Visit, language: str, said: str) -> None:
    visit(page, f"{OVERVIEW}&taal={language}")

    expect(page.get_by_role("heading", name=said)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language


@pytest.mark.parametrize(
    ("scheme", "proven"), [("light", "rgb(39, 118, 176)"), ("dark", "rgb(76, 154, 214)")], ids=["light", "dark"]
)
def test_no_placeholder_colour_is_left_in_a_chart(
    new_page: Callable[..., Page], visit: Visit, settle: Settle, scheme: str, proven: str
) -> None:
    page = new_page(color_scheme=scheme)
    visit(page, OVERVIEW)
    open_first_ambition(page, settle)
    chart = page.get_by_test_id("stPlotlyChart")
    expect(chart).to_be_visible()

    drawn = chart.inner_html().lower()
    numbers = [tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5)) for colour in PLACEHOLDERS]

    assert proven in drawn
    assert [colour for colour in PLACEHOLDERS if colour in drawn] == []
    assert [rgb for rgb in numbers if f"rgb({rgb[0]}, {rgb[1]}, {rgb[2]})" in drawn] == []


def test_from_the_grid_to_a_department_to_its_theme_by_keyboard(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, OVERVIEW)
    page.get_by_role("columnheader", name="ICT").get_by_role("link").focus()
    page.keyboard.press("Enter")
    settle(page)
    expect(page).to_have_url(re.compile("/afdeling\\?.*id=ict"))
    expect(page.locator("h1")).to_contain_text("ICT:")
    expect(page.get_by_role("img", name=re.compile("Circulair")).first).to_be_visible()

    page.get_by_role("heading", name="Circulair", exact=True).get_by_role("link").focus()
    page.keyboard.press("Enter")
    settle(page)

    expect(page).to_have_url(re.compile("/thema\\?.*id=CIR"))
    expect(page.locator("h1")).to_contain_text("Circulair:")


def test_a_search_of_lines_is_in_the_address_and_opens_cold(
    page: Page, new_page: Callable[..., Page], visit: Visit, settle: Settle
) -> None:
    visit(page, LINES)
    every = page.locator(TOGETHER).inner_text()
    search = page.get_by_label("Zoek op leverancier")
    search.fill("jeugdzorg")
    search.press("Enter")
    expect(page).to_have_url(re.compile("zoek=jeugdzorg"))
    settle(page)
    found = page.locator(TOGETHER).inner_text()
    assert found != every

    mailed = new_page()
    mailed.goto(page.url)
    settle(mailed)

    expect(mailed.locator(TOGETHER)).to_have_text(found)
    expect(mailed.get_by_label("Zoek op leverancier")).to_have_value("jeugdzorg")


def test_what_is_shown_is_downloaded(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, f"{LINES}&zoek=jeugdzorg")
    said = page.locator(TOGETHER).inner_text()

    with page.expect_download() as download:
        page.get_by_role("button", name="Deze regels downloaden als csv").click()

    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) - 1 == int(said.split()[0])


def test_the_board_report_is_one_click_away(page: Page, visit: Visit) -> None:
    visit(page, OVERVIEW)

    with page.expect_download() as download:
        page.get_by_role("button", name="Bestuursrapport (PDF)").click()

    assert download.value.suggested_filename == "voorbeeldstad-2025.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
