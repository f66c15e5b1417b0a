"""Saying by hand what a column of the file is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from kpi import service
from kpi.model import Reading, TableReading
from pages.buyer.steps import draft
from pages.parts.fields import field_word
from pages.parts.text import language, t

COLUMN = "column:"
NOT_USED = "none"
CANNOT_BE = "column_cannot_be"


def draw(work: draft.Work, tables: Sequence[TableReading]) -> None:
    """A button that opens two choices: which column, and what it is."""
    names = _columns(tables)
    now = {keys[column.index]: name for table, keys in names for name, column in table.columns.items()}
    headers = {key: key.removeprefix(COLUMN) for _, keys in names for key in keys if key != COLUMN}
    with st.popover(t("Change a column"), icon=":material/edit:"):
        column = st.selectbox(t("Your column"), list(headers), format_func=headers.__getitem__, key="move_column")
        options = [NOT_USED, *service.assignable_fields()]
        becomes = st.selectbox(
            t("Becomes"),
            options,
            index=options.index(now[column]) if now.get(column) in options else 0,
            format_func=lambda name: t("(not used)") if name == NOT_USED else field_word(language(), name),
            key=f"move_to_{column}",
        )
        if st.button(t("Change"), type="primary", key="move"):
            draft.keep(work, answers=service.joined_answers(work.answers, {column: becomes}))
            st.rerun()


def _columns(tables: Sequence[TableReading]) -> list[tuple[TableReading, tuple[str, ...]]]:
    return [(table, service.column_keys(table.header)) for table in tables]


def refused(found: Reading) -> bool:
    """Whether the file is not read because a column cannot be what was said."""
    return bool(found.findings) and found.findings[0].rule == CANNOT_BE


def undo(work: draft.Work) -> None:
    """A button that takes the last change back."""
    if st.button(t("Undo this change"), type="primary"):
        moves = [key for key in work.answers if key.startswith(COLUMN)]
        draft.keep(work, answers={key: value for key, value in work.answers.items() if key not in moves[-1:]})
        st.rerun()
