"""Peer groups: one layer and size class."""

import pytest

from kpi.compare import peer_group, peer_groups, size_class, size_classes
from kpi.model import BodyKind
from tests.compare.cases import body


@pytest.mark.parametrize(
    ("inhabitants", "expected"),
    [
        (0, "under_25k"),
        (24_999, "under_25k"),
        (25_000, "25k_50k"),
        (50_000, "50k_100k"),
        (99_999, "50k_100k"),
        (100_000, "100k_250k"),
        (250_000, "over_250k"),
        (931_000, "over_250k"),
    ],
)
def test_the_size_class_of_a_municipality_follows_from_its_inhabitants(inhabitants, expected):
    assert size_class(body("A", inhabitants=inhabitants)) == expected


def test_a_stated_size_class_comes_first():
    assert size_class(body("A", inhabitants=10, size_class="50k_100k")) == "50k_100k"


@pytest.mark.parametrize(
    ("which", "group", "name"),
    [
        pytest.param(body("A", inhabitants=61_400), "municipality_50k_100k", "Gemeenten, 50.000 tot 100.000 inwoners", id="municipality"),
        pytest.param(body("A"), "municipality", "Gemeenten", id="municipality of unknown size"),
        pytest.param(body("A", kind=BodyKind.PROVINCE, inhabitants=612_000), "province", "Provincies", id="province"),
        pytest.param(body("A", kind=BodyKind.WATER_AUTHORITY), "water_authority", "Waterschappen", id="water authority"),
        pytest.param(body("A", kind=BodyKind.RIJK), "rijk", "Het Rijk", id="Rijk"),
    ],
)  # fmt: skip
def test_a_body_has_a_closest_group(which, group, name):
    assert (peer_group(which).id, peer_group(which).name.nl) == (group, name)


def test_every_layer_has_a_group_and_ids_are_unique():
    ids = [group.id for group in peer_groups()]
    assert len(ids) == len(set(ids))
    assert {kind for group in peer_groups() for kind in group.kinds} == set(BodyKind)


def test_size_classes_follow_on_each_other_without_a_hole():
    municipal = [each for each in size_classes() if each.kind is BodyKind.MUNICIPALITY]
    assert municipal[0].start == 0
    assert municipal[-1].below is None
    assert [each.below for each in municipal[:-1]] == [each.start for each in municipal[1:]]


def test_the_group_of_a_layer_holds_every_size():
    (everyone,) = (group for group in peer_groups() if group.id == "municipality")
    assert everyone.holds(body("A", inhabitants=3_000))
    assert not everyone.holds(body("A", kind=BodyKind.PROVINCE))
