"""A commitment file: what it says is taken exactly, and what does not fit is refused with place, found and expected."""

from datetime import date
from fractions import Fraction

import pytest

from kpi.commitment import load_commitment
from kpi.model import Body, BodyKind, Department, Refusal
from tests.commitment.cases import indicator, percent, point

BODY = Body("veldwijk", "Veldwijk", BodyKind.MUNICIPALITY, departments=(Department("beheer", "Stadsbeheer"),))
INDICATORS = {
    "circular_all_spend": indicator(version=3),
    "residual_waste": indicator(id="residual_waste", higher_is_better=False),
    "power": indicator(id="power", unit="kWh", measure="quantity", higher_is_better=False),
}
GOOD = """\
id = "circulair-2020"
indicator = "circular_all_spend"
text = "10% circulair inkopen in 2020"
departments = ["beheer"]
path = "stepped"
responsible = "wethouder duurzaamheid"
next_move = "hoofd inkoop"
reason = ""

[baseline]
year = 2015
value = 2

[[milestone]]
year = 2017
value = "3,5 %"

[[milestone]]
year = 2018
value = 6.8

[target]
year = 2020
value = "10"

[decision]
kind = "collegebesluit"
body = "College van B&W"
date = 2016-03-01
reference = "2016-118"
"""


def load(text: str):
    return load_commitment("toezegging.toml", text.encode(), body=BODY, indicators=INDICATORS)


def test_a_commitment_file_is_one_decision():
    commitment = load(GOOD)
    (version,) = commitment.versions
    assert (commitment.id, commitment.body, commitment.indicator) == (
        "circulair-2020",
        "veldwijk",
        "circular_all_spend",
    )
    assert commitment.indicator_version == 3
    assert commitment.departments == ("beheer",)
    assert version.baseline == point(2015, 2)
    assert version.milestones == (point(2017, "3.5"), point(2018, "6.8"))
    assert version.target == point(2020, 10)
    assert version.path == "stepped"
    assert version.decision.date == date(2016, 3, 1)
    assert (version.responsible, version.next_move) == ("wethouder duurzaamheid", "hoofd inkoop")


def test_percentages_are_exact():
    assert load(GOOD.replace("6.8", "6.7000000000000000001")).versions[0].milestones[1].value == Fraction(
        67000000000000000001, 10**21
    )


def test_a_baseline_may_be_unknown():
    assert load(GOOD.replace("[baseline]\nyear = 2015\nvalue = 2\n", "")).versions[0].baseline is None


def test_a_quantity_is_taken_in_its_unit():
    text = GOOD.replace("circular_all_spend", "power").replace('value = "10"', "value = 1200.5")
    text = text.replace("value = 2\n", "value = 9000\n").replace('"3,5 %"', "5000").replace("6.8", "4000")
    version = load(text).versions[0]
    assert version.baseline.value == 9000
    assert version.target.value == Fraction(2401, 2)


def test_where_less_is_better_the_target_lies_under_the_baseline():
    text = GOOD.replace("circular_all_spend", "residual_waste").replace("value = 2\n", "value = 40\n")
    text = text.replace('"3,5 %"', "35").replace("6.8", "20")
    assert load(text).versions[0].baseline.value == percent(40)


@pytest.mark.parametrize(
    ("found", "instead", "code", "says"),
    [
        pytest.param("[baseline]", "[baseline", "commitment_unreadable", ["line 10"], id="no TOML"),
        pytest.param("path =", "pad =", "commitment_unknown_key", ["pad", "path"], id="unknown key"),
        pytest.param("year = 2017", "year = 2017\nwaarde = 1", "commitment_unknown_key", ["milestone 1.waarde"], id="unknown key in a table"),
        pytest.param("[decision]", "[decision]\nby = 1", "commitment_unknown_key", ["decision.by"], id="unknown key in the decision"),
        pytest.param(GOOD[GOOD.index("[decision]") :], "", "commitment_missing_key", ["decision", "reference"], id="no decision"),
        pytest.param('reference = "2016-118"', "", "commitment_missing_key", ["decision.reference"], id="no reference"),
        pytest.param(GOOD[GOOD.index("[target]") : GOOD.index("[decision]")], "", "commitment_missing_key", ["target"], id="no target"),
        pytest.param('id = "circulair-2020"', "", "commitment_missing_key", ["id"], id="no id"),
        pytest.param('"circulair-2020"', '" "', "commitment_value", ["id"], id="empty id"),
        pytest.param("circular_all_spend", "circulair", "commitment_value", ["indicator", "“circulair”", "circular_all_spend"], id="unknown indicator"),
        pytest.param('["beheer"]', '["parken"]', "commitment_value", ["departments", "parken", "beheer"], id="unknown department"),
        pytest.param('"stepped"', '"krom"', "commitment_value", ["path", "“krom”", "linear, stepped"], id="unknown kind of path"),
        pytest.param('value = "10"', "value = 101", "commitment_value", ["target.value", "101", "0 to 100"], id="share over 100 %"),
        pytest.param("value = 2\n", "value = -1\n", "commitment_value", ["baseline.value", "-1"], id="share under 0 %"),
        pytest.param('value = "10"', 'value = "tien"', "commitment_value", ["target.value", "“tien”", "a number"], id="no number"),
        pytest.param('value = "10"', "value = nan", "commitment_value", ["target.value"], id="not a number"),
        pytest.param('value = "10"', "value = true", "commitment_value", ["target.value"], id="a yes is no number"),
        pytest.param("year = 2015", 'year = "2015"', "commitment_value", ["baseline.year"], id="a year as text"),
        pytest.param("year = 2015", "year = 15", "commitment_value", ["baseline.year", "15", "1990"], id="a year of two digits"),
        pytest.param("year = 2015", "year = 2021", "commitment_value", ["baseline.year", "2021", "2020"], id="baseline later than target"),
        pytest.param("year = 2017", "year = 2014", "commitment_value", ["milestone 1.year", "2014", "2015"], id="a path that goes back in time"),
        pytest.param("year = 2018", "year = 2017", "commitment_value", ["milestone 2.year", "2017"], id="two milestones in one year"),
        pytest.param("year = 2018", "year = 2020", "commitment_value", ["milestone 2.year", "2020"], id="a milestone in the target year"),
        pytest.param("6.8", "10.5", "commitment_value", ["milestone 2.value", "10.5", "between"], id="milestone past the target"),
        pytest.param("6.8", "1", "commitment_value", ["milestone 2.value", "between"], id="milestone before the baseline"),
        pytest.param("2016-03-01", '"1 maart 2016"', "commitment_value", ["decision.date", "1 maart 2016", "2016-03-01"], id="bad date"),
        pytest.param("2016-03-01", "2016-03-01T10:00:00", "commitment_value", ["decision.date"], id="a time is no date"),
        pytest.param("[target]", "[[target]]", "commitment_value", ["target", "a table"], id="a list instead of a table"),
    ],
)  # fmt: skip
def test_refused(found, instead, code, says):
    assert found in GOOD
    with pytest.raises(Refusal) as refusal:
        load(GOOD.replace(found, instead, 1))
    assert refusal.value.code == code
    assert "toezegging.toml" in refusal.value.message.nl
    for part in says:
        assert part in refusal.value.message.en


def test_a_file_that_is_no_text_is_refused():
    with pytest.raises(Refusal, match="cannot be read"):
        load_commitment("x.toml", b"\xff\xfe\x00", body=BODY, indicators=INDICATORS)
