"""The categories and exclusions of stored lines, and which submissions wait for their sums to follow them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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


def line_counts(session: Session, submissions: Sequence[str]) -> dict[str, int]:
    """How many lines each of these submissions has, in their order."""
    found = session.rows(
        "SELECT submission, count(*) AS lines FROM lines WHERE list_contains(?, submission) GROUP BY submission",
        [list(submissions)],
    )
    lines = {row["submission"]: row["lines"] for row in found}
    return {one: lines.get(one, 0) for one in submissions}


def mark_measured(session: Session) -> None:
    session.execute("DELETE FROM unmeasured")


def text_euros(session: Session, now: Sequence[str], before: Sequence[str]) -> list[dict[str, Any]]:
    """By category text of the submissions of `now`: absolute cents, those with suppliers that the text had in none of `before`
    (`new_cents`), and whether the text was `seen` there; most euros first.
    """
    found = session.rows(
        """
        WITH earlier AS (
            SELECT DISTINCT category_text, supplier_key FROM line_facts WHERE list_contains(?, submission)
        ), present AS (
            SELECT category_text, supplier_key, sum(abs(amount)) AS cents FROM line_facts
            WHERE list_contains(?, submission) AND category_text IS NOT NULL GROUP BY category_text, supplier_key
        )
        SELECT category_text, sum(cents)::HUGEINT AS cents,
               (coalesce(sum(cents) FILTER (NOT EXISTS (
                   SELECT 1 FROM earlier WHERE earlier.category_text = present.category_text
                   AND earlier.supplier_key IS NOT DISTINCT FROM present.supplier_key)), 0))::HUGEINT AS new_cents,
               category_text IN (SELECT category_text FROM earlier WHERE category_text IS NOT NULL) AS seen
        FROM present GROUP BY category_text ORDER BY cents DESC, category_text
        """,
        [list(before), list(now)],
    )
    return [{**row, "cents": int(row["cents"]), "new_cents": int(row["new_cents"])} for row in found]
