"""Texts in the language of this session. Builders that must stay pure take the language as an argument instead."""

from __future__ import annotations

from typing import Any

import streamlit as st

from kpi.language import LANGUAGES
from kpi.language import plural as plural_in
from kpi.language import text as text_in
from pages.parts.once import once_a_run

PARAMETER = "taal"


@once_a_run
def language() -> str:
    """The language of this session: the one in the address, else the one chosen before, else Dutch."""
    asked = st.query_params.get(PARAMETER)
    if asked in LANGUAGES:
        st.session_state["chosen_language"] = asked
    return st.session_state.get("chosen_language", LANGUAGES[0])


def t(english: str, **values: Any) -> str:
    """The text in the language of this session, its `{names}` filled in."""
    return text_in(language(), english, **values)


def plural(one: str, many: str, number: int, **values: Any) -> str:
    """As `t`, choosing the form by `number`, which fills `{number}`."""
    return plural_in(language(), one, many, number, **values)
