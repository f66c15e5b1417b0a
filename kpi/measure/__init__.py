"""Indicator definitions to exact sums to a share with its bounds."""

from kpi.measure.definitions import load_indicator, load_indicators, load_themes
from kpi.measure.describe import Definition, describe
from kpi.measure.expressions import factor_sums, keys, line_intervals, sums_by_cell, supplier_amounts
from kpi.measure.shares import amount, ratio, ratio_sums, share
from kpi.measure.versions import check_versions

__all__ = [
    "Definition",
    "amount",
    "check_versions",
    "describe",
    "factor_sums",
    "keys",
    "line_intervals",
    "load_indicator",
    "load_indicators",
    "load_themes",
    "ratio",
    "ratio_sums",
    "share",
    "sums_by_cell",
    "supplier_amounts",
]
