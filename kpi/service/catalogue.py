"""The definitions that come with the program: those that hold now, and every earlier version of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import ibis

from kpi import measure
from kpi.model import Indicator
from kpi.store.adding import Asked, Expressions


@dataclass(frozen=True)
class Catalogue:
    """`current` holds the version of each indicator that holds now, `versions` all of them by id and version."""

    current: Mapping[str, Indicator]
    versions: Mapping[tuple[str, int], Indicator]
    _named: dict[str, Mapping[str, Indicator]] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """The current definitions in one line, as a store keeps by which ones it was measured."""
        return ",".join(sorted(f"{one.id}:{one.version}" for one in self.current.values()))

    def named(self, key: str) -> Mapping[str, Indicator]:
        """The definitions of such a line, in the order of the current ones; those that no longer come with the program are left out."""
        if key not in self._named:
            pairs = [pair.rpartition(":") for pair in key.split(",") if pair]
            found = {name: self.versions.get((name, int(version))) for name, _, version in pairs}
            order = [
                *(name for name in self.current if name in found),
                *(name for name in found if name not in self.current),
            ]
            self._named[key] = {name: one for name in order if (one := found[name]) is not None}
        return self._named[key]


@cache
def shipped() -> Catalogue:
    """Those of data/indicators; they do not change while the program runs."""
    return Catalogue(measure.load_indicators(), measure.load_versions())


Definitions = tuple[tuple[str, int, str], ...]
_KEPT: dict[tuple[Callable[..., Any], Definitions], Any] = {}
_MOST_KEPT = 500


def expressions_of(indicators: Iterable[Indicator]) -> Expressions | None:
    """What is asked of the lines for the indicators that rest on lines; None where none does."""
    on_lines = [one for one in indicators if one.quantity is None]
    return _kept(_expressions, *on_lines) if on_lines else None


def _expressions(*indicators: Indicator) -> Expressions:
    return Expressions(
        tuple(
            Asked(one.id, one.version, one.measure, measure.rests_on_kind(one), one.properties) for one in indicators
        ),
        measure.told_apart(indicators),
        tuple(measure.fields_asked(indicators)),
        measure.scopes(indicators),
        measure.groups(indicators),
        *_over_groups(),
    )


def intervals_of(indicator: Indicator) -> ibis.Table:
    """Each line with how far it counts for an indicator: `measure.line_intervals`."""
    return _kept(measure.line_intervals, indicator)


def _kept(make: Callable[..., Any], *indicators: Indicator) -> Any:
    """What is asked of the lines for these indicators. Kept: building and compiling it costs more than running it."""
    key = (make, tuple((one.id, one.version, measure.digest(one)) for one in indicators))
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = make(*indicators)
    return _KEPT[key]


@cache
def _over_groups() -> tuple[ibis.Table, ...]:
    return measure.sums_by_cell(), measure.keys(), measure.factor_sums()
