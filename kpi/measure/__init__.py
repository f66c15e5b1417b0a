"""Indicator definitions to exact sums to a share with its bounds."""

from kpi.measure.choices import Choices, choices_of, condition_of
from kpi.measure.definitions import (
    load_indicator,
    load_indicators,
    load_themes,
    load_versions,
    read_definition,
    refusal,
)
from kpi.measure.describe import Definition, Difference, describe, differences
from kpi.measure.expressions import (
    factor_sums,
    fields_asked,
    groups,
    keys,
    line_intervals,
    rests_on_kind,
    scopes,
    sums_by_cell,
    told_apart,
)
from kpi.measure.named_categories import named_categories
from kpi.measure.narrowing import narrowing
from kpi.measure.own import PREFIX, as_toml, completed, load_own, own_indicator
from kpi.measure.sampling import Drawn, ErrorRate, binomial_interval, draw, error_rate, sampling_interval
from kpi.measure.shares import amount, ratio, ratio_sums, share
from kpi.measure.versions import VersionNote, check_versions, digest, version_notes

__all__ = [
    "PREFIX",
    "Choices",
    "Definition",
    "Difference",
    "Drawn",
    "ErrorRate",
    "VersionNote",
    "amount",
    "as_toml",
    "binomial_interval",
    "check_versions",
    "choices_of",
    "completed",
    "condition_of",
    "describe",
    "differences",
    "digest",
    "draw",
    "error_rate",
    "factor_sums",
    "fields_asked",
    "groups",
    "keys",
    "line_intervals",
    "load_indicator",
    "load_indicators",
    "load_own",
    "load_themes",
    "load_versions",
    "named_categories",
    "narrowing",
    "own_indicator",
    "ratio",
    "ratio_sums",
    "read_definition",
    "refusal",
    "rests_on_kind",
    "sampling_interval",
    "scopes",
    "share",
    "sums_by_cell",
    "told_apart",
    "version_notes",
]
