"""Times each query that the sessions of a store run, by what it is over: the sums, or the lines behind them."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

from kpi.store.database import Session

LINES = re.compile(r"\b(lines|line_facts|line_evidence|facts|intervals)\b")
"""A query that speaks of none of these stands over the sums and registers."""


class Queries:
    """The milliseconds and text of each query since the last `clear`."""

    def __init__(self) -> None:
        self.taken: list[tuple[float, str]] = []
        for name in ("execute", "rows", "value", "table"):
            setattr(Session, name, self._timed(getattr(Session, name)))

    def _timed(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def timed(session: Session, sql: str, *rest: Any) -> Any:
            start = time.perf_counter()
            found = act(session, sql, *rest)
            self.taken.append((1000 * (time.perf_counter() - start), sql))
            return found

        return timed

    def clear(self) -> None:
        self.taken.clear()

    def slowest(self, over_lines: bool) -> tuple[float, str]:
        """The slowest query over the lines, or over the sums; no milliseconds where there was none."""
        chosen = [one for one in self.taken if bool(LINES.search(one[1])) == over_lines]
        return max(chosen, default=(0.0, ""))
