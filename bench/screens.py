"""How long the script of each page takes on a store the size of the country, beside the 150 ms that it may take.

    python -m bench.screens [--home FOLDER] [--bodies 400] [--repeat 3] [--only overzicht ...]

Without a folder the store is made first (bench.national). Each page is run in this process by Streamlit's own test runner: `first`
is as the first visitor finds it, `again` the fastest of the runs after, such as a click on the page makes, and `processor` the least
that one of these used of all cores together. `bare` is the fastest run of a page that does nothing but draw as many of the same
widgets and texts: what Streamlit itself needs. A page that does not show what was asked ends the measuring.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.national import build
from kpi.model import Role
from pages.parts.addresses import ADDRESSES

ROOT = Path(__file__).parents[1]
TARGET = 150
BODY = "verzonnen-001"
PROMISE = f"{BODY}-circular_all_spend"


@dataclass(frozen=True)
class Page:
    """An address as an audience opens it, and a text by which it can be told that it shows what was asked."""

    address: str
    role: Role
    shows: str
    parameters: Mapping[str, str] = field(default_factory=dict)


PAGES = (
    Page("overzicht", Role.ADMINISTRATOR, "Van de 5 ambities"),
    Page("ambities", Role.ADMINISTRATOR, "heeft 5 ambities vastgelegd"),
    Page("ambitie", Role.ADMINISTRATOR, "<h1>Verzonnen toezegging", {"id": PROMISE}),
    Page("ambitie", Role.ADMINISTRATOR, "Factuurregels", {"id": PROMISE, "regels": "1"}),
    Page("thema", Role.ADMINISTRATOR, "<h1>Circulair: van de", {"id": "CIR"}),
    Page("afdeling", Role.ADMINISTRATOR, "<h1>Afdeling 1: van de", {"id": "afdeling-1"}),
    Page("vergelijken", Role.MINISTRY, "de middelste gemeente staat op"),
    Page("vergelijken", Role.ADMINISTRATOR, "de middelste gemeente staat op"),
    Page("deelname", Role.MINISTRY, "organisaties leverden 2025 in"),
    Page("ambitieniveau", Role.MINISTRY, "organisaties deden een belofte"),
    Page("rijk", Role.MINISTRY, "is hier geen ministerie bekend"),
    Page("inlezen", Role.BUYER, "<h1>Uitgaven inlezen"),
    Page("leveringen", Role.BUYER, "Het jaar 2025 is compleet"),
    Page("indelen", Role.BUYER, "<h1>Alles is ingedeeld"),
    Page("bewijs", Role.BUYER, "<h1>Waaruit blijkt dat"),
    Page("leveranciers", Role.BUYER, "<h1>0 leveranciers"),
    Page("telt-niet-mee", Role.BUYER, "Er zijn nog geen uitgaven ingediend"),
    Page("steekproef", Role.BUYER, "<h1>Steekproef over"),
    Page("vastleggen", Role.BUYER, "5 ambities zijn vastgelegd"),
    Page("beheer", Role.BUYER, "<h1>Beheer van"),
    Page("eigen-indicatoren", Role.BUYER, "0 eigen indicatoren"),
    Page("uitleg", Role.PUBLIC, "elk op één manier geteld"),
    Page("begrippen", Role.PUBLIC, "elk met één betekenis"),
    Page("gegevens", Role.PUBLIC, "terug te voeren op factuurregels"),
    Page("toegankelijkheid", Role.PUBLIC, "moet deze schermen kunnen lezen"),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path)
    options.add_argument("--bodies", type=int, default=400)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--only", nargs="*", choices=sorted(ADDRESSES), default=sorted(ADDRESSES))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder) / "home"
        if not (home / "store.duckdb").exists():
            build(home, chosen.bodies)
        os.environ["AMBITIEMONITOR_HOME"] = str(home)
        print(
            f"{'milliseconds of the script':34}{'first':>8}{'again':>8}{'processor':>11}{'bare':>7}   may take {TARGET}"
        )
        for page in (one for one in PAGES if one.address in chosen.only):
            app, ((first, _), *more) = times(page, chosen.repeat)
            again, processor = min(wall for wall, _ in more), min(used for _, used in more)
            over = "  over" if again > TARGET else ""
            name = page.address + "".join(f" {one}" for one in page.parameters if one != "id") + f" ({page.role.value})"
            print(
                f"{name:34}{first:8.0f}{again:8.0f}{processor:11.0f}{_bare(app, chosen.repeat):7.0f}{over}", flush=True
            )


def times(page: Page, repeat: int) -> tuple[AppTest, list[tuple[float, float]]]:
    """The page as it was last shown, and of each run the milliseconds on the clock and of the processor."""
    script = ADDRESSES[page.address].script
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120)
    app.query_params["rol"] = page.role.value
    app.query_params["org"] = BODY
    app.run()
    app.switch_page(str(ROOT / "pages" / script))
    for name, value in page.parameters.items():
        app.query_params[name] = value
    taken = [_run(app) for _ in range(1 + repeat)]
    if app.exception:
        raise SystemExit(f"{page.address}: {app.exception[0].message}")
    if page.shows not in shown(app):
        raise SystemExit(
            f"{page.address}: “{page.shows}” does not stand on the page, so it is not the page that was asked."
        )
    return app, taken


def _run(app: AppTest) -> tuple[float, float]:
    start, processor = time.perf_counter(), time.process_time()
    app.run()
    return 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - processor)


def shown(app: AppTest) -> str:
    """All that a page says: the markup of its components and the texts and labels of Streamlit's own elements."""
    markup = [json.loads(element.proto.json).get("markup", "") for element in app.get("bidi_component")]
    own = [str(getattr(one, name, "")) for one in app.main for name in ("label", "value", "body")]
    return "\n".join((*markup, *own))


WIDGETS = ("button", "checkbox", "expander", "markdown", "radio", "selectbox", "text_input", "toggle")


def _bare(app: AppTest, repeat: int) -> float:
    """The fastest of the runs of a page with as many of the same widgets; a text stands in the place of each piece of markup."""
    drawn = Counter({kind: len(app.get(kind)) for kind in WIDGETS})
    drawn["markdown"] += len(app.get("bidi_component"))
    lines = ["import streamlit as st"]
    for kind, number in drawn.items():
        choices = ', ["a", "b"]' if kind in ("radio", "selectbox") else ""
        lines += [f"st.{kind}('{kind} {place}'{choices})" for place in range(number)]
    bare = AppTest.from_string("\n".join(lines))
    return min(_run(bare)[0] for _ in range(1 + repeat))


if __name__ == "__main__":
    main()
