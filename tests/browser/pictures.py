"""Pictures of all screens, to look at: `make pictures`, or `python -m tests.browser.pictures FOLDER [PAGE ...]`.

Each page of each audience on the example, as `PAGE-1280-light.png`, `PAGE-360-light.png` and `PAGE-1280-dark.png`.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kpi import service
from kpi.example.build import build
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.every_page import PAGES, address
from tests.browser.server import running_app

LOOKS = ((1280, "light"), (360, "light"), (1280, "dark"))
TALLEST = 8000
PATIENCE = 120_000
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", default=list(PAGES), metavar="PAGE")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    chromium = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        home = Path(scratch) / "home"
        monitor = service.open_monitor(home)
        build(monitor)
        monitor.close()
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        with running_app(home, Path(scratch) / "log.txt") as url:
            _take(browser, url, asked.folder, asked.pages)


def _take(browser: Browser, url: str, folder: Path, names: Sequence[str]) -> None:
    for width, scheme in LOOKS:
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL")  # type: ignore[arg-type]
        for name in names:
            page.goto(url + address(name), timeout=PATIENCE)
            _settle(page)
            page.set_viewport_size({"width": width, "height": min(int(page.evaluate(HEIGHT)) + 80, TALLEST)})
            _settle(page)
            file = folder / f"{name}-{width}-{scheme}.png"
            page.screenshot(path=file)
            page.set_viewport_size({"width": width, "height": 900})
            print(file)
        page.close()


def _settle(page: Page) -> None:
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(700)  # charts are drawn after the script ended


if __name__ == "__main__":
    main()
