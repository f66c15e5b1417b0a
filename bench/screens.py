"""How long the script of each page takes on a store the size of the country, beside the 150 ms that it may take.

    python -m bench.screens [--home FOLDER] [--bodies 400] [--repeat 3] [--only overzicht ...] [--queries]

Without a folder the store is made first (bench.national); one with lines is made by bench.country. Each page is run in this process by Streamlit's own test runner: `first`
is as the first visitor finds it, `anew` the fastest of the runs after for which something was written just before, so that no answer is known any more, `processor` the least
that one of these used of all cores together, and `again` the fastest of those with nothing written, such as a click on the page makes. `bare` is the fastest run of a page that does nothing but draw as many of the same
widgets and texts: what Streamlit itself needs. `sums` and `lines` are the slowest query of the page over the sums, which may take 50 ms,
and over lines, in the quickest of the runs anew; `--queries` shows the first of these where it takes longer. A page that does not show what was asked ends the measuring.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.national import build
from bench.queries import Queries
from kpi.model import Role
from pages.parts.addresses import ADDRESSES
from pages.parts.app import opened

ROOT = Path(__file__).parents[1]
TARGET, QUERY_TARGET = 150, 50
BODY = "verzonnen-001"
PROMISE = f"{BODY}-circular_all_spend"


@dataclass(frozen=True)
class Page:
    """An address as an audience opens it, and the texts by any of which it can be told that it shows what was asked: with sums alone,
    or with lines behind them.
    """

    address: str
    role: Role
    shows: tuple[str, ...]
    parameters: Mapping[str, str] = field(default_factory=dict)


PAGES = (
    Page("overzicht", Role.ADMINISTRATOR, ("Van de 5 ambities",)),
    Page("ambities", Role.ADMINISTRATOR, ("heeft 5 ambities vastgelegd",)),
    Page("ambitie", Role.ADMINISTRATOR, ("<h1>Verzonnen toezegging",), {"id": PROMISE}),
    Page("ambitie", Role.ADMINISTRATOR, ("Factuurregels",), {"id": PROMISE, "regels": "1"}),
    Page("thema", Role.ADMINISTRATOR, ("<h1>Circulair: ",), {"id": "CIR"}),
    Page("afdeling", Role.ADMINISTRATOR, ("<h1>Afdeling 1: van de",), {"id": "afdeling-1"}),
    Page("vergelijken", Role.MINISTRY, ("de middelste gemeente staat op",)),
    Page("vergelijken", Role.ADMINISTRATOR, ("de middelste gemeente staat op",)),
    Page("deelname", Role.MINISTRY, ("organisaties leverden 2025 in",)),
    Page("ambitieniveau", Role.MINISTRY, ("organisaties deden een belofte",)),
    Page("rijk", Role.MINISTRY, ("is hier geen ministerie bekend",)),
    Page("inlezen", Role.BUYER, ("<h1>Uitgaven inlezen",)),
    Page("leveringen", Role.BUYER, ("Het jaar 2025 is compleet",)),
    Page("indelen", Role.BUYER, ("<h1>Alles is ingedeeld", "in te delen</h1>")),
    Page("bewijs", Role.BUYER, ("<h1>Waaruit blijkt dat",)),
    Page("leveranciers", Role.BUYER, (" leveranciers</h1>",)),
    Page("telt-niet-mee", Role.BUYER, ("Er zijn nog geen uitgaven ingediend", "telt mee als inkoop</h1>")),
    Page("steekproef", Role.BUYER, ("<h1>Steekproef over",)),
    Page("vastleggen", Role.BUYER, ("5 ambities zijn vastgelegd",)),
    Page("beheer", Role.BUYER, ("<h1>Beheer van",)),
    Page("eigen-indicatoren", Role.BUYER, ("heeft geen eigen indicatoren",)),
    Page("uitleg", Role.PUBLIC, ("elk op één manier geteld",)),
    Page("begrippen", Role.PUBLIC, ("elk met één betekenis",)),
    Page("gegevens", Role.PUBLIC, ("terug te voeren op factuurregels",)),
    Page("toegankelijkheid", Role.PUBLIC, ("moet deze schermen kunnen lezen",)),
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--home", type=Path)
    options.add_argument("--bodies", type=int, default=400)
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--queries", action="store_true")
    options.add_argument("--only", nargs="*", choices=sorted(ADDRESSES), default=sorted(ADDRESSES))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = chosen.home or Path(folder) / "home"
        if not (home / "store.duckdb").exists():
            build(home, chosen.bodies)
        os.environ["AMBITIEMONITOR_HOME"] = str(home)
        queries = Queries()
        print(
            f"{'milliseconds of the script':34}{'first':>8}{'anew':>8}{'processor':>11}{'again':>8}{'bare':>7}{'sums':>7}{'lines':>7}"
            f"   may take {TARGET}, a query over the sums {QUERY_TARGET}"
        )
        for page in (one for one in PAGES if one.address in chosen.only):
            app, (first, *more), repeated = times(page, chosen.repeat, queries)
            anew, processor, over_lines = (
                min(getattr(one, name) for one in more) for name in ("clock", "processor", "over_lines")
            )
            again = min(one.clock for one in repeated)
            over_sums, slowest = min(one.over_sums for one in more)
            over = "  over" if anew > TARGET or over_sums > QUERY_TARGET else ""
            name = page.address + "".join(f" {one}" for one in page.parameters if one != "id") + f" ({page.role.value})"
            drawn = AppTest.from_string(bare_script(app), default_timeout=120)
            bare = min(_run(drawn, queries).clock for _ in range(1 + chosen.repeat))
            print(
                f"{name:34}{first.clock:8.0f}{anew:8.0f}{processor:11.0f}{again:8.0f}{bare:7.0f}{over_sums:7.0f}{over_lines:7.0f}{over}",
                flush=True,
            )
            if chosen.queries and over_sums > QUERY_TARGET:
                print(f"    {' '.join(slowest.split())}")


@dataclass(frozen=True)
class Taken:
    """Milliseconds of one run: on the clock, of the processor, of its slowest query over the sums (with its text) and over the lines."""

    clock: float
    processor: float
    over_sums: tuple[float, str]
    over_lines: float


def times(page: Page, repeat: int, queries: Queries) -> tuple[AppTest, list[Taken], list[Taken]]:
    """The page as it was last shown, what each run took for which something was written before, the first one too, and what each took
    for which nothing was.
    """
    script = ADDRESSES[page.address].script
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=120)
    app.query_params["rol"] = page.role.value
    app.query_params["org"] = BODY
    app.run()
    app.switch_page(str(ROOT / "pages" / script))
    for name, value in page.parameters.items():
        app.query_params[name] = value
    anew, again = [_run(app, queries)], []
    for _ in range(repeat):
        with opened().store.transaction():
            pass
        anew.append(_run(app, queries))
        again.append(_run(app, queries))
    if app.exception:
        raise SystemExit(f"{page.address}: {app.exception[0].message}")
    if not any(text in shown(app) for text in page.shows):
        raise SystemExit(
            f"{page.address}: “{page.shows[0]}” does not stand on the page, so it is not the page that was asked."
        )
    return app, anew, again


def _run(app: AppTest, queries: Queries) -> Taken:
    queries.clear()
    start, processor = time.perf_counter(), time.process_time()
    app.run()
    clock, used = 1000 * (time.perf_counter() - start), 1000 * (time.process_time() - processor)
    return Taken(clock, used, queries.slowest(over_lines=False), queries.slowest(over_lines=True)[0])


def shown(app: AppTest) -> str:
    """All that a page says: the markup of its components and the texts and labels of Streamlit's own elements."""
    markup = [json.loads(element.proto.json).get("markup", "") for element in app.get("bidi_component")]
    own = [str(getattr(one, name, "")) for one in app.main for name in ("label", "value", "body")]
    return "\n".join((*markup, *own))


WIDGETS = ("button", "checkbox", "expander", "radio", "selectbox", "text_input", "toggle")


def bare_script(app: AppTest, showing: str = "") -> str:
    """A page with as many of the same widgets and options, keyed as they are labelled; a text stands in the place of each piece of markup, and a
    chart of two points in the place of each chart. These show what was chosen in the widget that is named by `showing`.
    """
    chosen = f"st.session_state.get('{showing}', 'a')" if showing else "'a'"
    lines = ["import streamlit as st", f"chosen = {chosen}"]
    lines += [f"st.markdown('markdown {place}')" for place in range(len(app.get("markdown")))]
    lines += [f"st.markdown(f'markup {place} {{chosen}}')" for place in range(len(app.get("bidi_component")))]
    for kind in WIDGETS:
        for place, widget in enumerate(app.get(kind)):
            choices = f", {_choices(len(widget.options))}" if kind in ("radio", "selectbox") else ""
            lines.append(f"st.{kind}('{kind} {place}'{choices}, key='{kind} {place}')")
    charts = (
        f"st.plotly_chart({{'data': [{{'y': [1, ord(chosen)]}}]}}, key='chart {place}')"
        for place in range(len(app.get("plotly_chart")))
    )
    return "\n".join([*lines, *charts])


def _choices(number: int) -> list[str]:
    """As many options as our widget has, and two at least, between which is chosen."""
    return ["a", "b", *(f"option {place}" for place in range(2, number))]


if __name__ == "__main__":
    main()
