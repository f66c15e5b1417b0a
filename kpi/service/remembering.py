"""What a body decided once about a layout, given again for the next file of that layout and of one that drifted from it.

Kept per body and layout: headers, what each column was taken for, the kind of its values, the answers, by whom and when. No data of rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kpi import access
from kpi.intake.drift import (
    ABOUT_ROWS,
    LEAST_ALIKE,
    alike,
    answer_in_words,
    drift_of,
    findings_on,
    in_words,
    still_hold,
)
from kpi.intake.layout import Layout, layout_of
from kpi.language import message
from kpi.model import Message, Reading, Refusal, Remembered, Viewer
from kpi.service.monitor import Monitor
from kpi.store import layouts
from kpi.store.database import Session


@dataclass(frozen=True)
class Recalled:
    """An earlier layout of this body that a file has, or that it drifted from, and the answers that still hold."""

    key: str
    exact: bool
    answers: Mapping[str, str]
    layout: Layout | None  # None: kept before layouts were described
    chosen_by: str
    chosen_at: datetime | None


def layout_key(reading: Reading) -> str:
    """A key for the layout of a file: the same headers give the same key, whatever the case or the sheet's name."""
    return headers_key([table.header for table in reading.tables])


def headers_key(tables: Iterable[Sequence[str]]) -> str:
    """As `layout_key`, from the headers of the tables."""
    headers = sorted({"\x1f".join(text.strip().casefold() for text in header) for header in tables})
    return hashlib.sha256("\x1e".join(headers).encode()).hexdigest()[:32]


def recall(session: Session, body: str, reading: Reading) -> Recalled | None:
    """The layout of this body that is the file's own, or else the nearest of which it has most columns."""
    if not reading.tables:
        return None
    kept = {row["layout"]: row for row in layouts.all_of(session, body)}
    now, key = layout_of(reading), layout_key(reading)
    if key in kept:
        return _recalled(kept[key], now, exact=True)
    described = [(alike(known, now), row) for row in kept.values() if (known := _layout(row))]
    near = [(part, row["last_used"] or "", row) for part, row in described if part >= LEAST_ALIKE]
    return _recalled(max(near, key=lambda one: one[:2])[2], now, exact=False) if near else None


def described_layout(session: Session, body: str, key: str) -> Layout | None:
    """The layout that is kept under a key; None where there is none, or it was kept before layouts were described."""
    return next((_layout(row) for row in layouts.all_of(session, body) if row["layout"] == key), None)


def _layout(row: Mapping[str, Any]) -> Layout | None:
    return Layout.from_json(row["columns"]) if row["columns"] else None


def _recalled(row: Mapping[str, Any], now: Layout, exact: bool) -> Recalled:
    before = _layout(row)
    answers = still_hold(row["answers"], before, now) if before else row["answers"]
    chosen_at = datetime.fromisoformat(row["chosen_at"]) if row["chosen_at"] else None
    return Recalled(row["layout"], exact, answers, before, row["chosen_by"] or "", chosen_at)


def told(reading: Reading, recalled: Recalled, given: Mapping[str, str]) -> Reading:
    """The reading with what was remembered, and findings that say so. `given` are answers of now, which go before."""
    used = {key: value for key, value in recalled.answers.items() if key not in given}
    changes: tuple[Message, ...] = ()
    if recalled.layout is not None:
        changes = in_words(drift_of(recalled.layout, layout_of(reading)))
    words = tuple(answer_in_words(key, value) for key, value in used.items())
    if recalled.chosen_at is None or not (words or changes):
        return reading
    remembered = Remembered(recalled.key, used, words, recalled.chosen_by, recalled.chosen_at, changes)
    return replace(reading, findings=(*reading.findings, *findings_on(remembered)), remembered=remembered)


def remember(
    session: Session, viewer: Viewer, monitor: Monitor, body: str, reading: Reading, answers: Mapping[str, str]
) -> None:
    """Keeps the layout of a file that was submitted, with the answers that are about it and not about its rows."""
    kept = {key: value for key, value in answers.items() if key.partition(":")[0] not in ABOUT_ROWS}
    key, now = layout_key(reading), monitor.now().isoformat()
    before = next((row for row in layouts.all_of(session, body) if row["layout"] == key), None)
    same = before is not None and before["answers"] == kept and before["chosen_at"]
    layouts.keep(
        session,
        body,
        key,
        kept,
        {
            "columns": layout_of(reading).to_json(),
            "chosen_by": before["chosen_by"] if before and same else viewer.name,
            "chosen_at": before["chosen_at"] if before and same else now,
            "last_used": now,
        },
    )


def forget_layout(viewer: Viewer, monitor: Monitor, body: str, layout: str) -> None:
    """Forgets what was answered for a layout, so that its questions are asked again. Submissions keep their answers."""
    access.require(viewer, "upload", monitor.body(body))
    with monitor.store.transaction() as session:
        if not any(row["layout"] == layout for row in layouts.all_of(session, body)):
            raise Refusal("unknown_layout", message("Nothing is remembered of this layout. Go on with the questions."))
        layouts.forget(session, body, layout)
        monitor.log(session, viewer, body, "forget_layout", layout)
    monitor.readings.forget(body=body)
