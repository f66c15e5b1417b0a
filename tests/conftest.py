"""What holds for all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("unhurried", deadline=None)  # speed is measured by the benches; a busy machine is no fault
settings.load_profile("unhurried")

LONG = "FUZZ_EXAMPLES" in os.environ
"""Whether this is `make fuzz`: it tries many examples also where each takes a while."""

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
