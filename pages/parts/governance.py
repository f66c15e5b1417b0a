"""Governance inside the Rijk: what holds for each ministry, who decided it, and how far each one is. Pure markup and words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from html import escape

from kpi.language import count, day, plural, text
from kpi.model import Severity, YearState
from kpi.service import Held, Ministry
from pages.parts import numbers, participation, tables
from pages.parts.cited import in_dutch
from pages.parts.signs import check_sign, sign_and_word
from pages.parts.tables import Heading, table

Link = Callable[[Ministry], str]


def headline(language: str, year: int, found: Sequence[Ministry]) -> str:
    """How many ministries have a certified year, how many promises hold, and of how many the review is overdue."""
    if not found:
        return text(language, "No ministry is known here in {year}.", year=str(year))
    certified = text(
        language,
        "Of {part} of the {all} ministries {year} is certified.",
        part=count(language, sum(one.state is YearState.FINAL for one in found)),
        all=count(language, len(found)),
        year=str(year),
    )
    return f"{certified} {_promises(language, _each_once(found))}"


def headline_of_one(language: str, one: Ministry) -> str:
    """The same of one ministry."""
    return f"{one.name}. {_promises(language, one.promises)}"


def _promises(language: str, promises: Sequence[Held]) -> str:
    said = plural(language, "{number} ambition holds.", "{number} ambitions hold.", len(promises))
    late = sum(held.review_late for held in promises)
    if late:
        said += " " + plural(language, "Of {number} the review is overdue.", "Of {number} the review is overdue.", late)
    return said


def _each_once(found: Sequence[Ministry]) -> list[Held]:
    return list({held.promise.id: held for one in found for held in one.promises}.values())


def by_ministry(language: str, found: Sequence[Ministry], link: Link | None) -> str:
    """One row a ministry: its year, what is known of its spend, and what it promised."""
    headings = [
        Heading(text(language, "Ministry")),
        Heading(text(language, "State")),
        Heading(text(language, "Delivered")),
        Heading(text(language, "Certified on")),
        Heading(text(language, "Classified"), "number"),
        Heading(text(language, "Ambitions"), "number"),
        Heading(text(language, "Of its own"), "number"),
        Heading(text(language, "Review overdue"), "number"),
    ]
    rows = [
        (
            f'<a href="{escape(link(one))}">{escape(one.name)}</a>' if link else escape(one.name),
            participation.state_of_year(language, one.state, one.late),
            *(escape(participation.date_or_dash(language, when)) for when in (one.submitted_on, one.certified_on)),
            participation.classified(language, one.classified),
            count(language, len(one.promises)),
            count(language, sum(held.own for held in one.promises)),
            _overdue(language, sum(held.review_late for held in one.promises)),
        )
        for one in found
    ]
    return table(text(language, "By ministry"), headings, rows)


def _overdue(language: str, late: int) -> str:
    return f"{check_sign(Severity.WARNING)} {count(language, late)}" if late else count(language, 0)


def grid(language: str, found: Sequence[Ministry], link: Link, meaning: Callable[[str], str]) -> str:
    """Ambitions against ministries, a sign for each; `meaning` gives the address where an indicator is explained."""
    cells, names = {}, {}
    for one in found:
        for held in sorted(one.promises, key=lambda held: held.own):  # one of its own comes in the place of a wider one
            names[held.indicator.id] = held.indicator.name.in_language(language)
            if held.figure is not None:
                named = replace(held.figure, department_name=one.name)
                cells[one.id, held.indicator.id] = (named, link(one))
    rows = [(name, meaning(identity), (identity,)) for identity, name in sorted(names.items(), key=lambda one: one[1])]
    columns = [(one.id, one.name, link(one)) for one in found]
    return tables.status_grid(language, text(language, "Ambition"), rows, columns, cells) + tables.legend(language)


def promises(language: str, found: Sequence[Ministry]) -> str:
    """Every ambition once: for whom it holds, who decided it, who answers for it, and when it is reviewed."""
    holders: dict[str, list[str]] = {}
    for one in found:
        for held in one.promises:
            holders.setdefault(held.promise.id, []).append(one.name)
    headings = [
        Heading(text(language, "As decided")),
        Heading(text(language, "Holds for")),
        *_decision_headings(language),
    ]
    rows = [
        (
            in_dutch(language, held.version.text),
            escape(_whom(language, held, holders[held.promise.id])),
            *_decision(language, held),
        )
        for held in _each_once(found)
    ]
    return table(text(language, "What is promised, and who answers for it"), headings, rows)


def _whom(language: str, held: Held, holders: Sequence[str]) -> str:
    return ", ".join(holders) if held.promise.departments or len(holders) == 1 else text(language, "the whole Rijk")


def promises_of_one(language: str, one: Ministry) -> str:
    """The ambitions of one ministry, with how it stands itself and which share of the figure is known."""
    headings = [
        Heading(text(language, "As decided")),
        Heading(text(language, "Status")),
        Heading(text(language, "Value"), "number"),
        Heading(text(language, "Target"), "number"),
        Heading(text(language, "Classified"), "number"),
        *_decision_headings(language),
    ]
    rows = [
        (
            in_dutch(language, held.version.text) + ("" if held.own else f"<br><small>{escape(text(language, 'for the whole Rijk'))}</small>"),
            *_standing(language, held),
            *_decision(language, held),
        )
        for held in one.promises
    ]  # fmt: skip
    return table(text(language, "What is promised, and who answers for it"), headings, rows)


def _standing(language: str, held: Held) -> tuple[str, str, str, str]:
    target = numbers.target(language, held.indicator, held.version.target.value)
    goal = escape(text(language, "{value} in {year}", value=target, year=str(held.version.target.year)))
    figure = held.figure
    if figure is None:
        return "–", "–", goal, "–"
    return (
        sign_and_word(language, figure.judgement.status),
        escape(numbers.interval(language, figure)) if figure.share else "–",
        goal,
        escape(numbers.coverage(language, figure.share.coverage if figure.share else None)),
    )


def _decision_headings(language: str) -> list[Heading]:
    return [
        Heading(text(language, "Decision")),
        Heading(text(language, "Responsible administrator")),
        Heading(text(language, "Responsible official")),
        Heading(text(language, "Next review")),
    ]


def _decision(language: str, held: Held) -> tuple[str, str, str, str]:
    version, decision = held.version, held.version.decision
    when = day(language, decision.date, short=True)
    review = escape(participation.date_or_dash(language, version.review_on))
    if held.review_late:
        review = f"{check_sign(Severity.WARNING)} {review} <b>{escape(text(language, 'overdue'))}</b>"
    return (
        f"{in_dutch(language, decision.body)}<br><small>{in_dutch(language, f'{decision.kind} {decision.reference}')}, {escape(when)}</small>",
        in_dutch(language, version.responsible or "–"),
        in_dutch(language, version.official or version.next_move or "–"),
        review,
    )
