"""Pictures of all screens, to look at: `make pictures`, or `python -m tests.browser.pictures FOLDER [PAGE ...]`.

Each page of each audience on the example, as `PAGE-1280-light.png`, `PAGE-360-light.png` and `PAGE-1280-dark.png`, and each document
on paper as `DOCUMENT-print.png`. With `--readme` the few that the README shows, cut off and small. `--home` names an example store that
is there already; unsaid one is built.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from kpi import service
from kpi.example.build import build
from kpi.model import Role, Viewer
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.every_page import PAGES, address
from tests.browser.server import running_app

LOOKS = ((1280, "light"), (360, "light"), (1280, "dark"))
TALLEST = 8000
PATIENCE = 120_000
HEIGHT = "document.querySelector('[data-testid=stMain]').scrollHeight"

BODY, YEAR, PROMISE = "voorbeeldstad", 2025, "voorbeeldstad-circular-all-spend"
ABOUT = f"rol={Role.ADMINISTRATOR.value}&org={BODY}&jaar={YEAR}"
README = {
    "overview": (f"/overzicht?{ABOUT}", 1280, 1240, "light"),
    "ambition": (f"/ambitie?{ABOUT}&id={PROMISE}", 1280, 1300, "light"),
    "compare": ("/vergelijken?rol=ministry", 1280, 1180, "light"),
    "rijk": ("/rijk?rol=ministry", 1280, 1240, "light"),
    "classify": (address("indelen"), 1280, 900, "light"),
    "phone-dark": (f"/overzicht?{ABOUT}", 360, 900, "dark"),
}
"""Name, address, width, height and theme. The statement stands beside them."""
A4 = {"width": 794, "height": 1123}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("pages", nargs="*", default=list(PAGES), metavar="PAGE")
    parser.add_argument("--home", type=Path, default=None)
    parser.add_argument("--readme", action="store_true")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    chromium = next(path for name in BROWSERS if (path := shutil.which(name)))
    with _home(asked.home) as home, sync_playwright() as playwright:
        documents = _documents(home)
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        if asked.readme:
            _print(browser, {"statement": documents["statement"]}, asked.folder, "")
        else:
            _print(browser, documents, asked.folder, "-print")
        with tempfile.TemporaryDirectory() as scratch, running_app(home, Path(scratch) / "log.txt") as url:
            if asked.readme:
                _readme(browser, url, asked.folder)
            else:
                _take(browser, url, asked.folder, asked.pages)
    if asked.readme:
        for name in (*README, "statement"):
            _small(asked.folder / f"{name}.png")


@contextmanager
def _home(given: Path | None) -> Iterator[Path]:
    if given:
        yield given
        return
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch) / "home"
        monitor = service.open_monitor(home)
        build(monitor)
        monitor.close()
        yield home


def _documents(home: Path) -> dict[str, bytes]:
    """What is printed, as pages of HTML."""
    viewer, monitor = Viewer("pictures", Role.CONTROLLER, BODY), service.open_monitor(home)
    try:
        last = service.submissions(viewer, monitor, BODY, YEAR)[0].id
        return {
            "statement": service.statement(viewer, monitor, BODY, PROMISE, form="html"),
            "board-report": service.board_report(viewer, monitor, BODY, YEAR, form="html"),
            "control-sheet": service.control_report(viewer, monitor, last, form="html"),
        }
    finally:
        monitor.close()


def _print(browser: Browser, documents: dict[str, bytes], folder: Path, mark: str) -> None:
    for name, content in documents.items():
        page = browser.new_page(viewport=A4)  # type: ignore[arg-type]
        page.set_content(content.decode())
        page.screenshot(path=folder / f"{name}{mark}.png", full_page=True)
        page.close()


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


def _readme(browser: Browser, url: str, folder: Path) -> None:
    for name, (where, width, height, scheme) in README.items():
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme, locale="nl-NL")  # type: ignore[arg-type]
        page.goto(url + where, timeout=PATIENCE)
        _settle(page)
        page.screenshot(path=folder / f"{name}.png")
        page.close()


def _small(file: Path) -> None:
    """With a palette: a third of the size. The way of choosing it keeps the few pixels of a colour that a status has."""
    palette = Image.open(file).convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    palette.save(file, optimize=True)


def _settle(page: Page) -> None:
    page.wait_for_selector("h1", timeout=PATIENCE)
    page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
    page.wait_for_timeout(700)  # charts are drawn after the script ended


if __name__ == "__main__":
    main()
