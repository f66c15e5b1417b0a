"""Status: seven words, decided by the bounds (semantics.md section 7; explained with examples in docs/status.md)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from kpi.commitment import reasons
from kpi.commitment.case import Case, Quantity
from kpi.commitment.path import expected
from kpi.commitment.versions import has_ended
from kpi.language import from_sum
from kpi.model import Commitment, CommitmentVersion, Indicator, Judgement, Message, Share, Status, Sums, YearState

NARROW_SCOPE = Fraction(10, 100)
"""Of the base. Open texts with a suggestion inside the scope that are worth more keep a status from being given."""


def judge(
    *,
    share: Share | None,
    sums: Sums | None,
    indicator: Indicator,
    version: CommitmentVersion | None,
    year: int,
    year_state: YearState,
    withheld: bool = False,
    suggested_open: int = 0,
    department: bool = False,
    department_unknown: bool = False,
    own_commitment: bool = True,
    quantity: Quantity | None = None,
) -> Judgement:
    """The status of one figure: the first row of the table of section 7 that matches.

    `share` and `sums` are None when nothing was submitted; of a quantity only `quantity` is given. `version` is the one
    in force in `year`. `suggested_open` is the spend, in cent basis points, of open texts that carry a suggestion inside
    the scope. `department` says that the figure is of one department, `department_unknown` that it is of the spend
    without one, `own_commitment` that `version` was decided for this very department or body.
    """
    by_body = department and not own_commitment
    if withheld:
        judgement = Judgement(Status.WITHHELD, "withheld", reasons.withheld())
    else:
        judgement = (
            _without_value(share, sums, indicator, quantity)
            or _not_judged(version, department_unknown, by_body and quantity is not None)
            or _unfinished_quantity(quantity, year_state)
            or _too_little_known(share, sums, indicator, suggested_open)
            or _decide(_case(share, quantity, indicator, version, year), year_state, by_body)
        )
    if version is None:
        return judgement
    return replace(
        judgement,
        expected=expected(version, year, higher_is_better=indicator.higher_is_better),
        target=version.target.value,
        target_year=version.target.year,
    )


def out_of_force(made: Commitment, year: int) -> Judgement:
    """Of a year with a value in which no version of a promise was in force: it was ended, or not decided yet."""
    if made.ended and has_ended(made, year):
        return _cannot_tell("ended", reasons.ended(made.ended))
    return _cannot_tell("not_in_force", reasons.not_yet_in_force())


def promise_not_shown(judgement: Judgement) -> Judgement:
    """A judgement for somebody who may see the figure and not the promise."""
    if judgement.status in (Status.WITHHELD, Status.NO_DATA):
        return Judgement(judgement.status, judgement.reason_code, judgement.reason)
    return _cannot_tell("promise_not_shown", reasons.promise_not_shown())


def _without_value(
    share: Share | None, sums: Sums | None, indicator: Indicator, quantity: Quantity | None
) -> Judgement | None:
    if quantity is not None or (share is not None and share.proven is not None):
        return None
    if share is None:
        return Judgement(Status.NO_DATA, "nothing_submitted", reasons.no_value("nothing_submitted", indicator))
    if sums is None:
        code = share.reason_code or "nothing_submitted"
        return Judgement(Status.NO_DATA, code, reasons.no_value(code, indicator))
    open_scope = from_sum(indicator, sums.scope_unknown_plus - sums.scope_unknown_minus)
    code = share.reason_code or "nothing_submitted"
    if code in ("base_zero", "nothing_classified"):
        code = _why_base_is_zero(sums)
    if code == "credit_notes" and sums.base > 0:
        return Judgement(Status.NO_DATA, code, reasons.outside_bounds(below=sums.met + sums.open_minus < 0))
    to_settle = open_scope if code in ("base_zero", "nothing_classified") else None
    return Judgement(Status.NO_DATA, code, reasons.no_value(code, indicator, open_scope), to_settle=to_settle)


def _why_base_is_zero(sums: Sums) -> str:
    """Which of the ways to have no spend in scope this is: they ask for different things of the reader."""
    if sums.met or sums.not_met or sums.open_plus or sums.open_minus:
        return "credit_notes"
    if not (sums.scope_unknown_plus or sums.scope_unknown_minus):
        return "no_spend_in_scope"
    return "base_zero" if sums.out_of_scope else "nothing_classified"


def _not_judged(version: CommitmentVersion | None, department_unknown: bool, part_of_total: bool) -> Judgement | None:
    if department_unknown:
        return _cannot_tell("department_unknown", reasons.department_unknown())
    if version is None:
        return _cannot_tell("no_commitment", reasons.no_commitment())
    if part_of_total:
        return _cannot_tell("department_quantity", reasons.department_quantity())
    return None


def _unfinished_quantity(quantity: Quantity | None, year_state: YearState) -> Judgement | None:
    if quantity is None or year_state is YearState.FINAL:
        return None
    return _cannot_tell("unfinished_quantity", reasons.unfinished_quantity())


def _too_little_known(
    share: Share | None, sums: Sums | None, indicator: Indicator, suggested_open: int
) -> Judgement | None:
    """Row 3: too little is classified, or a narrow scope may hide in what is not."""
    if share is None or sums is None:
        return None
    unknown = sums.scope_unknown_plus - sums.scope_unknown_minus
    covered = share.scope_coverage if share.scope_coverage is not None else Fraction(0)
    if unknown and covered < indicator.threshold:
        allowed = max(Fraction(0), (1 - indicator.threshold) * sums.total)
        to_settle = from_sum(indicator, unknown - allowed)
        return _cannot_tell(
            "too_little_classified", reasons.too_little_classified(covered, indicator, to_settle), to_settle
        )
    if suggested_open > NARROW_SCOPE * sums.base:
        to_settle = from_sum(indicator, suggested_open - NARROW_SCOPE * sums.base)
        reason = reasons.suggestions_in_scope(from_sum(indicator, suggested_open), indicator, to_settle)
        return _cannot_tell("suggestions_in_scope", reason, to_settle)
    return None


def _case(
    share: Share | None, quantity: Quantity | None, indicator: Indicator, version: CommitmentVersion | None, year: int
) -> Case:
    """The value beside its version; both are there once the rows before have not matched."""
    assert version is not None
    if quantity is not None:
        return Case(indicator, version, year, quantity.low_sum, quantity.high_sum, None)
    assert share is not None
    assert share.proven is not None
    assert share.possible is not None
    return Case(indicator, version, year, share.proven, share.possible, from_sum(indicator, share.base))


def _decide(case: Case, year_state: YearState, by_body: bool) -> Judgement:
    """Rows 4 to 8: the bounds against the target and against what is expected now."""
    judgement = _reached(case, year_state) or _failed(case, year_state) or _undecided(case)
    reason = reasons.join(
        judgement.reason,
        reasons.provisional(year_state),
        reasons.by_the_path_of_the_body() if by_body else None,
    )
    return replace(judgement, reason=reason)


def _reached(case: Case, year_state: YearState) -> Judgement | None:
    ahead = None if case.expected is None else -case.short_of(case.expected, case.judged)
    if case.short_of(case.target, case.judged) <= 0:
        if _unfinished_target_year(case, year_state):
            return Judgement(Status.ON_TRACK, "target_reached_so_far", reasons.target_reached_so_far(case), ahead=ahead)
        return Judgement(Status.ACHIEVED, "target_reached", reasons.target_reached(case), ahead=ahead)
    if case.expected is not None and ahead is not None and ahead >= 0:
        reason = reasons.expectation_met(case, case.expected)
        return Judgement(Status.ON_TRACK, "expectation_met", reason, ahead=ahead)
    return None


def _failed(case: Case, year_state: YearState) -> Judgement | None:
    if case.expected is None or case.short_of(case.expected, case.hoped) <= 0:
        return None
    gap = case.short_of(case.expected, case.judged)
    if _unfinished_target_year(case, year_state):
        status, code = Status.BEHIND, "target_not_reached_so_far"
        reason = reasons.target_not_reached_so_far(case, gap)
    elif case.year >= case.version.target.year:
        status, code, reason = Status.MISSED, "target_missed", reasons.target_missed(case, gap)
    elif case.keeps_up:
        status, code, reason = Status.BEHIND, "below_standard", reasons.below_standard(case, gap)
    else:
        status, code = Status.BEHIND, "expectation_not_met"
        reason = reasons.expectation_not_met(case, case.expected, gap)
    return Judgement(status, code, reason, gap=gap, gap_euro=_gap_euro(case, gap), gap_amount=_gap_amount(case, gap))


def _undecided(case: Case) -> Judgement:
    if case.expected is None:
        code = "baseline_unknown" if case.version.baseline is None else "not_in_force"
        return _cannot_tell(code, reasons.nothing_expected(case))
    gap = case.short_of(case.expected, case.judged)
    amount = _gap_amount(case, gap)
    return Judgement(
        Status.CANNOT_TELL_YET,
        "expectation_between_bounds",
        reasons.between_bounds(case, case.expected, gap, None if case.base is None else amount),
        gap=gap,
        gap_euro=_gap_euro(case, gap),
        gap_amount=amount,
        to_settle=None if case.base is None else amount,
    )


def _unfinished_target_year(case: Case, year_state: YearState) -> bool:
    return year_state is not YearState.FINAL and case.year == case.version.target.year


def _gap_euro(case: Case, gap: Fraction) -> Fraction | None:
    return _gap_amount(case, gap) if case.indicator.measure == "euro" and case.base is not None else None


def _gap_amount(case: Case, gap: Fraction) -> Fraction:
    """A gap of a share in the unit of its sums; that of a quantity is in its unit already."""
    return gap if case.base is None else gap * case.base


def _cannot_tell(code: str, reason: Message, to_settle: Fraction | None = None) -> Judgement:
    return Judgement(Status.CANNOT_TELL_YET, code, reason, to_settle=to_settle)
