"""What several browser tests do, and the types of the fixtures that they take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

Visit = Callable[[Page, str], None]
Settle = Callable[[Page], None]
Axe = Callable[[Page], list]


MOST_TABS = 150
ROUNDS = 8
"""So often the whole page is gone through, with a pause before each next time: on a busy machine it may not be complete yet."""


def tab_to(page: Page, inside: str) -> None:
    """Presses Tab until something inside this selector has the focus, in whatever part of the page it stands."""
    _tab_until(page, lambda: page.evaluate(HAS_FOCUS, inside), inside)


def _tab_until(page: Page, arrived: Callable[[], bool], place: str) -> None:
    for _ in range(ROUNDS):
        for _ in range(MOST_TABS):
            if arrived():
                return
            page.keyboard.press("Tab")
        page.wait_for_timeout(2_000)
    pytest.fail(f"Tab does not come to {place}")


HAS_FOCUS = """inside => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return !!focused.closest(inside);
}"""


def enter(page: Page, settle: Settle, inside: str) -> None:
    """Goes to something by Tab, presses Enter on it and waits for what comes of it."""
    tab_to(page, inside)
    page.keyboard.press("Enter")
    settle(page)


def enter_named(page: Page, settle: Settle, words: str) -> None:
    """As `enter`, for the button, link or fold-out that reads so."""
    _tab_until(page, lambda: words in page.evaluate(WORDS_IN_FOCUS), f"“{words}”")
    page.keyboard.press("Enter")
    settle(page)


WORDS_IN_FOCUS = """() => {
    let focused = document.activeElement;
    while (focused.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
    return focused.closest('a, button, summary')?.innerText ?? '';
}"""


def press(page: Page, settle: Settle, name: str) -> None:
    """Press the button of that name and wait for what comes of it."""
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)


def give_file(page: Page, settle: Settle, field: Locator, file: Path | FilePayload) -> None:
    """Put a file in a field and wait until the application has it.

    The page runs again when the file has arrived, and a button that was pressed just before would go unnoticed.
    """
    with page.expect_response(lambda response: response.request.method == "PUT" and "upload_file" in response.url):
        field.set_input_files(file)
    expect(page.get_by_role("button", name=" weghalen")).not_to_have_count(0)
    expect(page.get_by_role("progressbar")).to_have_count(0)
    settle(page)
