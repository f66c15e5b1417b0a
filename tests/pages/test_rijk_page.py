"""The page about the Rijk on a store with one ministry that promised something and delivered nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kpi import service
from kpi.model import Role, Viewer
from pages.parts import addresses
from tests.conftest import CopyOf
from tests.pages.newcomer import newcomer_home, opened, said

BUYER = Viewer("local buyer", Role.BUYER, "rijk")
RIJK = b"""
id = "rijk"
name = "Het Rijk"
kind = "rijk"
fictional = true
report_by = "03-31"

[[department]]
id = "zee"
name = "Ministerie van Zee"
"""
PROMISE = b"""
id = "zee"
indicator = "circular_all_spend"
departments = ["zee"]
text = "10% circulair in 2026"
official = "directeur Inkoop"
visible_to = "peers"
review = 2022-12-31

[target]
year = 2026
value = 10

[decision]
kind = "ministerieel besluit"
body = "minister van Zee"
date = 2021-03-01
reference = "2021-1"
"""


@pytest.fixture(scope="module", autouse=True)
def home(copy_of: CopyOf, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with newcomer_home(copy_of, tmp_path_factory) as home:
        monitor = service.open_monitor(home, isolated=False)
        try:
            service.load_body_file(BUYER, monitor, "rijk.toml", RIJK)
            service.load_commitment_file(BUYER, monitor, "rijk", "zee.toml", PROMISE)
        finally:
            monitor.close()
        yield home


@pytest.mark.parametrize(
    ("language", "late", "review"),
    [
        ("nl", "te laat: niets ingeleverd", "Van 1 is de herziening te laat."),
        ("en", "late: nothing delivered", "Of 1 the review is overdue."),
    ],
)
def test_a_ministry_that_is_late_has_its_promise_with_who_decided_it(language, late, review):
    words = said(opened("ministry/rijk.py", Role.MINISTRY, language)).replace("\N{NO-BREAK SPACE}", " ")
    for expected in (late, review, "Ministerie van Zee", "minister van Zee", "directeur Inkoop", "31 dec"):
        assert expected.casefold() in words.casefold()


def test_the_address_of_a_ministry_shows_that_one_with_the_way_back():
    words = said(opened("ministry/rijk.py", Role.MINISTRY, afd="rijk/zee", jaar="2024"))
    assert "Ministerie van Zee. Er geldt 1 ambitie." in words
    assert 'href="rijk?rol=ministry&jaar=2024"' in words


def test_a_ministry_that_is_not_there_shows_all_of_them():
    assert "Van 0 van de 1 ministeries" in said(opened("ministry/rijk.py", Role.MINISTRY, afd="rijk/land"))


def test_only_a_ministry_has_the_address():
    assert [role for role in Role if "rijk" in addresses.open_to(role)] == [Role.MINISTRY]
