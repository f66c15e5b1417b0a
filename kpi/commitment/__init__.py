"""What was promised, and whether it is kept: files, paths, versions, status, trend and forecast."""

from kpi.commitment.ambitions import Audience, ProposedTarget, check_menu, load_ambitions, proposed_for
from kpi.commitment.case import Quantity
from kpi.commitment.files import commitment_of, load_commitment, load_ending
from kpi.commitment.path import expected, keeps_up, path_points
from kpi.commitment.sections import KeyRefusal
from kpi.commitment.status import judge, out_of_force, promise_not_shown
from kpi.commitment.trend import change, forecast
from kpi.commitment.trend_reasons import change_in_words, forecast_in_words
from kpi.commitment.versions import add_version, earlier_promises, end, has_ended, refuse_overlap, version_in_force
from kpi.commitment.writing import as_toml, as_values, check_code, ending_as_toml, exact_value, written_value

__all__ = [
    "Audience",
    "KeyRefusal",
    "ProposedTarget",
    "Quantity",
    "add_version",
    "as_toml",
    "as_values",
    "change",
    "change_in_words",
    "check_code",
    "check_menu",
    "commitment_of",
    "earlier_promises",
    "end",
    "ending_as_toml",
    "exact_value",
    "expected",
    "forecast",
    "forecast_in_words",
    "has_ended",
    "judge",
    "keeps_up",
    "load_ambitions",
    "load_commitment",
    "load_ending",
    "out_of_force",
    "path_points",
    "promise_not_shown",
    "proposed_for",
    "refuse_overlap",
    "version_in_force",
    "written_value",
]
