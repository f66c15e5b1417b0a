"""Fixtures of the browser tests: the application on example data, and pages that may speak to this machine only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

from tests.browser.server import running_app
from tests.conftest import CopyOf
from tests.example.store import built_home
from tests.pages.newcomer import fill

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",  # a route of playwright shuts off the cache
]
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
PATIENCE = 30_000
"""Milliseconds that a page may take on a machine that does other work too."""

UNNOTICED = 150
"""Milliseconds after an act in which the page may look finished, because it has not begun yet."""

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

Violations = list[dict[str, object]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks everything in this folder, so that `-m "not browser"` leaves it out."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser of this machine. Without one the test is skipped, or under CI fails: there it was to be installed."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found:
        return found
    missing = f"no browser on this machine: none of {', '.join(BROWSERS)} is on the path"
    if os.environ.get("CI"):
        pytest.fail(missing)
    pytest.skip(missing)


@pytest.fixture(scope="module")
def browser(chromium_path: str) -> Iterator[Browser]:
    """A browser for one file: longer would leave its event loop running in the tests of other files."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def app_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example store, in a copy of its own for the tests of this process to read and to write."""
    return built_home(tmp_path_factory)


@pytest.fixture(scope="session")
def app_url(chromium_path: str, app_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running application on the example."""
    with running_app(app_home, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture(scope="module")
def newcomer_url(chromium_path: str, copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on the store of a newcomer, where only the first quarter of 2026 is submitted."""
    home = copy_of(fill, tmp_path_factory.mktemp("newcomer") / "home")
    with running_app(home, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


class Visitor:
    """Where the pages of one visitor are opened, and what went wrong in them: a call of another machine, an error in a script."""

    def __init__(self, browser: Browser) -> None:
        self.wrong: list[str] = []
        self.context = browser.new_context(locale="nl-NL")
        self.context.on("request", self._note)
        self.context.on("page", lambda page: page.on("websocket", self._note))
        self.context.on("weberror", lambda error: self.wrong.append(f"script error: {error.error}"))
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()

    def _note(self, call: Request | WebSocket) -> None:
        if not stays_here(call.url):
            self.wrong.append(f"asked another machine for {call.url}")

    def leave(self) -> None:
        """Leaves an empty page and nothing that a page kept: only what the browser fetched and compiled of the application stays."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear(), sessionStorage.clear()")
        self.page.unroute_all()
        self.page.goto("about:blank")
        self.context.clear_cookies()
        self.wrong.clear()


@pytest.fixture(scope="module")
def visitor(browser: Browser) -> Visitor:
    """The first visitor in each test of a file. A new window for each would fetch and compile the application each time."""
    return Visitor(browser)


@pytest.fixture
def new_page(browser: Browser, visitor: Visitor) -> Iterator[Callable[..., Page]]:
    """Makes pages: `new_page(width=360, color_scheme="dark")`. Each next page of a test is of another visitor.

    The test fails when one of its pages asked another machine for something, or met an error in its scripts.
    """
    visitors: list[Visitor] = []

    def make(width: int = 1280, height: int = 900, color_scheme: str = "light") -> Page:
        visitors.append(Visitor(browser) if visitors else visitor)
        page = visitors[-1].page
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme)  # type: ignore[arg-type]
        return page

    yield make
    wrong = [one for here in visitors for one in here.wrong]
    for here in visitors:
        if here is visitor:
            here.leave()
        else:
            here.context.close()
    assert not wrong, "\n".join(wrong)


def stays_here(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("data", "blob", "about") or parts.hostname in LOOPBACK


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """One page, 1280 wide, in Dutch."""
    return new_page()


@pytest.fixture(scope="session")
def settle() -> Callable[[Page], None]:
    """Waits until the application has finished drawing: `settle(page)` after each act that makes it work."""

    def wait(page: Page) -> None:
        page.wait_for_timeout(UNNOTICED)
        page.wait_for_selector('[data-testid="stApp"][data-test-script-state="notRunning"]', state="attached")
        page.wait_for_function(
            'document.querySelectorAll(\'[data-stale="true"], [data-testid="stSkeleton"]\').length === 0'
        )

    return wait


@pytest.fixture(scope="module")
def warm_url(app_url: str, visitor: Visitor, settle: Callable[[Page], None]) -> str:
    """`app_url` after a first visit to its front page.

    The first session of a server loads twice (pages/parts/cold_start.py), which would come in the midst of a test.
    """
    visitor.page.goto(app_url)
    settle(visitor.page)
    visitor.leave()
    return app_url


@pytest.fixture
def visit(warm_url: str, settle: Callable[[Page], None]) -> Callable[[Page, str], None]:
    """`visit(page, "/overzicht?taal=en")`: goes there, waits until it stands, and fails where there is no such page."""

    def go(page: Page, path: str = "/") -> None:
        page.goto(warm_url + path)
        settle(page)
        assert page.get_by_role("dialog").filter(has_text="Page not found").count() == 0, f"no page at {path}"

    return go


@pytest.fixture(scope="session")
def axe(settle: Callable[[Page], None]) -> Callable[[Page], Violations]:
    """`axe(page)`: what axe-core has against the page by WCAG 2.0 to 2.2, A and AA; an empty list when nothing.

    It waits until the page stands: what is still being replaced is faded, and has too little contrast. Each violation names its rule, what it means and the elements, so that `assert axe(page) == []` explains itself.
    """

    def run(page: Page) -> Violations:
        settle(page)
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})",
            AXE_RULES,
        )
        return [
            {
                "rule": violation["id"],
                "means": violation["help"],
                "elements": [node["html"][:200] for node in violation["nodes"]][:5],
            }
            for violation in found["violations"]
        ]

    return run
