"""What is explained about a finding is kept with the submission, shown to who certifies, and stands in the audit trail."""

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from tests.service.conftest import BUYER, CONTROLLER, NET, SPEND

BODY = "gemeente-proef"
OUTSIDE = SPEND.replace("30-06-2024", "30-06-2023").encode()


def submit(monitor, year=2024, content=OUTSIDE, **values):
    return service.submit(BUYER, monitor, BODY, year, "a.csv", content, answers=NET, **values)


def said(monitor, submission, viewer=BUYER):
    return {one.finding.rule: one.explanation for one in service.explained(viewer, monitor, submission.id)}


def test_an_explanation_is_kept_with_its_finding_and_shown_to_who_certifies(monitor):
    made = submit(monitor, explanations={"dates_outside_year": " late  invoices ", "negative_lines": " "})
    found = {one.finding.rule: one.finding for one in service.explained(CONTROLLER, monitor, made.id)}
    assert said(monitor, made, CONTROLLER)["dates_outside_year"] == "late invoices"
    assert (found["dates_outside_year"].rows, found["dates_outside_year"].cents) == (1, 20_000_00)
    assert said(monitor, made)["negative_lines"] == ""


def test_an_explanation_stands_in_the_audit_trail(monitor):
    made = submit(monitor, explanations={"dates_outside_year": "late invoices"})
    with monitor.store.reading() as session:
        logged = session.rows("SELECT * FROM audit WHERE action = 'explain'")
    assert [(row["subject"], row["detail"]) for row in logged] == [(made.id, "dates_outside_year: late invoices")]


@pytest.mark.parametrize(
    ("explanations", "code"),
    [({"no_such_rule": "x"}, "unknown_rule"), ({"supplier_missing": "x"}, "unknown_rule"),
     ({"dates_outside_year": "x" * 1001}, "long_explanation")],
    ids=["no rule", "a rule that found nothing", "too long"],
)  # fmt: skip
def test_what_explains_nothing_is_refused_and_nothing_is_stored(monitor, explanations, code):
    with pytest.raises(Refusal) as refused:
        submit(monitor, explanations=explanations)
    assert refused.value.code == code
    assert service.submissions(BUYER, monitor, BODY) == []


def test_a_corrected_file_begins_with_what_was_explained_before(monitor):
    submit(monitor, explanations={"dates_outside_year": "late invoices"})
    assert service.earlier_explanations(BUYER, monitor, BODY, 2024, "all") == {"dates_outside_year": "late invoices"}
    assert service.earlier_explanations(BUYER, monitor, BODY, 2025, "all") == {}


def test_who_may_not_see_lines_does_not_see_findings(monitor):
    made = submit(monitor)
    with pytest.raises(Refusal):
        service.explained(Viewer("m", Role.MINISTRY, None), monitor, made.id)


def lines(year, euros):
    header = "Leverancier;Factuurnummer;Factuurdatum;Bedrag excl. btw\n"
    return (header + "".join(f"L{n};F{n};{n + 1:02}-02-{year};{euros},50\n" for n in range(25))).encode()


def test_the_same_part_of_the_year_before_is_what_a_file_is_held_against(monitor):
    submit(monitor, 2024, lines(2024, 10))
    reading = service.read(BUYER, monitor, BODY, "b.csv", lines(2025, 100), NET)
    against_all = service.checks(BUYER, monitor, BODY, 2025, reading)
    against_nothing = service.checks(BUYER, monitor, BODY, 2025, reading, "Q1")
    assert "total_jumped" in {one.rule for one in against_all.findings}
    assert "total_jumped" not in {one.rule for one in against_nothing.findings}
    assert "line_count_jumped" in against_all.passed
    assert "line_count_jumped" not in against_nothing.passed


def test_an_answered_basis_is_no_finding_any_more(monitor):
    text = SPEND.replace("Bedrag excl. btw", "Bedrag").encode()
    asked = service.read(BUYER, monitor, BODY, "a.csv", text)
    told = service.read(BUYER, monitor, BODY, "a.csv", text, NET)
    assert "amount_basis_unknown" in {one.rule for one in asked.findings}
    assert "amount_basis_unknown" not in {one.rule for one in told.findings}
