"""Indicators that bodies made for themselves: every version of each, as its file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from kpi.store.database import Session


def save(
    session: Session, body: str, indicator: str, version: int, document: str, reason: str, by: str, at: datetime
) -> None:
    """Keeps a version; better words take the place of those of the same version. What was ended is in use again."""
    key = [body, indicator, version]
    session.execute("DELETE FROM own_indicators WHERE body = ? AND id = ? AND version = ?", key)
    session.execute("INSERT INTO own_indicators VALUES (?, ?, ?, ?, ?, ?, ?)", [*key, document, reason, by, at])
    session.execute("DELETE FROM ended_own_indicators WHERE body = ? AND id = ?", [body, indicator])


def end(session: Session, body: str, indicator: str, reason: str, by: str, at: datetime) -> None:
    """From now on it is measured no longer; its versions stay."""
    session.execute(
        "INSERT OR REPLACE INTO ended_own_indicators VALUES (?, ?, ?, ?, ?)", [body, indicator, reason, by, at]
    )


def ended(session: Session, body: str) -> dict[str, dict[str, Any]]:
    """By the id of an own indicator that is measured no longer: reason, ended_by, ended_at."""
    found = session.rows("SELECT * EXCLUDE (body) FROM ended_own_indicators WHERE body = ?", [body])
    return {row.pop("id"): row for row in found}


def forget_later(session: Session, body: str, indicator: str, version: int) -> None:
    """Takes the versions after this one away; for a trial, to see what figures it gives."""
    session.execute("DELETE FROM own_indicators WHERE body = ? AND id = ? AND version > ?", [body, indicator, version])


def versions(session: Session, body: str) -> list[dict[str, Any]]:
    """All versions of a body's own indicators, oldest first: id, version, document, reason, saved_by, saved_at."""
    return session.rows("SELECT * EXCLUDE (body) FROM own_indicators WHERE body = ? ORDER BY id, version", [body])


def current(session: Session) -> dict[str, list[str]]:
    """By body the files of the latest version of each of its own indicators that were not ended."""
    found: dict[str, list[str]] = {}
    for row in session.rows(
        """
        SELECT body, id, arg_max(document, version) AS document
        FROM own_indicators ANTI JOIN ended_own_indicators USING (body, id)
        GROUP BY body, id ORDER BY body, id
        """
    ):
        found.setdefault(row["body"], []).append(row["document"])
    return found
