"""The categories and exclusions of stored lines, and which submissions wait for their sums to follow them."""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from kpi.store import renewal
from kpi.store.database import Session

CHANGED = ("cpv", "cpv_source", "exclusion")
"""What a mapping says of a line."""


def lines(session: Session, submission: str, fields: Sequence[str], texts: Sequence[str] | None) -> pa.Table:
    """These fields of the lines of a submission, in the order of the file; of those with one of these normalised texts only."""
    columns = ", ".join(f"lines.{name}" for name in fields)
    if texts is None:
        return session.table(f"SELECT {columns} FROM lines WHERE submission = ? ORDER BY line", [submission])
    return session.table(
        f"SELECT {columns} FROM lines JOIN line_facts USING (submission, line) "
        "WHERE submission = ? AND list_contains(?, category_text) ORDER BY line",
        [submission, list(texts)],
    )


def replace(session: Session, submission: str, facts: pa.Table) -> bool:
    """Puts the CHANGED columns of `facts` in the place of those of the same lines; whether any line changed."""
    with session.lent("incoming", facts.select(["line", *CHANGED])):
        differs = " OR ".join(f"line_facts.{name} IS DISTINCT FROM incoming.{name}" for name in CHANGED)
        where = f"submission = ? AND line_facts.line = incoming.line AND ({differs})"
        found = session.value(f"SELECT count(*) FROM line_facts, incoming WHERE {where}", [submission])
        if found:
            values = ", ".join(f"{name} = incoming.{name}" for name in CHANGED)
            session.execute(f"UPDATE line_facts SET {values} FROM incoming WHERE {where}", [submission])
            renewal.forget(session, submission)
    return bool(found)


def rest_on(session: Session, body: str, number: int) -> None:
    """What is known about the lines of this body that count rests on its knowledge up to loaded file `number`."""
    session.execute(
        "UPDATE known SET knowledge = ? WHERE submission IN "
        "(SELECT id FROM submissions WHERE body = ? AND state IN ('submitted', 'certified', 'reopened'))",
        [number, body],
    )


def mark_unmeasured(session: Session, submissions: Sequence[str]) -> None:
    for one in submissions:
        session.execute("INSERT OR IGNORE INTO unmeasured VALUES (?)", [one])


def unmeasured(session: Session) -> list[str]:
    """The submissions whose sums are those of before their latest decisions."""
    return [row["submission"] for row in session.rows("SELECT submission FROM unmeasured ORDER BY submission")]


def mark_measured(session: Session) -> None:
    session.execute("DELETE FROM unmeasured")
