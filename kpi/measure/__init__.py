"""Indicator definitions to exact sums to a share with its bounds."""

from kpi.measure.definitions import load_indicator, load_indicators, load_themes
from kpi.measure.describe import Definition, describe
from kpi.measure.expressions import line_intervals, sums_by_cell, supplier_amounts
from kpi.measure.shares import share
from kpi.measure.versions import check_versions

__all__ = [
    "Definition",
    "check_versions",
    "describe",
    "line_intervals",
    "load_indicator",
    "load_indicators",
    "load_themes",
    "share",
    "sums_by_cell",
    "supplier_amounts",
]
