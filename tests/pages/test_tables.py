"""Tables that a screen reader can follow."""

from __future__ import annotations

from fractions import Fraction

from kpi.model import Status
from pages.parts import tables
from tests.pages.make import figure, indicator


def test_every_header_has_its_scope_and_numbers_stand_right() -> None:
    made = tables.table("Label", [tables.Heading("A"), tables.Heading("B", "number")], [["x", "1"]], ["Samen", "1"])

    assert made.count('scope="col"') == 2
    assert made.count('scope="row"') == 2
    assert '<td class="number">1</td>' in made
    assert 'role="region" aria-label="Label"' in made


def grid(**statuses: Status) -> str:
    found = {
        (department, "circular"): (figure(status, department=department), f"ambitie?afd={department}")
        for department, status in statuses.items()
    }
    departments = [("stad", "Stadsbeheer", "afdeling?id=stad"), ("ict", "ICT", "afdeling?id=ict")]
    return tables.status_grid("nl", "Thema", [("Circulair", "thema?id=CIR", ["circular"])], departments, found)


def test_a_sign_in_the_grid_is_a_link_with_a_full_name() -> None:
    assert 'aria-label="Stadsbeheer: Circulair inkopen: Loopt achter"' in grid(stad=Status.BEHIND)


def test_the_name_of_a_row_leads_to_its_page() -> None:
    assert '<a href="thema?id=CIR">Circulair</a>' in grid(stad=Status.BEHIND)


def test_the_name_of_a_department_leads_to_its_page() -> None:
    assert '<th scope="col"><a href="afdeling?id=ict">ICT</a></th>' in grid(stad=Status.BEHIND)


def test_a_department_without_an_ambition_has_a_dash() -> None:
    assert "<td>–</td>" in grid(stad=Status.BEHIND)


def test_no_spend_in_the_scope_is_a_dash_and_not_a_sign() -> None:
    nothing = figure(Status.NO_DATA, proven=None, possible=None, reason="base_zero", department="stad")
    unknown = figure(Status.NO_DATA, proven=None, possible=None, reason="nothing_submitted", department="stad")

    assert not tables.counts_in_grid(nothing)
    assert tables.counts_in_grid(unknown)


def test_the_table_of_ambitions_repeats_the_figures_of_the_rows() -> None:
    made = tables.ambitions(
        "nl",
        [figure(Status.BEHIND, gap_euro=Fraction(2_400_000), gap_amount=Fraction(2_400_000))],
        lambda _: "ambitie?id=c1",
    )

    for shown in ("10%", "2026", "6,4%", "12,0%", "8,4%", "Loopt achter", "€\u00a02,4\u00a0mln", "94,4%"):
        assert shown in made


def test_less_is_better_rounds_to_the_other_side() -> None:
    made = tables.ambitions("nl", [figure(of=indicator(more_is_better=False), proven="6.41", possible="12.01")], str)

    assert "6,5%" in made
    assert "12,1%" in made


def test_columns_that_are_given_a_share_have_that_width_in_every_table() -> None:
    headings = [tables.Heading("A", share=70), tables.Heading("B", "number", share=30)]
    for rows in ([["a", "1"]], [["a much longer name", "1.000.000"]]):
        made = tables.table("Label", headings, rows)
        assert (
            '<th scope="col" style="width: 70%">A</th><th scope="col" class="number" style="width: 30%">B</th>' in made
        )
