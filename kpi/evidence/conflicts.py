"""Registered things that do not go together: sources that contradict each other, certificates that overlap, a number of two contracts.

A conflict changes no figure by itself; semantics.md section 3 says what counts until a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import combinations

from kpi.evidence.categories import normal_text
from kpi.evidence.suppliers import identifiers_of
from kpi.language import day, message, percent
from kpi.model import FULL, Contract, Evidence, Knowledge, Message
from kpi.reference import properties

CONTRADICTION, OVERLAP, NUMBER = "evidence_contradicts", "certificates_overlap", "contract_number_twice"


@dataclass(frozen=True)
class Conflict:
    """Things between which a person should choose. In `both_may_hold` all of them may be right."""

    kind: str
    between: tuple[Evidence | Contract, ...]
    message: Message

    @property
    def both_may_hold(self) -> bool:
        return self.kind != CONTRADICTION


def conflicts(knowledge: Knowledge) -> list[Conflict]:
    """All conflicts in what a body registered, in a fixed order whatever the order of arrival."""
    found = [*_of_numbers(knowledge.contracts), *_of_evidence(knowledge.evidence)]
    return sorted(found, key=lambda one: (one.kind, one.message.en))


def _of_numbers(contracts: Sequence[Contract]) -> Iterator[Conflict]:
    by_number: dict[str, list[Contract]] = {}
    for one in contracts:
        by_number.setdefault(normal_text(one.number), []).append(one)
    for alike in by_number.values():
        if len(alike) > 1:
            ordered = tuple(sorted(alike, key=lambda one: one.supplier or ""))
            yield Conflict(
                NUMBER,
                ordered,
                message(
                    "Contract number {number} is that of {count} contracts: with {suppliers}. Expected: one contract a number. Until you "
                    "decide, a line belongs to the contract of its own supplier.",
                    number=ordered[0].number,
                    count=len(ordered),
                    suppliers="; ".join(one.supplier or "-" for one in ordered),
                ),
            )


def _of_evidence(evidence: Sequence[Evidence]) -> Iterator[Conflict]:
    by_subject: dict[tuple[str, str, str], list[Evidence]] = {}
    for one in evidence:
        if one.reference and one.subject != "sample":
            for key in identifiers_of(one.key) if one.subject == "supplier" else (normal_text(one.key),):
                by_subject.setdefault((one.subject, key, one.property), []).append(one)
    pairs = {
        tuple(sorted(pair, key=_order))
        for alike in by_subject.values()
        for pair in combinations(dict.fromkeys(alike), 2)
        if _same_time(*pair) and _same_supplier(*pair)
    }
    for first, second in sorted(pairs, key=lambda pair: [_order(one) for one in pair]):
        if first.low > second.high or second.low > first.high:
            yield Conflict(CONTRADICTION, (first, second), _contradiction(first, second))
        elif first.kind == second.kind == "certificate" and first.reason == second.reason and _dated(first, second):
            yield Conflict(OVERLAP, (first, second), _overlap(first, second))


def _order(one: Evidence) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in vars(one).values())


def _same_time(one: Evidence, other: Evidence) -> bool:
    first = max(one.valid_from or date.min, other.valid_from or date.min)
    last = min(one.valid_to or date.max, other.valid_to or date.max)
    return first <= last


def _dated(one: Evidence, other: Evidence) -> bool:
    return all(each.valid_from or each.valid_to for each in (one, other))


def _same_supplier(one: Evidence, other: Evidence) -> bool:
    if not one.supplier or not other.supplier:
        return True
    return bool(identifiers_of(one.supplier) & identifiers_of(other.supplier))


def _contradiction(one: Evidence, other: Evidence) -> Message:
    return message(
        "“{first}” says {part} of {key} is {property}, “{second}” says {other_part}. Expected: sources that agree. Until you decide both "
        "count as a claim.",
        first=one.reference,
        second=other.reference,
        part=_part(one),
        other_part=_part(other),
        key=one.key,
        property=properties()[one.property].name if one.property in properties() else one.property,
    )


def _part(one: Evidence) -> Message:
    low, high = (Fraction(part, FULL) for part in (one.low, one.high))
    return Message(*(_span(language, low, high) for language in ("nl", "en")))


def _span(language: str, low: Fraction, high: Fraction) -> str:
    least = percent(language, low)
    return least if low == high else f"{least}–{percent(language, high, 'up')}"


def _overlap(one: Evidence, other: Evidence) -> Message:
    first = (
        max(each.valid_from for each in (one, other) if each.valid_from) if one.valid_from or other.valid_from else None
    )
    last = min(each.valid_to for each in (one, other) if each.valid_to) if one.valid_to or other.valid_to else None
    span = Message(
        *(
            f"{day(language, first) if first else '…'} – {day(language, last) if last else '…'}"
            for language in ("nl", "en")
        )
    )
    return message(
        "Certificates {first} and {second} of {key} ({label}) are both valid in {span}. Expected: one certificate at a time. Look whether "
        "one replaced the other.",
        first=one.reference,
        second=other.reference,
        key=one.key,
        label=one.reason or one.property,
        span=span,
    )
