"""Texts in both languages, refusals, who looks, and how small the whole parts are in which is counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

FULL = 10_000
"""Basis points in a whole."""

CENT_BASIS_POINTS_PER_EURO = 100 * FULL

QUANTITY_PARTS = 10**8
"""Whole parts in one unit of a quantity (one kWh, one FTE): registered to six decimals, and cents times a factor to eight."""


@dataclass(frozen=True)
class Message:
    """One text for a reader, complete, in both languages."""

    nl: str
    en: str

    def in_language(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


class Refusal(Exception):
    """Something that a person asked for is not done. Says what was found, where, what was expected, what to do next.

    `code` is a stable word for programs; nothing was stored when this is raised.
    """

    def __init__(self, code: str, message: Message):
        super().__init__(message.en)
        self.code = code
        self.message = message


class Role(StrEnum):
    ADMINISTRATOR = "administrator"  # minister, alderman, deputy
    BUYER = "buyer"
    CONTROLLER = "controller"
    MINISTRY = "ministry"
    PUBLIC = "public"


@dataclass(frozen=True)
class Viewer:
    """Who asks. `body` is the body that this person belongs to; a ministry or the public has none. `heir_of` are the bodies that
    went on in it: what these left may be seen, not changed.
    """

    name: str
    role: Role
    body: str | None = None
    heir_of: frozenset[str] = frozenset()
