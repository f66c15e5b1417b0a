"""What was promised, and whether it is kept: files, paths, versions, status, trend and forecast."""

from kpi.commitment.ambitions import Audience, ProposedTarget, load_ambitions, proposed_for
from kpi.commitment.case import Quantity
from kpi.commitment.files import load_commitment
from kpi.commitment.path import expected, path_points
from kpi.commitment.status import judge
from kpi.commitment.trend import change, forecast
from kpi.commitment.versions import add_version, earlier_promises, refuse_overlap, version_in_force

__all__ = [
    "Audience",
    "ProposedTarget",
    "Quantity",
    "add_version",
    "change",
    "earlier_promises",
    "expected",
    "forecast",
    "judge",
    "load_ambitions",
    "load_commitment",
    "path_points",
    "proposed_for",
    "refuse_overlap",
    "version_in_force",
]
