"""Counts and quantities through the door: registered, replaced, judged in their own unit, and read back to the last digit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpi import service
from kpi.model import Refusal, Role, Status, Viewer
from tests.service.conftest import BUYER, CONTROLLER, EVIDENCE, MAPPING, NET
from tests.service.test_incremental import NAME, QUANTITIES, REGISTER, define, rows

JOBS, GREEN, ISV, SUPPLIERS = "jobs_through_social_return", "green_electricity", "contracts_with_isv", "suppliers_sme"

PROMISE = """
id = "banen"
indicator = "jobs_through_social_return"
text = "Twaalf banen in 2024"
{departments}
[baseline]
year = 2020
value = 8

[target]
year = 2024
value = {target}

[decision]
kind = "collegebesluit"
body = "college"
date = 2020-06-02
reference = "2020-18"
"""


@pytest.fixture
def measured(monitor):
    """The body with spend of 2024 and every kind of measure."""
    define(monitor, changed=False)
    service.submit(BUYER, monitor, NAME, 2024, "a.csv", rows("A", list(range(7))), answers=NET)
    service.load_mapping_file(BUYER, monitor, NAME, "map.csv", MAPPING)
    service.load_evidence_file(BUYER, monitor, NAME, "evidence.csv", EVIDENCE)
    service.load_evidence_file(BUYER, monitor, NAME, "contracts.csv", REGISTER[0])
    return monitor


def register(monitor, *said: str) -> None:
    content = QUANTITIES + "".join(f"{one};opgave;2025-01-10;brief 4;\n" for one in said)
    service.load_evidence_file(BUYER, monitor, NAME, "quantities.csv", content.encode())


def promise(monitor, target: str, departments: str = "") -> None:
    content = PROMISE.format(target=target, departments=departments).encode()
    service.load_commitment_file(BUYER, monitor, NAME, "c.toml", content)


def figure(monitor, indicator: str, department: str | None = None, year: int = 2024):
    found = service.figures(BUYER, monitor, NAME, year, by_department=True, indicator=indicator)
    return next(one for one in found if one.department == department)


def test_a_contract_of_two_departments_counts_once_for_the_body_and_once_in_each(measured) -> None:
    whole, one, other = (figure(measured, ISV, where) for where in (None, "bedrijfsvoering", "stadsbeheer"))
    assert (whole.sums.lines_met, one.sums.lines_met, other.sums.lines_met) == (1, 1, 1)
    assert [found.counted_at for found in (whole, one)] == ["body", "department"]
    assert not whole.adds_up


def test_lines_without_a_contract_are_of_unknown_scope_until_the_register_is_complete(measured) -> None:
    assert figure(measured, ISV).sums.lines_scope_unknown == 3  # C-9, and two suppliers without a contract
    body = service.body(BUYER, measured, NAME)
    service.save_body(BUYER, measured, type(body)(**{**vars(body), "contract_register_complete": True}))
    service.load_evidence_file(BUYER, measured, NAME, "contracts.csv", REGISTER[0])
    assert figure(measured, ISV).sums.lines_scope_unknown == 0


def test_a_quantity_adds_up_over_departments_and_has_no_share(measured) -> None:
    jobs = "2024;social_return_jobs;fte"
    register(measured, f"{jobs};Bedrijfsvoering;8.25;8.25", f"{jobs};Stadsbeheer;4;5.5")
    found = figure(measured, JOBS)
    assert (found.share.proven, found.share.possible) == (Fraction("12.25"), Fraction("13.75"))
    assert found.sums is None
    assert figure(measured, JOBS, "stadsbeheer").share.possible == Fraction("5.5")


def test_a_quantity_is_judged_only_once_the_year_is_final_and_a_department_by_its_own_promise(measured) -> None:
    register(measured, "2024;social_return_jobs;fte;Stadsbeheer;10;11")
    promise(measured, "12")
    assert figure(measured, JOBS).judgement.reason_code == "unfinished_quantity"
    service.certify(CONTROLLER, measured, NAME, 2024)
    judged = figure(measured, JOBS).judgement
    assert (judged.status, judged.gap, judged.gap_amount, judged.gap_euro) == (Status.MISSED, 2, 2, None)
    assert "2\xa0FTE" in judged.reason.en
    assert figure(measured, JOBS, "stadsbeheer").judgement.reason_code == "department_quantity"


def test_a_promise_of_departments_is_judged_by_their_quantities_together(measured) -> None:
    register(
        measured, "2024;social_return_jobs;fte;Stadsbeheer;10;11", "2024;social_return_jobs;fte;Bedrijfsvoering;9;9"
    )
    service.certify(CONTROLLER, measured, NAME, 2024)
    promise(measured, "12", 'departments = ["stadsbeheer"]\n')
    found = service.figures(BUYER, measured, NAME, 2024, indicator=JOBS)
    (judged,) = [one for one in found if one.commitment]
    assert (judged.share.proven, judged.judgement.status) == (10, Status.MISSED)


def test_a_target_as_a_change_becomes_an_amount_from_the_baseline(measured) -> None:
    promise(measured, '"+50 %"')
    (made,) = service.commitments(BUYER, measured, NAME)
    assert made.versions[0].target.value == 12


def test_a_later_registration_replaces_an_earlier_one_which_is_kept_and_one_can_be_withdrawn(measured) -> None:
    register(measured, "2024;social_return_jobs;fte;;1;2")
    register(measured, "2024;social_return_jobs;fte;;3;4")
    assert figure(measured, JOBS).share.proven == 3
    content = f"{QUANTITIES}2024;social_return_jobs;fte;;3;4;opgave;2025-01-10;brief;ja\n"
    service.load_evidence_file(BUYER, measured, NAME, "back.csv", content.encode())
    assert figure(measured, JOBS).judgement.reason_code == "not_registered"
    assert len(service.knowledge_files(BUYER, measured, NAME)) == 6


def test_a_number_for_the_whole_beside_departments_is_refused_and_changes_nothing(measured) -> None:
    register(measured, "2024;social_return_jobs;fte;Stadsbeheer;1;2")
    with pytest.raises(Refusal) as refused:
        register(measured, "2024;social_return_jobs;fte;;3;4")
    assert refused.value.code == "quantity_twice"
    assert figure(measured, JOBS).share.proven == 1


def test_a_ratio_uses_its_own_unit_and_says_why_there_is_none(measured) -> None:
    assert figure(measured, GREEN).judgement.reason_code == "not_registered"
    register(measured, "2024;electricity;kWh;;960;1000")
    assert (figure(measured, GREEN).share.proven, figure(measured, GREEN).share.possible) == (0, 1)
    register(measured, "2024;green_electricity;kWh;;600;750")
    (said,) = [one for one in service.status(measured, NAME, 2024) if one["indicator"] == GREEN]
    assert (said["met"], said["open_plus"], said["base"], said["sum_unit"]) == ("600.00", "190.00", "1000.00", "kWh")
    assert (said["proven"]["exact"], said["low_sum"], said["adds_up"]) == ("3/5", None, False)
    register(measured, "2024;green_electricity;kWh;;1001;1100")
    assert figure(measured, GREEN).judgement.reason_code == "part_exceeds_whole"


def test_a_year_with_quantities_and_no_spend_has_the_figures_of_quantities_only(measured) -> None:
    register(measured, "2023;social_return_jobs;fte;;1;2")
    found = service.figures(BUYER, measured, NAME, 2023)
    assert {one.indicator.id for one in found} == {JOBS}


def test_what_was_typed_counts_like_what_was_loaded_and_others_may_not_type(measured) -> None:
    typed = {"year": "2024", "quantity": "social_return_jobs", "unit": "FTE", "low": "2,5", "high": "3", "source": "b"}
    typed |= {"date": "2025-01-01", "reference": "r", "department": "stadsbeheer"}
    service.register_quantity(BUYER, measured, NAME, typed)
    assert figure(measured, JOBS).share.proven == Fraction("2.5")
    for viewer in (Viewer("x", Role.BUYER, "elders"), Viewer("p", Role.PUBLIC), Viewer("a", Role.ADMINISTRATOR, NAME)):
        with pytest.raises(Refusal):
            service.register_quantity(viewer, measured, NAME, typed)


def test_the_json_of_a_quantity_says_its_bounds_and_gap_in_the_unit(measured) -> None:
    register(measured, "2024;social_return_jobs;fte;;10.25;11")
    promise(measured, "12")
    service.certify(CONTROLLER, measured, NAME, 2024)
    (said,) = [one for one in service.status(measured, NAME, 2024) if one["indicator"] == JOBS]
    assert (said["unit"], said["measure"], said["met"], said["base"]) == ("FTE", "quantity", None, None)
    assert (said["low_sum"]["exact"], said["high_sum"]["exact"], said["gap_in_unit"]["exact"]) == ("41/4", "11", "7/4")
    assert (said["gap_points"], said["gap_euro"], said["amount_basis"]) == (None, None, "not_applicable")
