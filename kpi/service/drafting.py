"""Work that is not submitted yet: a file with its answers, kept until it is submitted or thrown away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kpi import access
from kpi.language import message
from kpi.model import Refusal, Viewer
from kpi.service.monitor import Monitor
from kpi.store import records, registers


@dataclass(frozen=True)
class Draft:
    """`form` holds what was filled in beside the file (year, part, answers, ledger total), as plain JSON."""

    id: str
    body: str
    name: str
    form: Mapping[str, Any]
    saved_at: datetime


def draft_id(body: str, content: bytes) -> str:
    """The same file of the same body is the same draft."""
    return hashlib.sha256(body.encode() + b"\0" + content).hexdigest()[:16]


def save_draft(
    viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes, form: Mapping[str, Any]
) -> Draft:
    """Keeps a file with its form. The same file of the same body is the same draft."""
    access.require(viewer, "upload", monitor.body(body))
    draft = Draft(
        id=draft_id(body, content),
        body=body,
        name=name,
        form=dict(form),
        saved_at=monitor.now(),
    )
    records.save_original(monitor.store, draft.id, content)
    document = json.dumps({"name": name, "form": draft.form}, ensure_ascii=False)
    with monitor.store.transaction() as session:
        registers.save_draft(session, draft.id, body, document, draft.saved_at)
    return draft


def keep_form(viewer: Viewer, monitor: Monitor, identity: str, form: Mapping[str, Any]) -> None:
    """Keeps what was filled in since, beside the same file. Raises Refusal when the draft is gone."""
    kept = draft_form(viewer, monitor, identity)
    document = json.dumps({"name": kept.name, "form": dict(form)}, ensure_ascii=False)
    with monitor.store.transaction() as session:
        registers.save_draft(session, identity, kept.body, document, monitor.now())


def draft(viewer: Viewer, monitor: Monitor, identity: str) -> tuple[Draft, bytes]:
    """A draft with its file. Raises Refusal when it is gone."""
    kept = draft_form(viewer, monitor, identity)
    content = records.read_original(monitor.store, identity)
    if content is None:
        raise _gone()
    return kept, content


def draft_form(viewer: Viewer, monitor: Monitor, identity: str) -> Draft:
    """A draft without its file. Raises Refusal when it is gone."""
    with monitor.store.reading() as session:
        row = registers.draft(session, identity)
    if row is None:
        raise _gone()
    access.require(viewer, "upload", monitor.body(row["body"]))
    return _draft(row)


def _gone() -> Refusal:
    return Refusal(
        "unknown_draft",
        message(
            "This draft is no longer kept: it was submitted, thrown away or replaced. Look under Submissions, or choose "
            "the file again."
        ),
    )


def drafts(viewer: Viewer, monitor: Monitor, body: str) -> list[Draft]:
    """The drafts of a body, newest first; one that another corrects is kept behind that one."""
    access.require(viewer, "upload", monitor.body(body))
    with monitor.store.reading() as session:
        found = [_draft(row) for row in registers.drafts(session, body)]
    corrected = {one.form.get("corrects") for one in found}
    return [one for one in found if f"draft:{one.id}" not in corrected]


def remove_draft(viewer: Viewer, monitor: Monitor, identity: str, with_corrected: bool = True) -> None:
    """Throws a draft and its file away; after submitting, or because nobody needs it. So are the drafts it corrects."""
    with monitor.store.reading() as session:
        row = registers.draft(session, identity)
    if row is None:
        return
    access.require(viewer, "upload", monitor.body(row["body"]))
    with monitor.store.transaction() as session:
        registers.remove_draft(session, identity)
    records.remove_original(monitor.store, identity)
    kind, _, earlier = (_draft(row).form.get("corrects") or "").partition(":")
    if with_corrected and kind == "draft" and earlier != identity:
        remove_draft(viewer, monitor, earlier)


def _draft(row: Mapping[str, Any]) -> Draft:
    document = json.loads(row["document"])
    return Draft(row["id"], row["body"], document["name"], document["form"], row["saved_at"])
