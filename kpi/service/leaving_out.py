"""What is no procurement: what a body decided, what our rules propose, and what both are about in euros."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from kpi import access, evidence
from kpi.evidence import merging
from kpi.evidence.exclusions import Proposal, is_social_care, propose
from kpi.evidence.ledgers import Chart, chart_of, covers, ledger_range
from kpi.evidence.persons import PERSON, REDACTED, person_kind
from kpi.evidence.suppliers import identifiers_of
from kpi.language import message
from kpi.model import EXCLUSION_REASONS, KEPT_IN, Knowledge, LeftOut, MappingRule, Message, Refusal, Tally, Viewer
from kpi.service import reasons
from kpi.service.answers import answered_once
from kpi.service.judging import publish
from kpi.service.knowing import apply_knowledge
from kpi.service.monitor import Monitor
from kpi.store import registers, spending, submissions
from kpi.store.database import Session
from kpi.store.together import decision_key

Decision = MappingRule | LeftOut

FILE_KIND, MIXED = "file_kind", "mixed"
"""The answer that says what a whole file holds: one of EXCLUSION_REASONS, or MIXED, which leaves nothing out."""


LARGEST = 25


@dataclass(frozen=True)
class Proposed:
    """A proposal with what confirming it would leave out."""

    proposal: Proposal
    tally: Tally
    suppliers: int


@dataclass(frozen=True)
class Decided:
    """What a person decided, who, when and why, and what it leaves out (or keeps in) now."""

    decision: Decision
    reason: str  # EXCLUSION_REASONS or KEPT_IN
    by: str
    at: datetime | None
    tally: Tally
    why: str = ""  # in the words of who decided
    suppliers: tuple[tuple[str, int], ...] = ()  # names with cents, most first; persons left out


@dataclass(frozen=True)
class Exclusions:
    """The lines of some submissions, each in one place: procurement, or left out for a reason. Proposals are procurement still."""

    uploaded: Tally
    procurement: Tally
    left_out: Mapping[str, Tally]  # by reason, most euros first
    decided: tuple[Decided, ...]
    proposed: tuple[Proposed, ...]  # most euros first
    social_care: Tally  # of the procurement
    persons: Mapping[str, Tally]  # "person" and "redacted", of all lines
    largest: Mapping[
        str, tuple[Mapping[str, Any], ...]
    ]  # by reason the lines of store.spending.left_out, LARGEST at most


@answered_once
def exclusions(viewer: Viewer, monitor: Monitor, body: str, year: int) -> Exclusions:
    """What counts and what does not of the submissions that serve in a year."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        return exclusions_of(session, body, served)


def exclusions_of(session: Session, body: str, served: Sequence[str]) -> Exclusions:
    """The same for these submissions, in a session that may hold what is not stored yet."""
    knows = registers.knowledge(session, body)[1]
    groups = spending.groups(session, served)
    chart = chart_of({row["ledger_account"] for row in groups if row["ledger_account"]})
    left_out: dict[str, list[Any]] = {}
    for row in groups:
        left_out.setdefault(row["exclusion"] or KEPT_IN, []).append(row)
    inside = left_out.pop(KEPT_IN, [])
    care = [row for row in inside if is_social_care(row["category_text"], row["cpv"], row["ledger_account"])]
    persons: dict[str, list[Any]] = {PERSON: [], REDACTED: []}
    for row in spending.suppliers(session, served):
        if kind := person_kind(row["supplier"]):
            persons[kind].append(row)
    sums = {reason: _tally(rows) for reason, rows in left_out.items()}
    return Exclusions(
        uploaded=_tally(groups),
        procurement=_tally(inside),
        left_out=dict(sorted(sums.items(), key=lambda item: -abs(item[1].cents or 0))),
        decided=_decided(session, body, knows, groups),
        proposed=_proposed(knows, inside, chart),
        social_care=_tally(care),
        persons={kind: _tally(rows) for kind, rows in persons.items() if rows},
        largest=_largest(session, served),
    )


def _largest(session: Session, served: Sequence[str]) -> dict[str, tuple[Mapping[str, Any], ...]]:
    found: dict[str, tuple[Mapping[str, Any], ...]] = {}
    for row in without_persons(spending.left_out(session, served, LARGEST)):
        found[row["exclusion"]] = (*found.get(row["exclusion"], ()), row)
    return found


def without_persons(lines: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Lines in which the name of a supplier that may be a natural person is empty, and that of none is None."""
    return [{**line, "supplier": "" if person_kind(line["supplier"]) else line["supplier"] or None} for line in lines]


def _tally(rows: Iterable[Mapping[str, Any]]) -> Tally:
    kept = list(rows)
    return Tally(sum(row["lines"] for row in kept), sum(int(row["cents"]) for row in kept))


def _proposed(knows: Knowledge, inside: Sequence[Mapping[str, Any]], chart: Chart | None) -> tuple[Proposed, ...]:
    """The proposals over procurement that nobody decided about yet: no category, and not kept in."""
    rules = _Rules(knows)
    kept = [one.value for one in knows.left_out if one.kind == "ledger" and one.reason == KEPT_IN]
    known = cache(lambda account: None if any(covers(value, account) for value in kept) else account)
    by_words = cache(lambda text, account: propose(text, known(account) if account else None, None, chart))
    found: dict[Decision, list[Mapping[str, Any]]] = {}
    proposals: dict[Decision, Proposal] = {}
    # A supplier whose lines carry several numbers has several keys, and still is one decision.
    keys: dict[Decision, Decision] = {}
    for row in inside:
        if row["cpv"] or rules.about(row):
            continue
        proposal = by_words(row["own_text"], row["ledger_account"])
        if not proposal and not rules.is_person(row):
            proposal = rules.by_supplier(row)
        if proposal:
            key = keys.setdefault(proposal.decision, _key(proposal.decision, row["supplier_key"]))
            found.setdefault(key, []).append(row)
            proposals.setdefault(key, proposal)
    made = [
        Proposed(proposals[key], _tally(rows), len({row["supplier_key"] for row in rows}))
        for key, rows in found.items()
    ]
    return tuple(sorted(made, key=lambda one: -abs(one.tally.cents or 0)))


class _Rules:
    """The body's own rules, ready to look up for a group of lines. Each supplier is looked at once, however many lines it has."""

    def __init__(self, knows: Knowledge):
        self._decisions = evidence.Decisions.of(knows.mapping)
        self._with_supplier = {text for text, _ in self._decisions.both}
        self._groups = merging.grouped(knows.same_suppliers)
        self._identities: dict[str | None, evidence.Identity] = {}
        self._persons: dict[str | None, bool] = {}
        self._kinds: dict[str | None, Proposal | None] = {}

    def about(self, row: Mapping[str, Any]) -> MappingRule | None:
        """The rule that holds for a group of lines."""
        text = row["category_text"]
        if not self._decisions.supplier and text not in self._with_supplier:
            return self._decisions.text.get(text)
        found = self._decisions.find(text, self._identity(row))
        return found.rule if found else None

    def is_person(self, row: Mapping[str, Any]) -> bool:
        """Whether the supplier may be a natural person, who is no kind of supplier that is left out."""
        key = row["supplier_key"]
        if key not in self._persons:
            self._persons[key] = bool(person_kind(row["supplier"]))
        return self._persons[key]

    def by_supplier(self, row: Mapping[str, Any]) -> Proposal | None:
        """What the kind of supplier proposes."""
        key = row["supplier_key"]
        if key not in self._kinds:
            self._kinds[key] = propose(None, None, row["supplier"], None)
        return self._kinds[key]

    def _identity(self, row: Mapping[str, Any]) -> evidence.Identity:
        """The supplier with the keys by which rules may name it: its own, its name, and those that a person put with it."""
        key = row["supplier_key"]
        if key not in self._identities:
            known = set(identifiers_of(row["supplier"])) if row["supplier"] else set()
            together = {other for one in (*known, key) if one for other in self._groups.get(one, {one})}
            self._identities[key] = evidence.Identity(key, tuple(sorted(together)))
        return self._identities[key]


def _key(decision: Decision, supplier_key: str | None) -> Decision:
    """The decision itself with its words in one spelling, so that what differs in capitals only is proposed once."""
    if isinstance(decision, LeftOut):
        return decision
    text = evidence.normal_text(decision.text) if decision.text else None
    return replace(decision, text=text, supplier=supplier_key if decision.supplier else None)


def _decided(session: Session, body: str, knows: Knowledge, groups: Sequence[Mapping[str, Any]]) -> tuple[Decided, ...]:
    """Every decision to leave out or to keep in, with the lines that it is about; the most euros first."""
    said: list[Decision] = [rule for rule in knows.mapping if rule.exclusion]
    here = {row["submission"] for row in groups}
    said += [one for one in knows.left_out if one.kind == "ledger" or one.value in here]
    who = registers.decided_by(session, body)
    rules = _Rules(knows)
    about: dict[Decision, list[Mapping[str, Any]]] = {one: [] for one in said}
    keeping = any(_reason(one) == KEPT_IN for one in said)
    for row in groups:
        if row["exclusion"] or keeping:
            decision = _decision_about(row, knows, rules)
            if decision in about:
                about[decision].append(row)
    made = [_one_decided(one, rows, who.get(decision_key(one), registers.Decider())) for one, rows in about.items()]
    return tuple(sorted(made, key=lambda one: -abs(one.tally.cents or 0)))


def _decision_about(row: Mapping[str, Any], knows: Knowledge, rules: _Rules) -> Decision | None:
    """The decision by which a group is where it is, in the order of kpi.evidence.facts."""
    whole = next((one for one in knows.left_out if (one.kind, one.value) == ("file", row["submission"])), None)
    if whole:
        return whole
    rule = rules.about(row)
    if rule:
        return rule
    account = row["ledger_account"]
    covering = [one for one in knows.left_out if one.kind == "ledger" and account and covers(one.value, account)]
    return max(covering, key=lambda one: (len(one.value.partition("-")[0]), one.value)) if covering else None


def _one_decided(decision: Decision, rows: Sequence[Mapping[str, Any]], who: registers.Decider) -> Decided:
    names: dict[str, int] = {}
    for row in rows:
        if row["supplier"] and not person_kind(row["supplier"]):
            names[row["supplier"]] = names.get(row["supplier"], 0) + int(row["cents"])
    largest = sorted(names.items(), key=lambda item: -abs(item[1]))[:20]
    return Decided(decision, _reason(decision) or "", who.by, who.at, _tally(rows), who.why, tuple(largest))


def _reason(decision: Decision) -> str | None:
    return decision.exclusion if isinstance(decision, MappingRule) else decision.reason


def confirm_exclusions(viewer: Viewer, monitor: Monitor, body: str, decisions: Sequence[Decision]) -> None:
    """Leaves out what a person confirmed; it holds for this body's other and later files as well."""
    for one in decisions:
        refuse_unknown_reason(_reason(one))
    _keep(viewer, monitor, body, decisions)


def keep_in(viewer: Viewer, monitor: Monitor, body: str, decisions: Sequence[Decision]) -> None:
    """Says that these are procurement, as they count already. They are not proposed again."""
    _keep(viewer, monitor, body, _inside(decisions))


def count_after_all(viewer: Viewer, monitor: Monitor, body: str, decisions: Sequence[Decision], why: str) -> None:
    """Says that these count as procurement after all. Raises Refusal without a reason, which is kept beside the decisions."""
    _keep(viewer, monitor, body, _inside(decisions), reasons.given(why))


def _inside(decisions: Sequence[Decision]) -> list[Decision]:
    """The same as procurement. A whole submission is not left out any more: nothing proposes that again."""
    return [
        replace(one, cpv=None, exclusion=KEPT_IN)
        if isinstance(one, MappingRule)
        else replace(one, reason=KEPT_IN if one.kind == "ledger" else None)
        for one in decisions
    ]


def take_back(viewer: Viewer, monitor: Monitor, body: str, decisions: Sequence[Decision]) -> None:
    """Takes decisions back, as if they were never made: what they left out counts again, and may be proposed again."""
    gone = [
        replace(one, cpv=None, exclusion=None) if isinstance(one, MappingRule) else replace(one, reason=None)
        for one in decisions
    ]
    _keep(viewer, monitor, body, gone)


def leave_out_accounts(viewer: Viewer, monitor: Monitor, body: str, first: str, last: str, reason: str) -> None:
    """Leaves out the accounts of a ledger from `first` to `last`, or all that begin as `first`. Raises Refusal for no range."""
    confirm_exclusions(viewer, monitor, body, [ledger_range(first, last, reason)])


def leave_out_submission(viewer: Viewer, monitor: Monitor, submission: str, reason: str) -> None:
    """Leaves a whole submission out: a register of subsidies."""
    with monitor.store.reading() as session:
        found = submissions.get(session, submission)
    if found is None:
        raise Refusal(
            "unknown_submission",
            message('There is no submission "{found}". Choose one from the list.', found=submission),
        )
    confirm_exclusions(viewer, monitor, found.body, [LeftOut("file", submission, reason)])


def refuse_unknown_reason(reason: str | None) -> None:
    """Raises Refusal where a reason is none of EXCLUSION_REASONS."""
    if reason not in EXCLUSION_REASONS:
        raise Refusal(
            "unknown_reason",
            message(
                'Found as reason: "{found}". Expected: one of {choices}.',
                found=str(reason),
                choices=", ".join(EXCLUSION_REASONS),
            ),
        )


def _keep(viewer: Viewer, monitor: Monitor, body: str, decisions: Sequence[Decision], why: str = "") -> None:
    access.require(viewer, "classify", body)
    if not decisions:
        return
    added = Knowledge(
        mapping=tuple(one for one in decisions if isinstance(one, MappingRule)),
        left_out=tuple(one for one in decisions if isinstance(one, LeftOut)),
        reason=why,
    )
    known = monitor.body(body)
    with monitor.store.transaction() as session:
        registers.add_knowledge(session, body, "exclusions", "", viewer.name, monitor.now(), added)
        apply_knowledge(monitor, session, known, submissions.lines_of_serving(session, body))
        monitor.log(session, viewer, body, "count_after_all" if why else "leave_out", str(len(decisions)), why)
    publish(monitor, known)


def basis_names() -> dict[str, Message]:
    """The words for what a proposal rests on."""
    return {
        "words": message("a word in the text"),
        "similar": message("a text like it"),
        "ledger": message("the account"),
        "supplier": message("the kind of supplier"),
    }
