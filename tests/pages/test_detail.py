"""What the page of one ambition says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from kpi.model import Change, Decision, Ending, Status
from kpi.service import Chance, Group, LevelTotal, WhatIf
from kpi.store.closing import Lines
from kpi.wording import counted_as, why_counted
from pages.parts import chances, detail, levels, promise
from tests.pages.make import commitment, figure, indicator, percent, version


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_the_lead_has_the_three_numbers_and_what_to_do_first() -> None:
    shown = figure(Status.CANNOT_TELL_YET, to_settle=Fraction(6_600_000))

    assert plain(detail.lead("nl", shown)) == (
        "Bewezen is 6,4%. Volgens het pad hoort dat nu 8,4% te zijn. Telt alles wat nog niet is ingedeeld ook mee, dan "
        "is het 12,0%. Deel eerst € 6,6 mln in."
    )
    assert detail.lead("en", shown) == (
        "Proven is 6.4%. The path asks for 8.4% now. If everything not yet classified counts as well, it is 12.0%. "
        "Classify €6.6m first."
    )


def test_what_lags_says_how_much_is_short_and_who_acts() -> None:
    made = commitment(replace(version(), next_move="team Inkoop"))
    behind = figure(Status.BEHIND, made=made, gap=percent("2"), gap_amount=Fraction(2_400_000))

    assert plain(detail.lead("nl", behind)).endswith("Tekort: € 2,4 mln.")
    assert "Tekort: € 2,4 mln. Aan zet: team Inkoop." in plain(detail.head("nl", behind, "x", []))
    assert "Aan zet" not in detail.head("nl", figure(Status.ACHIEVED, made=made), "x", [])


def test_the_lead_gives_the_reason_where_there_is_no_value() -> None:
    assert detail.lead("nl", figure(Status.NO_DATA, proven=None, possible=None)) == "the reason"


def test_where_less_is_better_the_lead_says_at_least_and_at_most() -> None:
    said = detail.lead("nl", figure(of=indicator(more_is_better=False), proven="30", possible="50"))

    assert said.startswith("Het is ten minste 30,0% en ten hoogste 50,0%.")


def test_the_head_shows_the_way_and_escapes_it() -> None:
    head = detail.head("nl", figure(), "<b>10%</b>", [("Overzicht", "overzicht"), ("Stads<beheer", None)], "3 regels")

    assert '<a href="overzicht">Overzicht</a>' in head
    assert 'aria-current="page">Stads&lt;beheer' in head
    assert "<h1>&lt;b&gt;10%&lt;/b&gt;</h1>" in head
    assert "<li>3 regels</li>" in head


def test_the_four_metrics() -> None:
    shown = figure(Status.BEHIND, gap=percent("2"), gap_euro=Fraction(2_400_000), gap_amount=Fraction(2_400_000))

    found = detail.metrics("nl", shown, Change(2024, percent("1.24"), "progress"))

    assert [(label, plain(value), small) for label, value, small in found] == [
        ("Bewezen in 2025", "6,4%", "+1,2 punt"),
        ("Tekort op het pad", "€ 2,4 mln", "2,0 punt"),
        ("Nog in te delen", "€ 56", "5,6%"),
        ("Met bewijs", "80,0%", "van geclaimd"),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_small_line_of_a_metric_is_short_enough_for_a_phone(language: str) -> None:
    shown = figure(Status.BEHIND, gap=percent("12.3"), gap_euro=Fraction(2_400_000), gap_amount=Fraction(2_400_000))

    lines = [small for _, _, small in detail.metrics(language, shown, Change(2024, percent("-12.3"), "decline"))]

    assert all(len(line) <= 12 for line in lines if line)


def test_a_metric_without_a_small_line_is_a_label_and_a_value() -> None:
    made = detail.metrics_markup([("Bewezen <in>", "6,4%", None)])

    assert made == '<dl class="metrics"><div><dt>Bewezen &lt;in&gt;</dt><dd class="metric-value">6,4%</dd></div></dl>'


def test_what_is_not_there_is_a_dash() -> None:
    shown = figure(Status.NO_DATA, proven=None, possible=None)

    assert [value for _, value, _ in detail.metrics("nl", shown, None)][:2] == ["–", "–"]


def chance(kind: str, text: str, euros: int, **more: object) -> Chance:
    fields = {
        "id": f"id-{text}", "kind": kind, "text": text, "supplier": None, "department": "Stadsbeheer",
        "euros": Fraction(euros), "proven": Fraction(1004, 10_000), "possible": Fraction(12, 100), "closes": False,
        "lines": Lines(kind),
    }  # fmt: skip
    return Chance(**(fields | more))  # type: ignore[arg-type]


CHANCES = [
    chance("classify", "bouw<materialen", 3_100_000, closes=True),
    chance("renew", "ICT-hardware", 1_400_000, end=date(2026, 9, 1), contract="C-7"),
    chance("switch", "Koffie", 9_900, supplier="Automaten NV", department=None),
]


def shown_chances(language: str = "nl", chosen: tuple[str, ...] = ()) -> str:
    behind = figure(Status.BEHIND, gap=percent("2"), gap_euro=Fraction(2_400_000), gap_amount=Fraction(2_400_000))
    return chances.markup(
        language,
        CHANCES,
        behind,
        lambda one: f"ambitie?cat={one.kind}",
        lambda one: f"ambitie?als={one.id}",
        chosen,
    )


def test_chances_name_their_kind_and_mark_what_is_needed() -> None:
    made = shown_chances()

    assert '<a href="ambitie?cat=classify">Indelen: bouw&lt;materialen</a>' in made
    assert '<a href="ambitie?cat=renew">Contract vernieuwen: ICT-hardware</a>' in made
    assert "Stadsbeheer, C-7, loopt af op 1 september 2026" in made
    assert "Anders inkopen: Koffie" in made
    assert "Automaten NV" in made
    assert "url(#hatch-open)" in made.split("Contract vernieuwen")[0]
    assert "tel ze niet op" in made
    assert "Deel eerst in" in made


def test_a_chance_says_what_it_would_do_and_never_rounds_it_up() -> None:
    made = shown_chances()

    assert made.count("Dan is 10,0% bewezen en 12,0% mogelijk.") == 3
    assert made.count("Dat dicht het tekort.") == 1


def test_a_chance_can_be_counted_along_and_taken_away_again() -> None:
    made = shown_chances(chosen=("id-Koffie",))

    assert made.count("Wat als dit lukt?</a>") == 2
    assert made.count("Niet meer meerekenen</a>") == 1
    assert 'class="chance chosen"' in made.split("Anders inkopen")[0]


def test_the_short_list_has_room_for_both_kinds_and_for_whatever_was_chosen() -> None:
    found = [chance("classify", f"c{n}", 100 - n) for n in range(5)] + [
        chance("renew", f"r{n}", 90 - n) for n in range(5)
    ]

    assert [one.text for one in chances.shortlist(found, 6, [])] == ["c0", "c1", "c2", "r0", "r1", "r2"]
    assert [one.text for one in chances.shortlist(found, 4, ["id-r4"])] == ["c0", "c1", "r0", "r1", "r4"]
    assert [one.text for one in chances.shortlist(found[5:], 6, [])] == ["r0", "r1", "r2", "r3", "r4"]


def test_what_if_is_marked_as_imagined_and_leads_back() -> None:
    would_be = WhatIf(tuple(CHANCES[:2]), figure(Status.ON_TRACK, proven="9.1", possible="12"))
    made = chances.imagined("nl", would_be, "ambitie?id=a")

    for words in (
        "Wat als 2 van deze kansen lukken?", "De status zou zijn: Op koers.", "Dan is 9,1% bewezen en 12,0% mogelijk.",
        "er is niets bewaard", '<a href="ambitie?id=a">Terug naar de echte cijfers</a>',
    ):  # fmt: skip
        assert words in made


def group(key: str, met: int, waiting: int, base: int) -> Group:
    low, high = Fraction(met, base), Fraction(met + waiting, base)
    return Group(key, key.title(), 3, 2, Fraction(base), Fraction(met), Fraction(waiting), low, high)


def test_a_level_ends_with_the_sum_and_never_a_mean() -> None:
    rows = [(group("a", 100, 50, 1000), "A & co", "ambitie?afd=a"), (group("b", 0, 0, 10), "B", None)]

    made = levels.level("nl", "Per afdeling", "intro", "Afdeling", rows, indicator(), figure())

    assert '<a href="ambitie?afd=a">A &amp; co</a>' in made
    assert "10,0%–15,0%" in made
    assert '<tr class="total"><th scope="row">Samen</th>' in made
    assert "6,4%–12,0%" in made.split("Samen")[1]


def test_the_total_of_a_level_counts_suppliers_lines_and_euros() -> None:
    said = levels.level_total("nl", LevelTotal(2, 6, 310_000_000))

    assert plain(said) == "2 leveranciers, 6 regels, € 3,1 mln"


@pytest.mark.parametrize(
    ("counts", "low", "high", "nl"),
    [
        ("met", 10_000, 10_000, "bewezen"),
        ("not_met", 0, 0, "telt niet mee"),
        ("claimed", 0, 10_000, "geclaimd, niet bewezen"),
        ("open", 0, 10_000, "in te delen"),
        ("part", 6_000, 6_000, "60,0%"),
        ("part", 3_000, 10_000, "30,0%–100%"),
    ],
)
def test_a_line_says_what_it_counts_as(counts: str, low: int, high: int, nl: str) -> None:
    assert counted_as("nl", counts, low, high) == nl


def test_a_line_says_why() -> None:
    assert why_counted("nl", "contract", "contract", "2023-114") == "bepaling in het contract 2023-114"
    assert why_counted("nl", None, None, None) == "over deze regel is niets bekend"


def test_every_decision_on_a_target_stays_newest_first() -> None:
    changed = commitment(
        version(1, target=(2025, "10")),
        version(2, target=(2026, "10"), decided=date(2024, 3, 12), reason="strengere definitie"),
    )

    made = promise.target_history("nl", indicator(), changed, [])

    newest, oldest = made.index("12 mrt 2024"), made.index("9 nov 2021")
    assert newest < oldest
    assert "Doel veranderd van 10% in 2025 naar 10% in 2026." in made
    assert "Reden: strengere definitie" in made
    assert "Vastgelegd: 10% in 2025, beginstand 2%." in made


def test_the_result_of_a_target_year_is_part_of_the_history() -> None:
    made = promise.target_history("nl", indicator(), commitment(), [figure(Status.MISSED, year=2020)])

    assert "Resultaat van 2020: 6,4%–12,0% bij een doel van 10%. Niet gehaald." in made


def test_an_unknown_baseline_is_said() -> None:
    assert "beginstand onbekend" in promise.target_history("nl", indicator(), commitment(version(baseline=None)), [])


def test_the_other_variant_is_shown_with_its_value():
    other = figure(of=indicator(), proven="7.34", possible="14.31", year=2025)
    assert promise.variant_values("nl", [other]) == [f"Andere variant, {other.indicator.name.nl}: 7,3%–14,3% in 2025."]


def test_a_definition_that_changed_after_the_promise_is_said() -> None:
    promised = commitment(version(indicator_version=1))
    now = figure(of=replace(indicator(), version=2), made=promised)

    assert "versie 1 van de definitie; deze cijfers volgen versie 2" in promise.frozen("nl", promised, now)
    assert promise.frozen("nl", promised, figure(made=promised)) == ""


def test_the_end_of_a_promise_stands_first_in_its_history() -> None:
    ending = Ending(Decision("raadsbesluit", "raad", date(2025, 1, 9), "2025-3"), "ander <beleid>")
    shown = promise.target_history("nl", indicator(), replace(commitment(), ended=ending), [])

    assert shown.index("Beëindigd. Raadsbesluit 2025-3. Reden: ander &lt;beleid&gt;") < shown.index("Vastgelegd:")
