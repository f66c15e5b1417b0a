"""What holds for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # speed is measured by the benches; a busy machine is no fault
settings.load_profile("unhurried")

Fill = Callable[[Path], object]
CopyOf = Callable[[Fill, Path], Path]


@pytest.fixture(scope="session")
def copy_of(tmp_path_factory: pytest.TempPathFactory) -> CopyOf:
    """`copy_of(fill, folder)`: the new `folder` as `fill(folder)` makes it. It is filled once in a process, and copied."""
    filled: dict[Fill, Path] = {}

    def copy(fill: Fill, folder: Path) -> Path:
        if fill not in filled:
            original = tmp_path_factory.mktemp("filled") / "original"
            fill(original)
            filled[fill] = original
        return Path(shutil.copytree(filled[fill], folder))

    return copy
