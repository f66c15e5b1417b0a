"""Somebody with an empty monitor has the example built, watches it, reloads halfway and ends on its fullest organisation."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.acts import Settle
from tests.browser.server import running_app

BUILT_WITHIN = 300_000
"""Milliseconds that building may take on a machine that does other work too."""


def test_the_example_is_built_before_the_eyes_of_who_asks_for_it_and_goes_on_after_a_reload(
    tmp_path: Path, new_page: Callable[..., Page], settle: Settle
) -> None:
    with running_app(tmp_path / "home", tmp_path / "server.txt") as url:
        page = new_page()
        page.goto(url)
        settle(page)
        page.get_by_role("button", name="Voorbeeld maken").click(timeout=60_000)
        title, bar = page.get_by_role("heading", level=1), page.get_by_test_id("stProgress")
        expect(title).to_have_text("Het voorbeeld wordt gemaakt")
        expect(bar).to_have_text(re.compile(r"[1-9]\d* van \d+ bestanden\. .+: .+"))
        before = _done(bar.inner_text())

        page.reload()
        expect(title).to_have_text("Het voorbeeld wordt gemaakt")
        expect(bar).to_contain_text("bestanden")
        assert _done(bar.inner_text()) >= before
        expect(page.get_by_role("progressbar", name="voortgang")).to_be_visible()

        expect(page).to_have_url(re.compile("org=voorbeeldstad"), timeout=BUILT_WITHIN)
        settle(page)
        expect(title).to_have_text(re.compile("^Van de 9 ambities"))
        expect(page.get_by_role("button", name="Voorbeeldstad")).to_be_visible()


def _done(words: str) -> int:
    found = re.search(r"(\d+) van", words)
    assert found
    return int(found[1])
