"""The built store: every file accepted, every status there, and sums that equal the generator's own truth."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest

from kpi import service
from kpi.example import proof
from kpi.example.bodies import BODIES, LAST_YEAR, SEED, ExampleBody, body
from kpi.example.build import build
from kpi.example.spend import Line, booked
from kpi.example.standing import Finding
from kpi.example.words import LOOKUP, LeftOut
from kpi.model import MEASURES, Figure, Message, Role, Status, SubmissionState, Sums, Viewer, YearState
from kpi.service.monitor import Monitor

MINISTRY = Viewer("Ministerie", Role.MINISTRY)


def controller(example: ExampleBody) -> Viewer:
    return Viewer(f"Controller {example.name}", Role.CONTROLLER, example.id)


def figures(monitor: Monitor, example: ExampleBody) -> list[Figure]:
    return service.figures(controller(example), monitor, example.id)


@pytest.mark.parametrize("example", BODIES, ids=lambda one: one.id)
def test_every_year_is_there_in_its_state_and_its_money_adds_up(monitor: Monitor, example: ExampleBody) -> None:
    viewer = controller(example)
    states = service.years(viewer, monitor, example.id)

    assert list(states) == list(proof.years(example))
    assert states.pop(LAST_YEAR) is YearState(example.last_state)
    assert set(states.values()) == {YearState.FINAL}
    for submission in service.submissions(viewer, monitor, example.id):
        totals = service.control_totals(viewer, monitor, submission.id)
        lines = booked(example, submission.year, SEED)
        assert totals.adds_up()
        assert (totals.lines, totals.uploaded.cents) == (len(lines), sum(line.cents for line in lines))
        assert not totals.unreadable
        assert sum(tally.rows for tally in totals.excluded.values()) == sum(
            line.cpv is None for line in lines if left_out(line)
        )


def left_out(line: Line) -> bool:
    return isinstance(LOOKUP[line.category], LeftOut)


def test_every_status_occurs_somewhere(monitor: Monitor) -> None:
    seen = {figure.judgement.status for example in BODIES for figure in figures(monitor, example)}
    seen |= {figure.judgement.status for figure in service.figures(MINISTRY, monitor)}

    assert seen == set(Status)


def test_a_ministry_sees_that_a_small_body_is_withheld(monitor: Monitor) -> None:
    own = figures(monitor, body("wilgenhoek"))
    seen = [figure for figure in service.figures(MINISTRY, monitor) if figure.body.id == "wilgenhoek"]

    assert Status.WITHHELD not in {figure.judgement.status for figure in own}
    assert Status.WITHHELD in {figure.judgement.status for figure in seen}


def test_voorbeeldstad_shows_a_mixture_on_its_first_screen(monitor: Monitor) -> None:
    last = [one for one in figures(monitor, body("voorbeeldstad")) if one.year == LAST_YEAR and one.commitment]
    statuses = {figure.judgement.status for figure in last}

    assert len(last) >= 8
    assert statuses >= {Status.ACHIEVED, Status.ON_TRACK, Status.BEHIND, Status.CANNOT_TELL_YET}
    spend = last[0].sums
    assert spend is not None
    assert 110_000_000 < Fraction(spend.total, 1_000_000) < 126_000_000


def test_most_of_the_catalogue_has_a_value_at_voorbeeldstad(monitor: Monitor) -> None:
    last = [one for one in figures(monitor, body("voorbeeldstad")) if one.year == LAST_YEAR]
    valued = {one.indicator.id for one in last if one.share and one.share.proven is not None}
    shares = {one.indicator.id for one in last if one.share and one.share.proven is not None and one.share.base > 0}

    assert len(shares) >= 40
    assert {one.indicator.measure for one in last if one.indicator.id in valued} == set(MEASURES)
    assert len([one for one in last if one.commitment]) < 15


def test_the_promises_of_2015_stay_in_sight_after_they_were_renewed(monitor: Monitor) -> None:
    example = body("voorbeeldstad")
    renewed = {one.indicator: one for one in service.commitments(controller(example), monitor, example.id)}
    earlier = service.earlier_promises(controller(example), monitor, example.id)

    assert [version.target.year for version in renewed["circular_all_spend"].versions] == [2020, 2026]
    assert {"circular_all_spend", "fairtrade_coffee_tea_cocoa"} <= {figure.indicator.id for figure in earlier}


def test_some_body_has_classified_too_little_to_tell(monitor: Monitor) -> None:
    coverage = [
        figure.share.scope_coverage
        for name in ("grauwerkerk", "lindewoude")
        for figure in figures(monitor, body(name))
        if figure.share and figure.share.scope_coverage is not None and figure.year == LAST_YEAR
    ]

    assert min(coverage) < Fraction(60, 100)


def test_the_proven_part_rises_and_the_open_part_shrinks_in_most_bodies(monitor: Monitor) -> None:
    rising = shrinking = counted = 0
    for example in BODIES:
        shares = {
            figure.year: figure.share
            for figure in figures(monitor, example)
            if figure.indicator.id == "circular_all_spend"
        }
        first, last = shares[example.first_year], shares[LAST_YEAR]
        assert first is not None
        assert last is not None
        counted += 1
        rising += (last.proven or 0) > (first.proven or 0)
        shrinking += (last.coverage or 0) > (first.coverage or 0)

    assert rising > counted * 3 // 4
    assert shrinking > counted * 3 // 4


SCOPES = {
    "fairtrade_coffee_tea_cocoa": ("fairtrade", ("1586", "1584")),
    "certified_timber": ("certified_timber", ("0341", "3492821", "44191", "44232", "45422", "45432114")),
    "circular_all_spend": ("circular", ("",)),
}
"""For the check below: the property and the CPV codes in scope, written down again on purpose."""


def expected_sums(example: ExampleBody, year: int, indicator: str) -> Sums:
    """The sums of semantics.md section 4 for the lines as the generator knows them, by plain addition in pandas."""
    property, prefixes = SCOPES[indicator]
    nothing = Finding(0, 10_000)
    frame = pd.DataFrame(
        [
            {
                "cents": line.cents,
                "cpv": None if line.category in example.unmapped else line.cpv,
                "low": line.known.get(property, nothing).low,
                "high": line.known.get(property, nothing).high,
                "claimed": line.known.get(property, nothing).claimed,
            }
            for line in booked(example, year, SEED)
            if not left_out(line)
        ]
    )
    everything = prefixes == ("",)
    known = frame["cpv"].notna() | everything
    inside = known & frame["cpv"].fillna("").str.startswith(prefixes)
    scope, outside, unknown = frame[inside], frame[known & ~inside], frame[~known]
    plus, minus = scope[scope["cents"] > 0], scope[scope["cents"] < 0]

    def total(part: pd.DataFrame, weight: pd.Series | int = 10_000) -> int:
        return int((part["cents"] * weight).sum())

    met = total(scope, scope["low"])
    said = scope[scope["claimed"]]
    return Sums(
        met=met,
        not_met=total(scope, 10_000 - scope["high"]),
        open_plus=total(plus, plus["high"] - plus["low"]),
        open_minus=total(minus, minus["high"] - minus["low"]),
        scope_unknown_plus=total(unknown[unknown["cents"] > 0]),
        scope_unknown_minus=total(unknown[unknown["cents"] < 0]),
        out_of_scope=total(outside),
        claimed=met + total(said, said["high"] - said["low"]),
        lines_met=int((scope["low"] == 10_000).sum()),
        lines_not_met=int((scope["high"] == 0).sum()),
        lines_open=int(((scope["low"] < 10_000) & (scope["high"] > 0)).sum()),
        lines_claimed=int(scope["claimed"].sum()),
        lines_scope_unknown=len(unknown),
        lines_out_of_scope=len(outside),
    )


@pytest.mark.parametrize("indicator", SCOPES)
@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("voorbeeldstad", 2015),
        ("voorbeeldstad", 2025),
        ("rijk-voorbeeld", 2020),
        ("beukenrode", 2023),
        ("grauwerkerk", 2022),
        ("heidebroek", 2024),
        ("eikendrecht", 2021),
        ("grootstede", 2025),
    ],
)
def test_sums_equal_an_independent_addition_to_the_cent(monitor: Monitor, name: str, year: int, indicator: str) -> None:
    example = body(name)
    (figure, *_) = service.figures(controller(example), monitor, name, year, indicator=indicator)

    assert figure.sums == expected_sums(example, year, indicator)


def test_who_certified_is_someone_else_than_who_submitted(monitor: Monitor) -> None:
    found = service.submissions(controller(body("voorbeeldstad")), monitor, "voorbeeldstad")

    assert all(one.state is SubmissionState.CERTIFIED for one in found)
    assert all(one.certified_by != one.submitted_by for one in found)


def test_building_again_gives_the_same_figures_and_says_how_far_it_is(tmp_path: Path) -> None:
    heard: list[tuple[int, int, Message]] = []
    seen = []
    for place in ("first", "second"):
        built = service.open_monitor(tmp_path / place)
        build(built, lambda done, total, text: heard.append((done, total, text)), bodies=[body("vlierwaard")])
        seen.append(service.status(built))
        built.close()

    assert seen[0] == seen[1] != []
    assert [step[:2] for step in heard[:6]] == [(0, 4), (0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]
    assert heard[1][2].nl == "Vlierwaard: inkoop van 2022"
