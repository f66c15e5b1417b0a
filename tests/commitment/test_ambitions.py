"""The menu of proposed targets."""

import shutil

import pytest

from kpi.commitment import check_menu, load_ambitions, proposed_for
from kpi.commitment.ambitions import AMBITIONS
from kpi.measure import load_indicators
from kpi.model import Body, BodyKind, Refusal
from tests.commitment.cases import percent

MENU = load_ambitions()
INDICATORS = load_indicators()
BODIES = {
    "small municipality": (BodyKind.MUNICIPALITY, "25k_50k"),
    "middle municipality": (BodyKind.MUNICIPALITY, "50k_100k"),
    "large municipality": (BodyKind.MUNICIPALITY, "over_250k"),
    "province": (BodyKind.PROVINCE, None),
    "water authority": (BodyKind.WATER_AUTHORITY, None),
    "Rijk": (BodyKind.RIJK, None),
    "ministry": (BodyKind.MINISTRY, None),
}


def menu(indicator, which):
    kind, size_class = BODIES[which]
    return proposed_for(MENU[indicator], Body("x", "X", kind), size_class)


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
@pytest.mark.parametrize("which", BODIES)
def test_every_kind_of_body_finds_something_on_the_menu(indicator, which):
    assert menu(indicator, which)


@pytest.mark.parametrize(
    ("indicator", "which", "choices"),
    [
        pytest.param("circular_all_spend", "small municipality", [(10, 2020)], id="10 % circular in 2020"),
        pytest.param("circular_all_spend", "large municipality", [(10, 2020), (50, 2025)], id="and 50 % in 2025"),
        pytest.param("fairtrade_coffee_tea_cocoa", "small municipality", [(60, None), (100, None)], id="in two steps"),
        pytest.param("fairtrade_coffee_tea_cocoa", "ministry", [(100, 2020)], id="100 % fairtrade in 2020"),
        pytest.param("innovation", "province", [("2.5", None)], id="without a year"),
        pytest.param("sme_share", "Rijk", [(None, None)], id="only to be followed"),
    ],
)
def test_the_menu_of_a_body(indicator, which, choices):
    expected = [(None if value is None else percent(value), year) for value, year in choices]
    assert [(target.value, target.year) for target in menu(indicator, which)] == expected


def test_what_is_no_policy_of_anybody_is_marked_as_a_proposal():
    assert all(target.source is None for target in MENU["biobased"])
    assert all(target.source for target in MENU["circular_all_spend"])


@pytest.mark.parametrize("indicator", sorted(INDICATORS))
def test_a_proposal_says_why(indicator):
    for target in MENU[indicator]:
        assert target.source or (target.note.nl and target.note.en)


def test_every_indicator_has_a_menu_for_every_kind_of_body():
    check_menu(MENU, INDICATORS)


@pytest.mark.parametrize(
    ("menu", "indicators", "says"),
    [
        pytest.param({**MENU, "nothing": ()}, INDICATORS, "nothing.toml", id="menu of no indicator"),
        pytest.param(MENU, {**INDICATORS, "new": INDICATORS["sme_share"]}, "new.toml", id="indicator without a menu"),
        pytest.param({**MENU, "sme_share": MENU["sme_share"][:0]}, INDICATORS, "small_municipality", id="nobody"),
        pytest.param(
            {**MENU, "innovation_pilots": MENU["biobased"]}, INDICATORS, "unit pilots", id="a share of pilots"
        ),
        pytest.param({**MENU, "biobased": MENU["innovation_pilots"]}, INDICATORS, "unit share", id="pilots of a share"),
    ],
)
def test_a_menu_that_does_not_fit_the_indicators_is_refused(menu, indicators, says):
    with pytest.raises(Refusal) as refused:
        check_menu(menu, indicators)
    assert says in refused.value.message.en


@pytest.mark.parametrize(
    ("found", "instead", "says"),
    [
        pytest.param("value = 5", "value = 500", ["target 1.value", "500"], id="over 100 %"),
        pytest.param('"small_municipality"', '"tiny"', ["target 1.for", "tiny", "small_municipality"], id="unknown audience"),
        pytest.param("proposal = true", "", ["target 1.source", "proposal"], id="no source and no proposal"),
        pytest.param("note_nl", "note", ["target 1"], id="a proposal without reasoning"),
        pytest.param('indicator = "biobased"', 'indicator = "organic"', ["indicator", "organic"], id="another indicator"),
        pytest.param("value = 5", "amount = -5", ["target 1.amount", "-5"], id="fewer than nothing"),
        pytest.param("value = 5", "change = -101", ["target 1.change", "-101"], id="less than nothing is left"),
        pytest.param("value = 5", "value = 5\namount = 5", ["one of value, amount and change"], id="two kinds of target"),
        pytest.param("value = 5", "goal = 5", ["target 1.goal"], id="unknown key"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused(tmp_path, found, instead, says):
    shutil.copytree(AMBITIONS, tmp_path, dirs_exist_ok=True)
    path = tmp_path / "biobased.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(found, instead, 1), encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        load_ambitions(tmp_path)
    for part in ("biobased.toml", *says):
        assert part in refusal.value.message.en
