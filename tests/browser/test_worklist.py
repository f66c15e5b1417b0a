"""The worklist by the keyboard alone: Tab, Enter, arrows and typing, with the focus where it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kpi import service
from kpi.model import Role, Viewer
from tests.browser.acts import Axe, Settle, Visit, tab_to
from tests.browser.server import running_app
from tests.service.conftest import BODY, NET
from tests.service.spent import HEADER, NAME, ROWS

expect.set_options(timeout=30_000)  # on a machine that does other work too

BODIES = (NAME, "gemeente-twee", "gemeente-drie")


def page_of(body: str) -> str:
    return f"/indelen?rol=buyer&org={body}"


@pytest.fixture(scope="module")
def app_url(chromium_path: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on bodies with the same few open texts, one for each test."""
    home = tmp_path_factory.mktemp("worklist") / "home"
    monitor = service.open_monitor(home, isolated=False)
    for body in BODIES:
        buyer = Viewer("b", Role.BUYER, body)
        service.load_body_file(buyer, monitor, "body.toml", BODY.replace(NAME.encode(), body.encode()))
        service.submit(buyer, monitor, body, 2024, "a.csv", (HEADER + ROWS).encode(), "all", NET)
    monitor.close()
    with running_app(home, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address


def back_to(page: Page, inside: str) -> None:
    while not page.evaluate("inside => document.activeElement.matches(inside)", inside):
        page.keyboard.press("Shift+Tab")


def test_texts_are_decided_split_by_supplier_and_undone_with_the_keyboard_alone(
    page: Page, visit: Visit, settle: Settle, axe: Axe
) -> None:
    visit(page, page_of(BODIES[0]))
    expect(page.locator("h3").first).to_contain_text("Diversen")
    category, save = ".st-key-category_0 input", ".st-key-save_0"

    # Mixed, chosen by its words: the suppliers come in its place, and the focus stays on Save.
    tab_to(page, category)
    page.keyboard.type("gemengd")
    expect(page.get_by_role("option", name="Gemengd: per leverancier indelen")).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(page, save)
    page.keyboard.press("Enter")
    expect(page.locator("h3").first).to_contain_text("Diversen · Beton BV")
    assert page.evaluate("inside => !!document.activeElement.closest(inside)", save)

    # Any other category is looked for by a code or by its words; what is no code is said.
    back_to(page, category)
    page.keyboard.type("een andere")
    page.keyboard.press("Enter")
    tab_to(page, ".st-key-typed_0")
    page.keyboard.type("99999999")
    page.keyboard.press("Enter")
    expect(page.get_by_text("is geen CPV-code")).to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("44114000")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-found_0")).to_be_visible()
    settle(page)
    back_to(page, ".st-key-save_0 button")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ingedeeld als 44114")).to_be_visible()
    expect(page.locator("h3").first).to_contain_text("Diversen · Koffie BV")

    # Undo by the keyboard: what held before is back.
    back_to(page, ".st-key-undo button")
    page.keyboard.press("Enter")
    expect(page.locator("h3").first).to_contain_text("Diversen · Beton BV")
    assert axe(page) == []


def test_enter_alone_takes_one_suggestion_after_another(page: Page, visit: Visit) -> None:
    visit(page, page_of(BODIES[1]))
    expect(page.locator("h3").first).to_contain_text("Diversen")
    tab_to(page, ".st-key-category_0 input")
    page.keyboard.type("uit deze tekst")
    expect(page.get_by_role("option", name="Uit deze tekst niet te zeggen")).to_be_visible()
    page.keyboard.press("Enter")
    tab_to(page, ".st-key-save_0")
    for next_ in ("Onderhoud wegen", "Koffie en thee", "Koffie, thee"):
        page.keyboard.press("Enter")
        expect(page.locator("h3").first).to_contain_text(next_)
        assert page.evaluate("() => !!document.activeElement.closest('.st-key-save_0')")
    expect(page.locator("h3").last).to_contain_text("Diversen")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_stays_within_the_screen_and_can_be_read(
    new_page: Callable[..., Page], visit: Visit, axe: Axe, scheme: str
) -> None:
    phone = new_page(width=360, color_scheme=scheme)
    visit(phone, page_of(BODIES[2]))
    expect(phone.locator("h3").first).to_contain_text("Diversen")
    for key in ("worksheet", "lending"):
        phone.locator(f".st-key-{key} summary").click()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    assert axe(phone) == []
