"""The table of semantics.md section 7, row by row and in both directions, and worked examples A and D."""

from fractions import Fraction

import pytest

from kpi.commitment import Quantity, judge
from kpi.model import FULL, Message, Status, Sums, Unit, YearState
from tests.commitment.cases import EURO, EXAMPLE_A, indicator, percent, point, share, sums, version

UP = indicator()
DOWN = indicator(higher_is_better=False)
RISING = version(point(2020, 10), point(2015, 2))  # expected in 2018: 6.8 %
FALLING = version(point(2020, 30), point(2015, 40))  # expected in 2018: 34 %


def judged(counted, indicator_=UP, promise=RISING, year=2018, year_state=YearState.FINAL, **more):
    return judge(
        share=share(counted) if counted else None,
        sums=counted,
        indicator=indicator_,
        version=promise,
        year=year,
        year_state=year_state,
        **more,
    )


@pytest.mark.parametrize(
    ("wanted", "status", "gap", "gap_euro"),
    [
        pytest.param(60, Status.ON_TRACK, None, None, id="E = 60 %"),
        pytest.param(70, Status.CANNOT_TELL_YET, Fraction(70, 100) - Fraction(64, 95), 250, id="E = 70 %"),
        pytest.param(85, Status.BEHIND, Fraction(85, 100) - Fraction(64, 95), 1_675, id="E = 85 %"),
    ],
)
def test_worked_example_d(wanted, status, gap, gap_euro):
    promise = version(point(2020, 95), point(2016, 0), (point(2018, wanted),))
    judgement = judged(EXAMPLE_A, promise=promise)
    assert judgement.status is status
    assert judgement.expected == percent(wanted)
    assert judgement.gap == gap
    assert judgement.gap_euro == gap_euro
    assert judgement.to_settle == (250 if status is Status.CANNOT_TELL_YET else None)


def test_worked_example_d_in_words():
    def reason(wanted):
        promise = version(point(2020, 95), point(2016, 0), (point(2018, wanted),))
        return judged(EXAMPLE_A, promise=promise).reason

    assert reason(70).en == (
        "Expected now 70.0%, proven 67.3%, possible 83.1%: 2.7 points short on what is proven. "
        "€250 more proven would settle it."
    )
    assert reason(85).en == (
        "Expected now 85.0%, proven 67.3%: behind by 17.7 points, that is €1,675 that should still have "
        "qualified this year. Even if everything still open qualified, it would be 1.9 points short."
    )
    assert reason(60).en == "Expected now 60.0%, proven 67.3%: 7.3 points ahead."


@pytest.mark.parametrize(
    ("proven", "possible", "year", "status", "code"),
    [
        pytest.param(10, 10, 2018, Status.ACHIEVED, "target_reached", id="target reached before its year"),
        pytest.param(10, 90, 2020, Status.ACHIEVED, "target_reached", id="target reached in its year"),
        pytest.param(11, 12, 2024, Status.ACHIEVED, "target_reached", id="still reached years later"),
        pytest.param(12, 12, 2014, Status.ACHIEVED, "target_reached", id="reached before anything was expected"),
        pytest.param("6.8", "6.8", 2018, Status.ON_TRACK, "expectation_met", id="exactly what is expected"),
        pytest.param("6.8", 50, 2018, Status.ON_TRACK, "expectation_met", id="proven alone meets the expectation"),
        pytest.param("9.9", "9.99", 2020, Status.MISSED, "target_missed", id="even possible is under the target"),
        pytest.param(1, 2, 2023, Status.MISSED, "target_missed", id="after the target year"),
        pytest.param(
            5, "6.79", 2018, Status.BEHIND, "expectation_not_met", id="even possible is under the expectation"
        ),
        pytest.param(
            "6.79", "6.8", 2018, Status.CANNOT_TELL_YET, "expectation_between_bounds", id="between the bounds"
        ),
        pytest.param("9.99", 10, 2020, Status.CANNOT_TELL_YET, "expectation_between_bounds", id="between, target year"),
        pytest.param(1, 9, 2014, Status.CANNOT_TELL_YET, "not_in_force", id="before the path starts"),
    ],
)
def test_status_where_more_is_better(proven, possible, year, status, code):
    judgement = judged(sums(proven, possible), year=year)
    assert (judgement.status, judgement.reason_code) == (status, code)


@pytest.mark.parametrize(
    ("proven", "possible", "year", "status", "code"),
    [
        pytest.param(10, 30, 2018, Status.ACHIEVED, "target_reached", id="even possible is at the target"),
        pytest.param(30, 30, 2022, Status.ACHIEVED, "target_reached", id="years later"),
        pytest.param(10, 34, 2018, Status.ON_TRACK, "expectation_met", id="exactly what is expected"),
        pytest.param("30.01", 40, 2020, Status.MISSED, "target_missed", id="what is proven is over the target"),
        pytest.param(
            "34.01", 40, 2018, Status.BEHIND, "expectation_not_met", id="what is proven is over the expectation"
        ),
        pytest.param(34, "34.01", 2018, Status.CANNOT_TELL_YET, "expectation_between_bounds", id="between the bounds"),
        pytest.param(30, 31, 2020, Status.CANNOT_TELL_YET, "expectation_between_bounds", id="between, target year"),
        pytest.param(60, 90, 2014, Status.CANNOT_TELL_YET, "not_in_force", id="before the path starts"),
    ],
)
def test_status_where_less_is_better(proven, possible, year, status, code):
    judgement = judged(sums(proven, possible), DOWN, FALLING, year=year)
    assert (judgement.status, judgement.reason_code) == (status, code)


def test_withheld_comes_before_everything_and_tells_nothing_of_the_figure():
    judgement = judged(sums(10, 10), year=2020, withheld=True)
    assert (judgement.status, judgement.reason_code) == (Status.WITHHELD, "withheld")
    assert judgement.gap is judgement.gap_euro is judgement.ahead is judgement.to_settle is None
    assert judged(None, withheld=True).status is Status.WITHHELD


@pytest.mark.parametrize(
    ("counted", "code", "to_settle"),
    [
        pytest.param(None, "nothing_submitted", None, id="nothing submitted"),
        pytest.param(Sums(out_of_scope=9 * EURO), "no_spend_in_scope", None, id="all classified, none in scope"),
        pytest.param(Sums(scope_unknown_plus=9 * EURO), "nothing_classified", 9, id="example B: nothing classified"),
        pytest.param(
            Sums(scope_unknown_plus=9 * EURO, out_of_scope=91 * EURO), "base_zero", 9, id="none in scope so far"
        ),
        pytest.param(Sums(met=EURO, not_met=-3 * EURO), "credit_notes", None, id="credit notes outweigh the spend"),
        pytest.param(Sums(met=EURO, not_met=-EURO), "credit_notes", None, id="credit notes undo the spend"),
    ],
)
def test_no_data_says_why(counted, code, to_settle):
    judgement = judged(counted)
    assert (judgement.status, judgement.reason_code, judgement.to_settle) == (Status.NO_DATA, code, to_settle)


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        pytest.param(
            {"field": "cpv", "starts_with": ["15"]}, "0% of the spend is classified. Classify", id="categories"
        ),
        pytest.param({"all": [{"field": "has_contract", "is": True}]}, "Find out for", id="contracts"),
        pytest.param(
            {"any": [{"not": {"field": "cpv", "starts_with": ["15"]}}, {"field": "has_contract", "is": True}]},
            "Classify",
            id="both",
        ),
    ],
)
def test_classifying_is_asked_only_where_categories_decide_what_is_in_scope(scope, said):
    found = judged(Sums(scope_unknown_plus=9 * EURO), indicator(scope=scope))
    assert said in found.reason.en


@pytest.mark.parametrize(
    ("unknown", "known", "threshold", "status", "to_settle"),
    [
        pytest.param(400, 600, "0.6", Status.ACHIEVED, None, id="60 % classified is enough"),
        pytest.param(500, 500, "0.6", Status.CANNOT_TELL_YET, 100, id="under 60 % nothing is said"),
        pytest.param(500, 500, "0.5", Status.ACHIEVED, None, id="an indicator may ask for less"),
        pytest.param(400, 600, "0.9", Status.CANNOT_TELL_YET, 300, id="an indicator may ask for more"),
        pytest.param(0, 1000, "1", Status.ACHIEVED, None, id="all classified"),
    ],
)
def test_too_little_classified_says_how_much_to_classify(unknown, known, threshold, status, to_settle):
    counted = Sums(met=100 * EURO, out_of_scope=(known - 100) * EURO, scope_unknown_plus=unknown * EURO)
    judgement = judged(counted, indicator(threshold=Fraction(threshold)))
    assert (judgement.status, judgement.to_settle) == (status, to_settle)
    if status is Status.CANNOT_TELL_YET:
        assert judgement.reason_code == "too_little_classified"


@pytest.mark.parametrize(
    ("suggested", "status", "to_settle"),
    [
        pytest.param(100, Status.ACHIEVED, None, id="10 % of the base is allowed"),
        pytest.param(101, Status.CANNOT_TELL_YET, 1, id="more than 10 % is not"),
    ],
)
def test_a_narrow_scope_can_hide_in_what_is_not_classified(suggested, status, to_settle):
    counted = Sums(met=1_000 * EURO, out_of_scope=99_000 * EURO, scope_unknown_plus=suggested * EURO)
    judgement = judged(counted, suggested_open=suggested * EURO)
    assert (judgement.status, judgement.to_settle) == (status, to_settle)


@pytest.mark.parametrize("year_state", [YearState.OPEN, YearState.PROVISIONAL])
@pytest.mark.parametrize(
    ("proven", "year", "status", "code"),
    [
        pytest.param(10, 2020, Status.ON_TRACK, "target_reached_so_far", id="achieved reads on track"),
        pytest.param(9, 2020, Status.BEHIND, "target_not_reached_so_far", id="missed reads behind"),
        pytest.param(5, 2018, Status.BEHIND, "expectation_not_met", id="before the target year as always"),
        pytest.param(10, 2019, Status.ACHIEVED, "target_reached", id="achieved before the target year as always"),
        pytest.param(9, 2021, Status.MISSED, "target_missed", id="missed after the target year as always"),
    ],
)
def test_an_unfinished_year(proven, year, status, code, year_state):
    judgement = judged(sums(proven, proven), year=year, year_state=year_state)
    assert (judgement.status, judgement.reason_code) == (status, code)
    assert "provisional" in judgement.reason.en
    assert "voorlopig" in judgement.reason.nl


def test_a_finished_year_is_not_called_provisional():
    assert "voorlopig" not in judged(sums(5, 5)).reason.nl


@pytest.mark.parametrize(
    ("promise", "year", "code"),
    [
        pytest.param(version(point(2020, 10)), 2018, "baseline_unknown", id="unknown baseline"),
        pytest.param(RISING, 2014, "not_in_force", id="before the baseline year"),
    ],
)
def test_where_nothing_is_expected_yet_the_distance_is_said_without_a_verdict(promise, year, code):
    judgement = judged(sums(4, 5), promise=promise, year=year)
    assert (judgement.status, judgement.reason_code) == (Status.CANNOT_TELL_YET, code)
    assert judgement.expected is None
    assert judgement.gap is None
    assert "6.0 points to go" in judgement.reason.en


def test_a_standard_that_is_not_kept_up_says_so():
    judgement = judged(sums(9, "9.5"), promise=version(point(2020, 10), point(2015, 12)))
    assert (judgement.status, judgement.reason_code) == (Status.BEHIND, "below_standard")
    assert judgement.gap == percent(1)


def test_without_a_commitment_a_value_is_not_judged():
    assert judged(sums(9, 9), promise=None).reason_code == "no_commitment"
    assert judged(sums(9, 9), promise=None).status is Status.CANNOT_TELL_YET
    assert judged(None, promise=None).status is Status.NO_DATA


def test_spend_of_an_unknown_department_is_never_judged():
    assert judged(sums(99, 99), department=True, department_unknown=True).reason_code == "department_unknown"
    assert judged(None, department=True, department_unknown=True).status is Status.NO_DATA


def test_a_department_is_judged_by_the_path_of_its_body():
    judgement = judged(sums(9, 9), department=True, own_commitment=False)
    assert judgement.status is Status.ON_TRACK
    assert "path of the whole body" in judgement.reason.en
    assert "path of the whole body" not in judged(sums(9, 9), department=True, own_commitment=True).reason.en


KILOWATT_HOURS = indicator(unit="kWh", measure="quantity", higher_is_better=False)
LESS_POWER = version(point(2020, 60_000), point(2015, 100_000))  # from 1,000 to 600 kWh


@pytest.mark.parametrize(
    ("low", "high", "year", "more", "status", "code"),
    [
        pytest.param(500, 600, 2020, {}, Status.ACHIEVED, "target_reached", id="target reached"),
        pytest.param(500, 700, 2018, {}, Status.ON_TRACK, "expectation_met", id="expected 760"),
        pytest.param(700, 800, 2018, {}, Status.CANNOT_TELL_YET, "expectation_between_bounds", id="between"),
        pytest.param(800, 850, 2018, {}, Status.BEHIND, "expectation_not_met", id="behind"),
        pytest.param(
            500, 500, 2018, {"year_state": YearState.OPEN}, Status.CANNOT_TELL_YET, "unfinished_quantity",
            id="an unfinished year has no total yet",
        ),
        pytest.param(
            5, 5, 2018, {"department": True, "own_commitment": False}, Status.CANNOT_TELL_YET, "department_quantity",
            id="a department has no part of the total to reach",
        ),
        pytest.param(
            500, 500, 2018, {"department": True}, Status.ACHIEVED, "target_reached",
            id="unless the commitment is its own",
        ),
    ],
)  # fmt: skip
def test_quantities(low, high, year, more, status, code):
    options = {"year_state": YearState.FINAL} | more
    judgement = judge(
        share=None,
        sums=None,
        indicator=KILOWATT_HOURS,
        version=LESS_POWER,
        year=year,
        quantity=Quantity(Fraction(low), Fraction(high)),
        **options,
    )
    assert (judgement.status, judgement.reason_code) == (status, code)
    assert judgement.gap_euro is None


def test_a_quantity_is_said_in_its_unit():
    judgement = judge(
        share=None,
        sums=None,
        indicator=KILOWATT_HOURS,
        version=LESS_POWER,
        year=2018,
        year_state=YearState.FINAL,
        quantity=Quantity(Fraction(8_000, 10), Fraction(8_501, 10)),
    )
    assert judgement.reason.en.replace("\xa0", " ") == (
        "Expected now 760 kWh, at most 850.1 kWh: behind by 90.1 kWh. "
        "Even if nothing still open counted, it would be 40 kWh too high."
    )


def test_a_measure_that_is_not_in_euros_has_no_gap_in_euros():
    contracts = Unit(Message("contracten", "contracts"), Message("contract", "contract"))
    counted = Sums(met=5 * FULL, not_met=95 * FULL)
    judgement = judged(counted, indicator(measure="contracts", counted_in=contracts))
    assert judgement.gap == percent("1.8")
    assert judgement.gap_euro is None
    assert judgement.gap_amount == Fraction("1.8")
    assert "€" not in judgement.reason.en
    assert "that is 1.8 contracts that should still have qualified" in judgement.reason.en.replace("\xa0", " ")


def test_the_gap_as_a_person_would_say_it():
    reason = judged(sums(5, 5, base=11_888_000)).reason
    assert reason.en == (
        "Expected now 6.8%, proven 5.0%: behind by 1.8 points, that is €214,000 that should still have "
        "qualified this year."
    )
    assert reason.nl.replace("\xa0", " ") == (
        "Verwacht nu 6,8%, bewezen 5,0%: loopt 1,8 punt achter, dat is € 214.000 die dit jaar nog had moeten meetellen."
    )


@pytest.mark.parametrize(
    ("base", "shown"),
    [
        pytest.param(50_001, "€901", id="to the euro"),
        pytest.param(689_000, "€12,500", id="to three digits: 12,402"),
        pytest.param(11_200_000, "€202,000", id="to three digits: 201,600"),
        pytest.param(119_000_000, "€2.2m", id="to a tenth of a million: 2,142,000"),
    ],
)
def test_a_gap_is_never_shown_smaller_than_it_is(base, shown):
    assert f"that is {shown} that" in judged(sums(5, 5, base=base)).reason.en


def test_where_less_is_better_the_gap_is_what_is_too_much():
    judgement = judged(sums("34.5", 36), DOWN, FALLING)
    assert (judgement.gap, judgement.gap_euro) == (percent(2), 20_000)
    assert "€20,000 too much" in judgement.reason.en
