"""The lines of a year as they count for one indicator, laid out once for the many questions that a page asks about them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from kpi.store.database import Session, Store, Workspace

MOST_KEPT = 3
"""One holds a year of a body, which may be a million lines."""


@dataclass
class _Layout:
    workspace: Workspace
    made: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)


class Layouts:
    """Those of one version of the data, the one asked for longest ago first. All of them go as soon as there is a later version."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._version = 0
        self._kept: OrderedDict[Hashable, _Layout] = OrderedDict()

    @contextmanager
    def session(self, store: Store, asked: Hashable, make: Callable[[Session], None]) -> Iterator[Session]:
        """A session with what `make` lays out in temporary tables for what is asked; one at a time has it. What is made in it goes again."""
        found = self._layout(store, asked)
        with found.lock:
            if not found.made:
                with found.workspace.making() as session:
                    make(session)
                found.made = True
            with found.workspace.reading() as session:
                yield session

    def _layout(self, store: Store, asked: Hashable) -> _Layout:
        with self._lock:
            version = store.data_version
            if version != self._version:
                self._version = version
                self._kept.clear()
            if asked not in self._kept:
                self._kept[asked] = _Layout(store.workspace())
                if len(self._kept) > MOST_KEPT:
                    self._kept.popitem(last=False)  # closes itself once nobody reads in it
            self._kept.move_to_end(asked)
            return self._kept[asked]

    def close(self) -> None:
        """Waits until nobody reads in them, and lets go of the store."""
        with self._lock:
            for one in self._kept.values():
                with one.lock:
                    one.workspace.close()
            self._kept.clear()
