"""Suggestions that a body borrowed from a mapping made elsewhere. They count for nothing until a person confirms them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kpi.store.database import Session


def keep(
    session: Session, body: str, origin: str, rows: Iterable[tuple[str, str | None, str | None]], by: str, at: datetime
) -> None:
    """Keeps (normalised text, cpv, exclusion) under an origin, in the place of all that was borrowed from there before."""
    forget(session, body, origin)
    for text, cpv, exclusion in rows:
        session.execute(
            "INSERT OR REPLACE INTO borrowed VALUES (?, ?, ?, ?, ?, ?, ?)", [body, text, cpv, exclusion, origin, by, at]
        )


def all_of(session: Session, body: str) -> list[dict[str, Any]]:
    """What a body borrowed: text, cpv, exclusion, origin, loaded_by, loaded_at."""
    return session.rows("SELECT * EXCLUDE (body) FROM borrowed WHERE body = ? ORDER BY origin, text", [body])


def forget(session: Session, body: str, origin: str) -> None:
    session.execute("DELETE FROM borrowed WHERE body = ? AND origin = ?", [body, origin])
