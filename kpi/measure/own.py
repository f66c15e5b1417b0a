"""An indicator that a body makes for itself: the same file and the same checks as the ones that come with the program.

What such a body need not say is filled in, so that nothing about it is unsaid. Its name says whose it is, wherever it is shown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from kpi.language import message
from kpi.measure.definitions import KINDS, MESSAGES, PILLARS, indicator_of, load_themes, read_definition, refusal
from kpi.model import Body, Indicator

PREFIX = "own_"
"""Before the id of every own indicator, so that it is never taken for one that comes with the program, now or later."""

OWN_MEASURES = ("euro", "contracts", "suppliers")
"""What an own indicator may count: a share of spend, or of the contracts or suppliers that it was spent on."""

_ID = re.compile(rf"{PREFIX}[a-z0-9_]{{1,60}}")


def completed(entry: Mapping[str, Any], body: Body, version: int, today: date) -> dict[str, Any]:
    """The definition with what its body may leave out; a text in one language stands for both."""
    whole = {
        **_left_out(entry, body, today),
        **{key: {"nl": value, "en": value} if _is_one_text(key, value) else value for key, value in entry.items()},
    }
    return {"version": version, **whole}


def _is_one_text(key: str, value: Any) -> bool:
    return key in (*MESSAGES, "unverified") and isinstance(value, str) and bool(value.strip())


def _left_out(entry: Mapping[str, Any], body: Body, today: date) -> dict[str, Any]:
    themes = entry.get("themes")
    first = load_themes().get(themes[0]) if isinstance(themes, list) and themes and isinstance(themes[0], str) else None
    said = {
        "question": message("Which part of what is in scope qualifies?"),
        "why": message("Chosen by {body}.", body=body.name),
        "exclusions": message("Nothing else."),
        "assumptions": message("Nothing else."),
        "counts": message("What is in scope and is shown to qualify."),
        "counts_not": message("What is in scope and is known not to qualify."),
    }
    return {
        "measure": "euro",
        "unit": "share",
        "direction": "more",
        "threshold": 60,
        "level": "realisatie",
        "accepts": list(KINDS),
        "source": f"{body.name}.",
        "owner": body.name,
        "source_date": today,
        "since": today,
        "next_review": today + timedelta(days=365),
        "example": [],
        "pillar": first.pillar if first else PILLARS[0],
        **{key: {"nl": text.nl, "en": text.en} for key, text in said.items()},
    }


def own_indicator(file: str, entry: Mapping[str, Any]) -> Indicator:
    """The indicator of a completed definition. Raises Refusal as `load_indicator`, and where it is not one that a body can make."""
    identity = entry.get("id")
    if not isinstance(identity, str) or not _ID.fullmatch(identity):
        expected = message('"{prefix}" and then small letters, digits and underscores', prefix=PREFIX)
        raise refusal(file, "id", repr(identity), expected)
    if entry.get("measure") not in OWN_MEASURES:
        expected = message("euro, contracts or suppliers: an own indicator is a share of one of these")
        raise refusal(file, "measure", repr(entry.get("measure")), expected)
    if "variant" in entry:
        raise refusal(file, "variant", "variant", message("no variants: an own indicator stands on its own"))
    made = indicator_of(file, entry)
    return replace(made, own=True, name=message("{name} (own indicator)", name=made.name))


@lru_cache(maxsize=256)
def load_own(document: str) -> Indicator:
    """The indicator of a definition that was kept by `as_toml`."""
    return own_indicator("", read_definition("", document.encode()))


def as_toml(entry: Mapping[str, Any]) -> str:
    """A definition as its file; what is read from it again is the same."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in entry.items())


def _value(value: Any) -> str:
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{json.dumps(key)} = {_value(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_value, value)) + "]"
    return value.isoformat() if isinstance(value, date) else str(value)
