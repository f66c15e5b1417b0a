"""How long a click takes until the page shows its result in a browser, beside the same click on a bare page of equal widgets.

    python -m bench.clicks [--home FOLDER] [--bodies 400] [--repeat 9]

Without a folder the store is made first (bench.national). Of each click the middle of the repeats is told, in milliseconds from the click
until nothing changes on the page any more; the page has then shown what was asked, else the measuring ends. The bare page draws as many of the same
widgets, a text in the place of each piece of markup and a chart in the place of each chart, and writes what was chosen below them. It may take 1.5 times as long.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from playwright.sync_api import Page as Window
from playwright.sync_api import sync_playwright

from bench.national import build
from bench.queries import Queries
from bench.screens import BODY, PAGES, Page, bare_script, times
from kpi.model import Role
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.server import running_app

TARGET = 1.5


@dataclass(frozen=True)
class Click:
    """A choice on a page, made to and fro: what kind of widget, its label, and for each choice the text that the page then shows.

    `behind` is the label of the button behind which the widget stands.
    """

    page: Page
    kind: str
    label: str
    choices: tuple[tuple[str, str], ...]
    behind: str = ""


def _page(address: str, role: Role) -> Page:
    return next(one for one in PAGES if one.address == address and one.role is role)


CONTEXT = "Verzonnen organisatie 001"
YEARS = (("2023 (definitief)", "· 2023 (definitief)"), ("2024 (definitief)", "· 2024 (definitief)"))
CLICKS = (
    Click(_page("overzicht", Role.ADMINISTRATOR), "selectbox", "Jaar", YEARS, CONTEXT),
    Click(
        _page("ambitie", Role.ADMINISTRATOR),
        "selectbox",
        "Afdeling",
        (("Afdeling 1", "· Afdeling 1"), ("Afdeling 2", "· Afdeling 2")),
        CONTEXT,
    ),
    Click(
        _page("vergelijken", Role.MINISTRY),
        "selectbox",
        "Jaar",
        (("2023 (definitief)", "aandeel in 2023"), ("2024 (definitief)", "aandeel in 2024")),
    ),
)

ROOTS = """const roots = [document.querySelector('[data-testid=stMain]')];
    for (const root of roots)
        for (const one of root.querySelectorAll('*')) if (one.shadowRoot) roots.push(one.shadowRoot);"""
"""The page, and the pieces of markup in it, which stand in a tree of their own."""

WATCH = f"""() => {{
    {ROOTS}
    window.watched = {{begun: null, last: null}};
    document.addEventListener('pointerdown', () => {{ window.watched.begun = performance.now(); }}, {{capture: true, once: true}});
    window.watcher?.disconnect();
    window.watcher = new MutationObserver(() => {{ window.watched.last = performance.now(); }});
    for (const root of roots) window.watcher.observe(root, {{subtree: true, childList: true, characterData: true}});
}}"""
READY = f"""([text, quiet]) => {{
    {ROOTS}
    const {{begun, last}} = window.watched, app = document.querySelector('[data-testid=stApp]');
    return begun && last > begun && performance.now() - last > quiet && app.dataset.testScriptState === 'notRunning'
        && roots.some(root => root.textContent.includes(text)) && last - begun;
}}"""
QUIET = 800
"""Milliseconds without a change after which nothing is expected any more."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path)
    options.add_argument("--bodies", type=int, default=400)
    options.add_argument("--repeat", type=int, default=9)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        home = chosen.home or folder / "home"
        if not (home / "store.duckdb").exists():
            build(home, chosen.bodies)
        scripts = _bare_scripts(home, folder)
        print(f"{'milliseconds of a click':34}{'ours':>8}{'bare':>8}{'ratio':>8}   may be {TARGET}")
        with running_app(home, folder / "ours.txt") as address, _browser() as window:
            ours = [_ours(window, address, click, chosen.repeat) for click in CLICKS]
        for click, taken, script in zip(CLICKS, ours, scripts, strict=True):
            with running_app(home, folder / "bare.txt", script=script) as address, _browser() as window:
                bare = _bare(window, address, click, chosen.repeat)
            ratio = taken / bare
            name = f"{click.page.address} ({click.page.role.value}): {click.label}"
            print(f"{name:34}{taken:8.0f}{bare:8.0f}{ratio:8.2f}{'  over' if ratio > TARGET else ''}", flush=True)


def _bare_scripts(home: Path, folder: Path) -> list[Path]:
    """For each click the bare page of as many of the same elements, as a script that writes below them what was chosen."""
    os.environ["AMBITIEMONITOR_HOME"] = str(home)
    scripts = []
    for number, click in enumerate(CLICKS):
        app, *_ = times(click.page, 0, Queries())
        scripts.append(folder / f"bare_{number}.py")
        written = f"st.markdown(f'chosen: {{st.session_state[\"{click.kind} 0\"]}}')"
        scripts[-1].write_text(f"{bare_script(app)}\n{written}\n")
    st.cache_resource.clear()  # closes the store: a server is to open it
    return scripts


@contextmanager
def _browser() -> Iterator[Window]:
    """An empty page of a browser of its own. Raises SystemExit where there is no browser."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"There is no browser on this machine: none of {', '.join(BROWSERS)} is on the path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        browser.close()


def _ours(window: Window, address: str, click: Click, repeat: int) -> float:
    asked = {"rol": click.page.role.value, "org": BODY, **click.page.parameters}
    window.goto(f"{address}/{click.page.address}?{urlencode(asked)}")
    window.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    return _middle(window, click, repeat)


def _bare(window: Window, address: str, click: Click, repeat: int) -> float:
    window.goto(address)
    window.get_by_text("chosen: ").wait_for(timeout=60_000)
    choices = (("b", "chosen: b"), ("a", "chosen: a"))
    return _middle(window, Click(click.page, click.kind, f"{click.kind} 0", choices), repeat)


def _middle(window: Window, click: Click, repeat: int) -> float:
    """The middle of so many clicks to and fro, after one each way that does not count."""
    taken = []
    for turn in range(2 + repeat):
        choice, shows = click.choices[turn % 2]
        widget = window.get_by_role("combobox", name=click.label)
        if click.behind and not widget.is_visible():
            window.get_by_role("button", name=click.behind).click()
        widget.click()
        option = window.get_by_role("option", name=choice, exact=True)
        option.wait_for()
        window.evaluate(WATCH)
        option.click()
        taken.append(window.wait_for_function(READY, arg=[shows, QUIET], timeout=60_000).json_value())
    return statistics.median(taken[2:])


if __name__ == "__main__":
    main()
