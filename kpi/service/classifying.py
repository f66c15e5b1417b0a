"""The worklist: what is still without a category, in the order in which deciding about it matters most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from kpi import access, evidence, measure
from kpi.model import KEPT_IN, MappingRule, Suggestion, Viewer
from kpi.service.answers import answered_once
from kpi.service.leaving_out import LARGEST, without_persons
from kpi.service.monitor import Monitor
from kpi.store import borrowed, registers, spending, submissions
from kpi.store.database import Session

BY_EUROS, BY_AMBITIONS = "euros", "ambitions"

MOST = Fraction(9, 10)
"""Of the euros that are open: beyond the texts that make these up, the next text decides little."""


@dataclass(frozen=True)
class OpenGroup:
    """One of a body's own texts that has no category yet; by supplier where the text is missing or mixed.

    `left_open` says why a person left it so (model.LEFT_OPEN). `ambitions` are the indicators of the body's own commitments that its
    likeliest category is about. `stands_with` is the text before it that is nearly the same. `plus` and `minus` are the cents of its
    positive and of its negative lines.
    """

    text: str | None
    supplier: str | None
    cents: int
    lines: int
    suppliers: int
    departments: tuple[str, ...]
    suggestion: Suggestion | None
    left_open: str | None = None
    ambitions: tuple[str, ...] = ()
    stands_with: str | None = None
    plus: int = 0
    minus: int = 0


@dataclass(frozen=True)
class Worklist:
    """What is still open, in the order that was asked. `first` groups make up `first_share` of the euros that are open, at
    least MOST where that is possible; in the order of ambitions they are the ones that these are about.

    `kept` of `decided`: of this body's decisions on texts for which the two sources of suggestions agree, those that are what was
    suggested.
    """

    total_cents: int
    classified: Fraction | None  # of the procurement spend; None without spend
    spend_cents: int
    groups: tuple[OpenGroup, ...]
    group_count: int
    first: int
    first_share: Fraction
    kept: int
    decided: int


@answered_once
def worklist(
    viewer: Viewer,
    monitor: Monitor,
    body: str,
    year: int,
    department: str | None = None,
    limit: int = 50,
    order: str = BY_EUROS,
) -> Worklist:
    """The open texts of a year, most euros first; by BY_AMBITIONS those first that the body's own commitments are about.

    What a person left open comes last.
    """
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        spend = spending.procurement(session, served, department)
        mapping = registers.knowledge(session, body)[1].mapping
        open_for = {evidence.normal_text(rule.text): rule for rule in mapping if rule.left_open and rule.text}
        mixed = _mixed(mapping)
        found = submissions.open_groups(session, served, department, mixed)
        scopes = scopes_of(monitor, session, body)
        lent = {row["text"]: (row["cpv"], row["exclusion"], row["origin"]) for row in borrowed.all_of(session, body)}
    kept_in = {evidence.normal_text(rule.text) for rule in mapping if rule.exclusion == KEPT_IN and rule.text}
    groups = [_group(row, open_for, kept_in, scopes, lent) for row in found]
    ordered = _in_order(groups, order)
    first, share = _first(ordered, order)
    decided = [rule for rule in mapping if _is_agreed(rule)]
    absolute = sum(int(row["absolute"]) for row in found)
    return Worklist(
        total_cents=sum(one.cents for one in groups),
        classified=max(Fraction(0), 1 - Fraction(absolute, spend)) if spend > 0 else None,
        spend_cents=spend,
        groups=tuple(ordered[:limit]),
        group_count=len(groups),
        first=first,
        first_share=share,
        kept=sum(_is_suggested(rule) for rule in decided),
        decided=len(decided),
    )


def open_lines(
    viewer: Viewer, monitor: Monitor, body: str, year: int, group: OpenGroup, department: str | None = None
) -> list[dict[str, Any]]:
    """The largest lines of an open group (LARGEST at most) as store.spending.left_out gives them, without names of persons."""
    access.require(viewer, "see_lines", body)
    text = evidence.normal_text(group.text) if group.text else None
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        by_supplier = text is None or text in _mixed(registers.knowledge(session, body)[1].mapping)
        supplier = (group.supplier,) if by_supplier else None
        return without_persons(spending.open_lines(session, served, department, text, supplier, LARGEST))


def _mixed(mapping: Sequence[MappingRule]) -> list[str]:
    """The texts of which each supplier is decided about apart."""
    return [evidence.normal_text(rule.text) for rule in mapping if rule.left_open == "mixed" and rule.text]


def scopes_of(monitor: Monitor, session: Session, body: str) -> dict[str, frozenset[str]]:
    """By indicator that this body is committed to the categories that it names; without those that are about all spend."""
    known = monitor.indicators_at(session, body)
    committed = [one.indicator for one in registers.commitments(session, body) if one.ended is None]
    named = {name: measure.named_categories(known[name].scope) for name in committed if name in known}
    return {name: prefixes for name, prefixes in named.items() if prefixes}


@answered_once
def properties_asked(viewer: Viewer, monitor: Monitor, body: str, cpv: str) -> tuple[str, ...]:
    """The properties that the body's own commitments ask of what has this category, each once."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        known = monitor.indicators_at(session, body)
        committed = [one.indicator for one in registers.commitments(session, body) if one.ended is None]
    found = [known[name] for name in committed if name in known]
    asked: dict[str, None] = {}
    for one in found:
        named = measure.named_categories(one.scope)
        if not named or any(cpv.startswith(prefix) for prefix in named):
            asked |= dict.fromkeys(one.properties)
    return tuple(asked)


def _group(
    row: Mapping[str, Any],
    open_for: Mapping[str, MappingRule],
    kept_in: Collection[str],
    scopes: Mapping[str, frozenset[str]],
    lent: Mapping[str, tuple[str | None, str | None, str]],
) -> OpenGroup:
    text, supplier = row["category_text"], row["by_supplier"]
    suggestion = None
    if text and supplier is None:
        suggestion = evidence.borrowed_suggestion(text, lent) or evidence.suggest(text)
        if suggestion.exclusion and text in kept_in:
            suggestion = _of_procurement(suggestion)
    left_open = open_for.get(text) if text else None
    return OpenGroup(
        text=row["text"],
        supplier=supplier,
        cents=int(row["cents"]),
        lines=row["lines"],
        suppliers=row["suppliers"],
        departments=tuple(name for name in row["departments"] if name),
        suggestion=suggestion,
        left_open=left_open.left_open if left_open and supplier is None else None,
        ambitions=tuple(name for name, prefixes in scopes.items() if _may_be_about(suggestion, prefixes)),
        plus=int(row["plus"]),
        minus=int(row["cents"] - row["plus"]),
    )


def _of_procurement(suggestion: Suggestion) -> Suggestion:
    """What is left of a suggestion that this is no procurement where a person decided that it is."""
    others = tuple(code for code in suggestion.others if code.isdigit())
    return replace(suggestion, exclusion=None, agreed=False, word=None, similar=(), others=others, origin=None)


def _may_be_about(suggestion: Suggestion | None, prefixes: frozenset[str]) -> bool:
    """Whether what a text probably is lies in one of these categories, or holds one; without a suggestion any of the next likeliest."""
    if suggestion is None or suggestion.exclusion:
        return False
    likely = (suggestion.cpv,) if suggestion.cpv else tuple(code for code in suggestion.others if code.isdigit())
    return any(code.startswith(prefix) or prefix.startswith(code) for code in likely for prefix in prefixes)


def _in_order(groups: Sequence[OpenGroup], order: str) -> list[OpenGroup]:
    """Most euros first, what is nearly the same behind its first; what was left open last."""
    by_euros = sorted(groups, key=lambda one: (one.left_open is not None, _behind(one, order)))
    places = evidence.stand_with([one.text or "" if one.supplier is None else "" for one in by_euros])
    leaders: dict[int, list[OpenGroup]] = {}
    for place, (one, leader) in enumerate(zip(by_euros, places, strict=True)):
        first = by_euros[leader]
        together = leader != place and one.text and not one.supplier and one.left_open == first.left_open
        if together and _behind(one, order) == _behind(first, order):
            leaders[leader].append(replace(one, stands_with=first.text))
        else:
            leaders.setdefault(place, []).append(one)
    return [one for alike in leaders.values() for one in alike]


def _behind(one: OpenGroup, order: str) -> bool:
    return order == BY_AMBITIONS and not one.ambitions


def _first(groups: Sequence[OpenGroup], order: str) -> tuple[int, Fraction]:
    """How many of the first groups to decide about, and which part of the open euros they make up."""
    total = sum(abs(one.cents) for one in groups)
    if not total:
        return 0, Fraction(0)
    count, covered = 0, 0
    for one in groups:
        if _behind(one, order) if order == BY_AMBITIONS else covered >= MOST * total:
            break
        count, covered = count + 1, covered + abs(one.cents)
    return count, Fraction(covered, total)


def _is_agreed(rule: MappingRule) -> bool:
    decides = bool(rule.cpv or rule.exclusion)
    return decides and rule.text is not None and rule.supplier is None and evidence.suggest(rule.text).agreed


def _is_suggested(rule: MappingRule) -> bool:
    """Whether a decision is what was suggested, or says it more precisely."""
    suggested = evidence.suggest(rule.text or "")
    if suggested.exclusion:
        return rule.exclusion == suggested.exclusion
    return (rule.cpv or "").startswith(suggested.cpv or "no category")
