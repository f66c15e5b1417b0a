"""A commitment file: what it says is taken exactly, and what does not fit is refused with place, found and expected."""

import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kpi.commitment import KeyRefusal, commitment_of, load_commitment, load_ending
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


FULL = GOOD.replace(
    'reason = ""',
    """\
evidence = "contractclausule; team Inkoop controleert 5%"
signatory = "wethouder duurzaamheid"
official = "teamleider inkoop"
visible_to = "peers"
review = 2018-07-01
resources = "0,5 fte en € 40.000 per jaar"
risks = "prijs van hergebruikt staal"
reporting = { every = "year", to = "de gemeenteraad, bij de jaarstukken" }""",
).replace("value = 2\n", 'value = 2\nsource = "meting 2015, 91% ingedeeld"\n')


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


def test_everything_that_was_agreed_can_be_recorded():
    (version,) = load(FULL).versions
    assert version.indicator_version == 3
    assert version.baseline_source == "meting 2015, 91% ingedeeld"
    assert version.evidence.startswith("contractclausule")
    assert (version.signatory, version.official) == ("wethouder duurzaamheid", "teamleider inkoop")
    assert (version.report_every, version.report_to) == ("year", "de gemeenteraad, bij de jaarstukken")
    assert (version.visible_to, version.review_on) == ("peers", date(2018, 7, 1))
    assert (version.resources, version.risks) == ("0,5 fte en € 40.000 per jaar", "prijs van hergebruikt staal")


def test_a_file_without_the_fields_that_came_later_means_the_same_as_before():
    (version,) = load(GOOD).versions
    assert (version.signatory, version.report_every, version.visible_to, version.review_on) == ("", "", "", None)


def test_what_was_filled_in_on_a_screen_is_judged_like_a_file_and_names_its_field():
    full = tomllib.loads(FULL, parse_float=Decimal)
    values = full | {"target": {"year": 2020, "value": "101%"}}
    with pytest.raises(KeyRefusal) as refusal:
        commitment_of(values, body=BODY, indicators=INDICATORS)
    assert refusal.value.key == "target.value"
    assert refusal.value.found == "“101%”"
    assert refusal.value.expected.en == "a percentage from 0 to 100"
    assert commitment_of(full, body=BODY, indicators=INDICATORS) == load(FULL)


ENDING = """
id = "circulair-2020"
[ended]
reason = "opgegaan in de nieuwe inkoopstrategie"
kind = "collegebesluit"
body = "College van B&W"
date = 2018-02-06
reference = "2018-7"
"""


def test_a_file_may_end_a_commitment():
    identity, ending = load_ending("einde.toml", ENDING.encode())
    assert identity == "circulair-2020"
    assert ending.reason == "opgegaan in de nieuwe inkoopstrategie"
    assert ending.decision.date == date(2018, 2, 6)
    assert load_ending("toezegging.toml", GOOD.encode()) is None


@pytest.mark.parametrize(
    ("found", "instead", "code", "says"),
    [
        pytest.param('reason = "opgegaan in de nieuwe inkoopstrategie"', "", "commitment_missing_key", ["ended.reason"], id="no reason"),
        pytest.param("date = 2018-02-06", "", "commitment_missing_key", ["ended.date", "2016-03-01"], id="no decision"),
        pytest.param("[ended]", 'text = "x"\n[ended]', "commitment_unknown_key", ["text"], id="ended and changed at once"),
    ],
)  # fmt: skip
def test_an_ending_needs_a_reason_and_a_decision(found, instead, code, says):
    with pytest.raises(Refusal) as refusal:
        load_ending("einde.toml", ENDING.replace(found, instead).encode())
    assert refusal.value.code == code
    for part in ("einde.toml", *says):
        assert part in refusal.value.message.en


@pytest.mark.parametrize(
    ("written", "comes_to"),
    [("-49 %", 4590), ("-49%", 4590), ("− 12,5 %", 7875), ("+10 %", 9900), ("-100%", 0)],
)
def test_a_change_becomes_the_value_that_it_comes_to(written, comes_to):
    text = GOOD[: GOOD.index("[[milestone]]")] + GOOD[GOOD.index("[target]") :]
    text = text.replace("circular_all_spend", "power").replace("value = 2\n", "value = 9000\n")
    assert load(text.replace('value = "10"', f'value = "{written}"')).versions[0].target.value == comes_to


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
        pytest.param("[baseline]", "[baseline", "commitment_unreadable", ["line"], id="no TOML"),
        pytest.param("path =", "pad =", "commitment_unknown_key", ["pad", "path"], id="unknown key"),
        pytest.param("year = 2017", "year = 2017\nwaarde = 1", "commitment_unknown_key", ["milestone 1.waarde"], id="unknown key in a table"),
        pytest.param("[decision]", "[decision]\nby = 1", "commitment_unknown_key", ["decision.by"], id="unknown key in the decision"),
        pytest.param(FULL[FULL.index("[decision]") :], "", "commitment_missing_key", ["decision", "reference"], id="no decision"),
        pytest.param('reference = "2016-118"', "", "commitment_missing_key", ["decision.reference"], id="no reference"),
        pytest.param(FULL[FULL.index("[target]") : FULL.index("[decision]")], "", "commitment_missing_key", ["target"], id="no target"),
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
        pytest.param('official = "teamleider inkoop"', "official = 1", "commitment_value", ["official", "a text"], id="a role that is no text"),
        pytest.param('"peers"', '"iedereen"', "commitment_value", ["visible_to", "“iedereen”", "body, peers, public"], id="unknown viewers"),
        pytest.param('every = "year"', 'every = "maand"', "commitment_value", ["reporting.every", "“maand”", "year, half_year, quarter"], id="unknown rhythm"),
        pytest.param('every = "year"', 'vaak = "year"', "commitment_unknown_key", ["reporting.vaak"], id="unknown key in reporting"),
        pytest.param("review = 2018-07-01", "review = 2016-03-01", "commitment_value", ["review", "2016-03-01"], id="a review on the day of the decision"),
        pytest.param("source =", "bron =", "commitment_unknown_key", ["baseline.bron", "source"], id="unknown key in the baseline"),
        pytest.param("[target]", "[[target]]", "commitment_value", ["target", "a table"], id="a list instead of a table"),
    ],
)  # fmt: skip
def test_refused(found, instead, code, says):
    assert found in FULL
    with pytest.raises(Refusal) as refusal:
        load(FULL.replace(found, instead, 1))
    assert refusal.value.code == code
    assert "toezegging.toml" in refusal.value.message.nl
    for part in says:
        assert part in refusal.value.message.en


@pytest.mark.parametrize(
    ("written", "says"),
    [("-1", "an amount in kWh of at least 0"), ('"-149 %"', "an amount in kWh of at least 0")],
)
def test_a_quantity_under_nothing_is_refused(written, says):
    text = GOOD[: GOOD.index("[[milestone]]")] + GOOD[GOOD.index("[target]") :]
    text = text.replace("circular_all_spend", "power").replace("value = 2\n", "value = 9000\n")
    with pytest.raises(Refusal, match=says):
        load(text.replace('value = "10"', f"value = {written}"))


def test_a_change_without_a_baseline_is_refused():
    text = GOOD[: GOOD.index("[baseline]")] + GOOD[GOOD.index("[target]") :]
    with pytest.raises(Refusal, match="a change needs a baseline"):
        load(text.replace("circular_all_spend", "power").replace('value = "10"', 'value = "-49 %"'))


def test_a_file_that_is_no_text_is_refused():
    with pytest.raises(Refusal, match="cannot be read"):
        load_commitment("x.toml", b"\xff\xfe\x00", body=BODY, indicators=INDICATORS)
