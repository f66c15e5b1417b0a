"""The trajectory has every element of the design, and words to go with it."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

import plotly.graph_objects as go
import pytest

from kpi.model import Commitment, Figure, Forecast, YearState
from pages.parts import colours, series, trajectory
from pages.parts.charts import MARGINS
from tests.pages.make import commitment, figure, indicator, percent, version

YEARS = [("2.1", "4.6"), ("3.0", "6.0"), ("4.4", "8.0"), ("5.2", "9.4"), ("6.4", "12.0")]
HISTORY = [figure(year=2021 + place, proven=low, possible=high) for place, (low, high) in enumerate(YEARS)]
CHANGED = commitment(
    version(1, target=(2025, "10")), version(2, target=(2026, "10"), decided=date(2024, 3, 12), reason="strenger")
)
FORECAST = Forecast(tuple((year, percent("9"), percent("8"), percent("11")) for year in (2026, 2027, 2028)), None)


def draw(
    history: list[Figure] = HISTORY, made: Commitment | None = CHANGED, forecast: Forecast | None = FORECAST
) -> go.Figure:
    return trajectory.trajectory("nl", indicator(), history, made, forecast, history[-1])


def trace(chart: go.Figure, name: str) -> go.Scatter:
    return next(trace for trace in chart.data if trace.name == name)


def test_every_element_of_the_design_is_drawn() -> None:
    provisional = figure(year=2026, proven="6.9", possible="12", state=YearState.PROVISIONAL)

    names = [trace.name for trace in trajectory.trajectory(
        "nl", indicator(), [*HISTORY, provisional], CHANGED, FORECAST, HISTORY[-1]
    ).data]  # fmt: skip

    assert names == [
        "possible", "earlier path", "earlier target", "path", "target", "forecast interval", "forecast", "proven",
        "provisional", "expected now",
    ]  # fmt: skip


def test_possible_is_a_hatched_band_that_closes() -> None:
    band = trace(draw(), "possible")

    assert band.fillpattern.shape == "/"
    assert list(band.x) == [2021, 2022, 2023, 2024, 2025, 2025, 2024, 2023, 2022, 2021]
    assert (band.y[0], band.y[-1]) == (4.6, 2.1)


def test_a_provisional_year_is_apart_and_not_joined() -> None:
    provisional = figure(year=2026, proven="6.9", possible="12", state=YearState.PROVISIONAL)

    chart = draw([*HISTORY, provisional])

    assert list(trace(chart, "provisional").x) == [2026]
    assert trace(chart, "provisional").mode == "markers"
    assert 2026 not in trace(chart, "proven").x


@pytest.mark.parametrize(("path", "shape"), [("linear", "linear"), ("stepped", "hv")])
def test_the_path_has_the_shape_that_was_decided_and_goes_on_flat(path: str, shape: str) -> None:
    drawn = trace(draw(made=commitment(version(path=path)), forecast=None), "path")

    assert drawn.line.shape == shape
    assert list(drawn.x) == [2021, 2026, 2028]
    assert drawn.y[-1] == drawn.y[-2] == 10.0


def test_a_target_that_is_met_already_must_be_kept_so_its_path_is_flat() -> None:
    drawn = trace(draw(made=commitment(version(baseline=(2021, "12"))), forecast=None), "path")

    assert list(drawn.y) == [10.0, 10.0, 10.0]


def test_an_unknown_baseline_draws_a_target_and_no_path() -> None:
    names = [trace.name for trace in draw(made=commitment(version(baseline=None))).data]

    assert "target" in names
    assert "path" not in names


def test_no_forecast_no_band() -> None:
    assert not {"forecast", "forecast interval"} & {trace.name for trace in draw(forecast=None).data}


def test_the_forecast_goes_on_from_what_was_measured_last() -> None:
    line, band = trace(draw(), "forecast"), trace(draw(), "forecast interval")

    assert (list(line.x), list(line.y)) == ([2025, 2026, 2027, 2028], [6.4, 9.0, 9.0, 9.0])
    assert (band.y[0], band.y[-1]) == (6.4, 6.4)


def test_the_axis_starts_at_zero_and_holds_everything() -> None:
    low, high = draw().layout.yaxis.range

    assert low == 0
    assert high >= 12


@pytest.mark.parametrize(("highest", "step"), [(12, 2), (100, 20), (7, 2), (0.9, 0.2), (0, 1)])
def test_gridlines_are_round(highest: float, step: float) -> None:
    assert trajectory.round_step(highest) == pytest.approx(step)


def test_colours_are_placeholders_that_the_theme_replaces() -> None:
    drawn = draw().to_json()

    assert all(colour in drawn for colour in (colours.PROVEN, colours.PATH, colours.EARLIER, colours.FORECAST))
    assert "#2776B0" not in drawn


def test_the_chart_cannot_be_zoomed_and_has_no_legend() -> None:
    layout = draw().layout

    assert (layout.dragmode, layout.showlegend, layout.xaxis.fixedrange, layout.yaxis.fixedrange) == (
        False, False, True, True,
    )  # fmt: skip
    assert layout.separators == ",."


def test_labels_are_short_and_at_most_five() -> None:
    notes = [note.text for note in draw().layout.annotations]

    assert sorted(notes) == ["12,0%", "<b>6,4%</b>", "<b>doel 10%</b>", "nu 8,4%", "oud doel"]


@pytest.mark.parametrize("expected", ["6.3", "6.4", "6.5", "12"])
def test_labels_of_one_year_do_not_cover_each_other(expected: str) -> None:
    history = [*HISTORY[:-1], figure(year=2025, expected=expected)]

    chart = draw(history)

    pixels = (trajectory.HEIGHT - MARGINS) / chart.layout.yaxis.range[1]
    heights = sorted(
        note.y * pixels + note.yshift for note in chart.layout.annotations if note.x == 2025 and note.xshift
    )
    assert len(heights) == 3
    assert all(high - low >= 18 for low, high in itertools.pairwise(heights))


def test_the_alternative_text_says_what_it_is_and_its_ends() -> None:
    said = series.alt("nl", indicator(), HISTORY, "Loopt achter.")

    assert said.startswith("Lijngrafiek van Circulair inkopen")
    assert "Van 2,1%–4,6% in 2021 naar 6,4%–12,0% in 2025" in said
    assert said.endswith("Loopt achter.")


def test_the_alternative_text_is_cut_between_words() -> None:
    said = series.alt("nl", indicator(), HISTORY, "woord " * 100)

    assert len(said) <= 250
    assert said.endswith("woord…")


def test_the_key_names_only_what_is_drawn() -> None:
    plain = series.key("nl", None, HISTORY, None)
    full = series.key("nl", FORECAST, HISTORY, CHANGED)

    assert "verwachting" not in plain
    assert "pad naar het doel" not in plain
    assert "mogelijk" not in series.key("nl", None, HISTORY[:1], None)
    assert "verwachting: 8 tot 11% in 2028" in full
    assert "oud doel: 10% in 2025" in full


def test_the_key_says_what_the_values_beside_the_last_year_are() -> None:
    key = series.key("nl", None, HISTORY, CHANGED)
    lower = [replace(one, indicator=indicator(more_is_better=False)) for one in HISTORY]

    assert "bewezen: 6,4% in 2025" in key
    assert "mogelijk: 12,0% in 2025" in key
    assert "ten minste: 6,4% in 2025" in series.key("nl", None, lower, CHANGED)


def test_an_expectation_that_is_the_target_itself_has_no_label_of_its_own() -> None:
    history = [*HISTORY[:-1], figure(year=2025, expected="10", target="10")]

    notes = [note.text for note in draw(history, commitment(version(target=(2025, "10")))).layout.annotations]

    assert "<b>doel 10%</b>" in notes
    assert not [note for note in notes if note.startswith("nu ")]


def test_the_key_names_the_triangle_only_where_a_year_carries_an_expectation() -> None:
    assert "verwacht nu: 8,4%" in series.key("nl", None, HISTORY, CHANGED, HISTORY[-1])
    for now in (None, replace(HISTORY[-1], judgement=replace(HISTORY[-1].judgement, expected=None))):
        assert "verwacht nu" not in series.key("nl", None, HISTORY, CHANGED, now)


def test_the_table_has_the_same_figures_as_the_chart() -> None:
    made = series.history_table("nl", indicator(), HISTORY)

    for low, high in YEARS:
        assert f"{low}%".replace(".", ",") in made
        assert f"{high}%".replace(".", ",") in made


def test_no_year_with_a_value_still_draws_the_promise() -> None:
    chart = trajectory.trajectory("nl", indicator(), [], commitment(), None)

    assert list(trace(chart, "target").x) == [2026]


def test_nothing_at_all_draws_an_empty_frame() -> None:
    assert trajectory.trajectory("nl", indicator(), [], None, None).layout.height == trajectory.HEIGHT


def test_labels_of_a_last_year_at_the_edge_get_room_on_a_phone() -> None:
    at_the_edge = draw(made=None, forecast=None).layout.margin.r
    in_the_middle = draw().layout.margin.r

    assert in_the_middle < at_the_edge
    assert at_the_edge >= 30


def test_labels_of_years_beside_each_other_do_not_overlap_on_a_phone() -> None:
    near = commitment(version(1, target=(2026, "12")))
    notes = {note.text: note for note in draw(made=near, forecast=None).layout.annotations}
    target, possible = notes["<b>doel 12%</b>"], notes["12,0%"]

    assert abs((target.yshift or 0) - (possible.yshift or 0)) >= 19
