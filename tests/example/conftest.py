from __future__ import annotations

from collections.abc import Iterator

import pytest

from kpi import service
from kpi.service.monitor import Monitor
from tests.example.store import built_home


@pytest.fixture(scope="session")
def monitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Monitor]:
    """The example store, opened. Tests only look at it."""
    opened = service.open_monitor(built_home(tmp_path_factory))
    yield opened
    opened.close()
