"""A new version of definitions is prepared beside what serves, submission by submission, and takes its place at once."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from kpi.model import LINE_EVIDENCE_SCHEMA
from kpi.store.database import Session

PREPARED = ("sums", "counted", "amounts", "supplier_amounts", "at_level", "line_evidence")
"""What a changed definition changes."""

NEXT = "next_"
"""Before the name of a table: the one beside it, in which the new version is prepared."""

_SERVING = "FROM submissions WHERE state IN ('submitted', 'certified', 'reopened')"
_WAITING = f"{_SERVING} AND id NOT IN (SELECT submission FROM prepared)"


def begin(session: Session, target: str) -> None:
    """Starts preparing the definitions that `target` names, unless they are being prepared already."""
    if session.value("SELECT value FROM settings WHERE name = 'next_definitions'") != target:
        for table in PREPARED:
            session.execute(f"CREATE OR REPLACE TABLE {NEXT}{table} AS SELECT * FROM {table} LIMIT 0")
        session.execute("DELETE FROM prepared")
        session.execute("INSERT OR REPLACE INTO settings VALUES ('next_definitions', ?)", [target])


def next_waiting(session: Session) -> str | None:
    """A submission that serves and is not prepared yet."""
    return session.value(f"SELECT id {_WAITING} ORDER BY body, year, id LIMIT 1")


def counts(session: Session) -> tuple[int, int]:
    """How many of the submissions that serve are prepared, and how many there are."""
    waiting = session.value(f"SELECT count(*) {_WAITING}")
    total = session.value(f"SELECT count(*) {_SERVING}")
    return total - waiting, total


def add_evidence(session: Session, submission: str, evidence: pa.Table) -> None:
    """Keeps what is known about the lines of a submission for the new version."""
    session.insert(f"{NEXT}line_evidence", submission, evidence, LINE_EVIDENCE_SCHEMA)


def mark_prepared(session: Session, submission: str) -> None:
    session.execute("INSERT INTO prepared VALUES (?)", [submission])


def forget(session: Session, submission: str) -> None:
    """Takes back what was prepared for a submission, because it changed."""
    if not session.value("SELECT count(*) FROM prepared WHERE submission = ?", [submission]):
        return
    for table in PREPARED:
        session.execute(f"DELETE FROM {NEXT}{table} WHERE submission = ?", [submission])
    session.execute("DELETE FROM prepared WHERE submission = ?", [submission])


def switch(session: Session, indicators: Sequence[str]) -> None:
    """Puts what was prepared of these indicators in the place of what served; what has no successor is gone."""
    for table in PREPARED:
        session.execute(
            f"DELETE FROM {table} WHERE list_contains(?, indicator) AND submission IN (SELECT id {_SERVING})",
            [list(indicators)],
        )
        session.execute(f"INSERT INTO {table} SELECT * FROM {NEXT}{table} WHERE submission IN (SELECT id {_SERVING})")
        session.execute(f"DELETE FROM {NEXT}{table}")
    session.execute("DELETE FROM prepared")
    session.execute("DELETE FROM settings WHERE name = 'next_definitions'")
    session.execute("INSERT OR REPLACE INTO settings VALUES ('to_publish', 'all')")


def is_to_publish(session: Session) -> bool:
    """Whether the figures took the place of earlier ones and were not published since."""
    return session.value("SELECT value FROM settings WHERE name = 'to_publish'") is not None


def mark_published(session: Session) -> None:
    session.execute("DELETE FROM settings WHERE name = 'to_publish'")
