"""The menu says where a body is, what is proposed for such a body, and who says so."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from kpi.commitment import ProposedTarget
from kpi.model import Message, Status, Theme
from kpi.service import Menu, Offer
from pages.parts import menu
from tests.pages.make import commitment, figure, indicator, words

NOTE = Message(nl="Halverwege.", en="Half way.")
THEMES = [Theme("KLI", words("Klimaat"), "planet"), Theme("CIR", words("Circulair"), "planet")]


def target(value: str | None = "10", year: int | None = 2020, source: str | None = None) -> ProposedTarget:
    share = None if value is None else Fraction(value) / 100
    return ProposedTarget("circular", (), share, year, source, None if source else NOTE)


def offer(*targets: ProposedTarget, **changes: object) -> Offer:
    usual = {"indicator": indicator(), "targets": targets or (target(),), "figure": figure(), "commitment": None}
    return Offer(**(usual | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "U staat op 6,4% bewezen, tot 12,0% mogelijk, in 2025 (definitief)."),
        ({"figure": figure(proven="6.4", possible="6.4")}, "U staat op 6,4% bewezen, in 2025 (definitief)."),
        ({"figure": figure(of=indicator(more_is_better=False)), "indicator": indicator(more_is_better=False)}, "U staat op ten minste 6,4% en ten hoogste 12,0%, in 2025 (definitief)."),
        ({"figure": figure(Status.NO_DATA, proven=None, possible=None)}, "U heeft hiervoor nog geen cijfer. the reason"),
        ({"figure": None}, "U heeft hiervoor nog geen cijfer."),
    ],
)  # fmt: skip
def test_where_a_body_is_stands_beside_every_offer_with_both_bounds(changes: dict, said: str) -> None:
    assert menu.present("nl", offer(**changes)) == said


@pytest.mark.parametrize(
    ("proposed", "said"),
    [
        (target(), "Voorstel voor organisaties zoals u: 10% in 2020."),
        (target(year=None), "Voorstel voor organisaties zoals u: 10%."),
        (target(source="PIANOo"), "Organisaties zoals u mikken op 10% in 2020."),
        (target(year=None, source="PIANOo"), "Organisaties zoals u mikken op 10%."),
        (target(value=None), "Om te volgen: er is geen doel voorgesteld."),
        (
            ProposedTarget("co2", (), None, 2030, "Zeeland", None, change=Fraction(-49, 100)),
            "Organisaties zoals u mikken op 49% minder dan uw beginstand in 2030.",
        ),
        (target("6"), "Voorstel voor organisaties zoals u: 6% in 2020. U bent er al."),
        (
            replace(target(value=None), change=Fraction(-1, 2)),
            "Voorstel voor organisaties zoals u: 50% minder dan uw beginstand in 2020.",
        ),
    ],
)
def test_a_proposal_of_ours_is_never_said_to_be_what_others_aim_for(proposed: ProposedTarget, said: str) -> None:
    assert menu.proposal("nl", offer(proposed), 0) == said


def test_an_amount_is_said_in_its_unit() -> None:
    jobs = ProposedTarget("jobs", (), Fraction(3), 2030, None, NOTE, in_unit=True)
    asked = offer(jobs, indicator=indicator(unit="FTE"), figure=None)
    assert menu.proposal("nl", asked, 0).replace("\xa0", " ") == "Voorstel voor organisaties zoals u: 3 FTE in 2030."


def shown(*offers: Offer) -> str:
    found = Menu(words("Middelgrote gemeente"), 2025, offers)
    return menu.heading("nl", found, "beheer") + menu.offers(
        "nl", offers, lambda one, place: f"vastleggen?doel={place}", lambda made: f"vastleggen?id={made.id}"
    )


def test_each_target_can_be_chosen_and_shows_its_source_or_why() -> None:
    html = shown(offer(target(), target("50", 2025, source="MRA <2025>")))
    for said in (
        "vastleggen?doel=0",
        "vastleggen?doel=1",
        "Halverwege.",
        'Bron: <span lang="en">MRA &lt;2025&gt;</span>',
        "Middelgrote gemeente",
    ):
        assert said in html


def test_offers_stand_under_their_first_theme_and_a_theme_without_one_is_left_out() -> None:
    found = Menu(words("Middelgrote gemeente"), 2025, (offer(target()),))
    ((theme, rows),) = menu.by_theme(THEMES, found)
    assert (theme.name.nl, list(rows)) == ("Circulair", list(found.offers))


def test_what_was_promised_already_is_shown_instead_of_offered() -> None:
    html = shown(offer(commitment=commitment()))
    assert "Vastgelegd: 10% circulair in 2026" in html
    assert "vastleggen?id=c1" in html
    assert "Kies dit" not in html


def test_a_body_for_which_nothing_is_proposed_is_told_so() -> None:
    assert "nog geen doelen voorgesteld" in menu.heading("nl", Menu(None, None, ()), "beheer")


def test_a_body_of_unknown_size_is_told_where_to_fill_it_in() -> None:
    heading = menu.heading("nl", Menu(None, None, (), size_unknown=True), "beheer")
    assert "Uw aantal inwoners is nog niet bekend" in heading
    assert '<a href="beheer">Vul het aantal inwoners in</a>' in heading
