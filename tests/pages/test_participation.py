from datetime import date, datetime
from fractions import Fraction

from kpi.model import Body, BodyKind, YearState
from kpi.service import Delivery, Participation
from pages.parts.participation import by_kind, deliveries, headline


def delivery(name: str, state: YearState | None, submitted: datetime | None = None, late: bool = False) -> Delivery:
    body = Body(name.lower(), name, BodyKind.MUNICIPALITY)
    return Delivery(body, state, submitted, date(2026, 3, 31), late, 100_00, Fraction(9, 10))


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
