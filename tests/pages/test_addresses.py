"""Which audience has which pages, and what an address holds."""

from __future__ import annotations

import pytest

from kpi.model import Role
from pages.parts import addresses


@pytest.mark.parametrize(
    ("role", "menu"),
    [
        (Role.ADMINISTRATOR, ("overzicht", "ambities", "vergelijken", "uitleg")),
        (Role.BUYER, ("overzicht", "inlezen", "indelen", "vastleggen", "beheer", "uitleg")),
        (Role.CONTROLLER, ("overzicht", "inlezen", "indelen", "vastleggen", "beheer", "uitleg")),
        (Role.MINISTRY, ("vergelijken", "deelname", "uitleg")),
        (Role.PUBLIC, ("vergelijken", "uitleg")),
    ],
    ids=lambda value: str(value) if isinstance(value, Role) else "",
)
def test_an_audience_has_its_own_menu_in_order(role: Role, menu: tuple[str, ...]) -> None:
    assert addresses.MENU[role] == menu


def test_nobody_sees_seven_pages() -> None:
    assert max(len(menu) for menu in addresses.MENU.values()) < 7


@pytest.mark.parametrize("role", [Role.MINISTRY, Role.PUBLIC], ids=str)
def test_nobody_outside_a_body_opens_its_figures(role: Role) -> None:
    assert not {"overzicht", "ambities", "ambitie", "thema"} & set(addresses.open_to(role))


def test_only_pages_that_exist_are_open() -> None:
    for role in Role:
        assert all(addresses.ADDRESSES[name].file.is_file() for name in addresses.open_to(role))


def test_an_address_is_read_back_as_it_was_written() -> None:
    params = {"id": "a 1&b", "afd": "x/y", "jaar": "2025"}

    assert addresses.read(addresses.write("ambitie", params)) == ("ambitie", params)


def test_empty_parameters_are_left_out() -> None:
    assert addresses.write("ambitie", {"id": "a", "afd": None, "lev": ""}) == "ambitie?id=a"
    assert addresses.write("overzicht", {}) == "overzicht"
