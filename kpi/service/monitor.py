"""The monitor: one opened store with the definitions that it measures by."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from kpi import measure
from kpi.language import message
from kpi.model import COUNTED, Body, Indicator, Message, Refusal, Theme, Viewer
from kpi.service.readings import Readings
from kpi.store import registers
from kpi.store.database import Session, Store
from kpi.store.measuring import Expressions


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0, tzinfo=None)


@dataclass(frozen=True)
class Loaded:
    """What was taken from a file that a person gave."""

    message: Message
    rows: int


@dataclass
class Monitor:
    """`expressions` gives for each indicator and version its sums by cell and its supplier amounts; building them costs
    more than running them. `isolated` says whether files are read in a process of their own, as anything from outside
    must be; `measuring` and `publishing` whether each change is measured, and published for other processes, at once.
    """

    store: Store
    indicators: Mapping[str, Indicator]
    themes: Mapping[str, Theme]
    expressions: Mapping[tuple[str, int], Expressions]
    isolated: bool = True
    measuring: bool = True
    publishing: bool = True
    now: Callable[[], datetime] = _now
    readings: Readings = field(default_factory=Readings)

    def close(self) -> None:
        self.store.close()

    def log(
        self, session: Session, viewer: Viewer, body: str | None, action: str, subject: str, detail: str = ""
    ) -> None:
        registers.log(session, self.now(), viewer.name, viewer.role.value, body, action, subject, detail)

    def body(self, identity: str) -> Body:
        """The body with that id. Raises Refusal("unknown_body")."""
        with self.store.reading() as session:
            for body in registers.bodies(session):
                if body.id == identity:
                    return body
        raise Refusal(
            "unknown_body",
            message(
                'There is no organisation "{body}". Expected: the id of one that was added before. Add it first.',
                body=identity,
            ),
        )

    def indicator(self, identity: str) -> Indicator:
        """The current version of an indicator. Raises Refusal("unknown_indicator")."""
        if identity not in self.indicators:
            raise Refusal(
                "unknown_indicator",
                message(
                    'There is no indicator "{indicator}". Expected one of: {known}.',
                    indicator=identity,
                    known=", ".join(sorted(self.indicators)),
                ),
            )
        return self.indicators[identity]


@cache
def shipped_definitions() -> tuple[Mapping[str, Indicator], Mapping[str, Theme], Mapping[tuple[str, int], Expressions]]:
    """The definitions that come with the program; they do not change while it runs."""
    indicators = measure.load_indicators()
    return indicators, measure.load_themes(), expressions_of(indicators)


def expressions_of(indicators: Mapping[str, Indicator]) -> dict[tuple[str, int], Expressions]:
    """What is asked of the lines for each indicator that rests on lines."""
    return {(one.id, one.version): _expressions(one) for one in indicators.values() if one.quantity is None}


def _expressions(indicator: Indicator) -> Expressions:
    suppliers = measure.supplier_amounts(indicator)
    if indicator.measure in COUNTED:
        return Expressions("keys", measure.keys(indicator), suppliers)
    if indicator.measure == "factor":
        return Expressions("amounts", measure.factor_sums(indicator), suppliers)
    return Expressions("sums", measure.sums_by_cell(indicator), suppliers)


def safe_name(text: str) -> str:
    """Text as a part of a file name or an id: lower case, letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") or "x"
