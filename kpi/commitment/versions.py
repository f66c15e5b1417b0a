"""Versions of a commitment: which decision judges which year (semantics.md section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from kpi.language import message
from kpi.model import Commitment, CommitmentVersion, Decision, Ending, Refusal


def add_version(old: Commitment, new: Commitment) -> Commitment:
    """The commitment with the decision of `new` behind its own. Earlier versions stay as they were.

    Refused unless `new` is about the same indicator, body and departments and was decided later, and once it was ended.
    """
    _refuse_ended(old)
    if (old.id, old.body, old.indicator, old.departments) != (new.id, new.body, new.indicator, new.departments):
        raise Refusal(
            "commitment_other",
            message(
                "{id} is already a commitment on {old} with its own departments; a new version cannot change that. "
                "Found {new}. Give this commitment an id of its own.",
                id=old.id,
                old=old.indicator,
                new=new.indicator,
            ),
        )
    (version,) = new.versions
    last = old.versions[-1]
    _refuse_not_later(old, version.decision)
    return replace(
        old,
        indicator_version=new.indicator_version,
        versions=(*old.versions, replace(version, version=last.version + 1)),
    )


def end(commitment: Commitment, ending: Ending) -> Commitment:
    """The commitment, ended by a decision of its own: from the year of that decision on it judges nothing.

    What became of target years that passed before stays. Refused when it was ended already, or ended before it was decided.
    """
    _refuse_ended(commitment)
    _refuse_not_later(commitment, ending.decision)
    return replace(commitment, ended=ending)


def _refuse_ended(commitment: Commitment) -> None:
    if commitment.ended:
        raise Refusal(
            "commitment_ended",
            message(
                "{id} was ended by a decision of {day}. Expected a commitment that still holds: whoever promises again "
                "gives it an id of its own.",
                id=commitment.id,
                day=commitment.ended.decision.date,
            ),
        )


def _refuse_not_later(commitment: Commitment, decision: Decision) -> None:
    last = commitment.versions[-1]
    if decision.date <= last.decision.date:
        raise Refusal(
            "commitment_not_later",
            message(
                "decision.date is {found}; version {number} of {id} was decided on {last}. Expected a later date: "
                "a decision that was taken is never replaced, only followed.",
                found=decision.date,
                number=last.version,
                id=commitment.id,
                last=last.decision.date,
            ),
        )


def has_ended(commitment: Commitment, year: int) -> bool:
    """Whether it was ended on or before 31 December of the year."""
    return commitment.ended is not None and commitment.ended.decision.date.year <= year


def version_in_force(commitment: Commitment, year: int) -> CommitmentVersion | None:
    """The version in force on 31 December of the year; None before the first decision and after it was ended."""
    if has_ended(commitment, year):
        return None
    decided = [version for version in commitment.versions if version.decision.date.year <= year]
    return decided[-1] if decided else None


def earlier_promises(commitment: Commitment, year: int) -> tuple[CommitmentVersion, ...]:
    """Versions whose target year passed while they were in force, and which were followed or ended by `year`."""
    current = version_in_force(commitment, year)
    return tuple(
        version
        for version in commitment.versions
        if version is not current
        and version.target.year <= year
        and version_in_force(commitment, version.target.year) is version
    )


def refuse_overlap(commitments: Iterable[Commitment]) -> None:
    """Refuses two commitments of one body, indicator and organisational scope for one year.

    A commitment covers the years from its first decision up to the target year of its last version, or until it was ended. Whoever wants to
    change a commitment adds a version; one that is over may be succeeded by another.
    """
    for first, second in combinations(commitments, 2):
        same = (first.body, first.indicator) == (second.body, second.indicator)
        if not same or first.id == second.id or not _same_scope(first, second):
            continue
        years = _years(first) & _years(second)
        if years:
            raise Refusal(
                "commitment_overlap",
                message(
                    "{first} and {second} both hold for {indicator} in {year}. Expected one commitment a year: make the "
                    "later one a new version of {first}, with the same id.",
                    first=first.id,
                    second=second.id,
                    indicator=first.indicator,
                    year=min(years),
                ),
            )


def _same_scope(first: Commitment, second: Commitment) -> bool:
    if not first.departments or not second.departments:
        return first.departments == second.departments
    return bool(set(first.departments) & set(second.departments))


def _years(commitment: Commitment) -> set[int]:
    first, last = commitment.versions[0].decision.date.year, commitment.versions[-1].target.year
    return {year for year in range(first, last + 1) if not has_ended(commitment, year)}
