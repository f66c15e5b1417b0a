"""The departments of a body: their list, and which of them the texts of its files mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kpi import access, evidence
from kpi.language import message, plural_message
from kpi.model import Body, DepartmentRule, Knowledge, Refusal, Tally, Viewer
from kpi.service.answers import answered_once
from kpi.service.judging import publish
from kpi.service.knowing import remeasure_departments
from kpi.service.monitor import Loaded, Monitor
from kpi.service.organisations import save_body
from kpi.service.printing import cents_as_text
from kpi.service.reading_registers import read_departments
from kpi.store import registers, submissions


@dataclass(frozen=True)
class DepartmentText:
    """A text of files that means no department that the body declared. Procurement only; `years` are those it stands in."""

    text: str
    cents: int
    lines: int
    years: tuple[int, ...]


@dataclass(frozen=True)
class DepartmentWork:
    """What is still open, most euros first; `nameless` are the lines that name no department at all."""

    texts: tuple[DepartmentText, ...]
    nameless: Tally


@dataclass(frozen=True)
class DepartmentChoice:
    """A choice that holds: which department (its id) a text means, by whom and when, and the number of the version."""

    text: str
    department: str
    number: int
    chosen_by: str
    chosen_at: datetime


def department_work(viewer: Viewer, monitor: Monitor, body: str) -> DepartmentWork:
    """The texts of all years that mean no department yet, in order of euros; nothing for a body that declared none."""
    access.require(viewer, "see_lines", body)
    if not monitor.body(body).departments:
        return DepartmentWork((), Tally(0, 0))
    with monitor.store.reading() as session:
        found = submissions.without_department(session, [one.id for one in submissions.serving(session, body)])
    texts: dict[str, DepartmentText] = {}
    nameless = Tally(0, 0)
    for row in found:
        if row["text"] is None:
            nameless = Tally(nameless.rows + row["lines"], (nameless.cents or 0) + int(row["cents"]))
            continue
        key = evidence.normal_text(row["text"])
        before = texts.get(key, DepartmentText(row["text"], 0, 0, ()))
        texts[key] = replace(
            before,
            cents=before.cents + int(row["cents"]),
            lines=before.lines + row["lines"],
            years=tuple(sorted({*before.years, row["year"]})),
        )
    return DepartmentWork(tuple(sorted(texts.values(), key=lambda one: (-abs(one.cents), one.text))), nameless)


@answered_once
def department_spend(viewer: Viewer, monitor: Monitor, body: str, year: int) -> Mapping[str, int]:
    """The procurement amount of each department in a year, in cents; "" is what is of no known department."""
    access.require(viewer, "see_figures", body)
    with monitor.store.reading() as session:
        served = [one.id for one in submissions.serving(session, body) if one.year == year]
        return submissions.spend_of_departments(session, served)


def choose_departments(viewer: Viewer, monitor: Monitor, body: str, chosen: Mapping[str, str]) -> int:
    """Keeps which department each of these texts means. Gives how many submissions were measured again: those that hold one of
    the texts, and no others. Raises Refusal("unknown_department").
    """
    access.require(viewer, "classify", body)
    known = monitor.body(body)
    strange = sorted(set(chosen.values()) - {one.id for one in known.departments})
    if strange:
        raise Refusal(
            "unknown_department",
            message(
                'There is no department "{found}". Expected one of: {known}.',
                found=strange[0],
                known=", ".join(one.id for one in known.departments),
            ),
        )
    return _keep(viewer, monitor, known, tuple(DepartmentRule(*one) for one in chosen.items()))


def department_choices(viewer: Viewer, monitor: Monitor, body: str) -> list[DepartmentChoice]:
    """The choices that hold, the latest first."""
    access.require(viewer, "see_lines", body)
    holding = {}
    with monitor.store.reading() as session:
        for row, rule in registers.department_choices(session, body):
            holding[evidence.normal_text(rule.text)] = (row, rule)
    return [
        DepartmentChoice(rule.text, rule.department, row["number"], row["loaded_by"], row["loaded_at"])
        for row, rule in sorted(holding.values(), key=lambda one: -one[0]["number"])
        if rule.department
    ]


def undo_department(viewer: Viewer, monitor: Monitor, body: str, text: str) -> int:
    """Takes the choice for a text back, so that it is open again; what was chosen stays on record. Gives how many submissions
    were measured again.
    """
    access.require(viewer, "classify", body)
    return _keep(viewer, monitor, monitor.body(body), (DepartmentRule(text, None),))


def _keep(viewer: Viewer, monitor: Monitor, body: Body, rules: tuple[DepartmentRule, ...]) -> int:
    with monitor.store.transaction() as session:
        before = registers.knowledge(session, body.id)[1].departments
        added = Knowledge(departments=rules)
        registers.add_knowledge(session, body.id, registers.DEPARTMENTS, "", viewer.name, monitor.now(), added)
        touched = remeasure_departments(monitor, session, body, before, body)
        monitor.log(session, viewer, body.id, "choose_departments", str(len(rules)))
    publish(monitor, body)
    return touched


def load_departments_file(viewer: Viewer, monitor: Monitor, body: str, name: str, content: bytes) -> Loaded:
    """Replaces the list of departments of a body by that of a file (docs/organisations.md). Choices for texts stay."""
    access.require(viewer, "manage", body)
    listed = read_departments(monitor, name, content)
    saved = save_body(viewer, monitor, replace(monitor.body(body), departments=listed))
    return Loaded(
        plural_message("{name}: {number} department.", "{name}: {number} departments.", len(listed), name=saved.name),
        len(listed),
    )


def departments_as_json(work: DepartmentWork, choices: Sequence[DepartmentChoice], measured: int) -> dict[str, Any]:
    """What `python -m kpi departments` prints: euros to the cent."""
    return {
        "open": [
            {"text": one.text, "amount": cents_as_text(one.cents), "lines": one.lines, "years": list(one.years)}
            for one in work.texts
        ],
        "without_text": {"amount": cents_as_text(work.nameless.cents or 0), "lines": work.nameless.rows},
        "chosen": [
            {
                "text": one.text,
                "department": one.department,
                "version": one.number,
                "by": one.chosen_by,
                "at": one.chosen_at.isoformat(),
            }
            for one in choices
        ],
        "measured_again": measured,
    }
