"""The example, built beside the pages: who reloads or leaves the page does not break it off."""

from __future__ import annotations

import logging
import threading

from kpi.example.build import build
from kpi.model import Message
from kpi.service.monitor import Monitor

_LOG = logging.getLogger("ambitiemonitor")


class Beside:
    """One building of the example: how far it is, and whether it stopped with a fault."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 1
        self.words: Message | None = None
        self.stopped = False
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    @property
    def running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def start(self, monitor: Monitor) -> None:
        """Begins, unless it began already."""
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._build, args=(monitor,), daemon=True, name="example")
                self._thread.start()

    def _build(self, monitor: Monitor) -> None:
        try:
            build(monitor, self._heard)
        except Exception as fault:
            self.stopped = True
            _LOG.error("building the example stopped: %s", type(fault).__name__)

    def _heard(self, done: int, total: int, words: Message) -> None:
        self.done, self.total, self.words = done, total, words
