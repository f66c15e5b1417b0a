"""Where the screens may lie: Streamlit would run a script directly in pages/ without dashboard.py, past its sign-in."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.repository import ROOT, code

AUDIENCES = {"administrator", "buyer", "ministry", "everyone"}


def test_no_script_lies_directly_in_pages() -> None:
    assert [path.name for path in (ROOT / "pages").glob("*.py") if path.name != "__init__.py"] == []


def test_every_place_for_a_file_says_how_large_it_may_be() -> None:
    unbounded = [
        (path, call.lineno)
        for path in code("pages")
        for call in ast.walk(ast.parse((ROOT / path).read_text("utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "file_uploader"
        and "max_upload_size" not in {keyword.arg for keyword in call.keywords}
    ]
    assert unbounded == []


def test_every_page_lies_in_the_folder_of_its_audience() -> None:
    strays = [
        path for path in code("pages") if path.parent != Path("pages") and path.parts[1] not in AUDIENCES | {"parts"}
    ]
    assert strays == []
