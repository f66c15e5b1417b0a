"""Imports run down the picture of docs/architecture.md only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.house.repository import code, tree

NOUNS = {"kpi.model", "kpi.language", "kpi.succession", "kpi.wording", "kpi.shapes", "kpi.texts"}
SHARED_DATA = {"kpi.reference"}
ROOMS = {f"kpi.{room}" for room in ("intake", "evidence", "measure", "commitment", "compare", "report")}
KEEPERS = {"kpi.store", "kpi.access"}
DOOR = {"kpi.service"}
AUDIENCES = {f"pages.{audience}" for audience in ("administrator", "buyer", "ministry", "everyone")}

MAY_IMPORT: dict[str, set[str]] = {
    "kpi": set(),
    "kpi.model": set(),
    "kpi.language": {"kpi.model"},
    "kpi.succession": {"kpi.model"},
    "kpi.wording": {"kpi.model", "kpi.language"},
    "kpi.shapes": {"kpi.model"},
    "kpi.texts": {"kpi.model"},
    "kpi.reference": {"kpi.model"},
    **dict.fromkeys(ROOMS, NOUNS | SHARED_DATA),
    **dict.fromkeys(KEEPERS, NOUNS),
    "kpi.service": NOUNS | SHARED_DATA | ROOMS | KEEPERS,
    "kpi.example": NOUNS | DOOR,
    # `read` says what a file is without a store, and so without a viewer whose rights there are to ask about.
    "kpi.cli": NOUNS | DOOR | {"kpi.example", "kpi.intake"},
    "kpi.__main__": {"kpi.cli"},
    "pages": set(),
    # An empty monitor offers to build the example, and meanwhile no page shows figures.
    "pages.parts": NOUNS | DOOR | {"kpi.example"},
    **dict.fromkeys(AUDIENCES, NOUNS | DOOR | {"pages.parts"}),
    "dashboard": NOUNS | DOOR | {"pages.parts"},
}
"""For each part of the house the parts of ours that it may import; its own insides always."""

SCREENS_ONLY = {"streamlit", "plotly"}
DATABASE = {"duckdb"}
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM|INSERT\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|(CREATE|DROP|ALTER)\s+TABLE)\b", re.S
)


def part_of(module: str) -> str:
    """The part of the house that a module belongs to: `kpi.intake.grid` is in `kpi.intake`."""
    return ".".join(module.split(".")[:2])


def module_of(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def imported(source: ast.Module, path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file, relative ones resolved. `from kpi import x` is `kpi.x`."""
    package = path.parent.parts
    found: set[str] = set()
    for node in ast.walk(source):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *(node.module.split(".") if node.module else ())))
            found.update(f"{base}.{alias.name}" for alias in node.names) if base in ("kpi", "pages") else found.add(
                base
            )
    return found


def wrong_imports(source: ast.Module, path: Path) -> list[str]:
    """What this file imports and may not, in words."""
    own = part_of(module_of(path))
    if own not in MAY_IMPORT:
        return [f"{own} has no place in the picture"]
    wrong = []
    for module in sorted(imported(source, path)):
        outside = module.split(".")[0]
        target = part_of(module)
        if outside in SCREENS_ONLY and own.startswith("kpi"):
            wrong.append(f"{module}: kpi knows nothing of screens")
        elif outside in DATABASE and own != "kpi.store":
            wrong.append(f"{module}: only kpi.store knows the database")
        elif outside in ("kpi", "pages", "dashboard") and target != own and target not in MAY_IMPORT[own]:
            wrong.append(f"{module}: {own} may not import {target}")
    return wrong


@pytest.mark.parametrize("path", code(), ids=str)
def test_a_file_imports_only_what_lies_below_it(path: Path) -> None:
    assert wrong_imports(tree(path), path) == []


@pytest.mark.parametrize("path", [path for path in code() if path.parts[:2] != ("kpi", "store")], ids=str)
def test_only_the_store_speaks_sql(path: Path) -> None:
    strings = [
        node.value for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    assert [string for string in strings if SQL.search(string)] == []


@pytest.mark.parametrize(
    ("path", "source"),
    [
        pytest.param("kpi/intake/rows.py", "import streamlit as st", id="streamlit inside kpi"),
        pytest.param("kpi/report/board.py", "from plotly import graph_objects", id="plotly inside kpi"),
        pytest.param("kpi/measure/sums.py", "def late():\n    from kpi.evidence import know", id="one room from another, inside a function"),
        pytest.param("kpi/measure/sums.py", "from kpi import store", id="a room its store, by way of the package"),
        pytest.param("kpi/measure/sums.py", "from ..store import open_store", id="a room its store, relative"),
        pytest.param("kpi/measure/sums.py", "import duckdb", id="the database outside the store"),
        pytest.param("kpi/model/basics.py", "from kpi.language import text", id="the nouns something above them"),
        pytest.param("pages/buyer/upload.py", "from kpi.intake import read", id="a page past the one door"),
        pytest.param("pages/buyer/upload.py", "from pages.ministry import compare", id="a page another page"),
        pytest.param("kpi/store/database.py", "from kpi.service import submit", id="the store its caller"),
        pytest.param("kpi/helpers.py", "", id="a part without a place"),
    ],
)  # fmt: skip
def test_a_wrong_import_is_noticed(path: str, source: str) -> None:
    assert len(wrong_imports(ast.parse(source), Path(path))) == 1


@pytest.mark.parametrize(
    ("path", "source"),
    [
        ("kpi/intake/rows.py", "from .values import number\nfrom kpi.model import Tally"),
        ("kpi/service.py", "from kpi import intake, store\nfrom kpi.measure import share"),
        ("pages/buyer/upload.py", "import streamlit\nfrom kpi import service\nfrom pages.parts import text"),
    ],
)
def test_a_right_import_is_let_through(path: str, source: str) -> None:
    assert wrong_imports(ast.parse(source), Path(path)) == []
