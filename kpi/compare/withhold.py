"""What outsiders may not see, because it would tell what one supplier was paid (semantics.md section 9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from kpi.language import message
from kpi.model import Figure, Judgement, Status

FEWEST_SUPPLIERS = 3
LARGEST_PART = Fraction(90, 100)


def is_withheld(suppliers: int, largest: Fraction | None) -> bool:
    """Whether a value rests on fewer than 3 suppliers, or for more than 90 % of its absolute amounts on one."""
    return suppliers < FEWEST_SUPPLIERS or (largest is not None and largest > LARGEST_PART)


def must_be_withheld(figure: Figure) -> bool:
    """Whether outsiders may not see this figure. Where nothing is in scope there is nothing to withhold."""
    if figure.judgement.status is Status.WITHHELD:
        return True
    return _has_spend(figure) and is_withheld(figure.suppliers, figure.largest_supplier)


def withhold(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures as outsiders may see them, in the same order; a withheld one has no sums, share, counts or gaps left.

    The departments of one body, indicator and year are a set with a known total. Where exactly one of them is withheld it
    could be computed by subtraction; then the smallest other with spend in scope is withheld too.
    """
    hidden = {_cell(figure) for figure in figures if must_be_withheld(figure)}
    departments: defaultdict[tuple[str, str, int], dict[str, Figure]] = defaultdict(dict)
    for figure in figures:
        if figure.department is not None:
            departments[figure.body.id, figure.indicator.id, figure.year][figure.department] = figure
    for cells in departments.values():
        seen = [figure for figure in cells.values() if _cell(figure) not in hidden and _has_spend(figure)]
        if sum(_cell(figure) in hidden for figure in cells.values()) == 1 and seen:
            hidden.add(_cell(min(seen, key=_size)))
    return tuple(hide(figure) if _cell(figure) in hidden else figure for figure in figures)


def hide(figure: Figure) -> Figure:
    """The figure without anything that was measured; what was promised stays."""
    promised = figure.judgement
    judgement = Judgement(
        Status.WITHHELD,
        "withheld",
        message("This figure rests on too few suppliers to be shown to others."),
        expected=promised.expected,
        target=promised.target,
        target_year=promised.target_year,
    )
    return replace(figure, sums=None, share=None, judgement=judgement, suppliers=0, largest_supplier=None)


def _cell(figure: Figure) -> tuple[str, str, int, str | None, tuple[str, ...]]:
    """What a figure is of. Two commitments on the same spend make two figures of one cell."""
    scope = figure.commitment.departments if figure.commitment and figure.department is None else ()
    return figure.body.id, figure.indicator.id, figure.year, figure.department, scope


def _has_spend(figure: Figure) -> bool:
    sums = figure.sums
    if sums is None:
        return figure.suppliers > 0  # euros times a factor; what is registered rests on no supplier
    return sums.lines_met + sums.lines_not_met + sums.lines_open > 0


def _size(figure: Figure) -> Fraction:
    if figure.sums is not None:
        return Fraction(abs(figure.sums.base))
    return abs(figure.share.possible) if figure.share and figure.share.possible is not None else Fraction(0)
