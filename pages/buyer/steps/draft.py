"""The draft that the steps work on: a file, its year and part, and the answers given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kpi import service
from pages.parts import app

WHOLE = "all"
"""The part that is the whole year."""


@dataclass(frozen=True)
class Work:
    """A draft. `ledger_total` is in cents; `complete` says that with this file the year is whole."""

    id: str
    body: str
    name: str
    content: bytes
    year: int
    part: str
    complete: bool
    ledger_total: int | None
    answers: Mapping[str, str]
    saved_at: datetime
    corrects: str | None = None  # "draft:ID" or "submission:ID"


def opened(identity: str) -> Work:
    """The draft with that id. Raises Refusal when it is gone."""
    kept, content = service.draft(app.viewer(), app.monitor(), identity)
    return Work(id=kept.id, body=kept.body, name=kept.name, content=content, saved_at=kept.saved_at, **kept.form)


def save(
    body: str,
    name: str,
    content: bytes,
    *,
    year: int,
    part: str,
    complete: bool,
    ledger_total: int | None,
    answers: Mapping[str, str],
    corrects: str | None = None,
) -> Work:
    """Keeps the draft as it now is. The same file is the same draft; another file makes another."""
    form = {
        "year": year,
        "part": part,
        "complete": complete,
        "ledger_total": ledger_total,
        "answers": dict(answers),
        "corrects": corrects,
    }
    return opened(service.save_draft(app.viewer(), app.monitor(), body, name, content, form).id)


def answer(work: Work, answers: Mapping[str, str]) -> Work:
    """The draft with these answers added to those it had."""
    return save(
        work.body,
        work.name,
        work.content,
        year=work.year,
        part=work.part,
        complete=work.complete,
        ledger_total=work.ledger_total,
        answers={**work.answers, **answers},
        corrects=work.corrects,
    )


def remove(work: Work, with_corrected: bool = True) -> None:
    """Throws the draft away, after submitting or because its file was replaced; and the drafts that it corrects."""
    service.remove_draft(app.viewer(), app.monitor(), work.id, with_corrected)
