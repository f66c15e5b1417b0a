"""Public notices on the screens: what was asked for stands apart from what was delivered, and everything is escaped."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi.language import NO_BREAK_SPACE
from kpi.model import Message
from kpi.service import Intent, NoticedLot
from pages.parts import notices
from tests.pages import make


def plain(markup: str) -> str:
    return markup.replace(NO_BREAK_SPACE, " ")


LOT = NoticedLot(
    procedure="p<1>", lot="LOT-0001", title="Meubilair <script>", notices=("n",), suppliers=("Meubel & Zonen",),
    numbers=(), period=(date(2024, 1, 1), None), themes={"CIR": ("requirement", "award_criterion"), "SRO": ("unstated",)},
    other=(Message("Milieudoel", "Environmental goal"),), contracts=1, euros=Fraction(1_500), unclear=Fraction(250),
)  # fmt: skip


def test_a_lot_says_what_is_asked_for_and_how() -> None:
    shown = plain(notices.lots_markup("nl", [LOT], {"CIR": "Circulair"}, 2025))

    assert "Circulair (als eis, als gunningscriterium)<br>SRO (hoe is niet vermeld)<br>Milieudoel" in shown
    assert "1 jan 2024 – …" in shown
    assert "Van de inkoop van 2025 valt € 1.500 zeker onder één aangekondigd contract." in shown
    assert all(
        part in shown for part in ("Meubilair &lt;script&gt;", "Meubel &amp; Zonen", "p&lt;1&gt;, LOT-0001", "€ 250")
    )
    assert "<script>" not in shown


FOUND = Intent(
    asked=Fraction(5_500), unclear=Fraction(100), base=Fraction(9_500), share=Fraction(5_500, 9_500),
    by_way={"award_criterion": Fraction(5_500)}, lots=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", ["57,8% zeker onder contracten waarin het gevraagd is (inzet): € 5.500 van € 9.500, in 2 percelen",
                "als gunningscriterium: € 5.500", "€ 100 valt misschien onder zo’n contract", "gevraagd is niet geleverd"]),
        ("en", ["57.8% is certainly under contracts", "as an award criterion: €5,500", "asked for is not delivered"]),
    ],
)  # fmt: skip
def test_the_levels_of_a_figure_stand_apart(language: str, said: list[str]) -> None:
    shown = plain(notices.layers(language, make.figure(), FOUND))

    assert [part for part in said if part not in shown] == []
    assert shown.count("<dt>") == 3


def test_without_spend_in_scope_there_is_no_share() -> None:
    nothing = Intent(Fraction(0), Fraction(0), Fraction(0), None, {}, 0)

    assert "Geen aandeel" in notices.layers("nl", make.figure(), nothing)
