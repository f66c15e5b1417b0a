"""What a body can decide about its own words, in words: on the screen, in the history and in a worksheet the same."""

from __future__ import annotations

from kpi.language import message
from kpi.model import KEPT_IN, MappingRule, Message
from kpi.service.definitions import category_name
from kpi.service.registering import exclusion_names


def outcome(rule: MappingRule) -> Message:
    """A category, a reason, that it stays open, or that an earlier decision was taken back."""
    if rule.cpv:
        name = category_name(rule.cpv)
        return Message(nl=f"{rule.cpv} {name.nl}", en=f"{rule.cpv} {name.en}")
    if rule.exclusion == KEPT_IN:
        return message("Procurement after all")
    if rule.exclusion:
        return message("No procurement: {reason}", reason=exclusion_names()[rule.exclusion])
    return left_open_names()[rule.left_open] if rule.left_open else message("Taken back")


def left_open_names() -> dict[str, Message]:
    """Why a text stays open (model.LEFT_OPEN)."""
    return {
        "mixed": message("Mixed: classify by supplier"),
        "cannot_tell": message("Cannot tell from this text"),
        "later": message("Leave open"),
    }
