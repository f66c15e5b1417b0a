from fractions import Fraction

from kpi.model import Bands
from pages.parts.tiles import tile_map


def test_a_province_with_too_few_bodies_has_no_figure():
    html = tile_map("nl", {"Zandland": Bands(bodies=3)}, {})
    assert "3 doen mee: te weinig" in html
    assert "%" not in html


def test_fictional_provinces_stand_in_alphabetical_order_without_a_fixed_place():
    html = tile_map("en", {"Veenmark": Bands(6, Fraction(1, 10)), "Duinmark": Bands(5, Fraction(2, 10))}, {})
    assert html.index("Duinmark") < html.index("Veenmark")
    assert "grid-row" not in html


def test_dutch_provinces_stand_where_the_reader_expects_them():
    html = tile_map("en", {"Groningen": Bands(6, Fraction(1, 10))}, {})
    assert "grid-row:1;grid-column:4" in html


def test_the_fill_follows_the_order_of_the_medians_and_the_number_is_printed():
    provinces = {name: Bands(9, Fraction(value, 1000)) for name, value in zip("ABCD", (51, 62, 79, 91), strict=True)}
    html = tile_map("nl", provinces, {"A": "/vergelijken?provincie=A"})
    for step, share in enumerate(("5,1%", "6,2%", "7,9%", "9,1%"), 1):
        assert f'class="step{step}"' in html
        assert share in html
    assert '<a href="/vergelijken?provincie=A">A</a>' in html
