"""Whether one contract decides a figure by itself."""

from __future__ import annotations

from fractions import Fraction

from kpi.language import euros_from_sum
from kpi.model import FULL, Figure, Viewer
from kpi.service.answers import answered_once
from kpi.service.closing import departments_of, has_lines
from kpi.service.detail import intervals
from kpi.service.monitor import Monitor
from kpi.store import details

QUARTER = 4
"""One contract decides a figure where it is more than a quarter of what the figure is a share of."""


@answered_once
def deciding_contract(viewer: Viewer, monitor: Monitor, figure: Figure) -> Fraction | None:
    """The euros of the contract that decides a figure by itself; None where no contract does, or where it is no share of spend."""
    if not has_lines(figure) or figure.sums is None:
        return None
    with intervals(viewer, monitor, figure.body.id, figure.indicator.id, figure.year) as session:
        largest = details.largest_contract(session, departments_of(figure)) * FULL
    return euros_from_sum(largest) if largest * QUARTER > figure.sums.base else None
