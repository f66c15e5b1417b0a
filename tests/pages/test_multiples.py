"""Small trajectories: what each draws, what it says, and the same as a table."""

from __future__ import annotations

from kpi.model import Figure, Status, YearState
from pages.parts import multiples
from tests.pages.make import figure

YEARS = [
    figure(year=2023, proven="2", possible="8"),
    figure(year=2024, proven="4", possible="9"),
    figure(year=2025, proven="6.4", possible="12"),
]


def shown(now: Figure, years: list[Figure]) -> str:
    return multiples.multiples("nl", [now], lambda _: years, lambda _: "ambitie?id=x")


def test_a_panel_has_its_line_band_path_target_and_link() -> None:
    made = shown(YEARS[-1], YEARS)

    for part in (
        'class="proven-line"',
        'class="possible"',
        'class="path-line"',
        'class="target"',
        'href="ambitie?id=x"',
    ):
        assert part in made
    assert "6,4%–12,0%" in made
    assert "Op koers" in made


def test_the_alternative_text_says_first_and_last_value_and_the_status() -> None:
    said = multiples.alt("nl", YEARS[-1], YEARS)

    assert said == "Circulair inkopen. Van 2,0%–8,0% in 2023 naar 6,4%–12,0% in 2025. Op koers."
    assert len(said) <= 250


def test_a_provisional_year_is_a_mark_of_its_own_that_no_line_joins() -> None:
    provisional = figure(year=2026, proven="7", possible="9", state=YearState.PROVISIONAL)

    made = shown(provisional, [*YEARS, provisional])

    assert made.count('class="provisional"') == 1
    line = made.split('class="proven-line" points="')[1].split('"')[0]
    assert len(line.split()) == 3


def test_one_year_is_a_point_and_no_line() -> None:
    made = shown(YEARS[-1], YEARS[-1:])

    assert "proven-line" not in made
    assert "<circle" in made
    assert "Te weinig jaren voor een lijn." in made


def test_without_a_value_the_panel_is_empty_and_dashed() -> None:
    nothing = figure(Status.NO_DATA, proven=None, possible=None)

    made = shown(nothing, [nothing])

    assert 'class="empty"' in made
    assert "Geen gegevens" in made


def test_nought_in_every_year_is_drawn_on_the_ground() -> None:
    noughts = [figure(year=year, proven="0", possible="0") for year in (2024, 2025)]

    line = shown(noughts[-1], noughts).split('class="proven-line" points="')[1].split('"')[0]

    assert len({point.split(",")[1] for point in line.split()}) == 1


def test_the_table_has_every_year_once_and_a_dash_where_there_is_none() -> None:
    made = multiples.years_table(
        "nl", "Door de jaren", YEARS[-1:], lambda _: [YEARS[0], YEARS[2]], lambda _: "x", lambda _: "<naam>"
    )

    assert made.count('<th scope="col" class="number">2') == 2
    assert "2,0%–8,0%" in made
    assert "&lt;naam&gt;" in made


def test_groups_stand_under_their_names_as_wide_as_they_have_panels() -> None:
    one, five = [YEARS[-1]], [YEARS[-1]] * 5
    found = [("Circulair", "thema?id=CIR", one), ("Klimaat", "thema?id=KLI", five)]

    made = multiples.groups("nl", found, lambda _: YEARS, lambda _: "ambitie?id=x")

    assert '<div class="of1"><h3 class="theme"><a href="thema?id=CIR">Circulair</a></h3>' in made
    assert '<div class="of4"><h3 class="theme"><a href="thema?id=KLI">Klimaat</a></h3>' in made
    assert made.count('class="multiple"') == 6
