"""What layers of government promised together, for who may see it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from kpi import service
from kpi.model import Bands, BodyKind, Decision, Ending, Role, Viewer
from tests.service.conftest import BODY, BUYER, COMMITMENT

IDENTITY = "gemeente-proef"
MINISTRY, PUBLIC = Viewer("m", Role.MINISTRY), Viewer("p", Role.PUBLIC)
END = Ending(Decision("raadsbesluit", "de raad", date(2024, 2, 6), "2024-7"), "ander beleid")


def adopt(monitor, target=70, visible_to=None):
    said = f'visible_to = "{visible_to}"\n' if visible_to else ""
    service.load_commitment_file(BUYER, monitor, IDENTITY, "c.toml", (said + COMMITMENT.format(target=target)).encode())


def promised(monitor, viewer=MINISTRY):
    return [
        (layer.kind, layer.bodies, layer.promising, [(one.indicator.id, one.promised) for one in layer.indicators])
        for layer in service.promises_by_layer(viewer, monitor)
    ]


SEEN = [(BodyKind.MUNICIPALITY, 1, 1, [("fairtrade_coffee_tea_cocoa", 1)])]
UNSEEN = [(BodyKind.MUNICIPALITY, 1, 0, [])]


@pytest.mark.parametrize(
    ("visible_to", "ministry", "public", "own"),
    [
        (None, UNSEEN, UNSEEN, SEEN),  # the body gave no consent
        ("body", UNSEEN, UNSEEN, SEEN),
        ("peers", SEEN, UNSEEN, SEEN),
        ("public", SEEN, SEEN, SEEN),
    ],
)
def test_a_promise_counts_for_who_may_see_it(submitted, visible_to, ministry, public, own):
    adopt(submitted, visible_to=visible_to)

    assert promised(submitted) == ministry
    assert promised(submitted, PUBLIC) == public
    assert promised(submitted, BUYER) == own


def test_an_ended_promise_counts_no_more(submitted):
    adopt(submitted, visible_to="public")
    service.end_commitment(BUYER, submitted, IDENTITY, "fairtrade", END)

    assert promised(submitted) == UNSEEN


def test_the_middle_target_is_given_from_five_bodies_on(submitted):
    for number in range(1, 5):
        added = BODY.replace(b"gemeente-proef", f"proef-{number}".encode())
        viewer = Viewer("b", Role.BUYER, f"proef-{number}")
        service.load_body_file(viewer, submitted, "b.toml", added)
        content = 'visible_to = "public"\n' + COMMITMENT.format(target=10 * number)
        service.load_commitment_file(
            viewer, submitted, f"proef-{number}", "c.toml", content.replace("fairtrade\"\n", f"f{number}\"\n", 1).encode()
        )  # fmt: skip
    (layer,) = service.promises_by_layer(MINISTRY, submitted)
    assert [(one.promised, one.targets, one.years) for one in layer.indicators] == [(4, Bands(4), {2024: 4})]

    adopt(submitted, visible_to="public")

    (layer,) = service.promises_by_layer(MINISTRY, submitted)
    (one,) = layer.indicators
    targets = one.targets
    assert (one.promised, targets.median, targets.lowest, targets.highest) == (
        5, Fraction(30, 100), Fraction(10, 100), Fraction(70, 100),
    )  # fmt: skip
