"""Indicator definitions to exact sums to a share with its bounds."""

from kpi.measure.definitions import load_indicator, load_indicators, load_themes, load_versions
from kpi.measure.describe import Definition, describe
from kpi.measure.expressions import factor_sums, keys, line_intervals, sums_by_cell, supplier_amounts
from kpi.measure.shares import amount, ratio, ratio_sums, share
from kpi.measure.versions import VersionNote, check_versions, digest, version_notes

__all__ = [
    "Definition",
    "VersionNote",
    "amount",
    "check_versions",
    "describe",
    "digest",
    "factor_sums",
    "keys",
    "line_intervals",
    "load_indicator",
    "load_indicators",
    "load_themes",
    "load_versions",
    "ratio",
    "ratio_sums",
    "share",
    "sums_by_cell",
    "supplier_amounts",
    "version_notes",
]
