"""What is asked many times over while a page is made, and stays the same: read once in a run of the script.

Streamlit's address and session are slow to ask, and a page with many links asks them hundreds of times.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

_KNOWN: ContextVar[dict[Hashable, Any] | None] = ContextVar("known", default=None)

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


@contextmanager
def in_this_run() -> Iterator[None]:
    """Within this, what is `once_a_run` is asked once. A choice is kept before the script runs, so what was chosen never changes meanwhile."""
    before = _KNOWN.set({})
    try:
        yield
    finally:
        _KNOWN.reset(before)


def once_a_run(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Gives the first answer again within `in_this_run`; elsewhere, such as when a choice is kept, it is asked each time."""

    @wraps(ask)
    def answer(*asked: Asked.args, **named: Asked.kwargs) -> Answer:
        known = _KNOWN.get()
        if known is None:
            return ask(*asked, **named)
        question = ask, asked, *named.items()
        if question not in known:
            known[question] = ask(*asked, **named)
        return known[question]

    return answer
