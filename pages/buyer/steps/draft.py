"""The draft that the steps work on: a file, its year and part, and the answers given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from kpi import service
from pages.parts import app

WHOLE = "all"
"""The part that is the whole year."""


@dataclass(frozen=True)
class Work:
    """A draft. `ledger_total` is in cents; `complete` says that with this file the year is whole.

    `chosen` are answers that were picked in step 2 and not yet used to read the file.
    """

    id: str
    body: str
    name: str
    year: int
    part: str
    complete: bool
    ledger_total: int | None
    answers: Mapping[str, str]
    saved_at: datetime
    corrects: str | None = None  # "draft:ID" or "submission:ID"
    chosen: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)  # of findings, by rule

    def form(self) -> dict[str, Any]:
        """What is kept beside the file."""
        return {
            "year": self.year,
            "part": self.part,
            "complete": self.complete,
            "ledger_total": self.ledger_total,
            "answers": dict(self.answers),
            "chosen": dict(self.chosen),
            "corrects": self.corrects,
            "explanations": dict(self.explanations),
        }


def opened(identity: str) -> Work:
    """The draft with that id. Raises Refusal when it is gone."""
    kept = service.draft_form(app.viewer(), app.monitor(), identity)
    return Work(id=kept.id, body=kept.body, name=kept.name, saved_at=kept.saved_at, **kept.form)


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
) -> Work:
    """Keeps a file with its form. The same file is the same draft; another file makes another."""
    form = {
        "year": year,
        "part": part,
        "complete": complete,
        "ledger_total": ledger_total,
        "answers": dict(answers),
    }
    return opened(service.save_draft(app.viewer(), app.monitor(), body, name, content, form).id)


def content(work: Work) -> bytes:
    """The bytes of the draft's file."""
    return service.draft(app.viewer(), app.monitor(), work.id)[1]


def keep(work: Work, **changes: Any) -> Work:
    """The draft with these changes to what was filled in; kept at once."""
    changed = replace(work, **changes)
    service.keep_form(app.viewer(), app.monitor(), work.id, changed.form())
    return changed


def answer(work: Work, answers: Mapping[str, str]) -> Work:
    """The draft with these answers added to those it had; what was only chosen is answered now."""
    return keep(work, answers=service.joined_answers(work.answers, answers), chosen={})


def choose(identity: str, question: str, answer: str) -> None:
    """Keeps what was picked, so that a reload shows it again."""
    work = opened(identity)
    keep(work, chosen={**work.chosen, question: answer})


def explain(identity: str, rule: str, explanation: str) -> None:
    """Keeps what was typed about a rule; nothing takes an earlier explanation away."""
    work = opened(identity)
    keep(work, explanations={**work.explanations, rule: explanation})


def remove(work: Work, with_corrected: bool = True) -> None:
    """Throws the draft away, after submitting or because its file was replaced; and the drafts that it corrects."""
    service.remove_draft(app.viewer(), app.monitor(), work.id, with_corrected)
