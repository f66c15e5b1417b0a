"""Texts that were classified more broadly than a promise asks for: "158 food" leaves open whether a promise about coffee (1586) is about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kpi import access, evidence
from kpi.model import Message, Viewer
from kpi.service.classifying import scopes_of
from kpi.service.monitor import Monitor
from kpi.store import registers, submissions


@dataclass(frozen=True)
class TooBroad:
    """A text with the category that was chosen, the categories within it that promises ask for, and the ambitions of those promises."""

    text: str
    cpv: str
    cents: int
    lines: int
    finer: tuple[str, ...]
    ambitions: tuple[Message, ...]


def too_broad(
    viewer: Viewer, monitor: Monitor, body: str, year: int, department: str | None = None
) -> tuple[TooBroad, ...]:
    """The texts of a year whose category leaves open whether a promise of the body is about them, most euros first."""
    access.require(viewer, "see_lines", body)
    with monitor.store.reading() as session:
        scopes = scopes_of(monitor, session, body)
        decided = {
            evidence.normal_text(rule.text): rule.cpv
            for rule in registers.knowledge(session, body)[1].mapping
            if rule.text and rule.cpv and not rule.supplier
        }
        asked = {code: found for code in set(decided.values()) if (found := _asked(code, scopes))}
        if not asked:
            return ()
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        rows = submissions.classified_groups(session, served, department, sorted(asked))
        names = {name: one.name for name, one in monitor.indicators_at(session, body).items()}
    return tuple(
        TooBroad(
            row["text"],
            row["cpv"],
            int(row["cents"]),
            row["lines"],
            tuple(sorted({code for finer in asked[row["cpv"]].values() for code in finer})),
            tuple(names[name] for name in asked[row["cpv"]]),
        )
        for row in rows
        if decided.get(row["category_text"]) == row["cpv"]
    )


def _asked(code: str, scopes: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """By indicator the categories within this one that it is about, where the whole of it is not."""
    return {
        name: finer
        for name, prefixes in scopes.items()
        if not code.startswith(tuple(prefixes))
        and (finer := [one for one in prefixes if one.startswith(code) and one != code])
    }
