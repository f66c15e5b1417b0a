"""How long a click takes until the page shows its result in a browser, beside the same click on a bare page of equal widgets.

    python -m bench.clicks [--home FOLDER] [--bodies 400] [--repeat 5] [--rounds 3]

Without a folder the store is made first (bench.national). Of each click the middle of the repeats is told, in milliseconds from the click
until nothing changes on the page any more; the page has then shown what was asked, else the measuring ends. `first` is of choices that nobody
made before, `again` of those that were made; in each round the servers are started anew, so that there are such choices again. The bare page draws as many of the same widgets, a text in the place of each piece of markup and a
chart of two points in the place of each chart, and writes what was chosen below them. On `bare` each of these texts and charts shows what was
chosen, as ours do: a click on ours may take 1.5 times as long. On `still` only the line below them does, and Streamlit leaves the rest as it stands.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Page as Window
from playwright.sync_api import TimeoutError as Waited

from bench.national import build
from bench.queries import Queries
from bench.screens import BODY, PAGES, Page, bare_script, times
from kpi.model import Role
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.server import running_app

TARGET = 1.5


@dataclass(frozen=True)
class Click:
    """A choice on a page: what kind of widget, its label, and for each choice the text that the page then shows.

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
YEARS = tuple(f"{year} (definitief)" for year in range(2020, 2025))
CLICKS = (
    Click(
        _page("overzicht", Role.ADMINISTRATOR),
        "selectbox",
        "Jaar",
        tuple((year, f"· {year}") for year in YEARS),
        CONTEXT,
    ),
    Click(
        _page("ambitie", Role.ADMINISTRATOR),
        "selectbox",
        "Afdeling",
        tuple((f"Afdeling {number}", f"· Afdeling {number}") for number in range(1, 9)),
        CONTEXT,
    ),
    Click(
        _page("vergelijken", Role.MINISTRY),
        "selectbox",
        "Jaar",
        tuple((year, f"aandeel in {year.split()[0]}") for year in YEARS),
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
DRAWN = 3_000
"""Milliseconds in which a page that was opened draws its charts: they push a list that opens meanwhile away."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path)
    options.add_argument("--bodies", type=int, default=400)
    options.add_argument("--repeat", type=int, default=5)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept)
        home = chosen.home or folder / "home"
        if not (home / "store.duckdb").exists():
            build(home, chosen.bodies)
        scripts = _bare_scripts(home, folder)
        print(
            f"{'milliseconds of a click':34}{'first':>8}{'again':>8}{'bare':>8}{'still':>8}{'ratios':>14}   may be {TARGET}"
        )
        with _browser() as browser:
            for click, two in zip(CLICKS, scripts, strict=True):
                rounds = [
                    _beside_each_other(browser, home, click, two, chosen.repeat, folder) for _ in range(chosen.rounds)
                ]
                first, again, bare, still = (statistics.median(chain(*one)) for one in zip(*rounds, strict=True))
                ratios = first / bare, again / bare
                name = f"{click.page.address} ({click.page.role.value}): {click.label}"
                print(
                    f"{name:34}{first:8.0f}{again:8.0f}{bare:8.0f}{still:8.0f}{ratios[0]:7.2f}{ratios[1]:7.2f}"
                    f"{'  over' if max(ratios) > TARGET else ''}",
                    flush=True,
                )


def _beside_each_other(
    browser: Browser, home: Path, click: Click, two: tuple[Path, Path], repeat: int, folder: Path
) -> tuple[Sequence[float], ...]:
    """What the choices take that are made first on our page, made again there, and made on the two bare pages. The three are clicked in
    turn, so that other work of the machine falls on all of them.
    """
    with ExitStack() as open_:
        windows = [_ours(browser, open_.enter_context(running_app(home, folder / "ours.txt")), click)]
        for script in two:
            server = running_app(folder / "home", folder / f"{script.stem}.txt", script=script)
            windows.append(_bare(browser, open_.enter_context(server)))
        for window in windows:
            window.bring_to_front()
            window.wait_for_timeout(DRAWN)
        plain = Click(click.page, click.kind, f"{click.kind} 0", (("b", "chosen: b"), ("a", "chosen: a")))
        taken = [
            [_taken(window, one, turn) for window, one in zip(windows, (click, plain, plain), strict=True)]
            for turn in range(len(click.choices) + repeat)
        ]
        for window in windows:
            window.close()
    ours, bare, still = zip(*taken, strict=True)
    made = len(click.choices)
    return ours[1:made], ours[made:], bare[2:], still[2:]


def _bare_scripts(home: Path, folder: Path) -> list[tuple[Path, Path]]:
    """For each click the bare page of as many of the same elements, as a script that writes below them what was chosen: one of which all
    texts and charts show it, and one that stands still.
    """
    os.environ["AMBITIEMONITOR_HOME"] = str(home)
    scripts = []
    for number, click in enumerate(CLICKS):
        app, *_ = times(click.page, 0, Queries())
        widget = f"{click.kind} 0"
        written = f"st.markdown(f'chosen: {{st.session_state[\"{widget}\"]}}')"
        two = folder / f"bare_{number}.py", folder / f"still_{number}.py"
        for script, showing in zip(two, (widget, ""), strict=True):
            script.write_text(f"{bare_script(app, showing)}\n{written}\n")
        scripts.append(two)
    st.cache_resource.clear()  # closes the store: a server is to open it
    return scripts


@contextmanager
def _browser() -> Iterator[Browser]:
    """Raises SystemExit where there is none."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"There is no browser on this machine: none of {', '.join(BROWSERS)} is on the path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


def _opened(browser: Browser, address: str) -> Window:
    """A page in a window of its own."""
    window = browser.new_page(viewport={"width": 1280, "height": 900}, locale="nl-NL")
    window.goto(address)
    return window


def _ours(browser: Browser, address: str, click: Click) -> Window:
    asked = {"rol": click.page.role.value, "org": BODY, **click.page.parameters}
    window = _opened(browser, f"{address}/{click.page.address}?{urlencode(asked)}")
    window.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
    return window


def _bare(browser: Browser, address: str) -> Window:
    window = _opened(browser, address)
    window.get_by_text("chosen: ").wait_for(timeout=60_000)
    return window


def _taken(window: Window, click: Click, turn: int) -> float:
    """The milliseconds of one click; each turn makes the next choice."""
    window.bring_to_front()
    choice, shows = click.choices[turn % len(click.choices)]
    widget = window.get_by_role("combobox", name=click.label)
    if click.behind and not widget.is_visible():
        window.get_by_role("button", name=click.behind).click()
    option = window.get_by_role("option", name=choice, exact=True)
    widget.scroll_into_view_if_needed()
    widget.click()
    try:
        option.wait_for(timeout=5_000)
    except Waited:  # what was still being drawn closed the list
        widget.click()
        option.wait_for()
    window.evaluate(WATCH)
    option.click()
    return window.wait_for_function(READY, arg=[shows, QUIET], timeout=60_000).json_value()


if __name__ == "__main__":
    main()
