"""Texts that are too long for the code: the glossary and the pages about the data and about accessibility. From data/texts."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kpi.model import Message

TEXTS_FOLDER = Path(__file__).parents[1] / "data" / "texts"


@dataclass(frozen=True)
class Term:
    """A word of the screens, what it means, and where that meaning is settled."""

    name: Message
    meaning: Message
    source: str


@dataclass(frozen=True)
class Source:
    """Something that the monitor takes from elsewhere: the files of data/reference, what they hold, where from, the licence."""

    files: tuple[str, ...]
    what: Message
    origin: str
    licence: str


@cache
def glossary() -> tuple[Term, ...]:
    """The words of the screens, in the order in which a reader meets them."""
    found = _table("glossary")["term"]
    return tuple(Term(Message(**term["name"]), Message(**term["meaning"]), term["source"]) for term in found)


@cache
def sources() -> tuple[Source, ...]:
    """What the monitor takes from elsewhere."""
    found = _table("sources")["source"]
    return tuple(Source(tuple(one["files"]), Message(**one["what"]), one["from"], one["licence"]) for one in found)


@cache
def prose(name: str) -> Message:
    """A page of text as Markdown, in both languages: "about_data" or "accessibility"."""
    return Message(
        **{language: (TEXTS_FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8") for language in ("nl", "en")}
    )


def _table(name: str) -> dict[str, Any]:
    with (TEXTS_FOLDER / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)
