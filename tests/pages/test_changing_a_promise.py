"""The form that changes a promise whose day of review is over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import service
from kpi.model import Role
from tests.conftest import CopyOf
from tests.pages.newcomer import BODY, BUYER, example, newcomer_home, opened, said

PROMISE = (
    example("toezegging.toml")[1]
    .replace(b"sme-share", b"biobased")
    .replace(b"sme_share", b"biobased_all_spend")
    .replace(b"2028-12-31", b"2026-04-30")
)


@pytest.fixture(scope="module", autouse=True)
def home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with newcomer_home(copy_of, tmp_path_factory) as home:
        monitor = service.open_monitor(home, isolated=False)
        try:
            service.load_commitment_file(BUYER, monitor, BODY, "t.toml", PROMISE)
        finally:
            monitor.close()
        yield home


def test_the_statement_is_shown_at_once_and_a_new_day_of_review_is_asked():
    app = opened("buyer/commit.py", Role.BUYER, id="voorbeeldstad-biobased", wijzig="1")

    assert "Zo komt het op de verklaring" in said(app)
    assert app.date_input(key="commit_review").value is None
    assert not app.error


def test_a_review_still_to_come_stays_as_it_was():
    app = opened("buyer/commit.py", Role.BUYER, id="voorbeeldstad-sme-share", wijzig="1")

    assert "Zo komt het op de verklaring" in said(app)
    assert str(app.date_input(key="commit_review").value) == "2028-12-31"
