"""What would close a gap, from the body's own lines, and what the status would be if some of it came true."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from kpi import commitment, evidence, measure
from kpi.language import euros_from_sum
from kpi.model import SUM_NAMES, Contract, Figure, Status, Sums, Viewer
from kpi.service.answers import answered_once
from kpi.service.classifying import worklist
from kpi.service.detail import intervals, shown_name
from kpi.service.monitor import Monitor
from kpi.store import registers
from kpi.store.closing import Closing, Lines

KINDS = ("classify", "renew", "switch")

KEPT = ("too_little_classified", "suggestions_in_scope", "department_unknown", "no_commitment", "not_in_force", "ended")
"""Reasons that lines in scope cannot take away: however these are decided, the status stays."""


@dataclass(frozen=True)
class Chance:
    """Spend that could still come to qualify, and what it would do to the figure if it did.

    `kind`: classify (it may already be there), renew (a contract that ends before the target year is over), switch (it
    does not qualify now). `euros` is by how much it would move the bound that is judged; `closes` says whether that is
    the whole gap. `id` is stable for the same lines, and stands in addresses.
    """

    id: str
    kind: str
    text: str  # the body's own words, or the subject of a contract
    supplier: str | None
    department: str | None
    euros: Fraction
    proven: Fraction
    possible: Fraction
    closes: bool
    lines: Lines
    end: date | None = None
    contract: str | None = None


@dataclass(frozen=True)
class WhatIf:
    """A figure as it would be if these chances came true. Nothing of it is stored."""

    chances: tuple[Chance, ...]
    figure: Figure


@answered_once
def chances(viewer: Viewer, monitor: Monitor, figure: Figure) -> list[Chance]:
    """What could close the gap of a figure: what is open first, for it may be there already, then what would have to change;
    each with most euros first. These are chances, not promises; they do not add up.
    """
    if not has_lines(figure):
        return []
    with _closing(viewer, monitor, figure) as (closing, contracts):
        found = [
            _chance(figure, lines, row, contracts)
            for kind in KINDS
            if kind != "renew" or contracts
            for lines, row in closing.groups(kind)
        ]  # fmt: skip
    worth = [one for one in found if one is not None]
    return sorted(worth, key=lambda one: (one.kind != "classify", -one.euros, one.text, one.id))


def first_to_settle(viewer: Viewer, monitor: Monitor, figure: Figure, found: Sequence[Chance]) -> str | None:
    """What to classify first where a status cannot be told yet, in the body's own words; None where that settles nothing.

    `found` are the chances of the figure. Where too little is classified it is the largest text without a category, and
    where open texts are suggested for this scope the largest of these.
    """
    if figure.judgement.status is not Status.CANNOT_TELL_YET or figure.judgement.to_settle is None:
        return None
    if figure.judgement.reason_code not in ("too_little_classified", "suggestions_in_scope"):
        return next((one.text for one in found if one.kind == "classify" and one.text), None)
    groups = worklist(viewer, monitor, figure.body.id, figure.year, figure.department).groups
    named = [one for one in groups if one.text]
    if figure.judgement.reason_code == "suggestions_in_scope":
        named = [one for one in named if one.suggestion] or named
    return named[0].text if named else None


@answered_once
def what_if(viewer: Viewer, monitor: Monitor, figure: Figure, chosen: Sequence[Chance]) -> WhatIf | None:
    """The figure with the lines of these chances decided well, computed anew from the lines; None without any."""
    if not chosen or not has_lines(figure):
        return None
    with _closing(viewer, monitor, figure) as (closing, _):
        before, after = closing.together([one.lines for one in chosen])
    return WhatIf(tuple(chosen), _with(figure, before, after))


def has_lines(figure: Figure) -> bool:
    """Whether a figure is a share of spend with a value, so that its lines are what it rests on."""
    of_euros = figure.indicator.unit == "share" and figure.indicator.measure == "euro"
    return of_euros and figure.sums is not None and figure.share is not None and figure.share.proven is not None


def departments_of(figure: Figure) -> list[str] | None:
    """The departments whose lines a figure rests on; None where it is those of all."""
    if figure.department is not None:
        return [figure.department]
    if figure.commitment is not None and figure.commitment.departments:
        return list(figure.commitment.departments)
    return None


@contextmanager
def _closing(viewer: Viewer, monitor: Monitor, figure: Figure) -> Iterator[tuple[Closing, dict[str, Contract]]]:
    """The lines of a figure laid out, and the contracts that end in time by their number."""
    departments = departments_of(figure)
    until = max(figure.judgement.target_year or 0, figure.year)
    with intervals(viewer, monitor, figure.body.id, figure.indicator.id, figure.year) as session:
        _, known = registers.knowledge(session, figure.body.id)
        contracts = {
            evidence.normal_text(one.number): one
            for one in known.contracts
            if one.end is not None and one.end.year <= until
        }
        ending = {number: one.end for number, one in contracts.items() if one.end is not None}
        yield Closing(session, figure.indicator.higher_is_better, departments, ending), contracts


def _chance(figure: Figure, lines: Lines, row: dict[str, Any], contracts: dict[str, Contract]) -> Chance | None:
    """The chance of a group of lines; None where it would not move the judged bound the right way."""
    assert figure.sums is not None
    moved, up = _moved(figure.sums, row["before"], row["after"]), figure.indicator.higher_is_better
    euros = euros_from_sum(_judged(moved, up) - _judged(figure.sums, up))
    share = measure.share(moved)
    if not up:
        euros = -euros
    if euros <= 0 or share.proven is None or share.possible is None:
        return None
    gap = figure.judgement.gap_euro
    names = {one.id: one.name for one in figure.body.departments}
    return Chance(
        id=hashlib.sha256(repr(astuple(lines)).encode()).hexdigest()[:8],
        kind=lines.kind,
        text=(contracts[lines.contract].subject or "") if lines.contract in contracts else row["own_text"],
        supplier=shown_name(row["supplier_name"]) if lines.kind == "switch" else None,
        department=names.get(lines.department, lines.department) if lines.department else None,
        euros=euros,
        proven=share.proven,
        possible=share.possible,
        closes=gap is not None and euros >= gap,
        lines=lines,
        end=row["ends"] if lines.kind == "renew" else None,
        contract=contracts[lines.contract].number if lines.contract in contracts else None,
    )


def _judged(sums: Sums, up: bool) -> int:
    """The part of the base that the judged bound counts; `up` says that higher is better."""
    return sums.met + (sums.open_minus if up else sums.open_plus)


def _moved(sums: Sums, before: Sums, after: Sums) -> Sums:
    """Sums with some of their lines counted as `after` instead of `before`."""
    return Sums(*(getattr(sums, name) - getattr(before, name) + getattr(after, name) for name in SUM_NAMES))


def _with(figure: Figure, before: Sums, after: Sums) -> Figure:
    """The figure with some of its lines counted as `after` instead of `before`; judged by the same rules."""
    assert figure.sums is not None
    sums = _moved(figure.sums, before, after)
    share = measure.share(sums)
    judgement = figure.judgement
    if judgement.reason_code not in KEPT:
        own = figure.department is None or figure.department in (
            figure.commitment.departments if figure.commitment else ()
        )
        judgement = commitment.judge(
            share=share,
            sums=sums,
            indicator=figure.indicator,
            version=figure.commitment_version,
            year=figure.year,
            year_state=figure.year_state,
            department=figure.department is not None,
            own_commitment=own,
        )
    return replace(figure, sums=sums, share=share, judgement=judgement)
