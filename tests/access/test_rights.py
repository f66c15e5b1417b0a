"""Who may do what: a table of roles and rights, at the own body and at another."""

from dataclasses import replace

import pytest

from kpi import access
from kpi.model import Body, BodyKind, Refusal, Role, Viewer

OWN = Body("own", "Own", BodyKind.MUNICIPALITY)
OTHER = Body("other", "Other", BodyKind.MUNICIPALITY)

ALLOWED = [
    # right            administrator buyer  controller ministry public
    ("see_figures",    (True,        True,  True,      False,   False)),
    ("see_lines",      (True,        True,  True,      False,   False)),
    ("upload",         (False,       True,  True,      False,   False)),
    ("classify",       (False,       True,  True,      False,   False)),
    ("commit",         (True,        True,  True,      False,   False)),
    ("manage",         (False,       True,  True,      False,   False)),
    ("certify",        (False,       False, True,      False,   False)),
]  # fmt: skip


def may(viewer: Viewer, right: str, body: Body) -> bool:
    try:
        access.require(viewer, right, body)
    except Refusal:
        return False
    return True


@pytest.mark.parametrize(("right", "expected"), ALLOWED)
def test_rights_at_the_own_body(right, expected):
    assert tuple(may(Viewer("anna", role, OWN.id), right, OWN) for role in Role) == expected


@pytest.mark.parametrize("right", [right for right, _ in ALLOWED])
def test_nobody_has_a_right_at_another_body(right):
    assert not any(may(Viewer("anna", role, OWN.id), right, OTHER) for role in Role)


@pytest.mark.parametrize("right", [right for right, _ in ALLOWED])
def test_a_ministry_that_calls_itself_a_body_still_has_no_right_there(right):
    assert not may(Viewer("anna", Role.MINISTRY, OWN.id), right, OWN)


def test_a_named_list_of_submitters_and_certifiers_shuts_out_everybody_else():
    body = replace(OWN, submitters=frozenset({"anna"}), certifiers=frozenset({"bert"}))
    assert may(Viewer("anna", Role.BUYER, OWN.id), "upload", body)
    assert not may(Viewer("carla", Role.BUYER, OWN.id), "upload", body)
    assert may(Viewer("bert", Role.CONTROLLER, OWN.id), "certify", body)
    assert not may(Viewer("dirk", Role.CONTROLLER, OWN.id), "certify", body)
