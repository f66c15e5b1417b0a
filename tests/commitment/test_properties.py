"""What must hold of a status whatever the figures are."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from kpi.commitment import judge
from kpi.commitment.case import Case
from kpi.language import euro, euros_from_sum
from kpi.model import FULL, Point, Status, Sums, YearState
from tests.commitment.cases import indicator, point, share, version

GOODNESS = {
    Status.MISSED: 0,
    Status.BEHIND: 0,
    Status.CANNOT_TELL_YET: 1,
    Status.ON_TRACK: 2,
    Status.ACHIEVED: 3,
}
cents = st.integers(0, 10_000_000)
parts = st.fractions(0, 1).filter(lambda part: part > 0)
years = st.integers(2013, 2023)
states = st.sampled_from(YearState)
promises = st.builds(
    lambda start, end, middle, path: version(
        point(2020, end), point(2015, start), (point(2018, Fraction(start + end, 2)),) if middle else (), path
    ),
    st.integers(0, 100),
    st.integers(0, 100),
    st.booleans(),
    st.sampled_from(["linear", "stepped"]),
)


def status(sums, promise, year, state, higher):
    return judge(
        share=share(sums),
        sums=sums,
        indicator=indicator(higher_is_better=higher),
        version=promise,
        year=year,
        year_state=state,
    )


@given(met=cents, not_met=cents, rest=cents, proved=cents, promise=promises, year=years, state=states)
def test_proving_more_never_makes_the_status_worse(met, not_met, rest, proved, promise, year, state):
    open_ = rest + proved
    assume(met + not_met + open_ > 0)
    before = status(Sums(met, not_met, open_), promise, year, state, True)
    after = status(Sums(met + proved, not_met, open_ - proved), promise, year, state, True)
    assert GOODNESS[after.status] >= GOODNESS[before.status]


@given(met=cents, not_met=cents, rest=cents, shown=cents, promise=promises, year=years, state=states)
def test_where_less_is_better_showing_that_less_counts_never_makes_the_status_worse(
    met, not_met, rest, shown, promise, year, state
):
    open_ = rest + shown
    assume(met + not_met + open_ > 0)
    before = status(Sums(met, not_met, open_), promise, year, state, False)
    after = status(Sums(met, not_met + shown, open_ - shown), promise, year, state, False)
    assert GOODNESS[after.status] >= GOODNESS[before.status]


@given(met=cents, not_met=cents, open_=cents, promise=promises, year=years, state=states, higher=st.booleans())
def test_gaps_and_leads_are_never_negative_and_agree(met, not_met, open_, promise, year, state, higher):
    assume(met + not_met + open_ > 0)
    sums = Sums(met, not_met, open_)
    judgement = status(sums, promise, year, state, higher)
    failed = judgement.status in (Status.BEHIND, Status.MISSED)
    assert not failed or judgement.gap > 0
    if judgement.gap is not None:
        wanted = judgement.expected * sums.base
        owed = wanted - met if higher else met + open_ - wanted
        assert judgement.gap_euro * 100 * FULL == owed
        assert judgement.gap_euro >= 0
    assert judgement.ahead is None or judgement.ahead >= 0


@given(met=cents, open_=st.integers(1, 10_000_000), not_met=cents, part=parts, year=st.sampled_from([2020, 2022]))
def test_what_would_settle_it_settles_it(met, open_, not_met, part, year):
    base = met + not_met + open_
    promise = version(Point(2020, Fraction(met, base) + Fraction(open_, base) * part))
    before = status(Sums(met, not_met, open_), promise, year, YearState.FINAL, True)
    assert before.reason_code == "expectation_between_bounds"
    proved = before.to_settle * 100 * FULL
    scale = proved.denominator
    after = Sums(met * scale + proved.numerator, not_met * scale, open_ * scale - proved.numerator)
    assert status(after, promise, year, YearState.FINAL, True).status is Status.ACHIEVED


@given(target=st.fractions(Fraction(1, 10_000), Fraction(9_999, 10_000)), part=parts, higher=st.booleans())
def test_rounding_never_shows_a_target_as_reached_that_is_not(target, part, higher):
    value = target * (1 - part) if higher else target + (1 - target) * part
    promise = version(Point(2020, target), Point(2015, Fraction(0 if higher else 1)))
    case = Case(indicator(higher_is_better=higher), promise, 2020, value, value, Fraction(1))
    shown, wanted = (Decimal(text.en.removesuffix("%")) for text in (case.bound_text(value), case.mark_text(target)))
    assert shown < wanted if higher else shown > wanted


@given(met=cents, not_met=cents, rest=cents, proved=cents, promise=promises, year=years, state=states)
def test_a_gap_shrinks_by_exactly_what_is_proven_until_nothing_is_owed(
    met, not_met, rest, proved, promise, year, state
):
    open_ = rest + proved
    assume(met + not_met + open_ > 0)
    before = status(Sums(met, not_met, open_), promise, year, state, True)
    after = status(Sums(met + proved, not_met, open_ - proved), promise, year, state, True)
    owed = before.gap_euro or Fraction(0)
    assert (after.gap_euro or Fraction(0)) == max(Fraction(0), owed - euros_from_sum(proved))


@given(amount=st.fractions(0, 10**10, max_denominator=1000))
def test_a_gap_in_euros_is_never_written_smaller_than_it_is_nor_much_larger(amount):
    written = euro("en", amount, "up").removeprefix("€").replace(",", "")
    size = {"m": 10**6, "bn": 10**9}.get(written.lstrip("0123456789."), 1)
    value = Fraction(Decimal(written.rstrip("mbn"))) * size
    assert value >= amount
    assert value - amount <= max(Fraction(1), amount / 9)
