"""Departments of a body: what its texts mean is chosen once, touches what it must, and never loses a euro."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from kpi.service.monitor import Monitor
from tests.service.conftest import BUYER, COMMITMENT, NET, SPEND, submit_all

NAME = "gemeente-proef"
OUTSIDERS = [Viewer("eva", Role.BUYER, "elders"), Viewer("min", Role.MINISTRY), Viewer("wie", Role.PUBLIC)]
OTHER_WORDS = SPEND.replace("Stadsbeheer", "Kst 4410").replace(";F", ";G").replace(";BV;", ";;")
LIST = b"id,name,valid_from,valid_to,successors\nbedrijfsvoering,Bedrijfsvoering,,,\nstadsbeheer,Stadsbeheer,,,\n"


def submit_two_years(monitor: Monitor) -> None:
    """The file of 2024, and one of 2023 in which a department goes by another name and one line names none."""
    submit_all(monitor)
    service.submit(BUYER, monitor, NAME, 2023, "b.csv", OTHER_WORDS.replace("-2024", "-2023").encode(), answers=NET)


@pytest.fixture
def two_years(store_after):
    return store_after(submit_two_years)


def totals(monitor: Monitor, year: int) -> dict[str, int]:
    return dict(service.department_spend(BUYER, monitor, NAME, year))


def test_what_means_no_department_is_listed_with_its_euros(two_years: Monitor) -> None:
    work = service.department_work(BUYER, two_years, NAME)
    assert [(one.text, one.cents, one.lines, one.years) for one in work.texts] == [("Kst 4410", 27_500_00, 4, (2023,))]
    assert (work.nameless.rows, work.nameless.cents) == (1, -500_00)
    assert totals(two_years, 2023) == {"": 27_000_00, "bedrijfsvoering": 7_500_00}


def test_a_choice_is_remembered_and_measures_only_the_submissions_that_hold_the_text(two_years: Monitor) -> None:
    before = facts(two_years, 2024)
    assert service.choose_departments(BUYER, two_years, NAME, {"kst  4410": "stadsbeheer"}) == 1
    assert facts(two_years, 2024) == before
    assert totals(two_years, 2023) == {"": -500_00, "bedrijfsvoering": 7_500_00, "stadsbeheer": 27_500_00}
    assert service.department_work(BUYER, two_years, NAME).texts == ()
    service.submit(BUYER, two_years, NAME, 2022, "c.csv", OTHER_WORDS.encode(), answers=NET)
    assert totals(two_years, 2022)["stadsbeheer"] == 27_500_00
    chosen = service.department_choices(BUYER, two_years, NAME)
    assert [(one.text, one.department, one.chosen_by) for one in chosen] == [("kst  4410", "stadsbeheer", "anna")]


def test_undo_puts_the_figures_back_and_a_full_recomputation_agrees(two_years: Monitor) -> None:
    before = service.status(two_years, by_department=True)
    service.choose_departments(BUYER, two_years, NAME, {"Kst 4410": "stadsbeheer"})
    chosen = service.status(two_years, by_department=True)
    service.rebuild(two_years)
    assert service.status(two_years, by_department=True) == chosen != before
    assert service.undo_department(BUYER, two_years, NAME, "KST 4410") == 1
    assert service.status(two_years, by_department=True) == before
    assert service.department_choices(BUYER, two_years, NAME) == []


@pytest.mark.parametrize("chosen", [{}, {"Kst 4410": "stadsbeheer"}, {"Kst 4410": "bedrijfsvoering"}])
def test_departments_with_the_unknown_one_add_up_to_the_body(two_years: Monitor, chosen: dict[str, str]) -> None:
    service.choose_departments(BUYER, two_years, NAME, chosen)
    figures = service.figures(BUYER, two_years, NAME, by_department=True)
    whole = [one for one in figures if one.department is None and one.sums and one.adds_up]
    assert whole
    for body in whole:
        parts = [
            one.sums
            for one in figures
            if (one.indicator.id, one.year) == (body.indicator.id, body.year) and one.department is not None
        ]
        assert sum((part.total for part in parts if part), 0) == body.sums.total  # type: ignore[union-attr]


def test_a_changed_list_measures_only_where_a_text_means_something_else(two_years: Monitor) -> None:
    before = facts(two_years, 2024)
    body = two_years.body(NAME)
    known = tuple(
        replace(one, aliases=(*one.aliases, "Kst 4410")) if one.id == "stadsbeheer" else one for one in body.departments
    )
    service.save_body(BUYER, two_years, replace(body, departments=known))
    assert facts(two_years, 2024) == before
    assert totals(two_years, 2023)["stadsbeheer"] == 27_500_00


def test_a_file_replaces_the_list_and_keeps_the_choices(two_years: Monitor) -> None:
    service.choose_departments(BUYER, two_years, NAME, {"Kst 4410": "stadsbeheer", "BV": "bedrijfsvoering"})
    before = totals(two_years, 2023), totals(two_years, 2024)
    service.load_departments_file(BUYER, two_years, NAME, "a.csv", LIST)
    assert (totals(two_years, 2023), totals(two_years, 2024)) == before


def test_an_unknown_department_is_refused_and_nothing_kept(two_years: Monitor) -> None:
    with pytest.raises(Refusal) as refused:
        service.choose_departments(BUYER, two_years, NAME, {"Kst 4410": "nergens"})
    assert refused.value.code == "unknown_department"
    assert service.department_choices(BUYER, two_years, NAME) == []


@pytest.mark.parametrize("viewer", OUTSIDERS, ids=lambda one: one.role.value)
def test_nobody_else_sees_or_chooses(two_years: Monitor, viewer: Viewer) -> None:
    for asked in (
        lambda: service.department_work(viewer, two_years, NAME),
        lambda: service.department_choices(viewer, two_years, NAME),
        lambda: service.department_spend(viewer, two_years, NAME, 2024),
        lambda: service.choose_departments(viewer, two_years, NAME, {"Kst 4410": "stadsbeheer"}),
        lambda: service.undo_department(viewer, two_years, NAME, "Kst 4410"),
        lambda: service.load_departments_file(viewer, two_years, NAME, "a.csv", LIST),
    ):
        with pytest.raises(Refusal) as refused:
            asked()
        assert refused.value.code == "not_allowed"


def facts(monitor: Monitor, year: int) -> list:
    with monitor.store.reading() as session:
        return session.rows(
            "SELECT line_facts.rowid, line_facts.* FROM line_facts JOIN submissions ON submissions.id = submission "
            "WHERE year = ? ORDER BY 1",
            [year],
        )


def test_a_promise_of_some_departments_has_in_each_year_what_was_measured_in_that_year(submitted: Monitor) -> None:
    spend = SPEND.replace("-2024", "-2023").replace("6.000,00", "7.000,00")
    service.submit(BUYER, submitted, NAME, 2023, "b.csv", spend.encode(), answers=NET)
    promise = COMMITMENT.format(target=70).replace(
        "[baseline]", 'departments = ["bedrijfsvoering", "stadsbeheer"]\n\n[baseline]'
    )
    service.load_commitment_file(BUYER, submitted, NAME, "c.toml", promise.encode())

    found = service.figures(BUYER, submitted, NAME, indicator="fairtrade_coffee_tea_cocoa")

    together = {one.year: one.sums.base // 1_000_000 for one in found if one.commitment and one.sums}
    assert together == {2023: 10_500, 2024: 9_500}
