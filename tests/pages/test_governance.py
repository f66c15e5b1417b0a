"""What stands on the page about the Rijk, from figures made by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from kpi.model import Body, BodyKind, Commitment, CommitmentVersion, Decision, Point, Status, YearState
from kpi.service import Held, Ministry
from pages.parts.governance import by_ministry, grid, headline, headline_of_one, promises, promises_of_one
from tests.pages.make import figure, indicator

RIJK = Body("rijk", "Het Rijk", BodyKind.RIJK)
VERSION = CommitmentVersion(
    1,
    "10% circulair & eerlijk",
    Point(2030, Fraction(1, 10)),
    Decision("ministerieel besluit", "ministerraad", date(2020, 3, 1), "2020-1"),
    responsible="minister voor inkoop",
    official="directeur Inkoop",
    review_on=date(2025, 12, 31),
)


def held(identity="a", departments=(), late=False, known=None) -> Held:
    made = Commitment(identity, "rijk", indicator().id, 1, (VERSION,), departments)
    return Held(made, VERSION, indicator(), bool(departments), late, known)


def ministry(name, promised=(), state: YearState | None = YearState.FINAL, late=False, classified=None) -> Ministry:
    return Ministry(RIJK, name.lower(), name, state, None, None, None, late, classified, tuple(promised))


WIDE, OWN = held(late=True, known=figure(department="land")), held("b", ("water",))
LAND, WATER = ministry("Land", (WIDE,), classified=Fraction(97, 100)), ministry("Water", (WIDE, OWN), None, late=True)


def link(one: Ministry) -> str:
    return f"rijk?afd={one.id}"


def test_the_finding_counts_ministries_and_each_promise_once():
    assert headline("nl", 2025, [LAND, WATER]) == (
        "Van 1 van de 2 ministeries is 2025 vastgesteld. Er gelden 2 ambities. Van 1 is de herziening te laat."
    )
    assert headline_of_one("en", LAND) == "Land. 1 ambition holds. Of 1 the review is overdue."
    assert headline("nl", 2025, [ministry("Land")]).endswith("Er gelden 0 ambities.")
    assert headline("nl", 2015, []) == "In 2015 is hier geen ministerie bekend."


def test_a_row_says_how_far_the_year_is_and_what_is_known_and_leads_on():
    html = by_ministry("nl", [LAND, WATER], link)
    for expected in ("vastgesteld", "97,0%", "te laat: niets ingeleverd", 'href="rijk?afd=rijk/land"'):
        assert expected in html
    assert "href" not in by_ministry("nl", [LAND], None)


def test_each_sign_has_its_name_and_leads_to_the_ministry():
    html = grid("nl", [LAND, WATER], link, lambda one: f"uitleg?id={one}")
    assert 'aria-label="Land: ' in html
    assert html.count('class="cell tone-') == 2  # the promise of Water itself has no figure
    assert 'href="rijk?afd=rijk/water"' in html


def test_a_promise_says_for_whom_it_holds_who_decided_and_whose_review_is_overdue():
    html = promises("nl", [LAND, WATER])
    assert html.count("10% circulair &amp; eerlijk") == 2
    for expected in ("het hele Rijk", "Water", "ministerraad", "minister voor inkoop", "directeur Inkoop"):
        assert expected in html
    assert html.count("te laat") == 1


def test_a_withheld_figure_shows_its_word_and_no_value():
    judged = figure(department="land")
    withheld = replace(judged, share=None, sums=None, judgement=replace(judged.judgement, status=Status.WITHHELD))
    html = promises_of_one("nl", ministry("Land", (held(known=withheld),)))
    assert "Afgeschermd" in html
    assert "6,4%" not in html
