"""A store with one fictional municipality, for tests of pages: built once, copied for each test that writes."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.example.bodies import BODIES
from kpi.example.build import build

ROOT = Path(__file__).parents[2]
BODY = "voorbeeldstad"
PATIENCE = 120


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with one municipality of the example; copy it before writing to it."""
    home = tmp_path_factory.mktemp("small") / "home"
    monitor = service.open_monitor(home)
    try:
        build(monitor, bodies=[body for body in BODIES if body.id == BODY])
    finally:
        monitor.close()
    return home


Run = Callable[..., AppTest]


@pytest.fixture
def app(small_store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """`app(taal="en", rol="buyer")`: the first run of dashboard.py on a copy of the small store, at those parameters.

    `page="pages/..."` opens a page by its script; `empty=True` starts with an empty store.
    """
    monkeypatch.chdir(ROOT)

    def run(page: str | None = None, empty: bool = False, **params: str) -> AppTest:
        home = tmp_path / "home"
        if not empty and not home.exists():
            shutil.copytree(small_store, home)
        monkeypatch.setenv("AMBITIEMONITOR_HOME", str(home))
        test = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=PATIENCE)
        for name, value in params.items():
            test.query_params[name] = value
        test.run()
        if page:
            test.switch_page(page)
            for name, value in params.items():
                test.query_params[name] = value
            test.run()
        return test

    yield run
    st.cache_resource.clear()
