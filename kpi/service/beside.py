"""Long work that is done beside the page that waits for it, a few pieces of it, in the memory of the process that holds the store."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from kpi.language import message
from kpi.model import Refusal

MOST_KEPT = 6

Told = Callable[[int], None]
"""Hears how many steps are done. What it raises ends the work."""


def unheard(done: int) -> None:
    """For who does not want to hear how far it is."""


@dataclass
class Work:
    """One piece of work for a body, in a thread of its own: `done` of `total` steps are behind it, `made` is what came of it once it is
    `finished`. `data_version` is that of the store when it was asked for; `given` says that somebody has seen what came of it.
    """

    body: str
    total: int
    data_version: int
    given: bool = False
    done: int = 0
    made: Any = None
    fault: BaseException | None = None
    started: float = field(default_factory=time.monotonic)
    stopping: threading.Event = field(default_factory=threading.Event)
    finished: threading.Event = field(default_factory=threading.Event)

    @property
    def seconds(self) -> int:
        """How long it takes so far."""
        return int(time.monotonic() - self.started)

    def told(self, done: int) -> None:
        """Keeps how far it is. Raises Refusal where it was stopped."""
        if self.stopping.is_set():
            raise Refusal("stopped", message("The work was stopped by hand; nothing was stored."))
        self.done = done


class Beside:
    """Works by what was asked, the one asked for last at the end. One thing is done once at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[Hashable, Work] = OrderedDict()
        self._threads: list[threading.Thread] = []

    def start(self, asked: Hashable, work: Work, make: Callable[[], Any]) -> Work:
        """Begins to do it, and lets go of what was finished longest ago; gives what is there already where the same was asked."""
        with self._lock:
            if asked in self._kept:
                return self._kept[asked]
            done = [other for other, one in self._kept.items() if one.finished.is_set()]
            for other in done[: max(0, len(self._kept) + 1 - MOST_KEPT)]:
                del self._kept[other]
            self._kept[asked] = work
            thread = threading.Thread(target=_do, args=(work, make), daemon=True, name="beside")
            self._threads = [one for one in self._threads if one.is_alive()] + [thread]
            thread.start()
            return work

    def get(self, asked: Hashable) -> Work | None:
        """What was asked, finished or not; None where it was not asked, or was let go of. Raises, once, what went wrong with it."""
        with self._lock:
            found = self._kept.get(asked)
            if found is not None and found.fault is not None:
                del self._kept[asked]
        if found is not None and found.fault is not None:
            raise found.fault
        return found

    def remove(self, asked: Hashable) -> None:
        """Stops it where it is being done, and lets go of it."""
        with self._lock:
            found = self._kept.pop(asked, None)
        if found is not None:
            found.stopping.set()

    def close(self) -> None:
        """Stops all of it, and waits until it has let go of the store."""
        with self._lock:
            for one in self._kept.values():
                one.stopping.set()
            threads = self._threads
        for thread in threads:
            thread.join()


def _do(work: Work, make: Callable[[], Any]) -> None:
    try:
        work.made = make()
    except BaseException as fault:
        work.fault = fault
    finally:
        work.finished.set()
