"""The sentence that goes with a status, as a person would say it. The codes are listed in docs/status.md."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from kpi.commitment.case import Case, as_decided
from kpi.language import Percent, message, of_sums
from kpi.model import Ending, Indicator, Message, YearState


def join(*sentences: Message | None) -> Message:
    """Sentences after one another; those that are None are left out."""
    said = [sentence for sentence in sentences if sentence]
    return Message(nl=" ".join(sentence.nl for sentence in said), en=" ".join(sentence.en for sentence in said))


def withheld() -> Message:
    return message("This figure rests on too few suppliers to be shown to others.")


def no_value(code: str, indicator: Indicator, open_scope: Fraction = Fraction(0)) -> Message:  # noqa: PLR0911
    """Why there is no value. `open_scope` is that of which the category is unknown, in the unit of the sums."""
    classified = _is_classified(indicator)
    amount = of_sums(indicator, open_scope)
    match code:
        case "no_spend_in_scope":
            return message("There is no spend in this scope.")
        case "nothing_classified" | "base_zero" if not classified:
            return message("Nothing is known to fall in this scope. Find out for {amount} first.", amount=amount)
        case "nothing_classified":
            return message("0% of the spend is classified. Classify {euros} first.", euros=amount)
        case "base_zero":
            return message(
                "Nothing that is classified falls in this scope. Of {euros} it is not known closely enough what was bought.",
                euros=amount,
            )
        case "credit_notes":
            return message("Credit notes undo the spend in this scope, so a share would mean nothing.")
        case "mixed_basis":
            return message("Amounts with and without VAT are mixed, so no value can be given.")
        case "mixed_years":
            return message("Years by different dates are mixed, so no value can be given.")
        case "not_registered":
            return message("Nothing was registered for this year.")
        case "whole_is_zero":
            return message("Zero was registered for the whole, so there is no share.")
        case "part_exceeds_whole":
            return message("More was registered for the part than for the whole. Correct one of the two.")
    return message("Nothing has been submitted for this year.")


def _is_classified(indicator: Indicator) -> bool:
    """Whether classifying spend says what falls in the scope: not where contracts are counted, or where having one decides."""
    asked = _fields(indicator.scope)
    return indicator.counted_in is None and (not asked or "cpv" in asked)


def _fields(tree: Mapping[str, Any]) -> set[str]:
    if "field" in tree:
        return {tree["field"]}
    parts = [tree["not"]] if "not" in tree else tree.get("any", tree.get("all", ()))
    return set().union(*map(_fields, parts))


def outside_bounds(below: bool) -> Message:
    """Why there is no value though there is spend in scope: credit notes bring a bound `below` 0% or above 100%."""
    if below:
        return message(
            "Credit notes bring the share below 0%, so it has no value. Find out first which purchases they belong to."
        )
    return message(
        "Credit notes bring the share above 100%, so it has no value. Find out first which purchases they belong to."
    )


@cache
def no_commitment() -> Message:
    return message("No commitment was in force at the end of this year, so there is nothing to judge by.")


def not_yet_in_force() -> Message:
    return message("The promise was not yet in force in this year.")


def ended(ending: Ending) -> Message:
    return message("The promise was ended on {day}: {reason}", day=ending.decision.date, reason=ending.reason)


def promise_not_shown() -> Message:
    return message("What was promised is not shown to others.")


def department_unknown() -> Message:
    return message("The department of this spend is unknown, so it is not judged.")


def department_quantity() -> Message:
    return message("The commitment is about the total of the whole body, so a department is not judged by it.")


def unfinished_quantity() -> Message:
    return message("The year is not finished, so its total is not known yet.")


def too_little_classified(scope_coverage: Fraction, indicator: Indicator, to_settle: Fraction) -> Message:
    covered, threshold = Percent(scope_coverage, "down"), as_decided(indicator.threshold)
    amount = of_sums(indicator, to_settle, "up")
    if _is_classified(indicator):
        return message(
            "{covered} of the spend is classified and at least {threshold} is needed: classify {euros} first.",
            covered=covered,
            threshold=threshold,
            euros=amount,
        )
    return message(
        "Of {covered} it is known whether they fall in this scope, and at least {threshold} is needed: find out for {amount} "
        "first.",
        covered=covered,
        threshold=threshold,
        amount=amount,
    )


def suggestions_in_scope(suggested: Fraction, indicator: Indicator, to_settle: Fraction) -> Message:
    amount, first = of_sums(indicator, suggested), of_sums(indicator, to_settle, "up")
    if _is_classified(indicator):
        return message(
            "Texts worth {suggested} are not classified and probably fall in this scope: classify {euros} of them first.",
            suggested=amount,
            euros=first,
        )
    return message(
        "{suggested} are not classified and probably fall in this scope: classify {first} of them first.",
        suggested=amount,
        first=first,
    )


def target_reached(case: Case) -> Message:
    return message("The target of {target} is reached: {judged}.", target=case.target_text(), judged=case.judged_text())


def target_reached_so_far(case: Case) -> Message:
    return message(
        "So far the target of {target} is reached: {judged}.", target=case.target_text(), judged=case.judged_text()
    )


def expectation_met(case: Case, expected: Fraction) -> Message:
    return message(
        "Expected now {expected}, {judged}: {ahead} ahead.",
        expected=case.mark_text(expected),
        judged=case.judged_text(),
        ahead=case.distance_text(-case.short_of(expected, case.judged), "down"),
    )


def target_missed(case: Case, gap: Fraction) -> Message:
    return join(
        message(
            "The target was {target} in {year}, {judged}: missed by {distance}{euros}.",
            target=case.target_text(),
            year=case.version.target.year,
            judged=case.judged_text(),
            distance=case.distance_text(gap),
            euros=case.gap_in_euros(gap),
        ),
        _even_if(case, case.target),
    )


def target_not_reached_so_far(case: Case, gap: Fraction) -> Message:
    return join(
        message(
            "The target for this year is {target}, so far {judged}: behind by {distance}{euros}.",
            target=case.target_text(),
            judged=case.judged_text(),
            distance=case.distance_text(gap),
            euros=case.gap_in_euros(gap),
        ),
        _even_if(case, case.target),
    )


def below_standard(case: Case, gap: Fraction) -> Message:
    return join(
        message(
            "The standard of {target} must be kept, {judged}: off by {distance}{euros}.",
            target=case.target_text(),
            judged=case.judged_text(),
            distance=case.distance_text(gap),
            euros=case.gap_in_euros(gap),
        ),
        _even_if(case, case.target),
    )


def expectation_not_met(case: Case, expected: Fraction, gap: Fraction) -> Message:
    return join(
        message(
            "Expected now {expected}, {judged}: behind by {distance}{euros}.",
            expected=case.mark_text(expected),
            judged=case.judged_text(),
            distance=case.distance_text(gap),
            euros=case.gap_in_euros(gap),
        ),
        _even_if(case, expected),
    )


def between_bounds(case: Case, expected: Fraction, gap: Fraction, to_settle: Fraction | None) -> Message:
    wanted, distance = case.mark_text(expected), case.distance_text(gap)
    judged, hoped = case.judged_text(), case.hoped_text()
    euros = None if to_settle is None else of_sums(case.indicator, to_settle, "up")
    if case.indicator.higher_is_better:
        return join(
            message(
                "Expected now {expected}, {proven}, {possible}: {distance} short on what is proven.",
                expected=wanted,
                proven=judged,
                possible=hoped,
                distance=distance,
            ),
            message("{euros} more proven would settle it.", euros=euros) if euros else None,
        )
    return join(
        message(
            "Expected now {expected}, {least}, {most}: {distance} too high if everything open counts.",
            expected=wanted,
            least=hoped,
            most=judged,
            distance=distance,
        ),
        message("{euros} shown not to count would settle it.", euros=euros) if euros else None,
    )


def nothing_expected(case: Case) -> Message:
    """Before the path begins: the value and its distance to the target, without a verdict."""
    version = case.version
    if version.baseline is None:
        start = (*version.milestones, version.target)[0].year
        opening = message("The baseline is unknown, so nothing is expected before {year}.", year=start)
    else:
        opening = message("The path starts in {year}, so nothing is expected yet.", year=version.baseline.year)
    distance = case.distance_text(case.short_of(case.target, case.judged))
    return join(
        opening,
        message(
            "The target is {target} in {year}; now {judged}, {distance} to go.",
            target=case.target_text(),
            year=version.target.year,
            judged=case.judged_text(),
            distance=distance,
        ),
    )


def by_the_path_of_the_body() -> Message:
    return message("Judged by the path of the whole body.")


def provisional(year_state: YearState) -> Message | None:
    """What an unfinished year adds to every sentence about its value."""
    match year_state:
        case YearState.OPEN:
            return message("This is provisional: the year is not complete.")
        case YearState.PROVISIONAL:
            return message("This is provisional: the year is not certified.")
    return None


def _even_if(case: Case, mark: Fraction) -> Message | None:
    """What would remain if everything open turned out well; nothing where nothing is open."""
    if case.judged == case.hoped:
        return None
    rest = case.distance_text(case.short_of(mark, case.hoped))
    if case.indicator.higher_is_better:
        return message("Even if everything still open qualified, it would be {rest} short.", rest=rest)
    return message("Even if nothing still open counted, it would be {rest} too high.", rest=rest)
