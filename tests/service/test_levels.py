"""What is asked without its departments is what stands above the departments when these are asked too."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kpi import service
from kpi.service.catalogue import expressions_of
from kpi.service.knowing import suggestions
from kpi.service.monitor import Monitor
from kpi.store import measuring, submissions, sums
from tests.service.conftest import BUYER, NET, load_body
from tests.service.test_incremental import rows

NAME = "gemeente-proef"


def submit_two_parts(monitor: Monitor) -> None:
    load_body(monitor)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", rows("Q1", list(range(7))), "Q1", NET)
    service.submit(BUYER, monitor, NAME, 2024, "b.csv", rows("Q2", [0, 1, 4]), "Q2", NET)


@pytest.fixture
def submitted(store_after):
    return store_after(submit_two_parts)


def test_the_whole_is_the_same_with_and_without_its_departments(submitted: Monitor) -> None:
    with submitted.store.reading() as session:
        served = [one.id for one in submissions.serving(session, NAME)]
        every = sums.cells(session, sums.Asked(served))
        whole = sums.cells(session, sums.Asked(served, by_department=False))
    assert len(every) > len(whole) > 0
    assert whole == {level: cell for level, cell in every.items() if level[-1] is None}


def one_submission(monitor: Monitor) -> sums.Asked:
    service.submit(BUYER, monitor, NAME, 2023, "c.csv", rows("2023", list(range(7))), "all", NET)
    with monitor.store.reading() as session:
        return sums.Asked([one.id for one in submissions.serving(session, NAME, 2023)])


def test_the_levels_that_are_kept_of_a_year_are_those_of_its_keys_and_suppliers(submitted: Monitor) -> None:
    asked = one_submission(submitted)
    with submitted.store.reading() as session:
        kept = sums.cells(session, asked)
        assert kept == sums.cells(session, replace(asked, merged=NAME))
        whole = sums.cells(session, replace(asked, by_department=False))
    assert whole == {level: cell for level, cell in kept.items() if level[-1] is None}
    assert any(cell.sums and cell.suppliers for level, cell in kept.items() if level[2] == "sme_suppliers")


@pytest.mark.parametrize("by_department", [True, False])
def test_what_is_kept_of_one_department_is_made_of_its_keys_and_suppliers(
    submitted: Monitor, by_department: bool
) -> None:
    asked = one_submission(submitted)
    with submitted.store.reading() as session:
        departments = {level[-1] for level in sums.cells(session, asked)} - {None}
        for department in departments:
            one = replace(asked, departments=[department], by_department=by_department)
            kept = sums.cells(session, one)
            assert kept == sums.cells(session, replace(one, merged=NAME))
            assert {level[-1] for level in kept} == ({department, None} if by_department else {None})
            assert any(cell.suppliers for cell in kept.values())
    assert len(departments) > 1


def test_a_store_that_kept_no_levels_keeps_them_when_it_is_opened(tmp_path: Path, submitted: Monitor) -> None:
    asked = one_submission(submitted)
    with submitted.store.transaction() as session:
        before = sums.cells(session, asked)
        session.execute("DELETE FROM at_level")
        session.execute("DELETE FROM settings WHERE name = 'levels'")
        assert sums.cells(session, asked) != before
    submitted.close()
    opened = service.open_monitor(submitted.store.home, isolated=False)
    with opened.store.reading() as session:
        assert sums.cells(session, asked) == before
    opened.close()


def test_the_series_of_several_departments_are_those_of_each(submitted: Monitor) -> None:
    departments = [None, "", *(one.id for one in submitted.body(NAME).departments)]
    together = service.series_of_departments(BUYER, submitted, NAME, departments)
    assert together == {one: service.series(BUYER, submitted, NAME, department=one) for one in departments}
    assert any(one.figures for name, one in together.items() if name is not None)


def test_the_sums_do_not_depend_on_which_indicators_are_added_up_together(submitted: Monitor) -> None:
    with submitted.store.transaction(keep=False) as session:
        served = [one.id for one in submissions.serving(session, NAME)]
        at_once = sums.cells(session, sums.Asked(served))
        measuring.measure(session, served, expressions_of([]), {})
        for indicator in submitted.indicators.values():
            measuring.add(session, served, expressions_of([indicator]), suggestions(session, served))
        assert sums.cells(session, sums.Asked(served)) == at_once


def test_the_figures_of_some_indicators_are_those_of_all_without_the_others(submitted: Monitor) -> None:
    some = ["fairtrade_coffee_tea_cocoa", "circular_all_spend"]
    for asked in (some, some[0], []):
        found = service.figures(BUYER, submitted, NAME, 2024, by_department=True, indicator=asked)
        every = service.figures(BUYER, submitted, NAME, 2024, by_department=True)
        assert found == [one for one in every if one.indicator.id in ([asked] if isinstance(asked, str) else asked)]


def test_sums_too_large_for_64_bits_are_exact(submitted: Monitor) -> None:
    with submitted.store.transaction(keep=False) as session:
        served = [one.id for one in submissions.serving(session, NAME)]
        session.execute("UPDATE sums SET met = 123456789012345678901234567")
        found = sums.cells(session, sums.Asked(served, by_department=False))
        rows_ = session.value("SELECT count(*) FROM sums WHERE indicator = 'circular_all_spend'")
    met = found[NAME, 2024, "circular_all_spend", None].sums
    assert met is not None
    assert met.met == 123456789012345678901234567 * rows_
