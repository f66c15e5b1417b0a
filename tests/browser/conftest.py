"""Fixtures of the browser tests: the application on example data, and pages that may speak to this machine only."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, WebSocket, sync_playwright

from tests.browser.server import running_app
from tests.example.store import built_home
from tests.pages.newcomer import fill

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
    "--disable-background-networking",
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
def newcomer_url(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on the store of a newcomer, where only the first quarter of 2026 is submitted."""
    home = tmp_path_factory.mktemp("newcomer") / "home"
    fill(home)
    with running_app(home, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages: `new_page(width=360, color_scheme="dark")`, any option of a playwright context.

    The test fails when one of its pages asked another machine for something, or met an error in its scripts.
    """
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def note(call: Request | WebSocket) -> None:
        if not stays_here(call.url):
            wrong.append(f"asked another machine for {call.url}")

    def keep_here(route: Route) -> None:
        if stays_here(route.request.url):
            route.continue_()
        else:
            route.abort()

    def make(width: int = 1280, height: int = 900, locale: str = "nl-NL", **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("request", note)
        context.on("page", lambda page: page.on("websocket", note))
        context.on("weberror", lambda error: wrong.append(f"script error: {error.error}"))
        context.route("**/*", keep_here)
        context.set_default_timeout(PATIENCE)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
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
def warm_url(app_url: str, browser: Browser, settle: Callable[[Page], None]) -> str:
    """`app_url` after a first visit to its front page.

    The first session of a server loads twice (pages/parts/cold_start.py), which would come in the midst of a test.
    """
    page = browser.new_page()
    page.goto(app_url, timeout=PATIENCE)
    settle(page)
    page.close()
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
