"""The monitor: one opened store with the definitions that it measures by."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from kpi import measure
from kpi.language import message
from kpi.model import Body, Indicator, Message, Refusal, Theme, Viewer
from kpi.service.answers import Answers
from kpi.service.beside import Beside
from kpi.service.catalogue import Catalogue
from kpi.service.layouts import Layouts
from kpi.service.readings import Readings
from kpi.store import own_indicators, registers
from kpi.store.database import Session, Store


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


@dataclass(frozen=True)
class Loaded:
    """What was taken from a file that a person gave. `told` is what a person should still look at."""

    message: Message
    rows: int
    body: str = ""
    told: tuple[Message, ...] = ()


@dataclass
class Monitor:
    """`isolated` says whether files are read in a process of their own, as anything from outside must be; `measuring` and
    `publishing` whether each change is measured, and published for other processes. With `beside` what a decision about words changes is measured
    when it is asked for (kpi.service.reclassifying); `timer` asks for it after a while; `settling_stopped` says that somebody stopped it. `renewing` is the thread that measures by
    later definitions, `renewing_stopped` stops that alone and `stopping` tells all of it to stop.
    """

    store: Store
    catalogue: Catalogue
    themes: Mapping[str, Theme]
    isolated: bool = True
    measuring: bool = True
    publishing: bool = True
    now: Callable[[], datetime] = _now
    readings: Readings = field(default_factory=Readings)
    work: Beside = field(default_factory=Beside)
    beside: bool = False
    settling: threading.Lock = field(default_factory=threading.Lock)
    settling_stopped: bool = False
    timer: threading.Timer | None = None
    renewing: threading.Thread | None = None
    renewing_stopped: threading.Event = field(default_factory=threading.Event)
    stopping: threading.Event = field(default_factory=threading.Event)
    answers: Answers = field(default_factory=Answers)
    layouts: Layouts = field(default_factory=Layouts)

    def close(self) -> None:
        if self.timer:
            self.timer.cancel()
        self.stopping.set()
        if self.renewing:
            self.renewing.join()
        self.work.close()
        with self.settling:  # the sums that are being made are finished first, and no others are begun
            self.layouts.close()
            self.store.close()

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The definitions that the figures follow now, by id."""
        with self.store.reading() as session:
            return self.indicators_at(session)

    def indicators_of(self, body: str) -> Mapping[str, Indicator]:
        """The same with those that a body made for itself."""
        with self.store.reading() as session:
            return self.indicators_at(session, body)

    def indicators_at(self, session: Session, body: str | None = None) -> Mapping[str, Indicator]:
        """The definitions that the figures of this session follow: the earlier ones until later ones are measured throughout.

        With the own indicators of a body, where one is named.
        """
        shipped = self.catalogue.named(registers.definitions(session) or self.catalogue.key)
        own = self.own_at(session).get(body) if body is not None else None
        return {**shipped, **own} if own else shipped

    def own_at(self, session: Session) -> dict[str, dict[str, Indicator]]:
        """The own indicators of each body that has any, by id."""
        return {
            body: {one.id: one for one in map(measure.load_own, documents)}
            for body, documents in own_indicators.current(session).items()
        }

    def log(
        self, session: Session, viewer: Viewer, body: str | None, action: str, subject: str, detail: str = ""
    ) -> None:
        registers.log(session, self.now(), viewer.name, viewer.role.value, body, action, subject, detail)

    def body(self, identity: str) -> Body:
        """The body with that id. Raises Refusal("unknown_body")."""
        with self.store.reading() as session:
            found = registers.body(session, identity)
        if found is not None:
            return found
        raise Refusal(
            "unknown_body",
            message(
                'There is no organisation "{body}". Expected: the id of one that was added before. Add it first.',
                body=identity,
            ),
        )

    def indicator(self, identity: str, body: str | None = None) -> Indicator:
        """The version of an indicator that the figures follow now, also of one of a body's own where it is named.

        Raises Refusal("unknown_indicator").
        """
        known = self.indicators if body is None else self.indicators_of(body)
        if identity not in known:
            raise Refusal(
                "unknown_indicator",
                message(
                    'There is no indicator "{indicator}". Expected one of: {known}.',
                    indicator=identity,
                    known=", ".join(sorted(known)),
                ),
            )
        return known[identity]


def safe_name(text: str) -> str:
    """Text as a part of a file name or an id: lower case, letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "x"
