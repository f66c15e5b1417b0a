"""What a year of a body is made of: which parts are expected, by which date its lines belong to it, and what happened to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kpi import access
from kpi.language import message
from kpi.model import YEAR_BASES, Body, Message, Refusal, Submission, SubmissionState, Viewer
from kpi.service.looking import WHOLE
from kpi.service.monitor import Monitor
from kpi.store import registers, submissions


def missing_parts(body: Body, serving: Sequence[Submission]) -> tuple[str, ...]:
    """The parts that the body expects and that are not there; none where the year stands as a whole."""
    there = {_key(one.part) for one in serving}
    return () if _key(WHOLE) in there else tuple(part for part in body.parts if _key(part) not in there)


def _key(part: str) -> str:
    return " ".join(part.split()).casefold()


def makes_whole(body: Body, serving: Sequence[Submission], part: str, stated: bool | None) -> bool:
    """Whether a year is whole once this part is there. Raises Refusal("parts_missing") where that is stated and cannot be."""
    lacking = tuple(one for one in missing_parts(body, serving) if _key(one) != _key(part))
    if stated and part != WHOLE and lacking:
        raise _missing(lacking)
    if stated is not None:
        return stated
    return part == WHOLE or (bool(body.parts) and not lacking)


def refuse_missing(body: Body, serving: Sequence[Submission], year: int) -> None:
    """Raises Refusal("parts_missing") where the whole of a year is certified and a part that is expected is not there."""
    lacking = missing_parts(body, serving)
    if lacking and not any(one.complete for one in serving):
        raise _missing(lacking)


def _missing(parts: Sequence[str]) -> Refusal:
    return Refusal(
        "parts_missing",
        message(
            "The year is not whole: these parts are expected and not there: {parts}. Submit them first, or take them off the list of "
            "parts on Manage.",
            parts=", ".join(parts),
        ),
    )


def basis_in_use(body: Body, serving: Sequence[Submission]) -> str:
    """By which date the lines of a year belong to it: that of what stands there already, else that of the body now."""
    return serving[0].year_basis if serving else body.year_basis


def refuse_other_basis(new: Submission, serving: Sequence[Submission]) -> None:
    """Raises Refusal("year_basis_mixed") where another part of the year goes by another date."""
    other = next((one for one in serving if one.part != new.part and one.year_basis != new.year_basis), None)
    if other:
        raise Refusal(
            "year_basis_mixed",
            message(
                "{part} of {year} goes by {found}, this file by {given}. Expected: one kind of year. Submit this file by {found}, or "
                "withdraw the other part first.",
                part=other.part,
                year=str(other.year),
                found=year_basis_names()[other.year_basis],
                given=year_basis_names()[new.year_basis],
            ),
        )


def unknown_year_basis(found: str) -> Refusal:
    return Refusal(
        "bad_year_basis",
        message('"{found}" is no kind of year. Expected one of: {known}.', found=found, known=", ".join(YEAR_BASES)),
    )


def year_basis_names() -> dict[str, Message]:
    """The kinds of years in words. Open to everyone."""
    return {
        "booking": message("booking year"),
        "invoice": message("invoice year"),
        "payment": message("payment year"),
        "mixed": message("different kinds of year"),
    }


@dataclass(frozen=True)
class YearParts:
    """What a year consists of. `certify_again` says that it was certified, was reopened or grew, and must be certified anew."""

    missing: tuple[str, ...]
    year_basis: str | None
    certify_again: bool


def year_parts(viewer: Viewer, monitor: Monitor, body: str, year: int) -> YearParts:
    """Which parts are missing, by which date the year goes, and whether it has to be certified again."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        every = submissions.submissions(session, body, year)
    serving = [one for one in every if one.state.value in submissions.SERVING]
    bases = {one.year_basis for one in serving}
    before = any(one.certified_at for one in every)
    waits = any(one.state is not SubmissionState.CERTIFIED for one in serving)
    return YearParts(
        missing_parts(monitor.body(body), serving) if serving else (),
        (bases.pop() if len(bases) == 1 else "mixed") if bases else None,
        before and waits,
    )


@dataclass(frozen=True)
class YearEvent:
    """Something that was done to a part of a year: submit, certify, reopen, withdraw, incomplete."""

    at: datetime
    who: str
    action: str
    part: str
    version: int
    reason: str


def year_events(viewer: Viewer, monitor: Monitor, body: str, year: int) -> list[YearEvent]:
    """What was done to a year, oldest first, by whom and why: the audit trail of its submissions."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        known = {one.id: one for one in submissions.submissions(session, body, year)}
        found = registers.audit_of(session, body, list(known), EVENTS)
    return [
        YearEvent(
            at=row["done_at"],
            who=row["viewer"],
            action=row["action"],
            part=known[row["subject"]].part,
            version=known[row["subject"]].version,
            reason="" if row["action"] == "submit" else row["detail"],
        )
        for row in found
    ]


EVENTS = ("submit", "certify", "reopen", "withdraw", "incomplete")


def event_names() -> dict[str, Message]:
    """What was done to a year, in words. Open to everyone."""
    return {
        "submit": message("submitted"),
        "certify": message("certified"),
        "reopen": message("reopened"),
        "withdraw": message("withdrawn"),
        "incomplete": message("no longer whole"),
    }
