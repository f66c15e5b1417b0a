"""What is defined as data: indicators in plain language, the menu of ambitions, and whether all of it is sound."""

from __future__ import annotations

from typing import Any

from kpi import commitment, measure
from kpi.model import Indicator, Message, Viewer
from kpi.reference import cpv_codes
from kpi.service.monitor import Monitor


def describe(viewer: Viewer, monitor: Monitor, indicator: Indicator) -> Any:
    """An indicator in plain language, made from the conditions that compute it. Open to everyone."""
    return measure.describe(indicator, monitor.indicators)


def ambitions(viewer: Viewer, monitor: Monitor) -> Any:
    """The menu: proposed targets for each indicator by kind and size of body. Open to everyone."""
    return commitment.load_ambitions()


def check_definitions() -> dict[str, int]:
    """Validates every definition and counts them. Raises Refusal naming file, key, what was found and expected."""
    indicators = measure.load_indicators()
    measure.check_versions(measure.load_versions().values())
    ambitions = commitment.load_ambitions()
    commitment.check_menu(ambitions, indicators)
    return {"indicators": len(indicators), "themes": len(measure.load_themes()), "ambitions": len(ambitions)}


DIVISION_DIGITS, GROUP_DIGITS = 2, 3


def categories() -> dict[str, Message]:
    """The divisions and groups of the CPV by their prefixes ("15", "158"): fine enough for nearly every own word."""
    found = {}
    for code, entry in cpv_codes().items():
        prefix = code.rstrip("0").ljust(DIVISION_DIGITS, "0")
        if len(prefix) <= GROUP_DIGITS:
            found[prefix] = entry.name
    return found


def category_name(cpv: str) -> Message:
    """The name of any CPV prefix. Raises KeyError when there is no such code."""
    return cpv_codes()[cpv.ljust(8, "0")].name
