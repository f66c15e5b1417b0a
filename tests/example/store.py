"""One built example store for all tests that want one: built once, then copied.

@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return built_home(tmp_path_factory)
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from kpi import service
from kpi.example.build import build

PATIENCE = 300  # seconds that a worker waits for the one that builds


def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of its own with the example store in it, closed. Workers of one test run share one build."""
    shared = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        shared = shared.parent
    original, done = shared / "example-store", shared / "example-store-is-built"
    try:
        original.mkdir()
    except FileExistsError:
        _wait_for(done)
    else:
        monitor = service.open_monitor(original)
        try:
            build(monitor)
        finally:
            monitor.close()
        done.touch()
    return Path(shutil.copytree(original, tmp_path_factory.mktemp("example") / "home"))


def _wait_for(done: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not done.exists():
        if time.monotonic() > until:
            raise TimeoutError("the example store was not built")
        time.sleep(0.2)
