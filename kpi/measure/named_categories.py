"""Which categories a definition is about, to say what classifying a text would decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def named_categories(condition: Mapping[str, Any]) -> frozenset[str]:
    """The CPV prefixes by which a condition lets lines in. Empty where it names none: then it is about all spend."""
    if condition.get("field") == "cpv":
        return frozenset(condition.get("starts_with", ()))
    return frozenset(
        prefix for node in ("any", "all") for part in condition.get(node, ()) for prefix in named_categories(part)
    )
