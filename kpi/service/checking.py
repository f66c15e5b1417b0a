"""What the checks say about a file for a year, beside the year before, and what was explained about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpi import access, intake
from kpi.intake.vocabulary import rules
from kpi.language import message
from kpi.model import Finding, Message, Reading, Refusal, Severity, Viewer
from kpi.service.looking import WHOLE, part_name, stored_submission
from kpi.service.monitor import Monitor
from kpi.store import submissions as stored
from kpi.store.database import Session

LONGEST_EXPLANATION = 1000


@dataclass(frozen=True)
class Checks:
    """What was found in a file, and the rules of which nothing was found."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...]


@dataclass(frozen=True)
class Explained:
    """A finding of a submission as it was kept, with what was explained about it ("" where nothing was)."""

    finding: Finding
    explanation: str


def check_names() -> dict[str, Message]:
    """The rules of the catalogue with their names."""
    return {rule: Message(nl=entry["name_nl"], en=entry["name_en"]) for rule, entry in rules().items()}


def checks(
    viewer: Viewer, monitor: Monitor, body: str, year: int, reading: Reading, part: str = WHOLE, complete: bool = True
) -> Checks:
    """All that is found in a file for a year, which is `complete` with it unless the submission is provisional.

    Passed are errors and warnings that were looked for and not found.
    """
    access.require(viewer, "upload", monitor.body(body))
    part = part_name(part)
    with monitor.store.reading() as session:
        earlier = _earlier(session, body, year, part)
    found = (*reading.findings, *intake.check_submission(reading, year, earlier, complete and part == WHOLE))
    fired = {one.rule for one in found}
    passed = tuple(
        rule
        for rule, entry in rules().items()
        if rule not in fired
        and entry["severity"] != Severity.INFO
        and (earlier is not None or entry["looks_at"] != "history")
    )
    return Checks(found, passed)


def beside_the_year(
    session: Session, body: str, year: int, part: str, reading: Reading, complete: bool
) -> list[Finding]:
    """Findings that only show beside the year of a file, which is `complete` with it or not, and the year before."""
    earlier = _earlier(session, body, year, part)
    return intake.check_submission(reading, year, earlier, complete and part == WHOLE)


def _earlier(session: Session, body: str, year: int, part: str) -> intake.Earlier | None:
    """The submission of the same part that counts in the year before."""
    serving = stored.serving(session, body)
    one = next((one for one in serving if (one.year, one.part) == (year - 1, part)), None)
    return intake.Earlier(one.year, stored.lines(session, one.id), one.amount_basis) if one else None


def explanations_for(given: Mapping[str, str], findings: Sequence[Finding]) -> dict[str, str]:
    """What was explained, without blank texts. Raises Refusal for a rule of which nothing was found, and for a long text."""
    kept = {rule: " ".join(text.split()) for rule, text in given.items()}
    kept = {rule: text for rule, text in kept.items() if text}
    found = sorted({one.rule for one in findings})
    for rule, text in kept.items():
        if rule not in found:
            raise Refusal(
                "unknown_rule",
                message(
                    'There is no finding "{rule}" in this file to explain. Expected one of: {found}.',
                    rule=rule[:80],
                    found=", ".join(found) or "-",
                ),
            )
        if len(text) > LONGEST_EXPLANATION:
            raise Refusal(
                "long_explanation",
                message(
                    'The explanation of "{rule}" has {found} characters. Expected: at most {most}. Make it shorter.',
                    rule=rule,
                    found=len(text),
                    most=LONGEST_EXPLANATION,
                ),
            )
    return kept


def explained(viewer: Viewer, monitor: Monitor, submission: str) -> list[Explained]:
    """The findings of a submission as they were when it was submitted, with what was explained."""
    access.require(viewer, "see_lines", stored_submission(monitor, submission).body)
    with monitor.store.reading() as session:
        kept = stored.reading(session, submission)
    texts = kept.get("explanations", {})
    found = []
    for rule, severity, nl, en, *size in kept["findings"]:
        rows, cents = size or (0, None)
        found.append(Explained(Finding(rule, Severity(severity), Message(nl, en), rows, cents), texts.get(rule, "")))
    return found


def earlier_explanations(viewer: Viewer, monitor: Monitor, body: str, year: int, part: str) -> dict[str, str]:
    """What was explained about the version of a part that counts now, to begin with when it is corrected."""
    access.require(viewer, "upload", monitor.body(body))
    with monitor.store.reading() as session:
        serving = stored.serving(session, body)
        one = next((one for one in serving if (one.year, one.part) == (year, part_name(part))), None)
        return dict(stored.reading(session, one.id).get("explanations", {})) if one else {}
