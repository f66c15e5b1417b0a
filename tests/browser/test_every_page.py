"""What holds for every page of every audience: axe finds nothing, nothing scrolls sideways, and the page names its language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit
from tests.browser.every_page import PAGES, address

SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_accessible_in_both_themes_both_languages_and_on_a_phone(
    new_page: Callable[..., Page], visit: Visit, settle: Settle, axe: Axe, name: str
) -> None:
    page = new_page(color_scheme="light")

    visit(page, address(name))
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    assert axe(page) == [], "light, Dutch, 1280 wide"

    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 360, "height": 800})
    visit(page, address(name) + "&taal=en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert axe(page) == [], "dark, English, 360 wide"
    assert not page.evaluate(SIDEWAYS), "scrolls sideways at 360 wide"
