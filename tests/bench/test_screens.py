"""The timing of the screens leaves none out, and times the page that it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench import national, screens
from bench.queries import Queries
from pages.parts.addresses import ADDRESSES


def test_every_address_is_timed() -> None:
    assert {page.address for page in screens.PAGES} == set(ADDRESSES)


def test_a_page_that_does_not_show_what_was_asked_ends_the_measuring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    national.build(tmp_path, 2)
    monkeypatch.setenv("AMBITIEMONITOR_HOME", str(tmp_path))
    known, queries = next(page for page in screens.PAGES if page.address == "ambitie"), Queries()

    assert len(screens.times(known, 0, queries)[1]) == 1
    with pytest.raises(SystemExit, match="does not stand on the page"):
        screens.times(replace(known, parameters={"id": "circular_all_spend"}), 0, queries)
