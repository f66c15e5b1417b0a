"""Decisions about a body's own words, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kpi.language import day, plural, text
from kpi.model import KEPT_IN, MappingRule, Message
from kpi.service import MappingVersion
from kpi.service.definitions import category_name

SHOWN = 3


def subject(rule: MappingRule) -> str:
    """What a decision is about: "Diversen · Bouwbedrijf X"."""
    return " · ".join(part for part in (rule.text, rule.supplier) if part)


def outcome(language: str, rule: MappingRule, exclusions: Mapping[str, Message]) -> str:
    """What was decided: a category, a reason, that it stays open, or that an earlier decision was taken back."""
    if rule.cpv:
        return f"{rule.cpv} {category_name(rule.cpv).in_language(language)}"
    if rule.exclusion == KEPT_IN:
        return text(language, "Procurement after all")
    if rule.exclusion:
        return text(language, "No procurement: {reason}", reason=exclusions[rule.exclusion].in_language(language))
    return left_open_word(language, rule.left_open) if rule.left_open else text(language, "Taken back")


def left_open_word(language: str, reason: str) -> str:
    """Why a text stays open (model.LEFT_OPEN)."""
    return {
        "mixed": text(language, "Mixed: classify by supplier"),
        "cannot_tell": text(language, "Cannot tell from this text"),
        "later": text(language, "Leave open"),
    }[reason]


def version_words(language: str, version: MappingVersion, exclusions: Mapping[str, Message]) -> str:
    """Who decided what and when: "3 december 2026 14:05, Jansen: Koffie → 1586 Koffie, thee"."""
    said = [f"{subject(rule)} → {outcome(language, rule, exclusions)}" for rule in version.rules[:SHOWN]]
    if len(version.rules) > SHOWN:
        rest = len(version.rules) - SHOWN
        said.append(plural(language, "and {number} other", "and {number} others", rest))
    origin = f" ({version.name})" if version.name else ""
    return f"{moment(language, version.at)}, {version.by}{origin}: {'; '.join(said)}"


def undo_words(language: str, version: MappingVersion) -> str:
    """The words of the button that undoes what of a version still holds."""
    if len(version.holding) == 1:
        return text(language, "Undo: {what}", what=subject(version.holding[0]))
    return plural(language, "Undo {number} decision", "Undo {number} decisions", len(version.holding))


def moment(language: str, at: datetime) -> str:
    """Day and time of a decision."""
    return f"{day(language, at, short=True)} {at:%H:%M}"
