"""The menu of a body: for its own kind and size, with its own value, and what a choice fills in."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi import service
from kpi.commitment import ProposedTarget
from kpi.model import BodyKind, Refusal, Role, Viewer
from tests.service.conftest import BUYER, COMMITMENT

BODY, COFFEE = "gemeente-proef", "fairtrade_coffee_tea_cocoa"


def offer(monitor, indicator=COFFEE):
    return next(one for one in service.menu(BUYER, monitor, BODY).offers if one.indicator.id == indicator)


def test_the_menu_is_that_of_the_kind_and_size_of_the_body(submitted):
    found = service.menu(BUYER, submitted, BODY)
    assert found.audience.en == "Middle-sized municipality"
    assert found.year == 2024
    for one in found.offers:
        for target in one.targets:
            assert "middle_municipality" in {audience.id for audience in target.audiences}


def test_the_present_value_stands_beside_each_offer(submitted):
    share = offer(submitted).figure.share
    assert (share.proven, share.possible) == (Fraction(6400, 9500), Fraction(7900, 9500))


def test_a_body_without_figures_has_a_menu_too(monitor):
    found = service.menu(BUYER, monitor, BODY)
    assert found.year is None
    assert found.offers
    assert {one.figure for one in found.offers} == {None}


def test_what_was_promised_is_known_and_what_was_ended_is_on_offer_again(submitted):
    assert offer(submitted).commitment is None
    service.load_commitment_file(BUYER, submitted, BODY, "c.toml", COMMITMENT.format(target=85).encode())
    assert offer(submitted).commitment.id == "fairtrade"
    ended = b'id = "fairtrade"\n[ended]\nreason = "x"\nkind = "k"\nbody = "b"\ndate = 2024-02-06\nreference = "r"\n'
    service.load_commitment_file(BUYER, submitted, BODY, "end.toml", ended)
    assert offer(submitted).commitment is None


def test_a_choice_fills_in_the_target_and_the_measured_baseline_rounded_against_the_body(submitted):
    values = service.chosen_values(offer(submitted), 0, 2030)
    assert values == {
        "indicator": COFFEE,
        "target": {"year": 2030, "value": Decimal(100)},
        "baseline": {
            "year": 2024,
            "value": Decimal("67.3"),
            "source": "gemeten over 2024 (voorlopig); 84,2% van het bereik was ingedeeld",
        },
    }


def test_a_choice_can_be_adopted_once_its_decision_is_filled_in(submitted):
    values = service.chosen_values(offer(submitted), 0, 2030)
    decision = {"kind": "collegebesluit", "body": "college", "date": "2026-03-01", "reference": "2026-1"}
    made = service.commitment_from(
        BUYER, submitted, BODY, {**values, "id": "koffie", "text": "Alle koffie", "decision": decision}
    )
    assert service.commit(BUYER, submitted, made).versions[0].target.value == 1


def test_the_menu_with_figures_is_for_the_body_itself(submitted):
    with pytest.raises(Refusal):
        service.menu(Viewer("p", Role.PUBLIC), submitted, BODY)


@pytest.mark.parametrize(
    ("proposed", "filled_in"),
    [({"change": Fraction(-49, 100)}, "-49 %"), ({"change": Fraction(-125, 1000)}, "-12.5 %"), ({"value": Fraction(3), "in_unit": True}, Decimal(3))],
)  # fmt: skip
def test_a_proposed_change_is_filled_in_as_a_change_and_an_amount_in_its_unit(submitted, proposed, filled_in):
    known = offer(submitted)
    target = ProposedTarget(COFFEE, (), **({"value": None, "year": None, "source": None, "note": None} | proposed))
    indicator = replace(known.indicator, unit="t CO2e")
    of_unit = replace(known, indicator=indicator, targets=(target,), figure=None)
    assert service.chosen_values(of_unit, 0, 2030) == {
        "indicator": COFFEE,
        "target": {"year": 2030, "value": filled_in},
    }


def test_a_measured_quantity_is_the_baseline_in_its_unit_and_has_no_coverage(submitted):
    known = offer(submitted)
    share = replace(known.figure.share, proven=Fraction(1234, 100), possible=Fraction(20), coverage=None)
    jobs = replace(known, indicator=replace(known.indicator, unit="FTE"), figure=replace(known.figure, share=share))
    assert service.chosen_values(jobs, 0, 2030)["baseline"] == {
        "year": 2024,
        "value": Decimal("12.3"),
        "source": "gemeten over 2024 (voorlopig)",
    }


def test_a_municipality_whose_size_is_not_known_is_told_apart_from_a_kind_without_sizes(monitor):
    body = monitor.body(BODY)
    assert not service.menu(BUYER, monitor, BODY).size_unknown
    service.save_body(BUYER, monitor, replace(body, inhabitants=None, size_class=None))
    assert service.menu(BUYER, monitor, BODY).size_unknown
    assert list(service.size_classes(body.kind))
    assert service.size_classes(BodyKind.PROVINCE) == {}
