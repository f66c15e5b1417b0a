"""Which audience has which pages, and what an address holds."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from kpi.model import Role
from pages.parts import addresses, elsewhere
from tests.pages.conftest import BODY, Run
from tests.pages.shown import markup


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


def at(test: AppTest, address: str) -> AppTest:
    """The application at an address, whoever's page stands there. AppTest itself goes to scripts only."""
    test._page_hash = calc_hash(address)
    return test.run()


@pytest.mark.parametrize(
    ("role", "address", "heading", "onward"),
    [
        ("administrator", "inlezen", "“Inlezen” is een pagina voor inkoop en controller.", "overzicht"),
        ("administrator", "deelname", "“Deelname” is een pagina voor ministerie.", "overzicht"),
        ("public", "overzicht", "“Overzicht” is een pagina voor bestuurder, inkoop en controller.", "vergelijken"),
        ("buyer", "ambities", "“Ambities” is een pagina voor bestuurder.", "overzicht"),
    ],
)
def test_the_page_of_another_audience_says_for_whom_it_is_and_where_to_go(
    app: Run, role: str, address: str, heading: str, onward: str
) -> None:
    test = at(app(rol=role), address)

    assert f"<h1>{heading}</h1>" in markup(test)
    assert f'<a href="{onward}' in markup(test)
    assert not test.dataframe
    assert "%" not in markup(test)


def test_the_page_of_another_audience_is_in_the_language_of_the_reader(app: Run) -> None:
    shown = markup(at(app(rol="ministry", taal="en"), "inlezen"))

    assert "“Upload” is a page for procurement and controller." in shown
    assert "You look as ministry." in shown


def test_every_address_has_a_page_of_its_own_or_says_for_whom_it_is(app: Run) -> None:
    test = app(rol="public")
    for address in addresses.ADDRESSES:
        shown = at(test, address)
        assert not shown.exception
        assert ("is een pagina voor" in markup(shown)) == (address not in addresses.open_to(Role.PUBLIC)), address


@pytest.mark.parametrize(
    ("language", "title", "what"),
    [
        ("nl", "De organisatie “atlantis” is hier niet bekend", "U ziet Voorbeeldstad. Kies de organisatie die u bedoelt."),
        ("en", "The organisation “atlantis” is not known here", "You see Voorbeeldstad. Choose the organisation that you mean."),
    ],
)  # fmt: skip
def test_an_unknown_organisation_is_said_with_the_one_that_is_shown(
    app: Run, language: str, title: str, what: str
) -> None:
    (warning,) = app(org="atlantis", taal=language).warning

    assert warning.proto.title == title
    assert warning.value.replace("Gemeente ", "") == what


def test_choosing_an_organisation_that_is_known_ends_the_warning(app: Run) -> None:
    test = app(org="<b>*atlantis*</b>")
    test.selectbox(key="choice_org").set_value(BODY).run()

    assert test.query_params["org"] == BODY
    assert not test.warning


@pytest.mark.parametrize("params", [{}, {"org": BODY}, {"org": "atlantis", "rol": "ministry"}, {"org": "atlantis", "rol": "public"}])  # fmt: skip
def test_who_asks_a_known_organisation_or_has_none_is_not_warned(app: Run, params: dict[str, str]) -> None:
    assert not [one for one in app(**params).selectbox if one.key == "choice_org"]


@pytest.mark.parametrize("role", list(Role))
def test_each_page_without_a_place_in_the_menu_says_under_which_page_of_it_it_stands(role: Role) -> None:
    for name in addresses.BEHIND[role]:
        first, *rest = addresses.way(name)
        assert first in addresses.MENU[role]
        assert rest[-1] == name
        assert set(rest) <= set(addresses.open_to(role))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://host/zomaar?rol=buyer", "zomaar"),
        ("http://host/base/zo%20maar/", "zo maar"),
        ("http://host/overzicht?org=a", None),
        ("http://host/", None),
        (None, None),
    ],
)
def test_an_address_of_no_page_is_told_from_one_of_a_page(url: str | None, asked: str | None) -> None:
    assert addresses.of_no_page(url) == asked


def test_an_address_of_no_page_repeats_it_escaped_and_leads_on() -> None:
    made = elsewhere.nowhere_markup("nl", "<b>" + "x" * 100, Role.BUYER, "overzicht?rol=buyer")

    assert "Er staat geen pagina op “&lt;b&gt;xxx" in made
    assert "x" * 60 not in made
    assert '<a href="overzicht?rol=buyer">Overzicht</a>' in made


@pytest.mark.parametrize(
    ("params", "title", "what"),
    [
        ({"jaar": "2031"}, "Er zijn geen cijfers van Voorbeeldstad over “2031”", "U ziet 2025 (definitief)."),
        ({"jaar": "x**"}, "Er zijn geen cijfers van Voorbeeldstad over “x\\*\\*”", "U ziet 2025 (definitief)."),
        ({"afd": "magie"}, "De afdeling “magie” is hier niet bekend", "U ziet alle afdelingen."),
    ],
)
def test_a_year_or_department_that_is_not_there_is_said_with_what_is_shown(
    app: Run, params: dict[str, str], title: str, what: str
) -> None:
    (warning,) = app(org=BODY, **params).warning

    assert warning.proto.title == title
    assert warning.value.startswith(what)
