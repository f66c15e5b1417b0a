"""What was promised, and whether it is kept: files, paths, versions, status, trend and forecast."""

from kpi.commitment.case import Quantity
from kpi.commitment.files import load_commitment
from kpi.commitment.path import expected, path_points
from kpi.commitment.status import judge
from kpi.commitment.trend import change, forecast
from kpi.commitment.versions import add_version, earlier_promises, refuse_overlap, version_in_force

__all__ = [
    "Quantity",
    "add_version",
    "change",
    "earlier_promises",
    "expected",
    "forecast",
    "judge",
    "load_commitment",
    "path_points",
    "refuse_overlap",
    "version_in_force",
]
