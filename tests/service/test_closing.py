"""What would close the gap, on worked example A of semantics.md, and that a what-if is what the figure becomes."""

from dataclasses import replace
from fractions import Fraction

import pytest

from kpi import service
from kpi.model import MappingRule, Refusal, Role, Status, Viewer
from tests.service.conftest import BUYER, COMMITMENT, submit_all

BODY, COFFEE = "gemeente-proef", "fairtrade_coffee_tea_cocoa"


def adopt(monitor):
    """Example A: proven 6,400 of 9,500, possible 7,900; 85 % was promised for this year."""
    submit_all(monitor)
    # What is open elsewhere may hide in this scope; classify it, so that the bounds decide.
    service.load_mapping_file(BUYER, monitor, BODY, "m.csv", b"text,supplier,cpv,exclusion\nDiversen,,45233,\n")
    service.load_commitment_file(BUYER, monitor, BODY, "c.toml", COMMITMENT.format(target=85).encode())


@pytest.fixture
def adopted(store_after):
    return store_after(adopt)


def figure(monitor, year=2024):
    (found,) = service.figures(BUYER, monitor, BODY, year, indicator=COFFEE)
    return found


def test_the_chances_stand_in_order_of_euros_with_what_they_would_do(adopted):
    found = service.chances(BUYER, adopted, figure(adopted))
    assert [(one.kind, one.supplier, one.euros, one.proven, one.possible, one.closes) for one in found] == [
        ("classify", None, 1500, Fraction(7900, 9500), Fraction(7900, 9500), False),
        ("switch", "Automaten Nergens NV", 1000, Fraction(7400, 9500), Fraction(8900, 9500), False),
        ("switch", "Theehandel Voorbeeld", 600, Fraction(7000, 9500), Fraction(8500, 9500), False),
    ]
    assert {one.text for one in found} == {"Koffie en thee"}
    assert figure(adopted).judgement.gap_euro == 1675


def test_where_less_is_better_a_chance_is_what_lowers_the_bound_that_is_judged(adopted):
    asked = figure(adopted)
    found = service.chances(BUYER, adopted, replace(asked, indicator=replace(asked.indicator, higher_is_better=False)))

    assert [(one.kind, one.euros, one.possible) for one in found if one.kind == "classify"] == [
        ("classify", 1500, Fraction(6400, 9500))
    ]
    assert all(one.euros > 0 and one.possible < Fraction(7900, 9500) for one in found)


def test_what_if_all_of_it_came_true_it_closes_the_gap_and_moves_the_status(adopted):
    before = figure(adopted)
    assert before.judgement.status is Status.BEHIND
    imagined = service.what_if(BUYER, adopted, before, service.chances(BUYER, adopted, before))
    assert imagined.figure.share.proven == Fraction(9500, 9500)
    assert imagined.figure.judgement.status is Status.ON_TRACK  # the year is not final
    assert imagined.figure.judgement.gap_euro is None
    assert figure(adopted) == before, "something of a what-if was stored"


def test_without_a_choice_there_is_no_what_if(adopted):
    assert service.what_if(BUYER, adopted, figure(adopted), []) is None


def test_a_what_if_is_what_the_figure_becomes_when_the_lines_are_really_decided(adopted):
    before = figure(adopted)
    (classify, *_) = service.chances(BUYER, adopted, before)
    imagined = service.what_if(BUYER, adopted, before, [classify]).figure
    decided = b"subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason\n"
    decided += b"line,F4,fairtrade,100,100,statement,realisatie,Opgave 4,,,,\n"
    service.load_evidence_file(BUYER, adopted, BODY, "e.csv", decided)
    assert figure(adopted) == replace(imagined, suppliers=before.suppliers)


def test_a_contract_that_ends_before_the_target_year_is_over_is_a_chance_to_renew(adopted):
    register = b"number,supplier,subject,kind,value,start,end\n"
    register += b"C-1,,Koffieautomaten,services,250000,2020-01-01,2024-10-31\n"
    service.load_evidence_file(BUYER, adopted, BODY, "contracts.csv", register)
    spend = "Crediteur;Factuurnummer;Factuurdatum;Afdeling;Omschrijving grootboek;Bedrag excl. btw;Contractnummer\n"
    spend += "Automaten Nergens NV;F9;20-04-2024;Stadsbeheer;Koffie en thee;1.000,00;c-1\n"
    service.submit(BUYER, adopted, BODY, 2023, "s.csv", spend.encode(), answers={"amount_basis": "net"}, complete=True)
    evidence = b"subject,key,property,low,high,kind,level,reference,valid_from,valid_to,supplier,reason\n"
    evidence += b"line,F9,fairtrade,0,0,decision,realisatie,Memo 13,,,,geen keurmerk\n"
    service.load_evidence_file(BUYER, adopted, BODY, "e.csv", evidence)
    (found,) = service.chances(BUYER, adopted, figure(adopted, 2023))
    assert (found.kind, found.text, found.contract, found.department) == (
        "renew", "Koffieautomaten", "C-1", "Stadsbeheer",
    )  # fmt: skip
    assert (found.euros, str(found.end)) == (1000, "2024-10-31")


def test_lines_are_for_the_body_itself(adopted):
    with pytest.raises(Refusal):
        service.chances(Viewer("m", Role.MINISTRY), adopted, figure(adopted))


def test_what_to_classify_first_is_named_where_that_may_settle_the_status(submitted):
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", COMMITMENT.format(target=70).encode())
    now = figure(submitted)
    assert now.judgement.reason_code == "expectation_between_bounds"
    assert service.first_to_settle(BUYER, submitted, now, service.chances(BUYER, submitted, now)) == "Koffie en thee"


def test_where_too_little_is_classified_the_largest_text_without_a_category_is_named(submitted):
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", COMMITMENT.format(target=70).encode())
    service.add_mapping(BUYER, submitted, BODY, [MappingRule("Wegen", None)])  # takes its category back
    now = figure(submitted)
    assert now.judgement.reason_code == "too_little_classified"
    assert service.first_to_settle(BUYER, submitted, now, []) == "Wegen"


def test_where_the_status_can_be_told_nothing_needs_to_be_settled(adopted):
    assert service.first_to_settle(BUYER, adopted, figure(adopted), []) is None
