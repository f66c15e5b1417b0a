from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from kpi.model import Bands, Body, BodyKind, Message, YearState
from kpi.service import Delivery, LayerPromises, Participation, Promised
from pages.parts.group_promises import headline as promises_headline
from pages.parts.group_promises import reminder, section
from pages.parts.participation import by_kind, deliveries, headline
from tests.pages.make import indicator


def delivery(name: str, state: YearState | None, submitted: datetime | None = None, late: bool = False) -> Delivery:
    body = Body(name.lower(), name, BodyKind.MUNICIPALITY)
    return Delivery(body, state, submitted, date(2026, 3, 31), late, 100_00, 10_00)


MUNICIPALITIES = Participation(
    BodyKind.MUNICIPALITY, bodies=3, taking_part=2, final=1, cents=3_120_000_000_000, classified=Fraction(9619, 10_000),
    deliveries=(
        delivery("Zilverbeek", YearState.FINAL, datetime(2026, 4, 2)),
        delivery("Beukenrode", YearState.PROVISIONAL, datetime(2026, 3, 2)),
        delivery("Lindewoude", None, late=True),
    ),
)  # fmt: skip


def test_the_headline_counts_who_delivered_and_who_is_late():
    assert headline("nl", 2025, [MUNICIPALITIES]) == "2 van de 3 organisaties leverden 2025 in. 1 is te laat."


def test_a_layer_shows_part_classified_spend_and_who_is_not_final():
    html = by_kind("nl", [MUNICIPALITIES], lambda kind: f"deelname?soort={kind}")
    for expected in ("2 van 3", "96,1%", "31,2", "1 nog niet vastgesteld", 'href="deelname?soort=municipality"'):
        assert expected in html


def test_bodies_stand_in_alphabetical_order_with_what_is_late():
    html = deliveries("nl", MUNICIPALITIES)
    assert html.index("Beukenrode") < html.index("Lindewoude") < html.index("Zilverbeek")
    assert "te laat: niets ingeleverd" in html
    assert html.count("(na de datum)") == 1


def test_who_is_late_gets_a_letter_that_names_the_year_and_the_date():
    late = MUNICIPALITIES.deliveries[2]

    assert "De uitgaven van Lindewoude over 2025 zouden uiterlijk 31 maart 2026 binnen zijn." in reminder(
        "nl", late, 2025
    )
    assert "The spend of Lindewoude over 2025 was to come in by 31 March 2026." in reminder("en", late, 2025)


def test_a_layer_lists_what_it_promised_and_gives_no_target_of_fewer_than_five():
    coffee = replace(indicator("coffee"), name=Message("Koffie", "Coffee"))
    tea = replace(indicator("tea"), name=Message("Thee", "Tea"))
    layer = LayerPromises(
        BodyKind.MUNICIPALITY, bodies=9, promising=6,
        indicators=(
            Promised(coffee, 5, Bands(5, Fraction(1, 2), Fraction(1, 10), Fraction(1)), {2026: 3, 2028: 2}),
            Promised(tea, 4, Bands(4), {2030: 4}),
        ),
    )  # fmt: skip

    shown = section("nl", layer)

    assert promises_headline("nl", [layer]) == (
        "6 van de 9 organisaties deden een belofte die u mag zien. Het vaakst over: Koffie."
    )
    for expected in ("5 van 9", "50%", "10%–100%", "2026 (3), 2028 (2)", "4 van 9", "2030 (4)"):
        assert expected in shown
    assert shown.count('<td class="number">–</td>') == 2
