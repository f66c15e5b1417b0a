"""Public notices through the door: kept whole or not at all, shown as asked for, and of no influence on any figure."""

from __future__ import annotations

from dataclasses import asdict
from fractions import Fraction

import pytest

from kpi import service
from kpi.model import Refusal, Role, Viewer
from tests.intake.notices import AWARDED, goal, package, release
from tests.service.conftest import BUYER

NAME = "gemeente-proef"
FAIRTRADE = "fairtrade_coffee_tea_cocoa"
FAIR = package(release(goal("social.humanRightsInSupplyChains", "awardCriteria"), **AWARDED))
"""The roaster of conftest.SPEND, whose lines in scope are 6,000 and a credit note of 500, of 9,500."""


def figure(monitor):
    (found,) = (
        one for one in service.figures(BUYER, monitor, NAME, 2024, indicator=FAIRTRADE) if one.department is None
    )
    return found


def test_a_notice_says_what_was_asked_for_in_the_spend_in_scope(submitted) -> None:
    service.load_notices_file(BUYER, submitted, NAME, "tender.json", FAIR)

    found = service.intent(BUYER, submitted, figure(submitted))

    assert (found.asked, found.unclear, found.base, found.lots) == (5_500, 0, 9_500, 1)
    assert found.share == Fraction(5_500, 9_500)
    assert found.by_way == {"award_criterion": 5_500}


def test_a_notice_never_changes_a_figure(submitted) -> None:
    before = [asdict(one) for one in service.figures(BUYER, submitted, NAME, 2024, by_department=True)]

    service.load_notices_file(BUYER, submitted, NAME, "tender.json", FAIR)

    assert [asdict(one) for one in service.figures(BUYER, submitted, NAME, 2024, by_department=True)] == before
    service.rebuild(submitted)
    assert [asdict(one) for one in service.figures(BUYER, submitted, NAME, 2024, by_department=True)] == before


@pytest.mark.parametrize(
    ("notices", "asked", "unclear"),
    [
        pytest.param(package(release(goal("environmental.recycling"), **AWARDED)), 0, 0, id="another theme is asked"),
        pytest.param(package(release(goal("social"), **AWARDED)), 0, 0, id="no theme is named"),
        pytest.param(package(release(goal("social.laborRightsPromotion"))), 0, 0, id="nobody has won yet"),
        pytest.param(
            package(
                release(goal("social.laborRightsPromotion"), **AWARDED),
                release(goal("environmental.recycling"), ocid="ocds-x-2", **AWARDED),
            ), 0, 5_500, id="two contracts of one supplier, of which one asks",
        ),
        pytest.param(
            package(
                release(goal("social.laborRightsPromotion"), **AWARDED),
                release(goal("social.humanRightsInSupplyChains"), ocid="ocds-x-2", **AWARDED),
            ), 5_500, 0, id="two contracts of one supplier, which both ask",
        ),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_told_and_does_not_count(submitted, notices: bytes, asked: int, unclear: int) -> None:
    service.load_notices_file(BUYER, submitted, NAME, "tender.json", notices)

    found = service.intent(BUYER, submitted, figure(submitted))

    assert (found.asked, found.unclear) == (asked, unclear)


def test_without_notices_nothing_is_said(submitted) -> None:
    assert service.intent(BUYER, submitted, figure(submitted)) is None


def test_the_lots_show_the_spend_of_the_year_under_them(submitted) -> None:
    service.load_notices_file(BUYER, submitted, NAME, "tender.json", FAIR)

    (lot,) = service.noticed_lots(BUYER, submitted, NAME, 2024)

    assert (lot.euros, lot.unclear, lot.numbers) == (5_500, 0, ("INK-7", "c1"))
    assert lot.themes == {"KET": ("award_criterion",)}
    assert [one.euros for one in service.noticed_lots(BUYER, submitted, NAME, 2025)] == [0]


def test_the_same_notice_again_replaces_itself_and_a_later_one_stands_beside_it(submitted) -> None:
    for _ in range(2):
        service.load_notices_file(BUYER, submitted, NAME, "tender.json", FAIR)
    later = package(release(goal("environmental.recycling"), identity="2", day="2024-06-01T00:00:00Z"))
    service.load_notices_file(BUYER, submitted, NAME, "later.json", later)

    (lot,) = service.noticed_lots(BUYER, submitted, NAME, 2024)
    assert (lot.notices, lot.contracts, dict(lot.themes)) == (("1", "2"), 1, {"CIR": ("unstated",)})


@pytest.mark.parametrize("isolated", [True, False])
def test_a_file_with_one_wrong_code_stores_nothing(submitted, isolated: bool) -> None:
    submitted.isolated = isolated
    wrong = package(release(goal("social.laborRightsPromotion"), **AWARDED), release(goal("nonsense"), ocid="ocds-x-2"))

    with pytest.raises(Refusal, match=r"/releases/1/tender/sustainability/0/goal"):
        service.load_notices_file(BUYER, submitted, NAME, "tender.json", wrong)

    assert service.noticed_lots(BUYER, submitted, NAME, 2024) == []
    assert "notices" not in {one["kind"] for one in service.knowledge_files(BUYER, submitted, NAME)}


@pytest.mark.parametrize(
    "viewer",
    [
        Viewer("carla", Role.BUYER, "elders"),
        Viewer("dirk", Role.MINISTRY),
        Viewer("eva", Role.PUBLIC),
        Viewer("fatma", Role.ADMINISTRATOR, NAME),
    ],
)
def test_only_buyers_and_controllers_of_the_body_load_notices(submitted, viewer: Viewer) -> None:
    with pytest.raises(Refusal, match="not open to you"):
        service.load_notices_file(viewer, submitted, NAME, "tender.json", FAIR)


@pytest.mark.parametrize("viewer", [Viewer("dirk", Role.MINISTRY), Viewer("carla", Role.BUYER, "elders")])
def test_outsiders_see_neither_lots_nor_what_was_asked(submitted, viewer: Viewer) -> None:
    shown = figure(submitted)
    with pytest.raises(Refusal, match="not open to you"):
        service.noticed_lots(viewer, submitted, NAME, 2024)
    with pytest.raises(Refusal, match="not open to you"):
        service.intent(viewer, submitted, shown)
