"""What does not count, and who is one supplier, in a real browser: from a proposal to a decision, and legible for all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit
from tests.browser.server import running_app
from tests.pages.mixed_spend import fill

expect.set_options(timeout=30_000)  # on a machine that does other work too


@pytest.fixture(scope="module")
def app_url(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("mixed") / "home"
    fill(home)
    with running_app(home, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


def test_a_buyer_leaves_out_what_is_no_procurement_and_says_which_suppliers_are_one(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, "/beheer?rol=buyer")
    page.get_by_role("link", name="Wat niet meetelt").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("€ 419.790,00 van")
    assert axe(page) == []
    page.get_by_role("button", name="Aangevinkte posten weglaten").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("€ 271.790,00 van")
    page.get_by_text("Subsidies (2)").click()
    assert axe(page) == []

    visit(page, "/leveranciers?rol=buyer")
    expect(page.get_by_role("heading", level=1)).to_have_text("8 leveranciers")
    page.get_by_role("button", name="Eén: Wegenbouwbedrijf Ergems BV").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("7 leveranciers")
    assert axe(page) == []
