"""How far reading a file is: its steps, told to whoever listens in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

ALL = CELLS, TABLES, COLUMNS, LINES = range(4)
"""What is being done: the cells of the file are read, its tables are looked for, its columns are understood, its lines are checked."""

Heard = Callable[[int], None]

_HEARD: ContextVar[Heard | None] = ContextVar("heard", default=None)


def begin(step: int) -> None:
    """Says which step begins; nobody may be listening."""
    heard = _HEARD.get()
    if heard:
        heard(step)


@contextmanager
def listening(heard: Heard) -> Iterator[None]:
    """Meanwhile `heard` is told each step that begins."""
    token = _HEARD.set(heard)
    try:
        yield
    finally:
        _HEARD.reset(token)
