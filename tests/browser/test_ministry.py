"""The main path of a ministry in a real browser: compare, choose, and see who takes part."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.acts import Axe, Settle, Visit

expect.set_options(timeout=30_000)  # on a machine that does other work too


def test_the_comparison_says_where_the_middle_is_and_that_it_is_no_ranking(page: Page, visit: Visit, axe: Axe) -> None:
    visit(page, "/vergelijken?rol=ministry")
    expect(page.get_by_role("heading", level=1)).to_contain_text("de middelste gemeente staat op")
    expect(page.get_by_text("dit is geen ranglijst")).to_be_visible()
    expect(page.get_by_role("figure")).to_have_count(2)
    assert axe(page) == []


def test_a_choice_goes_into_the_address_and_a_link_gives_the_same_view(
    page: Page, visit: Visit, settle: Settle, new_page: Callable[..., Page]
) -> None:
    visit(page, "/vergelijken?rol=ministry")
    page.get_by_text("Stand", exact=True).click()
    page.wait_for_url("**volgorde=stand**")
    settle(page)
    again = new_page()
    visit(again, "/" + page.url.split("/", 3)[3])
    expect(again.get_by_text("Gesorteerd op wat bewezen is")).to_be_visible()


def test_the_chart_has_its_figures_as_a_table_with_places_as_ranges(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, "/vergelijken?rol=ministry")
    page.get_by_text("Toon deze cijfers als tabel").first.click()
    settle(page)
    table = page.get_by_role("region", name="Bewezen en mogelijk, per organisatie")
    expect(table.get_by_role("columnheader", name="Plaats")).to_be_visible()
    expect(table.get_by_role("cell", name="plaats").first).to_be_visible()


def test_a_kind_of_organisation_leads_to_who_delivered_what(page: Page, visit: Visit, settle: Settle) -> None:
    visit(page, "/vergelijken?rol=ministry")
    page.get_by_role("link", name="Waterschappen").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("organisaties leverden")
    expect(page.get_by_role("heading", level=2, name="Waterschappen")).to_be_visible()
    expect(page.get_by_role("heading", level=2, name="Gemeenten")).to_have_count(0)


def test_a_sign_inside_the_rijk_leads_to_what_that_ministry_promised_and_back(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, "/deelname?rol=ministry&jaar=2025")
    page.get_by_role("link", name="Binnen het Rijk, per ministerie").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Van 5 van de 6 ministeries is 2025 vastgesteld.")
    page.get_by_role("link", name="Ministerie van Land en Voedsel: Biologische catering: Loopt achter").click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ministerie van Land en Voedsel")
    promised = page.get_by_role("region", name="Wat is beloofd, en wie is verantwoordelijk")
    expect(promised.get_by_role("row", name="40% biologische catering in 2027")).to_contain_text(
        "minister van Land en Voedsel"
    )
    assert axe(page) == []
    page.get_by_role("link", name="Het Rijk", exact=True).click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ministeries")
