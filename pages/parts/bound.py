"""Choices that stand in the address of a page, so that a link gives the same view again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def chosen(parameter: str, options: Sequence[Any], default: Any) -> Any:
    """The option that the address names; an unknown one is the default."""
    asked = st.query_params.get(parameter)
    return next((option for option in options if str(option) == asked), default)


def select(
    parameter: str, label: str, options: Sequence[Any], now: Any, written: Callable[[Any], str], **looks: Any
) -> None:
    """A drop-down whose choice goes into the address. `now` is what stands in it."""
    key = f"bound_{parameter}"
    st.session_state[key] = now
    st.selectbox(label, options, key=key, format_func=written, on_change=_keep, args=(parameter, key), **looks)


def radio(parameter: str, label: str, options: Sequence[Any], now: Any, written: Callable[[Any], str]) -> None:
    """As `select`, for two to four options."""
    key = f"bound_{parameter}"
    st.session_state[key] = now
    st.radio(label, options, key=key, format_func=written, horizontal=True, on_change=_keep, args=(parameter, key))


def _keep(parameter: str, key: str) -> None:
    st.query_params[parameter] = str(st.session_state[key])
