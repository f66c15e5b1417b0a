"""Files of many lines that are made or were made, a few of them, in the memory of the process that holds the store."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from kpi.language import message
from kpi.model import Refusal

MOST_KEPT = 4


@dataclass
class Export:
    """One file, in a thread of its own: `done` of `total` lines are written, `made` is the file once all of them are. `data_version` is
    that of the store when it was asked for.
    """

    total: int
    data_version: int
    done: int = 0
    made: bytes | None = None
    fault: BaseException | None = None
    started: float = field(default_factory=time.monotonic)
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> int:
        """How long it takes so far."""
        return int(time.monotonic() - self.started)

    def written(self, done: int) -> None:
        """Keeps how far it is. Raises Refusal where it was stopped."""
        if self.stopping.is_set():
            raise Refusal("stopped", message("Making the file was stopped by hand."))
        self.done = done


class Exports:
    """Exports by what was asked, the one asked for last at the end."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Export] = OrderedDict()
        self._threads: list[threading.Thread] = []

    def start(self, asked: Hashable, export: Export, make: Callable[[], bytes]) -> None:
        """Begins to make it, unless the same is there already; stops and lets go of what was asked for longest ago."""
        with self._lock:
            if asked in self._kept:
                return
            self._kept[asked] = export
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)[1].stopping.set()
            thread = threading.Thread(target=_make, args=(export, make), daemon=True, name="export")
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()

    def get(self, asked: Hashable) -> Export | None:
        with self._lock:
            return self._kept.get(asked)

    def remove(self, asked: Hashable) -> None:
        """Stops it where it is being made, and lets go of it."""
        with self._lock:
            found = self._kept.pop(asked, None)
        if found is not None:
            found.stopping.set()

    def close(self) -> None:
        """Stops all of them, and waits until they have let go of the store."""
        with self._lock:
            for one in self._kept.values():
                one.stopping.set()
            threads = self._threads
        for thread in threads:
            thread.join()


def _make(export: Export, make: Callable[[], bytes]) -> None:
    try:
        export.made = make()
    except BaseException as fault:
        export.fault = fault
