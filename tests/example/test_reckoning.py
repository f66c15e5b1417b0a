"""The figures of the example worked out again from lines and own files, and the identity of semantics.md section 4."""

from __future__ import annotations

from fractions import Fraction

import pytest

from kpi import service
from kpi.example.bodies import EVERYONE, body
from kpi.model import MEASURES, Figure, Sums
from kpi.service.monitor import Monitor
from tests.example import plain
from tests.example.test_build import controller


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("voorbeeldstad", 2016),
        ("voorbeeldstad", 2019),
        ("voorbeeldstad", 2025),
        ("rijk-voorbeeld", 2018),
        ("grauwerkerk", 2021),
        ("wilgenhoek", 2024),
        ("grootstede", 2023),
    ],
)
def test_every_sum_and_bound_follows_from_the_lines_and_own_files(monitor: Monitor, name: str, year: int) -> None:
    viewer = controller(body(name))
    known = (lines_of(monitor, name, year), monitor.body(name), service.knowledge(viewer, monitor, name))
    by_measure: dict[str, list] = {measure: [] for measure in MEASURES}
    for indicator in monitor.indicators.values():
        by_measure[indicator.measure].append(indicator)
    expected = plain.sums(*known, by_measure["euro"]) | plain.counts(
        *known, by_measure["contracts"] + by_measure["suppliers"]
    )
    amounts = plain.amounts(*known, by_measure["factor"])

    figures = service.figures(viewer, monitor, name, year, by_department=True)
    of_lines = [one for one in figures if one.indicator.quantity is None]
    assert {(one.indicator.id, one.department) for one in of_lines} <= set(expected) | set(amounts)
    for one in of_lines:
        assert one.share is not None
        if one.indicator.measure == "factor":
            assert (one.share.proven, one.share.possible) == amounts[one.indicator.id, one.department]
            continue
        sums = sum((expected.get((one.indicator.id, place), Sums()) for place in places(one)), Sums())
        assert one.sums == sums, (one.indicator.id, one.department)
        if one.share.proven is not None:
            assert one.share.proven == Fraction(sums.met + sums.open_minus, sums.base)
            assert one.share.possible == Fraction(sums.met + sums.open_plus, sums.base)


def places(figure: Figure) -> tuple[str | None, ...]:
    """What a figure adds up: its department, the departments of a promise of some of them, or the whole body."""
    promised = figure.commitment.departments if figure.commitment and figure.department is None else ()
    return promised or (figure.department,)


def lines_of(monitor: Monitor, name: str, year: int) -> list:
    with monitor.store.reading() as session:
        return session.rows(
            "SELECT lines.* FROM lines JOIN submissions ON submissions.id = submission "
            "WHERE submissions.body = ? AND submissions.year = ? AND state <> 'replaced'",
            [name, year],
        )


def in_euros(monitor: Monitor) -> list:
    return [one for one in monitor.indicators.values() if one.measure == "euro"]


@pytest.mark.parametrize("year", [2020, 2021])
def test_the_series_of_a_merged_body_is_the_sum_of_its_predecessors(monitor: Monitor, year: int) -> None:
    expected: dict[str, Sums] = {}
    for name in ("vlierdam", "waardzijl"):
        knows = service.knowledge(controller(body(name)), monitor, name)
        found = plain.sums(lines_of(monitor, name, year), monitor.body(name), knows, in_euros(monitor))
        for (indicator, department), sums in found.items():
            if department is None:
                expected[indicator] = expected.get(indicator, Sums()) + sums

    figures = service.series(controller(body("vlierwaard")), monitor, "vlierwaard").figures
    joined = [one for one in figures if one.year == year and one.indicator.measure == "euro"]
    assert {one.indicator.id for one in joined} == set(expected)
    assert {one.joined for one in joined} == {("Vlierdam", "Waardzijl")}
    assert all(one.sums == expected[one.indicator.id] for one in joined)


@pytest.mark.parametrize(
    ("year", "joined"),
    [(2016, ("Openbare werken", "Groen en water")), (2018, ("Stadsbeheer", "Groen en water")), (2019, ())],
)
def test_the_series_of_a_department_is_the_sum_of_the_units_that_merged_into_it(
    monitor: Monitor, year: int, joined: tuple[str, ...]
) -> None:
    viewer = controller(body("voorbeeldstad"))
    knows = service.knowledge(viewer, monitor, "voorbeeldstad")
    lines = lines_of(monitor, "voorbeeldstad", year)
    found = plain.sums(lines, monitor.body("voorbeeldstad"), knows, in_euros(monitor))
    figures = service.series(viewer, monitor, "voorbeeldstad", department="stadsbeheer").figures
    of_year = [one for one in figures if one.year == year and one.indicator.measure == "euro"]

    assert {frozenset(one.joined) for one in of_year} == {frozenset(joined)}
    for one in of_year:
        parts = [found.get((one.indicator.id, name), Sums()) for name in ("stadsbeheer", "groen-en-water")]
        assert one.sums == parts[0] + parts[1]


@pytest.mark.parametrize("example", EVERYONE, ids=lambda one: one.id)
def test_the_places_of_every_figure_add_up_to_the_procurement_amount(monitor: Monitor, example) -> None:
    viewer = controller(example)
    with monitor.store.reading() as session:
        rows = session.rows(
            "SELECT submissions.year, line_facts.department, sum(amount)::HUGEINT AS cents FROM line_facts "
            "JOIN submissions ON submissions.id = submission WHERE body = ? AND exclusion IS NULL "
            "AND state IN ('submitted', 'certified', 'reopened') GROUP BY ALL",
            [example.id],
        )
    amounts: dict[tuple[int, str | None], int] = {}
    for row in rows:
        amounts[row["year"], row["department"]] = int(row["cents"])
        amounts[row["year"], None] = amounts.get((row["year"], None), 0) + int(row["cents"])

    figures = service.figures(viewer, monitor, example.id, by_department=True)
    assert figures
    for one in figures:
        if one.sums is not None and one.indicator.measure == "euro":
            assert one.sums.total == sum(amounts.get((one.year, place), 0) for place in places(one)) * 10_000
