"""The screens say the figures of `python -m kpi status --json`: the overview, each theme, each department, each ambition."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest

from kpi.language import percent
from kpi.measure import load_indicators
from kpi.wording import status_word
from tests.pages.conftest import BODY, ROOT, Run
from tests.pages.shown import markup

YEAR = 2025
NAMES = load_indicators()
Told = dict


@pytest.fixture(scope="module")
def told(small_store: Path) -> list[Told]:
    """What the command line says of every year, whole and by department; only what was promised about."""
    asked = [*("--json", "--by-department"), "--home", str(small_store), "--body", BODY]
    printed = subprocess.run(
        [sys.executable, "-m", "kpi", "status", *asked], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return [one for one in json.loads(printed) if one["commitment_version"] is not None]


def of_year(told: list[Told], department: str | None) -> list[Told]:
    return [one for one in told if one["year"] == YEAR and one["department"] == department]


def departments(told: list[Told]) -> list[str]:
    return sorted({one["department"] for one in told if one["department"] and one["year"] == YEAR})


def bound(one: Told, name: str) -> str | None:
    """A bound of a share as a screen writes it: rounded to the unfavourable side; None of what is no share."""
    if one["unit"] != "share":
        return None
    if one[name] is None:
        return "–"
    side = "down" if NAMES[one["indicator"]].higher_is_better else "up"
    return percent("nl", Fraction(one[name]["exact"]), side)


def interval(one: Told) -> str | None:
    low, high = bound(one, "proven"), bound(one, "possible")
    return low if low == high else f"{low}–{high}"


def word(one: Told) -> str:
    return status_word("nl", one["status"])


def parts(shown: str, tag: str) -> list[str]:
    """The items or rows of markup, as text without its tags."""
    found = re.findall(rf"<{tag}[ >].*?</{tag}>", shown, flags=re.DOTALL)
    return [part for part in found if "<a " in part]


def text(part: str) -> str:
    bare = re.sub(r"<svg.*?</svg>", " ", part, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", bare)).replace("\N{NO-BREAK SPACE}", " ").split())


def about(found: list[str], one: Told) -> str:
    """The one part that leads to the ambition of a figure, at its department."""

    def leads(part: str) -> bool:
        href = html.unescape(re.search(r'href="([^"]*)"', part)[1])  # type: ignore[index]
        where = re.search(r"[?&]afd=([^&]*)", href)
        return (
            f"id={one['commitment_id']}" in re.split("[?&]", href)
            and (where[1] if where else None) == one["department"]
        )

    (part,) = [part for part in found if leads(part)]
    return text(part)


def test_the_overview_says_every_figure_of_the_status(app: Run, told: list[Told]) -> None:
    test = app(org=BODY, jaar=str(YEAR))
    rows = [part for part in parts(markup(test), "li") if 'class="bullet' in part]
    table = parts(markup(test.toggle(key="as_table").set_value(True).run()), "tr")

    assert len(of_year(told, None)) >= 3
    for one in of_year(told, None):
        row, line = about(rows, one), about([row for row in table if "ambitie?" in row], one)
        assert word(one) in row
        assert word(one) in line
        for name in ("proven", "possible"):
            if bound(one, name) is not None:
                assert bound(one, name) in line
                assert one[name] is None or bound(one, name) in row


def test_a_theme_says_the_figures_of_the_whole_and_of_its_departments(app: Run, told: list[Told]) -> None:
    now = [one for one in told if one["year"] == YEAR]
    for theme in sorted({one["theme"][0] for one in now}):
        shown = markup(app("pages/administrator/theme.py", org=BODY, jaar=str(YEAR), id=theme))
        panels = [part for part in parts(shown, "li") if 'class="multiple"' in part]
        for one in [one for one in now if one["theme"][0] == theme]:
            if one["department"] is not None and (one["department"] == "" or one["base"] in (None, "0.00")):
                continue  # a department without spend in scope has no panel
            panel = about(panels, one)
            assert word(one) in panel
            if interval(one) is not None:
                assert interval(one) in panel


def test_a_department_says_its_figures(app: Run, told: list[Told]) -> None:
    assert len(departments(told)) >= 3
    for department in departments(told):
        shown = markup(app("pages/administrator/department.py", org=BODY, jaar=str(YEAR), id=department))
        panels = [part for part in parts(shown, "li") if 'class="multiple"' in part]
        for one in of_year(told, department):
            assert word(one) in about(panels, one)
            if interval(one) is not None:
                assert interval(one) in about(panels, one)


def test_an_ambition_says_the_figures_of_all_its_years(app: Run, told: list[Told]) -> None:
    for promise in sorted({one["commitment_id"] for one in of_year(told, None)}):
        opened = app("pages/administrator/ambition.py", org=BODY, jaar=str(YEAR), id=promise)
        opened.session_state["history_as_table"] = True
        shown = markup(opened.run())
        rows = {found[:4]: found for found in map(text, re.findall(r"<tr>.*?</tr>", shown, flags=re.DOTALL))}
        years = [one for one in told if one["commitment_id"] == promise and one["department"] is None]
        assert years
        for one in years:
            row = rows[str(one["year"])]
            assert word(one) in row
            for name in ("proven", "possible"):
                if bound(one, name) is not None:
                    assert bound(one, name) in row
