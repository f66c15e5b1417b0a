"""What is defined as data: indicators in plain language, the menu of ambitions, and whether all of it is sound."""

from __future__ import annotations

from functools import cache
from typing import Any

from kpi import commitment, evidence, measure
from kpi.language import message
from kpi.model import Indicator, Message, Viewer
from kpi.reference import cpv_codes, properties
from kpi.service.answers import answered_once
from kpi.service.monitor import Monitor


@answered_once
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


DIVISION_DIGITS, MOST_DIGITS = 2, 5


@cache
def category_names() -> dict[str, Message]:
    """The CPV down to five digits ("15861"), by prefix: what the scope of an indicator is chosen from."""
    found = {code.rstrip("0").ljust(DIVISION_DIGITS, "0"): entry.name for code, entry in cpv_codes().items()}
    return {prefix: name for prefix, name in sorted(found.items()) if len(prefix) <= MOST_DIGITS}


def property_names() -> dict[str, Message]:
    """What spend can be according to evidence, by the names that a criterion uses."""
    return {name: one.name for name, one in properties().items()}


def level_words() -> dict[str, Message]:
    """The levels that evidence can be about."""
    return {
        "inzet": message("asked for in the contract"),
        "realisatie": message("delivered"),
        "effect": message("the effect it had"),
    }


def evidence_words() -> dict[str, Message]:
    """The kinds of evidence that an indicator can accept."""
    return {
        "label": message("a label on the invoice line"),
        "contract": message("a clause in the contract"),
        "certificate": message("a certificate"),
        "statement": message("a statement of the supplier"),
        "decision": message("a decision of the buyer with its reason"),
    }


def category_name(cpv: str) -> Message:
    """The name of any CPV prefix. Raises KeyError when there is no such code."""
    return cpv_codes()[cpv.ljust(8, "0")].name


MOST_FOUND = 40


def find_categories(typed: str) -> list[str]:
    """The CPV prefixes that a person means by a code ("15861000-1", "1586") or by words in either language, the broadest first."""
    words = typed.casefold().split()
    if not words:
        return []
    code = evidence.clean_cpv(typed)
    if code:
        return [code]
    found = [
        code.rstrip("0").ljust(DIVISION_DIGITS, "0")
        for code, entry in cpv_codes().items()
        if any(all(word in name.casefold() for word in words) for name in (entry.name.nl, entry.name.en))
    ]
    return sorted(found, key=lambda prefix: (len(prefix), prefix))[:MOST_FOUND]
