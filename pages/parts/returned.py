"""A workbook that was downloaded, filled in and comes back: its mistakes by cell, or what it would change before it does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Protocol, TypeVar

import streamlit as st

from kpi.language import count, plural, text
from kpi.model import Message, Refusal
from pages.parts import app
from pages.parts.text import t

LARGEST_MB = 20
TYPES = ["xlsx", "xls", "ods"]
SHOWN = 50


class Reading(Protocol):
    """What a workbook that came back would change; with problems nothing of it is kept."""

    @property
    def changes(self) -> Sequence[object]: ...
    @property
    def problems(self) -> Sequence[Message]: ...
    @property
    def apart(self) -> int: ...


Read = TypeVar("Read", bound=Reading)


def place(
    label: str, key: str, read: Callable[[str, bytes], Read], same: str, offer: Callable[[Read, str, bytes], None]
) -> None:
    """The place for the workbook. `same` is said where it changes nothing; `offer` draws what it would change, with the button that keeps it."""
    given = st.file_uploader(
        label, type=TYPES, max_upload_size=LARGEST_MB, key=f"{key}_{st.session_state.get(_turn(key), 0)}"
    )
    if not given:
        return
    language = app.language()
    try:
        found = read(given.name, given.getvalue())
    except Refusal as refused:
        st.error(refused.message.in_language(language), title=t("File not read"))
        return
    if found.problems:
        words = plural(
            language,
            "{number} cell must be corrected first; nothing was changed.",
            "{number} cells must be corrected first; nothing was changed.",
            len(found.problems),
        )
        st.error(words, title=t("Nothing was changed"))
        app.show(problem_list(language, found.problems, found.apart), f"{key}_problems")
    elif not found.changes:
        st.info(same, title=t("Nothing to change"))
    else:
        offer(found, given.name, given.getvalue())


def done(key: str) -> None:
    """Empties the place, so that the next workbook can come."""
    st.session_state[_turn(key)] = st.session_state.get(_turn(key), 0) + 1


def _turn(key: str) -> str:
    return f"{key}_turn"


def problem_list(language: str, problems: Sequence[Message], apart: int) -> str:
    """Every cell that must be corrected, with what was found and expected; and what explains many of them at once."""
    rows = "".join(f"<li>{escape(one.in_language(language))}</li>" for one in problems[:SHOWN])
    shown = f"<ul>{rows}</ul>"
    if len(problems) > SHOWN:
        more = text(language, "And {number} more.", number=count(language, len(problems) - SHOWN))
        shown += f"<p>{escape(more)}</p>"
    if apart > 1:
        why = text(
            language, "Probably one column was sorted by itself. Sort all columns together, or download the file again."
        )
        shown = f"<p><b>{escape(why)}</b></p>{shown}"
    return shown
