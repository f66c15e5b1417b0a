import re
from fractions import Fraction

import pytest

from kpi.measure import load_indicators
from kpi.model import Bands, BodyKind, Comparison, Peer, Status
from pages.parts import colours, compare_tables, comparing, peers, ribbon
from pages.parts.labels import LETTER_WIDTH

CIRCULAR = load_indicators()["circular_all_spend"]
SPREAD = {
    2021: Bands(4),
    2022: Bands(6, Fraction(2, 100), Fraction(1, 100), Fraction(4, 100)),
    2024: Bands(9, Fraction(5, 100), Fraction(1, 100), Fraction(9, 100), {10: Fraction(2, 100), 25: Fraction(3, 100), 50: Fraction(5, 100), 75: Fraction(7, 100), 90: Fraction(8, 100)}),
}  # fmt: skip


def peer(name: str | None, proven: int | None = 5, possible: int = 9, **more) -> Peer:
    share = None if proven is None else Fraction(proven, 100)
    return Peer(name, name, share, None if share is None else Fraction(possible, 100), more.pop("status", None), **more)


def comparison(*found: Peer, count: int = 9) -> Comparison:
    return Comparison(CIRCULAR, 2025, found, Bands(count, Fraction(64, 1000)), Bands(count, Fraction(89, 1000)), {})


def test_the_headline_gives_both_medians_and_counts_without_judging():
    found = comparison(peer("A", status=Status.ACHIEVED), peer("B", status=Status.CANNOT_TELL_YET), peer("C"))
    said = comparing.headline("nl", found, BodyKind.MUNICIPALITY)
    assert "de middelste gemeente staat op 6,4% bewezen, 8,9% mogelijk." in said
    assert "1 van de 3 haalt zijn doel of ligt op koers." in said
    assert "Van 1 is het nog niet te zeggen." in said


def test_the_headline_does_not_count_who_is_withheld_among_those_with_a_status():
    hidden = (peer("B", None, status=Status.WITHHELD, withheld=True), peer("C", None))
    said = comparing.headline("nl", comparison(peer("A", status=Status.ACHIEVED), *hidden), BodyKind.MUNICIPALITY)
    assert "1 van de 1 haalt zijn doel" in said


def test_too_few_bodies_give_no_figure_in_the_headline():
    found = Comparison(CIRCULAR, 2025, (), Bands(4), Bands(4), {})
    assert "te weinig organisaties" in comparing.headline("nl", found, BodyKind.MUNICIPALITY)
    assert "%" not in comparing.headline("nl", found, BodyKind.MUNICIPALITY)


@pytest.mark.parametrize("by_value", [False, True])
def test_it_always_says_that_this_is_no_ranking(by_value):
    assert "dit is geen ranglijst" in comparing.fairness("nl", comparison(), "Gemeenten", by_value)


def test_those_left_out_are_counted_with_their_reason():
    assert comparing.left_out("nl", {"other_version": 12, "not_final": 2}) == (
        "Niet vergelijkbaar: 12 met een andere definitie, 2 met een jaar dat niet is vastgesteld."
    )
    assert comparing.left_out("nl", {}) == ""


@pytest.mark.parametrize(
    ("place", "said"), [((3, 7), "plaats 3 tot 7 van 15"), ((1, 1), "plaats 1 van 15"), (None, "–")]
)
def test_a_place_is_a_range(place, said):
    assert compare_tables.place("nl", peer("A", place=place), 15) == said


def test_by_value_the_better_comes_first_and_those_without_a_value_last():
    found = comparison(peer("A", 2), peer("B", None, withheld=True), peer("C", 8), peer(None, 5))
    assert [one.name for one in peers.in_order(found, by_value=True)] == ["C", None, "A", "B"]
    assert [one.name for one in peers.in_order(found, by_value=False)] == ["A", "B", "C", None]


def test_above_forty_bodies_the_own_one_stays_drawn():
    many = [peer(f"B{number:02}", own=number == 33) for number in range(60)]
    drawn = peers.drawn(many)
    assert len(drawn) < 15
    assert any(one.own for one in drawn)
    assert peers.drawn(many[:40]) == many[:40]


def test_each_body_is_one_row_with_a_solid_and_an_open_dot():
    chart = peers.peer_chart(
        "nl", CIRCULAR, [peer("A", 2), peer("B", 4, own=True)], Fraction(3, 100), Fraction(10, 100)
    )
    symbols = [trace.marker.symbol for trace in chart.data if trace.mode == "markers"]
    assert symbols == ["circle", "circle-open"] * 2
    assert list(chart.layout.yaxis.ticktext) == ["A", "<b>B</b>"]
    assert chart.layout.height == 2 * 30 + 74


def test_names_have_room_of_their_own_and_a_long_one_is_cut() -> None:
    name = "Hoogheemraadschap van Schieland en de Krimpenerwaard"
    short, long = (peers.peer_chart("nl", CIRCULAR, [peer(one)], None, None) for one in ("A", name))
    (shown,) = long.layout.yaxis.ticktext
    assert shown == "Hoogheemraadschap van Schieland e…"
    assert long.layout.margin.l - short.layout.margin.l == (len(shown) - 1) * LETTER_WIDTH
    assert long.data[1].customdata[0].startswith(name)


def test_the_lines_for_median_and_target_are_labelled_on_two_heights():
    chart = peers.peer_chart("nl", CIRCULAR, [peer("A")], Fraction(64, 1000), Fraction(1, 10))
    labels = {note.text: note.yshift for note in chart.layout.annotations}
    assert labels.keys() == {"middelste 6,4%", "<b>doel 10%</b>"}
    assert len(set(labels.values())) == 2


def test_a_withheld_body_keeps_its_row_with_the_word():
    chart = peers.peer_chart("nl", CIRCULAR, [peer("A", None, withheld=True)], None, None)
    assert [note.text for note in chart.layout.annotations] == ["afgeschermd"]


def test_a_chart_uses_the_colours_of_the_theme_only():
    chart = peers.peer_chart("nl", CIRCULAR, [peer("A"), peer("B", own=True)], Fraction(1, 20), Fraction(1, 10))
    used = set(re.findall(r"#[0-9A-Fa-f]{6}", chart.to_json().split('"template"')[0]))
    assert used <= set(colours.PLACEHOLDERS)


def test_years_with_fewer_than_five_bodies_stay_empty_and_are_not_bridged():
    chart = ribbon.ribbon_chart("nl", CIRCULAR, SPREAD, {2022: Fraction(3, 100), 2024: Fraction(6, 100)})
    medians = next(trace for trace in chart.data if trace.line.dash == "dash")
    assert list(medians.x) == [2022, 2023, 2024]
    assert list(medians.y) == [2.0, None, 5.0]
    assert medians.connectgaps is False


def test_five_to_seven_bodies_give_lines_for_the_range_and_no_bands():
    chart = ribbon.ribbon_chart("nl", CIRCULAR, {2022: SPREAD[2022]}, {})
    assert not [trace for trace in chart.data if trace.fill == "toself"]
    assert len([trace for trace in chart.data if trace.line.color == colours.OTHERS]) == 2


def test_a_year_that_stands_alone_has_a_dot_because_it_has_no_line():
    chart = ribbon.ribbon_chart("nl", CIRCULAR, {2022: SPREAD[2022]}, {})
    assert all(max(trace.marker.size) > 0 for trace in chart.data)
    several = ribbon.ribbon_chart("nl", CIRCULAR, {2023: SPREAD[2024], 2024: SPREAD[2024]}, {})
    assert all(max(trace.marker.size) == 0 for trace in several.data if trace.marker.size)


def test_the_table_has_what_the_ribbon_has():
    html = compare_tables.spread_table("nl", comparison(), SPREAD)
    for value in ("2,0%", "5,0%", "9,0%", "8,0%"):
        assert value in html


def test_alternative_texts_are_short_and_say_first_and_last():
    assert "van 2,0% in 2022 naar 5,0% in 2024" in comparing.spread_alt("nl", comparison(), SPREAD)
    assert len(comparing.peers_alt("nl", comparison(peer("A"), peer("B")))) <= 250


def test_labels_at_the_end_never_stand_on_each_other_and_the_own_body_goes_first():
    close = Bands(
        9,
        Fraction(50, 1000),
        deciles={10: Fraction(10, 1000), 25: Fraction(49, 1000), 75: Fraction(51, 1000), 90: Fraction(90, 1000)},
    )
    chart = ribbon.ribbon_chart("nl", CIRCULAR, {2025: close}, {2025: Fraction(50, 1000)})
    assert [note.text for note in chart.layout.annotations] == ["5,0%", "9,0%", "1,0%"]
