"""What the worklist says that a decision does for what was promised."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, COMMITMENT, NET, load_body
from tests.service.spent import HEADER, NAME, ROWS

Found = list[tuple[str | None, list[tuple[Fraction, bool]]]]


def submit_texts(monitor: Monitor) -> None:
    """A body with a small file of texts about which nothing is decided."""
    load_body(monitor)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", (HEADER + ROWS).encode(), "all", NET)


@pytest.fixture
def measured(store_after):
    return store_after(submit_texts)


def effects(monitor: Monitor) -> Found:
    groups = service.worklist(BUYER, monitor, NAME, 2024).groups
    found = service.effects(BUYER, monitor, NAME, 2024, groups)
    return [
        (group.text, [(one.narrower, one.at_most) for one in made])
        for group, made in zip(groups, found, strict=True)
        if made
    ]


def test_without_a_promise_there_is_none(measured: Monitor) -> None:
    assert effects(measured) == []


def test_what_a_promise_is_probably_about_has_at_most_its_part_of_all_that_is_uncertain(measured: Monitor) -> None:
    service.load_commitment_file(BUYER, measured, NAME, "c.toml", COMMITMENT.format(target=70).encode())

    assert effects(measured) == [  # "Diversen" is about nothing in particular
        ("Koffie en thee", [(Fraction(500, 11_600), True)]),
        ("Koffie, thee", [(Fraction(400, 11_600), True)]),
    ]


def test_what_a_promise_is_probably_not_about_makes_it_less_uncertain_too(measured: Monitor) -> None:
    service.load_commitment_file(BUYER, measured, NAME, "c.toml", COMMITMENT.format(target=70).encode())
    service.add_mapping(BUYER, measured, NAME, [MappingRule("Koffie en thee", None, cpv="1586")])

    found = dict(effects(measured))

    assert found["Koffie, thee"] == [(Fraction(400, 11_600), True)]
    assert found.get("Onderhoud wegen", []) == []  # 500 open of 500 in scope: 0% to 100% without it too


def test_nobody_else_sees_them(measured: Monitor) -> None:
    with pytest.raises(Refusal):
        service.effects(Viewer("x", Role.MINISTRY), measured, NAME, 2024, [])
