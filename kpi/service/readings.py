"""The readings of drafts that run or were done, a few of them, in the memory of the process that holds the store."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.intake import Stopper
from kpi.model import Reading

MOST_KEPT = 6
MOST_BYTES = 600_000_000
"""Of the tables of all readings together."""


@dataclass
class Job:
    """One reading, in a thread of its own."""

    draft: str
    body: str
    name: str
    answers: dict[str, str]
    bytes: int = 0  # of the file, once it was opened
    started: float = field(default_factory=time.monotonic)
    stopper: Stopper = field(default_factory=Stopper)
    finished: threading.Event = field(default_factory=threading.Event)
    result: tuple[Reading, dict[str, str]] | None = None  # with the answers that it rests on
    fault: BaseException | None = None

    def seconds(self) -> int:
        """How long it takes so far."""
        return int(time.monotonic() - self.started)

    def weight(self) -> int:
        """Bytes of its tables."""
        tables = self.result[0].tables if self.result else ()
        return sum(table.record.nbytes + table.lines.nbytes for table in tables)


class Readings:
    """Jobs by draft, the one asked for last at the end. One draft has one job: that with its latest answers."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._jobs: OrderedDict[str, Job] = OrderedDict()

    def job(self, draft: str, body: str, name: str, answers: Mapping[str, str]) -> tuple[Job, bool]:
        """The job of a draft with these answers, and whether it is new and must be started."""
        with self._lock:
            known = self._jobs.get(draft)
            if known and (known.name, list(known.answers.items())) == (name, list(answers.items())):
                self._jobs.move_to_end(draft)
                return known, False
            if known:
                known.stopper.stop()
            made = self._jobs[draft] = Job(draft, body, name, dict(answers))
            self._jobs.move_to_end(draft)
            return made, True

    def finish(self, job: Job) -> None:
        """Keeps what a job came to, also that it was stopped, and lets go of what was asked for longest ago."""
        with self._lock:
            done = [one for one in self._jobs.values() if one is job or one.finished.is_set()]
            while len(done) > MOST_KEPT or (len(done) > 1 and sum(one.weight() for one in done) > MOST_BYTES):
                self._jobs.pop(done.pop(0).draft, None)
            job.finished.set()

    def done(self, draft: str, name: str, answers: Mapping[str, str]) -> tuple[Reading, dict[str, str]] | None:
        """The reading of a draft with exactly these answers, where it was done."""
        with self._lock:
            known = self._jobs.get(draft)
            same = known and known.name == name and known.answers == dict(answers)
            return known.result if known and same else None

    def stop(self, draft: str) -> None:
        """Stops the reading of a draft, where it runs."""
        with self._lock:
            known = self._jobs.get(draft)
            if known and not known.finished.is_set():
                known.stopper.stop()

    def forget(self, draft: str | None = None, body: str | None = None) -> None:
        """Forgets the readings of a draft, or all of a body: what was remembered of its layouts has changed."""
        with self._lock:
            for name in [name for name, job in self._jobs.items() if name == draft or job.body == body]:
                self._jobs.pop(name).stopper.stop()
