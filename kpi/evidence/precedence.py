"""Which evidence wins for each line and indicator (semantics.md section 3).

*Proof* has a reference, is of the indicator's level or a higher one, of a kind the indicator accepts, and valid on the
line's date. Of all proofs the most specific win and replace the others: the line as checked in an audit sample, line, contract, supplier, category. Where several
speak about the same thing equally specifically, what all of them allow holds; where nothing is left they contradict each
other and the line counts as claimed, for a person to decide. A *claim* says yes without being proof; it matters only where
there is no proof. Evidence for another period says nothing about the line; a no that is not proof says nothing either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kpi.model import FULL, LEVELS, SUBJECTS, Evidence, Indicator

NO_DATE = np.iinfo(np.int64).min


@dataclass(frozen=True)
class Sources:
    """All that speaks about some line, as columns: one place for each source."""

    kinds: Sequence[str]
    kind: np.ndarray  # of `kinds`
    subject: np.ndarray
    low: np.ndarray
    high: np.ndarray
    level: np.ndarray
    valid_from: np.ndarray
    valid_to: np.ndarray
    dated: np.ndarray
    referenced: np.ndarray

    @staticmethod
    def of(entries: Sequence[Evidence]) -> Sources:
        kinds = sorted({entry.kind for entry in entries})
        place = {kind: number for number, kind in enumerate(kinds)}
        return Sources(
            kinds=kinds,
            kind=np.array([place[entry.kind] for entry in entries], dtype=np.int64),
            subject=np.array([SUBJECTS.index(entry.subject) for entry in entries], dtype=np.int64),
            low=np.array([entry.low for entry in entries], dtype=np.int64),
            high=np.array([entry.high for entry in entries], dtype=np.int64),
            level=np.array([LEVELS.index(entry.level) for entry in entries], dtype=np.int64),
            valid_from=np.array([_days(entry.valid_from, -1) for entry in entries], dtype=np.int64),
            valid_to=np.array([_days(entry.valid_to, 1) for entry in entries], dtype=np.int64),
            dated=np.array([bool(entry.valid_from or entry.valid_to) for entry in entries], dtype=bool),
            referenced=np.array([bool(entry.reference) for entry in entries], dtype=bool),
        )


def _days(day: object, missing: int) -> int:
    """Days since 1970; far before or far after where there is no such bound."""
    return int(np.datetime64(day, "D").astype(np.int64)) if day else missing * 10**9  # type: ignore[call-overload]


@dataclass(frozen=True)
class Winners:
    """One row a line for which something is known: what holds, and the source that is named with it."""

    line: np.ndarray
    low: np.ndarray
    high: np.ndarray
    claimed: np.ndarray
    source: np.ndarray
    contradicted: np.ndarray  # lines whose equally specific proofs contradict each other


def winners(
    indicator: Indicator, line: np.ndarray, source: np.ndarray, day: np.ndarray, sources: Sources, doubtful: np.ndarray
) -> Winners:
    """The winning evidence of one property. `line` and `source` are pairs; `day` is the date of each line in days.

    `doubtful` marks the pairs of which it is not sure that the source is about the line: these are claims at most.
    """
    # What a person found on the very line is accepted whatever its kind, of the level that was checked and of no other.
    checked = sources.subject == SUBJECTS.index("sample")
    accepted = np.array([kind in indicator.accepts for kind in sources.kinds], dtype=bool)[sources.kind] | checked
    level = LEVELS.index(indicator.level)
    enough = np.where(checked, sources.level == level, sources.level >= level)
    when = day[line]
    undated = when == NO_DATE
    applies = (
        ~sources.dated[source] | undated | ((sources.valid_from[source] <= when) & (when <= sources.valid_to[source]))
    )
    proof = applies & ~doubtful & sources.referenced[source] & (accepted & enough)[source]
    proof &= ~(sources.dated[source] & undated)
    proven = _most_specific(line[proof], source[proof], sources)
    contradicted = proven.low > proven.high
    claim = applies & ~proof & (sources.low[source] > 0) & ~np.isin(line, proven.line)
    claimed = _most_specific(line[claim], source[claim], sources)
    only_claims = np.concatenate([contradicted, np.ones(len(claimed.line), dtype=bool)])
    lines = np.concatenate([proven.line, claimed.line])
    order = np.argsort(lines, kind="stable")
    return Winners(
        line=lines[order],
        low=np.where(only_claims, 0, np.concatenate([proven.low, claimed.low]))[order],
        high=np.where(only_claims, FULL, np.concatenate([proven.high, claimed.high]))[order],
        claimed=only_claims[order],
        source=np.concatenate([proven.source, claimed.source])[order],
        contradicted=proven.line[contradicted],
    )


@dataclass(frozen=True)
class _Best:
    """By line, in order: the bounds that its most specific sources all allow, and the first of these sources."""

    line: np.ndarray
    low: np.ndarray
    high: np.ndarray
    source: np.ndarray


def _most_specific(line: np.ndarray, source: np.ndarray, sources: Sources) -> _Best:
    if not len(line):
        nothing = np.empty(0, dtype=np.int64)
        return _Best(nothing, nothing, nothing, nothing)
    order = np.lexsort((source, sources.subject[source], line))
    line, source = line[order], source[order]
    subject = sources.subject[source]
    starts = _starts(line)
    best = np.repeat(subject[starts], np.diff(starts, append=len(line)))
    line, source = line[subject == best], source[subject == best]
    starts = _starts(line)
    return _Best(
        line=line[starts],
        low=np.maximum.reduceat(sources.low[source], starts),
        high=np.minimum.reduceat(sources.high[source], starts),
        source=source[starts],
    )


def _starts(line: np.ndarray) -> np.ndarray:
    """Where each line begins in a sorted column of lines."""
    return np.flatnonzero(np.concatenate([[True], line[1:] != line[:-1]]))
