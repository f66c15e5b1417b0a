"""What holds for every page of every audience: axe finds nothing, nothing scrolls sideways, and the page names its language."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pages.parts import widgets
from tests.browser.acts import Axe, Settle, Visit
from tests.browser.every_page import ABOUT, PAGES, address

FOUR_TIMES_AS_LARGE = {"width": 320, "height": 256}
"""What a window of 1280 by 1024 shows at 400 %, in CSS pixels."""

OUT_OF_REACH = """() => {
    const found = [];
    const seen = style => style.visibility !== 'hidden' && style.display !== 'none';
    const walk = (element, scrolls) => {
        const style = getComputedStyle(element), box = element.getBoundingClientRect();
        if (!seen(style)) return;
        const within = scrolls || ['auto', 'scroll'].includes(style.overflowX);
        const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
        if (own && !within && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
            found.push(element.textContent.trim().slice(0, 60));
        for (const inner of element.shadowRoot?.children ?? []) walk(inner, within);
        if (element.tagName !== 'svg') for (const inner of element.children) walk(inner, within);
    };
    walk(document.querySelector('[data-testid=stMain] [data-testid=stMainBlockContainer]'), false);
    return found;
}"""
"""The texts of a page that stand beyond its edges, and not in something that scrolls by itself."""

STREAMLIT_SAYS = """() => {
    const said = [];
    for (const element of document.body.querySelectorAll('*:not(script, style, noscript)')) {
        for (const name of ['aria-label', 'placeholder', 'title']) said.push(element.getAttribute(name));
        for (const node of element.childNodes) if (node.nodeType === 3) said.push(node.nodeValue.trim());
    }
    return said.filter(Boolean);
}"""
"""Every text and label outside our own markup."""

ENGLISH = {one.en for one in widgets.SAYINGS if one.en != one.nl}

SIDEWAYS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .some(area => area.scrollWidth > area.clientWidth)"""

BACKGROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"

PHONE = {"width": 360, "height": 800}

VIEWS = {name: address(name) for name in PAGES} | {
    "ambitie, regels": f"/ambitie?{ABOUT}&rol=administrator&id=voorbeeldstad-circular-all-spend&regels=1",
}
"""The address of each page, and of what stands on a page only when it is asked for."""


@pytest.mark.parametrize("view", VIEWS)
def test_a_page_is_accessible_in_both_themes_both_languages_and_on_a_phone(
    page: Page, visit: Visit, settle: Settle, axe: Axe, view: str
) -> None:
    visit(page, VIEWS[view])
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert ENGLISH & set(page.evaluate(STREAMLIT_SAYS)) == set(), "English of Streamlit on a Dutch page"
    assert axe(page) == [], "light, Dutch, 1280 wide"

    light = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"light => {BACKGROUND} !== light", arg=light)
    assert axe(page) == [], "dark, Dutch, 1280 wide"
    page.set_viewport_size(PHONE)
    assert axe(page) == [], "dark, Dutch, 360 wide"
    assert not page.evaluate(SIDEWAYS), "scrolls sideways at 360 wide in Dutch"

    visit(page, VIEWS[view] + "&taal=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert axe(page) == [], "dark, English, 360 wide"
    assert not page.evaluate(SIDEWAYS), "scrolls sideways at 360 wide in English"
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"light => {BACKGROUND} === light", arg=light)
    assert axe(page) == [], "light, English, 360 wide"

    page.set_viewport_size(FOUR_TIMES_AS_LARGE)
    settle(page)
    assert not page.evaluate(SIDEWAYS), "scrolls sideways at 400 %"
    assert page.evaluate(OUT_OF_REACH) == [], "cannot be reached at 400 %"


def test_an_address_of_no_page_is_a_calm_page_of_our_own(page: Page, visit: Visit, settle: Settle, axe: Axe) -> None:
    visit(page, "/zomaar?rol=buyer")
    expect(page.get_by_role("heading", level=1)).to_have_text("Er staat geen pagina op “zomaar”.")
    assert axe(page) == []

    page.get_by_role("link", name="Overzicht").last.click()
    settle(page)
    expect(page).to_have_url(re.compile("/overzicht\\?.*rol=buyer"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_address_of_more_than_one_part_ends_on_that_page_too(page: Page, visit: Visit) -> None:
    visit(page, "/overzicht/iets?rol=buyer")

    expect(page.get_by_role("heading", level=1)).to_have_text("Er staat geen pagina op “overzicht›iets”.")
    expect(page.get_by_text("U kijkt als: inkoop")).to_be_visible()


def test_who_hears_a_field_for_a_date_hears_dutch(page: Page, visit: Visit) -> None:
    visit(page, f"/vastleggen?{ABOUT}&rol=buyer&id=nieuw")
    year = page.get_by_role("spinbutton", name="jaar, Datum besluit")
    expect(year).to_have_text("jjjj")
    expect(year).to_have_attribute("aria-valuetext", "leeg")

    page.get_by_role("button", name="Kies een datum").first.click()
    expect(page.get_by_role("dialog").get_by_role("button", name="maand", exact=False).first).to_be_visible()
    expect(page.get_by_role("dialog").get_by_role("button", name="Keuzelijst openen")).to_have_count(0)


def test_what_users_wrote_keeps_its_words_also_where_a_widget_of_streamlit_says_the_same(
    page: Page, visit: Visit, settle: Settle
) -> None:
    visit(page, "/inlezen?rol=buyer")
    written = {"name": "Remove 2024.csv", "mimeType": "text/csv", "buffer": b"Leverancier;Bedrag\nA;1,00\n"}
    page.locator("input[type=file]").set_input_files(written)
    settle(page)
    expect(page.get_by_title("Remove 2024.csv")).to_have_text("Remove 2024.csv")
    expect(page.get_by_role("button", name="Remove 2024.csv weghalen")).to_be_visible()


def test_widgets_speak_the_language_that_was_chosen_after_another(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, "/inlezen?rol=buyer")
    expect(page.get_by_role("button", name="Hoofdmenu")).to_be_visible()
    expect(page.get_by_text("50MB per bestand")).to_be_visible()
    expect(page.get_by_role("button", name="Keuzelijst openen")).not_to_have_count(0)
    expect(page.get_by_role("button", name="Open", exact=True)).to_have_count(0)

    page.get_by_role("button", name="U kijkt als").click()
    page.get_by_text("English", exact=True).click()
    settle(page)
    expect(page.get_by_role("button", name="Main menu")).to_be_visible()
    expect(page.get_by_text("50MB per file")).to_be_visible()
    expect(page.get_by_role("button", name="Open the list")).not_to_have_count(0)
