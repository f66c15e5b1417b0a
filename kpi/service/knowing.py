"""What is known about stored lines and their sums, worked out anew from what the body decided."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa

from kpi import evidence
from kpi.model import Body, DepartmentRule, Finding, Indicator, Knowledge
from kpi.service.catalogue import expressions_of
from kpi.service.monitor import Monitor
from kpi.store import measuring, naming, registers, submissions, sums
from kpi.store.database import Session


def apply_knowledge(
    monitor: Monitor,
    session: Session,
    body: Body,
    lines_of: Mapping[str, pa.Table],
    known: Callable[[], None] = lambda: None,
) -> tuple[Finding, ...]:
    """Works out what is known about each line of these submissions, and their sums. Gives what is odd about it. `known` hears when what
    is known is worked out, and the sums begin.
    """
    findings: list[Finding] = []
    for submission, lines in lines_of.items():
        findings += know_lines(monitor, session, body, submission, lines)
    known()
    if monitor.measuring and lines_of:
        measure(monitor, session, list(lines_of))
    return tuple(findings)


def remeasure_departments(
    monitor: Monitor, session: Session, before: Body, rules_before: Sequence[DepartmentRule], now: Body
) -> int:
    """Measures the submissions again in which a text means another department than it did before; gives how many."""
    rules = registers.knowledge(session, now.id)[1].departments
    touched = {}
    for one in submissions.serving(session, now.id):
        was = evidence.department_lookup(before, rules_before, one.year)
        will_be = evidence.department_lookup(now, rules, one.year)
        if any(was(text) != will_be(text) for text in submissions.department_texts(session, one.id)):
            touched[one.id] = submissions.lines(session, one.id)
    apply_knowledge(monitor, session, now, touched)
    return len(touched)


def touched_submissions(session: Session, body: str, before: Knowledge, after: Knowledge) -> list[str]:
    """The submissions that count and whose lines a change is about: what is known about all others stays as it is."""
    change = evidence.Change.between(before, after)
    return [
        one.id
        for one in submissions.serving(session, body)
        if change.touches(
            evidence.Names(
                naming.texts_named(session, one.id, "category_text"),
                naming.texts_named(session, one.id, "contract_number"),
                naming.suppliers_named(session, one.id) if change.suppliers else (),
            )
        )
        or naming.names_invoices(session, one.id, change.invoices)
    ]


def know_lines(
    monitor: Monitor, session: Session, body: Body, submission: str, lines: pa.Table, up_to: int | None = None
) -> tuple[Finding, ...]:
    """Works out what is known about the lines of one submission, from all that the body knows or knew at loaded file `up_to`."""
    indicators = list(monitor.indicators_at(session, body.id).values())
    number, known = known_for(session, body, submission, lines, indicators, up_to)
    submissions.save_known(session, submission, known.facts, known.evidence, number)
    return known.findings


def known_for(
    session: Session,
    body: Body,
    submission: str,
    lines: pa.Table,
    indicators: Sequence[Indicator],
    up_to: int | None = None,
) -> tuple[int, evidence.Known]:
    """What is known about the lines of one submission for these indicators, and the number of the loaded file it rests on."""
    number, knows = registers.knowledge(session, body.id, up_to)
    whole = next((one.reason for one in knows.left_out if (one.kind, one.value) == ("file", submission)), None)
    about = submissions.get(session, submission)
    return number, evidence.know(lines, body, knows, indicators, whole, about.year if about else None)


def measure(monitor: Monitor, session: Session, submissions_: Sequence[str]) -> None:
    """Works out the sums of these submissions anew from what is known about their lines."""
    found = suggestions(session, submissions_)
    measuring.measure(session, submissions_, expressions_of(monitor.indicators_at(session).values()), found)
    for body, indicators in monitor.own_at(session).items():
        theirs = submissions.of_body(session, body, submissions_)
        measuring.add(session, theirs, expressions_of(indicators.values()), found)


def measure_one(session: Session, body: Body, indicator: Indicator, submissions_: Sequence[str]) -> None:
    """Works out one indicator anew: what is known about the lines of these submissions of a body for it, and its sums."""
    for submission in submissions_:
        _, known = known_for(session, body, submission, submissions.lines(session, submission), [indicator])
        submissions.replace_evidence(session, submission, indicator.id, known.evidence)
    measuring.remove(session, submissions_, [indicator.id])
    measuring.add(session, submissions_, expressions_of([indicator]), suggestions(session, submissions_))


def suggestions(session: Session, submissions_: Sequence[str]) -> dict[str, str]:
    """A category for each open text of these submissions that has a suggestion.

    They are for the narrow-scope rule (semantics.md section 5) only, and never count. Only those that rest on a listed word: a guess
    from resemblance alone keeps no status from being given.
    """
    found = {text: evidence.suggest(text) for text in submissions.open_texts(session, submissions_)}
    return {text: one.cpv for text, one in found.items() if one.cpv and one.word}


def register_quantities(session: Session, body: str) -> None:
    """Puts the quantities that a body registered, the latest of each, where figures are made from. Raises Refusal where one would
    count twice.
    """
    registered = registers.knowledge(session, body)[1].quantities
    evidence.refuse_double(registered)
    sums.save_quantities(session, body, registered)
