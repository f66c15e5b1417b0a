"""What several browser tests do, and the types of the fixtures that they take."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Visit = Callable[[Page, str], None]
Settle = Callable[[Page], None]
Axe = Callable[[Page], list]


def press(page: Page, settle: Settle, name: str) -> None:
    """Press the button of that name and wait for what comes of it."""
    page.get_by_role("button", name=name, exact=True).click()
    settle(page)
