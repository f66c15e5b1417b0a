"""What was promised, and whether it is kept: paths, versions, status, trend and forecast."""

from kpi.commitment.case import Quantity
from kpi.commitment.path import expected, path_points
from kpi.commitment.status import judge

__all__ = ["Quantity", "expected", "judge", "path_points"]
