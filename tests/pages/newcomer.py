"""The store of a newcomer, filled with the files of data/example, and the application on it without a browser."""

from __future__ import annotations

import html
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kpi import service
from kpi.model import Role, Viewer
from tests.conftest import CopyOf
from tests.pages.shown import markup

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "data" / "example"
BODY = "voorbeeldstad"
BUYER = Viewer("local buyer", Role.BUYER, BODY)
CONTROLLER = Viewer("local controller", Role.CONTROLLER, BODY)
PATIENCE = 120


def example(name: str) -> tuple[str, bytes]:
    """A file of data/example: its name and its bytes."""
    return name, (EXAMPLE / name).read_bytes()


def fill(home: Path) -> None:
    """Voorbeeldstad with its words, evidence, commitment, and the first quarter of 2026 submitted; then closed."""
    monitor = service.open_monitor(home, isolated=False)
    try:
        service.load_body_file(BUYER, monitor, *example("voorbeeldstad.toml"))
        service.load_mapping_file(BUYER, monitor, BODY, *example("indeling.csv"))
        for name in ("contracten.csv", "leveranciers.csv", "bewijs.csv"):
            service.load_evidence_file(BUYER, monitor, BODY, *example(name))
        service.load_commitment_file(BUYER, monitor, BODY, *example("toezegging.toml"))
        name, content = example("inkoop-2026-kwartaal-1.xlsx")
        service.submit(BUYER, monitor, BODY, 2026, name, content, part="Q1")
    finally:
        monitor.close()


@contextmanager
def newcomer_home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A filled store in a folder of its own, to which the application points as long as this lasts."""
    home = copy_of(fill, tmp_path_factory.mktemp("newcomer") / "home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AMBITIEMONITOR_HOME", str(home))
        yield home
    st.cache_resource.clear()


def opened(script: str, role: Role, language: str = "nl", **parameters: str) -> AppTest:
    """A page of the application as an audience sees it; fails when drawing it fails."""
    app = AppTest.from_file(ROOT / "dashboard.py", default_timeout=PATIENCE)
    app.query_params["rol"] = role.value
    app.query_params["taal"] = language
    app.run()
    for name, value in parameters.items():
        app.query_params[name] = value
    app.switch_page(str(ROOT / "pages" / script)).run()
    return whole(app)


MOST_LOOKS = 60
BESIDE = ("stop_reading", "stop_preview", "stop_submit")
"""Buttons that are there as long as something is done beside the page."""


def whole(app: AppTest) -> AppTest:
    """The same application when nothing is done beside the page any more, having checked that no page of it broke."""
    for _ in range(MOST_LOOKS):
        if not any(button.key in BESIDE for button in app.button):
            break
        app.run()  # each time it waits a while for the reading itself
    assert not app.exception
    assert "F-20" not in said(app), said(app)
    return app


def said(app: AppTest) -> str:
    """Everything a reader sees on the page: our own markup without tags escaped, texts, messages and labels."""
    shown = [markup(app)]
    shown += [
        part.value for kind in ("markdown", "header", "error", "warning", "info", "success") for part in app.get(kind)
    ]
    shown += [
        part.label for kind in ("button", "selectbox", "radio", "checkbox", "text_input") for part in app.get(kind)
    ]
    return html.unescape("\n".join(shown))


def press(app: AppTest, label: str) -> AppTest:
    """Presses the button with that label and lets the page run."""
    next(button for button in app.button if button.label == label).click().run()
    return whole(app)
