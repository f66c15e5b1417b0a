"""Promises of a body: adopting, changing and ending them, drafts of them, and their files."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kpi import access, commitment
from kpi.language import message
from kpi.model import Commitment, Ending, Indicator, Refusal, Viewer
from kpi.service.answers import answered_once
from kpi.service.judging import publish
from kpi.service.monitor import Loaded, Monitor
from kpi.store import registers
from kpi.store.database import Session


@answered_once
def commitments(viewer: Viewer, monitor: Monitor, body: str) -> list[Commitment]:
    """The promises of a body with all their versions, also those that were ended."""
    access.require(viewer, "see_figures", monitor.body(body))
    with monitor.store.reading() as session:
        return registers.commitments(session, body)


def commit(viewer: Viewer, monitor: Monitor, made: Commitment) -> Commitment:
    """Adopts a promise, or a new version of one that has the same id. Raises Refusal where two would overlap."""
    access.require(viewer, "commit", made.body)
    body = monitor.body(made.body)
    indicator = monitor.indicator(made.indicator, made.body)
    strange = set(made.departments) - {one.id for one in body.departments}
    if strange:
        raise Refusal(
            "unknown_department",
            message(
                'The department "{found}" is not one of {body}. Expected: {known}.',
                found=sorted(strange)[0],
                body=body.name,
                known=", ".join(one.id for one in body.departments),
            ),
        )
    with monitor.store.transaction() as session:
        present = registers.commitments(session, made.body)
        earlier = next((one for one in present if one.id == made.id), None)
        if earlier is None:
            _refuse_id_in_use(session, made.id)
        new = commitment.add_version(earlier, made) if earlier else replace(made, indicator_version=indicator.version)
        commitment.refuse_overlap([one for one in present if one.id != made.id] + [new])
        registers.save_commitment(session, new)
        monitor.log(session, viewer, made.body, "commit", made.id)
    publish(monitor, body)
    return new


def _refuse_id_in_use(session: Session, identity: str) -> None:
    if identity in {one.id for one in registers.commitments(session)}:
        raise Refusal(
            "id_in_use",
            message('The id "{id}" is used by another organisation. Choose another one.', id=identity),
        )


def end_commitment(viewer: Viewer, monitor: Monitor, body: str, identity: str, ending: Ending) -> Commitment:
    """Ends a promise by a decision with a reason; the promise, its path and its results stay visible."""
    access.require(viewer, "commit", body)
    with monitor.store.transaction() as session:
        ended = commitment.end(_commitment(registers.commitments(session, body), identity), ending)
        registers.save_commitment(session, ended)
        monitor.log(session, viewer, body, "end_commitment", identity, ending.reason)
    publish(monitor, monitor.body(body))
    return ended


def _commitment(present: list[Commitment], identity: str) -> Commitment:
    for one in present:
        if one.id == identity:
            return one
    raise Refusal(
        "unknown_commitment",
        message(
            'There is no commitment "{found}". Expected one of: {known}.',
            found=identity,
            known=", ".join(one.id for one in present) or "-",
        ),
    )


def load_commitment_file(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> Loaded:
    """Does what the decision in a TOML file says: adopt, change or end a promise (docs/commitments.md)."""
    access.require(viewer, "commit", body)
    ending = commitment.load_ending(name, content)
    if ending:
        ended = end_commitment(viewer, monitor, body, *ending)
        return Loaded(message("{text} (ended).", text=ended.versions[-1].text), 1)
    made = commitment.load_commitment(name, content, body=monitor.body(body), indicators=monitor.indicators_of(body))
    new = commit(viewer, monitor, made)
    return Loaded(message("{text} (version {version}).", text=new.versions[-1].text, version=len(new.versions)), 1)


def commitment_from(viewer: Viewer, monitor: Monitor, body: str, values: Mapping[str, Any]) -> Commitment:
    """The promise of values that were filled in, under the keys of the file; nothing is stored.

    Raises KeyRefusal with the key that does not fit.
    """
    access.require(viewer, "commit", body)
    return commitment.commitment_of(values, body=monitor.body(body), indicators=monitor.indicators_of(body))


def commitment_values(made: Commitment, indicator: Indicator) -> dict[str, Any]:
    """The latest version of a promise under the keys of the file: what `commitment_from` takes."""
    return commitment.as_values(made, made.versions[-1], indicator)


def new_commitment_id(viewer: Viewer, monitor: Monitor, body: str, indicator: str) -> str:
    """An id for a first promise of this body on this indicator that nobody uses yet."""
    access.require(viewer, "commit", body)
    with monitor.store.reading() as session:
        taken = {one.id for one in registers.commitments(session)}
    wanted = f"{body}-{indicator.replace('_', '-')}"
    return next(name for name in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)


def commitment_files(viewer: Viewer, monitor: Monitor, body: str) -> dict[str, str]:
    """Every decision of a body as the file that `commit` reads, by file name, in the order of the decisions."""
    found: list[tuple[date, str, str]] = []
    for one in commitments(viewer, monitor, body):
        indicator = monitor.indicator(one.indicator, body)
        stem = _file_stem(one.id)
        for version in one.versions:
            text = commitment.as_toml(one, version, indicator)
            found.append((version.decision.date, f"{stem}-{version.version}.toml", text))
        if one.ended:
            found.append((one.ended.decision.date, f"{stem}-ended.toml", commitment.ending_as_toml(one)))
    return {name: text for _, name, text in sorted(found)}


def _file_stem(identity: str) -> str:
    """An id as part of a file name; what had to be changed for that gets a mark of its own, so that no two are the same."""
    clean = re.sub(r"[^\w-]+", "-", identity)
    return clean if clean == identity else f"{clean}-{hashlib.sha256(identity.encode()).hexdigest()[:6]}"


# ------------------------------------------------------------------------------------------------ drafts


@dataclass(frozen=True)
class CommitmentDraft:
    """A promise that nobody decided yet: what was filled in so far, under the keys of the file."""

    id: str
    body: str
    values: Mapping[str, Any]
    saved_by: str
    saved_at: datetime


def save_commitment_draft(
    viewer: Viewer, monitor: Monitor, body: str, values: Mapping[str, Any], identity: str | None = None
) -> CommitmentDraft:
    """Keeps what was filled in, in the place of the body's draft with that id, else as a new one."""
    known = {one.id for one in commitment_drafts(viewer, monitor, body)}
    kept = identity if identity in known else secrets.token_hex(6)
    draft = CommitmentDraft(kept, body, values, viewer.name, monitor.now())
    document = json.dumps(values, ensure_ascii=False, default=_as_text)
    with monitor.store.transaction() as session:
        registers.save_commitment_draft(session, draft.id, body, document, draft.saved_by, draft.saved_at)
        monitor.log(session, viewer, body, "draft_commitment", draft.id)
    return draft


def _as_text(value: object) -> str:
    assert isinstance(value, (date, Decimal))
    return str(value)


def commitment_drafts(viewer: Viewer, monitor: Monitor, body: str) -> list[CommitmentDraft]:
    """The drafts of a body, newest first."""
    access.require(viewer, "commit", monitor.body(body))
    with monitor.store.reading() as session:
        rows = registers.commitment_drafts(session, body)
    return [
        CommitmentDraft(row["id"], row["body"], json.loads(row["document"]), row["saved_by"], row["saved_at"])
        for row in rows
    ]


def remove_commitment_draft(viewer: Viewer, monitor: Monitor, body: str, identity: str) -> None:
    """Throws a draft of this body away: because it was decided, or because nobody needs it."""
    access.require(viewer, "commit", monitor.body(body))
    with monitor.store.transaction() as session:
        registers.remove_commitment_draft(session, body, identity)
        monitor.log(session, viewer, body, "remove_commitment_draft", identity)
