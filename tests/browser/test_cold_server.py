"""A server that nobody has visited yet: a page of another audience does not run, and every address opens.

Streamlit's old page discovery is active until the first session passed `st.navigation`: only then is there something
to see, so every test here has a server of its own. Python itself tells which scripts it executed.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.server import ROOT, running_app

WITNESS = """
import os, sys

def note(event, arguments):
    name = getattr(arguments[0], "co_filename", "") if event == "exec" else ""
    if f"{os.sep}pages{os.sep}" in name or name.endswith("dashboard.py"):
        with open(os.environ["WITNESS"], "a", encoding="utf-8") as log:
            print(name, file=log)

sys.addaudithook(note)
"""


@pytest.mark.parametrize(
    ("address", "script"),
    [
        pytest.param("inlezen", "pages/buyer/upload.py", id="an upload, looked for by an administrator"),
        pytest.param("deelname", "pages/ministry/participation.py", id="participation, looked for by an administrator"),
        pytest.param(
            "overzicht?rol=public", "pages/administrator/overview.py", id="the overview, looked for by the public"
        ),
    ],
)
def test_a_deep_link_to_a_page_of_another_audience_says_for_whom_it_is_and_does_not_run_it(
    address: str, script: str, tmp_path: Path, new_page: Callable[..., Page], settle: Callable[[Page], None]
) -> None:
    assert (ROOT / script).exists()
    (tmp_path / "sitecustomize.py").write_text(WITNESS, encoding="utf-8")
    log = tmp_path / "witness.txt"

    with running_app(
        tmp_path / "home", tmp_path / "server.txt", {"PYTHONPATH": str(tmp_path), "WITNESS": str(log)}
    ) as url:
        page = new_page()
        page.goto(f"{url}/{address}")
        settle(page)
        expect(page.get_by_role("heading", level=1)).to_contain_text("is een pagina voor", timeout=60_000)
        expect(page.get_by_role("dialog")).to_have_count(0)

    executed = log.read_text(encoding="utf-8").splitlines()
    assert str(ROOT / "dashboard.py") in executed
    assert str(ROOT / script) not in executed


def test_the_first_visitor_of_a_server_may_come_by_any_address(
    tmp_path: Path, new_page: Callable[..., Page], settle: Callable[[Page], None]
) -> None:
    with running_app(tmp_path / "home", tmp_path / "server.txt") as url:
        page = new_page()
        page.goto(f"{url}/inlezen?rol=buyer")
        settle(page)

        expect(page.get_by_text("U kijkt als: inkoop")).to_be_visible(timeout=60_000)
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.url == f"{url}/inlezen?rol=buyer"
