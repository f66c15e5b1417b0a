"""Bodies, their knowledge (every loaded file is kept, the current state is their sum), commitments and drafts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from kpi.model import Body, Commitment, DepartmentRule, Knowledge, LeftOut, MappingRule, SameSupplier
from kpi.store.database import Session
from kpi.store.documents import pack, unpack
from kpi.store.together import Registered, decision_key, list_registered, put_together

DEPARTMENTS = "departments"
"""The kind of knowledge that holds choices of departments only."""


def bodies(session: Session) -> list[Body]:
    """All bodies, by name."""
    found = [unpack(Body, row["document"]) for row in session.rows("SELECT document FROM bodies")]
    return sorted(found, key=lambda body: body.name.casefold())


def body(session: Session, identity: str) -> Body | None:
    """The body with that id, if there is one."""
    found = session.value("SELECT document FROM bodies WHERE id = ?", [identity])
    return unpack(Body, found) if found else None


def save_body(session: Session, body: Body) -> None:
    session.execute("INSERT OR REPLACE INTO bodies VALUES (?, ?)", [body.id, pack(body)])


def commitments(session: Session, body: str | None = None) -> list[Commitment]:
    found = session.rows("SELECT document FROM commitments WHERE ? IS NULL OR body = ? ORDER BY body, id", [body, body])
    return [unpack(Commitment, row["document"]) for row in found]


def save_commitment(session: Session, commitment: Commitment) -> None:
    session.execute(
        "INSERT OR REPLACE INTO commitments VALUES (?, ?, ?)", [commitment.id, commitment.body, pack(commitment)]
    )


def save_commitment_draft(session: Session, draft_: str, body: str, document: str, by: str, at: datetime) -> None:
    session.execute("INSERT OR REPLACE INTO commitment_drafts VALUES (?, ?, ?, ?, ?)", [draft_, body, document, by, at])


def commitment_drafts(session: Session, body: str) -> list[dict[str, Any]]:
    """The drafts of promises of a body, newest first."""
    return session.rows("SELECT * FROM commitment_drafts WHERE body = ? ORDER BY saved_at DESC, id", [body])


def remove_commitment_draft(session: Session, body: str, draft_: str) -> None:
    session.execute("DELETE FROM commitment_drafts WHERE body = ? AND id = ?", [body, draft_])


def add_knowledge(session: Session, body: str, kind: str, name: str, by: str, at: datetime, added: Knowledge) -> int:
    """Appends a loaded file; gives its number. Earlier ones stay, so that any state can be rebuilt."""
    number = session.value("SELECT nextval('knowledge_number')")
    session.execute(
        "INSERT INTO knowledge VALUES (?, ?, ?, ?, ?, ?, ?)", [number, body, kind, name, by, at, pack(added)]
    )
    return number


def knowledge_files(session: Session, body: str) -> list[dict[str, Any]]:
    """The loaded files of a body, oldest first: number, kind, name, loaded_by, loaded_at."""
    return session.rows(
        "SELECT number, kind, name, loaded_by, loaded_at FROM knowledge WHERE body = ? ORDER BY number", [body]
    )


def knowledge(session: Session, body: str, up_to: int | None = None) -> tuple[int, Knowledge]:
    """What a body knows, and the number of the last file that it rests on (0: none).

    A later rule, contract (with its clauses) or supplier with the same key replaces an earlier one; a rule that names
    neither category nor exclusion takes the earlier one back, and so does a quantity that is withdrawn or a decision without
    an outcome. Of evidence a later file replaces only what it corrects: the same source about the same thing and the same
    period. Different sources stay beside each other, so that a contradiction shows.
    """
    found = session.rows(
        "SELECT number, document FROM knowledge WHERE body = ? AND (? IS NULL OR number <= ?) ORDER BY number",
        [body, up_to, up_to],
    )
    number = found[-1]["number"] if found else 0
    return number, put_together(tuple(row["document"] for row in found))


def registered(session: Session, body: str) -> tuple[Registered, ...]:
    """Everything registered as evidence, also what was set aside, each with the file that it came from last."""
    found = session.rows(
        "SELECT number, name, loaded_by, loaded_at, document FROM knowledge WHERE body = ? ORDER BY number", [body]
    )
    return list_registered(found)


def ruled_by(session: Session, body: str) -> dict[str, tuple[str, datetime]]:
    """Who made the latest ruling about each subject, and when."""
    found = session.rows(
        "SELECT document, loaded_by, loaded_at FROM knowledge WHERE body = ? AND kind = 'ruling' ORDER BY number",
        [body],
    )
    return {
        ruling.subject: (row["loaded_by"], row["loaded_at"])
        for row in found
        for ruling in unpack(Knowledge, row["document"]).rulings
    }


def department_choices(session: Session, body: str) -> list[tuple[dict[str, Any], DepartmentRule]]:
    """Every choice of a department for a text, oldest first, with the number of its file, who made it and when."""
    found = session.rows(
        "SELECT number, loaded_by, loaded_at, document FROM knowledge WHERE body = ? AND kind = ? ORDER BY number",
        [body, DEPARTMENTS],
    )
    return [(row, rule) for row in found for rule in unpack(Knowledge, row["document"]).departments]


def mapping_files(session: Session, body: str) -> list[tuple[dict[str, Any], tuple[MappingRule, ...]]]:
    """The loaded files that hold decisions about own words, oldest first: number, name, loaded_by and loaded_at, with the rules."""
    found = session.rows(
        "SELECT number, name, loaded_by, loaded_at, document FROM knowledge WHERE body = ? ORDER BY number", [body]
    )
    made = [(row, unpack(Knowledge, row.pop("document")).mapping) for row in found]
    return [(row, rules) for row, rules in made if rules]


class Decider(NamedTuple):
    """Who decided something and when, and the reason that they gave: empty for none."""

    by: str = ""
    at: datetime | None = None
    why: str = ""


def decided_by(session: Session, body: str) -> dict[Hashable, Decider]:
    """Who made the latest decision about the same words, accounts or file (`decision_key`)."""
    found = session.rows("SELECT document, loaded_by, loaded_at FROM knowledge WHERE body = ? ORDER BY number", [body])
    made: dict[Hashable, Decider] = {}
    for row in found:
        part: Knowledge = unpack(Knowledge, row["document"])
        decided: tuple[MappingRule | LeftOut | SameSupplier, ...] = (
            *part.mapping,
            *part.left_out,
            *part.same_suppliers,
        )
        for one in decided:
            made[decision_key(one)] = Decider(row["loaded_by"], row["loaded_at"], part.reason)
    return made


def definitions(session: Session) -> str | None:
    """The definitions, with their versions, by which the submissions that serve were measured."""
    return session.value("SELECT value FROM settings WHERE name = 'definitions'")


def save_definitions(session: Session, present: str) -> None:
    session.execute("INSERT OR REPLACE INTO settings VALUES ('definitions', ?)", [present])


def save_draft(session: Session, draft: str, body: str, document: str, at: datetime) -> None:
    session.execute("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", [draft, body, document, at])


def draft(session: Session, draft_: str) -> dict[str, Any] | None:
    found = session.rows("SELECT * FROM drafts WHERE id = ?", [draft_])
    return found[0] if found else None


def drafts(session: Session, body: str) -> list[dict[str, Any]]:
    """The drafts of a body, newest first."""
    return session.rows("SELECT * FROM drafts WHERE body = ? ORDER BY saved_at DESC", [body])


def remove_draft(session: Session, draft_: str) -> None:
    session.execute("DELETE FROM drafts WHERE id = ?", [draft_])


def log(
    session: Session,
    at: datetime,
    viewer: str,
    role: str,
    body: str | None,
    action: str,
    subject: str,
    detail: str = "",
) -> None:
    """One line in the audit trail: who did what to which thing. Never row data."""
    session.execute(
        "INSERT INTO audit VALUES (nextval('audit_number'), ?, ?, ?, ?, ?, ?, ?)",
        [at, viewer, role, body, action, subject, detail],
    )


def audit(session: Session, body: str, limit: int = 100) -> list[dict[str, Any]]:
    """The last entries about a body, newest first."""
    return session.rows("SELECT * FROM audit WHERE body = ? ORDER BY number DESC LIMIT ?", [body, limit])


def audit_of(session: Session, body: str, subjects: Sequence[str], actions: Sequence[str]) -> list[dict[str, Any]]:
    """The entries about some things of a body, oldest first."""
    return session.rows(
        "SELECT * FROM audit WHERE body = ? AND list_contains(?, subject) AND list_contains(?, action) ORDER BY number",
        [body, list(subjects), list(actions)],
    )
