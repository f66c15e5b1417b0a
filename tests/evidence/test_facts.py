"""What is known about each line: category, exclusion, supplier, contract, department, date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kpi.evidence import know
from kpi.measure import load_indicators
from kpi.model import Body, BodyKind, Contract, Department, Evidence, Knowledge, MappingRule, Supplier
from tests.evidence.known import BODY, REGISTER_COMPLETE, known_about, lines_of

RULES = (
    MappingRule("koffie", "Beans", cpv="15861"),
    MappingRule("koffie", None, cpv="1586"),
    MappingRule(None, "Tax Office", exclusion="tax"),
    MappingRule("salarissen", None, exclusion="salary"),
)


def facts(row, knowledge=None, body=BODY):
    return known_about([row], knowledge, body).facts.to_pylist()[0]


@pytest.mark.parametrize(
    ("line", "cpv", "source", "exclusion"),
    [
        pytest.param({"category": "KOFFIE", "cpv": "15863000-5"}, "15863", "line", None, id="the file's own code first"),
        pytest.param({"category": "koffie", "supplier": "Beans B.V."}, "15861", "text and supplier", None, id="then text and supplier"),
        pytest.param({"category": " Koffie "}, "1586", "text", None, id="then the text"),
        pytest.param({"category": "koffie", "cpv": "99999999"}, "1586", "text", None, id="a code that does not exist is no code"),
        pytest.param({"category": "iets", "supplier": "TAX office"}, None, None, "tax", id="an excluded supplier"),
        pytest.param({"category": "koffie", "supplier": "Tax Office"}, "1586", "text", None, id="a rule on the text beats one on the supplier"),
        pytest.param({"ledger_name": "Salarissen"}, None, None, "salary", id="an excluded text"),
        pytest.param({"ledger_name": "Salarissen", "cpv": "79"}, "79", "line", "salary", id="a code in the file does not undo a person's exclusion"),
        pytest.param({"category": "onbekend"}, None, None, None, id="no rule"),
        pytest.param({}, None, None, None, id="no text"),
    ],
)  # fmt: skip
def test_a_line_is_classified_by_its_most_specific_source(line, cpv, source, exclusion):
    found = facts(line, Knowledge(mapping=RULES))
    assert (found["cpv"], found["cpv_source"], found["exclusion"]) == (cpv, source, exclusion)


def test_the_category_text_is_the_first_field_that_is_filled():
    assert facts({"category": "A", "ledger_name": "B"})["category_text"] == "a"
    assert facts({"ledger_name": "Kosten  B", "ledger_account": "4300"})["category_text"] == "kosten b"
    assert facts({"ledger_account": "4300"})["category_text"] == "4300"


DECLARED = replace(
    BODY, departments=(Department("ict", "Informatie", ("I&A", "Team ICT")), Department("sport", "Sport"))
)


@pytest.mark.parametrize(
    ("body", "text", "department"),
    [
        pytest.param(DECLARED, "ICT", "ict", id="by id"),
        pytest.param(DECLARED, "informatie ", "ict", id="by name"),
        pytest.param(DECLARED, "team  ict", "ict", id="by alias"),
        pytest.param(DECLARED, "Bouw", "", id="not declared"),
        pytest.param(DECLARED, None, "", id="empty"),
        pytest.param(BODY, "Team  Bouw ", "Team Bouw", id="a body that declared none keeps the file's own words"),
        pytest.param(BODY, None, "", id="none declared, empty"),
    ],
)
def test_a_department_is_found_by_its_names(body, text, department):
    assert facts({"department": text}, body=body)["department"] == department


def test_unknown_departments_and_codes_are_findings_with_their_euros():
    rows = [
        {"amount": 100, "department": "Bouw", "cpv": "99999999"},
        {"amount": -30, "department": None, "cpv": "15861000-9"},
        {"amount": 5, "department": "Sport", "cpv": "15"},
    ]
    found = {finding.rule: (finding.rows, finding.cents) for finding in known_about(rows, body=DECLARED).findings}
    assert found == {"department_unknown": (2, 70), "cpv_unknown": (2, 70)}


def test_a_file_without_departments_is_no_finding():
    assert known_about([{"amount": 100}], body=DECLARED).findings == ()


CONTRACTS = (Contract("C-1", kind="services", value=40_000_000, procedure="open"),)


@pytest.mark.parametrize(
    ("number", "body", "has_contract", "value"),
    [
        pytest.param("c-1", BODY, True, 40_000_000, id="in the register"),
        pytest.param("C-2", BODY, None, None, id="not in it: unknown"),
        pytest.param(None, BODY, None, None, id="no number: unknown"),
        pytest.param(None, REGISTER_COMPLETE, False, None, id="no number, register complete: no contract"),
        pytest.param("C-2", REGISTER_COMPLETE, False, None, id="not in a complete register"),
    ],
)
def test_a_contract_is_known_unknown_or_absent(number, body, has_contract, value):
    found = facts({"contract_number": number}, Knowledge(contracts=CONTRACTS), body)
    assert (found["has_contract"], found["contract_value"]) == (has_contract, value)


def test_a_contract_number_that_the_register_does_not_know_is_a_finding():
    known = known_about([{"contract_number": "C-2", "amount": 12}], Knowledge(contracts=CONTRACTS))
    assert [(finding.rule, finding.cents) for finding in known.findings] == [("contract_unknown", 12)]


def test_the_size_of_a_supplier_comes_from_the_register_and_shows_whether_it_is_an_sme():
    knowledge = Knowledge(suppliers=(Supplier("12345678", "Beans", "small"), Supplier("Energie NV", None, "large")))
    rows = [{"supplier": "BEANS b.v."}, {"supplier": "Energie", "kvk": "87654321"}, {"supplier": "Other"}]
    known = known_about(rows, knowledge, indicators=[load_indicators()["sme_share"]])
    assert known.facts["supplier_size"].to_pylist() == ["small", "large", None]
    assert [(row["line"], row["low"], row["high"]) for row in known.evidence.to_pylist()] == [
        (0, 10_000, 10_000),
        (1, 0, 0),
    ]


def test_the_register_shows_whether_a_supplier_is_a_social_enterprise_and_nothing_where_it_is_silent():
    knowledge = Knowledge(
        suppliers=(
            Supplier("Beans", social_enterprise=True),
            Supplier("Energie NV", social_enterprise=False),
            Supplier("Other", size="small"),
        )
    )
    rows = [{"supplier": name} for name in ("Beans B.V.", "Energie", "Other", "Nobody")]
    known = known_about(rows, knowledge, indicators=[load_indicators()["social_enterprises"]])
    assert [(row["line"], row["low"], row["high"], row["claimed"]) for row in known.evidence.to_pylist()] == [
        (0, 10_000, 10_000, False),
        (1, 0, 0, False),
    ]


def test_evidence_about_other_lines_makes_no_difference():
    said = Evidence("contract", "C-1", "circular", 10_000, 10_000, "contract", "inzet", "annex")
    rows = [{"supplier": "A", "contract_number": "c-1"}]
    indicators = [load_indicators()["circular_all_spend"], load_indicators()["circular_works"]]
    others = tuple(replace(said, key=f"C-{number}", low=0, high=0) for number in range(2, 9))
    alone = known_about(rows, Knowledge(evidence=(said,)), indicators=indicators)
    among = known_about(rows, Knowledge(evidence=(*others, said)), indicators=indicators)
    assert alone.evidence.to_pylist() == among.evidence.to_pylist()
    assert [row["indicator"] for row in among.evidence.to_pylist()] == ["circular_all_spend", "circular_works"]


def test_the_date_is_the_invoice_date_else_booking_else_payment():
    later = {"booking_date": date(2025, 2, 2), "payment_date": date(2025, 3, 3)}
    assert facts({"invoice_date": date(2025, 1, 1), **later})["date"] == date(2025, 1, 1)
    assert facts(later)["date"] == date(2025, 2, 2)
    assert facts({"payment_date": date(2025, 3, 3)})["date"] == date(2025, 3, 3)
    assert facts({})["date"] is None


def test_suggestions_never_count():
    assert facts({"category": "Koffie en thee"})["cpv"] is None
    assert facts({"category": "Salarissen"})["exclusion"] is None


def test_a_table_of_a_few_columns_only_is_enough():
    lines = lines_of([{"category": "koffie"}]).select(["line", "amount", "category"])
    known = know(lines, Body("b", "B", BodyKind.RIJK), Knowledge(mapping=RULES), [])
    assert known.facts["cpv"].to_pylist() == ["1586"]
