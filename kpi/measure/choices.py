"""Conditions that can be made by choosing: a list of plain conditions, together or one of them, less what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Leaf = Mapping[str, Any]
"""A condition on one field or one property, as it stands in a definition."""


@dataclass(frozen=True)
class Choices:
    """`leaves` hold all together, or else one of them suffices; no line for which one of `left_out` holds counts."""

    leaves: tuple[Leaf, ...] = ()
    left_out: tuple[Leaf, ...] = ()
    together: bool = True


def condition_of(chosen: Choices) -> dict[str, Any]:
    """The condition of a definition; without choices it holds for everything."""
    leaves = [dict(leaf) for leaf in chosen.leaves]
    outside: list[dict[str, Any]] = [{"not": dict(leaf)} for leaf in chosen.left_out]
    if chosen.together or len(leaves) < 2:
        parts = leaves + outside
    elif not outside:
        return {"any": leaves}
    else:
        parts = [{"any": leaves}, *outside]
    return parts[0] if len(parts) == 1 else {"all": parts}


def choices_of(tree: Mapping[str, Any]) -> Choices | None:
    """The choices that make this condition; None where choosing cannot make it."""
    parts = list(tree["all"]) if "all" in tree else [tree]
    left_out = tuple(part["not"] for part in parts if "not" in part)
    rest = [part for part in parts if "not" not in part]
    together = not (len(rest) == 1 and "any" in rest[0])
    leaves = tuple(rest if together else rest[0]["any"])
    if not all(map(_is_leaf, (*leaves, *left_out))):
        return None
    names = [_name(leaf) for leaf in leaves], [_name(leaf) for leaf in left_out]
    if any(len(set(found)) < len(found) for found in names):
        return None
    return Choices(leaves, left_out, together)


def _is_leaf(tree: Mapping[str, Any]) -> bool:
    return "field" in tree or "property" in tree


def _name(leaf: Leaf) -> tuple[str, str]:
    return ("field", leaf["field"]) if "field" in leaf else ("property", leaf["property"])
