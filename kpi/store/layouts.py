"""What a body answered about a layout of spend files, and what that layout is. Never data of rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kpi.store.database import Session

_DESCRIBED = ("columns", "chosen_by", "chosen_at", "last_used")


def keep(session: Session, body: str, layout: str, answers: Mapping[str, str], described: Mapping[str, Any]) -> None:
    """Keeps the answers for a layout and its description: columns, chosen_by, chosen_at, last_used, as plain JSON."""
    session.execute(
        "INSERT OR REPLACE INTO layouts VALUES (?, ?, ?)", [body, layout, json.dumps(dict(answers), ensure_ascii=False)]
    )
    session.execute(
        "INSERT OR REPLACE INTO described_layouts VALUES (?, ?, ?)",
        [body, layout, json.dumps(dict(described), ensure_ascii=False)],
    )


def all_of(session: Session, body: str) -> list[dict[str, Any]]:
    """Every layout of a body: layout, answers, and its description, None where it was kept before layouts were described."""
    found = session.rows(
        "SELECT layout, answers, document FROM layouts LEFT JOIN described_layouts USING (body, layout) "
        "WHERE body = ? ORDER BY layout",
        [body],
    )
    return [
        {
            "layout": row["layout"],
            "answers": json.loads(row["answers"]),
            **dict.fromkeys(_DESCRIBED),
            **(json.loads(row["document"]) if row["document"] else {}),
        }
        for row in found
    ]


def forget(session: Session, body: str, layout: str) -> None:
    for table in ("layouts", "described_layouts"):
        session.execute(f"DELETE FROM {table} WHERE body = ? AND layout = ?", [body, layout])
